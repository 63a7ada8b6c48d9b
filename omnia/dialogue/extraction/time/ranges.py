"""Recogniser of ranges of dates: `from the 3rd to the 10th of May`, `dal 3 al 10 maggio`, `next week`, `two weeks from Monday`.

The words between two days part the utterance, and each side is read by the recogniser of dates for what it says; what one side
leaves out, the other tells (`range_values`). Half of a range leaves the other day missing. Both days belong to the range: two
weeks from a Monday end on the thirteenth day after it, a Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.schema.time import RangeLexicon
from omnia.dialogue.extraction.text.phrases import known
from omnia.dialogue.extraction.text.tokens import prepare
from omnia.dialogue.extraction.time.date_values import Setting
from omnia.dialogue.extraction.time.dates import date_value, recognise_date, setting_of
from omnia.dialogue.extraction.time.durations import Length, find_lengths
from omnia.dialogue.extraction.time.range_values import Days, Parts, both_days, last_day, one_day, parts_of, whole_month
from omnia.dialogue.extraction.time.rules.periods import CALENDAR, SURE, periods, phrase
from omnia.dialogue.extraction.time.times import recognise_time
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

MAX_CHARACTERS = 400
"""Ranges are read in so much of an utterance."""

WEAK = 0.5
"""What a bare number is worth as a day."""

MIDDLE = 15
"""The day that is meant by the middle of a month, where a range begins or ends there."""

MAX_CUTS = 6
"""Places between two days that are tried."""

BARE, APART, LONE, MONTH = 0.6, 0.75, 0.8, 0.85
"""Two numbers; two days with nothing that ties them; half of a range; a month that is meant whole."""

NO_SUCH_DAY = "One of these days is on no calendar: say the dates again."

_SMALL = re.compile(r"[\s']*(?:\w{1,4}[\s']+){0,2}")
"""Articles and the like between a word and a day."""

_NUMBERS = re.compile(r"\d[\d/.]*(?:-[\d/.]+)+")
_DASH = re.compile(r"(?<=\s)-(?=\s)")


@dataclass(frozen=True, slots=True)
class Side:
    """What was said of one day, and where."""

    parts: Parts
    start: int
    end: int
    confidence: float


class RangeReader:
    """Reads the ranges of one utterance."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text[:MAX_CHARACTERS]
        self.context = context
        self.setting: Setting = setting_of("date", context, {**context.options, "partial": False})
        self.language = known(context.language)
        self.words: RangeLexicon = pack(self.language).time.ranges
        # The text is composed: places in its folded form are places in the text.
        self.folded = prepare(self.text)[0].text
        self.miss: Violation | None = None
        """A day on one side that no calendar has."""

    def read(self) -> Match | None:
        """The range that was said; None where there is none."""
        found = self._counted() or self._between()
        return found or (None if self.miss else self._period() or self._month() or self._alone())

    # --- two days --------------------------------------------------------------------------------------------------

    def _between(self) -> Match | None:
        for cut, after in self._cuts():
            first, last = self._sides(cut, after)
            if self.miss is not None and (first or last):
                return None
            found = self._both(first, last) if first and last else None
            if found is not None or self.miss is not None:
                return found
        return None

    def _sides(self, cut: int, after: int) -> tuple[Side | None, Side | None]:
        self.miss = None
        return self._left(cut), self._right(cut, after)

    def _cuts(self) -> Iterator[tuple[int, int]]:
        """Where the first day may end and the last begin, the plainest places first."""
        spans = [match.span() for match in phrase(self.words.to).finditer(self.folded)]
        opened = phrase(self.words.between).search(self.folded)
        if opened:
            spans = [match.span() for match in phrase(self.words.both).finditer(self.folded, opened.end())] + spans
        spans += [match.span() for match in _DASH.finditer(self.folded)]
        spans += [span for match in _NUMBERS.finditer(self.folded) if (span := _middle_dash(match)) is not None]
        return iter(spans[:MAX_CUTS])

    def _left(self, cut: int) -> Side | None:
        """The day before a place, with the word that opens the range; small words of its date may look like that word."""
        opened = list(phrase(self._openers).finditer(self.folded, 0, cut))
        found = self._side(0, cut) or (self._side(opened[-1].end(), cut) if opened else None)
        opener = next((match for match in opened if found and 0 <= found.start - match.end() <= 1), None)
        return replace(found, start=opener.start()) if found and opener else found

    @property
    def _partly(self) -> str:
        return f"{self.words.middle}|{self.words.vague}"

    @property
    def _openers(self) -> str:
        return f"{self.words.since}|{self.words.between}"

    def _right(self, cut: int, after: int) -> Side | None:
        return self._side(cut, len(self.text), first=True) or self._side(after, len(self.text), first=True)

    def _side(self, start: int, end: int, *, first: bool = False) -> Side | None:
        """The day that is said between two places, the one nearest to the cut; one that does not exist is remembered."""
        reading = self.dates(" " * start + self.text[start:end])
        matches = sorted(reading.matches, key=lambda match: match.span[0])
        if not matches:
            self.miss = next(iter(reading.violations), self.miss)
            return None
        match = matches[0 if first else -1]
        side = Side(match.parts, *match.span, match.confidence)
        is_middle = "day" not in match.parts and "month" in match.parts and self._follows(self.words.middle, side)
        return replace(side, parts={**side.parts, "day": MIDDLE}) if is_middle else side

    def _follows(self, words: str, side: Side) -> bool:
        return _stands_before(words, self.folded[: side.end], side)

    def dates(self, text: str, reference: datetime | None = None) -> Reading:
        """The dates in a text, each with what was said of it."""
        options = {**self.context.options, "partial": True}
        context = replace(self.context, focus=None, held={}, options=options, reference=reference or self.context.reference)
        return recognise_date(text, context)

    def _both(self, first: Side, last: Side) -> Match | None:
        days = both_days(first.parts, last.parts, self.setting)
        if days is None or days.start is None or days.end is None:
            raw = self.text[first.start : last.end]
            self.miss = Violation("date_range", "date_valid", raw, (first.start, last.end), NO_SUCH_DAY)
            return None
        if days.end < days.start:
            days = Days(days.start, self._day_after(days.start, last) or days.end)
        bare = "month" not in first.parts and "month" not in last.parts
        sure = min(SURE, BARE if bare and min(first.confidence, last.confidence) <= WEAK else SURE)
        return self._match(days, first.start, max(last.end, first.end), sure)

    def _day_after(self, start: date, last: Side) -> date | None:
        """`from Monday to Friday`: the Friday that comes after that Monday."""
        reference = datetime(start.year, start.month, start.day)  # noqa: DTZ001  # the person's local time
        matches = self.dates(self.text[last.start : last.end], reference).matches
        day = one_day(matches[0].parts, self.setting) if matches else None
        return day if day is not None and day >= start else None

    # --- a day and a length ------------------------------------------------------------------------------------------

    def _counted(self) -> Match | None:
        """`two weeks from Monday`, `dal 3 maggio per dieci giorni`."""
        for length in find_lengths(self.text, self.language):
            if length.unit not in CALENDAR:
                continue
            since = phrase(self.words.since).match(self.folded, _skip_space(self.folded, length.end))
            lasting = next(
                (m for m in phrase(self.words.lasting).finditer(self.folded) if 0 <= length.start - m.end() <= 1), None
            )
            sides = [self._right(since.start(), since.end())] if since else []
            sides += [self._left(lasting.start()), self._side(length.end, len(self.text), first=True)] if lasting else []
            found = next((match for side in sides if (match := self._from_day(length, side)) is not None), None)
            if found is not None:
                return found
        return None

    def _from_day(self, length: Length, side: Side | None) -> Match | None:
        first = one_day(side.parts, self.setting) if side else None
        last = last_day(first, length) if first else None
        if side is None or first is None or last is None or last < first:
            return None
        return self._match(Days(first, last), min(side.start, length.start), max(side.end, length.end), SURE)

    # --- said in one -------------------------------------------------------------------------------------------------

    def _period(self) -> Match | None:
        found = next(periods(self.text, self.context.language, self.setting), None)
        return self._match(found.days, found.start, found.end, found.confidence) if found else None

    def _month(self) -> Match | None:
        """`the whole of July`, `July 2026`, `all of 2025`: a month or year without a day in it."""
        for match in self.dates(self.text).matches:
            parts = match.parts
            side = Side(parts, *match.span, match.confidence)
            if "day" in parts or not parts.keys() & {"month", "year"} or self._follows(self._partly, side):
                continue
            if "month" in parts:
                days = whole_month(parts["month"], parts.get("year"), self.setting)
            else:
                days = Days(date(parts["year"], 1, 1), date(parts["year"], 12, 31))
            cue = next((m for m in phrase(self.words.whole).finditer(self.folded) if m.end() <= match.span[0]), None)
            if "month" in parts or (cue is not None or match.span[1] - match.span[0] == 4):
                return self._match(days, *match.span, SURE if cue else MONTH)
        return None

    # --- one day -----------------------------------------------------------------------------------------------------

    def _alone(self) -> Match | None:
        """Half of a range, or the whole of one that is half known."""
        start, end = _held(self.context.held, "start"), _held(self.context.held, "end")
        counted = self._length_from(start) if start else None
        if counted is not None:
            return counted
        reading = self.dates(self.text)
        matches = [match for match in sorted(reading.matches, key=lambda match: match.span[0]) if "day" in match.parts]
        sides = [side for match in matches if not self._counts(side := Side(match.parts, *match.span, match.confidence))]
        if len(sides) == 2:
            found = self._both(*sides)
            return replace(found, confidence=APART) if found else None
        if len(sides) != 1 or self._is_other(sides[0]):
            return None
        return self._half(sides[0], start, end)

    def _counts(self, side: Side) -> bool:
        """Whether a bare number counts something: `for three people`."""
        return side.confidence <= WEAK and self._follows(self.words.lasting, side)

    def _is_other(self, side: Side) -> bool:
        """Whether a bare number is a time of day (`às três e meia`) or part of another range (`from 9 to 17 hours`)."""
        if side.confidence > WEAK:
            return False
        if phrase(self.words.to).match(self.folded, _skip_space(self.folded, side.end)) is not None:
            return True
        clocks = recognise_time(self.text, replace(self.context, focus=None, options={})).matches
        return any(match.span[0] <= side.start and side.end < match.span[1] for match in clocks)

    def _length_from(self, start: date) -> Match | None:
        """`for a week`, `the same day`, where the first day is known."""
        same = phrase(self.words.same).search(self.folded)
        if same:
            return self._match(Days(None, start), *same.span(), SURE)
        length = next((each for each in find_lengths(self.text, self.language) if each.unit in CALENDAR), None)
        end = last_day(start, length) if length else None
        if length is None or end is None or end < start or self.dates(self.text).matches:
            return None
        return self._match(Days(None, end), length.start, length.end, SURE)

    def _half(self, side: Side, start: date | None, end: date | None) -> Match | None:
        """One day: the first or the last, as the words before it say, as it was asked for, or as fits what is known."""
        day = one_day(side.parts, self.setting)
        as_end = both_days(parts_of(start), side.parts, self.setting) if start else None
        as_start = both_days(side.parts, parts_of(end), self.setting) if end else None
        which = self._which(side, day, start, end)
        if which == "end":
            last = as_end.end if as_end else day
            if last is not None and start is not None and last < start:
                last = self._day_after(start, side) or last
            return self._match(Days(None, last), side.start, side.end, LONE) if last else None
        first = as_start.start if as_start and as_start.start else day
        return self._match(Days(first, None), side.start, side.end, LONE) if first else None

    def _which(self, side: Side, day: date | None, start: date | None, end: date | None) -> str:
        if self._follows(self.words.until, side):
            return "end"
        if self._follows(self.words.since, side):
            return "start"
        focus = (self.context.focus or "").rpartition(".")[2]
        if focus in ("start", "end"):
            return focus
        if start is None or end is None or day is None:
            return "end" if start is not None and end is None else "start"
        number = side.parts.get("day", day.day)
        return "end" if abs(number - end.day) < abs(number - start.day) else "start"

    def _match(self, days: Days, start: int, end: int, confidence: float) -> Match:
        parts = {key: date_value(parts_of(day), day) for key, day in (("start", days.start), ("end", days.end)) if day}
        value = {"start": parts.get("start"), "end": parts.get("end")}
        return Match("date_range", value, self.text[start:end], (start, end), confidence, parts)


def recognise_date_range(text: str, context: Context) -> Reading:
    """The range of dates in an utterance, or the half of it that was said. Option: `bias` as for dates."""
    reader = RangeReader(text, context)
    found = reader.read()
    if found is not None:
        return Reading((found,))
    misses = (reader.miss,) if reader.miss else reader.dates(reader.text).violations
    return Reading((), tuple(replace(miss, kind="date_range") for miss in misses))


def _held(held: Mapping[str, Any], key: str) -> date | None:
    try:
        return date.fromisoformat(held[key]["iso"])
    except (KeyError, TypeError, ValueError):
        return None


def _skip_space(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip())


def _stands_before(words: str, before: str, side: Side) -> bool:
    """Whether one of the phrases stands before a day with at most small words between, or is the first word of it."""
    return any(
        match.start() == side.start or (match.end() <= side.start and _SMALL.fullmatch(before, match.end(), side.start))
        for match in phrase(words).finditer(before)
    )


def _middle_dash(match: re.Match[str]) -> tuple[int, int] | None:
    """The dash between two dates in digits: the middle one of an odd number, for a date has two or none (`3-10`, `3/5-10/5`)."""
    dashes = [match.start() + place for place, sign in enumerate(match.group()) if sign == "-"]
    return (dashes[len(dashes) // 2], dashes[len(dashes) // 2] + 1) if len(dashes) % 2 else None
