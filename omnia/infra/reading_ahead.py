"""Reading what comes from elsewhere while what came before is worked on."""

import threading
from collections.abc import Iterable, Iterator
from contextvars import copy_context
from itertools import islice
from queue import Full, Queue
from typing import TypeVar

Row = TypeVar("Row")
AHEAD = 2
"""Parts that wait to be worked on at most."""

STOP_SECONDS = 0.1


def read_ahead(rows: Iterable[Row], at_once: int) -> Iterator[Row]:
    """The same rows in their order, fetched by a thread in parts of so many; raises what fetching raises, where it did."""
    parts: Queue[list[Row] | BaseException | None] = Queue(AHEAD)
    is_left = threading.Event()

    def put(part: list[Row] | BaseException | None) -> bool:
        while not is_left.is_set():
            try:
                parts.put(part, timeout=STOP_SECONDS)
            except Full:
                continue
            return True
        return False

    def fetch() -> None:
        source = iter(rows)
        try:
            while part := list(islice(source, at_once)):
                if not put(part):
                    return
        except BaseException as error:  # noqa: BLE001  # whoever reads gets it
            put(error)
            return
        put(None)

    # Time limits and sessions of the database belong to the context of whoever reads.
    thread = threading.Thread(target=copy_context().run, args=(fetch,), name="omnia-read-ahead", daemon=True)
    thread.start()
    try:
        while (part := parts.get()) is not None:
            if isinstance(part, BaseException):
                raise part
            yield from part
    finally:
        is_left.set()
        thread.join()
