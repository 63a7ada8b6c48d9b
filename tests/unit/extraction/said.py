"""Tables of what people say, a line each, and the moment at which they say it."""

from datetime import datetime

from omnia.dialogue.extraction.values import Context, Recogniser

NOW = datetime.fromisoformat("2026-03-11T14:20")
"""A Wednesday."""


def rows(table: str) -> list[tuple[str, ...]]:
    """The lines of a table, cut at their bars."""
    return [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]


def first(recognise: Recogniser, text: str, locale: str) -> str | None:
    """What a recogniser finds first for a caller of this language; English as in Britain."""
    matches = recognise(text, Context("en-GB" if locale == "en" else locale, NOW)).matches
    return matches[0].value["iso"] if matches else None
