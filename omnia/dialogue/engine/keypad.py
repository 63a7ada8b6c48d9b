"""What keys mean for each kind of datum: DDMMYYYY for a date, HHMM for a time, MMYY for a card, a number for an option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.reading import MULTI_CHOICE, Found
from omnia.dialogue.extraction.registry import compose
from omnia.dialogue.template import InputSettings, LexiconEngine, RuleEngine

CENTURY_PIVOT = 100
DATE_DIGITS = 8
SHORT_DATE_DIGITS = 6
TIME_DIGITS = (3, 4)
EXPIRY_DIGITS = (4, 6)


def strip_keys(keys: str, settings: InputSettings) -> str:
    """The keys without the one that ends an entry."""
    return keys.removesuffix(settings.end_key) if settings.end_key else keys


def read_keys(unit: Unit, part: Part | None, keys: str, today: date) -> Found | None:
    """The value that keys stand for, where keys have a meaning of their own for the kind.

    None where they do not: then they are read like the same digits typed.
    """
    kind = part.kind if part else unit.kind
    if kind in ("choice", MULTI_CHOICE):
        return _options(unit, keys) if kind == MULTI_CHOICE else _option(unit, keys)
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
    offered = _offered(unit)
    if not keys.isdigit() or not 1 <= int(keys) <= len(offered):
        return None
    return Found(offered[int(keys) - 1], {}, keys, (0, len(keys)), 1.0, keys)


def _options(unit: Unit, keys: str) -> Found | None:
    """A key for each option; 0 alone for none of them."""
    offered = _offered(unit)
    places = {int(key) for key in keys} if keys.isdigit() else set()
    if not places or (places != {0} and not all(1 <= place <= len(offered) for place in places)):
        return None
    chosen = [value for place, value in enumerate(offered, 1) if place in places]
    return Found(chosen, {}, keys, (0, len(keys)), 1.0, keys)


def _offered(unit: Unit) -> list[str]:
    return [entry.value for engine in unit.engines if isinstance(engine, LexiconEngine) for entry in engine.entries]


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


def _date_time(keys: str, unit: Unit, today: date) -> dict[str, Any] | None:
    """A date and a time one after the other, or either alone."""
    day = _date(keys[:DATE_DIGITS], unit, today) if len(keys) in (DATE_DIGITS, DATE_DIGITS + TIME_DIGITS[1]) else None
    clock = _time(keys[DATE_DIGITS:] if day else keys, unit, today)
    found = {key: compose(key, read) for key, read in (("date", day), ("time", clock)) if read}
    return found or None


def _date_range(keys: str, unit: Unit, today: date) -> dict[str, Any] | None:
    """Two dates one after the other, or the first alone."""
    dates = [_date(keys[place : place + DATE_DIGITS], unit, today) for place in range(0, len(keys), DATE_DIGITS)]
    if None in dates or not 1 <= len(dates) <= 2:
        return None
    return {key: compose("date", read) for key, read in zip(("start", "end"), dates, strict=False) if read}


def _card_expiry(keys: str, _unit: Unit, today: date) -> dict[str, int] | None:
    """Month and year, as they are on the card: MMYY or MMYYYY."""
    if len(keys) not in EXPIRY_DIGITS or not 1 <= int(keys[:2]) <= 12:
        return None
    year = int(keys[2:])
    return {
        "month": int(keys[:2]),
        "year": year if len(keys) == EXPIRY_DIGITS[1] else year + today.year // CENTURY_PIVOT * CENTURY_PIVOT,
    }


def _number(keys: str, _unit: Unit, _today: date) -> int:
    return int(keys[:15])


_READERS: Mapping[str, Callable[[str, Unit, date], Any]] = {
    "yes_no": _yes_no, "date": _date, "date_of_birth": _date, "time": _time,
    "date_time": _date_time, "date_range": _date_range, "card_expiry": _card_expiry,
    "number": _number, "integer": _number, "rating": _number, "percentage": _number,
    "day": _number, "month": _number, "year": _number, "hour": _number, "minute": _number,
}  # fmt: skip
