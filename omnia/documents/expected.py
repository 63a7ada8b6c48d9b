"""What a test expects, between the document's JSON and how people write it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

FIELDS = {
    "date": "iso",
    "date_of_birth": "iso",
    "time": "iso",
    "date_time": "iso",
    "duration": "iso",
    "card_expiry": "iso",
    "phone": "e164",
    "mobile": "e164",
    "amount": "amount",
}
"""The field by which a value of several fields is told in a test."""

NUMBERS = frozenset(
    ("number", "integer", "percentage", "rating", "contract_power", "meter_reading", "day", "month", "year", "hour", "minute")
)
"""Kinds whose value is a number; the digits of all others, a postal code's too, are text."""

LINE = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*(.*\S)\s*")
"""One field of a value that has several: `first = Anna`."""


def written(kind: str, value: Any) -> str:
    """A value as a form shows it: one of several fields with a field a line."""
    if isinstance(value, Mapping):
        if len(value) == 1 and FIELDS.get(kind) in value:
            return _plain(value[FIELDS[kind]])
        return "\n".join(f"{name} = {_plain(held)}" for name, held in value.items())
    if isinstance(value, list) and all(isinstance(item, str) and "," not in item for item in value):
        return ", ".join(value)
    return "" if value is None else _plain(value)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def read(kind: str, text: str, held: Any = None) -> Any:
    """A value as a test has it, from how a person writes it; `held` is what the test has now, and stays where nothing differs.

    Fields are `name = value`, one a line. Objects and lists may be JSON; kinds of numbers have numbers; all else is text.
    """
    text = text.strip()
    if text == written(kind, held).strip():
        return held
    if kind == "multi_choice" and not text.startswith("["):
        return [each.strip() for each in text.split(",") if each.strip()]
    lines = [LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
    if kind not in NUMBERS and lines and all(lines):
        return dict(_fields(((match[1], match[2]) for match in lines if match), held if isinstance(held, Mapping) else {}))
    return from_words(kind, text)


def _fields(pairs: Iterable[tuple[str, str]], held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields of a value; those that say what is held already stay as they are, of whatever type."""
    for name, text in pairs:
        before = held.get(name)
        if name in held and text == _plain(before):
            yield name, before
        else:
            yield name, text if isinstance(before, str) else _json(text)


def from_words(kind: str, text: str) -> Any:
    """A value that is written in one piece."""
    if not text:
        return None
    found = _json(text)
    if isinstance(found, dict | list) or (kind in NUMBERS and isinstance(found, int | float)) or isinstance(found, bool):
        return found
    return {FIELDS[kind]: text} if kind in FIELDS else text


def _json(text: str) -> Any:
    """What JSON says, or the text itself where it is none."""
    try:
        found = json.loads(text, parse_constant=_no_number)
        orjson.dumps(found)
    except ValueError:
        return text
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no value of JSON.")
