"""Threads beside those that answer requests, and what a process has to begin anew.

A forked process has none of its parent's threads, and its locks may be held for ever by threads that do not exist in it: whatever
holds a lock, a connection or knowledge of its own registers here how it is begun anew.
"""

import os
import threading
from collections.abc import Callable
from typing import Protocol
from weakref import WeakSet

Reset = Callable[[], None]


class Resettable(Protocol):
    """An object that can begin anew, without waiting for a lock that it had."""

    def reset(self) -> None:
        """Forget everything, as a fresh process has it."""


_on_fork: list[Reset] = []
_on_reset: list[Reset] = []
_objects: "WeakSet[Resettable]" = WeakSet()
_threads: "WeakSet[BackgroundThread]" = WeakSet()


def after_fork(reset: Reset) -> Reset:
    """Register what a forked process does first: for what is this process's own and not knowledge, as locks and connections."""
    _on_fork.append(reset)
    return reset


def on_reset(reset: Reset) -> Reset:
    """Register how a module forgets what it knows; in a forked process it is called too, after all of `after_fork`."""
    _on_reset.append(reset)
    return reset


def register(held: Resettable) -> None:
    """Have an object begin anew with its process, for as long as somebody else holds it."""
    _objects.add(held)


def reset_process() -> None:
    """Forget everything that this process knows, as a fresh one has it; its connections and threads stay."""
    for held in list(_objects):
        held.reset()
    for reset in _on_reset:
        reset()


class BackgroundThread:
    """A thread of which a process has one at most, started when it is needed first.

    Args:
        name: what debuggers show.
        run: the work; it ends soon after `is_stopping`, and waits with `sleep` only.
    """

    def __init__(self, name: str, run: Callable[["BackgroundThread"], None]) -> None:
        self._name, self._run = name, run
        self.forget()
        _threads.add(self)

    def forget(self) -> None:
        """Have no thread: a forked process lacks its parent's."""
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping, self._awake = False, threading.Event()

    @property
    def is_stopping(self) -> bool:
        """Whether the work is to end."""
        return self._stopping

    def ensure_started(self) -> bool:
        """Start the thread if it does not run; whether that was needed."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            return False
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return False
            self._stopping = False
            self._thread = threading.Thread(target=self._run, args=(self,), name=self._name, daemon=True)
            self._thread.start()
            return True

    def wake(self) -> None:
        """End the pause that the work is in, or its next one."""
        self._awake.set()

    def sleep(self, seconds: float | None = None) -> None:
        """Pause the work for a time, or until it is woken or to end."""
        if not self._stopping:
            self._awake.wait(seconds)
        self._awake.clear()

    def stop(self) -> None:
        """End the thread, and wait until it has ended."""
        with self._lock:
            self._stopping = True
            self._awake.set()
            if self._thread is not None:
                self._thread.join()
                self._thread = None


def _begin_forked_process() -> None:
    for thread in list(_threads):
        thread.forget()
    for reset in _on_fork:
        reset()
    reset_process()


os.register_at_fork(after_in_child=_begin_forked_process)
