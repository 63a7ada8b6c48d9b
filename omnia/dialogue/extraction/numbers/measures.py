"""What stands after a number: a unit, or something that says that it is a date or a span of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.text.tokens import Token, tokenise

_TIMES = ("month", "unit_day", "unit_week", "unit_month", "unit_year", "unit_hour", "unit_minute")


def after_phrase(tokens: Sequence[Token], place: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """The index after the first of some phrases that stands at a place; the place itself where none does."""
    for phrase in phrases:
        end = place + len(phrase)
        if tuple(token.text for token in tokens[place:end]) == phrase:
            return end
    return place


def counts_time(tokens: Sequence[Token], place: int, language: str) -> bool:
    """Whether a month or a unit of time stands at a place: `the 12th of May` and `two months` measure nothing else."""
    while place < len(tokens) and tokens[place].text in _joiners(language):
        place += 1
    return after_phrase(tokens, place, _time_phrases(language)) > place


@lru_cache(maxsize=16)
def _joiners(language: str) -> frozenset[str]:
    of = lexicon(language).words.get("of", "")
    return frozenset(of.split("|") if isinstance(of, str) else ()) | lexicon(language).numbers.digit_endings


@lru_cache(maxsize=16)
def _time_phrases(language: str) -> tuple[tuple[str, ...], ...]:
    words = lexicon(language).words
    phrases: list[str] = []
    for role in _TIMES:
        entries = words.get(role, "")
        for group in [entries] if isinstance(entries, str) else entries:
            phrases += group.split("|")
    return tuple(tuple(token.text for token in tokenise(phrase)) for phrase in phrases if phrase)
