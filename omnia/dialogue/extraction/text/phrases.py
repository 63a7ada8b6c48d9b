"""Finds the phrases of a lexicon in folded text, longest first."""

from __future__ import annotations

import re
from functools import lru_cache

from omnia.dialogue.extraction.languages import LANGUAGES
from omnia.dialogue.extraction.text.tokens import prepare


def known(language: str) -> str:
    """The language itself, or English where it is not served."""
    return language if language in LANGUAGES else "en"


@lru_cache(maxsize=512)
def words_of(text: str) -> str:
    """The words of a text, folded, one space between and around them: what phrases are searched in.

    Kept, since an utterance is searched for several sorts of phrases one after the other.
    """
    _, tokens = prepare(text)
    return " " + " ".join(token.text for token in tokens if token.is_word or token.is_digits) + " "


@lru_cache(maxsize=256)
def phrase_pattern(phrases: str) -> re.Pattern[str]:
    """A pattern for `"phrase|phrase"` over `words_of`; the longest phrase wins."""
    ordered = sorted(dict.fromkeys(phrases.split("|")), key=len, reverse=True)
    return re.compile(r"(?<= )(?:" + "|".join(re.escape(phrase) for phrase in ordered) + r")(?= )")
