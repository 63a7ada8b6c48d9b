"""The first and the last day of a range from what was said of each: what one leaves out, the other tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from omnia.dialogue.extraction.time.date_values import Setting, build, day_of_month, day_of_year, shift_months
from omnia.dialogue.extraction.time.durations import Length
from omnia.dialogue.extraction.time.holidays import month_end

Parts = Mapping[str, int]

MAX_DAYS = 40_000
"""The longest range that is counted."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day; None where it was not said."""

    start: date | None
    end: date | None


def both_days(first: Parts, last: Parts, setting: Setting) -> Days | None:
    """The days of two sides: `the 3rd` and `the 10th of May`; None where a day does not exist."""
    first, last = _whole_side(first, 1), _whole_side(last, 31)
    if "month" not in first and "month" not in last:
        return _days_of_month(first["day"], last["day"], setting)
    if "month" not in first:
        first = _month_before(first, last)
    elif "month" not in last:
        last = _month_after(first, last)
    first, last = _with_years(first, last, setting)
    start = build(first["year"], first["month"], first["day"])
    end = _built(last)
    return Days(start, end) if start and end else None


def one_day(parts: Parts, setting: Setting) -> date | None:
    """The day of one side alone."""
    if "day" not in parts:
        return None
    if "month" not in parts:
        return day_of_month(setting, parts["day"])
    if "year" not in parts:
        return day_of_year(setting, parts["day"], parts["month"])
    return build(parts["year"], parts["month"], parts["day"])


def parts_of(day: date) -> dict[str, int]:
    """A day as its parts."""
    return {"day": day.day, "month": day.month, "year": day.year}


def last_day(start: date, length: Length) -> date | None:
    """The last day of so long a time that begins on a day: a week from Monday ends on Sunday, nights on the day of leaving."""
    days = int(length.seconds // 86_400)
    if abs(days) > MAX_DAYS or abs(length.months) > MAX_DAYS // 30 or length.months.denominator > 2:
        return None
    moved = shift_months(start, int(length.months))
    half = (15 if length.months.denominator == 2 else 0) + (length.unit == "night")
    try:
        return moved + timedelta(days=days + half - 1) if moved else None
    except OverflowError:
        return None


def whole_month(month: int, year: int | None, setting: Setting) -> Days:
    """A month from its first day to its last: the one that has not ended yet, or with a past bias has begun."""
    if year is None:
        today = setting.today
        is_past = setting.bias == "past"
        year = today.year + (0 if month == today.month else -1 if is_past and month > today.month else 0)
        year += not is_past and month < today.month
    return Days(date(year, month, 1), month_end(year, month))


def _whole_side(parts: Parts, day: int) -> dict[str, int]:
    """A month or a year alone is meant from its first day, or to its last."""
    filled = dict(parts)
    if "day" not in filled:
        filled.setdefault("month", 1 if day == 1 else 12)
        filled["day"] = day
        if day != 1:
            filled["ends"] = 1
    return filled


def _built(parts: Parts) -> date | None:
    return month_end(parts["year"], parts["month"]) if "ends" in parts else build(parts["year"], parts["month"], parts["day"])


def _days_of_month(first: int, last: int, setting: Setting) -> Days | None:
    if setting.bias == "past":
        end = day_of_month(setting, last)
        start = day_of_month(replace(setting, today=end), first) if end else None
    else:
        start = day_of_month(setting, first)
        end = day_of_month(replace(setting, today=start), last) if start else None
    return Days(start, end) if start and end else None


def _month_before(first: Parts, last: Parts) -> dict[str, int]:
    """`from the 28th to the 3rd of May` begins in April."""
    months = last["month"] - 1 - (first["day"] > last["day"])
    found = {**first, "month": months % 12 + 1}
    return {**found, "year": last["year"] + months // 12} if "year" in last else found


def _month_after(first: Parts, last: Parts) -> dict[str, int]:
    """`from the 28th of April to the 3rd` ends in May."""
    months = first["month"] - 1 + (last["day"] < first["day"])
    found = {**last, "month": months % 12 + 1}
    return {**found, "year": first["year"] + months // 12} if "year" in first else found


def _with_years(first: Parts, last: Parts, setting: Setting) -> tuple[Parts, Parts]:
    turns = _order(first) > _order(last)  # `from December to January` goes over the turn of the year
    if "year" in first and "year" in last:
        return first, last
    if "year" in last:
        return {**first, "year": last["year"] - turns}, last
    if "year" not in first:
        first = {**first, "year": _first_year(first, last, setting)}
    return first, {**last, "year": first["year"] + turns}


def _first_year(first: Parts, last: Parts, setting: Setting) -> int:
    today = setting.today
    if setting.bias == "past":
        if "ends" in last and last["month"] == today.month:
            return today.year - (_order(first) > _order(last))
        end = day_of_year(setting, min(last["day"], month_end(today.year, last["month"]).day), last["month"])
        return (end or today).year - (_order(first) > _order(last))
    if first["day"] == 1 and first["month"] == today.month and "ends" in last:
        return today.year  # a month that is running has begun already
    start = day_of_year(setting, first["day"], first["month"])
    return (start or today).year


def _order(parts: Parts) -> tuple[int, int]:
    return parts["month"], parts["day"]
