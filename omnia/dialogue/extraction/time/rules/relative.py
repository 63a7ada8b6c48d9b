"""The part of the date grammar that counts: weekdays of a week, durations, n-th days, feasts, days before and after others."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from omnia.dialogue.extraction.text.grammar import Element, grammar
from omnia.dialogue.extraction.time.date_values import (
    FULL,
    NAMED,
    SINGLE,
    Found,
    in_week,
    most_recent,
    shift,
    shift_months,
    upcoming,
)  # fmt: skip
from omnia.dialogue.extraction.time.rules.absolute import JUNK, Reader, Rule

UNIT = "(?P<u>{uday|uweek|umonth|uyear|ufortnight|uworkday})"
COUNT = "(?P<n>{num|article})?{of|the}?"
HALF = "(?:{and}{article}?(?P<hf>{half}))?"
ASKED = {"year": "uyear", "month": "umonth"}
"""The unit that an asked part is counted in."""

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


def direction_of(reader: Reader, match: re.Match[str]) -> int:
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
    if not reader.has(match, "n") and unit == "uyear" and "num" in reader.roles_at(match.end()):
        return None  # `in the year 2020`
    day = shift(reader.setting.today, sign * count_of(reader, match), unit)
    if day is not None and ASKED.get(reader.setting.focus or "") == unit:
        return _part_of(reader, match, day)
    half = {"uyear": (6, "umonth"), "umonth": (15, "uday"), "uweek": (4, "uday")}.get(unit)
    tail = [reader.roles_at(match.end() + step) for step in range(3)]
    if day is not None and half is not None and reader.has(match, "hf"):
        return reader.whole(match.start(), match.end(), NAMED, shift(day, sign * half[0], half[1]))
    if day is None or half is None or "and" not in tail[0] or not ("half" in tail[1] or "half" in tail[2]):
        return reader.whole(match.start(), match.end(), NAMED, day)
    last = match.end() + (2 if "half" in tail[1] else 3)
    return reader.whole(match.start(), last, NAMED, shift(day, sign * half[0], half[1]))


def _part_of(reader: Reader, match: re.Match[str], day: date) -> Found | None:
    """The year, or the month with its year, where that part was asked for: a day counted so is none that was said."""
    parts = {"year": day.year} if reader.setting.focus == "year" else {"month": day.month, "year": day.year}
    return Found(match.start(), match.end(), NAMED, None, parts) if reader.setting.partial else None


def _asked_year(reader: Reader, match: re.Match[str]) -> Found | None:
    """`next year`, where the year is asked for."""
    today = reader.setting.today
    day = shift(today.replace(day=1), direction_of(reader, match), "uyear")
    return _part_of(reader, match, day) if day is not None and reader.setting.focus == "year" else None


def _asked_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`next month`, where the month is asked for."""
    day = shift(reader.setting.today.replace(day=1), direction_of(reader, match), "umonth")
    return _part_of(reader, match, day) if day is not None and reader.setting.focus == "month" else None


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
    return reader.whole(match.start(), match.end(), NAMED, in_week(reader.setting.today, direction_of(reader, match), weekday))


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


TEMPLATES: tuple[tuple[str, Rule], ...] = (
    (MODIFIED_YEAR, _asked_year),
    (MODIFIED_MONTH, _asked_month),
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
    ("(?:(?P<r>{rel})|(?P<w>{weekday})){idiom}(?P<n>{num})(?:{uday}|$)", _idiom),
    ("(?P<r>{rel}){inside}(?P<n>{num|article})" + UNIT, _from_base),
    ("(?P<r>{rel}){idiom}(?P<n>{num|article})(?P<u>{uweek|ufortnight})", _from_base),
    ("(?P<n>{article|num})(?P<u>{uweek|ufortnight}){weekon}(?:(?P<r>{rel})|(?P<w>{weekday}))", _from_base),
    ("(?P<n>{article|num})(?P<u>{uweek|ufortnight})(?=(?P<r>{rel})|(?P<w>{weekday})){weekbare}", _from_base),
    ("(?P<r>{rel}){agopre}" + COUNT + UNIT, _from_base_back),
    ("{agopre}" + COUNT + UNIT + "(?P<r>{rel})", _from_base_back),
    ("(?P<r>{rel})" + COUNT + UNIT + "{ago}", _from_base_back),
    (COUNT + UNIT + "{ago}(?P<r>{rel})", _from_base_back),
    ("(?P<w>{weekday})" + JUNK + "{0,2}(?:{afternextpre}{uweek}|{uweek}{afternext})", _weeks_on),
    ("(?:{afternextpre}{uweek}|{uweek}{afternext}){comma|of|the|at}{0,2}(?P<w>{weekday})", _weeks_on),
    ("(?P<w>{weekday}){beforelast}|{beforelastpre}(?P<w2>{weekday})", _before_last),
    ("(?:(?P<r>{rel})|(?P<w>{weekday}))(?P<u>{weekafter})", _from_base),
)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The counting patterns for a language."""
    known = grammar(language)
    return tuple((known.pattern(template), rule) for template, rule in TEMPLATES)


COUNTED: frozenset[Rule] = frozenset({_ahead, _back})
"""Rules whose day a weekday beside it may move."""
