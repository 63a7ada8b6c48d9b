"""Recogniser of appointments: a day and a time of day in one breath, `Tuesday at half past four`, `il 12 alle 15 e 30`.

Days and times are made of the same numbers, so the words are read twice, for the time first and for the day first; the reading
that leaves something for the other one wins, then the surer one. An hour that may be of the morning or the afternoon is taken as
one of the working day, from seven to seven, unless that is over already.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from omnia.dialogue.extraction.languages import lexicon
from omnia.dialogue.extraction.text.grammar import grammar
from omnia.dialogue.extraction.text.tokens import fold
from omnia.dialogue.extraction.time.composing import compose_date_time
from omnia.dialogue.extraction.time.dates import date_value, recognise_date
from omnia.dialogue.extraction.time.durations import find_lengths
from omnia.dialogue.extraction.time.range_values import parts_of
from omnia.dialogue.extraction.time.times import recognise_time, time_value
from omnia.dialogue.extraction.values import Context, Match, Reading, Violation

WORKING_HOURS = range(7, 19)
"""Hours that people mean when they do not say which half of the day."""

SMALL_HOURS = range(5)
"""Hours of a night that began on the day before."""

MAX_CHARACTERS = 400
COUNTED = 0.97
"""How sure a time is that is counted from now."""

CHOSEN, HALF = 0.9, 0.85
"""An hour of the working day out of two; a day or a time alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A day and a time found in the same words."""

    day: Match | None
    clock: Match | None

    @property
    def weight(self) -> float:
        """What a reading is worth beside another one."""
        return sum(found.confidence for found in (self.day, self.clock) if found)


def recognise_date_time(text: str, context: Context) -> Reading:
    """The day and time in an utterance, or the half that was said. Options: those of a date."""
    text = text[:MAX_CHARACTERS]
    dates = _dates(text, context)
    pair = _dated(text, _best(text, context, dates), context)
    misses = () if pair.day else tuple(_whole_miss(text, miss, pair.clock) for miss in dates.violations)
    if pair.day is None and pair.clock is None:
        return Reading((), misses)
    return Reading((_match(text, pair),), misses)


def _whole_miss(text: str, miss: Violation, clock: Match | None) -> Violation:
    """A day that is on no calendar, with the time said beside it: what is left of the answer is not what was meant."""
    spans = [miss.span, clock.span] if clock else [miss.span]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Violation("date_time", miss.rule, text[start:end], (start, end), miss.message)


def _dates(text: str, context: Context) -> Reading:
    return recognise_date(text, replace(context, focus=None, held={}, options={**context.options, "partial": False}))


def _best(text: str, context: Context, dates: Reading) -> Pair:
    """The better of two readings: the time first, or the day first."""
    asked = (context.focus or "").rpartition(".")[2]
    clock = _clock(text, context, guess=asked == "time")
    day = next(iter(dates.matches), None)
    if day is not None and clock is not None and (day.span[1] <= clock.span[0] or clock.span[1] <= day.span[0]):
        return Pair(day, clock)  # each has words of its own
    first = Pair(next(iter(_dates(_without(text, clock), context).matches), None) if clock else day, clock)
    second = Pair(day, _rest_clock(text, day, context) if day else clock)
    if first.day is None and second.clock is None and first.clock and second.day:
        # The same words may be a day or a time: what was asked for, else what is surer.
        wanted = asked or ("time" if first.clock.confidence >= second.day.confidence else "date")
        return first if wanted == "time" else second
    return first if first.weight >= second.weight else second


def _rest_clock(text: str, day: Match, context: Context) -> Match | None:
    """The time in the words around a day; `and a half` after it shows that the day has eaten the hour."""
    clock = _clock(_without(text, day), context)
    words = lexicon(context.language).words
    goes_on = {*str(words.get("minute_joiner", "")).split("|"), *str(words["and"]).split("|")}
    return None if clock is None or fold(clock.raw).text.split()[0] in goes_on else clock


def _clock(text: str, context: Context, *, guess: bool = False) -> Match | None:
    """The time in a text; a bare number is one only where a time is asked for."""
    # A mark at the end keeps a number from being all that was said.
    matches = recognise_time(text if guess else f"{text} ,", replace(context, focus=None, options={})).matches
    return _of_working_day(matches) if matches else None


def _of_working_day(matches: tuple[Match, ...]) -> Match:
    """The likelier of the two readings of an hour."""
    first = matches[0]
    other = next((match for match in matches[1:] if match.span == first.span), None)
    if other is None:
        return first
    chosen = next((match for match in (first, other) if match.value["hour"] in WORKING_HOURS), first)
    return replace(chosen, confidence=CHOSEN)


def _without(text: str, match: Match | None) -> str:
    """A text without the words of a match; a mark stands in for them, so that those around do not join."""
    if match is None:
        return text
    start, end = match.span
    return f"{text[:start]},{' ' * (end - start - 1)}{text[end:]}"


def _dated(text: str, pair: Pair, context: Context) -> Pair:
    """A time that is counted from now has its day; an hour that is over today is the other one."""
    clock = pair.clock
    if clock is None:
        return pair
    if pair.day is None and clock.confidence == COUNTED:
        counted = _day_counted(clock, context)
        return Pair(replace(clock, kind="date", value=date_value(parts_of(counted), counted)), clock) if counted else pair
    if pair.day is not None and _is_of_the_night(text, pair.day, clock, context):
        tomorrow = context.reference.date() + timedelta(days=1)
        return Pair(replace(pair.day, value=date_value(parts_of(tomorrow), tomorrow)), clock)
    day = pair.day.value if pair.day else context.held.get("date") or {}
    now = context.reference
    is_over = day.get("iso") == now.date().isoformat() and clock.value["iso"] < now.strftime("%H:%M")
    if clock.confidence == CHOSEN and is_over and clock.value["hour"] < 12:
        return Pair(pair.day, replace(clock, value=time_value(clock.value["hour"] + 12, clock.value["minute"])))
    return pair


def _is_of_the_night(text: str, day: Match, clock: Match, context: Context) -> bool:
    """Whether a time of tonight lies behind the next midnight: `tonight at half past midnight`."""
    now = context.reference
    if day.value["iso"] != now.date().isoformat() or clock.value["hour"] not in SMALL_HOURS or now.hour in SMALL_HOURS:
        return False
    return any("night" in element.roles for element in grammar(context.language).scan(text).elements)


def _day_counted(clock: Match, context: Context) -> date | None:
    """The day of `in two hours`: near midnight it is tomorrow."""
    length = next(iter(find_lengths(clock.raw, context.language)), None)
    if length is None or length.months or length.seconds > 10**7:
        return None
    moment = context.reference + timedelta(seconds=float(length.seconds))
    return moment.date() if (moment.hour, moment.minute) == (clock.value["hour"], clock.value["minute"]) else None


def _match(text: str, pair: Pair) -> Match:
    found = {key: match for key, match in (("date", pair.day), ("time", pair.clock)) if match}
    start, end = min(match.span[0] for match in found.values()), max(match.span[1] for match in found.values())
    parts = {key: match.value for key, match in found.items()}
    sure = min(match.confidence for match in found.values())
    sure = min(sure, HALF) if len(found) == 1 else max(sure, 0.8)
    return Match("date_time", compose_date_time(parts), text[start:end], (start, min(end, len(text))), sure, parts)
