"""The contract is told truly: the stored OpenAPI document, the page that is made from it, and what the answers look like."""

import json
import re
from pathlib import Path

import orjson
import pytest

from omnia.infra.problems import PROBLEM_TYPES
from runtime_api.api import api as runtime_api
from runtime_api.api import openapi_json, pointer
from runtime_api.reference import POLICY
from runtime_api.reference.schema_text import example_of, type_name
from runtime_api.schemas import FlowPage, ProblemAnswer, ReleaseAnswer, TemplatePage

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


@pytest.fixture(scope="module")
def document():
    return orjson.loads(openapi_json())


def test_stored_document_is_what_the_api_says():
    assert SNAPSHOT.read_bytes().strip() == openapi_json(), "Look at the difference, then run scripts/openapi.py."


def test_document_is_served_without_a_key(anyone):
    answer = anyone.get("/api/v1/openapi.json")
    assert (answer.status, answer.headers["Content-Type"], answer.content) == (200, "application/json", openapi_json())


def test_every_reference_leads_somewhere(document):
    for name in set(re.findall(r'"#/components/(\w+/[\w.-]+)"', json.dumps(document))):
        group, _slash, key = name.partition("/")
        assert key in document["components"][group]


def test_every_call_is_signed_described_and_names_its_problems(document):
    assert document["components"]["securitySchemes"]["bearerAuth"]["scheme"] == "bearer"
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) >= 5
    for operation in operations:
        assert operation["security"] in ([{"bearerAuth": ["read"]}], [{"bearerAuth": ["converse"]}])
        assert operation["summary"]
        assert operation["description"]
        assert {"401", "403", "404", "429", "503"} <= operation["responses"].keys()
        for status, answer in operation["responses"].items():
            kinds = set(answer.get("content", {}))
            usual = set() if status == "204" else {"application/json"}
            assert kinds == ({"application/problem+json"} if status >= "400" else usual), operation["operationId"]


def test_every_path_of_the_document_exists(document, anyone):
    for path, operations in document["paths"].items():
        for method in operations:
            answer = anyone.request(method.upper(), re.sub(r"{\w+}", "x", path))
            assert answer.status == 401, path


@pytest.mark.parametrize(
    ("address", "shape"),
    [("release", ReleaseAnswer), ("templates?limit=1", TemplatePage), ("flows", FlowPage), ("x", ProblemAnswer)],
)
def test_answers_have_the_shapes_that_are_promised(api, address, shape):
    content = api.get(f"/api/v1/{address}").content
    found = orjson.loads(content)
    assert set(shape.model_validate_json(content).model_dump(exclude_unset=True)) == set(found)


def test_page_needs_nothing_from_outside(anyone):
    answer = anyone.get("/api/v1/docs")
    text = answer.content.decode()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://", text)
    assert set(re.findall(r'(?:src|href)="([^#"][^"]*)"', text)) == {"/api/v1/docs/reference.css", "/api/v1/openapi.json"}
    style = anyone.get("/api/v1/docs/reference.css")
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert b"url(" not in style.content


def test_page_shows_every_call_and_its_links_lead_somewhere(anyone, document):
    text = anyone.get("/api/v1/docs").content.decode()
    for path, operations in document["paths"].items():
        assert path in text
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in text
    identifiers = re.findall(r'\sid="([^"]+)"', text)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(identifiers)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (("body", "payload"), ""),
        (("body", "payload", "alternatives", 0, "text"), "/alternatives/0/text"),
        (("body", "payload", "a/b~c"), "/a~1b~0c"),
        (("query", "limit"), "?limit"),
        (("header", "Idempotency-Key"), "Idempotency-Key:"),
    ],
)
def test_places_of_errors(location, expected):
    assert pointer(location) == expected


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "maxLength": 5}, "string, …5"),
        ({"type": "string", "format": "date-time"}, "date-time"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer | null"),
        ({"enum": ["a", "b"]}, "“a” | “b”"),
        ({"const": "live"}, "“live”"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}, "list of Row"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "object of string"),
        ({}, "any"),
    ],
)
def test_types_in_words(schema, words):
    assert type_name(schema) == words


def test_example_of_a_shape_that_refers_to_itself_ends():
    document = {
        "components": {"schemas": {"Node": {"properties": {"next": {"$ref": "#/components/schemas/Node"}}, "required": ["next"]}}}
    }
    assert json.dumps(example_of(document, {"$ref": "#/components/schemas/Node"})).count("next") < 10


def test_problem_names_are_words_with_dashes():
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in PROBLEM_TYPES)
    assert all(400 <= problem.status < 600 for problem in PROBLEM_TYPES.values())


def test_additional_routers_share_the_error_handling():
    assert runtime_api.urls_namespace == "runtime"
