"""A small WSGI layer in front of Django: it carries conversations on without the framework, and hands everything else on.

It answers only a well-formed start or turn with a good key, on fresh knowledge of that key, with room under every limit, and only
with success. Whatever else a request is or meets, Django answers it, with the same functions: a conversation does not change when
it raises, and a turn that was taken is answered the same again. Docs: docs/decisions/0011-conversations-without-the-framework.md.
"""

import io
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import orjson
from django.conf import settings
from pydantic import ValidationError

from omnia.infra import limiter, metrics
from omnia.infra.cache import CHANGES, Basis, Cache
from omnia.infra.telemetry import begin_request
from omnia.mongo.context import ProjectRef, bind
from runtime_api import auth, feeds, listening
from runtime_api.conversations import idempotency, turns
from runtime_api.conversations.schemas import StartBody, TurnBody
from runtime_api.fast_path import Environ, Handler, StartResponse
from runtime_api.middleware import MAX_BODY, MAX_DEPTH, depth_of

TURN = re.compile(r"/api/v1/sessions/([A-Za-z0-9_-]{1,64})/turns")
START = "/api/v1/sessions"
HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]

CALLERS_PART = 0.02
CALLER_BYTES = 1000
"""What a caller costs besides the text of its key."""


class _Caller(msgspec.Struct, frozen=True):
    """Whom a key stands for, as long as nothing that this rests on can have changed."""

    basis: Basis
    project: ProjectRef
    admit: Callable[[float], str | None] | None
    """Counts a request against the limits at a moment; None without limits."""
    policy: str


class _Call(msgspec.Struct, frozen=True):
    """What a request asks for, understood."""

    work: Callable[[ProjectRef], bytes]
    status: str
    seconds: Any
    count: Callable[[], int]


class FastConversations:
    """The layer; `handler` is the application behind it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._callers: Cache[_Caller] = Cache("callers", lambda: int(settings.OMNIA_CACHE_BYTES * CALLERS_PART))
        self._started = _counts_of("api/v1/sessions", "201")
        self._taken = _counts_of("api/v1/sessions/<session>/turns", "200")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI wants it."""
        began = time.perf_counter()
        call = self._understood(environ)
        caller = self._caller(environ.get("HTTP_AUTHORIZATION", "")) if call is not None else None
        if call is None or caller is None:
            return self._handler(environ, start_response)
        headers = [*HEADERS, ("X-Request-ID", begin_request(environ.get("HTTP_X_REQUEST_ID")))]
        if caller.admit is not None:
            room = caller.admit(time.monotonic())
            if room is None:
                return self._handler(environ, start_response)
            headers += [("RateLimit-Policy", caller.policy), ("RateLimit", room)]
            environ[limiter.ADMITTED] = dict(headers[-2:])
        try:
            with bind(caller.project):
                content = call.work(caller.project)
        except Exception:  # noqa: BLE001  # whatever it is, Django meets it too, logs it and answers with a problem
            return self._handler(environ, start_response)
        call.count()
        call.seconds.observe(time.perf_counter() - began)
        start_response(call.status, headers)
        return [content]

    def _understood(self, environ: Environ) -> _Call | None:
        """What a request asks for; None if that is Django's to find out. The body can be read again afterwards."""
        path, length = environ["PATH_INFO"], environ.get("CONTENT_LENGTH") or ""
        turn = TURN.fullmatch(path)
        if environ["REQUEST_METHOD"] != "POST" or (turn is None and path != START) or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        if "HTTP_IDEMPOTENCY_KEY" in environ or not length.isdecimal() or len(length) > 6 or int(length) > MAX_BODY:
            return None
        content = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = io.BytesIO(content)
        if len(content) != int(length) or depth_of(content) > MAX_DEPTH:
            return None
        try:
            read = orjson.loads(content)
            return self._turn(turn[1], read) if turn is not None else self._start(read)
        except (orjson.JSONDecodeError, ValidationError):
            return None

    def _start(self, read: Any) -> _Call:
        body = StartBody.model_validate(read)
        return _Call(lambda project: turns.start(project, body)[1], "201 Created", *self._started)

    def _turn(self, session: str, read: Any) -> _Call:
        body, mark = TurnBody.model_validate(read), idempotency.fingerprint_of(read)
        return _Call(lambda project: turns.take_turn(project, session, body, mark), "200 OK", *self._taken)

    def _caller(self, authorization: str) -> _Caller | None:
        caller = self._callers.peek((authorization,))
        if caller is not None and caller.basis.holds(time.monotonic()):
            return caller
        listening.ensure_started()
        metrics.tell_tallies()
        try:
            caller = _found(authorization)
        except Exception:  # noqa: BLE001  # as above
            return None
        if caller is not None:
            self._callers.keep((authorization,), caller, len(authorization) + CALLER_BYTES)
        return caller


def _found(authorization: str) -> _Caller | None:
    project, digest = auth.named(authorization)
    mark, told_by = CHANGES.of(project.id), feeds.feed(project.cluster)
    seen = mark.seen
    key, age = auth.find(project, digest)
    until = auth.fresh_until(project, key)
    if age or not until or "converse" not in key.scopes:
        return None
    rules = limiter.admission(key=key.id, project=project.id)
    admit, policy = (rules[0].take, rules[1]) if rules is not None else (None, "")
    basis = Basis(mark, seen, until, told_by, auth.covered_until(project, key, told_by))
    return _Caller(basis, project, admit, policy)


def _counts_of(route: str, status: str) -> tuple[Any, Callable[[], int]]:
    return metrics.REQUEST_SECONDS.labels(route), metrics.Tally(metrics.REQUESTS.labels(route, "POST", status)).count
