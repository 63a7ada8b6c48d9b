"""A project's documents as files: one JSON file each, in one stable form, so that they can be kept in git and compared there.

The layout: `omnia.json` says the format, `templates/<key>.json` and `flows/<key>.json` hold the documents. A folder and a ZIP
archive hold the same files.
Docs: docs/how_to/content_in_git.md, docs/decisions/0031-management-api.md.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, cast

import orjson

from omnia.infra.json_text import RepeatedKeyError, depth_of, refuse_repeated_keys

Body = dict[str, Any]
Kind = Literal["template", "flow"]
Place = tuple[Kind, str]
"""Kind and key of a document."""
Files = dict[str, bytes]

FORMAT = 1
MANIFEST = "omnia.json"
FOLDERS: dict[str, Kind] = {"templates": "template", "flows": "flow"}
NAME = re.compile(r"(templates|flows)/([a-z][a-z0-9_]{0,63})\.json")

MAX_FILES = 2_000
MAX_DOCUMENT = 1024 * 1024
"""Bytes of one file."""
MAX_TOTAL = 32 * 1024 * 1024
"""Bytes of all files together, unpacked."""
MAX_DEPTH = 32
"""Levels of a document."""

MAX_PARTS = 1_000_000
"""Brackets and commas of all files together: what they become in memory goes by these, not by their bytes."""

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


def files_of(documents: Mapping[Place, Body]) -> Files:
    """The files that stand for documents, by name, in order."""
    files = {MANIFEST: _text({"format": FORMAT})}
    for (kind, key), body in documents.items():
        files[f"{kind}s/{key}.json"] = _text(body)
    return dict(sorted(files.items()))


def _text(body: Any) -> bytes:
    return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def documents_of(files: Mapping[str, bytes]) -> dict[Place, Body]:
    """The documents that files hold; raises `FilesRefused` with everything that is wrong."""
    if sum(text.count(mark) for text in files.values() for mark in (b"[", b"{", b",")) > MAX_PARTS:
        raise FilesRefused([("", f"The documents have over {MAX_PARTS:,} values together.")])
    _check_manifest(files)
    wrong: list[tuple[str, str]] = []
    found: dict[Place, Body] = {}
    for name, text in files.items():
        if name == MANIFEST:
            continue
        kind, key = _place(name)
        try:
            found[kind, key] = _document(text, key)
        except ValueError as error:
            wrong.append((name, str(error)))
    if wrong:
        raise FilesRefused(wrong[:MOST_PLACES])
    if not found:
        raise FilesRefused([("", "There is no document among these files: templates/<key>.json or flows/<key>.json.")])
    return found


def _check_manifest(files: Mapping[str, bytes]) -> None:
    text = files.get(MANIFEST)
    if text is None:
        raise FilesRefused([(MANIFEST, "This file is missing: an export writes it, and it says in which format the others are.")])
    try:
        read = _json(text)
    except ValueError as error:
        raise FilesRefused([(MANIFEST, str(error))]) from error
    if read != {"format": FORMAT}:
        raise FilesRefused([(MANIFEST, f'This product reads files of the format {FORMAT}: {{"format": {FORMAT}}}.')])


def _place(name: str) -> Place:
    match = NAME.fullmatch(name)
    if match is None:
        raise FilesRefused([(name, "Documents are templates/<key>.json or flows/<key>.json; nothing else belongs there.")])
    return FOLDERS[match[1]], match[2]


def _document(text: bytes, key: str) -> Body:
    body = _json(text)
    if not isinstance(body, dict):
        raise ValueError("The file does not hold a document, which is an object.")  # noqa: TRY004  # of the file's content
    if body.get("key") != key:
        raise ValueError(f"The file is named “{key}”, and the document in it says that its key is “{str(body.get('key'))[:80]}”.")
    return cast("Body", body)


def _json(text: bytes) -> Any:
    """What a file says; raises `ValueError` with a sentence."""
    if len(text) > MAX_DOCUMENT:
        raise ValueError(f"The file is over {MAX_DOCUMENT // 1024} KiB.")
    if depth_of(text, at_most=MAX_DEPTH) > MAX_DEPTH:
        raise ValueError(f"The file is nested over {MAX_DEPTH} levels.")
    try:
        read = orjson.loads(text)
        refuse_repeated_keys(text)
    except RepeatedKeyError:
        raise
    except orjson.JSONDecodeError as error:
        raise ValueError(f"The file is not JSON in UTF-8: line {error.lineno}, column {error.colno}.") from error
    return read


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


def files_in_archive(content: bytes) -> Files:
    """The files of an archive, by name; raises `FilesRefused` before anything is unpacked that is over a bound."""
    if content.count(ENTRY) > MAX_FILES:
        raise FilesRefused([("", f"The archive has over {MAX_FILES} entries.")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename not in ("templates/", "flows/")]
            _check_entries(entries)
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except FilesRefused:
        raise
    except UNREADABLE as error:
        raise FilesRefused([("", "This is not a ZIP archive, or it is broken.")]) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    wrong = [(entry.filename[:200], sentence) for entry in entries if (sentence := _objection(entry))]
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        wrong.append((next(name for name in names if names.count(name) > 1), "The archive has this name twice."))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        wrong.insert(0, ("", f"The archive unpacks to over {MAX_TOTAL // 1024 // 1024} MiB."))
    if wrong:
        raise FilesRefused(wrong[:MOST_PLACES])


def _objection(entry: zipfile.ZipInfo) -> str:
    """What speaks against an entry, in a sentence; empty if nothing does."""
    if entry.filename != MANIFEST and NAME.fullmatch(entry.filename) is None:
        return "Documents are templates/<key>.json or flows/<key>.json, beside omnia.json; the archive may hold nothing else."
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


def files_in_folder(folder: Path) -> Files:
    """The files of a folder that hold documents; whatever else is beside them stays unread. Raises `FilesRefused`, `OSError`."""
    if not folder.is_dir():
        raise FilesRefused([("", f"There is no folder “{folder}”.")])
    paths = [path for path in (folder / MANIFEST,) if path.exists()]
    for name in FOLDERS:
        paths += _listed(folder / name)
    if len(paths) > MAX_FILES:
        raise FilesRefused([("", f"The folder has over {MAX_FILES} documents.")])
    wrong = [(_name(folder, path), sentence) for path in paths if (sentence := _objection_to(path))]
    if wrong:
        raise FilesRefused(wrong[:MOST_PLACES])
    if sum(path.stat().st_size for path in paths) > MAX_TOTAL:
        raise FilesRefused([("", f"The documents have over {MAX_TOTAL // 1024 // 1024} MiB together.")])
    files = {_name(folder, path): path.read_bytes() for path in paths}
    for name in files:
        if name != MANIFEST:
            _place(name)
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


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Make a folder hold exactly these documents; files beside them stay.

    Returns:
        The names that were written because they differed, and those that were removed.

    Raises:
        FilesRefused: something stands where a document's folder or file belongs.
        OSError: the folder cannot be written.
    """
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    present = [path for name in FOLDERS for path in _listed(folder / name) if path.suffix == ".json"]
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
