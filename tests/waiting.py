"""Waiting for another process or thread where nothing tells that it is so far: it is asked again and again, in a bounded time."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Found = TypeVar("Found")
Passing = type[Exception] | tuple[type[Exception], ...]
LOOK_SECONDS = 0.05
PATIENCE = 300.0
"""Seconds within which what is waited for comes, on a machine that has much else to do."""


def eventually(condition: Callable[[], Found], seconds: float = PATIENCE, *, passing: Passing = OSError) -> Found | None:
    """Ask until the answer is true, and return it; None if it did not come true in time.

    Args:
        condition: what is asked.
        seconds: for how long.
        passing: what the condition may raise as long as it is not true.
    """
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while True:
        with suppress(*(passing if isinstance(passing, tuple) else (passing,))):
            if found := condition():
                return found
        if time.monotonic() > deadline:
            return None
        pause.wait(LOOK_SECONDS)


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE, *, passing: Passing = OSError) -> None:
    """Like `eventually`, and fail if it did not come true in time."""
    assert eventually(condition, seconds, passing=passing), f"It did not come about within {seconds:g} seconds."
