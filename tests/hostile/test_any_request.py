"""Requests of every shape from the contract, alone and along its links: none breaks the runtime, and no answer breaks it."""

from collections import Counter
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from sampling import examples
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode
from served import Product, Stage, served

from runtime_api.api import openapi_json
from runtime_api.calls import GO_ON

load_all_checks()
NAMES = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method",
    "allow_header_conformance", "ignored_auth",
)  # fmt: skip
OF_LINKS = (*NAMES[:5], "use_after_free", "ensure_resource_availability")
EXAMPLES = 20
START = {"template": "date", "locale": "en", "channel": "chat"}
WALKS, STEPS = examples(60), 8
FROM_SEED = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)

schema = schemathesis.openapi.from_dict(orjson.loads(openapi_json()))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture(scope="module")
def product(stage: Stage):
    """A product that answers."""
    with served(stage) as started:
        yield started


@schema.parametrize()
@settings(FROM_SEED, max_examples=EXAMPLES)
def test_any_request_is_answered_as_the_contract_says(case: schemathesis.Case, product: Product):
    headers = {"Authorization": f"Bearer {product.api_key}"}
    case.call_and_validate(base_url=f"http://127.0.0.1:{product.port}", headers=headers, checks=CHECKS.get_by_names(list(NAMES)))


def linked() -> Any:
    """The contract, in which a conversation is started with what is published: its names cannot be guessed."""
    document = orjson.loads(openapi_json())
    start = document["paths"]["/api/v1/sessions"]["post"]
    fields = {name: {"const": value} for name, value in START.items()}
    shape = {"type": "object", "properties": fields, "required": [*START], "additionalProperties": False}
    start["requestBody"]["content"]["application/json"]["schema"] = shape
    start["parameters"] = []
    return schemathesis.openapi.from_dict(document)


def test_walks_along_the_links_of_the_contract_keep_it(product: Product):
    class Walk(linked().as_state_machine()):  # type: ignore[misc]
        """Starts conversations and goes on with those that the answers name."""

        def get_call_kwargs(self, _case: schemathesis.Case) -> dict[str, object]:
            headers = {"Authorization": f"Bearer {product.api_key}"}
            return {"base_url": f"http://127.0.0.1:{product.port}", "headers": headers}

        def validate_response(self, response: object, case: schemathesis.Case, **_options: object) -> None:
            went[case.operation.definition.raw["operationId"], response.status_code] += 1  # type: ignore[attr-defined]
            case.validate_response(
                response, checks=CHECKS.get_by_names(list(OF_LINKS)), headers=self.get_call_kwargs(case)["headers"]
            )

    went: Counter[tuple[str, int]] = Counter()
    Walk.run(settings=settings(FROM_SEED, max_examples=WALKS, stateful_step_count=STEPS))
    assert {name for name, status in went if status < 300} == {*GO_ON, "start_session"}, went


@pytest.mark.parametrize("path", ["/sign-in", "/admin/login/", "/static/css/base.css", "/nowhere", "/livez", "/api/v1/release"])
def test_browsers_are_told_that_nothing_of_theirs_is_used(product: Product, path: str):
    _status, headers, _content = product.ask("GET", path)
    assert "microphone=()" in headers["permissions-policy"]
