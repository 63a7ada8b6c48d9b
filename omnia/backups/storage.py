"""Where backups are kept: files by name, written whole or not at all. Nothing that is read from there is believed unseen."""

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from omnia.backups.errors import BackupError, DamagedError, MissingFileError
from omnia.infra.private_files import FOLDER_MODE, open_private

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}(/[a-z0-9][a-z0-9_.-]{0,99}){0,3}")
LOCK = "lock"
DRAFT = ".draft-"
"""How the name of a file begins that is being written; no finished one's does."""


class Storage(Protocol):
    """A place for files. Names are small letters, digits, `_`, `-`, `.` and slashes; they never lead outside."""

    def read(self, name: str, limit: int) -> bytes:
        """A file's content; raises `MissingFileError`, and `DamagedError` for one with more than `limit` bytes."""

    def write(self, name: str, content: bytes) -> None:
        """Keep a file: whole, or not at all; one of the same name is replaced."""

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""

    def names(self, folder: str = "") -> list[str]:
        """The names of all finished files in a folder and below it, in order."""

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no error."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Let nobody else write as long as the block runs; raises `BackupError` if somebody does."""


class DirectoryStorage:
    """A folder of this machine, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, which need not be there yet."""
        self._folder = folder.resolve()

    def __str__(self) -> str:
        return str(self._folder)

    def read(self, name: str, limit: int) -> bytes:
        """A file's content; links are not followed."""
        try:
            descriptor = os.open(self._path(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            raise MissingFileError(f"The backup lacks the file {name}. Take another copy of the backup.") from None
        except OSError as error:
            raise DamagedError(f"The file {name} of the backup cannot be read: {error.strerror}.") from error
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise DamagedError(f"The file {name} of the backup is larger than any that was ever written. It was changed.")
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a file: written aside, flushed to the disk, then put in its place."""
        path = self._path(name)
        self._make(path.parent)
        draft = path.with_name(f"{DRAFT}{secrets.token_hex(8)}")
        try:
            with os.fdopen(open_private(draft, os.O_WRONLY | os.O_EXCL), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _flush(path.parent)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._path(name).is_file()

    def names(self, folder: str = "") -> list[str]:
        """The names of all finished files; what a killed process left half written is not among them."""
        root, found = self._path(folder) if folder else self._folder, []
        for path, folders, files in os.walk(root):
            folders[:] = [each for each in folders if not Path(path, each).is_symlink()]
            found += [Path(path, each).relative_to(self._folder).as_posix() for each in files]
        return sorted(name for name in found if NAME.fullmatch(name) and name != LOCK)

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that are empty then."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            while path.parent != self._folder:
                path = path.parent
                path.rmdir()

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the folder's lock; drafts that were left behind are removed meanwhile."""
        self._make(self._folder)
        lock = open_private(self._folder / LOCK, os.O_RDWR)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupError(f"Another backup is being written into {self}. Wait until it is done.") from None
            for path, _folders, files in os.walk(self._folder):
                for draft in (each for each in files if each.startswith(DRAFT)):
                    Path(path, draft).unlink(missing_ok=True)
            yield
        finally:
            os.close(lock)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise DamagedError(f"The backup names a file “{name[:80]}”, as none is called that it may have.")
        path = self._folder / name
        if path.parent.resolve() != path.parent:
            raise DamagedError(f"The folder of {name} in the backup is a link. Backups hold none: it was changed.")
        return path

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it that are missing, for their owner alone."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        try:
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise BackupError(f"{folder} is a file. Name a folder for backups.") from None


def _flush(folder: Path) -> None:
    """Have a folder's list of files on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
