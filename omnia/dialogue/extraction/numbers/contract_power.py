"""Recogniser of the power of an electricity supply, in kilowatts.

Italian contracts have it in steps of half a kilowatt up to six, of one up to ten, of five up to thirty (ARERA, resolution
782/2016/R/eel); French and Portuguese ones in kilovolt-amperes, Spanish ones in tenths of a kilowatt. The steps are not judged
here, for a bill also names the power that can be drawn, a tenth above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.energy import EnergyLexicon, energy_lexicon
from omnia.dialogue.extraction.numbers.measures import after_phrase, counts_time
from omnia.dialogue.extraction.numbers.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.numbers.numbers import plain
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

WATTS_FROM = 500
"""A bare number from here on is one of watts: nobody has half a megawatt at home."""

LARGEST = 10_000
"""Kilowatts beyond which a number is none of a contract."""


@dataclass(frozen=True, slots=True)
class _Power:
    """Kilowatts, offsets into the folded text, and whether their unit was said."""

    kilowatts: Fraction
    start: int
    end: int
    has_unit: bool


def recognise_contract_power(text: str, context: Context) -> Reading:
    """Kilowatts as a number, those with their unit first; kilovolt-amperes count as such, watts are divided."""
    text = text[:MAX_CHARACTERS]
    folded = prepare(text)[0]
    found = sorted(_powers(text, context.language), key=lambda power: not power.has_unit)
    matches = []
    for power in found:
        start, end = folded.span(power.start, power.end)
        value = plain(Fraction(round(power.kilowatts * 1000), 1000))
        matches.append(Match("contract_power", value, text[start:end], (start, end), 0.95 if power.has_unit else 0.8))
    return Reading(tuple(matches))


def _powers(text: str, language: str) -> Iterator[_Power]:
    """The numbers of a text that may be powers, and an article before the unit (`a kilowatt`)."""
    words = energy_lexicon(language)
    tokens = prepare(text)[1]
    starts = [token.start for token in tokens]
    numbers = _with_tenths(find_phrases(text, language), tokens, starts, words)
    ones = _articles(tokens, words, language)
    end = 0
    for phrase in sorted((*ones, *numbers), key=lambda number: (number.start, -number.end)):
        if phrase.start < end:
            continue
        power = _measured(phrase, tokens, bisect_left(starts, phrase.end), words, language)
        if power is not None and 0 < power.kilowatts <= LARGEST:
            end = power.end
            yield power


def _articles(tokens: Sequence[Token], words: EnergyLexicon, language: str) -> Iterator[NumberPhrase]:
    """The articles that stand right before the unit."""
    articles = lexicon(language).numbers.articles
    for place, token in enumerate(tokens):
        if token.text in articles and after_phrase(tokens, place + 1, words.kilowatts) > place + 1:
            yield NumberPhrase(Fraction(1), token.start, token.end, bare=True)


def _with_tenths(
    phrases: Sequence[NumberPhrase], tokens: Sequence[Token], starts: Sequence[int], words: EnergyLexicon
) -> Iterator[NumberPhrase]:
    """The numbers, `tre e tre` and `tre kilowatt e tre` as one: kilowatts and tenths."""
    held: NumberPhrase | None = None
    for phrase in phrases:
        if held is not None and words.tenths_after and _are_tenths(held, phrase):
            last = bisect_left(starts, phrase.start) - 1
            first = bisect_left(starts, held.end)
            if tokens[last].text == words.tenths_after and after_phrase(tokens, first, words.kilowatts) == last:
                held = replace(phrase, value=held.value + phrase.value / 10, start=held.start)
                continue
        if held is not None:
            yield held
        held = phrase
    if held is not None:
        yield held


def _are_tenths(whole: NumberPhrase, tenths: NumberPhrase) -> bool:
    """Whether two numbers may be kilowatts and tenths of one."""
    return whole.value.denominator == 1 and tenths.value.denominator == 1 and 0 < tenths.value < 10


def _measured(phrase: NumberPhrase, tokens: Sequence[Token], after: int, words: EnergyLexicon, language: str) -> _Power | None:
    """A number by the unit after it; a bare one is of kilowatts, or of watts where it is that large."""
    end = after_phrase(tokens, after, words.kilowatts)
    if end > after:
        half = _half_after(tokens, end, language)
        value = phrase.value + Fraction(1, 2) if half > end else phrase.value
        return _Power(value, phrase.start, tokens[half - 1].end, has_unit=True)
    end = after_phrase(tokens, after, words.watts)
    if end > after:
        return _Power(phrase.value / 1000, phrase.start, tokens[end - 1].end, has_unit=True)
    measures_other = after_phrase(tokens, after, words.other_units) > after or counts_time(tokens, after, language)
    if phrase.bare or measures_other:
        return None
    value = phrase.value / 1000 if phrase.value >= WATTS_FROM else phrase.value
    return _Power(value, phrase.start, phrase.end, has_unit=False)


def _half_after(tokens: Sequence[Token], place: int, language: str) -> int:
    """The index after `and a half` behind the unit; the place itself where it is not said."""
    numbers = lexicon(language).numbers
    words = [token.text for token in tokens[place : place + 3]]
    if words[:1] and words[0] in numbers.joiners | numbers.fraction_joiners:
        following = 2 if len(words) == 3 and words[1] in numbers.articles else 1
        if len(words) > following and words[following] in numbers.halves:
            return place + following + 1
    return place
