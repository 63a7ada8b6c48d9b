"""Characters as people say them: letters by name or by a word, digits one by one or in groups, `double five`, `C as in Charlie`.

The words become *pieces*, each with the characters that it stands for; what is no such word parts one run from the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.compiled.spelling import SpellingLexicon, copula, sounds, spelling_lexicon
from omnia.dialogue.extraction.numbers.cardinals import reader
from omnia.dialogue.extraction.text.tokens import Folded, Token, fold_word, prepare

MAX_TIMES = 9
"""The most times that one character is said to stand."""

MAX_PIECES = 120
"""The longest run that is read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one or more words stand for; `spoken` false for characters written as they are. Offsets are of the folded text."""

    characters: str
    start: int
    end: int
    spoken: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that follow one another; `characters` are upper case."""

    pieces: tuple[Piece, ...]
    folded: Folded

    @property
    def characters(self) -> str:
        """All the characters together."""
        return "".join(piece.characters for piece in self.pieces)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets into the text as given."""
        return self.folded.span(self.pieces[0].start, self.pieces[-1].end)

    def boundaries(self) -> dict[int, int]:
        """Places in `characters` where a piece begins, with the piece's index; the end too."""
        places: dict[int, int] = {}
        place = 0
        for index, piece in enumerate(self.pieces):
            places[place] = index
            place += len(piece.characters)
        places[place] = len(self.pieces)
        return places

    def cut(self, start: int, end: int, places: Mapping[int, int] | None = None) -> Run | None:
        """The run between two places of `characters`, if pieces begin and end there; `places` are its boundaries, if known."""
        places = self.boundaries() if places is None else places
        first, last = places.get(start), places.get(end)
        if first is None or last is None or first >= last:
            return None
        return Run(self.pieces[first:last], self.folded)


class _Reader:
    """Reads the pieces of one utterance."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.folded, self.tokens = prepare(text)
        self.lexicon: SpellingLexicon = spelling_lexicon(language)
        self.numbers = reader(language)
        self.copula = fold_word(copula(language))

    def runs(self) -> Iterator[Run]:
        pieces: list[Piece] = []
        place = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            if pieces and (link := self.link(place)):
                place += link
                continue
            found = None if not pieces and self.is_copula(place) else self.piece(place)
            if found is not None and len(pieces) < MAX_PIECES:
                piece, place = found
                pieces.append(piece)
                continue
            if pieces and not self.is_skipped(token):
                yield Run(tuple(pieces), self.folded)
                pieces = []
            place += 1
        if pieces:
            yield Run(tuple(pieces), self.folded)

    def is_skipped(self, token: Token) -> bool:
        return token.text in "-./ ,:;" or token.text in self.lexicon.skipped

    def is_copula(self, place: int) -> bool:
        """The `e` of `il codice e A12`, as it is written without accents: no letter where other words lead to it."""
        token, before = self.tokens[place], self.tokens[place - 1] if place else None
        if len(token.text) > 1 or token.text != self.copula or before is None or before.text == self.copula:
            return False
        return before.is_word and not self.is_skipped(before) and self.phrase(place - 1) is None

    def link(self, place: int) -> int:
        """The number of words of a phrase that only ties what stands around it (`e poi`)."""
        for length in (3, 2):
            words = tuple(token.text for token in self.tokens[place : place + length])
            if words in self.lexicon.skipped_phrases:
                return length
        return 0

    def piece(self, place: int) -> tuple[Piece, int] | None:
        """The characters that begin at a token, and the token after them."""
        token = self.tokens[place]
        counted = self.counted(place) if token.is_word or len(token.text) == 1 else None
        if counted is not None:
            return counted
        repeated = self.lexicon.times.get(token.text)
        if repeated and not self.phrase(place):
            return self.multiplied(place, repeated)
        return self.single(place)

    def single(self, place: int) -> tuple[Piece, int] | None:
        """The characters that begin at a token, said once."""
        token = self.tokens[place]
        if token.is_digits:
            return Piece(_western(token.text), token.start, token.end, spoken=False), place + 1
        if not token.is_word:
            return None
        if self.is_written(place):
            return Piece(token.text.upper(), token.start, token.end, spoken=False), place + 1
        return self.letter(place) or self.number(place) or self.short_word(place)

    def multiplied(self, place: int, times: int, start: int | None = None) -> tuple[Piece, int] | None:
        """A character said to stand several times: `double five`. One multiplier after another means nothing."""
        following = self.after_article(place + 1)
        if following >= len(self.tokens) or self.tokens[following].text in self.lexicon.times:
            return None
        found = self.single(following)
        if found is None or len(found[0].characters) != 1:
            return None
        piece, after = found
        return Piece(
            piece.characters * times, self.tokens[place].start if start is None else start, piece.end, spoken=True
        ), after

    def after_article(self, place: int) -> int:
        """The place after an article that a character follows."""
        has_article = place + 1 < len(self.tokens) and self.tokens[place].text in self.lexicon.articles
        follows = has_article and (self.tokens[place + 1].is_digits or self.numbers.read(self.tokens, place + 1) is not None)
        return place + 1 if follows else place

    def counted(self, place: int) -> tuple[Piece, int] | None:
        """A character and how many times it stands: `tre volte sette`, `three zeros`."""
        if place + 1 >= len(self.tokens):
            return None
        following = self.tokens[place + 1]
        plural = self.lexicon.plurals.get(following.text, "")
        if not plural and following.text not in self.lexicon.counted and not self.is_plural_letter(place + 1):
            return None
        times = self.times(place)
        if not 2 <= times <= MAX_TIMES:
            return None
        if following.text in self.lexicon.counted:
            return self.multiplied(place + 1, times, self.tokens[place].start)
        character = plural or following.text[0].upper()
        return Piece(character * times, self.tokens[place].start, following.end, spoken=True), place + 2

    def times(self, place: int) -> int:
        """The number that one token says; 0 where it says none."""
        if self.tokens[place].is_digits:
            return int(self.tokens[place].text)
        spoken = self.numbers.read(self.tokens, place, limit=MAX_TIMES, join=False)
        return spoken.value if spoken is not None and spoken.end == place + 1 else 0

    def is_plural_letter(self, place: int) -> bool:
        """A capital and a small s: the `As` of `three As`."""
        given = self.given(self.tokens[place])
        return len(given) == 2 and given[0].isupper() and given[1] == "s" and given.isascii()

    def phrase(self, place: int) -> tuple[str, int] | None:
        """The character of the longest phrase that begins here."""
        for length in (2, 1):
            words = tuple(token.text for token in self.tokens[place : place + length])
            if len(words) == length and words in self.lexicon.phrases:
                return self.lexicon.phrases[words], place + length
        return None

    def letter(self, place: int) -> tuple[Piece, int] | None:
        token = self.tokens[place]
        if self.is_contracted(place) or self.is_elided(place):
            return None
        found = self.phrase(place)
        if found is None:
            if len(token.text) != 1 or not self.given(token).isascii():
                return None  # an accented letter alone is a word of its own: `è`, `à`
            found = (token.text, place + 1)
        character, after = found
        after = self.after_likeness(character, after)
        if len(token.text) == 1 and after == place + 1:
            after = self.after_clarification(character, after)
        return Piece(character.upper(), token.start, self.tokens[after - 1].end, spoken=True), after

    def is_contracted(self, place: int) -> bool:
        """A letter that an apostrophe ties to the word before it: the `s` of `it's`."""
        token, before = self.tokens[place], self.tokens[place - 1] if place else None
        tied = self.folded.text[token.start - 1 : token.start] == "'"
        return before is not None and tied and len(token.text) == 1 and before.is_word and len(before.text) > 1

    def is_elided(self, place: int) -> bool:
        """A letter that an apostrophe ties to the word after it: the `l` of `l'ho`."""
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        tied = self.folded.text[token.end : token.end + 1] == "'"
        return tied and len(token.text) == 1 and after is not None and after.is_word and len(after.text) > 1

    def after_likeness(self, character: str, place: int) -> int:
        """The token after `as in Charlie`, where that follows a letter and the word begins with it."""
        for length in (2, 1):
            words = tuple(token.text for token in self.tokens[place : place + length])
            following = place + length
            if (
                words in self.lexicon.like
                and following < len(self.tokens)
                and self._illustrates(character, self.tokens[following])
            ):
                return following + 1
        return place

    def after_clarification(self, character: str, place: int) -> int:
        """The token after an alphabet's word for the letter just said: `T, Tango` is one T."""
        following = place + 1 if place < len(self.tokens) and self.tokens[place].text == "," else place
        token = self.tokens[following] if following < len(self.tokens) else None
        clarified = token is not None and self._illustrates(character, token) and token.text in self.lexicon.examples
        return following + 1 if clarified else place

    @staticmethod
    def _illustrates(character: str, token: Token) -> bool:
        return len(token.text) > 2 and token.text.startswith(character)

    def given(self, token: Token) -> str:
        """A token as it was given, before folding."""
        start, end = self.folded.span(token.start, token.end)
        return self.text[start:end]

    def number(self, place: int) -> tuple[Piece, int] | None:
        spoken = self.numbers.read(self.tokens, place, limit=9999)
        if spoken is None or spoken.ordinal:
            return None
        first, last = self.tokens[place], self.tokens[spoken.end - 1]
        return Piece(str(spoken.value), first.start, last.end, spoken=True), spoken.end

    def is_written(self, place: int) -> bool:
        """Letters that stand in the text as they are: glued to digits, or in capitals and longer than one letter."""
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        glued = (before is not None and before.is_digits and not token.gap) or (
            after is not None and after.is_digits and not after.gap
        )
        if glued:
            return token.text.isascii()
        return (
            len(token.text) > 1 and self.given(token).isupper() and token.text.isascii() and not self._spoken_in_capitals(place)
        )

    def _spoken_in_capitals(self, place: int) -> bool:
        """Some recognisers of speech write everything in capitals: then words are words, but for two of them beside digits."""
        beside = self.tokens[max(0, place - 1) : place + 2]
        if len(self.tokens[place].text) == 2 and any(token.is_digits for token in beside):
            return False
        return self.phrase(place) is not None or self.number(place) is not None

    def short_word(self, place: int) -> tuple[Piece, int] | None:
        """Two letters said as a word (`it 001`): only where digits or a single letter follow."""
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if len(token.text) != 2 or not token.text.isascii() or after is None or token.text in shared_words().short_words:
            return None
        if self.is_contracted(place + 1):
            return None
        if after.is_digits or self.phrase(place + 1) or self.number(place + 1) or len(after.text) == 1:
            return Piece(token.text.upper(), token.start, token.end, spoken=False), place + 1
        return None


class _SoundReader(_Reader):
    """Reads words that only sound like letters and digits too (`are g six one d e`), and says where they stand."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(text, language)
        self.sounds = sounds(language)

    def single(self, place: int) -> tuple[Piece, int] | None:
        token = self.tokens[place]
        sound = self.sounds.get(token.text)
        if token.is_word and sound is not None:
            after = self.after_likeness(sound, place + 1)
            return Piece(sound.upper(), token.start, self.tokens[after - 1].end, spoken=True), after
        return super().single(place)


def _western(digits: str) -> str:
    """Digits of any script as 0 to 9, one for one."""
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(digit)) for digit in digits)


@lru_cache(maxsize=512)
def spelled_runs(text: str, language: str) -> tuple[Run, ...]:
    """The runs of spelled or written characters in a text, in order."""
    return tuple(_Reader(text, language).runs())


@lru_cache(maxsize=256)
def sounded_runs(text: str, language: str) -> tuple[Run, ...]:
    """Like `spelled_runs`, also of words that only sound like letters; for codes whose form tells whether it was one."""
    return tuple(_SoundReader(text, language).runs())


def sounded_whole(text: str, language: str) -> Run | None:
    """The run that a whole text is, where some of its words only sound like letters and digits: `pea queue are 1 2 3`.

    As many must be said as they are: `are you free` is no `RU3`.
    """
    own = sounds(language)
    tokens = prepare(text)[1]
    said = [token.text for token in tokens if token.is_word or token.is_digits]
    if not own or own.keys().isdisjoint(said) or len(said) > MAX_PIECES:
        return None
    words = [word for word in said if word in own]
    shared = shared_words()
    if len(words) * 2 > len(said) or not shared.spelled_sounds.issuperset(words) or said[-1] in shared.open_sounds:
        return None
    if spelled_word(text, language):
        return None
    runs = sounded_runs(text, language)
    whole = len(runs) == 1 and _covers(runs[0], tokens) and len(runs[0].characters) >= LEAST_SOUNDED
    return runs[0] if whole else None


LEAST_SOUNDED = 3
"""Characters of the shortest row with words in it that only sound like some."""


def spelled_word(text: str, language: str) -> str:
    """The whole text as spelled letters and digits, or an empty string where something else stands in it."""
    runs = spelled_runs(text, language)
    if len(runs) != 1 or not _covers(runs[0], prepare(text)[1]):
        return ""
    return runs[0].characters


def _covers(run: Run, tokens: Sequence[Token]) -> bool:
    return run.pieces[0].start <= tokens[0].start and run.pieces[-1].end >= tokens[-1].end


def covers(run: Run, text: str) -> bool:
    """Whether nothing but the run stands in the text."""
    return _covers(run, prepare(text)[1])


def without_remark(text: str, language: str) -> str:
    """The words before a remark on how a name is written, or before its letters: `Anne with an e`, `Köln, K Ö L N`."""
    words = pack(language).characters.spelling.remarks
    found = re.search(rf"(?<!\W)\W+(?:(?:{words})\b|(?:[^\W\d_]\W+){{2,40}}[^\W\d_]\W*$)", text, re.IGNORECASE)
    return text[: found.start()] if found else text
