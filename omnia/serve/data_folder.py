"""The data folder belongs to one running product; a lock that the kernel gives back says whether it does, not a file."""

import fcntl
import os
import time
from pathlib import Path

from omnia.infra.private_files import make_private_folder, open_private

LOCK = "serve.lock"
LOOKING_SECONDS = 0.5
NOTE_BYTES = 32
"""Longest note in the lock: the process that serves, and its port."""


def served_port(path: Path) -> int | None:
    """The port of the product that serves from a data folder now; None if none does."""
    try:
        lock = os.open(path / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        _process, _space, port = os.read(lock, NOTE_BYTES).decode().partition(" ")
        return int(port) if port.isdecimal() else None
    finally:
        os.close(lock)
    return None


class FolderInUseError(RuntimeError):
    """Another OMNIA runs on the data folder; the sentence says which, and what to do."""


class DataFolder:
    """A data folder that this process alone serves from, until it closes it or ends."""

    def __init__(self, path: Path, *, port: int) -> None:
        """Take the folder, made private if it was not. Raises `FolderInUseError` and `OSError`, and has changed nothing then."""
        self.path = path.resolve()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = open_private(self.path / LOCK, os.O_RDWR)
        self._take()
        make_private_folder(self.path)
        self.was_killed = bool(os.read(self._lock, NOTE_BYTES))
        """Whether the one that served from here before did not end in order."""
        self._note(f"{os.getpid()} {port}")

    def _take(self) -> None:
        deadline = time.monotonic() + LOOKING_SECONDS
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    holder = os.read(self._lock, NOTE_BYTES).decode().partition(" ")[0] or "another one"
                    os.close(self._lock)
                    raise FolderInUseError(
                        f"OMNIA runs on the data folder {self.path} already (process {holder}). Stop it, or choose another "
                        "folder and port: OMNIA_DATA_DIR=var2 PORT=8001 make run"
                    ) from None
                time.sleep(0.05)
            else:
                return

    def close(self) -> None:
        """Give the folder back."""
        self._note("")
        os.close(self._lock)

    def _note(self, text: str) -> None:
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, text.encode(), 0)
