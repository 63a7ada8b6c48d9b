"""Whole number phrases: quantities with their signs and divisions, and what only looks like a number.

`minus five`, `più o meno venti`, `due su tre`, `quaranta sotto zero`; not `a few hundred`.
Values are exact fractions until they leave this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.numbers.quantities import Part, QuantityReader
from omnia.dialogue.extraction.text.tokens import Folded, Token, prepare, tokenise


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number and where it stands in the folded text.

    `bare`: only an article or the word for one. `fraction`: a part of one that is no decimal (`three quarters`, `1/5`).
    `zeroed`: a unit after a zero, where units and hundredths are said.
    """

    value: Fraction
    start: int
    end: int
    bare: bool = False
    words: bool = False
    fraction: bool = False
    zeroed: bool = False


Phrases = tuple[tuple[str, ...], ...]

_LOOSE_OVER: Phrases = (("in",), ("em",), ("von",))
"""Between two numbers these divide only where the first is a share of the second: `three in five`."""


def _is_share(part: Fraction, whole: Fraction) -> bool:
    """Whether one number may be a share of another, which is no year: not `three in 2026`."""
    return part < whole and not 1900 <= whole <= 2100


MAX_PHRASES = 250
"""Numbers that are read in one text."""


class PhraseReader(QuantityReader):
    """Reads the number phrases of one utterance."""

    def __init__(
        self, folded: Folded, tokens: tuple[Token, ...], language: str, text: str, *, money: bool = False, divided: bool = True
    ) -> None:
        super().__init__(folded, tokens, language, text, money=money)
        self.divided = divided and not money
        self.beginnings = _beginnings(language)
        self.over, self.below_zero, self.roughly = _phrases(language)

    def find(self) -> list[NumberPhrase]:
        """All number phrases, left to right."""
        found: list[NumberPhrase] = []
        place = 0
        while place < len(self.tokens) and len(found) < MAX_PHRASES:
            if self.tokens[place].is_word and self.tokens[place].text[:2] not in self.beginnings:
                place += 1
                continue
            phrase, after = self._phrase(place)
            if phrase is not None:
                found.append(phrase)
            place = max(after, place + 1)
        return found

    # --- a phrase ----------------------------------------------------------------------------------------------

    def _phrase(self, place: int) -> tuple[NumberPhrase | None, int]:
        token = self.tokens[place]
        unknown = self._uncounted(place)
        if unknown:
            return None, unknown
        sign, first = self._sign(place)
        part = self.quantity(first) if first < len(self.tokens) else None
        if part is None:
            return None, place + 1
        divided = self._over(part) if self.divided else part
        below = 0 if self.money else self._after_any(divided.end, self.below_zero)
        after = below or divided.end
        bare = after == place + 1 and token.text in self.numbers.articles
        fraction = divided.value < 1 and divided.value.denominator != 1 and not self._has_point(place, divided.end)
        value = -abs(divided.value) if below else sign * divided.value
        return NumberPhrase(value, token.start, self._end(after), bare, part.words, fraction), after

    def _end(self, after: int) -> int:
        """Where a phrase ends: with the dot of `Mio.`, if it ends so."""
        last = self.tokens[after - 1]
        if len(last.text) > 1 and last.text in self.numbers.suffixes and self.folded[last.end : last.end + 1] == ".":
            return last.end + 1
        return last.end

    def _has_point(self, place: int, after: int) -> bool:
        return any(token.text in ".," or token.text in self.numbers.points for token in self.tokens[place:after])

    def _uncounted(self, place: int) -> int:
        """The place after words for a number that nobody counted (`a few hundred`, `dozens of`); 0 where there are none."""
        word = self.tokens[place].text
        after = self.tokens[place + 1].text if place + 1 < len(self.tokens) else ""
        if word in self.numbers.loose or (word in self.numbers.articles and after in self.numbers.vague):
            return place + 1
        many = after in self.numbers.hundreds or after in self.numbers.dozens or self.scale(after)
        return place + 2 if many and word in self.numbers.vague else 0

    def _after_any(self, place: int, phrases: Phrases) -> int:
        """The place after the first of the phrases that stands at a place; 0 where none does."""
        ends = (place + len(words) for words in phrases if self.words_at(place, len(words)) == words)
        return next(ends, 0)

    def _sign(self, place: int) -> tuple[int, int]:
        token = self.tokens[place]
        if token.text in self.numbers.minus:
            # `più o meno` is no minus.
            rough = any(place >= len(words) and self.words_at(place - len(words), len(words)) == words for words in self.roughly)
            return (1 if rough else -1), place + 1
        if token.text not in "-+" or place + 1 >= len(self.tokens):
            return 1, place
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1]
        glued_before = before is not None and (not token.gap or (before.is_digits and after.gap))
        if glued_before or (not after.is_digits and after.text not in ".,"):
            return 1, place
        return (-1 if token.text == "-" else 1), place + 1

    def _over(self, part: Part) -> Part:
        """`one over three`, `due su tre`, `one out of five`."""
        for words in self.over:
            end = part.end + len(words)
            if tuple(token.text for token in self.tokens[part.end : end]) == words and end < len(self.tokens):
                below = self.cardinal(end)
                if below is not None and below.value > 0 and (words not in _LOOSE_OVER or _is_share(part.value, below.value)):
                    return Part(part.value / below.value, below.end, 1, words=True)
        return part


@lru_cache(maxsize=16)
def _beginnings(language: str) -> frozenset[str]:
    """The first two letters of every word that a number phrase may begin with; most words are passed over by them."""
    numbers = lexicon(language).numbers
    words = (
        *(*numbers.cardinals, *numbers.scales, *numbers.hundreds, *numbers.ordinals, *numbers.articles, *numbers.minus),
        *(*numbers.points, *numbers.halves, *numbers.denominators, *numbers.fused, *numbers.dozens, *numbers.zeros),
        *(*numbers.vague, *numbers.loose),
    )
    return frozenset(word[:2] for word in words)


@lru_cache(maxsize=16)
def _phrases(language: str) -> tuple[Phrases, Phrases, Phrases]:
    """The phrases of a language that divide, that follow a number below zero, and that stand before no minus."""
    numbers = lexicon(language).numbers
    over, below_zero, roughly = (
        tuple(tuple(token.text for token in tokenise(phrase)) for phrase in phrases)
        for phrases in (numbers.over, numbers.below_zero, numbers.roughly)
    )
    return over, below_zero, roughly


@lru_cache(maxsize=256)
def find_phrases(text: str, language: str, *, money: bool = False, divided: bool = True) -> tuple[NumberPhrase, ...]:
    """All number phrases of an utterance, left to right; offsets are into the folded text.

    `money`: no divisions (`1000 EUR over 3 years`), and `cents` after digits are hundredths. `divided` false: none either, as
    where whole numbers are wanted (`nine out of ten`).
    """
    folded, tokens = prepare(text)
    return tuple(PhraseReader(folded, tokens, language, text, money=money, divided=divided).find())
