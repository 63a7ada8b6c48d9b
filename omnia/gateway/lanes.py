"""Threads that answer requests, in lanes that cannot take each other's: conversations, pages, and probes."""

import contextvars
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from omnia.infra.telemetry import log

Job = Callable[[], None]
WAITING_PER_THREAD = 128
"""Requests that may wait for each thread of a lane; more are refused, for nobody would wait that long."""

STOP_SECONDS = 10.0

logger = log(__name__)


class Lanes(Protocol):
    """Whoever answers what comes through a door."""

    def accept(self, job: Job, scope: Any) -> bool:
        """Let a thread do a job, a request's with this scope, as soon as one is free; False if too many wait."""

    def stop(self) -> None:
        """End the threads once they have answered what waits, or after a while."""


class Lane:
    """Some threads and the requests that wait for them.

    Each request is answered in a context of its own, which is empty at first: what one binds (its project, its language) no other
    can find.
    """

    def __init__(self, name: str, threads: int, *, waiting: int = 0) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._most = waiting or threads * WAITING_PER_THREAD
        self._threads = [threading.Thread(target=self._work, name=f"omnia-{name}-{each}", daemon=True) for each in range(threads)]
        for thread in self._threads:
            thread.start()

    def accept(self, job: Job, _scope: Any) -> bool:
        """Let a thread do a job as soon as one is free; False if too many wait."""
        if self._jobs.qsize() >= self._most:
            return False
        self._jobs.put(job)
        return True

    def stop(self) -> None:
        """End the threads once they have answered what waits, or after a while."""
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                contextvars.Context().run(job)
            except Exception:
                # A thread that ends would never be replaced.
                logger.exception("request.lost")
            del job
