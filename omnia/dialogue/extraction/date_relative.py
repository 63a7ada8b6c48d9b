"""The part of the date grammar that counts: weekdays of a week, durations, n-th days, feasts, days before and after others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from omnia.dialogue.extraction.date_rules import JUNK, YEAR_TAIL, Reader, Rule, day_and_month
from omnia.dialogue.extraction.date_values import (
    FULL,
    NAMED,
    SINGLE,
    Found,
    build,
    day_of_year,
    in_week,
    most_recent,
    shift,
    shift_months,
    upcoming,
    yearly,
)  # fmt: skip
from omnia.dialogue.extraction.feasts import feast, month_end, nth_weekday
from omnia.dialogue.extraction.scan import Element, grammar

UNIT = "(?P<u>{uday|uweek|umonth|uyear|ufortnight|uworkday})"
COUNT = "(?P<n>{num|article})?{of|the}?"
HALF = "(?:{and}{article}?(?P<hf>{half}))?"
UNITS = ("uworkday", "ufortnight", "uday", "uweek", "umonth", "uyear")
MODIFIED_YEAR = "(?:(?P<q>{this|next|last|coming}){uyear}|{uyear}(?P<q2>{next|last|this}))"
MODIFIED_MONTH = "(?:(?P<q>{this|next|last|coming}){umonth}|{umonth}(?P<q2>{next|last|this}))"
MODIFIED_WEEK = "(?:(?P<q>{this|next|last|coming}){uweek}|{uweek}(?P<q2>{next|last|this}))"
ARTICLE_MONTH = "(?:{the|of|this}{umonth})"


def unit_of(reader: Reader, match: re.Match[str], group: str = "u") -> str:
    """The role of the unit that is counted."""
    roles = reader.element(match, group).roles
    return next((unit for unit in UNITS if unit in roles), "uweek")


def count_of(reader: Reader, match: re.Match[str]) -> int:
    """How many units: a number, an article (`a couple of`), one when nothing was said."""
    if not reader.has(match, "n"):
        return 1
    element = reader.element(match, "n")
    for role in ("num", "article"):
        found = element.value(role)
        if found is not None:
            return int(found)
    return 1


def _direction(reader: Reader, match: re.Match[str]) -> int:
    """The week or month meant: 1 next, -1 last, 0 this."""
    group = "q" if reader.has(match, "q") else "q2"
    return reader.direction(reader.element(match, group)) if reader.has(match, group) else 0


def _ahead(reader: Reader, match: re.Match[str]) -> Found | None:
    """`in three days`, `three weeks from now`."""
    return _moved(reader, match, 1)


def _back(reader: Reader, match: re.Match[str]) -> Found | None:
    """`three days ago`, `il y a trois jours`."""
    return _moved(reader, match, -1)


def _moved(reader: Reader, match: re.Match[str], sign: int) -> Found | None:
    """Today moved by a number of units, and by half of one where that is said (`a month and a half`)."""
    unit = unit_of(reader, match)
    if not reader.has(match, "n") and reader.roles_at(match.start() - 1) & {"half", "num"}:
        return None  # `two and a half weeks ago` is not `weeks ago`
    day = shift(reader.setting.today, sign * count_of(reader, match), unit)
    half = {"uyear": (6, "umonth"), "umonth": (15, "uday"), "uweek": (4, "uday")}.get(unit)
    tail = [reader.roles_at(match.end() + step) for step in range(3)]
    if day is not None and half is not None and reader.has(match, "hf"):
        return reader.whole(match.start(), match.end(), NAMED, shift(day, sign * half[0], half[1]))
    if day is None or half is None or "and" not in tail[0] or not ("half" in tail[1] or "half" in tail[2]):
        return reader.whole(match.start(), match.end(), NAMED, day)
    last = match.end() + (2 if "half" in tail[1] else 3)
    return reader.whole(match.start(), last, NAMED, shift(day, sign * half[0], half[1]))


def _half_year(sign: int) -> Rule:
    """`in einem halben Jahr`, `half a year ago`, `hace medio año`."""

    def rule(reader: Reader, match: re.Match[str]) -> Found | None:
        return reader.whole(match.start(), match.end(), NAMED, shift_months(reader.setting.today, 6 * sign))

    return rule


def _one_and_a_half(sign: int) -> Rule:
    """`in anderthalb Jahren`."""

    def rule(reader: Reader, match: re.Match[str]) -> Found | None:
        count = reader.element(match, "n").value("sesqui")
        return reader.whole(match.start(), match.end(), NAMED, shift_months(reader.setting.today, round(12 * count) * sign))

    return rule


def _weekday_of_week(reader: Reader, match: re.Match[str]) -> Found | None:
    weekday = reader.weekday(match)
    if weekday is None:
        return None
    return reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, _direction(reader, match), weekday))


def _weekday_counted(reader: Reader, match: re.Match[str], sign: int) -> Found | None:
    weekday = reader.weekday(match)
    unit = unit_of(reader, match)
    if weekday is None or unit not in {"uweek", "ufortnight", "uday"}:
        return None
    days = count_of(reader, match) * {"uweek": 7, "ufortnight": 14, "uday": 1}[unit]
    if days % 7:
        return None
    return reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, sign * (days // 7), weekday))


def _weekday_back(reader: Reader, match: re.Match[str]) -> Found | None:
    return _weekday_counted(reader, match, -1)


def _weekday_ahead(reader: Reader, match: re.Match[str]) -> Found | None:
    return _weekday_counted(reader, match, 1)


def _weekdays_from_now(reader: Reader, match: re.Match[str]) -> Found | None:
    """`three Fridays from now`."""
    weekday = reader.weekday(match)
    count = count_of(reader, match)
    if weekday is None or not 1 <= count <= 60:
        return None
    return reader.whole(
        match.start(), match.end(), NAMED, upcoming(reader.setting.today, weekday) + timedelta(days=7 * (count - 1))
    )


def _next_weekday(reader: Reader, match: re.Match[str]) -> Found | None:
    """`next Friday`: of next week where the language means that, else the first to come."""
    weekday = reader.weekday(match)
    if weekday is None:
        return None
    today = reader.setting.today
    roles = reader.element(match, "q").roles
    to_come = "coming" in roles and not roles.keys() & {"next"}
    day = in_week(today, 1, weekday) if reader.setting.next_week and not to_come else upcoming(today, weekday)
    return reader.whole(match.start(), match.end(), NAMED, day)


def _last_weekday(reader: Reader, match: re.Match[str]) -> Found | None:
    """`last Friday`: that of last week."""
    weekday = reader.weekday(match)
    return (
        None if weekday is None else reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, -1, weekday))
    )


def _after_next(reader: Reader, match: re.Match[str]) -> Found | None:
    """`Friday after next`, `lundi en huit`: a week after the one to come (`en quinze`: two)."""
    weekday = reader.weekday(match)
    if weekday is None:
        return None
    today = reader.setting.today
    roles = reader.element(match, "q").roles
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    if "afternext" not in roles or reader.scan.folded.text[reader.element(match, "q").start :][:2] != "en":
        coming = upcoming(today, weekday)
    return reader.whole(match.start(), match.end(), NAMED, coming + timedelta(days=7))


def _not_this_one(reader: Reader, match: re.Match[str]) -> Found | None:
    """`not this Friday, the next one`."""
    weekday = reader.weekday(match)
    day = None if weekday is None else upcoming(reader.setting.today, weekday) + timedelta(days=7)
    return reader.whole(match.start(), match.end(), NAMED, day)


def _day_after_next(reader: Reader, match: re.Match[str]) -> Found | None:
    """French `demain en huit`: a week later; `en quinze`: two."""
    element, offset = reader.element(match, "q"), reader.value(match, "r", "rel")
    if element.text != "en" or offset is None:
        return None
    days = offset + (7 if "afternext" in element.roles else 14)
    return reader.whole(match.start(), match.end(), NAMED, reader.setting.today + timedelta(days=days))


def _fortnight_on(reader: Reader, match: re.Match[str]) -> Found | None:
    weekday = reader.weekday(match)
    if weekday is None:
        return None
    today = reader.setting.today
    return reader.whole(match.start(), match.end(), NAMED, today + timedelta(days=(weekday - today.weekday()) % 7 + 14))


def _this_weekday(reader: Reader, match: re.Match[str]) -> Found | None:
    weekday, element = reader.weekday(match), reader.element(match, "w")
    if weekday is None or (_abbreviated(reader, element) and not _only_glue(reader, match.start("w"))):
        return None
    return reader.whole(match.start(), match.end(), SINGLE, _occurrence(reader, weekday))


def _occurrence(reader: Reader, weekday: int) -> date:
    setting = reader.setting
    past = setting.birth or setting.bias == "past"
    return most_recent(setting.today, weekday) if past else upcoming(setting.today, weekday)


def _weekday(reader: Reader, match: re.Match[str]) -> Found | None:
    """A weekday alone; an abbreviation of it only when little else was said, for `sat` and `mar` are words too."""
    element = reader.element(match, "w")
    weekday = reader.weekday(match)
    if weekday is None or (_abbreviated(reader, element) and not _only_glue(reader, match.start())):
        return None
    return reader.whole(match.start(), match.end(), SINGLE, _occurrence(reader, weekday))


def _abbreviated(reader: Reader, element: Element) -> bool:
    """Whether a weekday is so short that it may be another word; a dot after it leaves no doubt."""
    text = reader.scan.folded.text
    return element.end - element.start <= 3 and text[element.end - 1 : element.end + 1].strip(" ")[-1:] != "."


def _only_glue(reader: Reader, place: int) -> bool:
    """Whether nothing but small words and marks stands beside an element."""
    others = [element for other, element in enumerate(reader.scan.elements) if other != place]
    return all(element.roles.keys() & {"the", "comma", "dot"} for element in others)


def _idiom(reader: Reader, match: re.Match[str]) -> Found | None:
    """`oggi a otto`, `lunedì a quindici`, `de hoy en ocho`, `heute in acht Tagen`: eight days are a week, fifteen two."""
    weeks = {8: 1, 15: 2, 14: 2}.get(reader.number(match, "n"))
    if weeks is None:
        return None
    base = _base(reader, match)
    return None if base is None else reader.whole(match.start(), match.end(), FULL, base + timedelta(days=7 * weeks))


def _base(reader: Reader, match: re.Match[str]) -> date | None:
    """The day of a relative word or of the first such weekday to come."""
    offset = reader.value(match, "r", "rel")
    if offset is not None:
        return reader.setting.today + timedelta(days=offset)
    weekday = reader.weekday(match)
    return None if weekday is None else upcoming(reader.setting.today, weekday)


def _from_base(reader: Reader, match: re.Match[str]) -> Found | None:
    """`heute in einer Woche`, `a week on Tuesday`, `tomorrow week`: a day and so much more."""
    base = _base(reader, match)
    day = shift(base, count_of(reader, match), unit_of(reader, match)) if base else None
    return reader.whole(match.start(), match.end(), NAMED, day)


def _from_base_back(reader: Reader, match: re.Match[str]) -> Found | None:
    """`heute vor einer Woche`, `a week ago yesterday`, `oggi un anno fa`: a day so much earlier."""
    offset = reader.value(match, "r", "rel") or 0
    day = shift(reader.setting.today + timedelta(days=offset), -count_of(reader, match), unit_of(reader, match))
    return reader.whole(match.start(), match.end(), NAMED, day)


def _weeks_on(reader: Reader, match: re.Match[str]) -> Found | None:
    """`übernächste Woche Montag`, `Monday the week after next`."""
    weekday = reader.weekday(match)
    return None if weekday is None else reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, 2, weekday))


def _before_last(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the Friday before last`, `vorletzten Freitag`: that of the week before last."""
    weekday = reader.weekday(match)
    return (
        None if weekday is None else reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, -2, weekday))
    )


def _nth_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """`the last day of the year`, `il primo giorno dell'anno prossimo`."""
    year, which = reader.setting.today.year + _direction(reader, match), _which(reader, match)
    first = build(year, 12, 31) if which == -1 else build(year, 1, 1)
    return reader.whole(match.start(), match.end(), NAMED, shift(first, max(which, 1) - 1, "uday") if first else None)


def _end_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    return reader.whole(match.start(), match.end(), NAMED, build(reader.setting.today.year + _direction(reader, match), 12, 31))


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
        start = shift_months(setting.today.replace(day=1), _direction(reader, match))
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
    start = shift_months(reader.setting.today.replace(day=1), _direction(reader, match))
    day = build(start.year, start.month, max(0, reader.number(match, "d"))) if start else None
    return reader.whole(match.start(), match.end(), NAMED, day)


def _feast(reader: Reader, match: re.Match[str]) -> Found | None:
    setting = reader.setting
    rule = str(reader.element(match, "h").value("hol"))
    year, last = reader.year_of(match, match.end("h"))
    if year is not None:
        return reader.whole(match.start(), last, NAMED, feast(rule, year))
    years = range(setting.today.year - 2, setting.today.year + 3)
    days = sorted(found for one in years if (found := feast(rule, one)))
    direction = _direction(reader, match) if reader.has(match, "q") or reader.has(match, "q2") else 0
    if direction < 0:
        past = [day for day in days if day < setting.today]
        return reader.whole(match.start(), match.end(), NAMED, past[-1] if past else None)
    return reader.whole(match.start(), max(last, match.end("h")), NAMED, yearly(setting, iter(days)))


def _feast_of_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """`l'année dernière à Noël`."""
    rule, year = str(reader.element(match, "h").value("hol")), reader.setting.today.year + _direction(reader, match)
    return reader.whole(match.start(), match.end(), NAMED, feast(rule, year))


def _feast_years_ago(reader: Reader, match: re.Match[str]) -> Found | None:
    """`two years ago on Christmas Day`."""
    rule, year = str(reader.element(match, "h").value("hol")), reader.setting.today.year - count_of(reader, match)
    return reader.whole(match.start(), match.end(), NAMED, feast(rule, year))


def _day_of_year_said(reader: Reader, match: re.Match[str]) -> Found | None:
    """`l'anno prossimo il 12 maggio`."""
    year = reader.setting.today.year + _direction(reader, match)
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
    ("{inside|coming}{at}?" + COUNT + UNIT + "{later}?", _ahead),
    (COUNT + UNIT + HALF + "{later|coming}", _ahead),
    ("(?P<n>{num}){coming}" + UNIT, _ahead),
    ("{inside}(?P<n>{num}){and}{article}?(?P<hf>{half})" + UNIT + "{later}?", _ahead),
    ("(?P<n>{num}){and}{article}?(?P<hf>{half})" + UNIT + "{later}", _ahead),
    ("(?P<n>{num}){and}{article}?(?P<hf>{half})" + UNIT + "{ago}", _back),
    ("{inside}{article}?{half}{article}?{uyear}", _half_year(1)),
    ("{agopre}{article}?{half}{article}?{uyear}|{article}?{half}{article}?{uyear}{ago}", _half_year(-1)),
    ("{inside}(?P<n>{sesqui}){uyear}", _one_and_a_half(1)),
    ("{agopre}(?P<n>{sesqui}){uyear}", _one_and_a_half(-1)),
    ("{agopre}{at|the}?" + COUNT + UNIT, _back),
    (COUNT + UNIT + HALF + "{ago}", _back),
    ("(?P<w>{weekday})" + JUNK + "{0,3}" + MODIFIED_WEEK, _weekday_of_week),
    (MODIFIED_WEEK + "{dash|comma|of|the|at}{0,3}(?P<w>{weekday})", _weekday_of_week),
    ("(?P<w>{weekday}){agopre}" + COUNT + UNIT, _weekday_back),
    ("(?P<w>{weekday})" + COUNT + UNIT + "{ago}", _weekday_back),
    ("(?P<w>{weekday}){of}?{inside}" + COUNT + UNIT, _weekday_ahead),
    ("(?P<n>{num})(?P<w>{weekday}){later}", _weekdays_from_now),
    ("{inside}(?P<n>{num})(?P<w>{weekday})", _weekdays_from_now),
    (
        "{neg}{this|the}{0,2}{coming|next}?(?P<w>{weekday}){comma}?{other}?{the|this}{0,2}(?P<q>{next|after|later|afternext})",
        _not_this_one,
    ),
    ("{this}?(?P<w>{weekday}){neg}{comma}?{other}?{the|this}{0,2}(?P<q>{next|after|later|afternext})", _not_this_one),
    ("(?P<q>{next|coming})(?P<w>{weekday})", _next_weekday),
    ("(?P<w>{weekday})(?P<q>{next|coming})", _next_weekday),
    ("{this}(?P<w>{weekday})(?P<q>{next})", _this_weekday),
    ("{this}{coming|next}(?P<w>{weekday})", _this_weekday),
    ("{last|final}(?P<w>{weekday})", _last_weekday),
    ("(?P<w>{weekday}){last}", _last_weekday),
    ("(?P<w>{weekday})(?P<q>{afternext})", _after_next),
    ("(?P<q>{afternextpre})(?P<w>{weekday})", _after_next),
    ("(?P<w>{weekday}){afternext2}", _fortnight_on),
    ("(?P<r>{rel})(?P<q>{afternext|afternext2})", _day_after_next),
    ("{this}(?P<w>{weekday})", _this_weekday),
    ("(?P<w>{weekday})", _weekday),
    ("(?P<o>{ord|final|num})(?:(?P<w>{weekday})|{uday})" + JUNK + "{0,3}(?P<m>{month})" + YEAR_TAIL, _nth_of_month),
    ("(?P<o>{ord|final})(?:(?P<w>{weekday})|{uday}){of|the}{0,2}" + MODIFIED_MONTH, _nth_of_month),
    ("(?P<o>{ord|final})(?:(?P<w>{weekday})|{uday}){of|the}{0,2}" + ARTICLE_MONTH, _nth_of_month),
    ("(?P<o>{ord|final}){uweek}{of|the}{0,2}(?P<m>{month}){of|the|comma|at}{0,2}(?P<w>{weekday})", _week_of_month),
    ("(?P<w>{weekday}){of|the}{0,3}(?P<o>{ord|final}){uweek}{of|the}{0,2}(?P<m>{month})", _week_of_month),
    ("(?P<o>{final}){of}{the|this}?(?:{umonth}(?P<q2>{next|last|this})?|(?P<q>{next|last}){umonth})", _nth_of_month),
    ("(?P<o>{ord|final}){uday}{of|the}{0,2}(?:" + MODIFIED_YEAR + "|{the|of|this}{uyear})", _nth_of_year),
    ("(?P<o>{ends}){of|the}{0,2}(?P<m>{month})" + YEAR_TAIL, _nth_of_month),
    ("(?P<o>{ends}){of|the}{0,2}" + MODIFIED_MONTH, _nth_of_month),
    ("{ends}{of|the|this}{0,2}{umonth}", _end_of_month),
    ("{ends}{of|the|this}{0,2}{uyear}", _end_of_year),
    ("{ends}{of|the|this}{0,2}(?:(?P<q>{next|last|coming}){uyear}|{uyear}(?P<q2>{next|last}))", _end_of_year),
    ("{monthend}", _end_of_month),
    ("{yearend}", _end_of_year),
    ("(?:(?P<r>{rel})|(?P<w>{weekday})){idiom}(?P<n>{num})(?:{uday}|$)", _idiom),
    ("(?P<r>{rel}){inside}(?P<n>{num|article})" + UNIT, _from_base),
    ("(?P<r>{rel}){idiom}(?P<n>{num|article})(?P<u>{uweek|ufortnight})", _from_base),
    ("(?P<n>{article|num})(?P<u>{uweek|ufortnight}){weekon}(?:(?P<r>{rel})|(?P<w>{weekday}))", _from_base),
    ("(?P<n>{article|num})(?P<u>{uweek|ufortnight})(?P<r>{weekbare})", _from_base),
    ("(?P<r>{rel}){agopre}" + COUNT + UNIT, _from_base_back),
    ("{agopre}" + COUNT + UNIT + "(?P<r>{rel})", _from_base_back),
    ("(?P<r>{rel})" + COUNT + UNIT + "{ago}", _from_base_back),
    (COUNT + UNIT + "{ago}(?P<r>{rel})", _from_base_back),
    ("(?P<w>{weekday})" + JUNK + "{0,2}(?:{afternextpre}{uweek}|{uweek}{afternext})", _weeks_on),
    ("(?:{afternextpre}{uweek}|{uweek}{afternext}){comma|of|the|at}{0,2}(?P<w>{weekday})", _weeks_on),
    ("(?P<w>{weekday}){beforelast}|{beforelastpre}(?P<w2>{weekday})", _before_last),
    ("(?:(?P<r>{rel})|(?P<w>{weekday}))(?P<u>{weekafter})", _from_base),
    ("(?P<d>{ord|num}){dot}?{uday}?{of|the}{0,2}" + MODIFIED_MONTH, _day_of_modified_month),
    ("(?P<d>{ord|num}){dot}?{uday}?{of|the}{1,2}" + ARTICLE_MONTH, _day_of_modified_month),
    ("(?:(?P<q>{next|last|coming}))?(?P<h>{hol})" + YEAR_TAIL, _feast),
    ("(?P<h>{hol})(?P<q2>{next|last})", _feast),
    (MODIFIED_YEAR + JUNK + "{0,2}(?P<h>{hol})", _feast_of_year),
    (MODIFIED_YEAR + JUNK + "{0,3}(?P<d>{ord|num}){dot}?{of|the}{0,2}(?P<m>{month})", _day_of_year_said),
    ("(?P<n>{num|article}){uyear}{ago}" + JUNK + "{0,2}(?P<h>{hol})", _feast_years_ago),
    ("{agopre}(?P<n>{num|article}){uyear}" + JUNK + "{0,2}(?P<h>{hol})", _feast_years_ago),
    ("(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month}){last}", _past_date),
    ("{last}(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month})", _past_date),
    ("(?P<q>{next|coming|this}){weekday}?(?P<a>{num})(?P<s>{slash|dash|dot})(?P<b>{num})(?!(?P=s))", _modified_numeric),
    ("(?P<q>{next|coming|this})(?P<d>{ord|num}){of|the|dot}{0,2}(?P<m>{month})", _modified_date),
)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The counting patterns for a language."""
    known = grammar(language)
    return tuple((known.pattern(template), rule) for template, rule in TEMPLATES)


COUNTED: frozenset[Rule] = frozenset({_ahead, _back})
"""Rules whose day a weekday beside it may move."""
