"""Recogniser of the expiry of a card: a month and a year, `05/27`, `May twenty-seven`, `zero five twenty seven`, `maggio 2027`.

Cards are embossed with two digits of month and two of year (ISO/IEC 7813); a year of two digits is of this century.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon, pack
from omnia.dialogue.extraction.text.grammar import Scan, grammar
from omnia.dialogue.extraction.text.phrases import known
from omnia.dialogue.extraction.text.tokens import Folded, fold
from omnia.dialogue.extraction.time.composing import compose_card_expiry
from omnia.dialogue.extraction.time.date_digits import digit_rows
from omnia.dialogue.extraction.time.date_values import Setting
from omnia.dialogue.extraction.time.rules.absolute import Reader
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

CENTURY = 2000
CENTURIES = ("19", "20")
"""What a year begins with: `2027` is no twentieth month."""

MAX_ELEMENTS = 120
CUED, SURE, HALF = 0.95, 0.85, 0.7
"""With a word for expiry beside it; a month and a year; one of them."""

NO_SUCH_MONTH = "There are twelve months in a year: say the month and the year that are on the card."
BETWEEN = "{slash|dash|dot|of|the|comma|at|unit_month|unit_year|and}{0,3}"
YEAR = "(?P<y>{num})"
NAMED = "(?P<m>{month})" + BETWEEN + YEAR
NUMBERED = "(?P<n>{num|ord})" + BETWEEN + YEAR
YEAR_FIRST = YEAR + "{slash|dash|dot}(?P<n>{num})"
LONE_MONTH = "(?P<m>{month})"


@dataclass(frozen=True, slots=True)
class Expiry:
    """A month and a year, or one of them, and where they stand in the folded text."""

    month: int | None
    year: int | None
    start: int
    end: int


def recognise_card_expiry(text: str, context: Context) -> Reading:
    """The month and year in an utterance, or one of them."""
    folded = fold(text)
    found = next(_expiries(_with_slashes(text, folded, context.language), context), None)
    if found is None:
        return Reading()
    span = folded.span(found.start, found.end)
    raw = text[slice(*span)]
    if found.month is not None and not 1 <= found.month <= 12:
        return Reading((), (Violation("card_expiry", "date_valid", raw, span, NO_SUCH_MONTH),))
    parts = {key: value for key, value in (("month", found.month), ("year", found.year)) if value is not None}
    cued = _cues(known(context.language)).search(folded.text) is not None
    sure = HALF if len(parts) < 2 else CUED if cued else SURE
    return Reading((Match("card_expiry", compose_card_expiry(parts), raw, span, sure, parts),))


def _with_slashes(text: str, folded: Folded, language: str) -> str:
    """The text with the word for a slash written as one, at the same places."""
    for match in _slashes(known(language)).finditer(folded.text):
        start, end = folded.span(*match.span())
        text = f"{text[:start]}/{' ' * (end - start - 1)}{text[end:]}"
    return text


@lru_cache(maxsize=8)
def _slashes(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pack(language).time.expiries.slashes})\b")


@lru_cache(maxsize=8)
def _cues(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pack(language).time.expiries.cues})")


def _expiries(text: str, context: Context) -> Iterator[Expiry]:
    """Readings, the surest first: a month and a year, digits in a row, a month or a year alone."""
    scan = grammar(context.language).scan(text)
    scan = Scan(scan.elements[:MAX_ELEMENTS], scan.symbols[:MAX_ELEMENTS], scan.folded)
    reader = Reader(scan, Setting(context.reference.date()), context.language)
    whole, half = _compiled(context.language)
    yield from _matched(reader, whole)
    yield from _in_digits(text, context.language)
    yield from _matched(reader, half)


def _matched(reader: Reader, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Expiry]:
    for pattern in patterns:
        for match in pattern.finditer(reader.scan.symbols):
            found = _expiry(reader, match)
            if found is not None:
                yield found


def _in_digits(text: str, language: str) -> Iterator[Expiry]:
    """`0527`, `05 2027`, `zero five two seven`; three digits in pieces are a month of one digit."""
    for row in digit_rows(text, language):
        digits, (start, end) = row.characters, (row.pieces[0].start, row.pieces[-1].end)
        size = {3: 1, 4: 2, 6: 2}.get(len(digits))
        year = _century(digits[size:], len(digits) - size) if size else None
        is_year = len(digits) == 4 and digits[:2] in CENTURIES
        is_one_number = size == 1 and len(row.pieces) < 2
        if size and year and not is_year and not is_one_number and not _goes_on(row.folded.text[end:], language):
            yield Expiry(int(digits[:size]), year, start, end)


def _goes_on(rest: str, language: str) -> bool:
    """Whether the last number is not over: Portuguese `vinte` `e sete`."""
    first = rest.split(maxsplit=1)[0] if rest.split() else ""
    return first in lexicon(language).numbers.joiners


def _century(year: str | int, digits: int) -> int | None:
    """The year of two digits or four; other numbers are none."""
    value = int(year)
    if digits == 2 and value < 100:
        return CENTURY + value
    return value if CENTURY <= value < CENTURY + 100 else None


@lru_cache(maxsize=8)
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    """Patterns of a month and a year, and of one of them."""
    pattern = grammar(language).pattern
    return (pattern(NAMED), pattern(YEAR_FIRST), pattern(NUMBERED)), (pattern(LONE_MONTH), pattern(YEAR))


def _expiry(reader: Reader, match: re.Match[str]) -> Expiry | None:
    month = reader.value(match, "m", "month") if reader.has(match, "m") else None
    if reader.has(match, "n"):
        month = reader.number(match, "n")
    found = _year(reader, match.start("y")) if reader.has(match, "y") else None
    if reader.has(match, "y") and found is None:
        return None
    year, last = found or (None, match.end())
    last = max(last, match.end())
    if _is_date(reader, match, last):
        return None
    if match.re.groupindex.get("y") == 1 and reader.element(match, "y").value("num") != year:
        return None  # where the year comes first or alone, it is said in full
    elements = reader.scan.elements
    return Expiry(month, year, elements[match.start()].start, elements[last - 1].end)


def _year(reader: Reader, place: int) -> tuple[int, int] | None:
    """The year at a place and the place after it: `27`, `2027`, `twenty twenty-seven`."""
    element = reader.scan.elements[place]
    said = reader.year_at(place)
    if said is not None and said[1] == place + 2 and CENTURY <= said[0] < CENTURY + 100:
        return said
    value = element.value("num")
    digits = element.digits or (2 if value is not None and (value >= 10 or "zeroed" in element.roles) else 1)
    year = _century(int(value), 4 if value >= CENTURY else digits) if value is not None else None
    return None if year is None else (year, place + 1)


def _is_date(reader: Reader, match: re.Match[str], last: int) -> bool:
    """Whether a day stands before the month, or the numbers go on: that is a whole date, or another number."""
    before = reader.roles_at(match.start() - 1) if match.start() else frozenset()
    further = reader.roles_at(match.start() - 2) if match.start() > 1 else frozenset()
    if before & {"num", "ord"} or (before & {"slash", "dash", "dot", "of"} and further & {"num", "ord"}):
        return True
    if before & {"month"} and not reader.has(match, "m"):
        return True
    after, beyond = reader.roles_at(last), reader.roles_at(last + 1)
    return bool(after & {"num", "ord"} or (after & {"slash", "dash", "dot", "colon"} and beyond & {"num"}))
