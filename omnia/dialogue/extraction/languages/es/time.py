"""Spanish: days, clocks and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from omnia.dialogue.extraction.languages.schema.time import (
    HALF,
    QUARTER,
    Ages,
    Calendar,
    DurationLexicon,
    ExpiryWords,
    RangeLexicon,
    Time,
    ZoneWords,
)

WORDS: dict[str, Mapping[str, Any] | str] = {
    "unit_quarter": "trimestre",
    "dash": "guion|raya",
    "slash": "barra|slash|diagonal",
    "adjacent_day": {"el dia siguiente|dia siguiente|el dia despues|dia despues": 1, "el dia anterior|dia anterior|la vispera|vispera|en visperas|el dia antes": -1},
    "minute_joiner": "y|con", "idiom": "en",
    "ends": "fin de|fines de|finales de|final de|fin del|a fin de|a finales de|el fin de|a finales del|final del",
    "month": {
        "enero|ene": 1, "febrero|feb": 2, "marzo|mar": 3, "abril|abr": 4, "mayo|may": 5, "junio|jun": 6, "julio|jul": 7, "agosto|ago": 8,
        "septiembre|setiembre|sep|sept|set": 9, "octubre|oct": 10, "noviembre|nov": 11, "diciembre|dic": 12,
    },
    "weekday": {
        "lunes|lun|lu": 0, "martes|mar|ma": 1, "miercoles|mie|mier|mx|mi": 2, "jueves|jue|ju|juev": 3, "viernes|vie|vi|vier": 4, "sabado|sab|sabados": 5, "domingo|dom|domingos": 6,
    },
    "relative_day": {
        "hoy|ahora|ahora mismo|en este momento|esta noche|esta tarde|hoy mismo|hoy dia|el dia de hoy|este momento|este mismo momento|ahorita|ya|ya mismo|esta manana|por el dia|todo el dia": 0,
        "manana|mnn|el dia de manana|manana mismo|dia siguiente|el dia siguiente": 1,
        "ayer|anoche|el dia de ayer|el dia anterior": -1,
        "pasado manana|el dia despues de manana": 2,
        "anteayer|antier|antes de ayer|antes ayer|antenoche|anteanoche|el dia antes de ayer": -2,
        "trasanteayer|anteanteayer": -3,
    },
    "unit_day": "dia|dias", "unit_week": "semana|semanas", "unit_workday": "dia habil|dias habiles|dia laborable|dias laborables|dias laborales|dia laboral",
    "unit_fortnight": "quincena|quincenas", "unit_month": "mes|meses", "unit_year": "ano|anos",
    "the": "el|la|los|las|al|para el|para|por el|en|en el|fecha|a|lo|desde el|hasta el|dia|del|un|una|con fecha|antes del",
    "of": "de|del|en|de la|en el|de el|del mes de|de l|en la|mes de|a", "inside": "en|dentro de|de aqui a|dentro|en unos|de aca a",
    "article": {"un|una|uno": 1, "un par de|par de": 2, "unos|unas|algunos|algunas": 3},
    "next": "proximo|proxima|siguiente|que viene|que entra|entrante|venidero|proximos|proximas|el proximo|la proxima|que sigue|siguientes", "coming": "este proximo|este que viene|esta proxima",
    "last": "pasado|pasada|anterior|ultimo|ultima|que paso|previo|previa|pasados|pasadas|recien pasado", "final": "ultimo|ultima|el ultimo|la ultima",
    "this": "este|esta|actual|presente|en curso|corriente|ese|esa|de este|de esta", "after_next": "despues del proximo|despues de la proxima|subsiguiente",
    "ago": "atras|hace", "ago_prefix": "hace|hace unos|hace como|hara|hace ya|desde hace|hace unas|hace mas o menos", "later": "a partir de hoy|a partir de ahora|desde hoy|desde ahora|mas tarde|despues|desde este momento|contando desde hoy",
    "after": "siguiente al|despues de|despues del|a partir de|a partir del|desde|desde el|tras|luego de|siguientes a|posteriores a", "before": "antes de|antes del|antes|previos a|anteriores a",
    "closest": "mas cercano|mas proximo|el mas cercano|mas cercana", "to": "a|al",
    "at": "exactamente a las|a las|a la|las|la|para las|para la|a|sobre las|sobre la|hacia las|hacia la|cerca de las|alrededor de las|alrededor de la|son las|es la|al|al las|desde las|hasta las|a eso de las|tipo|antes de las|despues de las|cerca de la|a eso de la",
    "oclock": "en punto|horas|h|hrs|hs|hora|exactas", "half": "media|medio|treinta", "quarter": "cuarto|un cuarto", "three_quarters": "tres cuartos",
    "till": "para las|para la|para el|antes de las|antes de la|pa las|pa la|para|para a las", "and": "y|con", "less": "menos", "past": "pasadas las|pasada la|despues de las|despues de la", "unit_hour": "hora|horas", "unit_minute": "minuto|minutos|min|mins", "unit_second": "segundo|segundos|seg|segs",
    "am": "am|a m|a eme|a m s|ante meridiem|antes del mediodia", "pm": "pm|p m|pe eme|p eme|pasado meridiano|post meridiem|del mediodia|de mediodia", "before_noon": "antes del mediodia", "noon": "mediodia|medio dia|el mediodia|al mediodia|12 del mediodia", "midnight": "medianoche|media noche|la medianoche",
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

CONTEXT_WORDS = {
    "every": "cada|todos los",
    "label": "version|numero|habitacion|pagina|canal|capitulo|codigo|pedido|talla|puerta|anden|piso|telefono|movil|extension|articulo|escalera|asiento|butaca|fila|apartamento",
    "street": "calle|plaza|avenida|avda|paseo",
    "called": "me llamo|mi apellido es|mi nombre es",
    "counted": "euro|euros|dolares|dolar|pesos|libras|centimos|centavos|por ciento|kilo|kilos|kilometros|km|kg|metros|personas|adultos|ninos|entradas|billetes|noches|habitaciones|piezas|veces|puntos|piso|pisos|planta|vez|opcion|cosa|nombre|apellido|lugar|parte|eleccion|fila|clase|pregunta|intento|persona|hijo|hija|hijos|tiempo|plato|grado|mano",
    "up_to": "a|al|hasta",
    "plural": "los|las",
    "between": "entre",
    "negation": "no",
    "first_of_month": "primero",
}  # fmt: skip

CALENDAR = Calendar(
    look_alikes=frozenset({"javier", "mates", "mares", "quintos", "segundos"}),
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"a", "o", "hasta"}),
    range_starts=frozenset({"entre"}),
    next_weekday_is_next_week=True,
)  # fmt: skip

AGES = Ages(
    "tengo|tiene|tengo casi|tiene casi|edad|mi edad es|cumplo|cumpli|he cumplido", "anos|anos de edad|anos cumplidos|anitos",
    "cumpli|he cumplido|cumplo|cumplio",
)  # fmt: skip

DURATIONS = DurationLexicon(
    units={
        "noche|noches": ("night", 1),
        "segundo|segundos|seg": ("second", 1), "minuto|minutos|minutito|minutitos|min": ("minute", 1),
        "hora|horas|horita|horitas|h|hs|hrs": ("hour", 1), "dia|dias": ("day", 1), "semana|semanas": ("week", 1),
        "quincena|quincenas|una quincena": ("day", 15), "mes|meses": ("month", 1), "bimestre|bimestres": ("month", 2),
        "trimestre|trimestres": ("month", 3), "semestre|semestres": ("month", 6), "ano|anos|anito|anitos": ("year", 1),
        "decada|decadas": ("year", 10),
    },
    quantities={
        "medio|media": HALF, "un par de|par de": Fraction(2), "un|una|otro|otra|todo el|toda la": Fraction(1), "una decena de": Fraction(10),
        "una veintena de": Fraction(20), "cuarto": QUARTER,
    },
    glue="de|solo|sola|unico|unica|mas|completos|completas|enteros|enteras|larga|largas", joiners="y|con|mas",
    clock="a las|a la|las|sobre las|hacia las|desde las|hasta las", less="menos",
)  # fmt: skip

RANGES = RangeLexicon(
    since="del|desde el|desde|de|a partir del|a partir de|desde el dia|empezando el|del dia",
    to="al|a|hasta el|hasta|hasta el dia|y hasta el|al dia", until="hasta el|hasta|hasta el dia|a mas tardar el|al",
    between="entre|entre el", both="y|e",
    lasting="durante|por|para|que dura|de unos", upcoming="proximos|proximas|siguientes|proximo|proxima",
    gone="ultimos|ultimas|pasados|pasadas|anteriores|ultimo|ultima",
    weekend="fin de semana|finde|fines de semana", halves={"primera mitad": 1, "segunda mitad": 2},
    same="el mismo dia|mismo dia|ese dia|ese mismo dia",
    middle="mediados de|a mediados de",
    vague="principios de|a principios de|finales de|a finales de|el puente de|inicio de",
    whole="todo|toda|entero|entera|en el mes de|el mes de|mes de|durante|todo el mes de|en|todo el ano",
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="caduc|venc|valid|expir",
    slashes="barra|diagonal|slash",
)  # fmt: skip

ZONES = ZoneWords(
    cities={"london": "londres", "lisbon": "lisboa", "rome": "roma", "moscow": "moscu", "new york": "nueva york", "tokyo": "tokio", "beijing": "pekin", "sydney": "sidney"},
    asked=("hora de {}", "horario de {}"),
    own={"hora peninsular|hora espanola": "Europe/Madrid", "hora canaria|hora de canarias|en canarias": "Atlantic/Canary", "hora inglesa|hora britanica": "Europe/London"},
    home=frozenset({60, 120, "Europe/Madrid"}),
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
