"""Finds the phrases of a lexicon in folded text, longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from omnia.dialogue.extraction.text import prepare

SUPPORTED = ("en", "it", "es", "fr", "de", "pt")
"""Languages with lexicons of answers."""


def known(language: str) -> str:
    """The language itself, or English where it is not served."""
    return language if language in SUPPORTED else "en"


def words_of(text: str) -> str:
    """The words of a text, folded, one space between and around them: what phrases are searched in."""
    _, tokens = prepare(text)
    return " " + " ".join(token.text for token in tokens if token.is_word or token.is_digits) + " "


@lru_cache(maxsize=256)
def phrase_pattern(phrases: str) -> re.Pattern[str]:
    """A pattern for `"phrase|phrase"` over `words_of`; the longest phrase wins."""
    ordered = sorted(dict.fromkeys(phrases.split("|")), key=len, reverse=True)
    return re.compile(r"(?<= )(?:" + "|".join(re.escape(phrase) for phrase in ordered) + r")(?= )")


def pattern_for(lexicon: Mapping[str, str], language: str) -> re.Pattern[str]:
    """The pattern of a language's phrases."""
    return phrase_pattern(lexicon[known(language)])
