"""Numbers that only grow, in a mapped file of their process: what was counted is there after a `kill -9`, and costs no lock.

A file belongs to one process at a time, which holds its lock for as long as it lives. It has an id of its own, by which whoever
stores its numbers elsewhere says whose they are: they are stored by taking the larger one, so it does not matter how often, by
whom and in which order. A process that begins takes a file over that a dead one left, and counts on in it.
Docs: docs/decisions/0066-metered-usage.md.
"""

import ctypes
import fcntl
import mmap
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from omnia.infra.crypto import new_id
from omnia.infra.private_files import FOLDER_MODE, open_private

SUFFIX = ".tallies"
MAGIC = b"omnia tallies 1\n"
ID_LENGTH = 12
HEADER = 4096
"""Bytes in front of the rows: the magic and the file's id."""

ROW, NAME = 128, 72
ROWS = 512
"""Rows that a file is made longer by: a multiple of the pages of any machine."""

LENGTH = ROW * ROWS
NUMBERS = (ROW - NAME) // 8 - 1
"""Numbers of a row; one more place says that the row's name is whole."""

Cell = ctypes.c_uint64
Row = tuple[int, ...]


class Tallied(NamedTuple):
    """A file's id, and its rows by their names."""

    source: str
    rows: dict[str, Row]


class TallyFile:
    """A file that this process counts in; made, or taken over from a dead process."""

    def __init__(self, path: Path | None, file: int, source: str) -> None:
        """Use `open_tallies` or `in_memory`."""
        self.path, self.source, self._file = path, source, file
        self._lock = threading.Lock()
        self._parts: list[mmap.mmap] = []
        self._is_full = file < 0
        self._places: dict[str, tuple[Cell, ...]] = {}
        if file >= 0:
            while os.fstat(file).st_size >= HEADER + (len(self._parts) + 1) * LENGTH:
                self._map()
            self._places = dict(self._written())

    def row(self, name: str) -> tuple[Cell, ...]:
        """The numbers under a name, which may be added to without a lock; made if there are none."""
        found = self._places.get(name)
        if found is not None:
            return found
        encoded = name.encode()
        if not encoded or len(encoded) > NAME:
            raise ValueError(f"A name of a row has 1 to {NAME} bytes.")
        with self._lock:
            if name not in self._places:
                self._places[name] = self._made(encoded)
            return self._places[name]

    def read(self) -> Tallied:
        """What stands in it now."""
        return Tallied(self.source, {name: tuple(cell.value for cell in cells) for name, cells in list(self._places.items())})

    def close(self, *, remove: bool = False) -> None:
        """Let go of it; its cells may be held on, and count for nobody."""
        if remove and self.path is not None:
            self.path.unlink(missing_ok=True)
        if self._file >= 0:
            # Said, and not left to closing: each mapping has a descriptor of its own.
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self.leave()

    def leave(self) -> None:
        """Have nothing more to do with it, in a forked process: it is the parent's, and so is its lock."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _made(self, encoded: bytes) -> tuple[Cell, ...]:
        part, place = divmod(len(self._places), ROWS)
        if part == len(self._parts):
            self._grow()
        held, at = self._parts[part], place * ROW
        held[at : at + len(encoded)] = encoded
        cells = _cells(held, at)
        # Only now is it a row: a process that is killed before leaves none.
        _ready(held, at).value = 1
        return cells

    def _grow(self) -> None:
        """Make room for more rows; where the disk has none, they end with the process."""
        if not self._is_full:
            try:
                # Reserved, not only made longer: writing to a mapped page that the disk has no room for kills the process.
                os.posix_fallocate(self._file, HEADER + len(self._parts) * LENGTH, LENGTH)
            except OSError:
                self._is_full = True
        self._map()

    def _map(self) -> None:
        if self._is_full:
            self._parts.append(mmap.mmap(-1, LENGTH))
        else:
            self._parts.append(mmap.mmap(self._file, LENGTH, offset=HEADER + len(self._parts) * LENGTH))

    def _written(self) -> Iterator[tuple[str, tuple[Cell, ...]]]:
        for held in self._parts:
            for at in range(0, LENGTH, ROW):
                if not _ready(held, at).value:
                    # What is left of a name that was not finished must not be the end of another one.
                    held[at : at + NAME] = bytes(NAME)
                    return
                yield held[at : at + NAME].rstrip(b"\0").decode(), _cells(held, at)


def _ready(held: mmap.mmap, at: int) -> Cell:
    return Cell.from_buffer(held, at + NAME)


def _cells(held: mmap.mmap, at: int) -> tuple[Cell, ...]:
    return tuple(Cell.from_buffer(held, at + NAME + 8 + 8 * number) for number in range(NUMBERS))


def in_memory() -> TallyFile:
    """Numbers that end with the process, for where no folder can be used."""
    return TallyFile(None, -1, new_id(ID_LENGTH))


def open_tallies(folder: Path, name: str) -> TallyFile:
    """A file of this process's own for a name, one that a dead process left if there is one. Raises `OSError`."""
    _make_folder(folder)
    for path in sorted(folder.glob(f"{name}.*{SUFFIX}")):
        taken = take_over(path)
        if taken is not None:
            return taken
    return _new(folder, name)


def take_over(path: Path) -> TallyFile | None:
    """A file that no living process counts in, held from now on; None if one does, or it is gone or is none of ours."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    source = _locked(file, path)
    if source is None:
        os.close(file)
        return None
    return TallyFile(path, file, source)


def files(folder: Path) -> list[Path]:
    """The files of a folder, by their names."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def name_of(path: Path) -> str:
    """The name that a file was opened for."""
    return path.name.partition(".")[0]


def _locked(file: int, path: Path) -> str | None:
    """The id of a file that was just opened, if this process holds it now and it still lies there."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(file).st_ino != path.stat().st_ino:
            return None
    except OSError:
        return None
    head = os.pread(file, len(MAGIC) + ID_LENGTH, 0)
    whole = head.startswith(MAGIC) and len(head) == len(MAGIC) + ID_LENGTH
    return head[len(MAGIC) :].decode() if whole else None


def _new(folder: Path, name: str) -> TallyFile:
    source = new_id(ID_LENGTH)
    draft = folder / f"{source}.new"
    file = open_private(draft, os.O_RDWR | os.O_EXCL)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.posix_fallocate(file, 0, HEADER + LENGTH)
        os.pwrite(file, MAGIC + source.encode(), 0)
        path = folder / f"{name}.{source}{SUFFIX}"
        # Under its name only once it is locked and has an id.
        draft.rename(path)
    except OSError:
        os.close(file)
        draft.unlink(missing_ok=True)
        raise
    return TallyFile(path, file, source)


def _make_folder(folder: Path) -> None:
    """Make the folder for this user alone. Raises `OSError`, also for one that is another user's."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    held = folder.lstat()
    if held.st_uid != os.getuid() or folder.is_symlink():
        raise PermissionError(f"{folder} is another user's.")
    if held.st_mode & 0o077:
        folder.chmod(FOLDER_MODE)
