"""A project's documents as files: one JSON file each, in one stable form, so that they can be kept in git and compared there.

The layout: `omnia.json` says the format, `templates/<key>.json` and `flows/<key>.json` hold the documents, and
`provenance.json` says who wrote each part of them last. A folder and a ZIP archive hold the same files. Who takes files in does
not read `provenance.json`: who wrote what is known here, and is not to be claimed.
Docs: docs/how_to/content_in_git.md, docs/decisions/0031-management-api.md.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import orjson

from omnia.documents import archives
from omnia.documents.archives import (
    FOLDERS,
    MAX_DOCUMENT,
    MAX_FILES,
    MAX_TOTAL,
    MOST_PLACES,
    Files,
    FilesRefused,
    Kind,
    Layout,
    Place,
    archive_of,
)
from omnia.infra.json_text import RepeatedKeyError, depth_of, refuse_repeated_keys

__all__ = [
    "MAX_DEPTH",
    "MAX_DOCUMENT",
    "MAX_FILES",
    "MAX_PARTS",
    "MAX_TOTAL",
    "Body",
    "Files",
    "FilesRefused",
    "Kind",
    "Place",
    "archive_of",
    "documents_of",
    "files_in_archive",
    "files_in_folder",
    "files_of",
    "write_folder",
]

Body = dict[str, Any]

FORMAT = 1
MANIFEST = "omnia.json"
PROVENANCE = "provenance.json"
LAYOUT = Layout(
    suffix=".json",
    besides=(MANIFEST,),
    unread=frozenset({"templates/", "flows/", PROVENANCE}),
    sentence="Documents are templates/<key>.json or flows/<key>.json, beside omnia.json and provenance.json; nothing else.",
)

MAX_DEPTH = 32
"""Levels of a document."""

MAX_PARTS = 1_000_000
"""Brackets and commas of all files together: what they become in memory goes by these, not by their bytes."""


def files_of(documents: Mapping[Place, Body], provenance: Mapping[Place, Body] | None = None) -> Files:
    """The files that stand for documents, by name, in order; with who wrote them, where that is given."""
    files = {MANIFEST: _text({"format": FORMAT})}
    if provenance is not None:
        told: dict[str, dict[str, Body]] = {folder: {} for folder in FOLDERS}
        for (kind, key), body in provenance.items():
            told[f"{kind}s"][key] = body
        files[PROVENANCE] = _text(told)
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
        if name in (MANIFEST, PROVENANCE):
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
    place = LAYOUT.place(name)
    if place is None:
        raise FilesRefused([(name, LAYOUT.sentence)])
    return place


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
        refuse_repeated_keys(text, read)
    except RepeatedKeyError:
        raise
    except orjson.JSONDecodeError as error:
        raise ValueError(f"The file is not JSON in UTF-8: line {error.lineno}, column {error.colno}.") from error
    return read


# --- archives and folders --------------------------------------------------------------------------------------------


def files_in_archive(content: bytes) -> Files:
    """The files of an archive, by name; raises `FilesRefused` before anything is unpacked that is over a bound."""
    return archives.files_in_archive(content, LAYOUT)


def files_in_folder(folder: Path) -> Files:
    """The files of a folder that hold documents; whatever else is beside them stays unread. Raises `FilesRefused`, `OSError`."""
    return archives.files_in_folder(folder, LAYOUT)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Make a folder hold exactly these documents; see `omnia.documents.archives.write_folder`."""
    return archives.write_folder(folder, files, LAYOUT.suffix)
