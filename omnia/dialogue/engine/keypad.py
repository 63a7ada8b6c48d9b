"""What keys mean for each kind of datum: DDMMYYYY for a date, HHMM for a time, 1 and 2 for yes and no, a number for an option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.reading import Found
from omnia.dialogue.extraction.registry import compose
from omnia.dialogue.template import InputSettings, LexiconEngine, RuleEngine

CENTURY_PIVOT = 100
DATE_DIGITS = 8
SHORT_DATE_DIGITS = 6
TIME_DIGITS = (3, 4)


def strip_keys(keys: str, settings: InputSettings) -> str:
    """The keys without the one that ends an entry."""
    return keys.removesuffix(settings.end_key) if settings.end_key else keys


def read_keys(unit: Unit, part: Part | None, keys: str, today: date) -> Found | None:
    """The value that keys stand for, where keys have a meaning of their own for the kind.

    None where they do not: then they are read like the same digits typed.
    """
    kind = part.kind if part else unit.kind
    if kind == "choice":
        return _option(unit, keys)
    reader = _READERS.get(kind)
    read = reader(keys, unit, today) if reader and keys.isdigit() else None
    if read is None:
        return None
    value, parts = (None, {part.key: _whole(kind, read)}) if part else (_whole(kind, read), read if unit.parts else {})
    return Found(value, parts, keys, (0, len(keys)), 1.0, keys)


def _whole(kind: str, read: Any) -> Any:
    return compose(kind, read) if isinstance(read, dict) else read


def yes_or_no(keys: str) -> bool | None:
    """1 is yes, 2 is no."""
    return {"1": True, "2": False}.get(keys)


def _yes_no(keys: str, _unit: Unit, _today: date) -> bool | None:
    return yes_or_no(keys)


def _option(unit: Unit, keys: str) -> Found | None:
    entries = [entry for engine in unit.engines if isinstance(engine, LexiconEngine) for entry in engine.entries]
    if not keys.isdigit() or not 1 <= int(keys) <= len(entries):
        return None
    return Found(entries[int(keys) - 1].value, {}, keys, (0, len(keys)), 1.0, keys)


def _date(keys: str, unit: Unit, today: date) -> dict[str, int] | None:
    """Day, month, year; month first where the template's contract says so."""
    if len(keys) not in (DATE_DIGITS, SHORT_DATE_DIGITS):
        return None
    first, second, year = int(keys[:2]), int(keys[2:4]), int(keys[4:])
    if len(keys) == SHORT_DATE_DIGITS:
        year += today.year // CENTURY_PIVOT * CENTURY_PIVOT
        if unit.kind == "date_of_birth" and year > today.year:
            year -= CENTURY_PIVOT
    day, month = (first, second) if _day_first(unit) else (second, first)
    return {"day": day, "month": month, "year": year}


def _day_first(unit: Unit) -> bool:
    rules = [engine for engine in unit.engines if isinstance(engine, RuleEngine)]
    return all(engine.options.get("day_first", True) for engine in rules)


def _time(keys: str, _unit: Unit, _today: date) -> dict[str, int] | None:
    if len(keys) not in TIME_DIGITS:
        return None
    hour, minute = int(keys[:-2]), int(keys[-2:])
    return {"hour": hour, "minute": minute} if hour < 24 and minute < 60 else None  # a clock


def _number(keys: str, _unit: Unit, _today: date) -> int:
    return int(keys[:15])


_READERS: Mapping[str, Callable[[str, Unit, date], Any]] = {
    "yes_no": _yes_no, "date": _date, "date_of_birth": _date, "time": _time,
    "number": _number, "integer": _number, "percentage": _number,
    "day": _number, "month": _number, "year": _number, "hour": _number, "minute": _number,
}  # fmt: skip
