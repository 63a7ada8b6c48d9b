"""Names that sound alike and are written otherwise: `Clark` and `Clarke`, `Meier` and `Mayer`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.people.spelled import spelled_rows
from omnia.dialogue.extraction.text.tokens import fold, prepare

NAMES = frozenset(("full_name", "first_name", "last_name"))
"""Kinds of which the spelling may be asked."""

_DOUBLED = re.compile(r"(.)\1+")


def has_other_spelling(name: str, language: str) -> bool:
    """Whether a word of a name has another common spelling that sounds the same."""
    known = _groups(language)
    return any(word in known for word in _words(name))


def is_same_sound(name: str, other: str, language: str) -> bool:
    """Whether two names are written otherwise and sound the same, word by word."""
    own, others = _words(name), _words(other)
    if own == others or len(own) != len(others):
        return False
    return all(_sound(word, language) == _sound(match, language) for word, match in zip(own, others, strict=True))


def is_spelled_in(text: str, name: str, language: str) -> bool:
    """Whether a text spells a name, or a word of it, letter by letter."""
    letters = {*_words(name), "".join(_words(name))}
    return any(row.letters in letters for row in spelled_rows(text, prepare(text)[0], language))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(name).text.replace("'", ""))


@lru_cache(maxsize=16)
def _groups(language: str) -> Mapping[str, str]:
    """Each name of a group by the first one of its group."""
    groups = [group.split() for group in pack(language).people.names.same_sounding.split("|") if group]
    return {name: group[0] for group in groups for name in group}


@lru_cache(maxsize=1024)
def _sound(word: str, language: str) -> str:
    """What is the same for names that sound alike."""
    sound = _groups(language).get(word, word)
    for pattern, replacement in pack(language).people.names.sounds:
        sound = re.sub(pattern, replacement, sound)
    return _DOUBLED.sub(r"\1", sound)
