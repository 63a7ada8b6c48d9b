"""The management API's contract is told truly."""

import re
from pathlib import Path

import orjson
import pytest

from management_api.api import openapi_json
from tests.manage.pipelines import BASE, Pipeline

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi_management.json"


@pytest.fixture(scope="module")
def document():
    return orjson.loads(openapi_json())


def test_stored_document_is_what_the_management_api_says():
    assert SNAPSHOT.read_bytes().strip() == openapi_json(), "Look at the difference, then run scripts/openapi.py."


def test_document_is_served_without_a_key(migrated):
    answer = Pipeline().call("GET", "/openapi.json")
    assert (answer.status, answer.content) == (200, openapi_json())


def test_every_call_is_signed_described_and_names_its_problems(document):
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) >= 20
    for operation in operations:
        assert operation["security"] == [{"bearerAuth": ["manage"]}]
        assert operation["summary"]
        assert {"401", "403", "404", "429", "503"} <= operation["responses"].keys()


def test_every_path_of_the_document_exists(document, migrated):
    for path, operations in document["paths"].items():
        assert path.startswith(BASE)
        for method in operations:
            answer = Pipeline().request(method.upper(), re.sub(r"{\w+}", "x", path))
            assert answer.status == 401, path
