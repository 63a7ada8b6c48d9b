"""A small WSGI layer in front of Django: it answers reads of what is published from memory, and hands everything else on.

It answers only with 200 and 304, only for a good key, with room under every limit, on knowledge that is fresh. Whatever else a
request is or meets, Django answers it, with the same functions; a test sends the same requests through both.
Docs: docs/decisions/0010-fast-path.md.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from django.utils.http import parse_etags

from omnia.infra import limiter, metrics
from omnia.infra.telemetry import begin_request
from omnia.mongo.context import ProjectRef
from runtime_api import auth, listening, representations, store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Handler = Callable[[Environ, StartResponse], Iterable[bytes]]
Header = tuple[str, str]

PREFIX = "/api/v1/"
ADDRESS = re.compile(r"/api/v1/(?:(?P<kind>templates|flows)/(?P<key>[a-z0-9_.-]{1,128})|(?P<release>release))")
QUERY = re.compile(r"(?:locale=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?")
MAX_LOCALE = 35
MAX_PLANS = 10_000
OK, NOT_MODIFIED = "200 OK", "304 Not Modified"


class _Plan(msgspec.Struct, frozen=True):
    """How a request that was understood once is answered again, while its key and its project's head are the same."""

    project: ProjectRef
    digest: str
    release: int
    sequence: int
    sent: representations.Representation
    headers: list[Header]
    not_modified: list[Header]
    counted: Any
    """Counter of the answers of 200."""
    counted_304: Any
    timed: Any


class FastPath:
    """The layer; `handler` is the application behind it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI wants it."""
        started = time.perf_counter()
        if environ["REQUEST_METHOD"] != "GET" or environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
            return self._handler(environ, start_response)
        try:
            found = self._find(environ)
            content = found[0].sent.content() if found is not None else b""
        except Exception:  # noqa: BLE001  # whatever it is, Django meets it too, logs it and answers with a problem
            found = None
        limits = limiter.headers_if_admitted(key=found[1], project=found[0].project.id) if found is not None else None
        if found is None or limits is None:
            return self._handler(environ, start_response)
        return self._answer(environ, start_response, found[0], limits, content, started)

    def _find(self, environ: Environ) -> tuple[_Plan, str] | None:
        """The plan for a request with the id of its key, or None if it is not for this layer."""
        asked = (
            environ.get("HTTP_AUTHORIZATION", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT_ENCODING", ""),
        )
        plan = self._plans.get(asked)
        if plan is None:
            plan = self._understand(*asked)
            if plan is None:
                return None
        listening.ensure_started()
        key, age = auth.find(plan.project, plan.digest)
        head = store.head(plan.project)
        if age or head is None or head.age or "read" not in key.scopes:
            return None
        if head.sequence != plan.sequence or head.release != plan.release:
            plan = self._understand(*asked)
            if plan is None:
                return None
        return plan, key.id

    def _understand(self, authorization: str, path: str, query: str, accept_encoding: str) -> _Plan | None:
        """Work out how a request is to be answered, and keep it; raises `Problem` where Django would answer with one."""
        address, locale = ADDRESS.fullmatch(path), QUERY.fullmatch(query)
        if address is None or locale is None or len(query) > MAX_LOCALE or (address["release"] and query):
            return None
        project, digest = auth.named(authorization)
        auth.find(project, digest)
        head = store.live_head(project)
        release = store.release(project, head.release)
        if address["release"]:
            plain, route = representations.of_release(project, "live", head, release), "api/v1/release"
        else:
            entries = release.templates if address["kind"] == "templates" else release.flows
            plain = representations.of_document(project, release, entries.get(address["key"]), locale[1])
            route = f"api/v1/{address['kind']}/<key>"
        sent = representations.chosen(project, plain, accept_encoding)
        common = list(sent.headers().items())
        plan = _Plan(
            project,
            digest,
            head.release,
            head.sequence,
            sent,
            [("Content-Type", representations.JSON), *common],
            common,
            metrics.REQUESTS.labels(route, "GET", "200"),
            metrics.REQUESTS.labels(route, "GET", "304"),
            metrics.REQUEST_SECONDS.labels(route),
        )
        self._keep((authorization, path, query, accept_encoding), plan)
        return plan

    def _keep(self, asked: tuple[str, ...], plan: _Plan) -> None:
        with self._lock:
            self._plans.pop(asked, None)
            self._plans[asked] = plan
            if len(self._plans) > MAX_PLANS:
                del self._plans[next(iter(self._plans))]

    def _answer(
        self, environ: Environ, start_response: StartResponse, plan: _Plan, limits: list[Header], content: bytes, started: float
    ) -> Iterable[bytes]:
        condition = environ.get("HTTP_IF_NONE_MATCH")
        same = condition is not None and _matches(condition, plan.sent.etag)
        last = [*limits, ("X-Content-Type-Options", "nosniff"), ("X-Request-ID", begin_request(environ.get("HTTP_X_REQUEST_ID")))]
        start_response(NOT_MODIFIED if same else OK, (plan.not_modified if same else plan.headers) + last)
        (plan.counted_304 if same else plan.counted).inc()
        plan.timed.observe(time.perf_counter() - started)
        return [b"" if same else content]


def _matches(condition: str, etag: str) -> bool:
    if condition == etag:
        return True
    held = [each.removeprefix("W/") for each in parse_etags(condition)]
    return etag in held or "*" in held
