"""Feminine and plural forms of the adjectives and nouns that name a people or a language, by the regular rules of each language.

English has none but the plural. The forms are for recognising: a few that nobody says do no harm.
"""

from __future__ import annotations

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.schema.places import Ending


def forms(word: str, language: str) -> tuple[str, ...]:
    """The word and its other forms; of several words the last is inflected."""
    return (word, *(word[: len(word) - len(old)] + new for old, endings in _matching(word, language) for new in endings))


def _matching(word: str, language: str) -> tuple[Ending, ...]:
    return next(((ending,) for ending in pack(language).places.inflections.endings if word.endswith(ending[0])), ())


def feminine(word: str, language: str) -> str:
    """The form that agrees with a feminine noun (`nationalité italienne`); the word itself where it has but one."""
    own = pack(language).places.inflections
    if not own.gendered or (word[-1:] in own.same and not word.endswith("ol")):
        return word
    return next(iter(forms(word, language)[1:]), word)
