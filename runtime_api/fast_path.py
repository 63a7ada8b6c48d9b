"""Reads of what is published, answered in front of Django from memory.

Only with 200, 304 and 429, only for a good key, and on knowledge that is fresh. Whatever else a
request is or meets, Django answers it, with the same functions; a test sends the same requests through both.
Docs: docs/decisions/0010-fast-path.md.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import msgspec
from django.conf import settings

from omnia.gateway.exchange import Header, Reply, Request
from omnia.infra import limiter, metrics
from omnia.infra.cache import Cache
from omnia.infra.invalidation import HUB, Validity
from omnia.infra.telemetry import request_id_for
from runtime_api import auth, change_streams, invalidation_bus, published, representations
from runtime_api.calls import CALLS, Call, Published, check_readable, find_plain
from runtime_api.headers import ALWAYS
from runtime_api.metering.meters import meter_of
from runtime_api.metering.refusing import refuses_reads
from runtime_api.patterns import LOCALE, MAX_CHANNEL, MAX_LOCALE
from runtime_api.refusals import rate_limit_response
from tenants.project.channels import LIVE, NAME

QUERY = re.compile(f"(?:channel=(?P<channel>{NAME}))?(?:(?:(?<=.)&|^)locale=(?P<locale>{LOCALE}))?")
MAX_QUERY = len("channel=&locale=") + MAX_CHANNEL + MAX_LOCALE

PLANS_PART = 0.2
PLAN_BYTES = 2000
"""What a plan costs besides its bytes and the request's texts."""

_Key = tuple[str, str, str, str]


class _Plan(msgspec.Struct, frozen=True):
    """How a request that was understood is answered again, as long as nothing that it rests on can have changed."""

    validity: Validity
    etag: str
    content: bytes
    headers: list[Header]
    unchanged_headers: list[Header]
    admission: limiter.Admission | None
    """Counts a request against the limits; None without limits."""
    caller: auth.Caller
    call: Call
    count_ok: Callable[[], int]
    count_unchanged: Callable[[], int]
    observe: Callable[[float], None]
    count_read: Callable[[int], None]
    """Counts an answer, with its bytes, in what the project uses."""


class FastReads:
    """Answers reads; what it leaves to Django is None."""

    def __init__(self) -> None:
        self._plans: Cache[_Plan] = Cache("plans", lambda: int(settings.OMNIA_CACHE_BYTES * PLANS_PART))
        self._peek = self._plans.peek
        self._hit = metrics.LocklessCounter(metrics.CACHE_HITS.labels("plans")).count
        self._misses = metrics.CACHE_MISSES.labels("plans")
        self._counts = {call.name: _counts_of(call.route) for call in CALLS if call.read is not None}

    def answer_at_once(self, scope: Any) -> Reply | None:
        """Answer what was understood before; nothing is asked of Redis or a database for it."""
        header, began = scope.headers.get, time.perf_counter()
        plan = self._peek((header("authorization", ""), scope.path, scope.query_string, header("accept-encoding", "")))
        if plan is None or scope.method != "GET":
            return None
        now = time.monotonic()
        if not plan.validity.holds(now):
            return None
        room = ""
        if plan.admission is not None:
            left = plan.admission.take_at_once(now)
            if left is None:
                return None
            room = left
        self._hit()
        return _reply(plan, room, header("x-request-id"), header("if-none-match"), began)

    def answer(self, request: Request) -> Reply | None:
        """Answer a read, which may take a look at a database."""
        header, began = request.header, time.perf_counter()
        asked = (header("authorization", ""), request.path, request.query, header("accept-encoding", ""))
        plan = self._peek(asked)
        if plan is None or not plan.validity.holds(time.monotonic()):
            plan = self._understand(asked)
            if plan is None:
                return None
        else:
            self._hit()
        room = ""
        if plan.admission is not None:
            left = plan.admission.take(time.monotonic())
            if left is None:
                return rate_limit_response(request, plan.caller, plan.call.route, began)
            room = left
        return _reply(plan, room, header("x-request-id"), header("if-none-match"), began)

    def _understand(self, asked: _Key) -> _Plan | None:
        """Work out how a request is answered, and keep it for a second at most; None if that is Django's to do."""
        authorization, path, query, accept_encoding = asked
        found, asked_for = find_plain("GET", path), QUERY.fullmatch(query)
        if found is None or asked_for is None or len(query) > MAX_QUERY:
            return None
        channel, locale = asked_for["channel"] or LIVE, asked_for["locale"]
        if locale is not None and (not found[1] or len(locale) > MAX_LOCALE):
            return None
        invalidation_bus.ensure_started()
        self._misses.inc()
        try:
            plan = self._plan(authorization, *found, channel, locale, accept_encoding)
        except Exception:  # noqa: BLE001  # whatever it is, Django meets it too, logs it and answers with a problem
            return None
        if plan is not None:
            self._plans.keep(asked, plan, len(plan.content) + sum(map(len, asked)) + PLAN_BYTES)
        return plan

    def _plan(
        self, authorization: str, call: Call, key_asked: str, channel: str, locale: str | None, accept_encoding: str
    ) -> _Plan | None:
        asked, token = auth.named(authorization)
        epoch = HUB.epoch(asked.id)
        count = epoch.count
        project, key, age = auth.find(asked, token)
        feed = change_streams.feed(project.cluster)
        caller = key.caller(project)
        check_readable(caller, channel)
        head = published.live_head(project, channel)
        until = min(auth.valid_until(project, key), published.valid_until(project, channel))
        if call.read is None or age or head.age or not until or call.scope not in key.scopes or refuses_reads(caller.used_up):
            return None
        with_feed = min(auth.valid_until_with_feed(project, key, feed), published.valid_until_with_feed(project, feed, channel))
        validity = Validity(epoch, count, until, feed, with_feed)
        at = Published(project, channel, head, published.release(project, head.release))
        sent = representations.chosen(project, call.read(at, key_asked, locale), accept_encoding)
        rules = limiter.admission(key=key.id, project=project.id)
        common = [*sent.headers().items(), *ALWAYS.items()]
        if rules is not None:
            common.append(("RateLimit-Policy", rules[1]))
        return _Plan(
            validity,
            sent.etag,
            sent.content(),
            [("Content-Type", representations.JSON), *common],
            common,
            rules[0] if rules is not None else None,
            caller,
            call,
            *self._counts[call.name],
            meter_of(project).count_read,
        )


def _reply(plan: _Plan, room: str, offered_id: str | None, condition: str | None, began: float) -> Reply:
    """The answer that a plan has for a request that is admitted."""
    reply = _chosen(plan, room, offered_id, condition)
    plan.observe(time.perf_counter() - began)
    return reply


def _chosen(plan: _Plan, room: str, offered_id: str | None, condition: str | None) -> Reply:
    last: list[Header] = [("X-Request-ID", request_id_for(offered_id))]
    if room:
        last.append(("RateLimit", room))
    if condition is not None and representations.is_held(plan.etag, condition):
        plan.count_unchanged()
        plan.count_read(0)
        return Reply(304, plan.unchanged_headers + last, b"")
    plan.count_ok()
    plan.count_read(len(plan.content))
    return Reply(200, plan.headers + last, plan.content)


def _counts_of(route: str) -> tuple[Callable[[], int], Callable[[], int], Callable[[float], None]]:
    ok, unchanged = (metrics.LocklessCounter(metrics.REQUESTS.labels(route, "GET", status)).count for status in ("200", "304"))
    return ok, unchanged, metrics.LocklessHistogram(metrics.REQUEST_SECONDS.labels(route)).observe
