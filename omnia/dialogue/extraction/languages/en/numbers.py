"""English: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "ninty": 90,
}
_TOGETHER = {ten + unit: n + digit for ten, n in _TENS.items() for digit, unit in enumerate(_UNITS.split()[1:10], 1)}

CARDINALS = NumberLexicon(
    cardinals={word: n for n, word in enumerate(_UNITS.split())}
    | _TENS
    | _TOGETHER
    | {"nought": 0, "naught": 0, "nil": 0, "nineth": 9},
    scales={
        "thousand": 10**3,
        "thousands": 10**3,
        "lakh": 10**5,
        "lakhs": 10**5,
        "million": 10**6,
        "millions": 10**6,
        "mil": 10**6,
        "mln": 10**6,
        "crore": 10**7,
        "crores": 10**7,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "trillions": 10**12,
        "quadrillion": 10**15,
        "quintillion": 10**18,
        "sextillion": 10**21,
    },
    hundreds=frozenset({"hundred", "hundreds"}),
    joiners=frozenset({"and"}),
    join_after=100,
    ordinals={word: n + 1 for n, word in enumerate(_ORDINALS.split())}
    | {
        "forth": 4,
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "seventieth": 70,
        "eightieth": 80,
        "ninetieth": 90,
        "hundredth": 100,
        "thousandth": 10**3,
        "millionth": 10**6,
        "billionth": 10**9,
        "trillionth": 10**12,
        "twelveth": 12,
    },
    ordinal_endings=(("s", ("",)),),
    digit_endings=frozenset({"st", "nd", "rd", "th"}),
    points=frozenset({"point"}),
    minus=frozenset({"minus", "negative"}),
    articles=frozenset({"a", "an"}),
    halves=frozenset({"half"}),
    denominators={"half": 2, "halves": 2, "quarter": 4, "quarters": 4},
    fraction_joiners=frozenset({"and"}),
    over=("over", "out of", "in", "divided by"),
    below_zero=("below zero", "degrees below zero", "degrees below"),
    roughly=("plus or", "plus"),
    zeros=frozenset({"oh", "o"}),
    leading_point=True,
    pairs=frozenset({"couple"}),
    none=frozenset({"none", "nobody", "no one", "none at all", "not one"}),
    vague=frozenset({"few", "several", "some", "many"}),
    loose=frozenset({"dozens", "hundreds", "thousands", "millions", "billions", "trillions"}),
    fused={"fiver": 5, "tenner": 10},
    dozens={"dozen": 12, "dozens": 12, "dz": 12, "doz": 12, "gross": 144, "score": 20},
    suffixes={"k": 10**3, "m": 10**6, "mil": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "g": 10**9},
    decimal=".",
    grouping=",",
    percent=("%", "percent", "per cent", "percentage", "pct"),
    permille=("‰", "per mille", "per mil", "per thousand", "permille"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"of"}),
    parts_of_a_percent=frozenset({"percent", "percentage", "per", "point", "points"}),
    either="or|to|and|till|maybe|perhaps|even|a|an|between|possibly|through|percent|per|cent",
    zero="none|nobody|no one|none at all|not any|not one|not a single one|nothing|nil", others="else|other|others|more|but|apart|except",
    groups={"a couple": 2, "couple of": 2, "a pair": 2, "pair of": 2, "half a dozen": 6}, few="a few|several|some|quite a few|a handful",
    shares={"half": 50},
)  # fmt: skip

RATINGS = RatingWords(
    over="out of|out of a|of|over|on|from", to="to|through|and",
    highest="top marks|full marks|top score|perfect score|highest score|highest mark|maximum score|the maximum|the highest|the max|maximum",
    lowest="lowest score|lowest mark|minimum score|the minimum|the lowest|bottom marks|minimum",
    cues="give|gave|rate|rating|score|mark|say|put|grade|call|it s|deserve|deserves|make|go with",
    units="minute|minutes|hour|hours|day|days|week|weeks|month|months|year|years|time|times|people|call|calls|euro|euros|pounds|dollars|am|pm|o clock|of you|agents|orders",
    negations="not|never|t|cannot|hardly", bounds="more|less|least|most|under|over|below|above|lower|higher",
    counted="star|stars|point|points|mark|only|please|plus|minus|thanks",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra ex",
    times={"double": 2, "two": 2, "triple": 3, "three": 3, "four": 4, "five": 5},
    words={"S": "small smalls", "M": "medium mediums", "L": "large larges", "XL": "xlarge extralarge", "XS": "xsmall extrasmall"},
    letters={"S": "ess", "M": "", "L": "ell"},
    cues="size sizes sized number",
    articles="a an the",
    around="i wear take usually normally in shoe eu uk us european american british am",
    denied="too very so more really",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="ampere|amperes|amp|amps|volt|volts",
    reading_units="kilowatt hours|kilowatt hour|kilowatts|cubic metres|cubic meters|cubic metre|cubic meter|cubic feet|litres|liters|units",
    reading_cues="reading reads read meter shows display index says number",
    tariffs="rate band tier register tariff",
    red="red",
    kilowatts="kilowatts|kilovolt amps",
    watts="watts",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
