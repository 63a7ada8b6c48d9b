"""Sizes of clothes and shoes as they are said. All folded; the words of a kind are parted by blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon, pack


@dataclass(frozen=True, slots=True)
class SizeLexicon:
    """One language's words of sizes."""

    extra: frozenset[str]
    times: Mapping[str, int]
    words: Mapping[str, str]
    letters: Mapping[str, str]
    cues: frozenset[str]
    articles: frozenset[str]
    around: frozenset[str]
    halves: frozenset[str]
    denied: frozenset[str]


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: size for size, words in table.items() for word in words.split()}


@lru_cache(maxsize=16)
def size_lexicon(language: str) -> SizeLexicon:
    """The lexicon of a language; English where the language is not served."""
    words = pack(language).numbers.sizes
    return SizeLexicon(
        extra=frozenset(words.extra.split()),
        times={**words.times, **{str(number): number for number in range(2, 10)}},
        words=_by_word(words.words),
        letters=_by_word(words.letters),
        cues=frozenset(words.cues.split()),
        articles=frozenset(words.articles.split()),
        around=frozenset(words.around.replace("'", " ").split()),
        halves=frozenset(words.halves.split()) | lexicon(language).numbers.halves,
        denied=frozenset(words.denied.split()),
    )
