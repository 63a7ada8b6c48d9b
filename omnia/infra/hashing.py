"""Password hashing, of which a process does little at once: it is slow and takes much memory by intent."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
"""Hashes that a process works out at once: half of the cores stay with those who have signed in."""

WAIT_SECONDS = 2.0

_turns = threading.BoundedSemaphore(AT_ONCE)


class HashingBusyError(RuntimeError):
    """Raised when so many passwords are being checked that another one would have to wait for long."""


@contextmanager
def hashing_turn() -> Iterator[None]:
    """Hold one of the places for hashing; raises `HashingBusyError` when none is free in time."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise HashingBusyError("Many people are signing in just now.")
    try:
        yield
    finally:
        _turns.release()


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2 as Django has it, a few at once."""

    def encode(self, password: str, salt: str) -> str:
        """Return the encoded hash; raises `HashingBusyError`."""
        with hashing_turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the password belongs to a hash; raises `HashingBusyError`."""
        with hashing_turn():
            return super().verify(password, encoded)


def _forget_after_fork() -> None:
    global _turns  # noqa: PLW0603
    _turns = threading.BoundedSemaphore(AT_ONCE)


os.register_at_fork(after_in_child=_forget_after_fork)
