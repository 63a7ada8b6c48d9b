"""The application with a span for each request but the probes': from when it was taken in until it is answered."""

import asyncio
from collections.abc import Callable
from typing import Any

from omnia.gateway.server import Door, Gateway
from omnia.infra.telemetry import REQUEST_ID_HEADER, log
from omnia.probes import ADDRESSES as PROBES
from omnia.tracing import databases, routes
from omnia.tracing.calls import Call
from omnia.tracing.sending import Sender

logger = log(__name__)


class TracedGateway(Gateway):
    """Answers as `Gateway` does."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._sender: Sender | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to send spans, in the process that serves."""
        self._sender = Sender()
        super().__rsgi_init__(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Answer what waits, then send its spans."""
        super().__rsgi_del__(loop)
        if self._sender is not None:
            self._sender.end()

    def take(self, scope: Any, protocol: Any, finished: Callable[[], Any] = bool) -> None:
        """Answer a request, and end its span after its answer."""
        if self._sender is None or scope.path in PROBES:
            super().take(scope, protocol, finished)
            return
        call = Call(self._sender.tracer, scope.method, scope.headers.get("traceparent"))

        def ended() -> None:
            try:
                finished()
            finally:
                _end(call, scope.path)

        super().take(scope, _Answering(protocol, call), ended)

    def work(self, door: Door, scope: Any, protocol: Any, finished: Callable[[], Any], body: bytes, *, too_large: bool) -> None:
        """Answer a request in a thread, which is the request's meanwhile."""
        call = getattr(protocol, "call", None)
        if call is None:
            super().work(door, scope, protocol, finished, body, too_large=too_large)
            return
        with call.entered():
            super().work(door, scope, protocol, finished, body, too_large=too_large)


def heard_gateway() -> type[Gateway]:
    """The class of an application with spans; clients that are opened from now on are heard."""
    databases.hear()
    return TracedGateway


def _end(call: Call, path: str) -> None:
    try:
        call.end(routes.route_of(call.method, path))
    except Exception:
        # The request was answered: nobody is to hear of this but the log.
        logger.exception("traces.failed")


class _Answering:
    """The server's protocol of a request; what is answered is noted."""

    __slots__ = ("_protocol", "call")

    def __init__(self, protocol: Any, call: Call) -> None:
        self._protocol, self.call = protocol, call

    def response_bytes(self, status: int, headers: list[tuple[str, str]], content: bytes) -> Any:
        """Send an answer."""
        self._note(status, headers)
        return self._protocol.response_bytes(status, headers, content)

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Any:
        """Begin an answer in pieces."""
        self._note(status, headers)
        return self._protocol.response_stream(status, headers)

    def _note(self, status: int, headers: list[tuple[str, str]]) -> None:
        if not self.call.status:
            self.call.status = status
            self.call.request_id = next((value for name, value in headers if name == REQUEST_ID_HEADER), "")

    def __call__(self) -> Any:
        """The whole body, when it is here."""
        return self._protocol()

    def __aiter__(self) -> Any:
        """The body in pieces."""
        self._protocol.__aiter__()
        return self

    def __anext__(self) -> Any:
        """Its next piece."""
        return self._protocol.__anext__()
