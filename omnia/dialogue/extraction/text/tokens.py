"""Folding and cutting of what a person said: lower case, no accents, tokens that remember where they stood.

Folding keeps one character for one character, so an offset into the folded text is an offset into the text as given;
only text in decomposed form (a letter followed by its combining accent) needs the map that `Folded` carries.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import msgspec

MAX_CHARACTERS = 4000
"""Longer texts are cut: no answer to a question is longer, and the time of a call stays bounded."""

_SPECIAL = {
    "ß": "s", "ø": "o", "đ": "d", "ł": "l", "æ": "a", "œ": "o", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "º": "o", "ª": "a", "°": "°",
    **{fraction: fraction for fraction in "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"},
}  # fmt: skip


_SYLLABLES = range(0xAC00, 0xD7A4)
"""Korean syllables, whose letters are no accents."""


class _FoldTable(dict[int, str]):
    """A translation table that learns: one folded character for each character met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _SPECIAL.get(character) or _SPECIAL.get(character.lower())
        if folded is None:
            plain = character if code in _SYLLABLES else unicodedata.normalize("NFKD", character)[0]
            lowered = plain.lower()
            folded = lowered if len(lowered) == 1 else plain
            if folded.isspace():
                folded = " "
        self[code] = folded
        return folded


_TABLE = _FoldTable()

LETTERS = r"[^\W\d_]+(?:[\u05b0-\u05c7\u064b-\u065f\u0900-\u0963\u0980-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece]+[^\W\d_]*)*"
"""A run of letters, the vowel signs of the scripts that write them beside or around their letters among them."""

_TOKEN = re.compile(rf"\d+|{LETTERS}|[^\w\s]|_")
_COMBINING = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and the offsets back to the given one (None where they are the same)."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets into the text as given."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> Folded:
    """Lower case without accents, at most `MAX_CHARACTERS`; offsets can be mapped back."""
    text = text[:MAX_CHARACTERS]
    if _COMBINING.search(text) is None:
        return Folded(text.translate(_TABLE))
    kept = [(place, character) for place, character in enumerate(text) if not unicodedata.combining(character)]
    plain = "".join(character for _, character in kept)
    # A combining accent belongs to the letter before it: an end offset points past it.
    starts = [place for place, _ in kept]
    return Folded(plain.translate(_TABLE), (*starts, len(text)))


def fold_word(word: str) -> str:
    """The folded form of a lexicon's entry."""
    return fold(word).text.strip()


class Token(msgspec.Struct, frozen=True):
    """A word, a run of digits or a mark. `gap`: white space stood before it; `hyphen`: a hyphen joined it to the word before."""

    text: str
    start: int
    end: int
    gap: bool
    hyphen: bool = False

    @property
    def is_digits(self) -> bool:
        """A run of digits."""
        return self.text[0].isdecimal()

    @property
    def is_word(self) -> bool:
        """A run of letters."""
        return self.text[0].isalpha()


def tokenise(folded: str) -> tuple[Token, ...]:
    """Cut folded text into words, runs of digits and marks.

    Apostrophes vanish (they part words in every language served here), and so do hyphens between two words.
    """
    found: list[Token] = []
    pieces = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(folded)]
    end = 0
    hyphen = False
    for place, (piece, start, stop) in enumerate(pieces):
        if piece == "'":
            end = stop
            continue
        if piece == "-" and _between_words(pieces, place):
            hyphen = True
            end = stop
            continue
        found.append(Token(piece, start, stop, start > end, hyphen))
        hyphen = False
        end = stop
    return tuple(found)


def _between_words(pieces: list[tuple[str, int, int]], place: int) -> bool:
    """Whether the mark at this place stands between two words."""
    return 0 < place < len(pieces) - 1 and pieces[place - 1][0][0].isalpha() and pieces[place + 1][0][0].isalpha()


@lru_cache(maxsize=512)
def prepare(text: str) -> tuple[Folded, tuple[Token, ...]]:
    """Folded text and its tokens; kept for the other recognisers that read the same words."""
    folded = fold(text)
    return folded, tokenise(folded.text)
