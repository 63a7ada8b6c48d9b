"""The runtime's short middleware: guards before anything reads the body, and the headers that every answer carries."""

import math
import time
from collections.abc import Callable
from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse

from omnia.infra import metrics
from omnia.infra.headers import NOT_KEPT
from omnia.infra.problems import Problem
from runtime_api.headers import ALWAYS
from runtime_api.json_bodies import depth_of
from runtime_api.patterns import MAX_BODY, MAX_DEPTH

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Handler = Callable[[HttpRequest], HttpResponse]


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
        _count(request, response)
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


def _count(request: HttpRequest, response: HttpResponse) -> None:
    """Count an answer in what its project uses: what was refused was not served."""
    meter = getattr(request, "omnia_meter", None)
    if meter is None or response.status_code >= 400:
        return
    count = meter.count_read if getattr(request, "omnia_is_read", False) else meter.count_sent
    count(len(response.content))


def _add_headers(request: HttpRequest, response: HttpResponse) -> None:
    for name, value in getattr(request, "omnia_limit_headers", {}).items():
        response.headers[name] = value
    age = getattr(request, "omnia_age", 0.0)
    if age and response.status_code < 400:
        response.headers["Age"] = str(math.ceil(age))
        response.headers["Warning"] = '110 - "Response is stale"'
        metrics.STALE.inc()
    response.headers.setdefault("Cache-Control", NOT_KEPT)
    for name, value in ALWAYS.items():
        response.headers[name] = value


class BodyGuardMiddleware:
    """Refuses a body that is too large or too deep before anything parses it; the way in has read no more than the bound."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, if its body may be read."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            raise Problem("too-large", f"A body may have {MAX_BODY // 1024} KiB.")
        if depth_of(request.body) > MAX_DEPTH:
            raise Problem("too-deep", f"The body may be nested {MAX_DEPTH} levels deep.")
        return self.get_response(request)
