"""The reference of the API: the OpenAPI document for generators, and a page for people that is made from it.

The page needs nothing from outside: no script, one style sheet of our own, and a policy that forbids anything else.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import orjson
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.views.decorators.http import require_GET

from omnia.infra.hosts import check_host
from runtime_api.api import PREFIX, openapi_json
from runtime_api.reference.schema_text import example_of, fields_of, resolved

FOLDER = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
CACHED = "public, max-age=300"
METHODS = ("get", "post", "put", "patch", "delete")


class Call(msgspec.Struct, frozen=True):
    """One call, as the page shows it."""

    method: str
    path: str
    short: str
    anchor: str
    summary: str
    description: str
    scope: str
    parameters: list[dict[str, Any]]
    body: list[dict[str, Any]]
    body_example: str
    answers: list[dict[str, Any]]
    answer: list[dict[str, Any]]


View = Callable[[HttpRequest], HttpResponse]


def _for_our_hosts(view: View) -> View:
    """A view that answers to an allowed host only: a page of somebody else's must not read it by a name that leads here."""

    @functools.wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        check_host(request.META.get("HTTP_HOST", ""))
        return view(request)

    return checked


@require_GET
@_for_our_hosts
def openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(openapi_json(), content_type="application/json", headers={"Cache-Control": CACHED})


@require_GET
@_for_our_hosts
def page(_request: HttpRequest) -> HttpResponse:
    """The reference page."""
    headers = {"Cache-Control": CACHED, "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
    return HttpResponse(_page(), content_type="text/html; charset=utf-8", headers=headers)


@require_GET
@_for_our_hosts
def style(_request: HttpRequest) -> HttpResponse:
    """The page's style sheet."""
    return HttpResponse(_style(), content_type="text/css; charset=utf-8", headers={"Cache-Control": CACHED})


@functools.lru_cache(maxsize=1)
def _style() -> bytes:
    return (FOLDER / "reference.css").read_bytes()


@functools.lru_cache(maxsize=1)
def _page() -> bytes:
    document = orjson.loads(openapi_json())
    groups: dict[str, list[Call]] = {}
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                groups.setdefault((operation.get("tags") or ["Other"])[0], []).append(_call(document, method, path, operation))
    schemas = [
        {"name": name, "description": schema.get("description", ""), "fields": fields_of(document, schema)}
        for name, schema in sorted(document["components"]["schemas"].items())
        if schema.get("properties")
    ]
    template = Engine(dirs=[str(FOLDER)], autoescape=True).get_template("reference.html")
    context = Context({"info": document["info"], "groups": groups, "schemas": schemas})
    return str(template.render(context)).encode()


def _call(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Call:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Call(
        method=method.upper(),
        path=path,
        short=path.removeprefix(PREFIX),
        anchor=operation["operationId"],
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        scope=", ".join(scope for way in operation.get("security", []) for scopes in way.values() for scope in scopes),
        parameters=[_parameter(document, row) for row in operation.get("parameters", [])],
        body=fields_of(document, body) if body else [],
        body_example=_pretty(example_of(document, body)) if body else "",
        answers=[{"status": status, "description": row.get("description", "")} for status, row in operation["responses"].items()],
        answer=_answer_fields(document, operation),
    )


def _parameter(document: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    described = {"properties": {row["name"]: row["schema"]}, "required": [row["name"]] if row.get("required") else []}
    return {**fields_of(document, described)[0], "place": row["in"]}


def _answer_fields(document: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of the answer to a call that went well."""
    good: dict[str, Any] = next((row for status, row in operation["responses"].items() if status < "300"), {})
    schema = good.get("content", {}).get("application/json", {}).get("schema")
    return fields_of(document, resolved(document, schema)) if schema else []


def _pretty(example: Any) -> str:
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()
