"""The API of version 1: its calls."""

import functools
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from runtime_api.calls import BASE, CALLS, TAKE_TURN
from runtime_api.contract import ProblemAPI, json_of, pointer
from runtime_api.conversations.api import router as conversations
from runtime_api.documents import router as documents

__all__ = ["api", "openapi_json", "pointer"]

PREFIX = "/api/v1"
VERSION = "1.0.0"
DESCRIPTION = """\
What a project has published, and conversations with it. The API key names the project: no request can name another one.
Errors are problems (RFC 9457); every answer carries X-Request-ID, and, when authenticated, RateLimit and RateLimit-Policy."""


class RuntimeAPI(ProblemAPI):
    """The API, with a document that also says which calls go on with a conversation."""

    prefix = PREFIX

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        schema = super().get_openapi_schema(**options)
        for call in CALLS:
            if call.leads_to:
                answer = schema["paths"][BASE + call.path][call.method.lower()]["responses"][str(call.status)]
                answer["links"] = {name: _link(name) for name in call.leads_to}
        return schema


def _link(name: str) -> dict[str, Any]:
    """How a call goes on with the conversation that an answer names; a turn answers the number that was received."""
    link: dict[str, Any] = {"operationId": name, "parameters": {"session": "$response.body#/session"}}
    if name == TAKE_TURN.name:
        link["requestBody"] = {"turn": "$response.body#/turn", "event": "no_input"}
    return link


api = RuntimeAPI(title="OMNIA runtime API", version=VERSION, description=DESCRIPTION, urls_namespace="runtime")


@functools.lru_cache(maxsize=1)
def openapi_json() -> bytes:
    """The OpenAPI document as JSON; the same for the life of the process."""
    return json_of(api)


api.add_router("", documents)
api.add_router("", conversations)
