"""Turns among the processes of one machine, for what each would else try in vain while another does it.

Nothing relies on them: where no file can be locked, or a turn takes too long, whoever waits goes on without one.
"""

import contextlib
import fcntl
import os
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from omnia.infra.private_files import FOLDER_MODE, open_private

FILES = 256
"""Files that turns are taken with; two names that share one wait for each other now and then."""

LONGEST_SECONDS, LOOK_SECONDS = 0.5, 0.0005
"""How long a turn is waited for at most, and how often it is looked for."""

_PAUSE = threading.Event()
"""Never set: what waits for it waits for a time."""


@contextlib.contextmanager
def turn(name: str) -> Iterator[bool]:
    """Have a turn for the block; gives whether this process had the last one too, so that nobody here did anything since.

    False if that is not known. One turn of a name at a time in a process.
    """
    with contextlib.ExitStack() as opened:
        file = _opened(name)
        if file is None:
            yield False
            return
        opened.callback(os.close, file)
        if not _is_taken(file):
            yield False
            return
        own = f"{os.getpid()} {name}".encode()
        is_again = _last(file) == own
        if not is_again:
            _note(file, own)
        yield is_again


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "turns"


def _opened(name: str) -> int | None:
    """The file that turns of a name are taken with; None where there can be none."""
    path = _folder() / f"{zlib.crc32(name.encode()) % FILES:03d}"
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        return open_private(path, os.O_RDWR)
    except OSError:
        return None


def _is_taken(file: int) -> bool:
    """Wait for the turn; False if it cannot be had, or took too long."""
    until = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            # Not waited for by the system: that could not be given up.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            _PAUSE.wait(LOOK_SECONDS)
        except OSError:
            return False
        else:
            return True


def _last(file: int) -> bytes:
    with contextlib.suppress(OSError):
        return os.pread(file, 500, 0)
    return b""


def _note(file: int, own: bytes) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(file, 0)
        os.pwrite(file, own, 0)
