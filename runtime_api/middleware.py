"""The runtime's short middleware: guards before anything reads the body, and the headers that every answer carries."""

import math
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse

from omnia.infra import metrics
from omnia.infra.problems import Problem

MAX_BODY = 64 * 1024
MAX_DEPTH = 32
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Handler = Callable[[HttpRequest], HttpResponse]

# A string that never ends runs to the end of the body: possessive, so that the scan stays linear whatever is sent.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class AnswerMiddleware:
    """Counts and times each request, unbinds its project at the end, and adds the headers that views only noted."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        started = time.perf_counter()
        metrics.IN_FLIGHT.inc()
        method = request.method or ""
        try:
            with ExitStack() as stack:
                request.omnia_stack = stack  # type: ignore[attr-defined]
                response = self._answer(request)
        finally:
            metrics.IN_FLIGHT.dec()
        _add_headers(request, response)
        route = request.resolver_match.route if request.resolver_match else "unmatched"
        metrics.REQUESTS.labels(route, method if method in METHODS else "other", str(response.status_code)).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - started)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return self.get_response(request)
        # What GET answers, without the content (RFC 9110, 9.3.2).
        request.method = "GET"
        response = self.get_response(request)
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
        return response


def _add_headers(request: HttpRequest, response: HttpResponse) -> None:
    for name, value in getattr(request, "omnia_limit_headers", {}).items():
        response.headers[name] = value
    age = getattr(request, "omnia_age", 0.0)
    if age and response.status_code < 400:
        response.headers["Age"] = str(math.ceil(age))
        response.headers["Warning"] = '110 - "Response is stale"'
        metrics.STALE.inc()
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"


class BodyGuardMiddleware:
    """Refuses a body that is too large or too deep before anything parses it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, if its body may be read."""
        body = _bounded_body(request)
        if depth_of(body) > MAX_DEPTH:
            raise Problem("too-deep", f"The body may be nested {MAX_DEPTH} levels deep.")
        return self.get_response(request)


def _bounded_body(request: HttpRequest) -> bytes:
    """The body; raises the problem `too-large` without having read more than the bound."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > MAX_BODY:
        raise _too_large()
    if not announced and "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
        # Django reads nothing when no length is announced.
        _set_body(request, request.META["wsgi.input"].read(MAX_BODY + 1))
    elif announced:
        _set_body(request, request.read(announced))
    else:
        _set_body(request, b"")
    if len(request.body) > MAX_BODY:
        raise _too_large()
    return request.body


def _set_body(request: Any, body: bytes) -> None:
    request._body = body  # noqa: SLF001  # where Django keeps a body that was read already


def _too_large() -> Problem:
    return Problem("too-large", f"A body may have {MAX_BODY // 1024} KiB.")


def depth_of(body: bytes) -> int:
    """How deep a JSON text is nested, whether or not it is well-formed; brackets inside strings do not count."""
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for match in _TOKENS.finditer(body):
        token = match.group()
        if token in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif token in (b"}", b"]"):
            depth -= 1
    return deepest
