"""The grammar of times of day: patterns over roles and what each one means. One grammar serves every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from omnia.dialogue.extraction.languages import habits
from omnia.dialogue.extraction.text.grammar import Element, Scan, grammar

COUNTED, SURE, LIKELY, GUESS = 4, 3, 2, 1
"""Counted from now; a time with its mark or part of the day; with a word that goes before times; a number that may be one."""

NAMED_MINUTES = (("three_quarters", 45), ("quarter", 15), ("half", 30))
DAY_PARTS = ("am", "pm", "midday", "morning", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class Clock:
    """A stretch of elements read as a time; `part` is the part of the day said with it, `fixed` an hour with one reading."""

    first: int
    last: int
    hour: int
    minute: int
    quality: int
    part: str | None = None
    fixed: bool = False
    written: bool = False


LATEST_OF_THE_NIGHT = 1
"""`Tonight at one` is of the night after the evening."""

Rule = Callable[["ClockReader", re.Match[str]], Clock | None]


class ClockReader:
    """Reads the times of one scanned utterance."""

    def __init__(self, scan: Scan, now: datetime) -> None:
        self.scan = scan
        self.now = now

    def element(self, match: re.Match[str], group: str) -> Element | None:
        """The element that a group matched, if it did."""
        if group not in match.re.groupindex or match.start(group) < 0:
            return None
        return self.scan.elements[match.start(group)]

    def number(self, match: re.Match[str], group: str) -> int | None:
        """The number that a group matched."""
        element = self.element(match, group)
        if element is None:
            return None
        for role in ("num", "oh"):
            found = element.value(role)
            if found is not None:
                return int(found)
        return None

    def hour(self, match: re.Match[str]) -> tuple[int, bool] | None:
        """The hour, and whether it has one reading: noon, midnight, or from 13 on."""
        element = self.element(match, "h")
        if element is None:
            return None
        if "noon" in element.roles:
            return 12, True
        if "half" in element.roles:
            return None  # Portuguese `meia` is a half before it is the six of spoken digits
        if "midnight" in element.roles:
            return 0, True
        value = element.value("num")
        if value is None or not 0 <= value <= 24:
            return None
        return value % 24, value > 12 or value == 0

    def minutes(self, match: re.Match[str]) -> int | None:
        """Minutes from a number or from quarter, half, three quarters."""
        element = self.element(match, "m")
        if element is None:
            return 0
        for role, value in NAMED_MINUTES:
            if role in element.roles:
                return value
        number = self.number(match, "m")
        tail = self.number(match, "m2")
        if number is not None and tail is not None and number % 10 == 0 and 0 <= tail <= 9:
            number += tail
        return number if number is not None and 0 <= number <= 59 else None

    def part(self, match: re.Match[str]) -> str | None:
        """The part of the day that a group matched."""
        for group in ("p", "p0"):
            element = self.element(match, group)
            if element is not None:
                return next((part for part in DAY_PARTS if part in element.roles), None)
        return None

    def clock(self, match: re.Match[str], hour: int, minute: int, quality: int, *, fixed: bool = False) -> Clock:
        """A reading of the whole match."""
        part = self.part(match)
        return Clock(match.start(), match.end(), hour % 24, minute, SURE if part else quality, part, fixed)


def _plain(quality: int) -> Rule:
    def rule(reader: ClockReader, match: re.Match[str]) -> Clock | None:
        hour, minute = reader.hour(match), reader.minutes(match)
        if hour is None or minute is None or _follows_date(reader, match):
            return None
        element, more = reader.element(match, "h"), reader.element(match, "m")
        if element and more and element.digits and more.digits == 1 and match.start("m") == match.start("h") + 1:
            return None  # `24 7`
        zero = element is not None and (element.digits == 2 or "zeroed" in element.roles) and hour[0] < 10
        return reader.clock(match, hour[0], minute, quality, fixed=hour[1] or zero)

    return rule


def _follows_date(reader: ClockReader, match: re.Match[str]) -> bool:
    """Whether the numbers go on as a date or a count of something."""
    after = reader.scan.elements[match.end()].roles if match.end() < len(reader.scan.elements) else {}
    return bool(after.keys() & {"month", "slash", "percent"}) and "oclock" not in after


def _said_after(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """A number after a word for `at`; `vinte e cinco` is no hour, so it is five past twenty."""
    element = reader.element(match, "h")
    value = element.value("num") if element is not None and "word" in element.roles else None
    if value is not None and 25 <= value <= 29 and not _follows_date(reader, match):
        return reader.clock(match, 20, value - 20, LIKELY, fixed=True)
    return _plain(LIKELY)(reader, match)


def _digital(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`15:15`, `7:56:30`."""
    minute_element = reader.element(match, "m")
    if minute_element is None or minute_element.digits != 2:
        return None
    found = _plain(SURE)(reader, match)
    return replace(found, written=True) if found else None


def _commaed(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`alle 17,30`: nothing but the comma stands between."""
    hour, minute = reader.element(match, "h"), reader.element(match, "m")
    if hour is None or minute is None or minute.digits != 2 or minute.start != hour.end + 1:
        return None
    return _plain(LIKELY)(reader, match)


def _dotted(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`18.12`, `15.00`: with two digits of minutes."""
    minute_element = reader.element(match, "m")
    after = reader.scan.elements[match.end()].roles if match.end() < len(reader.scan.elements) else {}
    if (
        minute_element is None
        or minute_element.digits != 2
        or (after.keys() & {"dot", "dash"} and match.end() + 1 < len(reader.scan.elements))
    ):
        return None
    return _plain(LIKELY)(reader, match)


def _before(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`ten to eleven`, `las siete menos cuarto`, `viertel vor zwölf`."""
    hour, minute = reader.hour(match), reader.minutes(match)
    if hour is None or not minute or _is_range(reader, match) or _is_odd(reader, match, minute):
        return None
    total = (hour[0] or 24) * 60 - minute
    fixed = hour[1] and hour[0] != 13
    return reader.clock(match, total // 60, total % 60, SURE, fixed=fixed)


def _is_odd(reader: ClockReader, match: re.Match[str], minute: int) -> bool:
    """Whether a bare number is not what people say before the hour: `3 to 2` is a score, `il 12 alle 10` a day and an hour."""
    till, first = reader.element(match, "t"), reader.element(match, "m")
    if till is None or first is None or "num" not in first.roles or reader.element(match, "u") is not None:
        return False
    opening = reader.scan.elements[match.start()]
    before = reader.scan.elements[match.start() - 1].roles if match.start() else {}
    if "at" in till.roles and before.keys() & {"weekday", "unit_day"}:
        return True
    day_said = "at" in till.roles and opening is not first and "the" in opening.roles and "at" not in opening.roles
    return day_said or (minute % 5 != 0 and (minute < 13 or ("at" in till.roles and "before" not in till.roles)))


def _is_range(reader: ClockReader, match: re.Match[str]) -> bool:
    """Whether two hours stand side by side (`dalle 8 alle 10`) where the word between them could also mean `before`."""
    till = reader.element(match, "t")
    if till is None or "at" not in till.roles or "before" in till.roles or reader.element(match, "u") is not None:
        return False
    before = reader.scan.elements[match.start() - 1].roles if match.start() else {}
    first = reader.element(match, "m")
    return first is not None and "num" in first.roles and bool(before.keys() & {"at", "of"})


def _half_to(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """German `halb acht`, `viertel acht`, `fünf vor halb acht`."""
    hour = reader.hour(match)
    word = reader.element(match, "q")
    if hour is None or word is None or not 1 <= hour[0] <= 24:
        return None
    minute = 45 if "three_quarters" in word.roles else 15 if "quarter" in word.roles else 30
    offset = reader.number(match, "o") or 0
    sign = reader.element(match, "s")
    if sign is not None:
        minute += -offset if "till" in sign.roles else offset
    total = (hour[0] - 1) * 60 + minute
    return reader.clock(match, total // 60, total % 60, SURE, fixed=hour[0] > 13)


def _compact(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`1030`, `815 tonight`: three or four digits."""
    element = reader.element(match, "n")
    number = element.value("num") if element is not None else None
    if element is None or number is None:
        return None
    value = int(number)
    hundreds = "word" in element.roles and value % 100 == 0 and 100 <= value <= 2400
    if element.digits not in {3, 4} and not hundreds:
        return None
    hour, minute = divmod(value, 100)
    if hour > 24 or minute > 59:
        return None
    fixed = hour > 12 or element.text.startswith("0") or reader.element(match, "z") is not None
    return reader.clock(match, hour % 24, minute, LIKELY, fixed=fixed)


def _hundreds(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """Military `twenty hundred`, which is no number."""
    hour = reader.hour(match)
    hundred = reader.element(match, "n")
    if hour is None or hundred is None or hundred.digits or hundred.value("num") != 100:
        return None
    return reader.clock(match, hour[0], 0, LIKELY, fixed=True)


def _with_zero(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`oh eight hundred`, `oh nine thirty`: a clock of 24 hours."""
    zero = reader.element(match, "z")
    if zero is None or zero.value("num"):
        return None
    if reader.element(match, "n") is not None:
        return _compact(reader, match)
    found = _plain(LIKELY)(reader, match)
    return replace(found, fixed=True) if found and found.hour < 10 else None


def _zeroed(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`twelve oh three`, `las seis cero dos`."""
    hour = reader.hour(match)
    minute = reader.number(match, "m")
    if hour is None or minute is None or not 0 <= minute <= 9:
        return None
    return reader.clock(match, hour[0], minute, LIKELY, fixed=hour[1])


def _from_now(sign: int) -> Rule:
    def rule(reader: ClockReader, match: re.Match[str]) -> Clock | None:
        element = reader.element(match, "n")
        count = 1 if element is None else element.value("num") or element.value("article") or element.value("one_and_a_half")
        unit = reader.element(match, "u")
        if element is not None and "half" in element.roles and count in {None, 6}:
            count = 0.5  # Portuguese `meia` is also the six of spoken digits
        if count is None or unit is None or not 0 < count < 10000:
            return None
        minutes = int(count * (60 if "unit_hour" in (unit.roles if unit else {}) else 1))
        if reader.element(match, "half2") is not None:
            minutes += 30
        more = reader.element(match, "m")
        if more is not None:
            named = next((minute for role, minute in NAMED_MINUTES if role in more.roles), None)
            minutes += int(more.value("num")) if named is None else named
        hour, minute = divmod((reader.now.hour * 60 + reader.now.minute + sign * minutes) % 1440, 60)
        return Clock(match.start(), match.end(), hour, minute, COUNTED, None, fixed=True)

    return rule


def _quarters_from_now(sign: int) -> Rule:
    """`in a quarter of an hour`, `vor einer Dreiviertelstunde`."""

    def rule(reader: ClockReader, match: re.Match[str]) -> Clock | None:
        element = reader.element(match, "q")
        if element is None:
            return None
        minutes = element.value("quarter_hour") or (45 if "three_quarters" in element.roles else 15)
        hour, minute = divmod((reader.now.hour * 60 + reader.now.minute + sign * minutes) % 1440, 60)
        return Clock(match.start(), match.end(), hour, minute, COUNTED, None, fixed=True)

    return rule


def _roughly(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`sevenish`."""
    element = reader.element(match, "h")
    return None if element is None else reader.clock(match, int(element.value("rough_hour")), 0, LIKELY)


def _past(reader: ClockReader, match: re.Match[str], minutes: int | None) -> Clock | None:
    """`half past three`, `a quarter past noon`, `viertel nach drei`."""
    hour = reader.hour(match)
    minute = minutes if minutes is not None else reader.minutes(match)
    if hour is None or minute is None:
        return None
    return reader.clock(match, hour[0], minute, SURE, fixed=hour[1])


def _last_hour(reader: ClockReader, match: re.Match[str]) -> Clock:
    """`the last hour`: the full hour before this one."""
    return Clock(match.start(), match.end(), (reader.now.hour - 1) % 24, 0, GUESS, None, fixed=True)


def _half_hour(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """British `half three`: half past."""
    return _past(reader, match, 30)


def _decimal_hours(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`in 2.5 hours`."""
    whole, part = reader.element(match, "n"), reader.element(match, "f")
    if whole is None or part is None or not 1 <= part.digits <= 2 or whole.value("num") > 999:
        return None
    minutes = round((whole.value("num") + part.value("num") / 10**part.digits) * 60)
    hour, minute = divmod((reader.now.hour * 60 + reader.now.minute + minutes) % 1440, 60)
    return Clock(match.start(), match.end(), hour, minute, COUNTED, None, fixed=True)


def in_part(hour: int, part: str, *, noon: bool) -> int:
    """The hour of 24 that an hour means in a part of the day."""
    if noon:
        return 12
    if part == "midday":
        return hour if 10 <= hour <= 12 else 12 + hour
    if part in {"am", "morning"}:
        return 0 if hour == 12 else hour
    if part in {"pm", "afternoon"}:
        return 12 if hour == 12 else hour + 12
    if hour == 12:
        return 0
    if part == "evening":
        return hour + 12 if hour > LATEST_OF_THE_NIGHT else hour
    return hour + 12 if 6 <= hour < 12 else hour


def _offset(reader: ClockReader, match: re.Match[str]) -> Clock | None:
    """`an hour before noon`, `mezz'ora dopo le tre`: so long before or after a time."""
    span, hour = _length(reader, match), reader.hour(match) or ((12, True) if reader.element(match, "noon") else None)
    minute = reader.minutes(match)
    side = reader.element(match, "s")
    if span is None or hour is None or minute is None or side is None:
        return None
    part = reader.part(match)
    base = in_part(hour[0], part, noon=hour[1] and hour[0] == 12) if part and hour[0] <= 12 else hour[0]
    is_before = bool(side.roles.keys() & {"before", "till", "before_noon"})
    fixed = hour[1] or part is not None
    total = (base * 60 + minute + (-span if is_before else span)) % 1440
    hours = total // 60 if fixed else total // 60 % 12 or 12
    return Clock(match.start(), match.end(), hours, total % 60, SURE, fixed=fixed)


def _length(reader: ClockReader, match: re.Match[str]) -> int | None:
    """The minutes of the length that a pattern matched."""
    unit = reader.element(match, "u")
    named, count = reader.element(match, "n"), reader.element(match, "c")
    hour = 60 if unit is not None and "unit_hour" in unit.roles else 1
    if named is not None:
        minutes = next(minutes for role, minutes in NAMED_MINUTES if role in named.roles)
        return minutes if hour == 60 else None
    value = None if count is None else count.value("num") or count.value("article")
    if value is None or not 0 < value < 1440:
        return None
    return int(value) * hour + (hour // 2 if reader.element(match, "half2") is not None else 0)


PART_NEEDED = "{of|the|at|comma}?(?P<p>{am|pm|midday|morning|afternoon|evening|night})"
PART = f"(?:{PART_NEEDED})?"
QUARTERS = "{article|the}?(?P<q>{quarter|three_quarters|quarter_hour}){of|the|article}{0,2}"
HOUR = "(?P<h>{num|noon|midnight})"
AND = "{minute_joiner}?"
MINUTE = "(?P<m>{num|quarter|half|three_quarters})(?P<m2>{num})??{unit_minute}?"
DIGITAL = "(?P<h>{num}){colon}(?P<m>{num})(?:{colon}{num})?{oclock}?" + PART
LENGTH = (
    "(?:{article|the}?(?P<n>{half|quarter|three_quarters}){of|the|article}{0,2}|(?P<c>{num|article}){of}?)(?P<u>{unit_hour|unit_minute})"
    "(?:{and|minute_joiner}{article}?(?P<half2>{half}))?"
)
TEMPLATES: tuple[tuple[str, Rule], ...] = (
    (LENGTH + "(?P<s>{before|after|past|till}){of|the|at|to}{0,2}" + HOUR + "{oclock}?(?:" + AND + MINUTE + ")?" + PART, _offset),
    (LENGTH + "(?P<s>(?P<noon>{before_noon}))", _offset),
    (DIGITAL, _digital),
    ("(?P<h>{num}){dot}(?P<m>{num}){oclock}?" + PART, _dotted),
    ("{at|the}+(?P<h>{num}){comma}(?P<m>{num})" + PART, _commaed),
    ("{at|the}*" + HOUR + "{oclock}" + AND + MINUTE + "(?:{and|minute_joiner}?{num}{unit_second})?" + PART, _plain(SURE)),
    ("{at|the}*" + HOUR + "{oclock}(?:{at|the}?" + PART_NEEDED + ")?", _plain(SURE)),
    ("{at|the}*" + HOUR + "{dot}?" + PART_NEEDED, _plain(SURE)),
    ("{at|the}*" + HOUR + PART_NEEDED + "{minute_joiner}?(?P<m>{num|quarter|half})", _plain(SURE)),
    ("{at|the}*" + HOUR + AND + MINUTE + "{oclock}?" + PART, _plain(LIKELY)),
    (
        "{at|the}*" + HOUR + "{minute_joiner}(?P<m>{num|quarter|half|three_quarters}){unit_minute|oclock|unit_hour}?" + PART,
        _plain(SURE),
    ),
    ("{at}{1,2}(?P<h>{num})", _said_after),
    ("^{the|at}?" + HOUR + "$", _plain(GUESS)),
    (HOUR + "{relative_day}" + PART_NEEDED, _plain(LIKELY)),
    ("{roughly}?(?P<h>{num}){roughly}", _plain(LIKELY)),
    ("(?P<h>{noon|midnight})", _plain(SURE)),
    ("{half_past}" + HOUR + "{oclock}?" + PART, lambda reader, match: _past(reader, match, 30)),
    (
        "{article|the}?(?P<m>{num|quarter|half}){unit_minute}?{past}" + HOUR + "{oclock}?" + PART,
        lambda reader, match: _past(reader, match, None),
    ),
    (
        "{article|the}?(?P<m>{num|quarter}){unit_minute}{after}" + HOUR + "{oclock}?" + PART,
        lambda reader, match: _past(reader, match, None),
    ),
    (
        "{at|the}*" + HOUR + "{oclock}?{past}" + "(?P<m>{num|quarter}){unit_minute}?" + PART,
        lambda reader, match: _past(reader, match, None),
    ),
    ("{article|the}?(?P<m>{num|quarter})(?P<u>{unit_minute})?(?P<t>{till}){at|the}*" + HOUR + "{oclock}?" + PART, _before),
    ("{at|the}*" + HOUR + "{oclock}?{less}(?P<m>{num|quarter}){unit_minute}?" + PART, _before),
    ("{at|the}*" + HOUR + "{oclock}?" + PART_NEEDED + "{less}(?P<m>{num|quarter}){unit_minute}?", _before),
    ("{at}?(?P<n>{dig})" + PART_NEEDED, _compact),
    ("{at}{at}?(?P<n>{dig}){roughly}?", _compact),
    ("(?P<p0>{morning|afternoon|evening|night}){at}?(?P<n>{dig})", _compact),
    ("^(?P<n>{dig}){roughly}?$", _compact),
    ("{at}*(?P<n>{num}){oclock}$", _compact),
    ("^{at}*(?P<n>{num}){oclock}?$", _compact),
    ("{at|the}*(?P<h>{num})(?P<n>{num}){oclock}?", _hundreds),
    ("{at|the}*(?P<z>{oh|num})(?P<n>{num}){oclock}?", _with_zero),
    ("{at|the}*(?P<z>{oh})(?P<h>{num})(?P<m>{num}){oclock}?", _with_zero),
    ("{at|the}*(?P<h>{rough_hour})" + PART, _roughly),
    ("{inside}" + QUARTERS + "{unit_hour}", _quarters_from_now(1)),
    ("{inside}{article|the}?(?P<q>{quarter_hour})", _quarters_from_now(1)),
    ("{ago_prefix}" + QUARTERS + "{unit_hour}", _quarters_from_now(-1)),
    (QUARTERS + "{unit_hour}{ago}", _quarters_from_now(-1)),
    ("{ago_prefix}{article|the}?(?P<q>{quarter_hour})", _quarters_from_now(-1)),
    (
        "{inside}{at}?(?P<n>{num|article})(?P<u>{unit_hour}){and|minute_joiner}?(?P<m>{num|quarter|three_quarters}){unit_minute}?{later}?",
        _from_now(1),
    ),
    ("(?P<n>{num|article})(?P<u>{unit_hour}){and|minute_joiner}?(?P<m>{num}){unit_minute}{later}", _from_now(1)),
    ("{ago_prefix}(?P<n>{num|article})(?P<u>{unit_hour}){and|minute_joiner}?(?P<m>{num}){unit_minute}", _from_now(-1)),
    ("(?P<n>{num|article})(?P<u>{unit_hour}){and|minute_joiner}?(?P<m>{num}){unit_minute}{ago}", _from_now(-1)),
    ("{inside}{at}?(?P<n>{num}){dot|comma}(?P<f>{num})(?P<u>{unit_hour}){later}?", _decimal_hours),
    ("{inside}{at}?(?P<n>{num|article}){and|minute_joiner}{article}?(?P<half2>{half})(?P<u>{unit_hour}){later}?", _from_now(1)),
    ("{article}?(?P<n>{half}){article}?(?P<u>{unit_hour}){later}", _from_now(1)),
    ("{ago_prefix}{article}?(?P<n>{half}){article}?(?P<u>{unit_hour})", _from_now(-1)),
    ("{article}?(?P<n>{half}){article}?(?P<u>{unit_hour}){ago}", _from_now(-1)),
    ("{at|the}*(?P<h>{num}){oh|zero}(?P<m>{num})" + PART, _zeroed),
    ("{at|the}*(?P<h>{num})(?P<m>{zeroed})" + PART, _zeroed),
    (
        "{inside}{at|the}?(?P<n>{num|article|half|one_and_a_half})?{of|the|article}?(?P<u>{unit_hour|unit_minute})(?:{and|minute_joiner}{article}?(?P<half2>{half}))?{later}?",
        _from_now(1),
    ),
    (
        "(?P<n>{num|article})(?P<u>{unit_hour|unit_minute})(?:{and|minute_joiner}{article}?(?P<half2>{half}))?{later}",
        _from_now(1),
    ),
    ("{ago_prefix}(?P<n>{num|article})(?P<u>{unit_hour|unit_minute})", _from_now(-1)),
    ("(?P<n>{num|article})(?P<u>{unit_hour|unit_minute}){ago}", _from_now(-1)),
    ("{last|final}(?P<u>{unit_hour})|(?P<u2>{unit_hour}){last}", _last_hour),
)
HALF_TO: tuple[tuple[str, Rule], ...] = (
    (
        "{at|the}*(?:(?P<o>{num}){unit_minute}?(?P<s>{till|past}))?(?P<q>{half|quarter|three_quarters})(?P<h>{num}){oclock}?"
        + PART,
        _half_to,
    ),
)
HALF_PAST: tuple[tuple[str, Rule], ...] = (("{at}?{half}(?P<h>{num})" + PART, _half_hour),)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The patterns of the grammar for a language."""
    known = grammar(language)
    half = habits(language).time.calendar.half
    rules = (*(HALF_TO if half == "to" else ()), *TEMPLATES, *(HALF_PAST if half == "past" else ()))
    return tuple((known.pattern(template), rule) for template, rule in rules)
