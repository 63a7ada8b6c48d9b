"""Dates said digit by digit, as people read them off a card: `two one oh two one nine eight four`, `210284`.

The digits come in pieces (`twenty one`, `oh`, `two`, `eighty four`); a day, a month and a year are laid over them so that none
begins inside a piece that was said as one. Where two dates fit, the one with two digits for day and for month is meant; where
still two fit, none is taken: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise

from omnia.dialogue.extraction.characters.spelling import Piece, Run, spelled_runs
from omnia.dialogue.extraction.languages import habits, lexicon
from omnia.dialogue.extraction.time.date_values import Setting, build

FIRST_YEAR = 1900
DIGITS = range(4, 9)
"""How many digits a whole date has: 1 1 70 to 21 02 1984."""

WRITTEN_DIGITS = 6
"""Digits of a date at least that is written in one piece or two."""

SINGLE_DIGITS = 4
"""Pieces of a row that cannot be a year in pieces only."""

ORDINAL_ENDINGS = frozenset(("ST", "ND", "RD", "TH"))

LONGEST_LETTER = 4
"""Characters of the longest name of a letter by itself."""

CENTURIES = frozenset(("1900", "2000"))

WHOLE_PIECE = 3
"""A piece that is written with at least so many digits may be cut anywhere: nobody says it as one."""


@dataclass(frozen=True, slots=True)
class DigitDate:
    """A date, and where its digits stand in the text."""

    day: date
    span: tuple[int, int]


def dates_in_digits(text: str, language: str, setting: Setting) -> Iterator[DigitDate]:
    """The dates that rows of digits are; rows with signs between them are read by the grammar."""
    for run in digit_rows(text, language):
        found = _meant(run, setting) if _is_row(run, text) and not _names_a_month(run, language) else None
        if found is not None:
            yield DigitDate(found, run.span)


def with_years_written(text: str, language: str, setting: Setting) -> str:
    """The text with years said in pieces written in four digits, at the same places: `fifth of May twenty oh five`."""
    for run in digit_rows(text, language):
        row = _year_of(run)
        start, end = row.span
        in_pieces = len(row.pieces) > 1 or row.pieces[0].spoken
        if not in_pieces or not text[:start].strip() or not _is_row(run, text):
            continue
        digits = row.characters
        year = _year(digits, setting) if len(digits) == 4 or (len(digits) == 2 and digits[0] == "0") else None
        if year is not None and end - start >= 4:
            text = text[:start] + str(year).ljust(end - start) + text[end:]
    return text


def _year_of(run: Run) -> Run:
    """The year at the end of a row that begins with a day or a month: `the thirteenth of the 4 nineteen 67`."""
    if len(run.pieces) < 2 or len(run.characters) == 4:
        return run
    for count in (1, 2):
        last = Run(run.pieces[-count:], run.folded)
        if len(last.characters) == 4 and last.characters.startswith(("19", "20")):
            return last
    return run


def is_torn(text: str, span: tuple[int, int], language: str) -> bool:
    """Whether single digits go on after a stretch of such: `one four o six` of `one four o six one nine h five` is no date."""
    for run in spelled_runs(text, language):
        places = [run.folded.span(piece.start, piece.end) for piece in run.pieces]
        within = [place for place in places if span[0] <= place[0] and place[1] <= span[1]]
        after = [place for place in places if place[0] >= span[1]]
        if len(within) >= SINGLE_DIGITS and after and not text[span[1] : after[0][0]].strip():
            return True
    return False


@lru_cache(maxsize=512)
def digit_rows(text: str, language: str) -> tuple[Run, ...]:
    """The longest rows of pieces that are digits; none with a letter in the middle or at the end, which is a digit misheard.

    Kept, since each reading of a date looks at them for days and for years.
    """
    return tuple(_digit_rows(text, language))


def _digit_rows(text: str, language: str) -> Iterator[Run]:
    for run in spelled_runs(text, language):
        for between, stretch in groupby(run.pieces, _is_word):
            row = None if between else _row(tuple(stretch), language)
            if row is not None:
                yield Run(row, run.folded)


def _is_word(piece: Piece) -> bool:
    """A word for a letter that is more than the letter's name (`November`), or the end of an ordinal: it parts digits."""
    is_long = piece.spoken and piece.characters.isalpha() and piece.end - piece.start > LONGEST_LETTER
    return is_long or piece.characters in ORDINAL_ENDINGS


def _row(pieces: Sequence[Piece], language: str) -> tuple[Piece, ...] | None:
    """The digits of a stretch; None where a letter is among them."""
    parted = [(are_digits, tuple(row)) for are_digits, row in groupby(_with_centuries(_with_zeros(pieces, language)), _is_digits)]
    rows = [row for are_digits, row in parted if are_digits]
    if len(rows) != 1:
        return None
    return rows[0] if parted[-1][0] or len(rows[0]) < SINGLE_DIGITS else None


def _is_digits(piece: Piece) -> bool:
    return piece.characters.isdigit()


def _with_zeros(pieces: Sequence[Piece], language: str) -> list[Piece]:
    """Where an `o` is said for a zero, one beside digits is."""
    found = list(pieces)
    for place, piece in enumerate(found) if habits(language).characters.spelling.letter_zeros else ():
        beside = (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])
        if piece.characters == "O" and any(_is_digits(other) for other in beside):
            found[place] = replace(piece, characters="0")
    return found


def _with_centuries(pieces: Sequence[Piece]) -> list[Piece]:
    """`nineteen hundred and 73`, `two thousand 5`: a century in words and its year are one number."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if (
            before is not None
            and before.spoken
            and before.characters in CENTURIES
            and _is_digits(piece)
            and len(piece.characters) < 3
        ):
            year = str(int(before.characters) + int(piece.characters))
            found[-1] = Piece(year, before.start, piece.end, spoken=True)
        else:
            found.append(piece)
    return found


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
    """The one date that the digits are; of a birth also with a number of two words taken for two (`twenty one two thousand`)."""
    digits = run.characters
    if len(digits) not in DIGITS or (len(digits) < WRITTEN_DIGITS and len(run.pieces) < (2 if setting.birth else 3)):
        return None
    if _year(digits, setting) is not None:
        return None  # a year said in pieces
    found = _fitting(digits, _cuts(run), setting)
    if not found and setting.birth:
        apart = (_fitting(other.characters, _cuts(other), setting) for other in _taken_apart(run))
        found = list(dict.fromkeys(day for days in apart for day in days))
    return found[0] if len(found) == 1 else None


def _fitting(digits: str, cuts: set[int], setting: Setting) -> list[date]:
    """The days that the digits may be: those with two digits for day and for month where there are such."""
    found: dict[date, bool] = {}
    for first in (1, 2):
        for second in (first + 1, first + 2):
            if first in cuts and second in cuts:
                day = _laid(digits, first, second, setting)
                if day is not None:
                    found[day] = found.get(day, False) or (first == 2 and second == 4)
    return [day for day, is_padded in found.items() if is_padded] or list(found)


def _taken_apart(run: Run) -> Iterator[Run]:
    """The row with one of its numbers as two pieces: `twenty one` as 20 and 1, `quatre mille neuf cent deux` as 4 and 1902."""
    for place, piece in enumerate(run.pieces):
        number = int(piece.characters) if piece.spoken else 0
        if 20 < number < 100 and number % 10:
            apart = (str(number - number % 10), str(number % 10))
        elif 2000 <= number < 13000:
            apart = (str(number // 1000), str(1000 + number % 1000))
        else:
            continue
        pieces = (replace(piece, characters=characters) for characters in apart)
        yield Run((*run.pieces[:place], *pieces, *run.pieces[place + 1 :]), run.folded)


def _cuts(run: Run) -> set[int]:
    """Places in the digits where a number may begin."""
    cuts, place = set(), 0
    whole_year = run.pieces[-1] if len(run.pieces) > 1 and run.pieces[-1].characters.startswith(("19", "20")) else None
    for piece in run.pieces:
        size = len(piece.characters)
        cuts.add(place)
        if not piece.spoken and size >= WHOLE_PIECE and not (size == 4 and piece is whole_year):
            cuts.update(range(place, place + size))
        place += size
    return cuts


def _laid(digits: str, first: int, second: int, setting: Setting) -> date | None:
    year = _year(digits[second:], setting)
    one, two = int(digits[:first]), int(digits[first:second])
    day, month = (one, two) if setting.day_first else (two, one)
    if year is None:
        return None
    found = build(year, month, day)
    return None if found is not None and setting.birth and found > setting.today else found


def _year(digits: str, setting: Setting) -> int | None:
    if len(digits) == 4:
        year = int(digits)
        return year if FIRST_YEAR <= year <= setting.today.year + 10 else None
    return setting.full_year(int(digits), 2) if len(digits) == 2 else None


def with_years_in_pieces(text: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """A text in which a year heard in pieces is one, as long as before, and where: `2000 and 6`, `1970 8th`, `19-31`, `mmiv`."""
    spans = []
    for pattern, year_of in _YEARS_IN_PIECES:
        for match in pattern.finditer(text):
            spans.append(match.span())
            text = text[: match.start()] + year_of(match).ljust(len(match.group())) + text[match.end() :]
    return text, spans


def _roman(numeral: str) -> int:
    """The number of a Roman numeral."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "m": 1000}[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


_YEARS_IN_PIECES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    # At the end of an answer: a decade or century, and the unit after it.
    (
        re.compile(r"(?<!\d)((?:19|20)[0-9]0)(?: and| e| y| et| und)? ([1-9])(?:st|nd|rd|th)?(?=\W*$)"),
        lambda match: str(int(match[1]) + int(match[2])),
    ),
    # Two halves; a number up to 12 after a day is a month.
    (re.compile(r"(?<![\d-])(19|20)-(1[3-9]|[2-9][0-9])(?=\W*$)"), lambda match: f"{match[1]}{match[2]}"),
    # As a recogniser of speech writes some years.
    (re.compile(r"\bm(?:cm[lxcvi]{1,8}|m[xvi]{2,8})\b", re.IGNORECASE), lambda match: str(_roman(match.group().lower()))),
)
