"""Whether the processes of this machine are about to stop: they serve on, and say so, so that no new request is sent to them.

Whoever supervises several processes names a file in `OMNIA_DRAIN_FILE` before it starts them. While that file is there, all of
them are draining; a process can also be told on its own.
"""

import os
from pathlib import Path

from django.conf import settings

_begun = False


def begin(file: Path | None = None) -> None:
    """Say that this process drains, and all others that watch `file`, or the file that the settings name."""
    global _begun  # noqa: PLW0603  # one state a process
    _begun = True
    marker = file or _named_file()
    if marker is not None:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch(mode=0o600)


def end(file: Path | None = None) -> None:
    """Take it back: a fresh start finds no mark of the one before."""
    global _begun  # noqa: PLW0603
    _begun = False
    marker = file or _named_file()
    if marker is not None:
        marker.unlink(missing_ok=True)


def is_draining() -> bool:
    """Whether this process, or the supervisor of its machine, began to drain; costs a look at the file system at most."""
    if _begun:
        return True
    marker: str = settings.OMNIA_DRAIN_FILE
    return bool(marker) and os.path.exists(marker)  # noqa: PTH110  # asked with each probe: no object for it


def _named_file() -> Path | None:
    return Path(settings.OMNIA_DRAIN_FILE) if settings.OMNIA_DRAIN_FILE else None
