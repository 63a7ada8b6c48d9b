"""Spanish: numbers in words, and what is counted in them."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.numbers import (
    EnergyWords,
    NumberLexicon,
    Numbers,
    QuantityWords,
    RatingWords,
    SizeWords,
)

_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve "
    "veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_ORDINALS = "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo"

CARDINALS = NumberLexicon(
    hundreds=frozenset({"cientos", "cientas"}),
    cardinals={word: n for n, word in enumerate(_UNITS.split())}
    | {word: 30 + 10 * n for n, word in enumerate(_TENS.split())}
    | {word + end: 200 + 100 * n for n, word in enumerate(_HUNDREDS.split()) for end in ("os", "as")}
    | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21, "cien": 100, "ciento": 100, "novecientos": 900},
    scales={
        "mil": 10**3, "millon": 10**6, "millones": 10**6, "mm": 10**6, "millardo": 10**9, "millardos": 10**9, "billon": 10**12, "billones": 10**12,
        "trillon": 10**18, "trillones": 10**18, "cuatrillon": 10**24, "cuatrillones": 10**24,
    },
    joiners=frozenset({"y", "i"}),
    join_after=20,
    teens_join=True,
    ordinals={form: n + 1 for n, word in enumerate(_ORDINALS.split()) for form in (word, word[:-1] + "a", word[:-1] + "os", word[:-1] + "as")}
    | {"primer": 1, "tercer": 3, "vigesimo": 20, "trigesimo": 30, "centesimo": 100, "centesimos": 100, "centesima": 100, "centesimas": 100},
    ordinal_endings=(
        ("avos", ("", "e", "o", "a", "ce", "ta", "te", "os")), ("avo", ("", "e", "o", "a", "os")), ("ava", ("", "e", "o")), ("avas", ("", "e", "o")),
        ("esimo", ("", "i")), ("esimos", ("",)), ("esima", ("",)), ("esimas", ("",)),
    ),
    digit_endings=frozenset({"o", "a", "er", "ro", "do", "to", "°", "mo", "no", "vo"}),
    glued=True,
    points=frozenset({"coma", "punto", "con"}),
    minus=frozenset({"menos", "negativo"}),
    articles=frozenset({"un", "una"}),
    halves=frozenset({"medio", "media", "mitad"}),
    part_nouns=frozenset({"parte", "partes"}),
    denominators={"medio": 2, "medios": 2, "media": 2, "mitad": 2, "tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4},
    fraction_joiners=frozenset({"y", "con"}),
    over=("sobre", "de cada", "entre", "dividido por"),
    below_zero=("bajo cero", "grados bajo cero"),
    roughly=("mas o",),
    pairs=frozenset({"par"}),
    none=frozenset({"ninguno", "ninguna", "ningun", "ni uno"}),
    vague=frozenset({"algunos", "algunas", "varios", "varias"}),
    loose=frozenset({"docenas", "decenas", "centenares", "millares", "miles", "cientos"}),
    dozens={"docena": 12, "docenas": 12, "decena": 10, "decenas": 10, "dz": 12, "doz": 12, "dozs": 12, "centenar": 100, "centenares": 100, "veintena": 20, "quincena": 15, "treintena": 30, "cuarentena": 40, "cincuentena": 50, "millar": 1000, "millares": 1000},
    suffixes={"k": 10**3, "m": 10**6, "mm": 10**6},
    percent=("%", "por ciento", "porciento", "por cien", "puntos porcentuales", "punto porcentual", "punto"),
    permille=("‰", "por mil"),
)  # fmt: skip

QUANTITIES = QuantityWords(
    of=frozenset({"de"}),
    parts_of_a_percent=frozenset({"por", "punto", "puntos"}),
    either="o|u|y|a|al|hasta|el|un|quizas|quiza|tal|vez|incluso|entre|por|ciento",
    zero="ninguno|ninguna|nadie|nada|ni uno|ni una|ningun", others="mas|otro|otra|otros|excepto|salvo",
    groups={"un par": 2, "una pareja": 2}, few="unos|unas|algunos|algunas|varios|varias|unos cuantos|unas cuantas",
    shares={"mitad": 50, "tercera parte": 33.33, "cuarta parte": 25, "quinta parte": 20, "decima parte": 10},
)  # fmt: skip

RATINGS = RatingWords(
    over="sobre|de|de un total de|de un maximo de", to="a|al|y|hasta",
    highest="maxima puntuacion|puntuacion maxima|nota maxima|maxima nota|matricula de honor|el maximo|la maxima|maximo",
    lowest="minima puntuacion|puntuacion minima|nota minima|el minimo|la minima|minimo",
    cues="doy|daria|damos|dar|pongo|pondria|ponle|pongale|nota|puntuacion|puntuo|valoro|valoracion|digo|diria|merece|califico|calificacion",
    units="minuto|minutos|hora|horas|dia|dias|semana|semanas|mes|meses|ano|anos|vez|veces|persona|personas|euro|euros|llamadas|agentes|pedidos",
    negations="no|nunca|tampoco|ni", bounds="mas|menos|minimo|maximo|menor|mayor|inferior|superior|bajo|encima",
    counted="estrella|estrellas|punto|puntos|solo|gracias",
)  # fmt: skip

SIZES = SizeWords(
    extra="x extra equis",
    times={"doble": 2, "dos": 2, "triple": 3, "tres": 3, "cuatro": 4, "cinco": 5},
    words={
        "S": "small pequena pequeno pequenas",
        "M": "medium mediana mediano medianas media",
        "L": "large grande grandes",
        "XL": "extralarge extragrande",
    },
    letters={"S": "ese", "M": "eme", "L": "ele"},
    cues="talla tallas numero tamano",
    articles="una la un el",
    around="uso calzo llevo gasto tengo normalmente zapatos zapato europea de pie suelo llevar usar",
    denied="demasiado muy mas tan bastante",
)  # fmt: skip

ENERGY = EnergyWords(
    other_units="amperios|voltios",
    reading_units="kilovatios hora|kilovatio hora|kilovatios|kilowatios|metros cubicos|metro cubico|litros",
    reading_cues="lectura lecturas contador marca leo pantalla numero cifra indica",
    tariffs="periodo tramo tarifa registro",
    red="rojo roja rojos rojas",
    kilowatts="kilovatios|kilovatio|kilowatios|kilowatio|kilovoltamperios|kas",
    watts="vatios|vatio|watios",
)  # fmt: skip

NUMBERS = Numbers(
    cardinals=CARDINALS,
    quantities=QUANTITIES,
    ratings=RATINGS,
    sizes=SIZES,
    energy=ENERGY,
)
