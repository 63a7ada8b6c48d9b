"""What a person says in their own words, and web addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.lexicons.disfluencies import COURTESIES, DISFLUENCIES, PRESENCE
from omnia.dialogue.extraction.phrases import known, phrase_pattern, words_of
from omnia.dialogue.extraction.text import MAX_CHARACTERS

_URL = re.compile(
    r"\b(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:/[^\s<>\"']{0,500})?",
    re.IGNORECASE,
)
_DOTS = {"en": "dot", "it": "punto", "es": "punto", "fr": "point", "de": "punkt", "pt": "ponto"}


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
    spoken = DISFLUENCIES[language]
    lists = (spoken.sounds, spoken.phrases, spoken.markers, COURTESIES, PRESENCE[language])
    phrases = {words_of(phrase).strip() for phrase in "|".join(lists).split("|")}
    return phrase_pattern("|".join(sorted(phrases)))


def recognise_url(text: str, context: Context) -> Reading:
    """Web addresses, typed or said (`www dot example dot com`); lower case up to the path."""
    text = text[:MAX_CHARACTERS]
    matches = [
        Match("url", _normal(found.group()), found.group(), found.span(), 0.95)
        for found in _URL.finditer(text)
        if "@" not in text[max(0, found.start() - 1) : found.end() + 1]
    ]
    return Reading(tuple(matches)) if matches else _spoken(text, context)


def _spoken(text: str, context: Context) -> Reading:
    word = _DOTS.get(context.language, "dot")
    written = re.sub(rf"\s+{word}\s+", ".", text.strip(), flags=re.IGNORECASE)
    found = _URL.search(written)
    if written == text.strip() or found is None:
        return Reading()
    return Reading((Match("url", _normal(found.group()), text.strip(), (0, len(text)), 0.85),))


def _normal(url: str) -> str:
    scheme, separator, rest = url.partition("://") if "://" in url else ("", "", url)
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{separator}{host.lower()}{slash}{path}".rstrip(".,;!?")
