"""Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from omnia.dialogue.extraction.lexicons.schema import Lexicon, NumberLexicon

_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve "
    "veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_ORDINALS = "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo"

NUMBERS = NumberLexicon(
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

WORDS: dict[str, Mapping[str, Any] | str] = {
    "uquarter": "trimestre",
    "dash": "guion|raya",
    "slash": "barra|slash|diagonal",
    "lendemain": {"el dia siguiente|dia siguiente|el dia despues|dia despues": 1, "el dia anterior|dia anterior|la vispera|vispera|en visperas|el dia antes": -1},
    "minand": "y|con", "idiom": "en",
    "ends": "fin de|fines de|finales de|final de|fin del|a fin de|a finales de|el fin de|a finales del|final del",
    "month": {
        "enero|ene": 1, "febrero|feb": 2, "marzo|mar": 3, "abril|abr": 4, "mayo|may": 5, "junio|jun": 6, "julio|jul": 7, "agosto|ago": 8,
        "septiembre|setiembre|sep|sept|set": 9, "octubre|oct": 10, "noviembre|nov": 11, "diciembre|dic": 12,
    },
    "weekday": {
        "lunes|lun|lu": 0, "martes|mar|ma": 1, "miercoles|mie|mier|mx|mi": 2, "jueves|jue|ju|juev": 3, "viernes|vie|vi|vier": 4, "sabado|sab|sabados": 5, "domingo|dom|domingos": 6,
    },
    "rel": {
        "hoy|ahora|ahora mismo|en este momento|esta noche|esta tarde|hoy mismo|hoy dia|el dia de hoy|este momento|este mismo momento|ahorita|ya|ya mismo|esta manana|por el dia|todo el dia": 0,
        "manana|el dia de manana|manana mismo|dia siguiente|el dia siguiente": 1,
        "ayer|anoche|el dia de ayer|el dia anterior": -1,
        "pasado manana|el dia despues de manana": 2,
        "anteayer|antier|antes de ayer|antes ayer|antenoche|anteanoche|el dia antes de ayer": -2,
        "trasanteayer|anteanteayer": -3,
    },
    "uday": "dia|dias", "uweek": "semana|semanas", "uworkday": "dia habil|dias habiles|dia laborable|dias laborables|dias laborales|dia laboral",
    "ufortnight": "quincena|quincenas", "umonth": "mes|meses", "uyear": "ano|anos",
    "the": "el|la|los|las|al|para el|para|por el|en|en el|fecha|a|lo|desde el|hasta el|dia|del|un|una|con fecha|antes del",
    "of": "de|del|en|de la|en el|de el|del mes de|de l|en la|mes de|a", "inside": "en|dentro de|de aqui a|dentro|en unos|de aca a",
    "article": {"un|una|uno": 1, "un par de|par de": 2, "unos|unas|algunos|algunas": 3},
    "next": "proximo|proxima|siguiente|que viene|que entra|entrante|venidero|proximos|proximas|el proximo|la proxima|que sigue|siguientes", "coming": "este proximo|este que viene|esta proxima",
    "last": "pasado|pasada|anterior|ultimo|ultima|que paso|previo|previa|pasados|pasadas|recien pasado", "final": "ultimo|ultima|el ultimo|la ultima",
    "this": "este|esta|actual|presente|en curso|corriente|ese|esa|de este|de esta", "afternext": "despues del proximo|despues de la proxima|subsiguiente",
    "ago": "atras|hace", "agopre": "hace|hace unos|hace como|hara|hace ya|desde hace|hace unas|hace mas o menos", "later": "a partir de hoy|a partir de ahora|desde hoy|desde ahora|mas tarde|despues|desde este momento|contando desde hoy",
    "after": "siguiente al|despues de|despues del|a partir de|a partir del|desde|desde el|tras|luego de|siguientes a|posteriores a", "before": "antes de|antes del|antes|previos a|anteriores a",
    "closest": "mas cercano|mas proximo|el mas cercano|mas cercana", "to": "a|al",
    "at": "exactamente a las|a las|a la|las|la|para las|para la|a|sobre las|sobre la|hacia las|hacia la|cerca de las|alrededor de las|alrededor de la|son las|es la|al|al las|desde las|hasta las|a eso de las|tipo|antes de las|despues de las|cerca de la|a eso de la",
    "oclock": "en punto|horas|h|hrs|hs|hora|exactas", "half": "media|medio|treinta", "quarter": "cuarto|un cuarto", "threequarters": "tres cuartos",
    "till": "para las|para la|para el|antes de las|antes de la|pa las|pa la|para|para a las", "and": "y|con", "less": "menos", "past": "pasadas las|pasada la|despues de las|despues de la", "uhour": "hora|horas", "umin": "minuto|minutos|min|mins", "usec": "segundo|segundos|seg|segs",
    "am": "am|a m|a eme|a m s|ante meridiem|antes del mediodia", "pm": "pm|p m|pe eme|p eme|pasado meridiano|post meridiem|del mediodia|de mediodia", "noon": "mediodia|medio dia|el mediodia|al mediodia|12 del mediodia", "midnight": "medianoche|media noche|la medianoche",
    "morning": "de la manana|por la manana|en la manana|esta manana|de la madrugada|de madrugada|de manana|madrugada|la madrugada|en la madrugada|por las mananas",
    "afternoon": "de la tarde|en la tarde|por la tarde|tarde|esta tarde|a la tarde|de tarde", "evening": "", "night": "de la noche|por la noche|en la noche|noche|esta noche|a la noche|de noche",
    "filler": "eh|em|este pues|pues|bueno|mmm|este eh|o sea|digo|por favor|gracias|buenas tardes|buenas noches|buenos dias|aproximadamente|mas o menos|como a|unos|unas",
}  # fmt: skip

HOLIDAYS = {
    "navidad|dia de navidad|la navidad|navidades": "12-25", "nochebuena|noche buena|vispera de navidad|la nochebuena": "12-24", "san esteban": "12-26", "ano nuevo|dia de ano nuevo|primero de ano": "01-01", "nochevieja|noche vieja|fin de ano|vispera de ano nuevo|san silvestre|fin del ano": "12-31",
    "reyes|dia de reyes|reyes magos|los reyes magos|epifania|los reyes|dia de los reyes magos|dia de los reyes": "01-06", "san valentin|dia de san valentin|dia de los enamorados|dia del amor|dia del amor y la amistad": "02-14", "dia de la mujer|dia internacional de la mujer|dia de las mujeres": "03-08",
    "san patricio|dia de san patricio": "03-17", "san jose|dia de san jose": "03-19", "dia del libro|san jorge|sant jordi": "04-23", "dia de la tierra": "04-22", "dia del trabajo|dia del trabajador|dia de los trabajadores|dia internacional de los trabajadores|dia internacional del trabajo|fiesta del trabajo|fiesta del trabajador|primero de mayo": "05-01",
    "san juan|noche de san juan|dia de san juan": "06-24", "san pedro y san pablo": "06-29", "san fermin": "07-07", "santiago apostol|dia de santiago|santiago": "07-25", "asuncion|la asuncion|asuncion de la virgen|dia de la asuncion": "08-15", "dia de la hispanidad|fiesta nacional|el pilar|dia del pilar|dia de la raza|fiesta nacional de espana": "10-12",
    "halloween|noche de brujas|noche de halloween": "10-31", "todos los santos|dia de todos los santos|dia de los santos": "11-01", "dia de los muertos|dia de muertos|dia de los difuntos|fieles difuntos|los fieles difuntos": "11-02", "dia de la constitucion|la constitucion": "12-06",
    "inmaculada|inmaculada concepcion|la inmaculada|dia de la inmaculada|la purisima": "12-08", "santos inocentes|dia de los inocentes|dia de los santos inocentes|los santos inocentes": "12-28", "dia de la independencia": "07-04", "dia de la candelaria|candelaria": "02-02",
    "dia de la madre|dia de las madres|dia de mama": "nth 5 6 1", "dia del padre|dia de los padres": "03-19", "accion de gracias|dia de accion de gracias": "nth 11 3 4", "viernes negro|black friday": "nth 11 3 4 +1", "lunes cibernetico|cyber monday|ciberlunes|ciber lunes": "nth 11 3 4 +4",
    "dia del nino": "04-30", "dia de la virgen de guadalupe|virgen de guadalupe": "12-12", "dia de martin luther king": "nth 1 0 3", "dia de los caidos": "nth 5 0 -1", "dia de los presidentes": "nth 2 0 3", "dia de los veteranos": "11-11",
    "pascua|domingo de pascua|domingo de resurreccion|domingo de gloria|pascuas|la pascua": "easter 0", "lunes de pascua": "easter 1", "viernes santo": "easter -2", "jueves santo": "easter -3", "sabado santo|sabado de gloria": "easter -1", "domingo de ramos": "easter -7",
    "miercoles de ceniza": "easter -46", "martes de carnaval|carnaval|mardi gras": "easter -47", "jueves lardero": "easter -52", "ascension|la ascension|dia de la ascension": "easter 39", "pentecostes|domingo de pentecostes": "easter 49", "lunes de pentecostes": "easter 50", "corpus christi|el corpus|corpus": "easter 60", "santisima trinidad": "easter 56",
    "ramadan|inicio del ramadan": "islamic 9 1", "eid al fitr|fin del ramadan": "islamic 10 1", "fiesta del cordero|eid al adha|fiesta del sacrificio": "islamic 12 10", "ano nuevo chino": "lunar 0", "pascua judia": "hebrew 7 15", "ano nuevo judio": "hebrew 1 1", "yom kipur|yom kippur": "hebrew 1 10", "januca|hanukkah": "hebrew 3 25",
    "solsticio de verano|el solsticio de verano": "06-21", "solsticio de invierno|el solsticio de invierno": "12-21", "equinoccio de primavera": "03-20", "equinoccio de otono": "09-22", "inicio de la primavera|primer dia de primavera": "03-20", "inicio del verano|primer dia de verano": "06-21", "inicio del otono|primer dia de otono": "09-22", "inicio del invierno|primer dia de invierno": "12-21", "primer domingo de adviento": "advent 0",
}  # fmt: skip

CURRENCIES = {
    "euro|euros|pavo|pavos": "EUR", "dolar|dolares|dolares americanos|dolares estadounidenses|dolar estadounidense|dolares de estados unidos": "USD", "dolares canadienses|dolar canadiense": "CAD", "dolares australianos|dolar australiano": "AUD", "dolares de hong kong": "HKD", "dolares de singapur": "SGD",
    "libra|libras|libras esterlinas|libra esterlina": "GBP", "yen|yenes|yenes japoneses": "JPY", "yuan|yuanes|renminbi": "CNY", "franco|francos|francos suizos|franco suizo": "CHF", "francos franceses": "FRF", "rupia|rupias": "INR", "peso|pesos|pesos mexicanos|peso mexicano": "MXN",
    "pesos argentinos|peso argentino": "ARS", "pesos chilenos|peso chileno": "CLP", "pesos colombianos|peso colombiano": "COP", "real|reales|reales brasilenos": "BRL", "rublo|rublos": "RUB", "lira|liras|liras turcas": "TRY", "won|wones": "KRW", "corona|coronas|coronas suecas": "SEK", "coronas noruegas": "NOK", "coronas danesas": "DKK",
    "zloty|zlotys": "PLN", "forinto|forintos": "HUF", "marco finlandes|marcos finlandeses|markkas": "FIM", "marco|marcos|marcos alemanes": "DEM", "peseta|pesetas": "ESP", "sol|soles|nuevos soles": "PEN", "bolivar|bolivares": "VES", "boliviano|bolivianos": "BOB", "guarani|guaranies": "PYG", "quetzal|quetzales": "GTQ",
    "colon|colones": "CRC", "lempira|lempiras": "HNL", "cordoba|cordobas": "NIO", "balboa|balboas": "PAB", "bitcoin|bitcoins": "XBT", "dirham|dirhams|dirhames": "MAD", "escudo|escudos": "PTE",
}  # fmt: skip

CENTS = {
    "centimo|centimos|centavo|centavos|cent|cents": "",
    "centimos de euro|centimo de euro": "EUR",
    "centavos de dolar|centavo de dolar": "USD",
    "penique|peniques|pence|penies": "GBP",
    "chon": "KRW",
    "kopeks|copecs": "RUB",
}

LEXICON = Lexicon(
    language="es", numbers=NUMBERS, words=WORDS, holidays=HOLIDAYS, currencies=CURRENCIES, cents=CENTS,
    ranges=frozenset({"a", "o", "hasta"}), range_starts=frozenset({"entre"}), hundredths_joiners=frozenset({"con"}), next_weekday_is_next_week=True,
)  # fmt: skip
