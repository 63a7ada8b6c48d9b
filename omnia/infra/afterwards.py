"""Work that no answer waits for: one thread of the process does it, in the order in which it was asked for.

What must not be lost belongs into a database: this is for what a person asks for again when it did not happen, as a mail.
"""

import threading
from collections import deque
from collections.abc import Callable

from omnia.infra import background
from omnia.infra.background import BackgroundThread
from omnia.infra.telemetry import log

MOST_WAITING = 200
"""Pieces of work that may wait; one more is dropped, and logged."""

IDLE_SECONDS = 60.0

Work = Callable[[], None]

logger = log(__name__)
_waiting: deque[Work] = deque()
_ended = threading.Condition()
_left = 0
"""How many pieces are not done yet, with the one that is being done; told over `_ended` when it is none."""


def do_afterwards(work: Work) -> None:
    """Have something done soon, by another thread; what it raises is logged by its kind, and nothing else comes of it."""
    if len(_waiting) >= MOST_WAITING:
        logger.warning("afterwards.dropped")
        return
    _count(1)
    _waiting.append(work)
    _thread.ensure_started()
    _thread.wake()


def wait_until_done(seconds: float) -> bool:
    """Wait until nothing is left to do; whether that was so in time."""
    with _ended:
        return _ended.wait_for(lambda: not _left, seconds)


def _count(change: int) -> None:
    global _left  # noqa: PLW0603
    with _ended:
        _left += change
        if not _left:
            _ended.notify_all()


def _run(thread: BackgroundThread) -> None:
    while not thread.is_stopping:
        while _waiting:
            _do(_waiting.popleft())
        thread.sleep(IDLE_SECONDS)


def _do(work: Work) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001  # the thread goes on, whatever one piece of work meets
        logger.warning("afterwards.failed", error=type(error).__name__)
    finally:
        _count(-1)


_thread = BackgroundThread("afterwards", _run)


@background.after_fork
def _begin_anew() -> None:
    global _ended, _left  # a forked process must not wait for what its parent does
    _ended, _left = threading.Condition(), 0
    _waiting.clear()
