"""Units of work that may take longer than others wait before they settle one: all the while they say that they live."""

import contextlib
import threading
from collections.abc import Iterator

from pymongo.errors import PyMongoError

from omnia.infra.units import GRACE, TakenOverError, Unit

SECONDS = GRACE.total_seconds() / 6
"""Seconds between two words."""


@contextlib.contextmanager
def kept(unit: Unit) -> Iterator[None]:
    """Keep a unit from being settled by others for as long as the block takes, unless its process is killed."""
    ended = threading.Event()

    def keep() -> None:
        while not ended.wait(SECONDS):
            # The next word is soon enough; that another took it over is told to whoever makes the next change.
            with contextlib.suppress(PyMongoError, TakenOverError):
                unit.keep()

    thread = threading.Thread(target=keep, name="omnia-long-unit", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
