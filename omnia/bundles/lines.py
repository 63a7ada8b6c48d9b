"""Documents as lines of MongoDB's canonical Extended JSON, which says the type of every value, and back."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import bson
from bson import json_util
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument

from omnia.bundles.errors import DamagedBundleError
from omnia.infra.json_text import RepeatedKeyError, depth_of, refuse_repeated_keys

PIECE = 2**18
MAX_LINE = 48 * 2**20
"""Bytes of a line: the greatest document that MongoDB takes, as Extended JSON writes it."""

MAX_DEPTH = 60
"""Levels of a line; a document of the product has a third of them."""

CODEC: CodecOptions[dict[str, Any]] = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_MS)
READING = json_util.JSONOptions(json_mode=json_util.JSONMode.CANONICAL, datetime_conversion=DatetimeConversion.DATETIME_MS)
WRITING = json_util.CANONICAL_JSON_OPTIONS


def written(documents: Iterable[RawBSONDocument]) -> Iterator[bytes]:
    """A line for each document."""
    for document in documents:
        row = bson.decode(document.raw, CODEC)
        yield json_util.dumps(row, json_options=WRITING, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The document of each line, in BSON; raises `DamagedBundleError`, which names the line."""
    for number, line in enumerate(_lines(pieces, name), 1):
        try:
            yield _document(line)
        except (ValueError, TypeError, RecursionError, OverflowError, BSONError) as error:
            told = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
            raise DamagedBundleError(f"{name}, line {number}, is no document: {told.rstrip('.')}.") from error


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """A file's content, piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def _lines(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        *whole, rest = piece.split(b"\n")
        for line in whole:
            yield b"".join([*held, line])
            held, size = [], 0
        held.append(rest)
        size += len(rest)
        if size > MAX_LINE:
            raise DamagedBundleError(f"{name} in the bundle has a line longer than any document.")
    if size:
        raise DamagedBundleError(f"{name} in the bundle does not end with a line's end.")


def _document(line: bytes) -> bytes:
    if depth_of(line, at_most=MAX_DEPTH) > MAX_DEPTH:
        raise ValueError(f"it is nested more than {MAX_DEPTH} levels deep")
    try:
        plain = json.loads(line)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(plain, dict):
        raise TypeError("a line is one object")
    try:
        refuse_repeated_keys(line, plain)
    except RepeatedKeyError as error:
        raise ValueError(str(error)) from error
    return bson.encode(json_util.loads(line.decode(), json_options=READING))
