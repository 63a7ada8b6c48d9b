"""The part of the date grammar that names places of the calendar: n-th days of months and years, their ends, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from omnia.dialogue.extraction.text.grammar import grammar
from omnia.dialogue.extraction.time.date_values import NAMED, Found, build, day_of_year, in_week, shift, shift_months, yearly
from omnia.dialogue.extraction.time.holidays import feast, month_end, nth_weekday
from omnia.dialogue.extraction.time.rules.absolute import JUNK, YEAR_TAIL, Reader, Rule, day_and_month
from omnia.dialogue.extraction.time.rules.relative import ARTICLE_MONTH, MODIFIED_MONTH, MODIFIED_YEAR, count_of, direction_of

QUARTER = "{of|the|this}{0,2}(?P<q>{next|last|coming})?{unit_quarter}(?P<q2>{next|last|this})?"


def _nth_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the last day of the year`, `il primo giorno dell'anno prossimo`."""
    year, which = reader.setting.today.year + direction_of(reader, match), _which(reader, match)
    first = build(year, 12, 31) if which == -1 else build(year, 1, 1)
    return reader.whole(match.start(), match.end(), NAMED, shift(first, max(which, 1) - 1, "unit_day") if first else None)


def _of_quarter(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the end of the quarter`, `le premier jour du trimestre prochain`."""
    today, which = reader.setting.today, _which(reader, match)
    start = shift_months(today.replace(month=today.month - (today.month - 1) % 3, day=1), 3 * direction_of(reader, match))
    if start is None or which not in {1, -1}:
        return None
    last = shift_months(start, 2)
    day = start if which == 1 else last and month_end(last.year, last.month)
    return reader.whole(match.start(), match.end(), NAMED, day or None)


def _end_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    return reader.whole(match.start(), match.end(), NAMED, build(reader.setting.today.year + direction_of(reader, match), 12, 31))


def _end_of_month(reader: Reader, match: re.Match[str]) -> Found | None:
    today = reader.setting.today
    return reader.whole(match.start(), match.end(), NAMED, month_end(today.year, today.month))


def _nth_of_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`last Sunday of March 2014`, `first Monday of next month`, `third day of October`."""
    setting = reader.setting
    which = _which(reader, match)
    if reader.has(match, "m"):
        month = reader.value(match, "m", "month") or 1
        year, last = reader.year_of(match, match.end("m"))
    else:
        start = shift_months(setting.today.replace(day=1), direction_of(reader, match))
        if start is None:
            return None
        month, year, last = start.month, start.year, match.end()
    years = [year] if year is not None else [setting.today.year + step for step in (-1, 0, 1)]
    weekday = reader.value(match, "w", "weekday")
    days = [found for one in years if (found := _nth(one, month, weekday, which))]
    return reader.whole(match.start(), last, NAMED, yearly(setting, iter(days)) if days else None)


def _which(reader: Reader, match: re.Match[str]) -> int:
    element = reader.element(match, "o")
    found = element.value("ord") or element.value("num")
    return int(found) if found else -1


def _nth(year: int, month: int, weekday: int | None, which: int) -> date | None:
    if abs(which) > 31:
        return None
    if weekday is None:
        return month_end(year, month) if which == -1 else build(year, month, which)
    return nth_weekday(year, month, weekday, which)


def _week_of_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the Friday of the first week of October`, or the other way round."""
    month = reader.value(match, "m", "month")
    weekday = reader.weekday(match)
    which = _which(reader, match)
    if month is None or weekday is None or not 1 <= abs(which) <= 5:
        return None
    first = day_of_year(reader.setting, 1, month)
    if first is None:
        return None
    base = first + timedelta(days=7 * (which - 1)) if which > 0 else month_end(first.year, month)
    return reader.whole(match.start(), match.end(), NAMED, in_week(base, 0, weekday))


def _day_of_modified_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the 20th of next month`."""
    start = shift_months(reader.setting.today.replace(day=1), direction_of(reader, match))
    day = build(start.year, start.month, max(0, reader.number(match, "d"))) if start else None
    return reader.whole(match.start(), match.end(), NAMED, day)


def _feast(reader: Reader, match: re.Match[str]) -> Found | None:
    setting = reader.setting
    rule = str(reader.element(match, "h").value("holiday"))
    year, last = reader.year_of(match, match.end("h"))
    if year is not None:
        return reader.whole(match.start(), last, NAMED, feast(rule, year))
    years = range(setting.today.year - 2, setting.today.year + 3)
    days = sorted(found for one in years if (found := feast(rule, one)))
    direction = direction_of(reader, match) if reader.has(match, "q") or reader.has(match, "q2") else 0
    if direction < 0:
        past = [day for day in days if day < setting.today]
        return reader.whole(match.start(), match.end(), NAMED, past[-1] if past else None)
    return reader.whole(match.start(), max(last, match.end("h")), NAMED, yearly(setting, iter(days)))


def _feast_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """`l'année dernière à Noël`."""
    rule, year = str(reader.element(match, "h").value("holiday")), reader.setting.today.year + direction_of(reader, match)
    return reader.whole(match.start(), match.end(), NAMED, feast(rule, year))


def _feast_years_ago(reader: Reader, match: re.Match[str]) -> Found | None:
    """`two years ago on Christmas Day`."""
    rule, year = str(reader.element(match, "h").value("holiday")), reader.setting.today.year - count_of(reader, match)
    return reader.whole(match.start(), match.end(), NAMED, feast(rule, year))


def _day_of_year_said(reader: Reader, match: re.Match[str]) -> Found | None:
    """`l'anno prossimo il 12 maggio`."""
    year = reader.setting.today.year + direction_of(reader, match)
    return reader.dated(
        match.start(), match.end(), NAMED, reader.number(match, "d"), reader.value(match, "m", "month") or 0, year
    )


def _modified_date(reader: Reader, match: re.Match[str]) -> Found | None:
    """`next 6th of April`: the first one to come; `this`: the one of this year."""
    day, month = reader.number(match, "d"), reader.value(match, "m", "month") or 0
    if "this" in reader.element(match, "q").roles and not reader.element(match, "q").roles.keys() & {"the", "next"}:
        return reader.dated(match.start(), match.end(), NAMED, day, month, reader.setting.today.year)
    return reader.dated(match.start(), match.end(), NAMED, day, month, None)


def _past_date(reader: Reader, match: re.Match[str]) -> Found | None:
    """`il 22 aprile scorso`, `last 3rd of March`: the latest one gone by."""
    month, day = reader.value(match, "m", "month") or 0, reader.number(match, "d")
    past = replace(reader.setting, bias="past")
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    return reader.whole(match.start(), match.end(), NAMED, day_of_year(past, day, month))


def _modified_numeric(reader: Reader, match: re.Match[str]) -> Found | None:
    """`this Friday, 7/6`: the day of this year; `next 5/12`: the first one to come."""
    pair = day_and_month(reader.number(match, "a"), reader.number(match, "b"), day_first=reader.setting.day_first)
    roles = reader.element(match, "q").roles
    if pair is None or "the" in roles:
        return None
    this = "this" in roles and "next" not in roles
    return reader.dated(match.start(), match.end(), NAMED, *pair, reader.setting.today.year if this else None)


TEMPLATES: tuple[tuple[str, Rule], ...] = (
    ("(?P<o>{ord|final|num})(?:(?P<w>{weekday})|{unit_day})" + JUNK + "{0,3}(?P<m>{month})" + YEAR_TAIL, _nth_of_month),
    ("(?P<o>{ord|final})(?:(?P<w>{weekday})|{unit_day}){of|the}{0,2}" + MODIFIED_MONTH, _nth_of_month),
    ("(?P<o>{ord|final})(?:(?P<w>{weekday})|{unit_day}){of|the}{0,2}" + ARTICLE_MONTH, _nth_of_month),
    ("(?P<o>{ord|final}){unit_week}{of|the}{0,2}(?P<m>{month}){of|the|comma|at}{0,2}(?P<w>{weekday})", _week_of_month),
    ("(?P<w>{weekday}){of|the}{0,3}(?P<o>{ord|final}){unit_week}{of|the}{0,2}(?P<m>{month})", _week_of_month),
    ("(?P<o>{final}){of}{the|this}?(?:{unit_month}(?P<q2>{next|last|this})?|(?P<q>{next|last}){unit_month})", _nth_of_month),
    ("(?P<o>{ord|final}){unit_day}{of|the}{0,2}(?:" + MODIFIED_YEAR + "|{the|of|this}{unit_year})", _nth_of_year),
    ("(?P<o>{ends}){of|the}{0,2}(?P<m>{month})" + YEAR_TAIL, _nth_of_month),
    ("(?P<o>{ends}){of|the}{0,2}" + MODIFIED_MONTH, _nth_of_month),
    ("{ends}{of|the|this}{0,2}{unit_month}", _end_of_month),
    ("{ends}{of|the|this}{0,2}{unit_year}", _end_of_year),
    ("{ends}{of|the|this}{0,2}(?:(?P<q>{next|last|coming}){unit_year}|{unit_year}(?P<q2>{next|last}))", _end_of_year),
    ("{month_end}", _end_of_month),
    ("(?P<o>{ends})" + QUARTER, _of_quarter),
    ("(?P<o>{quarter_end})", _of_quarter),
    ("(?P<o>{ord|final}){unit_day}" + QUARTER, _of_quarter),
    ("{year_end}", _end_of_year),
    ("(?P<d>{ord|num}){dot}?{unit_day}?{of|the}{0,2}" + MODIFIED_MONTH, _day_of_modified_month),
    ("(?P<d>{ord|num}){dot}?{unit_day}?{of|the}{1,2}" + ARTICLE_MONTH, _day_of_modified_month),
    ("(?:(?P<q>{next|last|coming}))?(?P<h>{holiday})" + YEAR_TAIL, _feast),
    ("(?P<h>{holiday})(?P<q2>{next|last})", _feast),
    (MODIFIED_YEAR + JUNK + "{0,2}(?P<h>{holiday})", _feast_of_year),
    (MODIFIED_YEAR + JUNK + "{0,3}(?P<d>{ord|num}){dot}?{of|the}{0,2}(?P<m>{month})", _day_of_year_said),
    ("(?P<n>{num|article}){unit_year}{ago}" + JUNK + "{0,2}(?P<h>{holiday})", _feast_years_ago),
    ("{ago_prefix}(?P<n>{num|article}){unit_year}" + JUNK + "{0,2}(?P<h>{holiday})", _feast_years_ago),
    ("(?P<h>{holiday}){ago_prefix}(?P<n>{num|article}){unit_year}", _feast_years_ago),
    ("(?P<h>{holiday})(?P<n>{num|article}){unit_year}{ago}", _feast_years_ago),
    ("(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month}){last}", _past_date),
    ("{last}{unit_day}?(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month})", _past_date),
    ("(?P<q>{next|coming|this}){weekday}?(?P<a>{num})(?P<s>{slash|dash|dot})(?P<b>{num})(?!(?P=s))", _modified_numeric),
    ("(?P<q>{next|coming|this})(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month})", _modified_date),
)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The calendar's patterns for a language."""
    known = grammar(language)
    return tuple((known.pattern(template), rule) for template, rule in TEMPLATES)
