"""Words around what a meter shows and around the power of a supply. All folded; phrases are parted by `|`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.shared.energy import KILOWATT_SYMBOLS, OTHER_UNITS, READING_SYMBOLS, WATT_SYMBOLS
from omnia.dialogue.extraction.text.tokens import tokenise


@dataclass(frozen=True, slots=True)
class EnergyLexicon:
    """One language's units, as tuples of tokens, and the words around a reading."""

    reading_units: tuple[tuple[str, ...], ...]
    reading_cues: frozenset[str]
    tariffs: frozenset[str]
    red: frozenset[str]
    kilowatts: tuple[tuple[str, ...], ...]
    watts: tuple[tuple[str, ...], ...]
    other_units: tuple[tuple[str, ...], ...]
    tenths_after: str


def _units(*lists: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as tokens, the longest first."""
    every = {tuple(token.text for token in tokenise(phrase)) for phrases in lists for phrase in phrases.split("|")}
    return tuple(sorted(every, key=lambda words: (-len(words), words)))


@lru_cache(maxsize=16)
def energy_lexicon(language: str) -> EnergyLexicon:
    """The lexicon of a language; English where the language is not served."""
    words = pack(language).numbers.energy
    return EnergyLexicon(
        reading_units=_units(READING_SYMBOLS, words.reading_units),
        reading_cues=frozenset(words.reading_cues.split()),
        tariffs=frozenset(words.tariffs.split()),
        red=frozenset(words.red.split()),
        kilowatts=_units(KILOWATT_SYMBOLS, words.kilowatts),
        watts=_units(WATT_SYMBOLS, words.watts),
        other_units=_units(OTHER_UNITS, *shared_words().other_units),
        tenths_after=words.tenths_after,
    )
