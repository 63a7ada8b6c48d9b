"""Refusing what is over a limit in front of Django, so that whoever sends too much takes little from others."""

import time

from omnia.gateway.exchange import Reply, Request
from omnia.infra import limiter, metrics
from omnia.infra.headers import NOT_KEPT
from omnia.infra.problems import CONTENT_TYPE, content_of
from omnia.infra.telemetry import request_id_for
from runtime_api.auth import Caller
from runtime_api.headers import ALWAYS

HEADERS = (("Content-Type", CONTENT_TYPE), ("Cache-Control", NOT_KEPT), *ALWAYS.items())


def rate_limit_response(request: Request, caller: Caller, route: str, began: float) -> Reply | None:
    """Answer a request that found no room, as Django would; None if there is room now, which is noted for Django.

    Args:
        request: the request.
        caller: whose limits it counts against.
        route: the pattern by which it is counted.
        began: when its answering began, on `time.perf_counter`.
    """
    headers, problem = limiter.retry(key=caller.key_id, project=caller.project.id)
    if problem is None:
        request.handed_on[limiter.ADMITTED] = headers
        return None
    identifier = request_id_for(request.header("x-request-id"))
    rows = [*HEADERS, *problem.headers.items(), *headers.items(), ("X-Request-ID", identifier)]
    metrics.REQUESTS.labels(route, request.method, "429").inc()
    metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)
    return Reply(problem.status, rows, content_of(problem, request.path, identifier))
