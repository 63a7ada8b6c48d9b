"""Recogniser of meter readings: what a dial shows, digit by digit or as one number.

The value is the whole number: the decimals of a dial (the red digits) are not billed and left out. A reading has at most eight
digits. One that begins with zeros is read off a dial, so that a few digits of it are only its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from omnia.dialogue.extraction.characters.digit_runs import DigitRun, digit_runs
from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.energy import EnergyLexicon, energy_lexicon
from omnia.dialogue.extraction.numbers.measures import after_phrase, counts_time
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

LARGEST = 99_999_999
LEAST_DIGITS = 4
"""Digits that a dial has at least; the option `minimum` tells otherwise."""

CUE_REACH = 6
"""Words before a number among which one may announce it."""


@dataclass(frozen=True, slots=True)
class _Dial:
    """The digits of one reading: its whole part, whether decimals were left out, and how well it is announced."""

    whole: DigitRun
    exact: bool
    has_unit: bool
    has_cue: bool

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Best last: by its unit, by the words before it, by its length."""
        return self.has_unit, self.has_cue, len(self.whole.digits)


def recognise_meter_reading(text: str, context: Context) -> Reading:
    """What a meter shows, the best announced first.

    Violations: `length` for the beginning of a dial (option `minimum`: its digits), `range` beyond eight digits.
    """
    text = text[:MAX_CHARACTERS]
    folded = prepare(text)[0]
    dials = sorted(_dials(text, context.language), key=lambda dial: dial.rank, reverse=True)
    minimum = context.options.get("minimum")
    least = minimum if isinstance(minimum, int) and not isinstance(minimum, bool) else LEAST_DIGITS
    matches: list[Match] = []
    violations: list[Violation] = []
    for dial in dials:
        start, end = folded.span(*dial.whole.offsets)
        value = int(dial.whole.digits)
        if value > LARGEST:
            message = f"That reading has {len(dial.whole.digits)} digits; a meter shows at most eight."
            violations.append(Violation("meter_reading", "range", text[start:end], (start, end), message))
        elif _is_beginning(dial, least):
            message = f"That reading is not complete: {len(dial.whole.digits)} digits were heard."
            violations.append(Violation("meter_reading", "length", text[start:end], (start, end), message))
        else:
            sure = 0.95 if dial.exact else 0.9
            rival = any(other is not dial and other.rank[:2] == dial.rank[:2] for other in dials)
            matches.append(Match("meter_reading", value, text[start:end], (start, end), 0.6 if rival else sure))
    return Reading(tuple(matches), () if matches else tuple(violations))


def _is_beginning(dial: _Dial, least: int) -> bool:
    """Whether a few digits said one by one, a zero first, can only be the beginning of what a dial shows."""
    pieces, digits = dial.whole.pieces, dial.whole.digits
    one_by_one = all(len(set(piece.digits)) == 1 for piece in pieces) and (dial.whole.spoken or len(pieces) > 1)
    return one_by_one and dial.exact and not dial.has_unit and digits.startswith("0") and 1 < len(digits) < least


def _dials(text: str, language: str) -> Iterator[_Dial]:
    """The rows of digits that may be readings, each without its decimals."""
    words = energy_lexicon(language)
    decimals_begin = -1
    for row in digit_runs(text, language, LARGEST):
        tokens = row.tokens
        are_decimals = row.first == decimals_begin or (row.first > 0 and tokens[row.first - 1].text in words.red)
        decimals_begin = row.after + 1 if _is_point(tokens, row.after, language) else -1
        run = _without_tariff(row, words)
        if are_decimals or run is None or after_phrase(tokens, row.after, words.other_units) > row.after:
            continue
        unit = run.after
        if decimals_begin > 0:
            unit = _after_decimals(tokens, decimals_begin)
        has_unit = after_phrase(tokens, unit, words.reading_units) > unit
        if not has_unit and counts_time(tokens, run.after, language):
            continue
        whole = run.cut(0, _decimal_place(run, language))
        has_cue = any(token.text in words.reading_cues for token in tokens[max(0, run.first - CUE_REACH) : run.first])
        yield _Dial(whole, len(whole.pieces) == len(run.pieces) and decimals_begin < 0, has_unit, has_cue)


def _is_point(tokens: tuple[Token, ...], place: int, language: str) -> bool:
    """Whether the word for a decimal mark stands at a place with digits after it."""
    return place + 1 < len(tokens) and tokens[place].text in lexicon(language).numbers.points


def _after_decimals(tokens: tuple[Token, ...], place: int) -> int:
    """The index after typed decimals; spoken ones are a row of their own, whose end is not looked for."""
    while place < len(tokens) and tokens[place].is_digits:
        place += 1
    return place


def _without_tariff(run: DigitRun, words: EnergyLexicon) -> DigitRun | None:
    """A row without a first digit that belongs to the word before it (`F1`, `m3`, `fascia uno`); None where nothing is left."""
    if not run.first or not run.tokens[run.first - 1].is_word:
        return run
    first, before = run.tokens[run.first], run.tokens[run.first - 1]
    glued = first.is_digits and not first.gap
    named = before.text in words.tariffs and len(run.pieces[0].digits) == 1 and len(run.pieces) > 1
    if not (glued or named):
        return run
    return run.cut(1, len(run.pieces)) if len(run.pieces) > 1 else None


def _decimal_place(run: DigitRun, language: str) -> int:
    """The index of the first piece that stands after a decimal mark; the number of pieces where none does."""
    for place in range(1, len(run.pieces)):
        between = run.between(place)
        if len(between) == 1 and _parts_decimals(run, place, between[0], language):
            return place
    return len(run.pieces)


def _parts_decimals(run: DigitRun, place: int, mark: Token, language: str) -> bool:
    """Whether a mark between two pieces parts the decimals: typed without a gap, or said; before three digits a dot groups."""
    numbers = lexicon(language).numbers
    following = run.pieces[place]
    said = mark.text in numbers.points
    typed = mark.text in ".," and not mark.gap and not run.tokens[following.first].gap and not following.spoken
    if not (said or typed):
        return False
    if mark.text == numbers.decimal or (said and numbers.decimal == "."):
        return True
    if typed:
        return len(following.digits) != 3
    return sum(len(piece.digits) for piece in run.pieces[place:]) % 3 != 0
