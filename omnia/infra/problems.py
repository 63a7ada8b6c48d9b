"""Errors of the JSON API in one form (RFC 9457): what a caller may rely on, and never how it went wrong inside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from omnia.infra.telemetry import PROBLEM_CONTENT_TYPE, REFUSALS, log, note_refusal, request_id

CONTENT_TYPE = PROBLEM_CONTENT_TYPE

MAX_CALL = 60

logger = log(__name__)


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: its HTTP status, and a title that is the same each time."""

    status: int
    title: str


PROBLEM_TYPES: dict[str, ProblemType] = {
    "invalid-request": ProblemType(400, "The request cannot be read"),
    "unauthorised": ProblemType(401, "A valid API key is needed"),
    "forbidden": ProblemType(403, "The API key may not do this"),
    "project-suspended": ProblemType(403, "The project is suspended"),
    "project-archived": ProblemType(403, "The project is archived"),
    "quota-used-up": ProblemType(403, "The project's quota for this month is used up"),
    "not-found": ProblemType(404, "There is nothing here"),
    "not-published": ProblemType(404, "Nothing is published on this channel"),
    "method-not-allowed": ProblemType(405, "The address does not know this method"),
    "conflict": ProblemType(409, "Something else happened at the same time"),
    "idempotency-running": ProblemType(409, "The first request with this idempotency key is still running"),
    "turn-taken": ProblemType(409, "The turn was answered already, otherwise"),
    "turn-ahead": ProblemType(409, "The turn is not reached yet"),
    "wrong-event": ProblemType(409, "The conversation does not wait for this event"),
    "session-finished": ProblemType(409, "The conversation is finished"),
    "gone": ProblemType(410, "The conversation is over"),
    "body-late": ProblemType(408, "The body did not arrive in time"),
    "not-publishable": ProblemType(409, "The drafts cannot be published as they are"),
    "missing-texts": ProblemType(409, "Languages of the project lack texts"),
    "precondition-failed": ProblemType(412, "What the request is based on has changed"),
    "too-large": ProblemType(413, "The body is too large"),
    "unsupported-media-type": ProblemType(415, "The body is not announced as JSON"),
    "unprocessable": ProblemType(422, "The request does not have the shape of this call"),
    "too-deep": ProblemType(422, "The body is nested too deeply"),
    "unknown-document": ProblemType(422, "The release does not hold the document"),
    "unknown-locale": ProblemType(422, "The release does not speak the locale"),
    "text-too-long": ProblemType(422, "The text is too long"),
    "idempotency-mismatch": ProblemType(422, "The idempotency key was used with another body"),
    "invalid-document": ProblemType(422, "A document is not sound"),
    "invalid-archive": ProblemType(422, "The archive cannot be taken in"),
    "precondition-required": ProblemType(428, "The request must say what it is based on"),
    "rate-limited": ProblemType(429, "Too many requests"),
    "internal": ProblemType(500, "Something went wrong on our side"),
    "unavailable": ProblemType(503, "The service cannot answer just now"),
    "project-behind": ProblemType(503, "The project waits to be upgraded"),
}

_OF_STATUS = {
    400: "invalid-request", 401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 408: "body-late",
    409: "conflict", 410: "gone", 413: "too-large", 415: "unsupported-media-type", 422: "unprocessable", 429: "rate-limited",
    500: "internal", 503: "unavailable",
}  # fmt: skip


class Problem(Exception):  # noqa: N818  # the RFC's own word
    """An answer in the form of a problem; raise it anywhere below the API.

    Args:
        type_name: a name of `PROBLEM_TYPES`.
        detail: a sentence about this occurrence, for the caller's developers.
        errors: places in the request, as `{"pointer": …, "detail": …}`.
        headers: headers that the answer carries besides.
        status: the status, where a call says the same with another one than the type's own.
    """

    def __init__(
        self,
        type_name: str,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.type_name = type_name
        self.type = PROBLEM_TYPES[type_name]
        self.status = status or self.type.status
        self.detail = detail
        self.errors = [dict(error) for error in errors]
        self.headers = dict(headers or {})


def content_of(problem: Problem, path: str, identifier: str) -> bytes:
    """The JSON that stands for a problem, of the request with an address and an id; here a refusal is logged, whoever made it."""
    if problem.status in REFUSALS:
        # What follows the name of the call is the caller's own: keys, ids.
        note_refusal(problem.status, problem.type_name, "/".join(path.split("/")[:4])[:MAX_CALL], identifier)
    content: dict[str, Any] = {
        "type": f"/problems/{problem.type_name}",
        "title": problem.type.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": path,
        "request_id": identifier,
    }
    if problem.errors:
        content["errors"] = problem.errors
    return orjson.dumps(content)


def to_response(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The answer that stands for a problem."""
    content = content_of(problem, request.path, request_id())
    return HttpResponse(content, status=problem.status, content_type=CONTENT_TYPE, headers=problem.headers)


def problem_of(error: Exception) -> Problem:
    """The problem that an exception stands for; what nobody foresaw is `internal` and tells nothing."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404):
        return Problem("not-found", "There is nothing at this address.")
    if isinstance(error, PermissionDenied):
        return Problem("forbidden", "This is not allowed.")
    if isinstance(error, BadRequest | SuspiciousOperation):
        return Problem("invalid-request", "The request cannot be read.")
    return Problem("internal", "The request could not be answered. Our log holds the reason under the request id.")


def answer_exception(error: Exception, request: HttpRequest) -> HttpResponse:
    """The answer to an exception; an unforeseen one is logged with its traceback."""
    problem = problem_of(error)
    if problem.type_name == "internal":
        logger.error("request.failed", path=request.path, exc_info=error)
    return to_response(problem, request)


def as_problem(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """The same answer, in the form of a problem if it is one of Django's own error pages (404, 405).

    An error that is JSON already is a problem, or a health check's answer.
    """
    name = _OF_STATUS.get(response.status_code)
    if name is None or not response.headers.get("Content-Type", "").startswith("text/"):
        return response
    kept = {header: response.headers[header] for header in ("Allow", "Retry-After") if header in response.headers}
    sentence = "There is nothing at this address." if name == "not-found" else f"{PROBLEM_TYPES[name].title}."
    return to_response(Problem(name, sentence, headers=kept), request)


class ProblemMiddleware:
    """Turns every error below it into a problem, whatever raised or answered it, also while Django debugs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        try:
            return as_problem(self.get_response(request), request)
        except Exception as error:  # noqa: BLE001  # the last line: no traceback may reach a caller
            return answer_exception(error, request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Django's handler400."""
    return answer_exception(BadRequest(), request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler403."""
    return answer_exception(PermissionDenied(), request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler404."""
    return answer_exception(Http404(), request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; Django has logged the error."""
    return to_response(problem_of(RuntimeError()), request)
