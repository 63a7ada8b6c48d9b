"""What the APIs share: how bodies are read, how errors are told, and what their OpenAPI documents say besides ninja's own."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from omnia.infra.problems import Problem, answer_exception, to_response
from runtime_api.auth import Bearer
from runtime_api.json_bodies import read_json
from runtime_api.schemas import ProblemAnswer

ERRORS = {
    400: "The request cannot be read.",
    401: "No valid API key.",
    403: "The key lacks the scope.",
    404: "There is nothing here.",
    429: "Over a rate limit; Retry-After says when to go on.",
    503: "The data cannot be reached just now; Retry-After says when to try again.",
}
"""Problems that any authenticated call may answer with."""


class JsonParser(Parser):
    """Reads a body as the layer in front of Django does."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The parsed body; what it raises comes to `_on_http_error`."""
        return read_json(request.body, request.META.get("CONTENT_TYPE", ""))


class _Document(OpenAPISchema):
    """Ninja's document, with the scope that each call needs (OpenAPI 3.1 lets any scheme name the roles it requires)."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        scopes = [each.scope for each in operation.auth_callbacks if isinstance(each, Bearer)]
        return [{"bearerAuth": scopes}] if scopes else None


_UNUSED = HttpResponse()


class ProblemAPI(NinjaAPI):
    """An API whose errors are problems, and whose document tells of them, of the headers, and of how a request is signed."""

    prefix: ClassVar[str]
    """Where its calls are."""

    def __init__(self, *, on_error: Callable[[HttpRequest, Exception], HttpResponse] | None = None, **options: Any) -> None:
        super().__init__(openapi_url=None, docs_url=None, parser=JsonParser(), **options)
        # Ninja types its handlers as if they were given classes, too.
        self.add_exception_handler(Exception, cast("Any", on_error or _on_exception))
        self.add_exception_handler(HttpError, cast("Any", _on_http_error))
        self.add_exception_handler(ValidationError, cast("Any", _on_validation_error))

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  # ninja's signature
        """What ninja gives views to set headers on: ours answer with a response of their own, so that one does for all."""
        return _UNUSED

    def get_openapi_schema(self, **_options: Any) -> OpenAPISchema:
        """The OpenAPI document, under the API's own prefix."""
        schema = _Document(self, self.prefix.lstrip("/"))
        _describe(schema)
        return schema


def _describe(schema: dict[str, Any]) -> None:
    components = schema["components"]
    components["securitySchemes"] = {
        "bearerAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "omk_<cluster>_<project>_<secret>"}
    }
    model = ProblemAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"].update(model.pop("$defs", {}))
    components["schemas"]["ProblemAnswer"] = model
    components["headers"] = {
        "X-Request-ID": _header("Names the request in our log; send one of your own, or get a new one."),
        "RateLimit": _header("The tightest limit: what remains (r), and the seconds until it is whole again (t)."),
        "RateLimit-Policy": _header("The limits that apply: quota (q) in a window of seconds (w)."),
    }
    for path in schema["paths"].values():
        for operation in path.values():
            _describe_operation(operation)


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _describe_operation(operation: dict[str, Any]) -> None:
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
    if "security" in operation:
        for status, sentence in ERRORS.items():
            operation["responses"].setdefault(str(status), {"description": sentence})
    for status, answer in operation["responses"].items():
        # Without a key that was found there is nobody whose limits could be told.
        limited = "security" in operation and status not in ("401", "503")
        names = ["X-Request-ID", *(["RateLimit", "RateLimit-Policy"] if limited else [])]
        answer["headers"] = answer.get("headers", {}) | {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        if status >= "400":
            answer["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _on_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    return answer_exception(error, request)


def _on_http_error(request: HttpRequest, error: Exception) -> HttpResponse:
    # Ninja raises it for one thing here: a body that its parser could not read.
    return answer_exception(error.__cause__ if isinstance(error.__cause__, Problem) else error, request)


def _on_validation_error(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ValidationError)  # noqa: S101  # registered for that class alone
    errors = [{"pointer": pointer(row["loc"]), "detail": _sentence(row["msg"])} for row in error.errors]
    in_body = any(row["loc"][0] == "body" for row in error.errors)
    name = "unprocessable" if in_body else "invalid-request"
    return to_response(Problem(name, f"{errors[0]['pointer'] or 'The body'}: {errors[0]['detail']}", errors=errors), request)


def pointer(location: tuple[Any, ...]) -> str:
    """Where an error is: a JSON pointer into the body, `?name` for a parameter of the address, `name:` for a header."""
    source, *rest = location
    if source == "body":
        # The first step is the name of our own function's parameter.
        return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in rest[1:])
    name = ".".join(str(step) for step in rest)
    return f"{name}:" if source == "header" else f"?{name}"


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ").rstrip(".")
    return f"{message}."


def json_of(api: ProblemAPI) -> bytes:
    """An API's OpenAPI document as JSON."""
    return orjson.dumps(api.get_openapi_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
