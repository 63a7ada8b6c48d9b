"""Feminine and plural forms of the adjectives and nouns that name a people or a language, by the regular rules of each language.

English has none but the plural. The forms are for recognising: a few that nobody says do no harm.
"""

from __future__ import annotations

from omnia.dialogue.extraction.lexicons.inflections import ENDINGS, Ending

_GENDERED = frozenset(("it", "es", "fr", "pt"))
_SAME = {"it": "ea", "es": "aeíúlr", "fr": "e", "pt": "aeilrz"}
"""Last letters of adjectives that have one form for both genders."""


def forms(word: str, language: str) -> tuple[str, ...]:
    """The word and its other forms; of several words the last is inflected."""
    return (word, *(word[: len(word) - len(old)] + new for old, endings in _matching(word, language) for new in endings))


def _matching(word: str, language: str) -> tuple[Ending, ...]:
    return next(((ending,) for ending in ENDINGS[language] if word.endswith(ending[0])), ())


def feminine(word: str, language: str) -> str:
    """The form that agrees with a feminine noun (`nationalité italienne`); the word itself where it has but one."""
    if language not in _GENDERED or (word[-1:] in _SAME[language] and not word.endswith("ol")):
        return word
    return next(iter(forms(word, language)[1:]), word)
