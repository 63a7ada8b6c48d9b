"""A writer that ends before one of its writes, as a kill ends it, in this process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import pytest
from pymongo.collection import Collection

WRITING = (
    "insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one", "delete_many", "bulk_write",
    "find_one_and_update",
)  # fmt: skip


class KilledError(BaseException):
    """Ends a writer as a kill does: nothing catches it."""


@contextmanager
def killed_before_write(number: int) -> Iterator[list[str]]:
    """Kill whoever writes for the n-th time to a database; the list says before which write, and is empty if nobody was."""
    seen, fell = count(1), []
    with pytest.MonkeyPatch.context() as patch:
        for name in WRITING:
            patch.setattr(Collection, name, _dying(getattr(Collection, name), name, number, seen, fell))
        with suppress(KilledError):
            yield fell


def _dying(write: Callable[..., Any], name: str, number: int, seen: Iterator[int], fell: list[str]) -> Callable[..., Any]:
    def called(held: Any, *args: Any, **named: Any) -> Any:
        if fell or next(seen) == number:
            fell.append(f"{held.name}.{name}")
            raise KilledError
        return write(held, *args, **named)

    return called
