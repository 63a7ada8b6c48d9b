"""The hour and the minutes of a time, asked one at a time."""

from __future__ import annotations

from omnia.dialogue.extraction.numbers.numbers import recognise_integer
from omnia.dialogue.extraction.time.times import recognise_time
from omnia.dialogue.extraction.values import Context, Match, Reading


def recognise_hour(text: str, context: Context) -> Reading:
    """The hour, 0 to 23: of a time that is said, or a bare number."""
    clock = recognise_time(text, context)
    if clock.matches:
        return Reading(
            tuple(Match("hour", match.value["hour"], match.raw, match.span, match.confidence) for match in clock.matches)
        )
    return _bounded("hour", text, context, 23)


def recognise_minute(text: str, context: Context) -> Reading:
    """The minutes, 0 to 59."""
    return _bounded("minute", text, context, 59)


def _bounded(kind: str, text: str, context: Context, highest: int) -> Reading:
    found = recognise_integer(text, context).matches
    return Reading(
        tuple(Match(kind, match.value, match.raw, match.span, match.confidence) for match in found if 0 <= match.value <= highest)
    )
