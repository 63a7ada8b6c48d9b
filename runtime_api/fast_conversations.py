"""A small WSGI layer in front of Django: it carries conversations on without the framework, and hands everything else on.

It answers only a well-formed start or turn with a good key, on fresh knowledge of that key, and only with success or that a limit
is used up. Whatever else a request is or meets, Django answers it, with the same functions: a conversation does not change when
it raises, and a turn that was taken is answered the same again. Docs: docs/decisions/0011-conversations-without-the-framework.md.
"""

import io
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import orjson
from pydantic import ValidationError

from omnia.infra import limiter, metrics
from omnia.infra.telemetry import begin_request
from omnia.mongo.context import ProjectRef, bind
from runtime_api import auth
from runtime_api.conversations import idempotency, turns
from runtime_api.conversations.schemas import StartBody, TurnBody
from runtime_api.fast_path import Environ, Handler, StartResponse
from runtime_api.middleware import MAX_BODY, MAX_DEPTH, depth_of
from runtime_api.refusals import refused

TURN = re.compile(r"/api/v1/sessions/([A-Za-z0-9_-]{1,64})/turns")
START = "/api/v1/sessions"
HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]


class _Call(msgspec.Struct, frozen=True):
    """What a request asks for, understood."""

    work: Callable[[ProjectRef], bytes]
    status: str
    route: str
    seconds: Any
    count: Callable[[], int]


class FastConversations:
    """The layer; `handler` is the application behind it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._started = _counts_of("api/v1/sessions", "201")
        self._taken = _counts_of("api/v1/sessions/<session>/turns", "200")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI wants it."""
        began = time.perf_counter()
        call = self._understood(environ)
        known = _caller(environ.get("HTTP_AUTHORIZATION", "")) if call is not None else None
        if call is None or known is None:
            return self._handler(environ, start_response)
        headers = [*HEADERS, ("X-Request-ID", begin_request(environ.get("HTTP_X_REQUEST_ID")))]
        if known.admit is not None:
            room = known.admit(time.monotonic())
            if room is None:
                return refused(environ, start_response, known.caller, call.route, began) or self._handler(environ, start_response)
            headers += [("RateLimit-Policy", known.policy), ("RateLimit", room)]
            environ[limiter.ADMITTED] = dict(headers[-2:])
        try:
            with bind(known.caller.project):
                content = call.work(known.caller.project)
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


def _caller(authorization: str) -> auth.Known | None:
    """Who may converse with a key; None if that is Django's to find out."""
    try:
        found = auth.known(authorization)
    except Exception:  # noqa: BLE001  # as above
        return None
    return found if found is not None and "converse" in found.caller.scopes else None


def _counts_of(route: str, status: str) -> tuple[str, Any, Callable[[], int]]:
    return (
        route,
        metrics.REQUEST_SECONDS.labels(route),
        metrics.BatchedCounter(metrics.REQUESTS.labels(route, "POST", status)).count,
    )
