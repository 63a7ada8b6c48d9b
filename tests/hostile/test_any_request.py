"""Requests of every shape, made from the contract: none breaks the runtime, and no answer breaks the contract."""

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode
from served import Product, Stage, served

from runtime_api.api import openapi_json

load_all_checks()
NAMES = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip
EXAMPLES = 20

schema = schemathesis.openapi.from_dict(orjson.loads(openapi_json()))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture(scope="module")
def product(stage: Stage):
    """A product that answers."""
    with served(stage) as started:
        yield started


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_any_request_is_answered_as_the_contract_says(case: schemathesis.Case, product: Product):
    headers = {"Authorization": f"Bearer {product.api_key}"}
    case.call_and_validate(base_url=f"http://127.0.0.1:{product.port}", headers=headers, checks=CHECKS.get_by_names(list(NAMES)))


@pytest.mark.parametrize("path", ["/sign-in", "/admin/login/", "/static/css/base.css", "/nowhere", "/livez", "/api/v1/release"])
def test_browsers_are_told_that_nothing_of_theirs_is_used(product: Product, path: str):
    _status, headers, _content = product.ask("GET", path)
    assert "microphone=()" in headers["permissions-policy"]
