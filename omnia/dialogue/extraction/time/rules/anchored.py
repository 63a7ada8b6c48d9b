"""Days that are said by others: so many days before one, the weekday after it, its eve, the weekday beside a counted day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from omnia.dialogue.extraction.text.grammar import grammar
from omnia.dialogue.extraction.time.date_values import NAMED, Found, in_week, most_recent, shift, upcoming
from omnia.dialogue.extraction.time.rules.absolute import Reader
from omnia.dialogue.extraction.time.rules.relative import COUNT, UNIT, count_of, unit_of

Attachment = Callable[[Reader, re.Match[str], date], date | None]

MAX_REMEMBERED = 40
"""Elements before a day whose form is remembered: longer beginnings are seldom alike."""

LINK = "{the|of|to|at}{0,2}$"
"""Small words that may stand between what counts and the day that it counts from."""


@lru_cache(maxsize=16)
def _attachments(language: str) -> tuple[tuple[re.Pattern[str], Attachment], ...]:
    known = grammar(language)
    return (
        (known.pattern(COUNT + UNIT + "(?P<k>{after|before|later})" + LINK), _counted),
        (known.pattern("(?P<o>{ord|num})(?P<w>{weekday})(?P<k>{after|before})" + LINK), _nth_from),
        (known.pattern("(?P<k>{closest})(?P<w>{weekday}){to}{the}?$|(?P<w2>{weekday})(?P<k2>{closest}){to}?{the}?$"), _nearest),
        (known.pattern("(?P<w>{weekday})(?P<k>{after|before})" + LINK), _first_from),
        (known.pattern("(?P<k>{adjacent_day}){before|after}?" + LINK), _neighbour),
    )


@lru_cache(maxsize=16)
def _neighbours(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A weekday right after a counted day, and one right before it."""
    known = grammar(language)
    return (
        known.pattern("^{comma|the|at|of}{0,2}(?P<w>{weekday})(?!{num|ord|month})"),
        known.pattern("(?P<w>{weekday}){comma}?$"),
    )


def apply_offset(reader: Reader, found: Found, language: str, gone_by: Callable[[], Found | None]) -> Found:
    """Widen a day by the words before it that count from it: `three days after Easter`, `le lendemain du 13 février`.

    `gone_by` reads the same words as the latest such day in the past: what counts from it may still be to come.
    """
    if found.day is None or found.first == 0:
        return found
    before = reader.scan.symbols[: found.first]
    attached = _remembered(before, language) if len(before) <= MAX_REMEMBERED else _attached(before, language)
    if attached is None:
        return found
    match, attachment = attached
    day = attachment(reader, match, _base(reader, found, match, attachment, gone_by) or found.day)
    widened = reader.whole(match.start(), found.last, NAMED, day)
    return snap_to_weekday(reader, widened, language) if widened and attachment is _counted else widened or found


def _attached(before: str, language: str) -> tuple[re.Match[str], Attachment] | None:
    """What of the symbols before a day counts from it."""
    for pattern, attachment in _attachments(language):
        match = pattern.search(before)
        if match:
            return match, attachment
    return None


# Each reading of an utterance asks, mostly about `on` or `the`: symbols say of words only what sort they are.
_remembered = lru_cache(maxsize=4096)(_attached)


def _base(
    reader: Reader, found: Found, match: re.Match[str], attachment: Attachment, gone_by: Callable[[], Found | None]
) -> date | None:
    """The last Christmas for `a year after Christmas`: over months and years the soonest day that is still to come is meant."""
    setting = reader.setting
    named = any(element.roles.keys() & {"holiday", "month"} for element in reader.scan.elements[found.first : found.last])
    long = attachment is _counted and unit_of(reader, match) in {"unit_month", "unit_year"}
    if not long or setting.birth or setting.bias != "future" or not named or _sign(reader, match) < 0:
        return None
    last = gone_by()
    day = attachment(reader, match, last.day) if last and last.day else None
    return last.day if last and day and day >= setting.today else None


def _sign(reader: Reader, match: re.Match[str]) -> int:
    """-1 where the days before are meant."""
    roles = reader.element(match, "k").roles
    return -1 if "before" in roles and "after" not in roles else 1


def _counted(reader: Reader, match: re.Match[str], day: date) -> date | None:
    """`three days after Easter`."""
    return shift(day, _sign(reader, match) * count_of(reader, match), unit_of(reader, match))


def _nth_from(reader: Reader, match: re.Match[str], day: date) -> date | None:
    """`the second Monday after Easter`."""
    weekday, which = reader.weekday(match), reader.number(match, "o")
    return _weekday_from(day, weekday, _sign(reader, match) * which) if weekday is not None and 1 <= which <= 60 else None


def _first_from(reader: Reader, match: re.Match[str], day: date) -> date | None:
    """`the Monday after Easter`, `the Saturday before Christmas`."""
    weekday = reader.weekday(match)
    return None if weekday is None else _weekday_from(day, weekday, _sign(reader, match))


def _weekday_from(day: date, weekday: int, which: int) -> date:
    """The n-th such weekday after a day, or before it when n is negative."""
    first = upcoming(day, weekday) if which > 0 else most_recent(day, weekday)
    return first + timedelta(days=7 * (which - (1 if which > 0 else -1)))


def _nearest(reader: Reader, match: re.Match[str], day: date) -> date | None:
    """`the Friday closest to 12 May`."""
    weekday = reader.weekday(match)
    return None if weekday is None else day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _neighbour(reader: Reader, match: re.Match[str], day: date) -> date:
    """`l'indomani di Natale`, `the eve of the 3rd of June`."""
    return day + timedelta(days=int(reader.element(match, "k").value("adjacent_day")))


def snap_to_weekday(reader: Reader, found: Found, language: str) -> Found:
    """Move a counted day to the weekday said beside it: `two months from today, on Tuesday`."""
    if found.day is None:
        return found
    after, ahead = _neighbours(language)
    match = after.search(reader.scan.symbols[found.last :])
    if match:
        place = found.last + match.start("w")
        weekday = reader.scan.elements[place].value("weekday")
        return reader.whole(found.first, place + 1, NAMED, in_week(found.day, 0, int(weekday))) or found
    match = ahead.search(reader.scan.symbols[: found.first])
    if match:
        weekday = reader.scan.elements[match.start("w")].value("weekday")
        return reader.whole(match.start(), found.last, NAMED, in_week(found.day, 0, int(weekday))) or found
    return found
