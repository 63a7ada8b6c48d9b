"""The pages' threads, of which some are for strangers: these wait in a line, first come, first served.

Whoever comes back the moment they are refused would otherwise take every place that gets free, and a person who waits a second
between two tries would never find one.
"""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from omnia.gateway.lanes import Job, Lane

WAITING_STRANGERS = 64
"""Strangers who may wait for a page at once; a password takes about a quarter of a second, so that is a quarter of a minute."""

WAITING_PER_ADDRESS = 8
"""How many of them may come from one address, so that one alone cannot fill the line."""


class PageLanes:
    """A lane for strangers and one for everybody else.

    Args:
        threads: for whoever may be signed in.
        for_strangers: for those who are certainly not.
        is_stranger: whether a request (a scope of RSGI) is certainly a stranger's.
        address_of: where a request comes from.
    """

    def __init__(
        self, threads: int, for_strangers: int, *, is_stranger: Callable[[Any], bool], address_of: Callable[[Any], str]
    ) -> None:
        self._is_stranger, self._address_of = is_stranger, address_of
        self._rest = Lane("pages", threads)
        self._strangers = Lane("strangers", for_strangers, waiting=WAITING_STRANGERS)
        self._waiting: Counter[str] = Counter()
        self._lock = threading.Lock()

    def accept(self, job: Job, scope: Any) -> bool:
        """Let a thread do a job as soon as it is its turn; False if too many wait."""
        return self._line_up(job, scope) if self._is_stranger(scope) else self._rest.accept(job, scope)

    def stop(self) -> None:
        """End the threads once they have answered what waits, or after a while."""
        self._rest.stop()
        self._strangers.stop()

    def _line_up(self, job: Job, scope: Any) -> bool:
        address = self._address_of(scope)
        with self._lock:
            if self._waiting[address] >= WAITING_PER_ADDRESS:
                return False
            self._waiting[address] += 1

        def begin() -> None:
            self._leave(address)
            job()

        if self._strangers.accept(begin, scope):
            return True
        self._leave(address)
        return False

    def _leave(self, address: str) -> None:
        with self._lock:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]
