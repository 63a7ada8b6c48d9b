"""What a person says in their own words."""

from __future__ import annotations

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.text import MAX_CHARACTERS


def recognise_free_text(text: str, context: Context) -> Reading:  # noqa: ARG001  # every recogniser takes a context
    """The whole text, if there is any; white space around it does not count."""
    value = text.strip()[:MAX_CHARACTERS]
    if not value:
        return Reading()
    start = text.find(value)
    return Reading((Match("free_text", value, value, (start, start + len(value)), 1.0),))
