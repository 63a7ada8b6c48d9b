"""Ranges that are said in one: a week, a month, a year, a weekend, the n-th week or the half of a month, the next ten days.

A week runs from Monday to Sunday; the first week of a month is its first seven days, the last its last seven. The next ten days
begin today, the last ten end today.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from omnia.dialogue.extraction.languages import habits, lexicon, pack
from omnia.dialogue.extraction.languages.schema.time import RangeLexicon
from omnia.dialogue.extraction.text.grammar import Element, Scan, grammar
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.time.date_values import Setting, monday, shift, shift_months
from omnia.dialogue.extraction.time.durations import MONTHS, SECONDS, Length, find_lengths
from omnia.dialogue.extraction.time.holidays import month_end
from omnia.dialogue.extraction.time.range_values import Days, last_day, whole_month
from omnia.dialogue.extraction.time.rules.absolute import YEAR_TAIL, Reader
from omnia.dialogue.extraction.time.rules.relative import MODIFIED_MONTH

MAX_ELEMENTS = 200
MAX_SHORT = 3
"""Letters of a weekday that is so short that it may be another word."""

MAX_COUNTED = 4
"""Words for next or last of which each is tried."""

SURE = 0.95
CALENDAR = frozenset(("day", "night", "week", "month", "year"))
"""Units of lengths that go from day to day."""

WHICH = frozenset(("next", "last", "this", "coming", "after_next", "after_next_prefix"))
UNIT = "{unit_week|unit_month|unit_year}"
MODIFIED = f"(?:(?P<q>{{this|next|last|coming}})(?P<u>{UNIT})|(?P<u2>{UNIT})(?P<q2>{{next|last|this|coming}}))"
AFTER_NEXT = f"(?:(?P<p>{{after_next_prefix}})(?P<u>{UNIT})|(?P<u2>{UNIT})(?P<p2>{{after_next}}))"
COUNTED = "(?:(?P<o>{ord|final})(?P<n>{num})?|(?P<n2>{num})(?P<o2>{ord|final}))(?P<u>{unit_week|unit_day|unit_fortnight})"
OF = "{of|the|at|inside}{0,2}"
MONTH = "(?:(?P<m>{month})" + YEAR_TAIL + "|" + MODIFIED_MONTH + ")"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a range, and where it stands in the folded text."""

    days: Days
    start: int
    end: int
    confidence: float


def periods(text: str, language: str, setting: Setting) -> Iterator[Period]:
    """The ranges that are said in one, the surest reading of each first."""
    scan = grammar(language).scan(text)
    scan = Scan(scan.elements[:MAX_ELEMENTS], scan.symbols[:MAX_ELEMENTS], scan.folded)
    reader = Reader(scan, setting, language)
    words = pack(language).time.ranges
    yield from _compounds(text, language, setting)
    yield from _halves(reader, words, language)
    yield from _weekends(reader, words)
    yield from _counted(text, words, language, setting)
    for pattern, rule in _compiled(language):
        for match in pattern.finditer(scan.symbols):
            days = rule(reader, match)
            if days is not None:
                yield Period(days, scan.elements[match.start()].start, scan.elements[match.end() - 1].end, SURE)


def _week_of_month(reader: Reader, match: re.Match[str]) -> Days | None:
    """`the first week of July`, `the last ten days of August`, `la primera quincena de mayo`."""
    days = _month_said(reader, match)
    group = "o" if reader.has(match, "o") else "o2"
    which = reader.value(match, group, "ord") or -1
    count = reader.value(match, "n", "num") or reader.value(match, "n2", "num") or 1
    roles = reader.element(match, "u").roles
    size = count * (15 if "unit_fortnight" in roles else 7 if "unit_week" in roles else 1)
    if days is None or days.start is None or days.end is None or not 1 <= abs(which) <= 5 or size > 31:
        return None
    if "unit_day" in roles and count == 1:
        return None  # `the first day of July` is a day
    if which == -1:
        return Days(days.end - timedelta(days=size - 1), days.end)
    start = days.start + timedelta(days=size * (which - 1))
    # The second fortnight of a month is what is left of it.
    end = days.end if "unit_fortnight" in roles and which > 1 else min(start + timedelta(days=size - 1), days.end)
    return Days(start, end) if start <= end else None


def _month_said(reader: Reader, match: re.Match[str]) -> Days | None:
    if reader.has(match, "m"):
        month = reader.value(match, "m", "month") or 1
        return whole_month(month, reader.year_of(match, match.end("m"))[0], reader.setting)
    start = shift_months(reader.setting.today.replace(day=1), _direction(reader, match))
    return whole_month(start.month, start.year, reader.setting) if start else None


def _direction(reader: Reader, match: re.Match[str]) -> int:
    return reader.direction(reader.element(match, "q" if reader.has(match, "q") else "q2"))


def _modified(reader: Reader, match: re.Match[str]) -> Days | None:
    """`next week`, `questo mese`, `l'année dernière`; a weekday beside it makes it a day."""
    if _is_day(reader, match):
        return None
    element = reader.element(match, "q" if reader.has(match, "q") else "q2")
    if element.text == "the" and not element.roles.keys() & {"next", "last", "coming"}:
        return None  # `the week` is any week
    return _unit_from(reader, match, reader.direction(element))


def _after_next(reader: Reader, match: re.Match[str]) -> Days | None:
    return None if _is_day(reader, match) else _unit_from(reader, match, 2)


def _is_day(reader: Reader, match: re.Match[str]) -> bool:
    """Whether the week, month or year only says of which one a day is: `Monday of next week`."""
    beside = [place for place in (match.end(), match.start() - 1) if 0 <= place < len(reader.scan.elements)]
    before = reader.roles_at(match.start() - 1) if match.start() else frozenset()
    further = reader.roles_at(match.start() - 2) if match.start() > 1 else frozenset()
    if any(_names_day(reader.scan.elements[place]) for place in beside) or (before | further) & {"ord", "final", "ends", "num"}:
        return True
    return match.start() > 1 and _names_day(reader.scan.elements[match.start() - 2])


def _names_day(element: Element) -> bool:
    """A weekday or a month; what is short may be another word (German `die` is an article before it is a Tuesday)."""
    return bool(element.roles.keys() & {"weekday", "month"}) and element.end - element.start > MAX_SHORT


def _unit_from(reader: Reader, match: re.Match[str], steps: int) -> Days | None:
    today, roles = reader.setting.today, reader.element(match, "u" if reader.has(match, "u") else "u2").roles
    if "unit_week" in roles:
        start = monday(today) + timedelta(days=7 * steps)
        return Days(start, start + timedelta(days=6))
    if "unit_year" in roles:
        return Days(date(today.year + steps, 1, 1), date(today.year + steps, 12, 31))
    first = shift_months(today.replace(day=1), steps)
    return Days(first, month_end(first.year, first.month)) if first else None


Rule = Callable[[Reader, re.Match[str]], Days | None]
RULES: tuple[tuple[str, Rule], ...] = (
    (COUNTED + OF + MONTH, _week_of_month),
    (MODIFIED, _modified),
    (AFTER_NEXT, _after_next),
)


@lru_cache(maxsize=8)
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((grammar(language).pattern(template), rule) for template, rule in RULES)


# --- weekends, halves, counted days --------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def phrase(words: str) -> re.Pattern[str]:
    """A pattern for `"phrase|phrase"` in folded text, the longest first; apostrophes and hyphens part words as spaces do."""
    every = sorted(words.split("|"), key=len, reverse=True)
    spaced = "|".join(re.escape(each).replace(r"\ ", r"[\s'-]+") for each in every)
    return re.compile(rf"(?<![^\W_])(?:{spaced})(?![^\W_])")


def _weekends(reader: Reader, words: RangeLexicon) -> Iterator[Period]:
    """`this weekend` is the one to come (or the one that is running), `next weekend` that of next week."""
    for match in phrase(words.weekend).finditer(reader.scan.folded.text):
        named = [element for element in reader.scan.elements if _says_which(element, match.start(), match.end())]
        saturday = monday(reader.setting.today) + timedelta(days=5 + 7 * _weeks_on(named))
        start, end = min([match.start(), *(each.start for each in named)]), max([match.end(), *(each.end for each in named)])
        yield Period(Days(saturday, saturday + timedelta(days=1)), start, end, SURE)


def _compounds(text: str, language: str, setting: Setting) -> Iterator[Period]:
    """German `die erste Juliwoche`, `zweite Augusthälfte`: the month is written together with what is meant of it."""
    pattern = _compound(language)
    if pattern is None:
        return
    folded, _ = prepare(text)
    for match in pattern.finditer(folded.text):
        found = next(periods(f"{match[1]} {match[3]} {match[2]}", language, setting), None)
        if found is not None:
            yield Period(found.days, match.start(), match.end(), SURE)


@lru_cache(maxsize=16)
def _compound(language: str) -> re.Pattern[str] | None:
    ends = habits(language).time.ranges.compounds
    months = "|".join(str(each) for each in lexicon(language).words["month"])
    return re.compile(rf"(\w+)\s({months})({ends})\b") if ends else None


def _weeks_on(named: list[Element]) -> int:
    """How many weeks from this one; the coming weekend is that of this week."""
    roles = {role for element in named for role in element.roles}
    if roles & {"after_next", "after_next_prefix"}:
        return 2
    return -1 if "last" in roles else 1 if "next" in roles and "coming" not in roles else 0


def _says_which(element: Element, start: int, end: int) -> bool:
    """Whether an element beside a place says next, last or this."""
    is_beside = 0 <= start - element.end <= 1 or 0 <= element.start - end <= 1
    return is_beside and not element.roles.keys().isdisjoint(WHICH)


def _halves(reader: Reader, words: RangeLexicon, language: str) -> Iterator[Period]:
    """`the second half of July`, `la prima metà del mese prossimo`."""
    scan = reader.scan
    for phrases, half in words.halves.items():
        for match in phrase(phrases).finditer(scan.folded.text):
            place = next((at for at, each in enumerate(scan.elements) if each.start >= match.end()), len(scan.elements))
            month = _month_pattern(language).match(scan.symbols, place)
            days = _month_said(reader, month) if month else None
            if days is not None and month is not None and days.start is not None and days.end is not None:
                first = Days(days.start, days.start.replace(day=15))
                second = Days(days.start.replace(day=16), days.end)
                yield Period(first if half == 1 else second, match.start(), scan.elements[month.end() - 1].end, SURE)


@lru_cache(maxsize=8)
def _month_pattern(language: str) -> re.Pattern[str]:
    return grammar(language).pattern(OF + MONTH)


def _counted(text: str, words: RangeLexicon, language: str, setting: Setting) -> Iterator[Period]:
    """`the next ten days`, `gli ultimi tre mesi`, `les deux prochaines semaines`."""
    folded, _ = prepare(text)
    for phrases, sign in ((words.upcoming, 1), (words.gone, -1)):
        for match in islice(phrase(phrases).finditer(folded.text), MAX_COUNTED):
            # Without the word beside or inside it, what is left is a length of time.
            rest = folded.text[: match.start()] + " " * (match.end() - match.start()) + folded.text[match.end() :]
            length = next((each for each in find_lengths(rest, language) if _is_around(each, match)), None)
            days = _from_today(length, sign, setting) if length and _is_several(length) else None
            if days is not None and length is not None:
                yield Period(days, min(match.start(), length.start), max(match.end(), length.end), SURE)


def _is_several(length: Length) -> bool:
    """Whether several days, weeks or months are counted: the next one alone is one of the calendar."""
    one = Fraction(MONTHS.get(length.unit, 0)) or Fraction(SECONDS[length.unit])
    return length.unit in CALENDAR and (length.months or length.seconds) > one


def _is_around(length: Length, match: re.Match[str]) -> bool:
    return length.start - match.end() <= 1 and match.start() - length.end <= 1


def _from_today(length: Length, sign: int, setting: Setting) -> Days | None:
    today = setting.today
    if sign > 0:
        end = last_day(today, length)
        return Days(today, end) if end else None
    start = (
        shift(today, 1 - int(length.seconds // SECONDS["day"]), "unit_day")
        if length.seconds
        else shift_months(today, -int(length.months))
    )
    return Days(start, today) if start else None
