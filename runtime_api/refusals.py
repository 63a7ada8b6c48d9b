"""Refusing what is over a limit in front of Django, so that whoever sends too much takes little from others."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from omnia.infra import limiter, metrics
from omnia.infra.problems import CONTENT_TYPE, content_of
from omnia.infra.telemetry import request_id_for
from runtime_api.auth import Caller

STATUS = "429 Too Many Requests"
HEADERS = (("Content-Type", CONTENT_TYPE), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"))


def refused(
    environ: dict[str, Any], start_response: Callable[..., Any], caller: Caller, route: str, began: float
) -> Iterable[bytes] | None:
    """Answer a request that found no room, as Django would; None if there is room now, which is noted for Django.

    Args:
        environ: the request.
        start_response: WSGI's.
        caller: whose limits it counts against.
        route: the pattern by which it is counted.
        began: when its answering began, on `time.perf_counter`.
    """
    headers, problem = limiter.retry(key=caller.key_id, project=caller.project.id)
    if problem is None:
        environ[limiter.ADMITTED] = headers
        return None
    identifier = request_id_for(environ.get("HTTP_X_REQUEST_ID"))
    rows = [*HEADERS, *problem.headers.items(), *headers.items(), ("X-Request-ID", identifier)]
    metrics.REQUESTS.labels(route, environ["REQUEST_METHOD"], "429").inc()
    metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)
    start_response(STATUS, rows)
    return [content_of(problem, environ["PATH_INFO"], identifier)]
