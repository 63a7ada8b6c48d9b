"""What a person may say at any moment, whatever is being asked; and the complaint that one part is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern, words_of

Universal = Literal["repeat", "help", "wait", "cancel", "agent", "start_over", "back", "declined", "unavailable"]

ORDER: tuple[Universal, ...] = ("agent", "start_over", "cancel", "back", "declined", "unavailable", "wait", "help", "repeat")
"""Which one counts where two are said: the one that would be worst to miss comes first."""

MAX_WORDS = 12


def recognise_universal(text: str, language: str) -> Universal | None:
    """Which universal a person said, if that is all they said; politeness around it does not count."""
    words = words_of(text)
    # Nearly all answers hold none of them, which their words tell before any search, and one search in the place of nine.
    if words.count(" ") > MAX_WORDS or _first_words(known(language)).isdisjoint(words.split()):
        return None
    if _any_universal(known(language)).search(words) is None:
        return None
    return next((name for name in ORDER if _says(name, words, language)), None)


@lru_cache(maxsize=16)
def _first_words(language: str) -> frozenset[str]:
    """The words that the universals of a language begin with."""
    return frozenset(
        phrase.partition(" ")[0] for phrases in pack(language).answers.commands.values() for phrase in phrases.split("|")
    )


@lru_cache(maxsize=16)
def _any_universal(language: str) -> re.Pattern[str]:
    return phrase_pattern("|".join(pack(language).answers.commands.values()))


def _says(name: Universal, words: str, language: str) -> bool:
    answers = pack(language).answers
    said = phrase_pattern(answers.commands[name])
    match = said.search(words)
    if match is None:
        return False
    rest = (words[: match.start()] + words[match.end() :]).split()
    if match.group() in answers.yes_no.wordy:
        return not rest
    while rest and (again := said.search(f" {' '.join(rest)} ")):
        rest = f" {' '.join(rest)} ".replace(f" {again.group()} ", " ", 1).split()
    return _polite(language).issuperset(rest)


@lru_cache(maxsize=16)
def _polite(language: str) -> frozenset[str]:
    return frozenset(word for phrase in pack(language).answers.yes_no.polite.split("|") for word in phrase.split())


def names_wrong_part(text: str, language: str, labels: Mapping[str, Iterable[str]]) -> str | None:
    """The key of the part that is said to be wrong (`the year is wrong`, `change the street`), by its labels; None if none is.

    `labels` maps a part's key to the words people call it by in this language.
    """
    if phrase_pattern(pack(language).answers.yes_no.wrong).search(words_of(text)) is None:
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
