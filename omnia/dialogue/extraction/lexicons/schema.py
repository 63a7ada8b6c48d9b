"""The shape of a language's lexicon: plain data that the recognisers of numbers, dates, times and amounts read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLexicon:
    """How a language writes numbers in words. All words are folded (lower case, no accents).

    `cardinals` are words below a thousand; `hundreds` multiply what stands before them by 100; `scales` by their value.
    `joiners` may stand between two words where the first is worth at least `join_after`. `inverted` is the word between
    unit and ten where the unit comes first. `ordinal_endings` pair an ending with the letters that may have been lost
    before it. `glued`: words are written together. `accepts` lists, for words that take more after them than their size
    tells, the highest value that may follow (French `soixante` takes up to 19). Scales in `alone` never multiply (Italian `mille`, beside `mila`).
    `teens_join`: ten and a unit joined are a teen (`diez y seis`). `leading_point`: decimals may begin with the point.
    `bare_parts` are fractions that need no article after a joiner (`deux et quart`), `part_nouns` follow an ordinal (`tercera parte`),
    `fused_endings` end a number in one word (`elfeinhalb`). `below_zero` follows a negative number, `roughly` stands before a minus
    that is none (`più o` meno). `pairs` after an article are two, `none` alone is zero, and neither hundreds after
    `vague` nor `loose` words are counted.
    """

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    hundreds: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    join_after: int = 100
    inverted: str = ""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_endings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    digit_endings: frozenset[str] = frozenset()
    glued: bool = False
    accepts: Mapping[int, int] = field(default_factory=dict)
    teens_join: bool = False
    vigesimal: bool = False
    elided: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    denominators: Mapping[str, int] = field(default_factory=dict)
    fraction_joiners: frozenset[str] = frozenset()
    over: tuple[str, ...] = ()
    parts_word: str = ""
    fused: Mapping[str, float] = field(default_factory=dict)
    fused_endings: Mapping[str, float] = field(default_factory=dict)
    bare_parts: frozenset[str] = frozenset()
    part_nouns: frozenset[str] = frozenset()
    below_zero: tuple[str, ...] = ()
    roughly: tuple[str, ...] = ()
    pairs: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    zeros: frozenset[str] = frozenset()
    leading_point: bool = False
    dozens: Mapping[str, int] = field(default_factory=dict)
    suffixes: Mapping[str, int] = field(default_factory=dict)
    decimal: str = ","
    grouping: str = "."
    percent: tuple[str, ...] = ()
    permille: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All that is known of a language.

    `currencies` may name a multiple too ("GBP 1000"; "-" where no currency is implied). `ranges` are phrases between two ends,
    `range_starts` those before the first, where a plain `and` stands between them; `hundredths_joiners` stand between units and
    hundredths before a currency (`dodici e cinquanta euro`; "" where none is needed).
    `words` maps a role (`month`, `weekday`, `next`, …) to its phrases: a mapping of `"phrase|phrase"` to a value, or one
    such string for roles without values. `currencies` maps phrases to ISO 4217 codes, `cents` names of hundredths to the
    code they imply ("" where they fit several).
    `next_weekday_is_next_week`: `next Friday` is that of next week. `literal_clock`: an hour said is an hour of 24;
    `literal_digits`: so is one written in digits.
    """

    language: str
    numbers: NumberLexicon
    words: Mapping[str, Mapping[str, Any] | str]
    holidays: Mapping[str, str]
    currencies: Mapping[str, str]
    cents: Mapping[str, str]
    ranges: frozenset[str] = frozenset()
    range_starts: frozenset[str] = frozenset()
    hundredths_joiners: frozenset[str] = frozenset()
    next_weekday_is_next_week: bool = False
    literal_clock: bool = False
    literal_digits: bool = False
