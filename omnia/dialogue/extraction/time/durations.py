"""Recogniser of lengths of time: `two and a half hours`, `un'ora e mezza`, `anderthalb Stunden`, `3 h 20`, `quinze jours`.

A length is one quantity of a unit or several of falling units; a fraction or a number without a unit after it belongs to the
unit before it (`an hour and a half`, `three hours twenty`). The quantities are those of `number_phrases`. What was said is kept
as it was said: ninety minutes are `PT90M`, a fortnight is `P2W`, `quinze jours` is `P15D`. Months and years have no length in
seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.schema.time import DurationLexicon
from omnia.dialogue.extraction.numbers.number_phrases import find_phrases
from omnia.dialogue.extraction.numbers.numbers import plain
from omnia.dialogue.extraction.text.phrases import known
from omnia.dialogue.extraction.text.tokens import Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

SECONDS: Mapping[str, int] = {"week": 604_800, "day": 86_400, "night": 86_400, "hour": 3_600, "minute": 60, "second": 1}
MONTHS: Mapping[str, int] = {"year": 12, "month": 1}
UNITS = ("year", "month", "week", "day", "night", "hour", "minute", "second")
"""Largest first: what is added to a quantity is of a smaller unit."""

BELOW: Mapping[str, str] = {"hour": "minute", "minute": "second"}
"""The unit of a number that is added without one: `two hours twenty`."""

DAYS_OF_MONTH = 30
"""Days of a month where only a fraction of one is counted: half a month is fifteen."""

MAX_TOKENS = 400
_MINUTES = re.compile(r"(?<=\dh)(\d{1,2})m\b")
"""`2h30m`: after an hour the letter stands for minutes, not for millions."""

LARGEST = 10**6
SURE, ASSUMED = 0.95, 0.8
"""A quantity with its unit; a bare number whose unit the template assumes."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in the folded text: months and seconds in all, and the largest unit that was said."""

    unit: str
    months: Fraction
    seconds: Fraction
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Item:
    role: str
    start: int
    end: int
    value: Fraction = Fraction(0)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    unit: str
    amount: Fraction
    after: int


def recognise_duration(text: str, context: Context) -> Reading:
    """Lengths of time, left to right. Option: `unit`, what a bare number counts when it is all that was said."""
    lengths = find_lengths(text, context.language)
    if lengths:
        return Reading(tuple(_match(text, one, SURE) for one in lengths))
    return Reading(tuple(_match(text, one, ASSUMED) for one in _assumed(text, context)))


def _match(text: str, length: Length, sure: float) -> Match:
    folded, _ = prepare(text)
    span = folded.span(length.start, length.end)
    return Match("duration", duration_value(length), text[span[0] : span[1]], span, sure)


def duration_value(length: Length) -> dict[str, Any]:
    """The typed value: the ISO 8601 duration, the largest unit said, the amount in it, and the seconds where they are known."""
    in_months = length.unit in MONTHS
    whole = MONTHS[length.unit] if in_months else SECONDS[length.unit]
    total = length.months + length.seconds / (DAYS_OF_MONTH * SECONDS["day"]) if in_months else length.seconds
    amount = total / whole
    return {
        "iso": iso_duration(length),
        "unit": length.unit,
        "amount": plain(amount) if amount.denominator == 1 else round(float(amount), 4),
        "seconds": None if in_months else round(length.seconds),
    }


def iso_duration(length: Length) -> str:
    """The duration in ISO 8601, in the units that were said: `P1Y6M`, `P2W`, `PT36H`, `PT1H30M`."""
    whole_months, part = divmod(length.months, 1)
    seconds = round(length.seconds + part * DAYS_OF_MONTH * SECONDS["day"])
    years, months = divmod(int(whole_months), 12) if length.unit == "year" else (0, int(whole_months))
    if length.unit == "week" and seconds % SECONDS["week"] == 0:
        return f"P{seconds // SECONDS['week']}W"
    days, hours, minutes = (0, 0, 0)
    if length.unit not in ("hour", "minute", "second"):
        days, seconds = divmod(seconds, SECONDS["day"])
    if length.unit not in ("minute", "second"):
        hours, seconds = divmod(seconds, SECONDS["hour"])
    if length.unit != "second":
        minutes, seconds = divmod(seconds, SECONDS["minute"])
    day = "".join(f"{count}{sign}" for count, sign in ((years, "Y"), (months, "M"), (days, "D")) if count)
    clock = "".join(f"{count}{sign}" for count, sign in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count)
    return f"P{day}{'T' if clock else ''}{clock}" if day or clock else "PT0S"


@lru_cache(maxsize=256)
def find_lengths(text: str, language: str) -> tuple[Length, ...]:
    """All lengths of time in a text, left to right."""
    items = _items(text, known(language))
    found, place = [], 0
    while place < len(items):
        pieces, after = _pieces(items, place)
        if pieces and not _is_clock(items, place, pieces):
            found.append(_length(pieces, items[place].start, items[after - 1].end))
        place = max(after, place + 1)
    return tuple(found)


def _assumed(text: str, context: Context) -> Iterator[Length]:
    """A number that is all that was said, in the unit that the template's option names."""
    unit = context.options.get("unit")
    if unit not in UNITS:
        return
    items = [item for item in _items(text, known(context.language)) if item.role != "glue"]
    if len(items) == 1 and items[0].role == "number" and 0 <= items[0].value <= LARGEST:
        yield _length([_Piece(unit, items[0].value, 1)], items[0].start, items[0].end)


def _length(pieces: Sequence[_Piece], start: int, end: int) -> Length:
    months = sum((piece.amount * MONTHS[piece.unit] for piece in pieces if piece.unit in MONTHS), Fraction(0))
    seconds = sum((piece.amount * SECONDS[piece.unit] for piece in pieces if piece.unit in SECONDS), Fraction(0))
    return Length(pieces[0].unit, months, seconds, start, end)


# --- pieces ------------------------------------------------------------------------------------------------------------------


def _pieces(items: Sequence[_Item], place: int) -> tuple[list[_Piece], int]:
    """The quantities that make one length from a place on, and the place after them."""
    first = _quantity(items, place) or _implied(items, place)
    if first is None:
        return [], place
    pieces, after = [first], first.after
    while (added := _added(items, after, pieces[-1])) is not None:
        pieces.append(added)
        after = added.after
    return pieces, after


def _quantity(items: Sequence[_Item], place: int) -> _Piece | None:
    """A number and its unit: `two full hours`, `half an hour`, `2:30 hours`."""
    if _role(items, place) != "number":
        return None
    amount, after = items[place].value, place + 1
    minutes = None
    if _role(items, after) == "colon" and _role(items, after + 1) == "number":
        minutes, after = items[after + 1].value, after + 2
    elif _role(items, after) == "half":
        amount, after = amount + Fraction(1, 2), after + 1
    elif _role(items, after) == "number" and 1 in (amount, items[after].value) and (amount < 1 or items[after].value < 1):
        amount, after = amount * items[after].value, after + 1  # `half` `an` hour, `una` `mezz`'ora
    first = after
    while _role(items, after) == "glue" and after < place + 5:
        after += 1
    if _role(items, after) != "unit" or not 0 <= amount <= LARGEST:
        return None
    if items[after].unit == "night" and after > first:
        return None  # `tre di notte` is an hour
    unit, size = items[after].unit, items[after].value
    if minutes is not None:
        if unit != "hour" or not 0 <= minutes < 60:
            return None
        amount += minutes / 60
    return _Piece(unit, amount * size, after + 1)


def _implied(items: Sequence[_Item], place: int) -> _Piece | None:
    """A unit without a number, where it has to be one: `hora y media`, `Viertelstunde`, `una quincena`."""
    if _role(items, place) != "unit":
        return None
    item = items[place]
    halved = _role(items, place + 1) == "joiner" and _is_fraction(items, place + 2)
    return _Piece(item.unit, item.value, place + 1) if halved or item.value > 1 else None


def _added(items: Sequence[_Item], place: int, before: _Piece) -> _Piece | None:
    """What is added to a quantity: a fraction of its unit, one of a smaller unit, a bare number of the unit below."""
    while _role(items, place) == "glue":
        place += 1
    joined = _role(items, place) in ("joiner", "comma")
    at = place + joined
    item = _quantity(items, at)
    if item is not None:
        return item if UNITS.index(item.unit) > UNITS.index(before.unit) else None
    if _is_fraction(items, at):
        return _Piece(before.unit, items[at].value, at + 1)
    below = BELOW.get(before.unit)
    if below is None or _role(items, at) != "number" or before.amount.denominator != 1 or _role(items, place) == "comma":
        return None
    value = items[at].value
    return _Piece(below, value, at + 1) if value.denominator == 1 and 1 <= value < 60 else None


def _is_fraction(items: Sequence[_Item], place: int) -> bool:
    """A half or a quarter that no unit of its own follows."""
    return _role(items, place) == "number" and 0 < items[place].value < 1 and _quantity(items, place) is None


def _is_clock(items: Sequence[_Item], place: int, pieces: Sequence[_Piece]) -> bool:
    """`at three hours`, `à 15 heures`, `une heure moins le quart`: a time of day."""
    if pieces[-1].unit == "hour" and _role(items, pieces[-1].after) == "less":
        return True
    return place > 0 and items[place - 1].role == "clock" and pieces[0].unit == "hour" and pieces[0].amount.denominator == 1


def _role(items: Sequence[_Item], place: int) -> str:
    return items[place].role if place < len(items) else ""


# --- items -------------------------------------------------------------------------------------------------------------------


def _items(text: str, language: str) -> list[_Item]:
    """The text as numbers, units, small words and others."""
    text = _MINUTES.sub(r"\1 ", text)
    _, tokens = prepare(text)
    tokens = tokens[:MAX_TOKENS]
    numbers = {phrase.start: phrase for phrase in find_phrases(text, language)}
    items, place = [], 0
    while place < len(tokens):
        item, after = _worded(tokens, place, language)
        number = numbers.get(tokens[place].start)
        if number is not None and number.end >= item.end and item.value <= 1:
            item = _Item("number", number.start, number.end, abs(number.value))
            after = next((at for at in range(place, len(tokens)) if tokens[at].start >= number.end), len(tokens))
        if item.role != "dot":
            items.append(item)
        place = after
    return items


def _worded(tokens: Sequence[Token], place: int, language: str) -> tuple[_Item, int]:
    """The longest phrase of the lexicon at a place; another word as such."""
    token = tokens[place]
    for words, role, value, unit in _phrases(language).get(token.text, ()):
        after = place + len(words)
        if tuple(one.text for one in tokens[place:after]) == words:
            return _Item(role, token.start, tokens[after - 1].end, value, unit), after
    role = {",": "comma", ":": "colon", ".": "dot"}.get(token.text, "other")
    return _Item(role, token.start, token.end), place + 1


Phrase = tuple[tuple[str, ...], str, Fraction, str]


@lru_cache(maxsize=8)
def _phrases(language: str) -> Mapping[str, list[Phrase]]:
    """The phrases of a language by their first word, the longest first."""
    table: dict[str, list[Phrase]] = {}
    for phrase in _entries(pack(language).time.durations):
        table.setdefault(phrase[0][0], []).append(phrase)
    for phrases in table.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return table


def _entries(words: DurationLexicon) -> Iterator[Phrase]:
    for phrases, (unit, size) in words.units.items():
        yield from ((tuple(phrase.split()), "unit", Fraction(size), unit) for phrase in phrases.split("|"))
    for phrases, value in words.quantities.items():
        yield from ((tuple(phrase.split()), "number", value, "") for phrase in phrases.split("|"))
    small = {"joiner": words.joiners, "glue": words.glue, "clock": words.clock, "less": words.less, "half": words.halves}
    for role, phrases in small.items():
        yield from ((tuple(phrase.split()), role, Fraction(0), "") for phrase in phrases.split("|") if phrase)
