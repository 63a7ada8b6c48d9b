"""Recognisers of dates and of their parts.

The grammar (`rules`) reads an utterance as elements; the longest reading
wins, then the one that says most; what is something else is left out (`exclusions`). dateparser is asked only when the grammar
finds nothing, about short texts that hold a month, a number and no unknown word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from omnia.dialogue.extraction.languages import habits, lexicon
from omnia.dialogue.extraction.regions import told_region
from omnia.dialogue.extraction.text.grammar import Scan, grammar
from omnia.dialogue.extraction.time import exclusions
from omnia.dialogue.extraction.time.ages import birth_of_age, stated_age
from omnia.dialogue.extraction.time.date_digits import dates_in_digits, is_torn, with_years_in_pieces, with_years_written
from omnia.dialogue.extraction.time.date_values import Found, Setting, options_of
from omnia.dialogue.extraction.time.rules import absolute, anchored, calendar, relative
from omnia.dialogue.extraction.time.rules.absolute import Reader, Rule
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

CONFIDENCE = (0.5, 0.75, 0.85, 0.95, 0.98, 0.99)
"""By quality: a bare number is hardly a date, a day with month and year is one."""

TWO_DAYS = 0.4
"""How sure a birth is beside another day: one of the two was misheard."""

OF_AGE = 0.8
"""How sure a birth is that follows from an age and the birthday."""

ROW_OF_DIGITS = 0.65
"""A row of digits is a date where one is asked for; elsewhere it may be any number."""

MONTH_FIRST = frozenset({"US", "PH", "BZ", "FM", "GU", "MH", "PW", "PR", "VI", "AS"})
"""Regions that write the month before the day (Unicode CLDR date formats)."""

NUMBERS = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}")
OTHER_ORDER = 0.9
"""What is left of the confidence when day and month are turned round."""

MAX_ELEMENTS = 400
"""A longer utterance is read to here."""

MAX_FALLBACK = 40
"""Characters of the longest text that dateparser is asked about."""

_NO_FALLBACK = frozenset(
    {
        "other",
        "modal",
        "unit_day",
        "unit_week",
        "unit_month",
        "unit_year",
        "after",
        "before",
        "counted",
        "label",
        "street",
        "called",
    }
)

MAX_REMEMBERED = 40
"""Elements of an utterance whose form is remembered: longer ones are seldom alike."""


def recognise_date(text: str, context: Context) -> Reading:
    """Dates in an utterance. Options: `bias` past, future or nearest; `day_first`; `partial` keeps only what was said."""
    return _recognise("date", text, context)


def recognise_date_of_birth(text: str, context: Context) -> Reading:
    """As a date, but never in the future; an age is none, unless the birthday is told with it."""
    age = stated_age(text, context)
    if age is None:
        whole, years = with_years_in_pieces(text)
        reading = _recognise("date_of_birth", whole, context)
        return replace(reading, matches=tuple(_as_births(reading.matches, text, years, context)))
    day = birth_of_age(text, age, context, lambda rest: _whole_day(rest, context))
    if day is None:
        return Reading()
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return Reading((Match("date_of_birth", date_value(parts, day), text.strip(), (0, len(text)), OF_AGE, parts),))


def _as_births(matches: tuple[Match, ...], text: str, years: Sequence[tuple[int, int]], context: Context) -> Iterator[Match]:
    """The readings that can be a birth: no day told from today, and one beside another day is doubtful (`19th May 4th 1962`).

    One whose year was heard in pieces holds them all.
    """
    told = [match for match in matches if not _is_told_from_today(match, context)]
    beside = len(told) > 1 and told[0].value["iso"] is not None and set(told[1].parts) == {"day"}
    for place, match in enumerate(told):
        end = max(match.span[1], *(end for start, end in years if start < match.span[1]), 0)
        span = (match.span[0], end)
        given = replace(match, raw=text[slice(*span)], span=span)
        yield replace(given, confidence=TWO_DAYS) if beside and place == 0 else given


def _is_told_from_today(match: Match, context: Context) -> bool:
    return any("relative_day" in element.roles for element in grammar(context.language).scan(match.raw).elements)


def _whole_day(text: str, context: Context) -> date | None:
    """The day that a text tells whole."""
    options = {**context.options, "bias": "past", "partial": False}
    matches = _recognise("date", text, replace(context, focus=None, options=options)).matches
    return date.fromisoformat(matches[0].value["iso"]) if matches and matches[0].value["iso"] else None


def recognise_day(text: str, context: Context) -> Reading:
    """The day of the month, as an integer."""
    return _recognise_part("day", text, context)


def recognise_month(text: str, context: Context) -> Reading:
    """The month, as an integer."""
    return _recognise_part("month", text, context)


def recognise_year(text: str, context: Context) -> Reading:
    """The year, as an integer of four digits."""
    return _recognise_part("year", text, context)


def date_value(parts: dict[str, int], day: date | None) -> dict[str, Any]:
    """The typed value of a date; a part not said is null, and then `iso` too."""
    return {
        "iso": day.isoformat() if day else None,
        "day": parts.get("day"),
        "month": parts.get("month"),
        "year": parts.get("year"),
    }


def setting_of(kind: str, context: Context, options: dict[str, Any]) -> Setting:
    """What the readings of a kind of date depend on besides the words."""
    language = context.language
    if kind == "date_of_birth":
        # Whoever says no year was not born this year: it is asked for.
        options.setdefault("partial", True)
    return options_of(
        kind,
        options,
        today=context.reference.date(),
        day_first=_day_first(context),
        next_week=lexicon(language).next_weekday_is_next_week,
        focus=context.focus.rsplit(".", 1)[-1] if context.focus else None,
    )


def _day_first(context: Context) -> bool:
    """Whether the place writes the day before the month: the region's habit, else the locale's."""
    return not habits(context.language).time.calendar.order_by_country or (told_region(context) or "US") not in MONTH_FIRST


def _order_is_unknown(context: Context) -> bool:
    """Whether nothing tells if the day or the month is written first: no country is named, and the question does not say."""
    if not habits(context.language).time.calendar.order_by_country:
        return False
    return not isinstance(context.options.get("day_first"), bool) and not told_region(context)


def _with_other_order(matches: tuple[Match, ...], turned: tuple[Match, ...]) -> Iterator[Match]:
    """The readings, each followed by the one of the same words with day and month turned round."""
    for match in matches:
        yield match
        for other in turned:
            if other.span == match.span and other.value != match.value:
                yield replace(other, confidence=round(match.confidence * OTHER_ORDER, 4))


def _recognise(kind: str, text: str, context: Context) -> Reading:
    setting = setting_of(kind, context, dict(context.options))
    digits = tuple(_in_digits(kind, text, context.language, setting))
    if digits:
        return Reading(digits)
    written = with_years_written(text, context.language, setting)
    reading = _by_grammar(kind, written, context, setting)
    if reading.matches and _order_is_unknown(context) and NUMBERS.search(written):
        turned = _by_grammar(kind, written, context, replace(setting, day_first=not setting.day_first))
        reading = replace(reading, matches=tuple(_with_other_order(reading.matches, turned.matches)))
    matches = tuple(_as_said(match, text, written) for match in reading.matches) if written != text else reading.matches
    if kind == "date_of_birth":
        matches = tuple(match for match in matches if not is_torn(text, match.span, context.language))
    return Reading(matches, reading.violations)


def _as_said(match: Match, text: str, written: str) -> Match:
    """The match in the words as given, where a year written shorter may have ended it."""
    start, end = match.span
    blanks = len(written) - end - len(written[end:].lstrip())
    end += len(text[end : end + blanks].rstrip())
    return replace(match, raw=text[start:end], span=(start, end))


def _in_digits(kind: str, text: str, language: str, setting: Setting) -> Iterator[Match]:
    """Dates said digit by digit; a date that is not one of birth only where nothing else is said."""
    for found in dates_in_digits(text, language, setting):
        raw, day = text[slice(*found.span)], found.day
        if day > setting.today if kind == "date_of_birth" else raw.strip() != text.strip() or raw.isdigit():
            continue
        parts = {"day": day.day, "month": day.month, "year": day.year}
        yield Match(kind, date_value(parts, day), raw, found.span, ROW_OF_DIGITS, parts)


def _by_grammar(kind: str, text: str, context: Context, setting: Setting) -> Reading:
    scan = grammar(context.language).scan(text)
    found = _affirmed(scan, _best(_readings(Reader(_bounded(scan), setting, context.language))))
    matches: list[tuple[int, int, Match]] = []
    violations: list[Violation] = []
    for one in found:
        span = scan.span(one.first, one.last)
        raw = text[span[0] : span[1]]
        problem = _problem(kind, one, setting)
        if problem:
            violations.append(Violation(kind, problem[0], raw, span, problem[1]))
            continue
        matches.append((-one.quality, span[0], _match(kind, one, raw, span, setting)))
    if not matches and not violations:
        fallback = _fallback(kind, text, context, setting)
        return Reading((fallback,)) if fallback else Reading()
    matches.sort(key=lambda item: item[:2])
    return Reading(tuple(match for _, _, match in matches), tuple(violations))


def _bounded(scan: Scan) -> Scan:
    if len(scan.elements) <= MAX_ELEMENTS:
        return scan
    return Scan(scan.elements[:MAX_ELEMENTS], scan.symbols[:MAX_ELEMENTS], scan.folded)


def _match(kind: str, found: Found, raw: str, span: tuple[int, int], setting: Setting) -> Match:
    parts = dict(found.parts)
    day = found.day
    if day is not None and not setting.partial:
        parts = {"day": day.day, "month": day.month, "year": day.year}
    return Match(kind, date_value(parts, day), raw, span, CONFIDENCE[found.quality], parts)


def _problem(kind: str, found: Found, setting: Setting) -> tuple[str, str] | None:
    """The rule that a reading breaks, and a sentence about it."""
    if found.invalid or (found.day is None and not setting.partial):
        day, month = found.parts.get("day"), found.parts.get("month")
        return "date_valid", f"There is no day {day} in month {month} of that year: say another date."
    if kind == "date_of_birth" and found.day is not None and found.day > setting.today:
        return "date_past", "A date of birth cannot lie in the future: say the date again."
    return None


def _readings(reader: Reader) -> list[Found]:
    """All readings of all rules; days that others count from are widened."""
    found: list[Found] = []
    symbols, language = reader.scan.symbols, reader.language
    matches = _remembered(symbols, language) if len(symbols) <= MAX_REMEMBERED else _matches(symbols, language)
    if not matches:
        return []
    for rule, match in matches:
        one = rule(reader, match)
        if one is None or _is_no_date(reader.scan, one):
            continue
        if rule in relative.COUNTED:
            one = anchored.snap_to_weekday(reader, one, language)
        found.append(anchored.apply_offset(reader, one, language, partial(_gone_by, rule, reader, match)))
    return found


def _gone_by(rule: Rule, reader: Reader, match: re.Match[str]) -> Found | None:
    """The latest such day in the past; few readings ask for it, so the reader for it is made only then."""
    return rule(Reader(reader.scan, replace(reader.setting, bias="past"), reader.language), match)


def _is_no_date(scan: Scan, found: Found) -> bool:
    """Whether the words beside a reading tell that it is something else (see `exclusions`)."""
    first, last = found.first, found.last
    said = [element.roles for element in scan.elements[first:last]]
    ends_in_number = "num" in said[-1] or "ord" in said[-1]
    if exclusions.is_name_or_repeated(scan, first) or (ends_in_number and exclusions.counts_something(scan, last)):
        return True
    if "num" in said[0] and exclusions.is_money(scan, first):
        return True
    has_month = any("month" in roles for roles in said)
    if (has_month or ends_in_number) and exclusions.is_street(scan, first):
        return True
    if has_month:
        return exclusions.is_verb(scan, first, last)
    if not all(roles.keys() & _NUMBERS for roles in said) or all("ord" in roles for roles in said):
        return False
    bare = len(said) == 1 and (exclusions.in_range(scan, first) or exclusions.is_plural(scan, first))
    return bare or exclusions.is_labelled(scan, first) or exclusions.is_chained(scan, first, last)


_NUMBERS = frozenset({"num", "ord", "dot", "slash", "dash"})


def _matches(symbols: str, language: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """Where the patterns of all rules match; symbols say of words only what sort they are, and nothing of what was said."""
    rules = (*absolute.compiled(language), *relative.compiled(language), *calendar.compiled(language))
    return tuple((rule, match) for pattern, rule in rules for match in _overlapping(pattern, symbols))


# Utterances of one form are frequent: `the third of May` and `the ninth of July` are searched once.
_remembered = lru_cache(maxsize=4096)(_matches)


def _overlapping(pattern: re.Pattern[str], symbols: str) -> list[re.Match[str]]:
    """Matches of a pattern; the search goes on inside a match, for a rule may refuse its first words."""
    matches: list[re.Match[str]] = []
    place = 0
    while len(matches) < MAX_ELEMENTS:
        match = pattern.search(symbols, place)
        if match is None:
            break
        matches.append(match)
        place = match.start() + 1
    return matches


def _best(found: list[Found]) -> list[Found]:
    """Readings that do not overlap: the longest first, then the one that says most."""
    chosen: list[Found] = []
    for one in sorted(found, key=lambda item: (-(item.last - item.first), -item.quality, item.first)):
        if all(one.last <= other.first or one.first >= other.last for other in chosen):
            chosen.append(one)
    return chosen


def _affirmed(scan: Scan, found: list[Found]) -> list[Found]:
    """Without the days that are ruled out where another is said: `not the 12th, the 13th`."""
    kept = [one for one in found if not exclusions.is_negated(scan, one.first)]
    return kept or found


def _recognise_part(part: str, text: str, context: Context) -> Reading:
    options = {**context.options, "partial": True}
    asked = replace(context, focus=part, options=options)
    matches: list[Match] = []
    reading = _recognise("date", text, asked)
    for match in reading.matches:
        value = match.parts.get(part)
        if value is not None:
            matches.append(Match(part, value, match.raw, match.span, match.confidence))
    return Reading(tuple(matches), reading.violations)


def _fallback(kind: str, text: str, context: Context, setting: Setting) -> Match | None:
    """Ask dateparser, where something in the words looks like a date at all."""
    if not _worth_asking(text, context.language):
        return None
    from omnia.dialogue.extraction.time.date_fallback import parse_date  # slow to import, and seldom needed

    day = parse_date(text, context.language, context.reference, prefer_past=setting.birth or setting.bias == "past")
    if day is None:
        return None
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return Match(kind, date_value(parts, day), text.strip(), (0, len(text)), 0.6, parts)


def _worth_asking(text: str, language: str) -> bool:
    """Short, with a month and a number, and no word that the grammar does not know: all else costs time and gives wrong days."""
    if len(text) > MAX_FALLBACK:
        return False
    roles = [element.roles.keys() for element in grammar(language).scan(text).elements]
    return (
        any("month" in said for said in roles)
        and any(said & {"num", "ord"} for said in roles)
        and not any(said & _NO_FALLBACK for said in roles)
    )
