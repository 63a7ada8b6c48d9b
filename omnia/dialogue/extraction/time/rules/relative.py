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

UNIT = "(?P<u>{unit_day|unit_week|unit_month|unit_year|unit_fortnight|unit_workday})"
COUNT = "(?P<n>{num|article})?{of|the}?"
HALF = "(?:{and}{article}?(?P<hf>{half}))?"
ASKED = {"year": "unit_year", "month": "unit_month"}
"""The unit that an asked part is counted in."""

UNITS = ("unit_workday", "unit_fortnight", "unit_day", "unit_week", "unit_month", "unit_year")
MODIFIED_YEAR = "(?:(?P<q>{this|next|last|coming}){unit_year}|{unit_year}(?P<q2>{next|last|this}))"
MODIFIED_MONTH = "(?:(?P<q>{this|next|last|coming}){unit_month}|{unit_month}(?P<q2>{next|last|this}))"
MODIFIED_WEEK = "(?:(?P<q>{this|next|last|coming}){unit_week}|{unit_week}(?P<q2>{next|last|this}))"
ARTICLE_MONTH = "(?:{the|of|this}{unit_month})"


def unit_of(reader: Reader, match: re.Match[str], group: str = "u") -> str:
    """The role of the unit that is counted."""
    roles = reader.element(match, group).roles
    return next((unit for unit in UNITS if unit in roles), "unit_week")


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
    if not reader.has(match, "n") and unit == "unit_year" and "num" in reader.roles_at(match.end()):
        return None  # `in the year 2020`
    day = shift(reader.setting.today, sign * count_of(reader, match), unit)
    if day is not None and ASKED.get(reader.setting.focus or "") == unit:
        return _part_of(reader, match, day)
    half = {"unit_year": (6, "unit_month"), "unit_month": (15, "unit_day"), "unit_week": (4, "unit_day")}.get(unit)
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
    day = shift(today.replace(day=1), direction_of(reader, match), "unit_year")
    return _part_of(reader, match, day) if day is not None and reader.setting.focus == "year" else None


def _asked_month(reader: Reader, match: re.Match[str]) -> Found | None:
    """`next month`, where the month is asked for."""
    day = shift(reader.setting.today.replace(day=1), direction_of(reader, match), "unit_month")
    return _part_of(reader, match, day) if day is not None and reader.setting.focus == "month" else None


def _half_year(sign: int) -> Rule:
    """`in einem halben Jahr`, `half a year ago`, `hace medio año`."""

    def rule(reader: Reader, match: re.Match[str]) -> Found | None:
        return reader.whole(match.start(), match.end(), NAMED, shift_months(reader.setting.today, 6 * sign))

    return rule


def _one_and_a_half(sign: int) -> Rule:
    """`in anderthalb Jahren`."""

    def rule(reader: Reader, match: re.Match[str]) -> Found | None:
        count = reader.element(match, "n").value("one_and_a_half")
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
    if weekday is None or unit not in {"unit_week", "unit_fortnight", "unit_day"}:
        return None
    days = count_of(reader, match) * {"unit_week": 7, "unit_fortnight": 14, "unit_day": 1}[unit]
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
    if "after_next" not in roles or reader.scan.folded.text[reader.element(match, "q").start :][:2] != "en":
        coming = upcoming(today, weekday)
    return reader.whole(match.start(), match.end(), NAMED, coming + timedelta(days=7))


def _not_this_one(reader: Reader, match: re.Match[str]) -> Found | None:
    """`not this Friday, the next one`."""
    weekday = reader.weekday(match)
    day = None if weekday is None else upcoming(reader.setting.today, weekday) + timedelta(days=7)
    return reader.whole(match.start(), match.end(), NAMED, day)


def _day_after_next(reader: Reader, match: re.Match[str]) -> Found | None:
    """French `demain en huit`: a week later; `en quinze`: two."""
    element, offset = reader.element(match, "q"), reader.value(match, "r", "relative_day")
    if element.text != "en" or offset is None:
        return None
    days = offset + (7 if "after_next" in element.roles else 14)
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
    offset = reader.value(match, "r", "relative_day")
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
    offset = reader.value(match, "r", "relative_day") or 0
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
    ("{inside}{article}?{half}{article}?{unit_year}", _half_year(1)),
    ("{ago_prefix}{article}?{half}{article}?{unit_year}|{article}?{half}{article}?{unit_year}{ago}", _half_year(-1)),
    ("{inside}(?P<n>{one_and_a_half}){unit_year}", _one_and_a_half(1)),
    ("{ago_prefix}(?P<n>{one_and_a_half}){unit_year}", _one_and_a_half(-1)),
    ("{ago_prefix}{at|the}?" + COUNT + UNIT, _back),
    (COUNT + UNIT + HALF + "{ago}", _back),
    ("(?P<w>{weekday})" + JUNK + "{0,3}" + MODIFIED_WEEK, _weekday_of_week),
    (MODIFIED_WEEK + "{dash|comma|of|the|at}{0,3}(?P<w>{weekday})", _weekday_of_week),
    ("(?P<w>{weekday}){ago_prefix}" + COUNT + UNIT, _weekday_back),
    ("(?P<w>{weekday})" + COUNT + UNIT + "{ago}", _weekday_back),
    ("(?P<w>{weekday}){of}?{inside}" + COUNT + UNIT, _weekday_ahead),
    ("(?P<n>{num})(?P<w>{weekday}){later}", _weekdays_from_now),
    ("{inside}(?P<n>{num})(?P<w>{weekday})", _weekdays_from_now),
    (
        "{negation}{this|the}{0,2}{coming|next}?(?P<w>{weekday}){comma}?{other}?{the|this}{0,2}(?P<q>{next|after|later|after_next})",
        _not_this_one,
    ),
    ("{this}?(?P<w>{weekday}){negation}{comma}?{other}?{the|this}{0,2}(?P<q>{next|after|later|after_next})", _not_this_one),
    ("(?P<q>{next|coming})(?P<w>{weekday})", _next_weekday),
    ("(?P<w>{weekday})(?P<q>{next|coming})", _next_weekday),
    ("{this}(?P<w>{weekday})(?P<q>{next})", _this_weekday),
    ("{this}{coming|next}(?P<w>{weekday})", _this_weekday),
    ("{last|final}(?P<w>{weekday})", _last_weekday),
    ("(?P<w>{weekday}){last}", _last_weekday),
    ("(?P<w>{weekday})(?P<q>{after_next})", _after_next),
    ("(?P<q>{after_next_prefix})(?P<w>{weekday})", _after_next),
    ("(?P<w>{weekday}){in_a_fortnight}", _fortnight_on),
    ("(?P<r>{relative_day})(?P<q>{after_next|in_a_fortnight})", _day_after_next),
    ("{this}(?P<w>{weekday})", _this_weekday),
    ("(?P<w>{weekday})", _weekday),
    ("(?:(?P<r>{relative_day})|(?P<w>{weekday})){idiom}(?P<n>{num})(?:{unit_day}|$)", _idiom),
    ("(?P<r>{relative_day}){inside}(?P<n>{num|article})" + UNIT, _from_base),
    ("(?P<r>{relative_day}){idiom}(?P<n>{num|article})(?P<u>{unit_week|unit_fortnight})", _from_base),
    (
        "(?P<n>{article|num})(?P<u>{unit_week|unit_fortnight}){week_preposition}(?:(?P<r>{relative_day})|(?P<w>{weekday}))",
        _from_base,
    ),
    ("(?P<n>{article|num})(?P<u>{unit_week|unit_fortnight})(?=(?P<r>{relative_day})|(?P<w>{weekday})){week_base}", _from_base),
    ("(?P<r>{relative_day}){ago_prefix}" + COUNT + UNIT, _from_base_back),
    ("{ago_prefix}" + COUNT + UNIT + "(?P<r>{relative_day})", _from_base_back),
    ("(?P<r>{relative_day})" + COUNT + UNIT + "{ago}", _from_base_back),
    (COUNT + UNIT + "{ago}(?P<r>{relative_day})", _from_base_back),
    ("(?P<w>{weekday})" + JUNK + "{0,2}(?:{after_next_prefix}{unit_week}|{unit_week}{after_next})", _weeks_on),
    ("(?:{after_next_prefix}{unit_week}|{unit_week}{after_next}){comma|of|the|at}{0,2}(?P<w>{weekday})", _weeks_on),
    ("(?P<w>{weekday}){before_last}|{before_last_prefix}(?P<w2>{weekday})", _before_last),
    ("(?:(?P<r>{relative_day})|(?P<w>{weekday}))(?P<u>{week_suffix})", _from_base),
)


@lru_cache(maxsize=16)
def compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The counting patterns for a language."""
    known = grammar(language)
    return tuple((known.pattern(template), rule) for template, rule in TEMPLATES)


COUNTED: frozenset[Rule] = frozenset({_ahead, _back})
"""Rules whose day a weekday beside it may move."""
