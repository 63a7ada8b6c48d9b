"""British postcodes as they are said: letters and digits in any mixture, words for letters, and what only sounds like them.

Every word becomes one or more *readings*, characters with a price: a letter costs nothing, a word that sounds like one (`sea`,
`are`) something, a digit in a letter's place (`8` for A) more. The cheapest sequences of readings with the shape of a postcode
(BS 7666; the inward letters are never C I K M O V) are its candidates; areas and districts that exist are preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.addresses import AddressLexicon, address_lexicon
from omnia.dialogue.extraction.languages.compiled.names import name_lexicon
from omnia.dialogue.extraction.languages.compiled.spelling import SpellingLexicon, spelling_lexicon
from omnia.dialogue.extraction.languages.schema.characters import SpellingWords
from omnia.dialogue.extraction.languages.shared.british_districts import DISTRICTS, districts
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.tokens import Token, prepare

SHAPE = re.compile(r"[A-Z]{1,2}(?:\d{1,2}|\d[ABCDEFGHJKMNPRSTUVWXY])\d[ABD-HJLNP-UW-Z]{2}")
_BEGINNING = re.compile(r"[A-Z]{0,2}(?:(?<=[A-Z])\d(?:\d|[A-Z])?(?:\d[A-Z]{0,2})?)?")
_SPECIAL = "GIR0AA"
"""Girobank's, which has a shape of its own."""

LONGEST = 7
MAX_TOKENS = 120
MAX_STEPS = 3000
"""Readings that are tried in one text."""

SOUND, CROSS, CHUNK, INITIAL, PARTED, TORN, SKIPPED = 0.5, 0.9, 0.1, 0.25, 0.4, 1.0, 0.05
"""Prices: a word by its sound, a digit for a letter, letters written together, a word for its first letter, a number cut in two,
letters beside the code that are left over, and a word passed over."""

LEFT_SOUND, SKIPPED_SOUND = 0.6, 0.35
"""Prices of a word that may be a letter and is not taken for one: beside the code, and within it."""

AND_FOR_N = 0.2
"""The price of the commonest of all sounds."""

MISMATCH, LIKENESS = 0.3, 0.2
"""The price of a letter that the word after it shows to be misheard, and what one that the word confirms is worth."""

LONGEST_CHUNK = 2
"""Characters beside a code from which on they are no part of it that was left out."""

DEAREST = 2.0
UNKNOWN_DISTRICT, UNKNOWN_AREA = 0.3, 2.4
"""Prices of a district that is not listed, less than a change that is invented, and of an area that does not exist."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters with the shape of a postcode, what they cost, and their offsets in the folded text."""

    value: str
    cost: float
    start: int
    end: int

    @property
    def is_area(self) -> bool:
        """Whether the area exists."""
        return self.value == _SPECIAL or self.value[: 2 if self.value[1].isalpha() else 1] in DISTRICTS

    @property
    def is_district(self) -> bool:
        """Whether the district exists."""
        return self.value == _SPECIAL or self.value[:-3] in districts()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the tokens up to `after` may stand for. `whole`: a number said as one; `initial`: a word for its first letter."""

    characters: str
    after: int
    cost: float = 0.0
    whole: bool = False
    initial: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """Readings one after the other, up to `place`; `inside`: places within numbers said as one; `initials`: first letters."""

    place: int
    characters: str = ""
    cost: float = 0.0
    inside: tuple[int, ...] = ()
    initials: bool = False

    def with_reading(self, reading: _Reading) -> _Path:
        """The path one reading longer."""
        longer = self.characters + reading.characters
        inside = tuple(range(len(self.characters) + 1, len(longer))) if reading.whole else ()
        initials = self.initials or reading.initial
        return _Path(reading.after, longer, self.cost + reading.cost, self.inside + inside, initials)


class _Search:
    """The candidates of one text."""

    def __init__(self, text: str, language: str) -> None:
        self.stops = _stops(language)
        self.folded, tokens = prepare(text)
        self.tokens: Sequence[Token] = tokens[:MAX_TOKENS]
        self.lexicon: SpellingLexicon = spelling_lexicon(language)
        self.numbers = reader(language)
        self.spelling: SpellingWords = pack(language).characters.spelling
        self.sounds = self.spelling.sounds
        self.steps = 0
        self.readings = [self._readings(place) for place in range(len(self.tokens))]
        letters = [
            (place, reading.after)
            for place, readings in enumerate(self.readings)
            for reading in readings
            if len(reading.characters) <= LONGEST_CHUNK
            and (reading.cost < CHUNK or (reading.cost == SOUND and self.tokens[place].text in self.spelling.beginning_sounds))
        ]
        # In front of a code a letter ends; within `double b` and `e for echo` none begins.
        self.ends = dict.fromkeys((place for first, after in letters for place in range(first + 1, after + 1)), TORN)
        self.begins = dict.fromkeys((place for place, _ in letters), TORN)
        for place, token in enumerate(self.tokens):
            if token.text in self.spelling.beginning_sounds or token.text in self.spelling.ending_sounds:
                self.begins.setdefault(place, LEFT_SOUND)
            if token.text == self.spelling.n_sound:
                self.ends.setdefault(place + 1, LEFT_SOUND)

    def candidates(self) -> dict[str, Candidate]:
        """The cheapest candidate of each value."""
        best: dict[str, Candidate] = {}
        for first in range(len(self.tokens)):
            for found in self._from(first, _Path(first)):
                known = best.get(found.value)
                if known is None or found.cost < known.cost:
                    best[found.value] = found
        return best

    def _from(self, first: int, path: _Path) -> Iterator[Candidate]:
        """All codes that go on from a path."""
        if path.place >= len(self.tokens) or path.cost > DEAREST or self.steps > MAX_STEPS:
            return
        self.steps += 1
        token = self.tokens[path.place]
        if path.characters and self._is_skipped(token):
            yield from self._from(first, replace(path, place=path.place + 1, cost=path.cost + self._price_of_skipping(token)))
        for reading in self.readings[path.place]:
            longer = path.with_reading(reading)
            value = longer.characters
            if len(value) > LONGEST or not (_BEGINNING.fullmatch(value) or _SPECIAL.startswith(value)):
                continue
            if (SHAPE.fullmatch(value) or value == _SPECIAL) and not (
                longer.initials and self._leaves_words(first, longer.place)
            ):
                yield self._candidate(first, longer)
            yield from self._from(first, longer)

    def _candidate(self, first: int, path: _Path) -> Candidate:
        cost = path.cost + (PARTED if len(path.characters) - 3 in path.inside else 0.0)
        torn = self.ends.get(first, 0.0) + self.begins.get(path.place, 0.0)
        return Candidate(path.characters, cost + torn, self.tokens[first].start, self.tokens[path.place - 1].end)

    def _leaves_words(self, first: int, after: int) -> bool:
        """Whether words are left over that are not said around every code."""
        around = (*self.tokens[:first], *self.tokens[after:])
        return any(token.is_digits or (token.is_word and token.text not in self.stops) for token in around)

    # --- what words may stand for ------------------------------------------------------------------------------------

    def _readings(self, place: int) -> list[_Reading]:
        """The readings that begin at a token, the cheapest first."""
        token = self.tokens[place]
        if token.is_digits:
            return [*self._crossed(_Reading(token.text, place + 1))] if token.text.isascii() else []
        if not token.is_word or not token.text.isascii() or self._is_contracted(place):
            return []
        if self._is_glued(place):
            return list(self._crossed(_Reading(token.text.upper(), self._after_likeness(token.text[-1], place + 1))))
        found = [*self._repeated(place), *self._letters(place), *self._numbers(place)]
        return sorted(found, key=lambda reading: reading.cost)

    def _crossed(self, reading: _Reading) -> Iterator[_Reading]:
        """A reading, and a single character of it as what it may have been taken for."""
        yield reading
        if len(reading.characters) == 1:
            for other in self.spelling.crossed.get(reading.characters, ""):
                yield _Reading(other, reading.after, reading.cost + (0.05 if other in "0O" else CROSS))

    def _repeated(self, place: int) -> Iterator[_Reading]:
        times = self.lexicon.times.get(self.tokens[place].text)
        if times and place + 1 < len(self.tokens) and self.tokens[place + 1].text not in self.lexicon.times:
            for reading in self._readings(place + 1):
                if len(reading.characters) == 1:
                    yield _Reading(reading.characters * times, reading.after, reading.cost)

    def _letters(self, place: int) -> Iterator[_Reading]:
        token = self.tokens[place]
        for length in (2, 1):
            words = tuple(other.text for other in self.tokens[place : place + length])
            letter = self.lexicon.phrases.get(words, token.text if length == 1 == len(token.text) else "")
            if letter and len(words) == length:
                after = self._after_likeness(letter, place + length)
                yield from self._crossed(_Reading(letter.upper(), after, -LIKENESS if after > place + length else 0.0))
            if letter and len(words) == length:
                yield from self._illustrated(letter, place + length)
        sound = self.sounds.get(token.text)
        if sound:
            yield from self._crossed(
                _Reading(
                    sound.upper(),
                    self._after_likeness(sound, place + 1),
                    AND_FOR_N if token.text == self.spelling.n_sound else SOUND,
                )
            )
        if 1 < len(token.text) <= 4:
            chunk = CHUNK if token.text not in self.stops else SOUND + 0.2
            after = self._after_likeness(token.text[-1], place + 1)
            yield _Reading(token.text.upper(), after, chunk - (LIKENESS if after > place + 1 else 0.0))
        if len(token.text) > 2 and token.text not in self.stops:
            yield _Reading(token.text[0].upper(), place + 1, INITIAL, initial=True)

    def _illustrated(self, letter: str, place: int) -> Iterator[_Reading]:
        """`k for alpha`: the word is heard better than the letter."""
        for length in (2, 1):
            words = tuple(token.text for token in self.tokens[place : place + length])
            if words in self.lexicon.like and place + length < len(self.tokens):
                following = self.tokens[place + length].text
                if (
                    len(following) > 3
                    and following[0] != letter
                    and following not in self.stops
                    and not self._is_number(following)
                ):
                    yield _Reading(following[0].upper(), place + length + 1, MISMATCH)

    def _is_number(self, word: str) -> bool:
        return bool(self.numbers.morphemes(word))

    def _numbers(self, place: int) -> Iterator[_Reading]:
        spoken = self.numbers.read(self.tokens, place, limit=99, join=False)
        if spoken is None:
            return
        digits = str(spoken.value)
        if len(digits) == 2 and spoken.value > 20 and digits[1] != "0":
            yield _Reading(f"{digits[0]}0{digits[1]}", spoken.end, 0.2)
        yield from self._crossed(_Reading(digits, spoken.end, 0.0, whole=True))

    def _after_likeness(self, letter: str, place: int) -> int:
        """The token after `for Charlie`, where that follows a letter and the word begins with it."""
        for length in (2, 1):
            words = tuple(token.text for token in self.tokens[place : place + length])
            if words in self.lexicon.like and place + length < len(self.tokens):
                following = self.tokens[place + length].text
                if len(following) > 2 and following[0] == letter:
                    return place + length + (2 if following == "x" else 1)
                if following == letter == "x" and self._follows(place + length, "ray"):
                    return place + length + 2
        return place

    def _follows(self, place: int, word: str) -> bool:
        return place + 1 < len(self.tokens) and self.tokens[place + 1].text == word

    def _is_glued(self, place: int) -> bool:
        """Letters written together with digits: they are what they are."""
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        return (before is not None and before.is_digits and not token.gap) or (
            after is not None and after.is_digits and not after.gap
        )

    def _is_contracted(self, place: int) -> bool:
        """The `s` of `it's`."""
        token = self.tokens[place]
        return place > 0 and len(token.text) == 1 and self.folded.text[token.start - 1 : token.start] == "'"

    def _price_of_skipping(self, token: Token) -> float:
        return (SKIPPED_SOUND if token.text in self.sounds else SKIPPED) if token.is_word else 0.0

    def _is_skipped(self, token: Token) -> bool:
        return token.text in "-./ ,:;" or token.text in self.lexicon.skipped


@lru_cache(maxsize=16)
def _stops(language: str) -> frozenset[str]:
    """Words that are said around a code and stand for no letter of it."""
    addresses: AddressLexicon = address_lexicon(language)
    cues = {word for phrase in addresses.postal_cues for word in phrase}
    return frozenset(cues | addresses.small | name_lexicon(language).stopwords)


@lru_cache(maxsize=512)
def british_codes(text: str, language: str) -> tuple[Candidate, ...]:
    """The postcodes that a text may hold, the cheapest first; those of areas that do not exist are among them, last."""
    found = [code for code in _Search(text, language).candidates().values() if code.cost <= DEAREST]
    return tuple(sorted(found, key=lambda code: (price(code), code.start, -code.end)))[:8]


def price(code: Candidate) -> float:
    """What a candidate costs with its area and district counted."""
    return code.cost + (0.0 if code.is_district else UNKNOWN_DISTRICT if code.is_area else UNKNOWN_AREA)
