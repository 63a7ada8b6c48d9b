"""German: days, clocks and lengths of time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

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

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = ("fruh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")


def _compounds(*parts: str) -> str:
    """Weekdays written together with parts of the day: `freitagabend`."""
    return "|".join(f"{day}{part}" for day in _DAYS for part in parts)


WORDS: dict[str, Mapping[str, Any] | str] = {
    "quarter_end": "quartalsende|am quartalsende|zum quartalsende",
    "unit_quarter": "quartal|quartals",
    "adjacent_day": {"am vortag|vortag|am vorabend|vorabend": -1, "am folgetag|folgetag": 1},
    "quarter_hour": {"viertelstunde": 15, "dreiviertelstunde": 45},
    "dot": "punkt",
    "dash": "bindestrich|minus",
    "slash": "schragstrich|slash|strich",
    "minute_joiner": "und", "idiom": "in|uber|ueber", "before_last_prefix": "vorletzte|vorletzten|vorletzter|vorletztes", "one_and_a_half": {"anderthalb|eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5},
    "ends": "ende|am ende des|ende des|am ende|zum ende des|am ende dieses", "month_end": "monatsende|am monatsende|ultimo|zum monatsende", "year_end": "am letzten tag des jahres|letzter tag des jahres|letzten tag des jahres|der letzte tag des jahres|jahresende|am jahresende",
    "month": {
        "januar|janner|jaenner|jan|jen": 1, "februar|feber|feb": 2, "marz|maerz|mar|mrz": 3, "april|apr": 4, "mai": 5, "juni|juno|jun": 6, "juli|julei|jul": 7, "august|aug": 8,
        "september|sept|sep": 9, "oktober|okt": 10, "november|nov": 11, "dezember|dez": 12,
    },
    "weekday": {
        "montag|mo|montags|mon": 0, "dienstag|di|dienstags|die": 1, "mittwoch|mi|mittwochs|mit": 2, "donnerstag|do|donnerstags|don": 3, "freitag|fr|freitags|fre": 4, "samstag|sa|sonnabend|samstags|sam": 5, "sonntag|so|sonntags|son": 6,
        **{"|".join(day + part for part in _PARTS): n for n, day in enumerate(_DAYS)},
    },
    "relative_day": {
        "heute|heute mittag|jetzt|heut|gerade|gerade jetzt|sofort|zu dieser zeit|in diesem moment|am heutigen tag|heutigen tag|momentan|heute abend|heute morgen|heute nachmittag|im moment|heute fruh|heute nacht|derzeit": 0,
        "morgen|morgen mittag|morgen fruh|morgen abend|am nachsten tag|nachsten tag|am folgenden tag|morgigen tag|am tag darauf": 1,
        "gestern|gestern abend|am vortag|gestern nacht": -1,
        "ubermorgen|uebermorgen": 2, "vorgestern": -2, "vorvorgestern": -3, "uberubermorgen": 3,
    },
    "unit_day": "tag|tage|tagen|tages|tg", "unit_week": "woche|wochen|wo", "unit_workday": "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen", "unit_fortnight": "vierzehntage",
    "unit_month": "monat|monate|monaten|monats", "unit_year": "jahr|jahre|jahren|jahres|jahrs", "the": "der|die|das|den|dem|am|an|des|zum|zur|an dem|fur den|fur|fuer den|fuer|ab|vom|bis|bis zum|datum|beim|im|in|zu|ab dem|tag|von|seit dem|wann ist",
    "of": "im|in|des|vom|der|von|in der|im jahr|im jahre|des jahres|aus|jahr|anno|diesen|in dem|dieses", "inside": "in|binnen|innerhalb von|innerhalb|in etwa|in ca|in rund|nach",
    "article": {"ein|eine|einen|einem|einer|eines": 1, "ein paar|paar|einem paar": 2, "einige|mehrere|mehreren|einigen": 3},
    "next": "nachste|nachsten|nachster|nachstes|naechste|naechsten|naechster|naechstes|nachstem|kommenden|kommende|kommender|kommendes|folgenden|folgende|folgender|darauffolgenden|in der nachsten|in der kommenden|im nachsten|im kommenden|darauf",
    "coming": "kommenden|kommende|kommender|am kommenden", "last": "letzte|letzten|letzter|letztes|vergangene|vergangenen|vergangener|vorige|vorigen|voriges|vergangenes|der letzten|vorherigen|in der letzten|im letzten|verganger",
    "final": "letzte|letzten|letzter|letztes|der letzte|den letzten|am letzten", "this": "diese|diesen|dieser|dieses|diesem|in dieser|in diesem|laufenden|aktuellen|heutigen|heurigen", "after_next_prefix": "ubernachste|ubernachsten|ubernachster|ubernachstes|uebernachsten|uebernaechsten|uebernaechste",
    "ago": "her|zuvor|vorher|davor", "ago_prefix": "vor|vor etwa|vor ungefahr|vor ca|vor rund|vor circa", "later": "ab heute|von heute an|ab jetzt|spater|danach|spaeter|von jetzt an", "after": "nach|ab|nach dem|nach der|seit|von", "before": "vor|vor dem|vor der",
    "closest": "nachstgelegene|nachstgelegenen", "to": "zu|zum",
    "at": "punkt|exakt|genau|um|gegen|ab|bis|vor|nach|so um|so gegen|circa um|ca um|ungefahr um|etwa gegen|es ist|so circa um|um ca|um circa|fur|so|kurz vor|kurz nach|punktlich um|genau um|etwa um|von|auf|zirka um",
    "oclock": "uhr|h|uhren", "half": "halb|halbe|halben|halber|einer halben|einer halbe", "quarter": "viertel|ein viertel", "three_quarters": "dreiviertel|drei viertel", "past": "nach", "till": "vor", "and": "und", "unit_hour": "stunde|stunden|std|h", "unit_minute": "minute|minuten|min|mins", "unit_second": "sekunde|sekunden|sek",
    "am": "a m|vormittags|am vormittag|vormittag", "pm": "p m|pm", "midday": _compounds("mittag") + "|mittags|am mittag|zu mittag|morgen mittag|heute mittag", "noon": "zu mittag|mittag|mittags|am mittag|12 uhr mittags", "midnight": "mitternacht|um mitternacht",
    "morning": _compounds("fruh", "morgen", "vormittag") + "|morgens|am morgen|in der fruh|fruh|frueh|in der fruehe|heute morgen|am fruhen morgen|in der frueh|heute fruh|morgen fruh|frueh am morgen", "afternoon": _compounds("nachmittag") + "|nachmittags|am nachmittag|nachmittag|heute nachmittag", "evening": _compounds("abend") + "|morgen abend|gestern abend|ubermorgen abend|abends|am abend|abend|heute abend", "night": _compounds("nacht") + "|nachts|in der nacht|nacht|heute nacht",
    "filler": "guten|gute|knappen|knapp|knappe|ah|ahm|aehm|hm|also|naja|na ja|ja also|bitte|danke|guten morgen|guten tag|guten abend|ungefahr|etwa|circa|ca|so ungefahr|zirka|sagen wir|rund",
}  # fmt: skip

_GLUED = {
    "morning": ("morgen", "fruh"),
    "am": ("vormittag",),
    "afternoon": ("nachmittag",),
    "evening": ("abend",),
    "night": ("nacht",),
}
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
WORDS |= {
    role: "|".join([str(WORDS[role]), *(day + part for day in _WEEKDAYS for part in parts)]) for role, parts in _GLUED.items()
}
WORDS["weekday"] = {
    **dict(cast(Mapping[str, int], WORDS["weekday"])),
    **{"|".join(day + part for parts in _GLUED.values() for part in parts): number for number, day in enumerate(_WEEKDAYS)},
}
"""`Donnerstagnachmittag` is a weekday and a part of the day."""

HOLIDAYS = {
    "weihnachten|weihnachtstag|erster weihnachtstag|erster weihnachtsfeiertag|weihnacht|1 weihnachtstag|christtag|weihnachtsfeiertag|ersten weihnachtstag|ersten weihnachtsfeiertag|erste weihnachtsfeiertag": "12-25", "zweiter weihnachtstag|zweiter weihnachtsfeiertag|stephanstag|stefanitag|2 weihnachtstag|stephanitag|zweiten weihnachtstag|zweiten weihnachtsfeiertag|zweite weihnachtsfeiertag": "12-26",
    "heiligabend|heilig abend|heiliger abend|weihnachtsabend|heiligen abend": "12-24", "silvester|sylvester|silvesterabend|silvestertag": "12-31", "neujahr|neujahrstag|neues jahr": "01-01", "heilige drei konige|dreikonig|dreikonigstag|heiligen drei konige|heilige drei koenige|epiphanias|drei konige|dreikoenig|heilige 3 konige": "01-06",
    "valentinstag|valentin": "02-14", "frauentag|weltfrauentag|internationaler frauentag|internationalen frauentag": "03-08", "lichtmess|maria lichtmess": "02-02", "josefstag|josefitag": "03-19", "tag der arbeit|maifeiertag|erster mai|staatsfeiertag": "05-01", "walpurgisnacht": "04-30", "aprilscherz|erster april": "04-01",
    "johannistag|johanni|johannis|sommerjohanni": "06-24", "mariahimmelfahrt|maria himmelfahrt|himmelfahrt maria": "08-15", "schweizer nationalfeiertag|bundesfeiertag|bundesfeier": "08-01", "tag der deutschen einheit|deutsche einheit|tag der einheit|nationalfeiertag": "10-03", "osterreichischer nationalfeiertag": "10-26",
    "halloween": "10-31", "reformationstag|reformationsfest": "10-31", "allerheiligen": "11-01", "allerseelen": "11-02", "martinstag|sankt martin|martini|st martin": "11-11", "nikolaus|nikolaustag|nikolo|sankt nikolaus": "12-06", "barbaratag|barbara": "12-04", "maria empfangnis|mariaempfangnis": "12-08", "luciatag|lucia": "12-13", "thomastag": "12-21", "weltkindertag|kindertag": "09-20", "augsburger friedensfest": "08-08", "michaelistag|michaeli": "09-29", "martinsabend": "11-10",
    "muttertag": "nth 5 6 2", "vatertag|herrentag|mannertag": "easter 39", "erntedankfest|erntedank": "nth 10 6 1", "thanksgiving": "nth 11 3 4", "black friday|schwarzer freitag": "nth 11 3 4 +1", "cyber monday": "nth 11 3 4 +4",
    "ostern|ostersonntag|osterfest|osterfeiertag|ostertag": "easter 0", "ostermontag": "easter 1", "karfreitag": "easter -2", "grundonnerstag": "easter -3", "karsamstag|ostersamstag": "easter -1", "palmsonntag": "easter -7", "weiser sonntag": "easter 7",
    "aschermittwoch": "easter -46", "faschingsdienstag|fastnachtsdienstag|fastnacht|fasching|veilchendienstag|karnevalsdienstag|faschingdienstag|fasnacht": "easter -47", "rosenmontag|fastnachtsmontag|faschingsmontag": "easter -48", "fastnachtssonntag|faschingssonntag|tulpensonntag|karnevalssonntag": "easter -49", "fastnachtssamstag|faschingssamstag|nelkensamstag|karnevalssamstag|schmalziger samstag": "easter -50", "fastnachtsfreitag|rusiger freitag|faschingsfreitag": "easter -51", "weiberfastnacht|altweiber|altweiberfastnacht|schmutziger donnerstag|weiberfasching|fettdonnerstag": "easter -52",
    "christi himmelfahrt|himmelfahrt|himmelfahrtstag|auffahrt": "easter 39", "pfingsten|pfingstsonntag|pfingstfest": "easter 49", "pfingstmontag": "easter 50", "dreifaltigkeitssonntag|trinitatis": "easter 56", "fronleichnam": "easter 60", "orthodoxes ostern": "orthodox 0",
    "bus und bettag|buss und bettag": "advent -11", "volkstrauertag": "advent -14", "totensonntag|ewigkeitssonntag": "advent -7", "erster advent|1 advent|ersten advent|erster adventssonntag": "advent 0", "zweiter advent|2 advent|zweiten advent": "advent 7", "dritter advent|3 advent|dritten advent": "advent 14", "vierter advent|4 advent|vierten advent": "advent 21",
    "ramadan|beginn des ramadan": "islamic 9 1", "zuckerfest|ende des ramadan|eid al fitr": "islamic 10 1", "opferfest|eid al adha": "islamic 12 10", "chinesisches neujahr|chinesisches neujahrsfest": "lunar 0", "pessach": "hebrew 7 15", "rosch haschana|judisches neujahr": "hebrew 1 1", "jom kippur|yom kippur": "hebrew 1 10", "chanukka": "hebrew 3 25",
    "fruhlingsanfang|fruhlingsbeginn|kalendarischen fruhlingsanfang|fruhlingstagundnachtgleiche": "03-20", "sommeranfang|sommerbeginn|sommersonnenwende|sommersonnwende": "06-21", "herbstanfang|herbstbeginn|herbsttagundnachtgleiche|kalendarischen herbstanfang": "09-22", "winteranfang|winterbeginn|wintersonnenwende|wintersonnwende": "12-21",
    "sommerzeit|zeitumstellung|beginn der sommerzeit": "nth 3 6 -1", "ende der sommerzeit|winterzeit": "nth 10 6 -1", "unabhangigkeitstag": "07-04", "siebenschlafer": "06-27", "mariengeburt|maria geburt": "09-08", "verkundigung des herrn|maria verkundigung": "03-25",
}  # fmt: skip

CONTEXT_WORDS = {
    "every": "jeden|jede|jedes",
    "label": "version|nummer|zimmer|seite|kanal|kapitel|code|bestellung|bestellnummer|grose|groesse|gleis|stock|telefon|telefonnummer|handy|durchwahl|postleitzahl|artikel|hausnummer|sitz|sitzplatz|wohnung|reihe",
    "street": "strase|strasse|platz|allee",
    "called": "ich heise|ich heisse|mein name ist|nachname ist|vorname ist|nachname",
    "counted": "euro|dollar|pfund|franken|cent|prozent|kilo|kilogramm|kilometer|km|kg|meter|personen|leute|gaste|erwachsene|kinder|karten|nachte|zimmer|stuck|mal|male|punkte|stock|stockwerk|etage|option|sache|name|platz|teil|wahl|reihe|klasse|frage|versuch|person|hilfe|hand|kind|sohn|tochter|linie|weltkrieg|liga|bank",
    "up_to": "bis|zu",
    "plural": "die",
    "between": "zwischen",
    "lasting": "stunde|stunden|std",
    "negation": "nicht",
}  # fmt: skip

CALENDAR = Calendar(
    half="to",
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"bis", "oder", "bis zu"}),
    range_starts=frozenset({"zwischen"}),
    literal_digits=True,
)  # fmt: skip

AGES = Ages(
    "ich bin|bin|sie ist|er ist|ich bin fast|ich bin schon|alter|mein alter ist|ich werde|bin jetzt", "jahre alt|jahre|jahr alt|jahre jung|jahrig",
    "ich wurde|wurde|ich bin gestern|ich bin heute|ich werde",
)  # fmt: skip

DURATIONS = DurationLexicon(
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
)  # fmt: skip

RANGES = RangeLexicon(
    compounds="woche|halfte",
    since="vom|von|lang ab|lang ab dem|lang vom|ab|ab dem|seit|seit dem|beginnend am|beginnend mit|angefangen am|von dem",
    to="bis|bis zum|bis zu|bis einschliesslich|bis einschliesslich zum|bis inklusive|und bis", until="bis|bis zum|bis zu|spatestens am",
    between="zwischen|zwischen dem|irgendwann zwischen", both="und",
    lasting="fur|fur etwa|uber|fur ungefahr", upcoming="nachsten|kommenden|folgenden|naechsten|nachste",
    gone="letzten|vergangenen|vorigen|letzte|vergangene",
    weekend="wochenende|weekend", halves={"erste halfte|ersten halfte": 1, "zweite halfte|zweiten halfte": 2},
    same="am selben tag|am gleichen tag|selben tag|gleichen tag|denselben tag",
    middle="mitte|mitte des",
    vague="anfang|ende|anfang des|ende des|gegen ende",
    whole="ganze|ganzen|ganzer|gesamte|gesamten|den ganzen|im|im monat|den monat|im laufe des|wahrend des|das ganze jahr",
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="gultig|ablauf|abgelaufen|ablaufdatum|lauft ab|verfall",
    slashes="schragstrich|querstrich|strich|slash",
)  # fmt: skip

ZONES = ZoneWords(
    cities={"lisbon": "lissabon", "rome": "rom", "moscow": "moskau", "tokyo": "tokio", "beijing": "peking"},
    asked=("{}er zeit", "zeit in {}", "zeit von {}"),
    own={"mez|m e z|mitteleuropaischer zeit": 60, "mesz|m e s z": 120, "deutscher zeit": "Europe/Berlin", "londoner zeit|britischer zeit": "Europe/London"},
    home=frozenset({60, 120, "Europe/Berlin"}),
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
