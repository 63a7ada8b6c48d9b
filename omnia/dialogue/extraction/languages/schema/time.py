"""Days, clocks and lengths of time: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


ROLES = (
    "month", "weekday", "relative_day", "next", "last", "this", "unit_day", "unit_week", "unit_month", "unit_year", "unit_hour", "unit_minute",
    "the", "of", "at", "oclock", "half", "quarter", "and", "am", "pm", "noon", "midnight", "morning", "afternoon", "night",
)  # fmt: skip
"""The roles of words without which no day and no hour is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The words that the grammars of dates and times read.

    `words` maps a role (`month`, `weekday`, `next`, …) to its phrases: a mapping of `"phrase|phrase"` to a value, or one
    such string for roles without values; `holidays` maps names to rules. `ranges` are phrases between two ends, `range_starts` those
    before the first, where a plain `and` stands between them. `next_weekday_is_next_week`: `next Friday` is that of next week.
    `literal_clock`: an hour said is an hour of 24; `literal_digits`: so is one written in digits.
    `half`: what half right before an hour means, half `to` it (`halb vier`) or half `past` it (`half four`); nothing where it is not said so.
    `look_alikes`: words and names of people that look like a month or weekday misspelt; read whatever is spoken.
    `order_by_country`: whether the country, and not the language, tells if the month is written before the day.

    Roles of `words` that do not explain themselves: `relative_day` tells days from today; `adjacent_day` the day before another (-1) or
    after it (1); `minute_joiner` stands between an hour and its minutes; `ago_prefix`, `after_next_prefix` and `before_last_prefix` stand
    before what they tell of; `in_a_fortnight` after a weekday (`lundi en quinze`), as `week_suffix` does (`Monday week`);
    `week_preposition` between a week and the day that it is counted from (`a week on Monday`), `week_base` are days without one.

    `context_words` are words beside numbers and days that tell what they are, by role. They stand apart from `words`, which are never
    names: many of these may be.

    `label`: says that a number of another kind follows; `counted`: what a number before it counts; `street`: named after days;
    `called`: a name follows; `up_to`: parts the ends of a range; `between`: opens one; `plural`: an article of several;
    `lasting`: after a number of hours, a while; `negation`: rules the next day out; `every`: means them all; `first_of_month`: the only ordinal that is said for a day;
    `verb`: a month that is a verb too; `modal`: a word beside that verb.
    """

    words: Mapping[str, Mapping[str, Any] | str]
    holidays: Mapping[str, str]
    context_words: Mapping[str, str]
    ranges: frozenset[str] = frozenset()
    range_starts: frozenset[str] = frozenset()
    next_weekday_is_next_week: bool = False
    literal_clock: bool = False
    literal_digits: bool = False
    half: Literal["", "to", "past"] = ""
    order_by_country: bool = False
    look_alikes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ages:
    """Phrases separated by `|`: `before` a number (and nothing after it), `after` one, and `turned` where the birthday is told too."""

    before: str
    after: str
    turned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationLexicon:
    """One language's words.

    `units` maps phrases to a unit and how many of it they are (`fortnight`: two weeks). `quantities` are numbers that the number
    words do not hold. `glue` may stand between a number and its unit, `joiners` before what is added (`and` twenty minutes);
    an hour after a word of `clock`, or before one of `less`, is a time of day. `halves` add a half to the number before them.
    """

    units: Mapping[str, tuple[str, int]]
    quantities: Mapping[str, Fraction]
    glue: str
    joiners: str
    clock: str
    less: str = ""
    halves: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeLexicon:
    """One language's words, as `"phrase|phrase"`.

    `since` stands before the first day, `to` between the two, `until` before a last day alone, `between` and `both` around two
    (`between` the 5th `and` the 8th). `lasting` stands before a length, `upcoming` and `gone` beside a counted one (the `next` ten
    days). `weekend` is Saturday and Sunday; `halves` are those of a month or year; `same` is the day that was said before;
    `whole` stands before a month or year that is meant from its first day to its last, `middle` and `vague` before one of which
    only a part is meant.
    """

    since: str
    to: str
    until: str
    between: str
    both: str
    lasting: str
    upcoming: str
    gone: str
    weekend: str
    halves: Mapping[str, int]
    same: str
    middle: str
    vague: str
    whole: str
    compounds: str = ""
    """Folded words that are written together with the month before them: `Juliwoche`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryWords:
    """Words that go with the expiry of a card; all folded."""

    cues: str
    """Beginnings of words that make sure that a month and a year are an expiry."""
    slashes: str
    """How the mark between month and year is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneWords:
    """How time zones are named: minutes ahead of UTC, or a zone of the IANA database where the clocks change."""

    cities: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...]
    """How a language says the time of a city."""
    own: Mapping[str, int | str]
    home: frozenset[int | str] = frozenset()
    """Zones that are a caller's own where nothing else is known; English is spoken in too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Days, clocks and lengths of time: all that a language says of it."""

    calendar: Calendar
    ages: Ages
    durations: DurationLexicon
    ranges: RangeLexicon
    expiries: ExpiryWords
    zones: ZoneWords
