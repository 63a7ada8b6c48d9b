"""The lexicons of the languages that are spoken: data, one module a language."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from omnia.dialogue.extraction.lexicons.schema import Lexicon

LANGUAGES = ("en", "it", "es", "fr", "de", "pt")


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; English for one that is not spoken here (never a guess from the words)."""
    name = language if language in LANGUAGES else "en"
    found: Lexicon = import_module(f"omnia.dialogue.extraction.lexicons.{name}").LEXICON
    return found
