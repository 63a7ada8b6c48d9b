"""German: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn"
_TENS = "zwanzig dreisig vierzig funfzig sechzig siebzig achtzig neunzig"
_CARDINALS = {word: n for n, word in enumerate(_UNITS.split())} | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
_SPELT = {"funf": "fuenf", "zwolf": "zwoelf", "dreisig": "dreissig", "zwei": "zwo"}
_ORDINAL_STEMS = {"erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_ENDINGS = ("e", "en", "er", "es", "em")

CARDINALS = NumberLexicon(
    cardinals=_CARDINALS
    | {word.replace(plain, spelt): n for word, n in _CARDINALS.items() for plain, spelt in _SPELT.items() if plain in word and (plain != "zwei")}
    | {"ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwo": 2},
    scales={
        "tausend": 10**3, "tsd": 10**3, "million": 10**6, "millionen": 10**6, "mio": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9,
        "billion": 10**12, "billionen": 10**12, "billiarde": 10**15, "billiarden": 10**15, "trillion": 10**18, "trillionen": 10**18,
    },
    hundreds=frozenset({"hundert", "hunderte"}),
    joiners=frozenset({"und"}),
    join_after=100,
    inverted="und",
    ordinals={stem + ending: n for stem, n in _ORDINAL_STEMS.items() for ending in _ENDINGS},
    ordinal_endings=tuple((mark + ending, ("",)) for mark in ("st", "t") for ending in (*_ENDINGS, "el", "eln")),
    digit_endings=frozenset({"te", "ten", "ter", "tes", "tem", "ste", "sten", "ster", "stes"}),
    glued=True,
    points=frozenset({"komma", "punkt"}),
    minus=frozenset({"minus", "negativ"}),
    articles=frozenset({"ein", "eine", "einen", "einem", "einer"}),
    halves=frozenset({"halb", "halbe", "halber", "halben", "halbes", "halfte"}),
    denominators={"halb": 2, "halbe": 2, "halber": 2, "halben": 2, "halbes": 2, "halfte": 2, "drittel": 3, "dritteln": 3, "viertel": 4, "vierteln": 4, "achtel": 8, "siebtel": 7},
    fraction_joiners=frozenset({"und"}),
    over=("durch", "geteilt durch", "von"),
    below_zero=("unter null", "grad unter null"),
    roughly=("plus", "plus oder"),
    none=frozenset({"keine", "keiner", "keines", "keinen", "kein", "niemand"}),
    vague=frozenset({"paar", "einige", "mehrere", "viele"}),
    loose=frozenset({"dutzende", "hunderte"}),
    fused={"anderthalb": 1.5, "dreiviertel": 0.75, "einviertel": 0.25, "einhalb": 0.5, "viertelmillion": 250_000, "dreiviertelmillion": 750_000, "halbmillion": 500_000},
    fused_endings={"undeinhalb": 0.5, "einhalb": 0.5, "undeinviertel": 0.25, "einviertel": 0.25, "unddreiviertel": 0.75, "dreiviertel": 0.75},
    dozens={"dutzend": 12, "dtzd": 12},
    suffixes={"k": 10**3, "m": 10**6, "mio": 10**6, "mrd": 10**9, "tsd": 10**3},
    percent=("%", "prozent", "vom hundert", "v h"),
    permille=("‰", "promille", "vom tausend"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"von"}),
    parts_of_a_percent=frozenset({"prozent", "prozentpunkt", "prozentpunkte"}),
    either="oder|bis|und|vielleicht|sogar|eine|die|eher|bzw|zwischen|prozent",
    zero="keine|keiner|keinen|keins|kein|niemand|nichts|kein einziger|keine einzige|kein einziges", others="anderer|andere|anderen|mehr|ausser|auser|sonst|weiteren|weitere",
    groups={"zu zweit": 2, "zu dritt": 3, "zu viert": 4, "zu funft": 5, "zu sechst": 6, "zu siebt": 7, "zu acht": 8, "zu neunt": 9, "zu zehnt": 10},
    few="ein paar|einige|mehrere|ein bisschen|ein wenig",
    shares={"halfte": 50},
)  # fmt: skip

RATINGS = RatingWords(
    over="von|von maximal|aus|auf", to="bis|bis zu|und",
    highest="volle punktzahl|hochste punktzahl|hochstpunktzahl|hochstnote|bestnote|hochste note|volle punkte|das maximum|die hochste|maximum",
    lowest="niedrigste punktzahl|mindestpunktzahl|schlechteste note|niedrigste note|das minimum|die niedrigste|minimum",
    cues="gebe|gebe ich|wurde|vergebe|bewerte|bewertung|note|sage|sagen|nehme|verdient|verdienen|punkte|geben|eine glatte",
    units="minute|minuten|stunde|stunden|tag|tage|tagen|woche|wochen|monat|monate|monaten|jahr|jahre|jahren|mal|uhr|personen|leute|euro|anrufe|bestellungen",
    negations="nicht|nie|kein|keine|keinen", bounds="mehr|weniger|mindestens|hochstens|unter|uber|maximal",
    counted="stern|sterne|sternen|punkt|punkte|punkten|nur|danke",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra ix iks",
    times={"doppel": 2, "doppelt": 2, "zwei": 2, "zweimal": 2, "dreifach": 3, "drei": 3, "dreimal": 3, "vier": 4, "funf": 5},
    words={"S": "small klein kleine", "M": "medium mittel mittelgross mittelgros mittlere", "L": "large gross gros", "XL": "extralarge", "XS": "extrasmall"},
    letters={"S": "es", "M": "em", "L": "el ell"},
    cues="grose grosse groesse grosen grossen gr schuhgrose schuhgrosse kleidergrose kleidergrosse konfektionsgrose nummer",
    articles="eine die ein das in",
    around="ich trage habe brauche meistens normalerweise in schuhe schuh europaische",
    halves="einhalb einhalbe",
    denied="zu sehr so ganz ziemlich",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="mal|ampere|volt",
    reading_units="kilowattstunden|kilowattstunde|kilowatt stunden|kilowatt|kubikmeter|liter",
    reading_cues="zahlerstand stand zahler ablesung zeigt steht lese ablese",
    tariffs="tarif register zahlwerk",
    red="rot rote roten",
    kilowatts="kilowatt|kilovoltampere|ka we",
    watts="watt",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
