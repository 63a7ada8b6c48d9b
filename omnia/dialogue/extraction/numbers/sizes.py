"""Recogniser of sizes of clothes and shoes: letters (`M`, `doppia XL`, `extra small`) and numbers (`42`, `38 ein halb`).

The value is text: letters as labels bear them (`XS`, `XXL`, from four X on `4XL`), numbers with halves after a point and thirds
as shoemakers write them (`38.5`, `42 2/3`). The system that a number counts in (European, British) is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.languages.compiled.phones import phone_lexicon
from omnia.dialogue.extraction.languages.compiled.sizes import SizeLexicon, size_lexicon
from omnia.dialogue.extraction.numbers.measures import counts_time
from omnia.dialogue.extraction.numbers.number_phrases import NumberPhrase, find_phrases
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS, Folded, Token, prepare
from omnia.dialogue.extraction.values import Context, Match, Reading

LARGEST = 70
CERTAIN_FROM = 30
"""Numbers below may count something else: they need a word that announces a size, or to be the whole answer."""

CUE_REACH = 3
MAX_X = 9
MAX_SIZES = 12
_WRITTEN = re.compile(r"(x*)([sml])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A size, the tokens that it takes, and how sure it is."""

    size: str
    first: int
    after: int
    confidence: float


def recognise_size(text: str, context: Context) -> Reading:
    """Sizes, the best announced first."""
    text = text[:MAX_CHARACTERS]
    reader = _Reader(text, context.language)
    found = sorted((*reader.letters(), *reader.numbers()), key=lambda each: (-each.confidence, each.first))
    matches = []
    for each in found[:MAX_SIZES]:
        start, end = reader.folded.span(reader.tokens[each.first].start, reader.tokens[each.after - 1].end)
        matches.append(Match("size", each.size, text[start:end], (start, end), each.confidence))
    return Reading(tuple(matches))


class _Reader:
    """Reads the sizes of one utterance."""

    def __init__(self, text: str, language: str) -> None:
        self.folded: Folded
        self.tokens: Sequence[Token]
        self.folded, self.tokens = prepare(text)
        self.text = text
        self.language = language
        self.words: SizeLexicon = size_lexicon(language)

    # --- letters -------------------------------------------------------------------------------------------------

    def letters(self) -> Iterator[_Found]:
        """Sizes in letters, left to right."""
        place = 0
        while place < len(self.tokens):
            found = self._letter_size(place)
            if found is not None:
                yield found
            place = found.after if found is not None else place + 1

    def _letter_size(self, first: int) -> _Found | None:
        """Perhaps a multiplier, then any number of X, then the letter."""
        times = self.words.times.get(self.tokens[first].text, 0)
        place = first + 1 if times else first
        count = 0
        while place < len(self.tokens) and count < MAX_X and (x := self._extra(place)):
            count, place = count + x, place + 1
        base = self._base(place, behind_x=count > 0) if place < len(self.tokens) else None
        if base is None:
            return None
        count += base.count("X")
        letter = base[-1]
        if letter == "M" and count:
            return None
        if times and count != 1:
            return None
        count *= times or 1
        return _Found(_label(count, letter), first, place + 1, 0.97 if self._is_announced(first) else 0.92)

    def _extra(self, place: int) -> int:
        """How many X a word stands for."""
        word = self.tokens[place].text
        if word in self.words.extra:
            return 1
        return len(word) if 1 < len(word) < MAX_X and set(word) == {"x"} else 0

    def _base(self, place: int, *, behind_x: bool) -> str | None:
        """The letter that a word stands for, with the X written or said in one with it (`xl`, `extralarge`)."""
        token = self.tokens[place]
        if self._is_tied(token):
            return None
        written = _WRITTEN.fullmatch(token.text)
        if written is not None and len(token.text) <= MAX_X:
            return written[0].upper() if behind_x or written[1] or self._stands_free(place) else None
        size = self.words.words.get(token.text)
        if size is not None:
            denied = not behind_x and place > 0 and self.tokens[place - 1].text in self.words.denied
            return None if denied else size
        letter = self.words.letters.get(token.text)
        return letter if letter and (behind_x or self._is_announced(place) or self._is_alone(place, place + 1)) else None

    def _is_tied(self, token: Token) -> bool:
        """The `s` of `it's` and the `l` of `l'altra`."""
        beside = self.folded.text[max(0, token.start - 1) : token.start], self.folded.text[token.end : token.end + 1]
        return len(token.text) == 1 and "'" in beside

    def _stands_free(self, place: int) -> bool:
        """A single letter that is no unit of what stands before it and is not glued to digits (`180 m`, `L34`)."""
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return not (before is not None and before.is_digits) and not (after is not None and after.is_digits and not after.gap)

    # --- numbers -------------------------------------------------------------------------------------------------

    def numbers(self) -> Iterator[_Found]:
        """Sizes in numbers, left to right."""
        starts = {token.start: place for place, token in enumerate(self.tokens)}
        ends = {token.end: place + 1 for place, token in enumerate(self.tokens)}
        for phrase in find_phrases(self.text, self.language):
            first, after = starts.get(phrase.start), ends.get(phrase.end)
            if first is None or after is None or phrase.bare:
                continue
            found = self._number_size(phrase, first, after)
            if found is not None:
                yield found

    def _number_size(self, phrase: NumberPhrase, first: int, after: int) -> _Found | None:
        whole = after
        after = self._after_half(after) if phrase.value.denominator == 1 else after
        size = _number_label(phrase.value + Fraction(1, 2) if after > whole else phrase.value)
        if not size or counts_time(self.tokens, after, self.language) or self._letter_size(first) is not None:
            return None
        if self._is_announced(first):
            return _Found(size, first, after, 0.95)
        if self._is_alone(first, after):
            return _Found(size, first, after, 0.9)
        return _Found(size, first, after, 0.7) if phrase.value >= CERTAIN_FROM else None

    def _after_half(self, place: int) -> int:
        """The index after a half said without `and`: `38 ein halb`, `trente-huit demi`; the place itself where there is none."""
        articles = lexicon(self.language).numbers.articles
        first = place + 1 if place < len(self.tokens) and self.tokens[place].text in articles else place
        is_half = first < len(self.tokens) and self.tokens[first].text in self.words.halves
        return first + 1 if is_half else place

    # --- what stands around --------------------------------------------------------------------------------------

    def _is_announced(self, first: int) -> bool:
        """Whether a noun stands shortly before, or an article right before."""
        before = self.tokens[max(0, first - CUE_REACH) : first]
        return any(token.text in self.words.cues for token in before) or bool(before and before[-1].text in self.words.articles)

    def _is_alone(self, first: int, after: int) -> bool:
        """Whether nothing else is said but what says nothing."""
        empty = phone_lexicon(self.language).fillers | self.words.around | self.words.cues | self.words.articles
        rest = (*self.tokens[:first], *self.tokens[after:])
        return all(not token.is_digits and (not token.is_word or token.text in empty) for token in rest)


def _label(count: int, letter: str) -> str:
    """A size as labels bear it."""
    return f"{count}X{letter}" if count > 3 else "X" * count + letter


def _number_label(value: Fraction) -> str:
    """A number as labels bear it; empty where it is none of a size."""
    if not 1 <= value <= LARGEST or value.denominator > 3:
        return ""
    whole, part = divmod(value, 1)
    if part.denominator == 3:
        return f"{whole} {part}"
    return str(whole) if not part else f"{whole}.5"
