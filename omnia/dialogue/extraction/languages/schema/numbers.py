"""Numbers in words, and what is counted in them: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
class QuantityWords:
    """One language's words around numbers.

    Words of `either` alone between two numbers leave open which is meant. `zero` says that there is none, unless a word of `others`
    is said with it (`nobody else`). `groups` are numbers without a number word, `few` no number at all. `shares` are parts of a
    whole, in hundredths.
    """

    either: str
    zero: str
    others: str
    groups: Mapping[str, int]
    few: str
    shares: Mapping[str, float]
    parts_of_a_percent: frozenset[str] = frozenset()
    """After a fraction these make it one of a per cent (`half a per cent`, `mezzo punto`); read whatever is spoken."""
    of: frozenset[str] = frozenset()
    """What stands between a part and its whole; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingWords:
    """One language's words of rating.

    `over` stands between a mark and the greatest one, `to` between the ends of a scale.
    `highest` and `lowest` are marks without a number. `cues` stand before the mark that counts where other
    numbers are told, `units` after those; marks are `counted` in points. `negations` deny the mark after them, unless one of `bounds`
    stands between.
    """

    over: str
    to: str
    highest: str
    lowest: str
    cues: str
    units: str
    negations: str
    bounds: str
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeWords:
    """Words of the sizes of clothes and shoes, parted by blanks; all folded."""

    extra: str
    """Each stands for one X."""
    times: Mapping[str, int]
    """How often the X after it stands."""
    words: Mapping[str, str]
    """Words that name a size by themselves; Brazil's GG is the international XL."""
    letters: Mapping[str, str]
    """Names of letters that are words too: they count behind an X, a noun or an article, or as the whole answer."""
    cues: str
    """Nouns before a size."""
    articles: str
    around: str
    """What else people say around a size that is a number."""
    halves: str = ""
    """Words that add a half by themselves, besides those of numbers: `38 einhalb`."""
    denied: str
    """Before one of these, small and large say how something is, and are no size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyWords:
    """Words around what a meter shows and around the power of a supply; phrases are parted by `|`, single words by blanks."""

    reading_units: str
    reading_cues: str
    """Words that announce what a meter shows."""
    tariffs: str
    """Before a single digit these name what is read: `fascia uno` is no part of the reading."""
    red: str
    """The colour of a dial's decimals."""
    kilowatts: str
    watts: str
    tenths_after: str = ""
    """The word between kilowatts and tenths of one: `tre e tre` is 3.3."""
    other_units: str = ""
    """After a number these say that it is no reading and no power; read whatever is spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers in words, and what is counted in them: all that a language says of it."""

    cardinals: NumberLexicon
    quantities: QuantityWords
    ratings: RatingWords
    sizes: SizeWords
    energy: EnergyWords
