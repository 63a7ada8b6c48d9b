"""Waiting for bodies: no thread is taken for one, its bytes and its time are bounded, and so is what all of them hold together.

The server's thread calls `Bodies.await_body`; what follows happens in whichever thread has the next piece, and never waits.
Docs: docs/decisions/0017-the-way-in.md.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

BROKEN, LATE, LARGE, CROWDED = "broken", "late", "large", "crowded"
"""Why a body is not taken: cut off or malformed, not here in time, too large, or given up because too many bytes wait."""

SMALL = 4096
"""Bytes up to which a body is taken in one piece, for it need not be counted."""

HELD_BYTES = 64 * 1024 * 1024
"""Bytes that the unfinished bodies of a process may hold; beyond, those that have waited longest are given up."""

Done = Callable[[bytes, str], None]
"""Takes the whole body and an empty text; or what is there of it, and why it is not taken."""


class Bodies:
    """The bodies that a process waits for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._waiting: OrderedDict[_Body, None] = OrderedDict()
        self._held = 0

    def await_body(self, protocol: Any, announced: int | None, most: int, done: Done) -> None:
        """Take in a body; `done` is called once.

        Args:
            protocol: the server's, from which the body comes.
            announced: its length; None if it comes in chunks.
            most: the bytes that it may have.
            done: what to do with it.
        """
        body = _Body(self, protocol, announced, most, done)
        with self._lock:
            self._waiting[body] = None
        body.begin()

    def count(self) -> int:
        """How many bodies are waited for."""
        return len(self._waiting)

    def cut_late(self) -> None:
        """Give up the bodies whose time is over."""
        before = time.monotonic() - self._seconds
        while (oldest := self._oldest()) is not None and oldest.began <= before:
            oldest.end(LATE)

    def note(self, body: "_Body", size: int) -> None:
        """Count bytes that a body holds, and give up the bodies that have waited longest while they are too many."""
        with self._lock:
            body.counted += size
            self._held += size
        while self._held > HELD_BYTES and (oldest := self._oldest()) is not None:
            oldest.end(CROWDED)

    def forget(self, body: "_Body") -> bool:
        """Stop waiting for a body; False if nobody waits for it any more."""
        with self._lock:
            if body not in self._waiting:
                return False
            del self._waiting[body]
            self._held -= body.counted
            return True

    def waits_for(self, body: "_Body") -> bool:
        """Whether a body is still waited for."""
        return body in self._waiting

    def _oldest(self) -> "_Body | None":
        with self._lock:
            return next(iter(self._waiting), None)


class _Body:
    """One body on its way."""

    def __init__(self, bodies: Bodies, protocol: Any, announced: int | None, most: int, done: Done) -> None:
        self.began = time.monotonic()
        self.counted = 0
        self._bodies, self._protocol, self._announced, self._most, self._done = bodies, protocol, announced, most, done
        self._pieces: list[bytes] = []
        self._size = 0
        self._empty = False
        self._coming: Any = None

    def begin(self) -> None:
        """Ask for the first piece."""
        if self._announced is not None and self._announced <= SMALL:
            self._wait(self._protocol(), self._whole)
        else:
            self._protocol.__aiter__()
            self._next()

    def end(self, reason: str) -> None:
        """Stop waiting, and hand over what there is."""
        if not self._bodies.forget(self):
            return
        coming, pieces, done = self._coming, self._pieces, self._done
        # The body, its piece and its callback stand in a circle.
        self._coming, self._pieces = None, []
        done(b"".join(pieces), reason)
        if reason and coming is not None and not coming.done():
            coming.cancel()

    def _next(self) -> None:
        if not self._bodies.waits_for(self):
            return
        try:
            piece = self._protocol.__anext__()
        except StopAsyncIteration:
            self.end("")
            return
        self._wait(piece, self._piece)

    def _wait(self, coming: Any, then: Callable[[Any], None]) -> None:
        self._coming = coming
        coming.add_done_callback(Arrival(then), context=None)

    def _whole(self, coming: Any) -> None:
        if coming.cancelled():
            return
        try:
            self._pieces = [bytes(coming.result())]
        except Exception:  # noqa: BLE001  # the server names no class for a connection that broke
            self.end(BROKEN)
        else:
            self.end("" if len(self._pieces[0]) == self._announced else BROKEN)

    def _piece(self, coming: Any) -> None:
        if coming.cancelled() or not self._bodies.waits_for(self):
            return
        piece = bytes(coming.result())
        if self._empty or (not piece and self._announced is not None):
            self.end(BROKEN)
            return
        # Chunks end with one empty piece; one that cannot be read comes as an empty piece before that.
        self._empty = not piece
        self._size += len(piece)
        self._pieces.append(piece)
        if self._size > self._most:
            self.end(LARGE)
        elif self._size == self._announced:
            self.end("")
        else:
            self._bodies.note(self, len(piece))
            self._next()


class Arrival:
    """What happens when a piece is there; it never waits, so it is called where the piece arrives (`omnia.gateway.server`)."""

    __slots__ = ("_then",)

    def __init__(self, then: Callable[[Any], None]) -> None:
        self._then = then

    def __call__(self, coming: Any) -> None:
        """Take the piece."""
        self._then(coming)
