"""How lengths of time are said: units, and the small words between a number, its unit and what is added to it. All folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


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


DURATIONS: Mapping[str, DurationLexicon] = {
    "en": DurationLexicon(
        units={
            "night|nights": ("night", 1),
            "second|seconds|sec|secs": ("second", 1), "minute|minutes|min|mins": ("minute", 1), "hour|hours|hr|hrs|h": ("hour", 1),
            "day|days": ("day", 1), "week|weeks|wk|wks": ("week", 1), "fortnight|fortnights": ("week", 2),
            "month|months": ("month", 1), "year|years|yr|yrs": ("year", 1), "decade|decades": ("year", 10),
        },
        quantities={"a|an|another|all|the whole|the entire": Fraction(1), "a couple of|couple of|a couple|a pair of": Fraction(2)},
        glue="of|of an|of a|an|a|full|whole|more|or so|calendar|straight|good|single", joiners="and|plus|with|and another",
        clock="at|by",
    ),
    "it": DurationLexicon(
        units={
            "notte|notti": ("night", 1),
            "secondo|secondi|sec": ("second", 1), "minuto|minuti|minutino|minutini|min": ("minute", 1),
            "ora|ore|oretta|orette|h": ("hour", 1), "giorno|giorni|gg|giornata|giornate": ("day", 1),
            "settimana|settimane|settimanella": ("week", 1), "quindicina di giorni": ("day", 15), "mese|mesi|mesetto": ("month", 1),
            "bimestre|bimestri": ("month", 2), "trimestre|trimestri": ("month", 3), "semestre|semestri": ("month", 6),
            "anno|anni|annetto": ("year", 1), "decennio|decenni": ("year", 10), "mezzora|mezzoretta": ("minute", 30),
        },
        quantities={
            "mezz|mezzo|mezza": HALF, "un paio di|un paio d|paio di": Fraction(2), "un|una|un altro|un altra|tutto il|tutta la|l intero|l intera": Fraction(1),
            "una decina di": Fraction(10), "una ventina di": Fraction(20), "quarto": QUARTER, "una quindicina di": Fraction(15),
        },
        glue="di|d|solo|sola|unico|unica|buona|buone|buoni|interi|intere|intero|intera|piena|piene|altri|altre", joiners="e|ed|piu|con",
        clock="alle|all|dalle|verso le|entro le|per le|fino alle", less="meno",
    ),
    "es": DurationLexicon(
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
    ),
    "fr": DurationLexicon(
        units={
            "nuit|nuits|nuitee|nuitees": ("night", 1),
            "seconde|secondes|sec": ("second", 1), "minute|minutes|min|mn": ("minute", 1), "heure|heures|h|hr": ("hour", 1),
            "jour|jours|journee|journees": ("day", 1), "semaine|semaines|sem": ("week", 1),
            "quinzaine|quinzaine de jours": ("day", 15), "huitaine|huitaine de jours": ("day", 8), "mois": ("month", 1),
            "trimestre|trimestres": ("month", 3), "semestre|semestres": ("month", 6), "an|ans|annee|annees": ("year", 1),
            "decennie|decennies": ("year", 10),
        },
        quantities={
            "demi|demie": HALF, "quart": QUARTER, "trois quarts": Fraction(3, 4), "une paire de": Fraction(2), "un|une|tout le|toute la|toute l": Fraction(1),
            "une dizaine de|une dizaine d": Fraction(10), "une vingtaine de|une vingtaine d": Fraction(20),
            "une trentaine de|une trentaine d": Fraction(30), "une douzaine de": Fraction(12),
        },
        glue="de|d|seul|seule|bonne|bonnes|bons|petite|petites|entiers|entieres|pleine|pleines", joiners="et|plus",
        clock="a|vers|des|depuis|jusqu a|pour|avant|il est", less="moins",
    ),
    "de": DurationLexicon(
        units={
            "nacht|nachte|nachten": ("night", 1),
            "sekunde|sekunden|sek": ("second", 1), "minute|minuten|minutchen|min": ("minute", 1),
            "stunde|stunden|stundchen|std|h": ("hour", 1), "halbstunde": ("minute", 30), "viertelstunde|viertelstunden|viertelstundchen": ("minute", 15),
            "dreiviertelstunde": ("minute", 45), "tag|tage|tagen|tages": ("day", 1), "woche|wochen": ("week", 1),
            "monat|monate|monaten|monats": ("month", 1), "quartal|quartale|quartalen|vierteljahr": ("month", 3),
            "halbjahr|halbjahre": ("month", 6), "dreivierteljahr": ("month", 9), "jahr|jahre|jahren|jahres": ("year", 1),
            "jahrzehnt|jahrzehnte": ("year", 10),
        },
        quantities={
            "ein|eine|einen|einem|einer|den ganzen|die ganze|das ganze": Fraction(1), "halb|halbe|halben|halbes|halber": HALF, "viertel": QUARTER,
            "dreiviertel": Fraction(3, 4), "eineinviertel": Fraction(5, 4), "eindreiviertel": Fraction(7, 4),
        },
        glue="ganze|ganzen|ganzes|volle|vollen|volles|gute|guten|gutes|gut|knappe|knappen|knappes|knapp|weitere|weiteren|weiteres|einzige|einzigen|einziges", joiners="und|plus|sowie",
        clock="um|gegen", halves="einhalb",
    ),
    "pt": DurationLexicon(
        units={
            "noite|noites": ("night", 1),
            "segundo|segundos|seg": ("second", 1), "minuto|minutos|minutinho|minutinhos|min": ("minute", 1),
            "hora|horas|horinha|horinhas|h|hs": ("hour", 1), "dia|dias": ("day", 1), "semana|semanas": ("week", 1),
            "quinzena|quinzenas|uma quinzena": ("day", 15), "mes|meses": ("month", 1), "bimestre|bimestres": ("month", 2),
            "trimestre|trimestres": ("month", 3), "semestre|semestres": ("month", 6), "ano|anos|aninho|aninhos": ("year", 1),
            "decada|decadas": ("year", 10),
        },
        quantities={
            "meio|meia": HALF, "um par de|par de": Fraction(2), "um|uma|outro|outra|mais um|mais uma|todo o|toda a": Fraction(1),
            "uma dezena de": Fraction(10), "uma vintena de": Fraction(20), "quarto": QUARTER,
        },
        glue="de|so|unico|unica|inteiros|inteiras|inteiro|inteira|boas|bons|boa", joiners="e|mais|com",
        clock="as|pelas|por volta das|desde as|ate as|para as", less="menos",
    ),
}  # fmt: skip
