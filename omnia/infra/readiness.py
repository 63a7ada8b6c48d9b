"""What a role says of itself to an orchestrator, and how seldom it really looks."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from omnia.infra import background

SECONDS = 1.0
"""Seconds for which what was found is told again: a probe is no load, however often it comes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a process is ready for what it is for, in one word, and what was looked at for that."""

    is_ready: bool
    word: str
    checks: dict[str, str] = field(default_factory=dict)


class Recent(Generic[T]):
    """The result of a look that is taken at most once in `SECONDS`; whoever comes meanwhile waits for it."""

    def __init__(self, look: Callable[[], T]) -> None:
        self._look = look
        self.reset()
        background.register(self)

    def reset(self) -> None:
        """Look again at the next call."""
        self._lock = threading.Lock()
        self._found: tuple[float, T] | None = None

    def __call__(self) -> T:
        """The result."""
        with self._lock:
            if self._found is None or time.monotonic() - self._found[0] >= SECONDS:
                result = self._look()
                self._found = (time.monotonic(), result)
            return self._found[1]
