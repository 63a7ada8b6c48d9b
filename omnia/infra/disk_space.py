"""Whether the disk that the databases lie on has room: a database that meets a full disk stops, and needs room to start again."""

import os
from pathlib import Path

from django.conf import settings

MEGABYTE = 1024 * 1024


def free_megabytes(folder: str | Path) -> int:
    """The megabytes that the disk under `folder` still takes. Raises `OSError`."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize // MEGABYTE


def is_short() -> bool:
    """Whether less is free than `OMNIA_DISK_FREE_MB`, where a folder is watched; costs one call of the system, microseconds."""
    folder = settings.OMNIA_DISK_FOLDER
    if not folder:
        return False
    try:
        return free_megabytes(folder) < settings.OMNIA_DISK_FREE_MB
    except OSError:
        # The folder is gone or cannot be looked at; whether the database works is for others to find out.
        return False
