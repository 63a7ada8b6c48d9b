"""Words around telephone numbers: what announces one, what announces another number, and what says nothing."""

from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack


@dataclass(frozen=True, slots=True)
class PhoneLexicon:
    """One language's words around numbers; all folded."""

    plus: frozenset[str]
    marks: frozenset[str]
    cues: frozenset[str]
    others: frozenset[str]
    own: tuple[tuple[str, ...], ...]
    fillers: frozenset[str]
    regions: tuple[str, ...]


@lru_cache(maxsize=16)
def phone_lexicon(language: str) -> PhoneLexicon:
    """The lexicon of a language; English where the language is not served."""
    words = pack(language).characters.phones
    return PhoneLexicon(
        plus=frozenset(words.plus.split("|")),
        marks=frozenset(words.marks.split()),
        cues=frozenset(words.cues.split()),
        others=frozenset(words.others.split()),
        own=tuple(tuple(phrase.split()) for phrase in words.own.split("|") if phrase),
        fillers=frozenset(words.fillers.split()),
        regions=words.regions,
    )
