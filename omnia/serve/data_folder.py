"""The data folder belongs to one running product; a lock that the kernel gives back says whether it does, not a file."""

import fcntl
import os
import time
from pathlib import Path

from omnia.infra.private_files import make_private_folder, open_private

LOCK = "serve.lock"
LOOKING_SECONDS = 0.5


class FolderInUseError(RuntimeError):
    """Another OMNIA runs on the data folder; the sentence says which, and what to do."""


class DataFolder:
    """A data folder that this process alone serves from, until it closes it or ends."""

    def __init__(self, path: Path) -> None:
        """Take the folder, made private if it was not. Raises `FolderInUseError` and `OSError`, and has changed nothing then."""
        self.path = path.resolve()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = open_private(self.path / LOCK, os.O_RDWR)
        self._take()
        make_private_folder(self.path)
        self.was_killed = bool(os.read(self._lock, 20))
        """Whether the one that served from here before did not end in order."""
        self._note(str(os.getpid()))

    def _take(self) -> None:
        deadline = time.monotonic() + LOOKING_SECONDS
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    holder = os.read(self._lock, 20).decode() or "another one"
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
