"""Days that have a name: fixed feasts, those counted from Easter, from Advent, the n-th weekday of a month, and other calendars.

Rules are text in the lexicons: `12-25`; `easter -2` (days from Western Easter, by the anonymous Gregorian algorithm);
`orthodox 0`; `advent 0` (days from the first Sunday of Advent); `nth 11 3 4 +1` (month, weekday, which one, then days);
`islamic 10 1` (tabular Islamic calendar, so up to a day away from a sighting); `hebrew 7 15` (counted from Nisan as 7, as
Tishri is 1); `lunar 0` (days from the Chinese New Year, listed).
"""

# ruff: noqa: E501 - tables, one entry after the other
from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_CHINESE_NEW_YEAR = {
    2005: (2, 9), 2006: (1, 29), 2007: (2, 18), 2008: (2, 7), 2009: (1, 26), 2010: (2, 14), 2011: (2, 3), 2012: (1, 23), 2013: (2, 10),
    2014: (1, 31), 2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1),
    2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23),
    2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
_ISLAMIC_EPOCH = 227014
_HEBREW_EPOCH = -1373427


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    lead = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * lead) // 451
    month, day = divmod(h + lead - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar, 1900 to 2099 (Meeus, Julian algorithm)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date | None:
    """The n-th weekday of a month, counted from its end when negative; None when there is none."""
    if which > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    else:
        last = month_end(year, month)
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))
    return day if day.month == month else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def _islamic(year: int, month: int, day: int) -> date | None:
    """The day of the tabular Islamic calendar that falls in a Gregorian year."""
    for islamic_year in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        before = (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30
        found = date.fromordinal(_ISLAMIC_EPOCH + before + 29 * (month - 1) + month // 2 + day - 1)
        if found.year == year:
            return found
    return None


def _hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri (Reingold and Dershowitz, Calendrical Calculations, ch. 8)."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    if (3 * (days + 1)) % 7 < 3:
        days += 1
    return days


def _hebrew_start(year: int) -> int:
    before, this, after = (_hebrew_new_year(year + step) for step in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay


def _hebrew(year: int, month: int, day: int) -> date | None:
    """A feast of the Hebrew calendar; Tishri is month 1, and from month 7 on it is counted back from the next new year."""
    hebrew_year = year + 3761 if month <= 3 else year + 3760
    start = _hebrew_start(hebrew_year)
    if month == 1:
        return date.fromordinal(start + day - 1)
    if month == 3:
        length = _hebrew_start(hebrew_year + 1) - start
        cheshvan = 30 if length % 10 == 5 else 29
        return date.fromordinal(start + 30 + cheshvan + day - 1)
    # Nisan to Elul always take 177 days: Nisan begins 177 days before the new year, Sivan 59 days after that.
    nisan = _hebrew_start(hebrew_year + 1) - 177
    return date.fromordinal(nisan + (59 if month == 9 else 0) + day - 1)


@lru_cache(maxsize=2048)
def feast(rule: str, year: int) -> date | None:
    """The day of a named feast in a year; None when it is not known or the year is out of range."""
    if not 1600 <= year <= 2400:
        return None
    head, *rest = rule.split()
    numbers = [int(part) for part in rest]
    if head == "nth":
        found = nth_weekday(year, numbers[0], numbers[1], numbers[2])
        return found + timedelta(days=numbers[3]) if found and len(numbers) > 3 else found
    if head in {"easter", "orthodox"}:
        return (easter(year) if head == "easter" else orthodox_easter(year)) + timedelta(days=numbers[0])
    if head == "advent":
        christmas = date(year, 12, 25)
        return christmas - timedelta(days=21 + (christmas.weekday() + 1 or 7)) + timedelta(days=numbers[0])
    if head in {"islamic", "hebrew"}:
        return (_islamic if head == "islamic" else _hebrew)(year, numbers[0], numbers[1])
    if head == "lunar":
        known = _CHINESE_NEW_YEAR.get(year)
        return date(year, *known) + timedelta(days=numbers[0]) if known else None
    month, day = head.split("-")
    return date(year, int(month), int(day))
