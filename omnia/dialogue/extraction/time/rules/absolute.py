"""The grammar of dates: patterns over roles and what each one means. One grammar serves every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import date, timedelta
from functools import lru_cache

from omnia.dialogue.extraction.text.grammar import Element, Grammar, Scan, grammar
from omnia.dialogue.extraction.time.date_now import is_only_aside
from omnia.dialogue.extraction.time.date_values import (
    EARLIEST,
    FULL,
    LATEST,
    NAMED,
    NUMERIC,
    SINGLE,
    WEAK,
    Found,
    Setting,
    build,
    day_of_month,
    day_of_year,
    possible,
)  # fmt: skip
from omnia.dialogue.extraction.time.exclusions import roles_at

Rule = Callable[["Reader", re.Match[str]], Found | None]

JUNK = "{of|the|comma|dot|dash|slash|inside|at|unit_year|unit_day|unit_month}"
YEAR_TAIL = (
    "(?:" + JUNK
    + "{0,3}(?P<y>{num})|"
    + JUNK
    + "{0,2}(?P<yn>{next|last|this|coming}){unit_year}|" + JUNK + "{0,2}{unit_year}(?P<yn2>{next|last|this}))?"
)  # fmt: skip
DAY = "(?P<d>{ord|num}){dot}?"
WEEKDAY = "(?:(?P<w>{weekday}){comma|dot|the|unit_day|of|at|dash}{0,4})?"


class Reader:
    """Reads the dates of one scanned utterance in a setting."""

    def __init__(self, scan: Scan, setting: Setting, language: str) -> None:
        self.scan = scan
        self.setting = setting
        self.language = language

    def element(self, match: re.Match[str], group: str) -> Element:
        """The element that a group matched."""
        return self.scan.elements[match.start(group)]

    def value(self, match: re.Match[str], group: str, role: str) -> int | None:
        """The value of a group's element in a role; None when the group is not there."""
        groups = match.re.groupindex
        if group not in groups or match.start(group) < 0:
            return None
        found = self.scan.elements[match.start(group)].value(role)
        return None if found is None else int(found)

    def number(self, match: re.Match[str], group: str) -> int:
        """The cardinal or ordinal value of a group; -1 when it has none."""
        element = self.element(match, group)
        for role in ("ord", "num"):
            found = element.value(role)
            if found is not None:
                return int(found)
        return -1

    def has(self, match: re.Match[str], group: str) -> bool:
        """Whether a group took part in the match."""
        return group in match.re.groupindex and match.start(group) >= 0

    def year_at(self, place: int) -> tuple[int, int] | None:
        """The year that begins at an element and the index after it; `nineteen eighty` takes two elements."""
        elements = self.scan.elements
        first = elements[place]
        value = first.value("num")
        if value is None or "colon" in self.roles_at(place + 1):
            return None
        if self.is_clock(place + 1):
            return None
        second = elements[place + 1] if place + 1 < len(elements) else None
        if second is not None and "word" in first.roles and 16 <= value <= 21 and "word" in second.roles:
            rest = second.value("num")
            if rest is not None and 1 <= rest <= 99 and (rest > 9 or "zeroed" in second.roles):
                return value * 100 + rest, place + 2
        if first.digits == 1 or ("word" in first.roles and value < 10 and "zeroed" not in first.roles):
            return None
        full = self.setting.full_year(value, first.digits or 2)
        return None if full is None else (full, place + 1)

    def roles_at(self, place: int) -> Set[str]:
        """The roles of the element at a place; none where there is no such element."""
        return roles_at(self.scan, place)

    def is_clock(self, place: int) -> bool:
        """Whether an hour word follows, so that the number before is no year or day."""
        roles = self.roles_at(place)
        return bool(roles & {"oclock", "am", "pm", "percent"}) and not roles & {"num", "month"}

    def year_of(self, match: re.Match[str], end: int) -> tuple[int | None, int]:
        """The year said in a pattern's tail, and the index after it (or `end` when the tail is not one)."""
        if self.has(match, "y"):
            found = self.year_at(match.start("y"))
            return found or (None, end)
        for group in ("yn", "yn2"):
            if self.has(match, group):
                return self.setting.today.year + self.direction(self.element(match, group)), match.end()
        return None, end

    @staticmethod
    def direction(element: Element) -> int:
        """1 for next, -1 for last, 0 for this."""
        roles = element.roles
        return 1 if "next" in roles or "coming" in roles else -1 if "last" in roles else 0

    def weekday(self, match: re.Match[str]) -> int | None:
        """The weekday said beside a day."""
        for group in ("w", "w2"):
            found = self.value(match, group, "weekday")
            if found is not None:
                return found
        return None

    def dated(
        self, first: int, last: int, quality: int, day: int, month: int, year: int | None, weekday: int | None = None
    ) -> Found | None:
        """A day and month, with or without a year."""
        if not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        parts = {"day": day, "month": month}
        if year is not None:
            parts["year"] = year
        if not possible(day, month):
            return Found(first, last, quality, None, parts, invalid=True)
        if year is None:
            return Found(
                first, last, quality, None if self.setting.partial else day_of_year(self.setting, day, month, weekday), parts
            )
        built = build(year, month, day)
        return Found(first, last, quality + 1, built, parts, invalid=built is None)

    def whole(self, first: int, last: int, quality: int, day: date | None) -> Found | None:
        """A day that is known entirely."""
        if day is None or not EARLIEST <= day.year <= LATEST:
            return None
        return Found(first, last, quality, day, {"day": day.day, "month": day.month, "year": day.year})


def _day_month(reader: Reader, match: re.Match[str]) -> Found | None:
    end = max(match.end("m"), match.end("w2") if reader.has(match, "w2") else 0)
    year, last = reader.year_of(match, end)
    month = reader.value(match, "m", "month")
    day, named = reader.element(match, "d"), reader.element(match, "m")
    if month is None or _counts_from(reader, match) or _is_first_days(reader, day):
        return None
    if "num" in named.roles and "dig" not in day.roles:
        return None  # Portuguese `dez` is ten, and December only beside a day in digits
    return reader.dated(match.start(), last, NAMED, reader.number(match, "d"), month, year, reader.weekday(match))


def _is_first_days(reader: Reader, element: Element) -> bool:
    """Whether the first days are meant, and no day: `ai primi di aprile`."""
    first_only = grammar(reader.language).classes.get("first_of_month") is not None
    return (
        first_only
        and element.roles.keys() >= {"ord", "word"}
        and element.value("ord") == 1
        and "first_of_month" not in element.roles
    )


def _counts_from(reader: Reader, match: re.Match[str]) -> bool:
    """Whether the weekday is not that of the day: `the Sunday after the 20th of March`."""
    between = range(match.end("w"), match.start("d")) if reader.has(match, "w") else range(0)
    return any(reader.roles_at(place) & {"after", "before"} and not reader.roles_at(place) & {"the", "of"} for place in between)


def _month_day(reader: Reader, match: re.Match[str]) -> Found | None:
    year, last = reader.year_of(match, match.end("d"))
    month = reader.value(match, "m", "month")
    element = reader.element(match, "d")
    after = match.end("d")
    if month is None or element.digits > 2 or reader.is_clock(after) or "colon" in reader.roles_at(after):
        return None
    return reader.dated(match.start(), last, NAMED, reader.number(match, "d"), month, year, reader.weekday(match))


def _mixed_order(reader: Reader, match: re.Match[str]) -> Found | None:
    """`2020/Sep/23`, `2020/23/Sep`, `23-2020-Sep`, `Sep-2020-23`: the year has four digits."""
    if reader.element(match, "y4").digits != 4:
        return None
    month = reader.value(match, "m", "month")
    year = reader.value(match, "y4", "num")
    return None if month is None else reader.dated(match.start(), match.end(), NAMED, reader.number(match, "d"), month, year)


def _year_first(reader: Reader, match: re.Match[str]) -> Found | None:
    """`twenty twenty six, December first`."""
    year = reader.year_at(match.start("y"))
    month = reader.value(match, "m", "month")
    if year is None or month is None or year[1] < match.start("m") - ("comma" in reader.roles_at(year[1])):
        return None
    return reader.dated(match.start(), match.end(), NAMED, reader.number(match, "d"), month, year[0])


def _numeric(reader: Reader, match: re.Match[str]) -> Found | None:
    """Two or three numbers with marks between them, in the order of the place; the other order where that one cannot be."""
    first, second = reader.element(match, "a"), reader.element(match, "b")
    if reader.is_clock(match.end()):
        return None
    a, b = reader.number(match, "a"), reader.number(match, "b")
    weekday = reader.weekday(match)
    if not reader.has(match, "c"):
        if first.digits > 2 or second.digits > 2:
            return None
        pair = day_and_month(a, b, day_first=reader.setting.day_first)
        return reader.dated(match.start(), match.end("b"), NUMERIC, *pair, None, weekday) if pair else None
    dotted = "dot" in reader.roles_at(match.start("a") + 1) and "dot" in reader.roles_at(match.start("b") + 1)
    third = reader.element(match, "c")
    c, end = reader.number(match, "c"), match.end()
    if first.digits == 4:
        return (
            reader.dated(match.start(), match.end(), NAMED, c, b, a)
            if b <= 12
            else reader.dated(match.start(), match.end(), NAMED, b, c, a)
        )
    if "word" in third.roles:
        year, end = reader.year_at(match.start("c")) or (None, end)
    else:
        year = reader.setting.full_year(c, third.digits) if third.digits != 1 else None
    # With dots the day comes first everywhere: no place that writes the month first writes dots.
    pair = day_and_month(a, b, day_first=reader.setting.day_first or dotted)
    if year is None or pair is None:
        return None
    return reader.dated(match.start(), end, NAMED, *pair, year)


def day_and_month(a: int, b: int, *, day_first: bool) -> tuple[int, int] | None:
    """Two numbers as day and month."""
    pairs = ((a, b), (b, a)) if day_first else ((b, a), (a, b))
    for day, month in pairs:
        if 1 <= day <= 31 and 1 <= month <= 12:
            return day, month
    return None


def _spaced(reader: Reader, match: re.Match[str]) -> Found | None:
    """Numbers with nothing between them: three of them, or two that are all that was said."""
    a, b = reader.number(match, "a"), reader.number(match, "b")
    first = reader.element(match, "a")
    if reader.has(match, "c"):
        if first.digits == 4:
            return reader.dated(match.start(), match.end(), NUMERIC, reader.number(match, "c"), b, a)
        year = reader.year_at(match.start("c"))
        pair = day_and_month(a, b, day_first=reader.setting.day_first or "word" in first.roles)
        if year and pair and first.digits <= 2:
            return reader.dated(match.start(), year[1], NUMERIC, *pair, year[0])
    if 1 <= a <= 31 and 1900 <= b % 1000 + 1000 < 2000 and 1 <= b // 1000 <= 12 and "word" in reader.element(match, "b").roles:
        # `veintiuno doce mil novecientos noventa`: the month and the year ran into one number.
        return reader.dated(match.start(), match.end("b"), NUMERIC, a, b // 1000, b % 1000 + 1000)
    alone = len(reader.scan.elements) <= match.end("b") and match.start() <= 1
    pair = day_and_month(a, b, day_first=reader.setting.day_first)
    if not alone or pair is None or first.digits > 2 or not (reader.setting.day_first or max(a, b) > 12):
        return None
    return reader.dated(match.start(), match.end("b"), WEAK, *pair, None)


def _ordinal_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`der siebte vierte`, `il dodici del cinque`: the month by its number."""
    dotted = "dot" in reader.roles_at(match.end("n"))
    year, last = reader.year_of(match, match.end("n") + dotted)
    month = reader.element(match, "n")
    ordinal = "ord" in month.roles or dotted
    linked = match.end("n") == len(reader.scan.elements) and _is_of(reader, match.start("d") + 1, match.start("n"))
    a_while = (
        year is None and month.roles.keys() & {"unit_second", "unit_minute"} and "ord" not in reader.element(match, "d").roles
    )
    if a_while or "weekday" in month.roles or (year is None and not ordinal and not linked):
        return None
    return reader.dated(
        match.start(), last, NUMERIC, reader.number(match, "d"), reader.number(match, "n"), year, reader.weekday(match)
    )


def _is_of(reader: Reader, place: int, end: int) -> bool:
    """Whether `of the` alone stands between two places, as in `el doce del cinco`, and no word of a range."""
    roles = reader.roles_at(place)
    return end - place == 1 and roles >= {"of", "the"} and not roles & {"up_to", "inside", "at"}


def _compact(reader: Reader, match: re.Match[str]) -> Found | None:
    """`20170302` in one run of digits, year first; eight digits with the year last in the order of the place."""
    element = reader.element(match, "a")
    if element.digits != 8:
        return None
    text = element.text
    if EARLY <= text[:4] <= LATE and possible(int(text[6:]), int(text[4:6])):
        return reader.dated(match.start(), match.end(), NUMERIC, int(text[6:]), int(text[4:6]), int(text[:4]))
    pair = day_and_month(int(text[:2]), int(text[2:4]), day_first=reader.setting.day_first)
    if pair and EARLY <= text[4:] <= LATE:
        return reader.dated(match.start(), match.end(), NUMERIC, *pair, int(text[4:]))
    return None


EARLY, LATE = "1900", "2099"


def _weekday_day(reader: Reader, match: re.Match[str]) -> Found | None:
    """`Thursday the 15th`, `mardi 25`, `le 25 mardi`."""
    day = reader.number(match, "d")
    weekday = reader.weekday(match)
    if reader.element(match, "w").end - reader.element(match, "w").start <= 3 and "dig" not in reader.element(match, "d").roles:
        return None  # Spanish `vi`, German `so` and `die` before a number in words are no weekdays
    if weekday is None or not 1 <= day <= 31 or reader.is_clock(match.end()) or reader.roles_at(match.end()) & {"colon", "num"}:
        return None
    if _is_unit(reader, match.end()) or "weekday" in reader.element(match, "d").roles:
        return None  # Portuguese `de segunda a sexta`
    if reader.setting.partial:
        return Found(match.start(), match.end(), SINGLE, None, {"day": day})
    return reader.whole(match.start(), match.end(), NAMED, day_of_month(reader.setting, day, weekday))


def _day_weekday(reader: Reader, match: re.Match[str]) -> Found | None:
    """`le 25 mardi`; in words only with its article, for a table for `quatre samedi` is none."""
    element = reader.element(match, "d")
    before = reader.roles_at(match.start() - 1)
    if element.roles.keys() >= {"num", "word"} and (not before & {"the", "unit_day"} or "at" in before):
        return None
    return _weekday_day(reader, match)


def _is_unit(reader: Reader, place: int) -> bool:
    roles = reader.roles_at(place)
    return (
        bool(
            roles
            & {"unit_day", "unit_workday", "unit_week", "unit_month", "unit_year", "unit_hour", "unit_minute", "unit_second"}
        )
        and "the" not in roles
    )


def _the_day(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the 24th`, `il 19`, `am 15ten`, or a number that is all that was said."""
    day = reader.number(match, "d")
    element = reader.element(match, "d")
    if not 1 <= day <= 31 or element.digits > 2 or reader.is_clock(match.end()) or _is_unit(reader, match.end()):
        return None
    if reader.roles_at(match.end()) & {"colon", "percent", "slash"}:
        return None
    if "weekday" in element.roles:
        return None  # Portuguese `segunda` is a Monday before it is a second
    if element.roles.keys() >= {"ord", "word"} and not _is_ordinal_day(reader, element, match.start("d")):
        return None
    quality = SINGLE if "ord" in element.roles else WEAK
    if reader.setting.partial:
        return _part(reader, match, day)
    return reader.whole(match.start("d"), match.end("d"), quality, day_of_month(reader.setting, day))


def _is_ordinal_day(reader: Reader, element: Element, place: int) -> bool:
    """Whether an ordinal in words can be a day: Romance languages say none but the first, and no language says it bare."""
    only_first = grammar(reader.language).classes.get("first_of_month")
    if only_first is not None and "first_of_month" not in element.roles:
        return False
    if place == 0:
        after = reader.roles_at(place + 1)
        return not after or bool(after & {"comma", "dot", "of", "month", "weekday", "unit_month", "num", "ord", "oh"})
    return bool(reader.roles_at(place - 1) & {"the", "this", "unit_day", "weekday", "comma", "at"})


def _lone(reader: Reader, match: re.Match[str]) -> Found | None:
    """A number and nothing else: the part being asked, else a day."""
    setting = reader.setting
    if setting.focus == "year" or (setting.partial and reader.number(match, "d") > 31):
        year = reader.year_at(match.start("d"))
        return Found(match.start(), year[1], SINGLE, None, {"year": year[0]}) if year and setting.partial else None
    if len(reader.scan.elements) > match.end():
        return None
    return _the_day(reader, match)


def _part(reader: Reader, match: re.Match[str], value: int) -> Found | None:
    part = "month" if reader.setting.focus == "month" and value <= 12 else "day"
    return Found(match.start("d"), match.end("d"), WEAK, None, {part: value})


def _month_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """A month, with or without a year: only where parts are wanted."""
    if not reader.setting.partial:
        return None
    year, last = reader.year_of(match, match.end("m"))
    parts = {"month": reader.element(match, "m").value("month")}
    if year is not None:
        parts["year"] = year
    return Found(match.start(), last, SINGLE, None, parts)


def _only_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """A year alone: only where parts are wanted, and only one that cannot be a day."""
    year = reader.year_at(match.start("y"))
    if not reader.setting.partial or year is None or reader.number(match, "y") <= 31:
        return None
    return Found(match.start(), year[1], WEAK, None, {"year": year[0]})


def _ides(reader: Reader, match: re.Match[str]) -> Found | None:
    month = reader.value(match, "m", "month") or 1
    return reader.dated(match.start(), match.end("m"), NAMED, 15 if month in {3, 5, 7, 10} else 13, month, None)


def _relative(reader: Reader, match: re.Match[str]) -> Found | None:
    if is_only_aside(reader.scan, match.start("r")):
        return None
    offset = reader.value(match, "r", "relative_day") or 0
    return reader.whole(match.start(), match.end(), NAMED, reader.setting.today + timedelta(days=offset))


def _apart(reader: Reader, match: re.Match[str]) -> Found | None:
    """`venti e sei marzo`: ten and unit of the day said as two numbers."""
    ten, unit, month = reader.number(match, "t"), reader.number(match, "d"), reader.value(match, "m", "month") or 0
    if ten not in {20, 30} or not 1 <= unit <= 9 or "word" not in reader.element(match, "t").roles:
        return None
    year, last = reader.year_of(match, match.end("m"))
    return reader.dated(match.start(), last, NAMED, ten + unit, month, year)


TEMPLATES: tuple[tuple[str, Rule], ...] = (
    ("(?P<t>{num}){and|minute_joiner}?(?P<d>{num|ord}){of|the}{0,2}(?P<m>{month})" + YEAR_TAIL, _apart),
    (
        WEEKDAY
        + DAY
        + "{of|the|dot|dash|slash|comma|unit_day|unit_month}{0,3}(?P<m>{month}){comma}?(?P<w2>{weekday})?"
        + YEAR_TAIL,
        _day_month,
    ),
    (WEEKDAY + "(?P<m>{month}){dot|dash|slash|the|comma|of}{0,2}" + DAY + YEAR_TAIL, _month_day),
    ("(?P<y4>{num}){slash|dash|dot}?(?P<m>{month}){slash|dash|dot}?(?P<d>{num})", _mixed_order),
    ("(?P<y4>{num}){slash|dash|dot}?(?P<d>{num}){slash|dash|dot}?(?P<m>{month})", _mixed_order),
    ("(?P<d>{num}){slash|dash|dot}(?P<y4>{num}){slash|dash|dot}(?P<m>{month})", _mixed_order),
    ("(?P<m>{month}){slash|dash|dot}?(?P<y4>{num}){slash|dash|dot}(?P<d>{num})", _mixed_order),
    ("(?P<y>{num}){num}?{comma}?(?P<m>{month})(?P<d>{ord|num})$", _year_first),
    (WEEKDAY + "(?P<a>{num})(?P<s>{slash|dash|dot}){oh}?(?P<b>{num})(?:(?P=s)(?P<c>{num}))?", _numeric),
    ("(?:^{the})?(?P<a>{num})(?P<b>{num})(?P<c>{num})?", _spaced),
    (WEEKDAY + DAY + "{of|the}{0,2}(?P<n>{ord|num}){dot}?" + YEAR_TAIL, _ordinal_month),
    ("(?P<a>{dig})", _compact),
    ("(?P<w>{weekday}){comma|dot|the|unit_day|of}{0,4}" + DAY, _weekday_day),
    (DAY + "{comma}?(?P<w>{weekday})", _day_weekday),
    ("{the|unit_day|this}" + DAY, _the_day),
    ("(?P<d>{ord}){dot}?", _the_day),
    ("^(?P<d>{num}){dot}?", _lone),
    ("(?P<m>{month})" + YEAR_TAIL, _month_year),
    ("(?P<y>{num})", _only_year),
    ("{ides}{of}?(?P<m>{month})", _ides),
    ("(?P<r>{relative_day})", _relative),
)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The patterns of the grammar for a language."""
    known: Grammar = grammar(language)
    return tuple((known.pattern(template), rule) for template, rule in TEMPLATES)


__all__ = ["FULL", "Reader", "compiled"]
