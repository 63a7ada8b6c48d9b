"""Documents as files in a folder or a ZIP archive: read within bounds, written so that the same files are the same bytes."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["template", "flow"]
Place = tuple[Kind, str]
"""Kind and key of a document."""
Files = dict[str, bytes]

FOLDERS: dict[str, Kind] = {"templates": "template", "flows": "flow"}

MAX_FILES = 2_000
MAX_DOCUMENT = 1024 * 1024
"""Bytes of one file."""
MAX_TOTAL = 32 * 1024 * 1024
"""Bytes of all files together, unpacked."""
MOST_PLACES = 50

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of an archive: the same documents make the same bytes."""
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError, OverflowError)
"""What reading a broken archive raises: offsets and lengths in it may point anywhere."""
ENTRY = b"PK\x01\x02"
LINK_MODE, TYPE_MASK = 0o120000, 0o170000


class FilesRefused(ValueError):  # noqa: N818
    """Files that are not taken in; `places` lists what is wrong, by name of file."""

    def __init__(self, places: list[tuple[str, str]]) -> None:
        name, sentence = places[0]
        more = f" {len(places) - 1} more files are wrong." if len(places) > 1 else ""
        super().__init__(f"{name}: {sentence}{more}" if name else sentence)
        self.places = places


@dataclass(frozen=True, slots=True)
class Layout:
    """Which files belong to a set of documents."""

    suffix: str
    """What the name of a document's file ends with."""
    besides: tuple[str, ...]
    """Files that belong beside the documents."""
    unread: frozenset[str]
    """Files that may be there and are left where they are."""
    sentence: str
    """What belongs there, for whoever sends something else."""
    max_total: int = MAX_TOTAL

    def place(self, name: str) -> Place | None:
        """The document that a file holds; None if its name is no document's."""
        match = re.fullmatch(r"(templates|flows)/([a-z][a-z0-9_]{0,63})" + re.escape(self.suffix), name)
        return (FOLDERS[match[1]], match[2]) if match is not None else None

    def name(self, kind: str, key: str) -> str:
        """The name of a document's file."""
        return f"{kind}s/{key}{self.suffix}"


# --- archives --------------------------------------------------------------------------------------------------------


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files; the same files make the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return written.getvalue()


def files_in_archive(content: bytes, layout: Layout) -> Files:
    """The files of an archive, by name; raises `FilesRefused` before anything is unpacked that is over a bound."""
    if content.count(ENTRY) > MAX_FILES:
        raise FilesRefused([("", f"The archive has over {MAX_FILES} entries.")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename not in layout.unread]
            _check_entries(entries, layout)
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except FilesRefused:
        raise
    except UNREADABLE as error:
        raise FilesRefused([("", "This is not a ZIP archive, or it is broken.")]) from error


def _check_entries(entries: list[zipfile.ZipInfo], layout: Layout) -> None:
    wrong = [(entry.filename[:200], sentence) for entry in entries if (sentence := _objection(entry, layout))]
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        wrong.append((next(name for name in names if names.count(name) > 1), "The archive has this name twice."))
    if sum(entry.file_size for entry in entries) > layout.max_total:
        wrong.insert(0, ("", f"The archive unpacks to over {layout.max_total // 1024 // 1024} MiB."))
    if wrong:
        raise FilesRefused(wrong[:MOST_PLACES])


def _objection(entry: zipfile.ZipInfo, layout: Layout) -> str:
    """What speaks against an entry, in a sentence; empty if nothing does."""
    if entry.filename not in layout.besides and layout.place(entry.filename) is None:
        return layout.sentence
    if entry.flag_bits & 0x1:
        return "The entry is encrypted."
    if entry.compress_type not in METHODS:
        return "The entry is packed in a way that is not read here; use “deflate”."
    if (entry.external_attr >> 16) & TYPE_MASK == LINK_MODE:
        return "The entry is a link."
    if entry.file_size > MAX_DOCUMENT:
        return f"The file is over {MAX_DOCUMENT // 1024} KiB."
    return ""


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # What an entry announces is not to be believed: no more than the bound is ever unpacked.
    with archive.open(entry) as packed:
        text = packed.read(MAX_DOCUMENT + 1)
    if len(text) != entry.file_size:
        raise FilesRefused([(entry.filename, "The file has not the size that the archive announces.")])
    return text


# --- folders ---------------------------------------------------------------------------------------------------------


def files_in_folder(folder: Path, layout: Layout) -> Files:
    """The files of a folder that hold documents; whatever else is beside them stays unread. Raises `FilesRefused`, `OSError`."""
    if not folder.is_dir():
        raise FilesRefused([("", f"There is no folder “{folder}”.")])
    paths = [path for path in (folder / name for name in layout.besides) if path.exists()]
    for name in FOLDERS:
        paths += _listed(folder / name)
    if len(paths) > MAX_FILES:
        raise FilesRefused([("", f"The folder has over {MAX_FILES} documents.")])
    wrong = [(_name(folder, path), sentence) for path in paths if (sentence := _objection_to(path))]
    if wrong:
        raise FilesRefused(wrong[:MOST_PLACES])
    if sum(path.stat().st_size for path in paths) > layout.max_total:
        raise FilesRefused([("", f"The documents have over {layout.max_total // 1024 // 1024} MiB together.")])
    files = {_name(folder, path): path.read_bytes() for path in paths}
    wrong = [(name, layout.sentence) for name in files if name not in layout.besides and layout.place(name) is None]
    if wrong:
        raise FilesRefused(wrong[:1])
    return files


def _listed(folder: Path) -> Iterable[Path]:
    if not folder.exists():
        return []
    if folder.is_symlink() or not folder.is_dir():
        raise FilesRefused([(folder.name, "This is a link or a file; it must be a folder.")])
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _objection_to(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "This is a link or a folder; documents are files."
    if path.stat().st_size > MAX_DOCUMENT:
        return f"The file is over {MAX_DOCUMENT // 1024} KiB."
    return ""


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def write_folder(folder: Path, files: Mapping[str, bytes], suffix: str) -> tuple[list[str], list[str]]:
    """Make a folder hold exactly these documents; files beside them stay.

    Args:
        folder: which one; it is made if it is not there.
        files: the documents and what belongs beside them, by name.
        suffix: what the name of a document's file ends with.

    Returns:
        The names that were written because they differed, and those that were removed.

    Raises:
        FilesRefused: something stands where a document's folder or file belongs.
        OSError: the folder cannot be written.
    """
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    present = [path for name in FOLDERS for path in _listed(folder / name) if path.suffix == suffix]
    wrong = [
        (_name(folder, path), "This is a link or a folder; documents are files.")
        for path in present
        if path.is_symlink() or not path.is_file()
    ]
    if wrong:
        raise FilesRefused(wrong)
    removed = sorted(name for path in present if (name := _name(folder, path)) not in files)
    written = []
    for name, text in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == text:
            continue
        # Beside it first: whoever stops the command finds no half of a file.
        beside = path.with_name(f".{path.name}.new")
        _write_new(beside, text)
        beside.replace(path)
        written.append(name)
    for name in removed:
        (folder / name).unlink()
    return written, removed


def _write_new(path: Path, text: bytes) -> None:
    """Write a file that is nobody else's: what stands there, a link perhaps, is taken away and never written through."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(text)
