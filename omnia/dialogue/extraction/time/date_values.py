"""What a date reading is made of, and how missing parts are filled from the day on which it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from omnia.dialogue.extraction.time.holidays import month_end

EARLIEST, LATEST = 1600, 2400
"""Years that are understood; others are no dates of a person's affairs."""

WEAK, NUMERIC, SINGLE, NAMED, FULL = 0, 1, 2, 3, 4
"""How much a reading says: a bare number, numbers that look like a date, a weekday, a named day, a whole date."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of elements read as a day, or as parts of one. `invalid` marks a day that does not exist."""

    first: int
    last: int
    quality: int
    day: date | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the readings depend on besides the words."""

    today: date
    bias: str = "future"
    partial: bool = False
    day_first: bool = True
    birth: bool = False
    next_week: bool = False
    focus: str | None = None

    def full_year(self, year: int, digits: int) -> int | None:
        """The year meant: two digits go to the century that lies nearest, a birth never to the future."""
        if EARLIEST <= year <= LATEST:
            return year
        if year > 99 or digits > 2:
            return None
        ahead = 0 if self.birth or self.bias == "past" else 20
        century = self.today.year - self.today.year % 100
        return century + year if century + year <= self.today.year + ahead else century - 100 + year


def build(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def possible(day: int, month: int) -> bool:
    """Whether a day and month exist in some year."""
    return 1 <= month <= 12 and 1 <= day <= month_end(2024, month).day


def shift_months(start: date, months: int) -> date | None:
    """The same day some months away, or the month's last day where it has none such."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not EARLIEST <= year <= LATEST:
        return None
    return date(year, month + 1, min(start.day, month_end(year, month + 1).day))


def shift(start: date, count: int, unit: str) -> date | None:
    """A day some units away; None when it lies out of range."""
    if abs(count) > 40000:
        return None
    if unit in {"unit_month", "unit_year"}:
        return shift_months(start, count * (12 if unit == "unit_year" else 1))
    if unit == "unit_workday":
        return _shift_workdays(start, count) if abs(count) <= 600 else None
    try:
        return start + timedelta(days=count * {"unit_day": 1, "unit_week": 7, "unit_fortnight": 14}[unit])
    except OverflowError:
        return None


def _shift_workdays(start: date, count: int) -> date:
    """Monday to Friday count; feasts are not known here."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        start += step
        left -= start.weekday() < 5
    return start


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def in_week(day: date, weeks: int, weekday: int) -> date:
    """A weekday of the week that lies some weeks from a day's own."""
    return monday(day) + timedelta(days=7 * weeks + weekday)


def upcoming(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def most_recent(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def yearly(setting: Setting, days: Iterator[date], weekday: int | None = None) -> date | None:
    """The best of a day's occurrences over the years: by weekday if one was said, then by past or future."""
    known = sorted(set(days))
    future = [day for day in known if day >= setting.today]
    past = [day for day in reversed(known) if day < setting.today]
    order = _ordered(setting, past, future)
    if weekday is not None:
        near = past[:1] + future[:1] + future[1:2] + past[1:2] if setting.bias == "future" else order[:4]
        fitting = [day for day in near if day.weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda day: abs((day - setting.today).days)) if setting.bias == "nearest" else fitting[0]
    return order[0] if order else None


def _ordered(setting: Setting, past: list[date], future: list[date]) -> list[date]:
    if setting.birth or setting.bias == "past":
        return [day for day in future if day == setting.today] + past + future
    if setting.bias == "nearest":
        return sorted(past + future, key=lambda day: abs((day - setting.today).days))
    return future + past


# The years or months around today are looked through: rules ask for one day several times, and so do all callers of a day.
@lru_cache(maxsize=4096)
def day_of_year(setting: Setting, day: int, month: int, weekday: int | None = None) -> date | None:
    """A day and month without a year."""
    years = range(setting.today.year - 8, setting.today.year + 9)
    return yearly(setting, (found for year in years if (found := build(year, month, day))), weekday)


@lru_cache(maxsize=4096)
def day_of_month(setting: Setting, day: int, weekday: int | None = None) -> date | None:
    """A day without month and year: this month's if it is still to come (or fits the weekday), else the next that has it."""
    if not 1 <= day <= 31:
        return None
    months = [shift_months(setting.today.replace(day=1), step) for step in range(-30, 31)]
    known = [found for start in months if start and (found := build(start.year, start.month, day))]
    if weekday is not None:
        known = [found for found in known if found.weekday() == weekday]
        here = [found for found in known if (found.year, found.month) == (setting.today.year, setting.today.month)]
        if here:
            return here[0]
    return yearly(setting, iter(known))


def options_of(
    kind: str, options: Mapping[str, Any], *, today: date, day_first: bool, next_week: bool, focus: str | None
) -> Setting:
    """The setting that a template's options ask for."""
    birth = kind == "date_of_birth"
    bias = options.get("bias")
    chosen = bias if bias in ("past", "future", "nearest") else "past" if birth else "future"
    first = options.get("day_first")
    return Setting(
        today=min(max(today, date(EARLIEST + 10, 1, 1)), date(LATEST - 10, 1, 1)),
        bias=chosen,
        partial=bool(options.get("partial")),
        day_first=first if isinstance(first, bool) else day_first,
        birth=birth,
        next_week=next_week,
        focus=focus,
    )
