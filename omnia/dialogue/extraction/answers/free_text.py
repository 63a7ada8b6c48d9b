"""What a person says in their own words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.text.phrases import known, phrase_pattern, words_of
from omnia.dialogue.extraction.text.tokens import MAX_CHARACTERS
from omnia.dialogue.extraction.values import Context, Match, Reading


def recognise_free_text(text: str, context: Context) -> Reading:
    """The whole text as it was said, without the white space around it.

    Hesitations, courtesies and calls such as `hello, can you hear me?` alone are no answer, nor are marks alone.
    """
    value = text.strip()[:MAX_CHARACTERS]
    if not value or not _says_something(value, known(context.language)):
        return Reading()
    start = text.find(value)
    return Reading((Match("free_text", value, value, (start, start + len(value)), 1.0),))


def _says_something(text: str, language: str) -> bool:
    words = words_of(text)
    if not words.strip():
        return any(unicodedata.category(character)[0] in "LNS" for character in text)  # an emoji is an answer
    return bool(_idle(language).sub(" ", words).strip())


@lru_cache(maxsize=16)
def _idle(language: str) -> re.Pattern[str]:
    """Every phrase that says nothing; several may follow one another."""
    spoken = pack(language).hearing.disfluencies
    lists = (
        spoken.sounds,
        spoken.phrases,
        spoken.markers,
        "|".join(sorted(shared_words().courtesies)),
        pack(language).hearing.presence,
    )
    phrases = {words_of(phrase).strip() for phrase in "|".join(lists).split("|")}
    return phrase_pattern("|".join(sorted(phrases)))
