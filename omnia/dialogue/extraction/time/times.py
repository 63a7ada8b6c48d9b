"""Recogniser of times of day: clock times in digits and words, quarters and halves, noon and midnight, hours from now.

An hour from 1 to 12 without a part of the day has two readings. Both are given: first the one that the part of the day
elsewhere in the utterance calls for, else the hour that comes next after the caller's now (languages that count to 24 in
speech are taken at their word), with less confidence than an hour that has one reading.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.text.grammar import Element, Scan, grammar
from omnia.dialogue.extraction.time import exclusions
from omnia.dialogue.extraction.time.rules.clock import COUNTED, GUESS, LIKELY, SURE, Clock, ClockReader, compiled, in_part
from omnia.dialogue.extraction.time.zones import Zone, in_own_time, stays_as_said, zone_after
from omnia.dialogue.extraction.values import Context, Match, Reading

CONFIDENCE = {COUNTED: 0.97, SURE: 0.98, LIKELY: 0.9, GUESS: 0.6}
MAX_ELEMENTS = 300

NIGHT = frozenset((22, 23, 0, 1, 2, 3, 4))
FIRST, POSSIBLE, UNLIKELY = 0.7, 0.3, 0.1
"""Confidence of the likelier reading of an hour from 1 to 12, and of the other one."""


def recognise_time(text: str, context: Context) -> Reading:
    """Times of day, best first; the other reading of an ambiguous hour follows it with less confidence."""
    scan = grammar(context.language).scan(text)
    if len(scan.elements) > MAX_ELEMENTS:
        scan = Scan(scan.elements[:MAX_ELEMENTS], scan.symbols[:MAX_ELEMENTS], scan.folded)
    found = _best(_readings(ClockReader(scan, context.reference), context.language))
    if not found:
        return Reading()
    ambient = _day_part(scan, found)
    matches: list[tuple[int, int, Match]] = []
    zones = {one.first: zone for one in found if (zone := zone_after(scan, one.last))}
    for rank, one in enumerate(sorted(found, key=lambda item: (-item.quality, item.first))):
        if any(first < one.first < zone.last for first, zone in zones.items()):
            continue  # the hours of `UTC-3:30`
        zone = zones.get(one.first)
        span = scan.span(one.first, zone.last if zone else one.last)
        hours = _hours(one, ambient, scan, context, in_zone=zone is not None)
        clocks = _clocks(one, zone, hours, context)
        for order, (hour, minute) in enumerate(clocks):
            sure = CONFIDENCE[one.quality]
            if len(clocks) > 1:
                sure = FIRST if order == 0 else _other_share(one, hour, context)
            parts = {"hour": hour, "minute": minute}
            match = Match("time", time_value(hour, minute), text[span[0] : span[1]], span, sure, parts)
            matches.append((order, rank, match))
    matches.sort(key=lambda item: item[:2])
    return Reading(tuple(match for _, _, match in matches))


def _clocks(found: Clock, zone: Zone | None, hours: list[int], context: Context) -> list[tuple[int, int]]:
    """What the person's own clock shows; nothing where a zone is named that cannot be converted."""
    said = [(hour, found.minute) for hour in hours]
    if zone is None or stays_as_said(zone, context):
        return said
    return [own for hour, minute in said if (own := in_own_time(hour, minute, zone, context))]


def time_value(hour: int, minute: int) -> dict[str, Any]:
    """The typed value of a time."""
    return {"iso": f"{hour:02d}:{minute:02d}", "hour": hour, "minute": minute}


def _readings(reader: ClockReader, language: str) -> list[Clock]:
    found = []
    for pattern, rule in compiled(language):
        place = 0
        while (match := pattern.search(reader.scan.symbols, place)) is not None:
            place = match.start() + 1
            one = rule(reader, match) if match.end() > match.start() else None
            if one is not None and not _is_no_time(reader.scan, one):
                found.append(one)
    return found


def _is_no_time(scan: Scan, found: Clock) -> bool:
    """Whether the words beside a reading tell that it is something else (see `exclusions`)."""
    said = scan.elements[found.first : found.last]
    if _is_a_letter(scan, found):
        return True
    if found.quality == COUNTED:
        return False
    if _is_all_day(scan, found):
        return True
    if found.part is not None:
        return False
    if exclusions.is_between(scan, found.first, found.last) or _lasts(scan, found):
        return True
    ends_in_number = bool(said[-1].roles.keys() & {"num", "half", "quarter"})
    if ends_in_number and (exclusions.counts_something(scan, found.last) or exclusions.is_unit(scan, found.last)):
        return True
    if found.quality == SURE:
        return False
    place = next((place for place, element in enumerate(said, found.first) if "num" in element.roles), found.first)
    return (
        exclusions.is_labelled(scan, place)
        or exclusions.is_money(scan, place)
        or exclusions.is_chained(scan, place, found.last)
        or (place == found.last - 1 and (exclusions.in_range(scan, place) or _is_prefix(scan.elements[place])))
    )


def _is_a_letter(scan: Scan, found: Clock) -> bool:
    """Whether `a` or `p` is no half of the day: `SW1A 1AA`, `one at a time`."""
    places = range(found.first, found.last)
    return any(scan.elements[place].text in {"a", "p"} and _is_no_half(scan, place) for place in places)


def _is_no_half(scan: Scan, place: int) -> bool:
    roles = exclusions.roles_at(scan, place)
    if scan.elements[place].end - scan.elements[place].start > 1 or not roles & {"am", "pm"}:
        return False
    if exclusions.is_labelled(scan, place - 1):
        return True  # `seat 12A`
    return "num" in exclusions.roles_at(scan, place + 1) or "dig" not in exclusions.roles_at(scan, place - 1)


def _is_all_day(scan: Scan, found: Clock) -> bool:
    """Whether 24 hours are a while and no midnight: `24 ore su 24`."""
    for place in range(found.first, min(found.last, len(scan.elements) - 1)):
        if scan.elements[place].value("num") == 24 and "unit_hour" in exclusions.roles_at(scan, place + 1):
            return place + 2 < len(scan.elements)
    return False


def _lasts(scan: Scan, found: Clock) -> bool:
    """Whether hours after a number are a while: `it takes three hours`; in some languages they are the clock's too."""
    first, second = scan.elements[found.first], exclusions.roles_at(scan, found.first + 1)
    if exclusions.roles_at(scan, found.first + 2) & {"before", "after", "till", "past"}:
        return False  # `an hour before three`
    return "num" in first.roles and first.value("num") <= 12 and "lasting" in second


def _is_prefix(element: Element) -> bool:
    """Whether a number begins as telephone numbers do: `020`."""
    return element.digits == 3 and element.text[0] == "0"


def _best(found: list[Clock]) -> list[Clock]:
    """Readings that do not overlap: the surest kind of pattern first, then the longest."""
    chosen: list[Clock] = []
    for one in sorted(found, key=lambda item: (-(item.last - item.first), -item.quality, item.first)):
        if all(one.last <= other.first or one.first >= other.last for other in chosen):
            chosen.append(one)
    return chosen


def _day_part(scan: Scan, found: list[Clock]) -> str | None:
    """A part of the day said elsewhere in the utterance: `in the evening at eight`."""
    taken = {place for one in found for place in range(one.first, one.last)}
    for place, element in enumerate(scan.elements):
        if place in taken:
            continue
        for part in ("morning", "afternoon", "evening", "night"):
            if part in element.roles and not (
                part == "morning" and "relative_day" in element.roles and len(element.roles) > 1 and _is_tomorrow(element)
            ):
                return part
    return None


def _is_tomorrow(element: Element) -> bool:
    """German `morgen` and Spanish `mañana` alone mean tomorrow."""
    return bool(element.value("relative_day") == 1)


def _other_share(clock: Clock, hour: int, context: Context) -> float:
    """How likely the other reading of an hour is: the night is seldom meant unnamed, digits are taken at their word."""
    return UNLIKELY if hour in NIGHT or (clock.written and _is_literal(clock, context)) else POSSIBLE


def _is_literal(clock: Clock, context: Context) -> bool:
    """Whether people of the language mean an hour of 24 by what was said or written."""
    known = lexicon(context.language)
    return known.literal_clock or (clock.written and known.literal_digits)


def _hours(clock: Clock, ambient: str | None, scan: Scan, context: Context, *, in_zone: bool) -> list[int]:
    """The hours that a reading may mean, the likeliest first."""
    hour = clock.hour
    part = clock.part or (ambient if not clock.fixed else None)
    if part is not None and (hour <= 12):
        return [in_part(hour, part, noon=clock.fixed and hour == 12)]
    if clock.fixed or hour > 12 or hour == 0:
        return [hour]
    early, late = (0, 12) if hour == 12 else (hour, hour + 12)
    other_day = any(
        ("relative_day" in element.roles and element.value("relative_day")) or element.roles.keys() & {"month"}
        for element in scan.elements
    )
    if in_zone or other_day or _is_literal(clock, context):
        return [hour, late if hour == early else early]
    return _next_of(early, late, clock.minute, context.reference)


def _next_of(early: int, late: int, minute: int, now: datetime) -> list[int]:
    """Which of two hours comes next after now."""
    moment = (now.hour, now.minute)
    first = early if (early, minute) > moment or (late, minute) <= moment else late
    if first >= 22 and 7 <= early <= 12:
        first = early  # hardly anyone means the night without saying so
    return [first, late if first == early else early]
