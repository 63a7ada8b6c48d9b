"""Italian: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
_ORDINALS = "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo"

CARDINALS = NumberLexicon(
    cardinals={word: n for n, word in enumerate(_UNITS.split())}
    | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
    | {word[:-1]: 20 + 10 * n for n, word in enumerate(_TENS.split())}
    | {"un": 1, "una": 1, "diciasette": 17, "dicianove": 19, "diciaotto": 18},
    elided=frozenset(word[:-1] for word in _TENS.split()) | {"cent"},
    scales={
        "mille": 10**3, "mila": 10**3, "milione": 10**6, "milioni": 10**6, "mln": 10**6, "miliardo": 10**9, "miliardi": 10**9, "mld": 10**9,
        "bilione": 10**12, "bilioni": 10**12, "biliardo": 10**15, "biliardi": 10**15, "trilione": 10**18, "trilioni": 10**18,
    },
    hundreds=frozenset({"cento", "cent"}),
    alone=frozenset({"mille"}),
    joiners=frozenset({"e"}),
    join_after=100,
    ordinals={form: n + 1 for n, word in enumerate(_ORDINALS.split()) for form in (word, word[:-1] + "a", word[:-1] + "i", word[:-1] + "e")},
    ordinal_endings=tuple((ending, ("", "o", "e", "a", "i", "un", "lle")) for ending in ("esimo", "esima", "esimi", "esime")),
    digit_endings=frozenset({"o", "a", "°", "esimo", "esima"}),
    glued=True,
    points=frozenset({"virgola", "punto"}),
    minus=frozenset({"meno", "negativo"}),
    articles=frozenset({"un", "una", "uno"}),
    halves=frozenset({"mezzo", "mezza", "meta"}),
    part_nouns=frozenset({"parte", "parti"}),
    denominators={"mezzo": 2, "mezzi": 2, "mezza": 2, "meta": 2, "quarto": 4, "quarti": 4, "terzo": 3, "terzi": 3},
    fraction_joiners=frozenset({"e"}),
    over=("su", "diviso", "fratto"),
    below_zero=("sotto zero", "gradi sotto zero", "sottozero", "gradi sottozero"),
    roughly=("piu o",),
    pairs=frozenset({"paio"}),
    none=frozenset({"nessuno", "nessuna", "nessun", "neanche uno", "nemmeno uno"}),
    vague=frozenset({"qualche", "alcuni", "alcune", "diversi", "diverse", "parecchi", "parecchie"}),
    loose=frozenset({"dozzine", "decine", "centinaia", "migliaia"}),
    dozens={"dozzina": 12, "dozzine": 12, "decina": 10, "decine": 10, "ventina": 20, "trentina": 30, "quarantina": 40, "cinquantina": 50, "sessantina": 60, "settantina": 70, "ottantina": 80, "novantina": 90, "quindicina": 15, "centinaio": 100, "centinaia": 100, "migliaio": 1000, "migliaia": 1000},
    suffixes={"k": 10**3, "m": 10**6, "mln": 10**6, "mld": 10**9, "mila": 10**3},
    percent=("%", "per cento", "percento", "percentuale", "punti percentuali", "punto percentuale"),
    permille=("‰", "per mille", "permille"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"di", "d"}),
    parts_of_a_percent=frozenset({"per", "punto", "punti"}),
    either="o|oppure|e|a|ai|al|alle|il|i|le|l|un|forse|anche|tra|fra|diciamo|per|cento|percento",
    zero="nessuno|nessuna|nessun|niente|neanche uno|neanche una|nemmeno uno|nemmeno una", others="altro|altra|altri|altre|tranne|oltre",
    groups={"un paio": 2, "una coppia": 2}, few="alcuni|alcune|qualche|qualcuno|un po|parecchi",
    shares={"meta": 50, "terza parte": 33.33, "quarta parte": 25, "quinta parte": 20, "decima parte": 10},
)  # fmt: skip

RATINGS = RatingWords(
    over="su|sui|su un totale di|su un massimo di", to="a|al|ad|e",
    highest="e lode|con lode|massimo dei voti|pieni voti|voto massimo|punteggio massimo|punteggio pieno|il massimo|voto piu alto|massimo",
    lowest="voto minimo|punteggio minimo|voto piu basso|il minimo|minimo",
    cues="do|darei|diamo|dare|metto|metterei|mettiamo|voto|valuto|valutazione|punteggio|dico|direi|merita|merito|un bel|assegno",
    units="minuto|minuti|ora|ore|giorno|giorni|settimana|settimane|mese|mesi|anno|anni|volta|volte|persone|persona|euro|chiamate|operatori|ordini",
    negations="non|mai|mica|neanche|nemmeno", bounds="piu|meno|oltre|almeno|sotto|sopra|massimo|inferiore|superiore",
    counted="stella|stelle|stelline|stellina|punto|punti|solo|grazie|piu|meno",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra ics iks",
    times={"doppia": 2, "doppio": 2, "due": 2, "tripla": 3, "triplo": 3, "tre": 3, "quattro": 4, "quadrupla": 4, "cinque": 5},
    words={
        "S": "small piccola piccolo piccole piccoli",
        "M": "medium media medio medie medi",
        "L": "large larg grande grandi",
        "XL": "extralarge extralarg",
        "XS": "extrasmall",
    },
    letters={"S": "esse", "M": "emme", "L": "elle"},
    cues="taglia taglie misura numero",
    articles="una la un il",
    around="porto calzo prendo di solito normalmente ho in scarpe scarpa piede circa europea italiana uso",
    denied="troppo molto piu cosi tanto abbastanza",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="percento|per cento|ampere|volt",
    reading_units="kilowattora|kilowatt ora|kilowatt|chilowattora|chilowatt ora|chilowatt|metri cubi|metro cubo|metri cubi standard|standard metri cubi|litri",
    reading_cues="lettura letture contatore legge segna leggo autolettura display cifre numero totale",
    tariffs="fascia f effe tariffa registro",
    red="rosso rossa rossi rosse",
    kilowatts="chilowatt|chilovatt|kilovatt|kilovat|chili|kilo|kappa w|kappa doppia vu|kappa vu doppia|kappa vu a|kappa vu",
    watts="vatt",
    tenths_after="e",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
