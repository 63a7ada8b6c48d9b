"""Calls with a body, answered in front of Django: conversations are carried on without the framework.

Only well-formed calls with a good key, on fresh knowledge of that key, are answered, and only with success or that a limit
is used up. Whatever else a request is or meets, Django answers it, with the same functions: a conversation does not change when
it raises, and a turn that was taken is answered the same again. Docs: docs/decisions/0011-conversations-without-the-framework.md.
"""

import time
from collections.abc import Callable

from pydantic import ValidationError

from omnia.gateway.exchange import Header, Reply, Request
from omnia.infra import limiter, metrics
from omnia.infra.headers import NOT_KEPT
from omnia.infra.problems import Problem
from omnia.infra.telemetry import begin_request
from omnia.mongo.context import bind
from runtime_api import auth
from runtime_api.calls import CALLS, Call, find_plain
from runtime_api.conversations import idempotency
from runtime_api.headers import ALWAYS
from runtime_api.json_bodies import depth_of, read_json
from runtime_api.patterns import MAX_DEPTH
from runtime_api.refusals import rate_limit_response
from runtime_api.representations import JSON

HEADERS: list[Header] = [("Content-Type", JSON), ("Cache-Control", NOT_KEPT), *ALWAYS.items()]
Work = Callable[[auth.Caller], bytes]


class FastConversations:
    """Answers calls with a body; what it leaves to Django is None."""

    def __init__(self) -> None:
        self._counts = {call.name: _counts_of(call.route, str(call.status)) for call in CALLS if call.run is not None}

    def answer(self, request: Request) -> Reply | None:
        """Answer a call, which takes a trip to where conversations are kept."""
        began = time.perf_counter()
        found = find_plain(request.method, request.path)
        if found is None or (found[0].not_plain and request.header(found[0].not_plain) is not None):
            return None
        call, parameter = found
        work = _understood(call, parameter, request)
        known = _caller(request.header("authorization", ""), call.scope) if work is not None else None
        if work is None or known is None:
            return None
        headers = [*HEADERS, ("X-Request-ID", begin_request(request.header("x-request-id")))]
        if known.admission is not None:
            room = known.admission.take(time.monotonic())
            if room is None:
                return rate_limit_response(request, known.caller, call.route, began)
            limits = [("RateLimit-Policy", known.policy), ("RateLimit", room)]
            headers += limits
            request.handed_on[limiter.ADMITTED] = dict(limits)
        try:
            with bind(known.caller.project):
                content = work(known.caller)
        except Exception:  # noqa: BLE001  # whatever it is, Django meets it too, logs it and answers with a problem
            return None
        observe, count = self._counts[call.name]
        count()
        known.meter.count_sent(len(content))
        observe(time.perf_counter() - began)
        return Reply(call.status, headers, content)


def _understood(call: Call, parameter: str, request: Request) -> Work | None:
    """What a request asks for; None if that is Django's to find out."""
    if call.body is None or call.run is None or depth_of(request.body) > MAX_DEPTH:
        return None
    try:
        read = read_json(request.body, request.header("content-type", ""))
        body, mark, run = call.body.model_validate(read), idempotency.fingerprint_of(read), call.run
    except (Problem, ValidationError):
        return None
    return lambda caller: run(caller, parameter, body, mark)


def _caller(authorization: str, scope: str) -> auth.Known | None:
    """Who may make a call with a key; None if that is Django's to find out."""
    try:
        found = auth.known(authorization)
    except Exception:  # noqa: BLE001  # as above
        return None
    return found if found is not None and scope in found.caller.scopes else None


def _counts_of(route: str, status: str) -> tuple[Callable[[float], None], Callable[[], int]]:
    count = metrics.LocklessCounter(metrics.REQUESTS.labels(route, "POST", status)).count
    return metrics.LocklessHistogram(metrics.REQUEST_SECONDS.labels(route)).observe, count
