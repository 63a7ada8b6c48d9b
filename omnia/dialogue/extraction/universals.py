"""What a person may say at any moment, whatever is being asked; and the complaint that one part is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from omnia.dialogue.extraction.lexicons.answers import POLITE, UNIVERSALS, WRONG
from omnia.dialogue.extraction.phrases import known, pattern_for, phrase_pattern, words_of

Universal = Literal["repeat", "help", "wait", "cancel", "agent", "start_over"]

ORDER: tuple[Universal, ...] = ("agent", "start_over", "cancel", "wait", "help", "repeat")
"""Which one counts where two are said: the one that would be worst to miss comes first."""

MAX_WORDS = 12

WORDY: Mapping[str, frozenset[str]] = {
    "en": frozenset(("what", "exit", "human", "agent", "stop")),
    "it": frozenset(("come", "cosa", "basta", "stop")),
    "es": frozenset(("como", "que", "para", "alto")),
    "fr": frozenset(("comment", "quoi", "pourquoi", "stop")),
    "de": frozenset(("was", "bitte", "ende", "mensch", "stop")),
    "pt": frozenset(("como", "o que", "para", "basta", "deixe")),
}
"""Phrases that count only when nothing at all is said beside them."""


def recognise_universal(text: str, language: str) -> Universal | None:
    """Which universal a person said, if that is all they said; politeness around it does not count."""
    words = words_of(text)
    if words.strip().count(" ") >= MAX_WORDS:
        return None
    return next((name for name in ORDER if _says(name, words, language)), None)


def _says(name: Universal, words: str, language: str) -> bool:
    match = pattern_for(UNIVERSALS[name], language).search(words)
    if match is None:
        return False
    rest = (words[: match.start()] + words[match.end() :]).split()
    if match.group() in WORDY[known(language)]:
        return not rest
    while rest and (again := pattern_for(UNIVERSALS[name], language).search(f" {' '.join(rest)} ")):
        rest = f" {' '.join(rest)} ".replace(f" {again.group()} ", " ", 1).split()
    return _polite(language).issuperset(rest)


@lru_cache(maxsize=16)
def _polite(language: str) -> frozenset[str]:
    return frozenset(word for phrase in POLITE[known(language)].split("|") for word in phrase.split())


def names_wrong_part(text: str, language: str, labels: Mapping[str, Iterable[str]]) -> str | None:
    """The key of the part that is said to be wrong (`the year is wrong`, `change the street`), by its labels; None if none is.

    `labels` maps a part's key to the words people call it by in this language.
    """
    if pattern_for(WRONG, language).search(words_of(text)) is None:
        return None
    return named_part(text, labels)


def named_part(text: str, labels: Mapping[str, Iterable[str]]) -> str | None:
    """The key of the one part that is named in a text, by its labels; None if none or several are."""
    words = words_of(text)
    found = [key for key, names in labels.items() if _named(words, names)]
    return found[0] if len(found) == 1 else None


def _named(words: str, names: Iterable[str]) -> bool:
    phrases = "|".join(filter(None, (words_of(name).strip() for name in names)))
    return bool(phrases) and re.search(phrase_pattern(phrases), words) is not None
