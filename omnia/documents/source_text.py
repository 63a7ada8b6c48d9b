"""A document as text for people: indented, with the line of every place, and read back with errors that help."""

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.addresses import join
from omnia.documents.archives import MAX_DOCUMENT
from omnia.infra.json_text import depth_of

INDENT = "  "
INT64 = range(-(2**63), 2**63)
"""What the database can hold as a whole number."""

MOST_SHOWN = 80
"""Characters of a field's name that a sentence shows."""

MAX_DEPTH = 32
"""Levels of a document."""


class UnreadableError(ValueError):
    """A text that is no document; the sentence says where. `line` counts from 1, 0 if no line is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def write(value: Any) -> tuple[str, dict[str, int]]:
    """The value as indented JSON, and the line (from 1) on which each JSON pointer's value begins."""
    lines: list[str] = []
    places: dict[str, int] = {}
    for depth, text, pointer in _lines(value, "", 0, "", ""):
        lines.append(INDENT * depth + text)
        if pointer is not None:
            places[pointer] = len(lines)
    return "\n".join(lines), places


def _lines(value: Any, pointer: str, depth: int, before: str, after: str) -> Iterator[tuple[int, str, str | None]]:
    items: list[tuple[str, Any, str]]
    if isinstance(value, Mapping) and value:
        opening, closing = "{", "}"
        items = [(f"{_text(str(key))}: ", held, join(pointer, key)) for key, held in value.items()]
    elif isinstance(value, list) and value:
        opening, closing = "[", "]"
        items = [("", held, join(pointer, place)) for place, held in enumerate(value)]
    else:
        yield depth, before + _text(value) + after, pointer
        return
    yield depth, before + opening, pointer
    for number, (name, held, where) in enumerate(items, start=1):
        yield from _lines(held, where, depth + 1, name, "," if number < len(items) else "")
    yield depth, closing + after, None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(text: str) -> dict[str, Any]:
    """The document that a text holds; raises `UnreadableError`, before it is parsed if it is too long or too deep."""
    _bounded(text)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_constant)
    except json.JSONDecodeError as error:
        message = _("This is no JSON: line %(line)d, column %(column)d: %(problem)s.")
        told = {"line": error.lineno, "column": error.colno, "problem": error.msg}
        raise UnreadableError(message % told, error.lineno) from error
    _storable(value)
    if not isinstance(value, dict):
        raise UnreadableError(_("A document is a JSON object: it begins with { and ends with }."), 1)
    return value


def _bounded(text: str) -> None:
    # An unpaired surrogate that was typed, and not escaped, counts as what stands for it.
    sent = text.encode("utf-8", "replace")
    if len(sent) > MAX_DOCUMENT:
        raise UnreadableError(_("The document is over %(kib)s KiB.") % {"kib": MAX_DOCUMENT // 1024})
    if depth_of(sent, at_most=MAX_DEPTH) > MAX_DEPTH:
        raise UnreadableError(_("The document nests too deeply. Make it flatter."))


def _storable(value: Any) -> None:
    """Refuse texts that UTF-8 cannot write: one half of a surrogate pair, escaped."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(_("A text holds half a character (\\ud800 to \\udfff alone). Remove it.")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields are each written once: of two, one would be lost in silence."""
    found: dict[str, Any] = {}
    for written, value in pairs:
        # As it is stored: two that only this makes equal are two of the same.
        key = unicodedata.normalize("NFC", written)
        if key in found:
            raise UnreadableError(_("The field “%(key)s” is written twice in one object. Remove one.") % {"key": _shown(key)})
        if "\0" in key or key.startswith("$"):
            raise UnreadableError(_("The field “%(key)s” cannot be stored. Rename it.") % {"key": _shown(key)})
        found[key] = value
    return found


def _shown(key: str) -> str:
    """A field's name as a page can show it, whatever it holds."""
    return key[:MOST_SHOWN].replace("\0", "␀").encode("utf-8", "replace").decode()


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) < 30 else None
    if number is None or number not in INT64:
        raise UnreadableError(_("The number %(number)s is too large to be stored.") % {"number": digits[:40]})
    return number


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise UnreadableError(_("The number %(number)s is too large to be stored.") % {"number": digits[:40]})
    return number


def _constant(name: str) -> float:
    raise UnreadableError(_("%(name)s is no number in JSON.") % {"name": name})


def line_of(places: Mapping[str, int], pointer: str) -> int:
    """The line of a pointer, or of the nearest thing around it."""
    while pointer and pointer not in places:
        pointer = pointer.rsplit("/", 1)[0]
    return places.get(pointer, 1)
