"""French: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}

CARDINALS = NumberLexicon(
    cardinals={word: n for n, word in enumerate(_UNITS.split())} | _TENS | {"une": 1},
    scales={
        "mille": 10**3, "mil": 10**3, "lakh": 10**5, "million": 10**6, "millions": 10**6, "mio": 10**6, "crore": 10**7, "milliard": 10**9, "milliards": 10**9,
        "billion": 10**12, "billions": 10**12, "billiard": 10**15, "billiards": 10**15, "trillion": 10**18, "trillions": 10**18, "trilliard": 10**21,
    },
    hundreds=frozenset({"cent", "cents"}),
    joiners=frozenset({"et"}),
    join_after=20,
    ordinals={"premier": 1, "premiere": 1, "premieres": 1, "premiers": 1, "second": 2, "seconde": 2, "unieme": 1},
    ordinal_endings=(("ieme", ("", "e", "q")), ("iemes", ("", "e", "q")), ("vieme", ("f",)), ("viemes", ("f",)), ("uieme", ("",)), ("uiemes", ("",))),
    digit_endings=frozenset({"er", "ere", "e", "eme", "emes", "ieme", "nd", "nde", "re"}),
    accepts={60: 19, 80: 19, 10: 9},
    vigesimal=True,
    points=frozenset({"virgule", "point"}),
    minus=frozenset({"moins", "negatif", "negative"}),
    articles=frozenset({"un", "une", "d"}),
    halves=frozenset({"demi", "demie", "demis", "moitie"}),
    bare_parts=frozenset({"quart"}),
    denominators={"demi": 2, "demie": 2, "demis": 2, "demies": 2, "moitie": 2, "tiers": 3, "quart": 4, "quarts": 4},
    fraction_joiners=frozenset({"et"}),
    over=("sur", "divise par"),
    below_zero=("en dessous de zero", "au dessous de zero", "sous zero", "degres en dessous de zero", "degres au dessous de zero"),
    roughly=("plus ou",),
    none=frozenset({"aucun", "aucune", "personne", "pas un seul", "pas un"}),
    vague=frozenset({"quelques", "plusieurs"}),
    loose=frozenset({"douzaines", "dizaines", "centaines", "milliers"}),
    dozens={"douzaine": 12, "douzaines": 12, "dizaine": 10, "dizaines": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "centaines": 100, "millier": 1000, "milliers": 1000},
    suffixes={"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9},
    percent=("%", "pour cent", "pourcent", "pourcents", "pour cents", "pourcentage", "points de pourcentage", "point de pourcentage"),
    permille=("‰", "pour mille"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"de", "d"}),
    parts_of_a_percent=frozenset({"pour", "point", "points"}),
    either="ou|a|et|un|le|peut|etre|voire|entre|plutot|pour|cent",
    zero="aucun|aucune|personne|rien|zero|pas un|pas une|pas un seul|pas une seule", others="autre|autres|sauf|plus",
    groups={"une paire": 2}, few="quelques|plusieurs|quelques uns|quelques unes",
    shares={"moitie": 50},
)  # fmt: skip

RATINGS = RatingWords(
    over="sur|sur un total de|sur un maximum de", to="a|et|jusqu a",
    highest="note maximale|note maximum|meilleure note|le maximum|la meilleure|maximum",
    lowest="note minimale|note minimum|plus mauvaise note|pire note|le minimum|minimum",
    cues="donne|donnerais|donnerai|donner|mets|mettrais|mettrai|mettre|note|noterais|score|dis|dirais|merite|attribue|attribuerais",
    units="minute|minutes|heure|heures|jour|jours|semaine|semaines|mois|an|ans|annees|fois|personnes|euro|euros|appels|agents|commandes",
    negations="pas|jamais|ne|n", bounds="plus|moins|maximum|minimum|dessous|dessus|inferieur|superieur",
    counted="etoile|etoiles|point|points|seulement|merci",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra ixe iks ix",
    times={"double": 2, "deux": 2, "triple": 3, "trois": 3, "quatre": 4, "cinq": 5},
    words={"S": "small petit petite", "M": "medium moyen moyenne", "L": "large grand grande", "XL": "extralarge", "XS": "extrasmall"},
    letters={"S": "esse", "M": "emme", "L": "elle"},
    cues="taille tailles pointure numero",
    articles="une la un le du",
    around="je fais chausse porte prends en du normalement chaussures europeenne c'est mets d'habitude general",
    denied="trop tres plus si assez",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="fois|ampere|amperes|volt|volts",
    reading_units="kilowattheures|kilowattheure|kilowatt heures|kilowatt heure|kilowatts|metres cubes|metre cube|litres",
    reading_cues="releve index compteur indique affiche lis chiffre numero",
    tariffs="tarif poste registre plage",
    red="rouge rouges",
    kilowatts="kilowatts|kilovoltamperes|kilovolt amperes|ka ve a",
    watts="watts|voltamperes",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
