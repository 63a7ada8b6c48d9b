"""The application as granian calls it (its interface RSGI): no thread is taken for a request before its body is here.

Granian hands over each request in one thread of its own, through the event loop. `Gateway` answers there what can be answered
from memory, begins to wait for bodies, and gives everything else to the lanes of threads; the loop is only a clock. Where granian
should hand requests over otherwise, `Gateway.__rsgi__` does the same from the loop.
Docs: docs/decisions/0017-the-way-in.md.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from omnia.gateway.bodies import CROWDED, LARGE, LATE, Arrival, Bodies
from omnia.gateway.exchange import Front, Reply, Request, place_of
from omnia.gateway.lanes import Lanes
from omnia.gateway.wsgi_bridge import Application, answer, environ_of
from omnia.infra.telemetry import log

CLOCK_SECONDS = 0.25
BROKEN_STATUS, LATE_STATUS, BUSY_STATUS = 400, 408, 503

logger = log(__name__)


class Door:
    """Where a kind of requests goes: its lane, what stands in front, the application behind, and how it refuses."""

    def __init__(
        self, lane: Callable[[], Lanes], front: Front, application: Application, *, body_bytes: int, refusal: Callable[..., Reply]
    ) -> None:
        self._make_lane, self.front, self.application, self.body_bytes = lane, front, application, body_bytes
        self.refusal = refusal
        """Makes the answer to a request that is refused here, from its status, path and request id."""
        self.lane: Lanes | None = None

    def open(self) -> None:
        """Start the threads, if they do not run; in the process that serves, after the fork."""
        if self.lane is None:
            self.lane = self._make_lane()


class Gateway:
    """The application; `door_of` names the door of a path, `beside` what else a serving process starts."""

    def __init__(
        self, doors: list[Door], door_of: Callable[[str], Door], *, body_seconds: float, beside: Callable[[], object] = bool
    ) -> None:
        self._doors, self._door_of, self._beside = doors, door_of, beside
        self._bodies = Bodies(body_seconds)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the threads and the clock, and take requests where granian has them."""
        self.open()
        self._beside()
        _intercept(loop, self.take)
        self._tick(loop)

    def open(self) -> None:
        """Start the threads, if they do not run."""
        for door in self._doors:
            door.open()

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Answer what waits, and end the threads."""
        for door in self._doors:
            if door.lane is not None:
                door.lane.stop()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer a request that came through the loop."""
        loop, answered = asyncio.get_running_loop(), asyncio.Event()
        self.take(scope, protocol, lambda: loop.call_soon_threadsafe(answered.set))
        await answered.wait()

    def take(self, scope: Any, protocol: Any, finished: Callable[[], Any] = bool) -> None:
        """Answer a request now, or see to it that it is answered; `finished` is called once it is. Nothing is raised."""
        door = self._door_of(scope.path)
        try:
            self._take(door, scope, protocol, finished)
        except Exception:
            logger.exception("request.failed", path=place_of(scope.path))
            self._refuse(door, scope, protocol, 500)
            finished()

    def _take(self, door: Door, scope: Any, protocol: Any, finished: Callable[[], Any]) -> None:
        length = scope.headers.get("content-length")
        chunked = "transfer-encoding" in scope.headers
        if not chunked and (length is None or length == "0"):
            reply = door.front.answer_at_once(scope)
            if reply is None:
                self._hand_over(door, scope, protocol, finished, b"", "")
                return
            protocol.response_bytes(*reply)
            finished()
            return
        announced = None if chunked else int(length)
        then = partial(self._hand_over, door, scope, protocol, finished)
        if announced is not None and announced > door.body_bytes:
            then(b"", LARGE)
        else:
            self._bodies.await_body(protocol, announced, door.body_bytes, then)

    def _hand_over(self, door: Door, scope: Any, protocol: Any, finished: Callable[[], Any], body: bytes, refused: str) -> None:
        """Let a thread of the door's lane answer, unless the body was refused or too many wait."""
        work = partial(self.work, door, scope, protocol, finished, body, too_large=bool(refused))
        if refused and refused != LARGE:
            self._refuse(door, scope, protocol, STATUSES.get(refused, BROKEN_STATUS))
        elif door.lane is not None and door.lane.accept(work, scope):
            return
        else:
            self._refuse(door, scope, protocol, BUSY_STATUS)
        finished()

    def work(self, door: Door, scope: Any, protocol: Any, finished: Callable[[], Any], body: bytes, *, too_large: bool) -> None:
        """Answer a request in a thread. Nothing is raised."""
        try:
            request = Request(scope, body)
            reply = None if too_large else door.front.answer(request)
            if reply is not None:
                protocol.response_bytes(*reply)
            else:
                environ = environ_of(request)
                environ |= request.handed_on
                if too_large:
                    environ["CONTENT_LENGTH"] = str(door.body_bytes + 1)
                answer(door.application, environ, protocol)
        except Exception:
            logger.exception("request.failed", path=place_of(scope.path))
            # Nothing is sent if the answer has begun already.
            protocol.response_bytes(*door.refusal(500, scope))
        finally:
            finished()

    def _refuse(self, door: Door, scope: Any, protocol: Any, status: int) -> None:
        protocol.response_bytes(*door.refusal(status, scope))

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(CLOCK_SECONDS, self._tick, loop)
        self._bodies.cut_late()


STATUSES = {LATE: LATE_STATUS, CROWDED: BUSY_STATUS}


def _intercept(loop: Any, take: Callable[[Any, Any], None]) -> None:
    """Take requests, and pieces of bodies, in the thread in which granian has them, not in the loop's.

    Each costs the loop's thread a wake-up and a turn at the interpreter, which is two fifths of what a hot read takes.
    """
    threadsafe, soon = loop.call_soon_threadsafe, loop.call_soon

    def call_soon_threadsafe(callback: Any, *arguments: Any, context: Any = None) -> Any:
        if type(callback) is Arrival:
            return callback(*arguments)
        if len(arguments) == 2 and type(arguments[1]).__name__ == REQUEST_CLASS:
            coroutine, watcher = arguments
            coroutine.close()
            return take(watcher.scope, watcher.proto)
        return threadsafe(callback, *arguments, context=context)

    def call_soon(callback: Any, *arguments: Any, context: Any = None) -> Any:
        if type(callback) is Arrival:
            return callback(*arguments)
        return soon(callback, *arguments, context=context)

    loop.call_soon_threadsafe, loop.call_soon = call_soon_threadsafe, call_soon


REQUEST_CLASS = "CallbackWatcherHTTP"
"""Granian's class of a request that is to be scheduled."""
