"""The options of a closed list and the ways to name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from omnia.dialogue.extraction.text.phrases import words_of
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.values import Context

NEAR = 86
"""Likeness, of 100, at which a misspelt word counts as an option; below it unlike words begin to pass."""

MIN_FUZZY = 5
"""Letters of a word that may be misspelt; shorter ones are one letter from another word."""


def answer_span(text: str) -> tuple[int, int]:
    """From the first word to the last: an answer that chooses is used up by it."""
    _, tokens = prepare(text)
    return (tokens[0].start, tokens[-1].end) if tokens else (0, len(text))


def entries_of(option: Any) -> list[Mapping[str, Any]]:
    """The options given; what has not their form does not count."""
    given = option if isinstance(option, list | tuple) else ()
    return [entry for entry in given if isinstance(entry, Mapping) and "value" in entry]


def names_of(entries: Sequence[Mapping[str, Any]], context: Context) -> dict[str, str]:
    """Folded names to values, in the locale, its language, and the value itself."""
    names: dict[str, str] = {}
    for entry in entries:
        value = str(entry["value"])
        for phrase in _said(entry, value, context):
            folded = _folded(phrase)
            if folded:
                names.setdefault(folded, value)
    return names


@lru_cache(maxsize=16_384)
def _folded(phrase: str) -> str:
    return words_of(phrase).strip()


def _said(entry: Mapping[str, Any], value: str, context: Context) -> Iterator[str]:
    """The ways to say an option."""
    yield value
    locales = dict.fromkeys((context.locale, context.language))
    labels, synonyms = _object(entry.get("label")), _object(entry.get("synonyms"))
    yield from (labels[name] for name in locales if isinstance(labels.get(name), str))
    for name in locales:
        given = synonyms.get(name)
        yield from (phrase for phrase in given if isinstance(phrase, str)) if isinstance(given, list | tuple) else ()


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
