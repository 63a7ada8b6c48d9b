"""The management API of version 1: its calls."""

import functools
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from management_api.canaries import router as canaries
from management_api.documents import router as documents
from management_api.exchange import IN_ARCHIVE
from management_api.exchange import router as exchange
from management_api.insight import router as insight
from management_api.persons import router as persons
from management_api.plans import router as plans
from management_api.refusals import answer_refusal
from management_api.releases import router as releases
from management_api.replays import router as replays
from management_api.suggestions import router as suggestions
from management_api.updates import router as updates
from runtime_api.contract import ProblemAPI, json_of

PREFIX = "/api/manage/v1"
VERSION = "1.0.0"
DESCRIPTION = """\
What a customer's pipelines do with a project's drafts, releases and updates: the same actions as the studio's. The API key names
the project, and needs the scope `manage`; for what is known of a caller `persons` besides. Errors are problems (RFC 9457); every
answer carries X-Request-ID, RateLimit and RateLimit-Policy. What replaces something names the state that it replaces
(If-Match)."""


class ManagementAPI(ProblemAPI):
    """The API."""

    prefix = PREFIX

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI document; ninja takes every answer for JSON."""
        schema = super().get_openapi_schema(**options)
        schema["paths"][f"{PREFIX}/export"]["get"]["responses"]["200"] |= IN_ARCHIVE
        return schema


api = ManagementAPI(
    title="OMNIA management API", version=VERSION, description=DESCRIPTION, urls_namespace="management", on_error=answer_refusal
)


@functools.lru_cache(maxsize=1)
def openapi_json() -> bytes:
    """The OpenAPI document as JSON; the same for the life of the process."""
    return json_of(api)


for router in (documents, releases, canaries, plans, updates, suggestions, insight, replays, persons, exchange):
    api.add_router("", router)
