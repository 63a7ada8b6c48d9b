"""Dates said digit by digit, as people read them off a card: `two one oh two one nine eight four`, `210284`.

The digits come in pieces (`twenty one`, `oh`, `two`, `eighty four`); a day, a month and a year are laid over them so that none
begins inside a piece that was said as one. Where two dates fit, the one with two digits for day and for month is meant; where
still two fit, none is taken: it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from omnia.dialogue.extraction.date_values import Setting, build
from omnia.dialogue.extraction.lexicons import lexicon
from omnia.dialogue.extraction.spelling import Piece, Run, spelled_runs

FIRST_YEAR = 1900
DIGITS = range(4, 9)
"""How many digits a whole date has: 1 1 70 to 21 02 1984."""

WRITTEN_DIGITS = 6
"""Digits of a date at least that is written in one piece or two."""

WHOLE_PIECE = 3
"""A piece that is written with at least so many digits may be cut anywhere: nobody says it as one."""


@dataclass(frozen=True, slots=True)
class DigitDate:
    """A date, and where its digits stand in the text."""

    day: date
    span: tuple[int, int]


def dates_in_digits(text: str, language: str, setting: Setting) -> Iterator[DigitDate]:
    """The dates that rows of digits are; rows with signs between them are read by the grammar."""
    for run in _rows(text, language):
        found = _meant(run, setting) if _is_row(run, text) and not _names_a_month(run, language) else None
        if found is not None:
            yield DigitDate(found, run.span)


def with_years_written(text: str, language: str, setting: Setting) -> str:
    """The text with years said in pieces written in four digits, at the same places: `fifth of May twenty oh five`."""
    for run in _rows(text, language):
        (start, end), digits = run.span, run.characters
        if len(run.pieces) < 2 or not text[:start].strip() or not _is_row(run, text):
            continue
        year = _year(digits, setting) if len(digits) == 4 or (len(digits) == 2 and digits[0] == "0") else None
        if year is not None and end - start >= 4:
            text = text[:start] + str(year).ljust(end - start) + text[end:]
    return text


def _rows(text: str, language: str) -> Iterator[Run]:
    """The longest rows of pieces that are digits."""
    for run in spelled_runs(text, language):
        row: list[Piece] = []
        for piece in run.pieces:
            if piece.characters.isdigit():
                row.append(piece)
                continue
            if row:
                yield Run(tuple(row), run.folded)
            row = []
        if row:
            yield Run(tuple(row), run.folded)


@lru_cache(maxsize=16)
def _months(language: str) -> frozenset[str]:
    names = lexicon(language).words["month"]
    return frozenset(name for phrase in names for name in phrase.split("|"))


def _names_a_month(run: Run, language: str) -> bool:
    """Whether a word after written digits is a month before it is a digit: French `2 sept 90`."""
    words = (
        run.folded.text[piece.start : piece.end] for before, piece in pairwise(run.pieces) if piece.spoken and not before.spoken
    )
    return not _months(language).isdisjoint(words)


def _is_row(run: Run, text: str) -> bool:
    """Whether only spaces stand between the pieces, and the row is no part of a longer word."""
    places = [(run.folded.span(piece.start, piece.end)) for piece in run.pieces]
    between = (text[first[1] : second[0]] for first, second in pairwise(places))
    before, after = text[: places[0][0]][-1:], text[places[-1][1] :][:1]
    return all(gap.strip(" ,") == "" for gap in between) and not before.strip(" ,:('") and not after.strip(" ,.;)!?")


def _meant(run: Run, setting: Setting) -> date | None:
    digits = run.characters
    if len(digits) not in DIGITS or (len(digits) < WRITTEN_DIGITS and len(run.pieces) < 3):
        return None
    if _year(digits, setting) is not None:
        return None  # a year said in pieces
    cuts = _cuts(run)
    found: dict[date, bool] = {}
    for first in (1, 2):
        for second in (first + 1, first + 2):
            if first in cuts and second in cuts:
                day = _laid(digits, first, second, setting)
                if day is not None:
                    found[day] = found.get(day, False) or (first == 2 and second == 4)
    padded = [day for day, is_padded in found.items() if is_padded]
    fitting = padded or list(found)
    return fitting[0] if len(fitting) == 1 else None


def _cuts(run: Run) -> set[int]:
    """Places in the digits where a number may begin."""
    cuts, place = set(), 0
    for piece in run.pieces:
        size = len(piece.characters)
        cuts.add(place)
        if not piece.spoken and size >= WHOLE_PIECE:
            cuts.update(range(place, place + size))
        place += size
    return cuts


def _laid(digits: str, first: int, second: int, setting: Setting) -> date | None:
    year = _year(digits[second:], setting)
    one, two = int(digits[:first]), int(digits[first:second])
    day, month = (one, two) if setting.day_first else (two, one)
    if year is None:
        return None
    return build(year, month, day)


def _year(digits: str, setting: Setting) -> int | None:
    if len(digits) == 4:
        year = int(digits)
        return year if FIRST_YEAR <= year <= setting.today.year + 10 else None
    return setting.full_year(int(digits), 2) if len(digits) == 2 else None
