"""A small WSGI layer in front of Django: it answers reads of what is published from memory, and hands everything else on.

It answers only with 200, 304 and 429, only for a good key, on knowledge that is fresh. Whatever else a
request is or meets, Django answers it, with the same functions; a test sends the same requests through both.
Docs: docs/decisions/0010-fast-path.md.
"""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from django.conf import settings
from django.utils.http import parse_etags

from omnia.infra import limiter, metrics
from omnia.infra.cache import Cache
from omnia.infra.invalidation import HUB, Validity
from omnia.infra.telemetry import request_id_for
from runtime_api import auth, change_streams, invalidation_bus, published, representations
from runtime_api.refusals import refused

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Handler = Callable[[Environ, StartResponse], Iterable[bytes]]
Header = tuple[str, str]

ADDRESS = re.compile(r"/api/v1/(?:(?P<kind>templates|flows)/(?P<key>[a-z0-9_.-]{1,128})|(?P<release>release))")
QUERY = re.compile(r"(?:locale=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?")
MAX_QUERY = len("locale=") + 35
ROUTES = {"templates": "api/v1/templates/<key>", "flows": "api/v1/flows/<key>", "release": "api/v1/release"}
"""Django's patterns of the addresses, by which requests are counted."""

PLANS_PART = 0.2
PLAN_BYTES = 2000
"""What a plan costs besides its bytes and the request's texts."""


class _Plan(msgspec.Struct, frozen=True):
    """How a request that was understood is answered again, as long as nothing that it rests on can have changed."""

    validity: Validity
    etag: str
    content: bytes
    headers: list[Header]
    unchanged_headers: list[Header]
    admit: Callable[[float], str | None] | None
    """Counts a request against the limits at a moment; None without limits."""
    caller: auth.Caller
    route: str
    count_ok: Callable[[], int]
    count_unchanged: Callable[[], int]


class FastPath:
    """The layer; `handler` is the application behind it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._plans: Cache[_Plan] = Cache("plans", lambda: int(settings.OMNIA_CACHE_BYTES * PLANS_PART))
        self._peek = self._plans.peek
        self._hit = metrics.BatchedCounter(metrics.CACHE_HITS.labels("plans")).count
        self._misses = metrics.CACHE_MISSES.labels("plans")
        self._counts = {route: _counts_of(route) for route in ROUTES.values()}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI wants it."""
        get = environ.get
        if environ["REQUEST_METHOD"] != "GET" or get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
            return self._handler(environ, start_response)
        asked = (get("HTTP_AUTHORIZATION", ""), environ["PATH_INFO"], get("QUERY_STRING", ""), get("HTTP_ACCEPT_ENCODING", ""))
        now = time.monotonic()
        plan = self._peek(asked)
        if plan is None or not plan.validity.holds(now):
            plan = self._understand(*asked)
            if plan is None:
                return self._handler(environ, start_response)
        else:
            self._hit()
        last: list[Header] = [("X-Request-ID", request_id_for(get("HTTP_X_REQUEST_ID")))]
        if plan.admit is not None:
            room = plan.admit(now)
            if room is None:
                refusal = refused(environ, start_response, plan.caller, plan.route, time.perf_counter())
                return refusal or self._handler(environ, start_response)
            last.append(("RateLimit", room))
        condition = get("HTTP_IF_NONE_MATCH")
        if condition is not None and _matches(condition, plan.etag):
            plan.count_unchanged()
            start_response("304 Not Modified", plan.unchanged_headers + last)
            return [b""]
        plan.count_ok()
        start_response("200 OK", plan.headers + last)
        return [plan.content]

    def _understand(self, authorization: str, path: str, query: str, accept_encoding: str) -> _Plan | None:
        """Work out how a request is answered, and keep it for a second at most; None if that is Django's to do."""
        address, locale = ADDRESS.fullmatch(path), QUERY.fullmatch(query)
        if address is None or locale is None or len(query) > MAX_QUERY or (address["release"] and query):
            return None
        invalidation_bus.ensure_started()
        self._misses.inc()
        metrics.flush_counters()
        try:
            plan = self._plan(authorization, address, locale[1], accept_encoding)
        except Exception:  # noqa: BLE001  # whatever it is, Django meets it too, logs it and answers with a problem
            return None
        if plan is not None:
            asked = (authorization, path, query, accept_encoding)
            self._plans.keep(asked, plan, len(plan.content) + sum(map(len, asked)) + PLAN_BYTES)
        return plan

    def _plan(self, authorization: str, address: re.Match[str], locale: str | None, accept_encoding: str) -> _Plan | None:
        project, digest = auth.named(authorization)
        epoch, feed = HUB.epoch(project.id), change_streams.feed(project.cluster)
        count = epoch.count
        key, age = auth.find(project, digest)
        head = published.live_head(project)
        until = min(auth.valid_until(project, key), published.valid_until(project))
        if age or head.age or not until or "read" not in key.scopes:
            return None
        with_feed = min(auth.valid_until_with_feed(project, key, feed), published.valid_until_with_feed(project, feed))
        validity = Validity(epoch, count, until, feed, with_feed)
        release = published.release(project, head.release)
        kind = address["kind"] or "release"
        if kind == "release":
            plain = representations.of_release(project, "live", head, release)
        else:
            entries = release.templates if kind == "templates" else release.flows
            plain = representations.of_document(project, release, entries.get(address["key"]), locale)
        sent = representations.chosen(project, plain, accept_encoding)
        rules = limiter.admission(key=key.id, project=project.id)
        common = [*sent.headers().items(), ("X-Content-Type-Options", "nosniff")]
        if rules is not None:
            common.append(("RateLimit-Policy", rules[1]))
        return _Plan(
            validity,
            sent.etag,
            sent.content(),
            [("Content-Type", representations.JSON), *common],
            common,
            rules[0].take if rules is not None else None,
            auth.Caller(project, key.id, key.scopes),
            ROUTES[kind],
            *self._counts[ROUTES[kind]],
        )


def _counts_of(route: str) -> tuple[Callable[[], int], Callable[[], int]]:
    ok, unchanged = (metrics.BatchedCounter(metrics.REQUESTS.labels(route, "GET", status)).count for status in ("200", "304"))
    return ok, unchanged


def _matches(condition: str, etag: str) -> bool:
    if condition == etag:
        return True
    held = [each.removeprefix("W/") for each in parse_etags(condition)]
    return etag in held or "*" in held
