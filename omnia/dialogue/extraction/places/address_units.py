"""The words of an address as units: numbers, words and marks; and how a street or a town is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from omnia.dialogue.extraction.languages import habits, pack
from omnia.dialogue.extraction.languages.compiled.addresses import AddressLexicon, address_lexicon
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.names import name_lexicon
from omnia.dialogue.extraction.languages.schema.places import AddressWords
from omnia.dialogue.extraction.languages.shared.addresses import ROMAN
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.tokens import Folded, Token, prepare

MAX_TOKENS = 300
"""Words that are read of one text."""

_PIECE = re.compile(r"([-\s'’/.]+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A number (with its `digits`), a word or a mark; `glued`: no space before it; offsets are of the folded text."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool
    digits: str = ""
    spoken: bool = False

    @property
    def is_number(self) -> bool:
        """A number, written or said."""
        return self.kind == "number"

    @property
    def is_word(self) -> bool:
        """A word that is no number."""
        return self.kind == "word"

    def is_mark(self, marks: str) -> bool:
        """One of these marks."""
        return self.kind == "mark" and self.text in marks


def without_asides(text: str, language: str) -> str:
    """A text whose flats and remarks about a missing number are blanked, with a comma where they stood."""
    found = [match.span() for match in _asides(language).finditer(prepare(text)[0].text)]
    for start, end in found:
        text = f"{text[:start]},{' ' * (end - start - 1)}{text[end:]}"
    return text


@lru_cache(maxsize=8)
def _asides(language: str) -> re.Pattern[str]:
    words = pack(language).places.addresses
    missing = "|".join(re.escape(phrase) for phrase in sorted(words.without_number.split("|"), key=len, reverse=True))
    flat = rf"|(?:{words.units})\b\.?\s*#?\s*(?:[a-z]|\d{{1,5}}[a-z]?)(?!\w)(?=\s*,)" if words.units else ""
    return re.compile(rf"(?<![\w.])(?:{missing}{flat})(?!\w)")


class AddressText:
    """One utterance as units."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.rules: AddressWords = habits(language).places.addresses
        self.folded: Folded
        self.folded, tokens = prepare(text)
        self.tokens = tokens[:MAX_TOKENS]
        self.lexicon: AddressLexicon = address_lexicon(language)
        self.numbers = reader(language)
        self.units = self._cut()
        self.mixed = any(character.isupper() for character in text) and not text.isupper()

    def _cut(self) -> tuple[Unit, ...]:
        found: list[Unit] = []
        place = 0
        while place < len(self.tokens):
            unit, after = self._unit(place)
            before = found[-1] if found else None
            if before is not None and before.is_number and unit.is_number and self._goes_on(before, unit):
                found[-1] = replace(before, digits=before.digits + unit.digits, end=unit.end, text=f"{before.text} {unit.text}")
            else:
                found.append(unit)
            place = after
        return tuple(found)

    def _goes_on(self, before: Unit, unit: Unit) -> bool:
        """Numbers of houses that are said in groups: `two twenty one`."""
        return self.rules.grouped_numbers and before.spoken and unit.spoken and len(before.digits) < 3

    def _unit(self, place: int) -> tuple[Unit, int]:
        token = self.tokens[place]
        if token.is_digits:
            following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
            if following is not None and self._is_ordinal(following):
                return Unit("word", token.text + following.text, token.start, following.end, not token.gap), place + 2
            return Unit("number", token.text, token.start, token.end, not token.gap, token.text), place + 1
        if not token.is_word:
            return Unit("mark", token.text, token.start, token.end, not token.gap), place + 1
        told = place > 0 and self.tokens[place - 1].text in self.rules.number_nouns
        counted = told or token.text not in self.rules.articles
        spoken = self.numbers.read(self.tokens, place, limit=9999) if counted else None
        if spoken is not None and spoken.value > 0:
            end = self.tokens[spoken.end - 1].end
            said = " ".join(other.text for other in self.tokens[place : spoken.end])
            return Unit("number", said, token.start, end, not token.gap, str(spoken.value), spoken=True), spoken.end
        return Unit("word", token.text, token.start, token.end, not token.gap), place + 1

    def _is_ordinal(self, token: Token) -> bool:
        """An ending glued to digits (`42nd`, `8e`); a single letter may be that of a house (`12e`)."""
        house = len(token.text) == 1 and token.text.isalpha() and self.rules.lettered_houses
        return not token.gap and token.text in shared_words().ordinal_endings and not house

    # --- phrases -------------------------------------------------------------------------------------------------

    def phrase(self, place: int, table: frozenset[tuple[str, ...]], longest: int = 5) -> int:
        """The index after the longest phrase of a table that begins at a unit (dots inside are passed over); 0 for none."""
        words: list[str] = []
        best = 0
        index = place
        while index < len(self.units) and len(words) < longest:
            unit = self.units[index]
            if unit.kind == "mark":
                if not (words and (unit.text in ".°/" or unit.text == "'")):
                    break
                index += 1
                continue
            words.append(unit.text)
            index += 1
            if tuple(words) in table:
                best = index
        return best

    def after_dot(self, place: int) -> int:
        """The index after the dot of an abbreviation."""
        return place + 1 if place < len(self.units) and self.units[place].is_mark(".°") else place

    def is_capital(self, unit: Unit) -> bool:
        """Whether a unit is written with a capital letter."""
        start, end = self.folded.span(unit.start, unit.end)
        return self.text[start:end][:1].isupper()

    def is_speech(self, units: Sequence[Unit], *, names: bool = False) -> bool:
        """Whether a word of everyday speech shows that units are no name; capitals say that they are one, save in German.

        `names` also rules out what answers other questions: yes and no, months, days.
        """
        words = name_lexicon(self.language).stopwords if names else self.lexicon.speech
        return any(
            unit.is_word
            and unit.text in words
            and unit.text not in self.lexicon.particles
            and not (self.mixed and not pack(self.language).people.names.noun_capitals and self.is_capital(unit))
            for unit in units
        )

    def original(self, first: Unit, last: Unit) -> str:
        """The text as given from one unit to another."""
        start, end = self.folded.span(first.start, last.end)
        return unicodedata.normalize("NFC", self.text[start:end])

    def name(self, units: Sequence[Unit]) -> str:
        """Units as a street or a town is written."""
        return written(self.original(units[0], units[-1]), self.lexicon, mixed=self.mixed)


def written(text: str, lexicon: AddressLexicon, *, mixed: bool) -> str:
    """A name with capitals where they belong; what was typed with capitals keeps them."""
    pieces = _PIECE.split(" ".join(text.split()))
    words = pieces[::2]
    keep = mixed and any(word[:1].isupper() for word in words[1:] or words)
    made = []
    for place, word in enumerate(words):
        folded = word.lower()
        if folded in ROMAN:
            made.append(word.upper())
        elif keep and (place or word[:1].isupper()):
            made.append(word)
        elif place and folded in lexicon.particles and folded not in shared_words().capital_particles:
            made.append(folded)
        else:
            made.append(folded[:1].upper() + folded[1:])
    pieces[::2] = made
    return "".join(pieces).replace("’", "'")
