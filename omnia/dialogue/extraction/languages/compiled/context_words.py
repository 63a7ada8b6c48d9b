"""Words beside numbers and days that tell what they are: read by the grammars of dates and times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.zones import zones_of


def context_words(language: str) -> Mapping[str, Mapping[str, Any] | str]:
    """The words of a language by role."""
    return {**pack(language).time.calendar.context_words, "zone": zones_of(language)}
