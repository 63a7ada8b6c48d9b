"""German, with Austrian and Swiss words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from omnia.dialogue.extraction.lexicons.schema import Lexicon, NumberLexicon

_UNITS = "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn"
_TENS = "zwanzig dreisig vierzig funfzig sechzig siebzig achtzig neunzig"
_CARDINALS = {word: n for n, word in enumerate(_UNITS.split())} | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
_SPELT = {"funf": "fuenf", "zwolf": "zwoelf", "dreisig": "dreissig", "zwei": "zwo"}
_ORDINAL_STEMS = {"erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
_ENDINGS = ("e", "en", "er", "es", "em")

NUMBERS = NumberLexicon(
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

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = ("fruh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")


def _compounds(*parts: str) -> str:
    """Weekdays written together with parts of the day: `freitagabend`."""
    return "|".join(f"{day}{part}" for day in _DAYS for part in parts)


WORDS: dict[str, Mapping[str, Any] | str] = {
    "quarterend": "quartalsende|am quartalsende|zum quartalsende",
    "uquarter": "quartal|quartals",
    "lendemain": {"am vortag|vortag|am vorabend|vorabend": -1, "am folgetag|folgetag": 1},
    "quarterhour": {"viertelstunde": 15, "dreiviertelstunde": 45},
    "dot": "punkt",
    "dash": "bindestrich|minus",
    "slash": "schragstrich|slash|strich",
    "minand": "und", "idiom": "in|uber|ueber", "beforelastpre": "vorletzte|vorletzten|vorletzter|vorletztes", "sesqui": {"anderthalb|eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5},
    "ends": "ende|am ende des|ende des|am ende|zum ende des|am ende dieses", "monthend": "monatsende|am monatsende|ultimo|zum monatsende", "yearend": "am letzten tag des jahres|letzter tag des jahres|letzten tag des jahres|der letzte tag des jahres|jahresende|am jahresende",
    "month": {
        "januar|janner|jaenner|jan|jen": 1, "februar|feber|feb": 2, "marz|maerz|mar|mrz": 3, "april|apr": 4, "mai": 5, "juni|juno|jun": 6, "juli|julei|jul": 7, "august|aug": 8,
        "september|sept|sep": 9, "oktober|okt": 10, "november|nov": 11, "dezember|dez": 12,
    },
    "weekday": {
        "montag|mo|montags|mon": 0, "dienstag|di|dienstags|die": 1, "mittwoch|mi|mittwochs|mit": 2, "donnerstag|do|donnerstags|don": 3, "freitag|fr|freitags|fre": 4, "samstag|sa|sonnabend|samstags|sam": 5, "sonntag|so|sonntags|son": 6,
        **{"|".join(day + part for part in _PARTS): n for n, day in enumerate(_DAYS)},
    },
    "rel": {
        "heute|heute mittag|jetzt|heut|gerade|gerade jetzt|sofort|zu dieser zeit|in diesem moment|am heutigen tag|heutigen tag|momentan|heute abend|heute morgen|heute nachmittag|im moment|heute fruh|heute nacht|derzeit": 0,
        "morgen|morgen mittag|morgen fruh|morgen abend|am nachsten tag|nachsten tag|am folgenden tag|morgigen tag|am tag darauf": 1,
        "gestern|gestern abend|am vortag|gestern nacht": -1,
        "ubermorgen|uebermorgen": 2, "vorgestern": -2, "vorvorgestern": -3, "uberubermorgen": 3,
    },
    "uday": "tag|tage|tagen|tages|tg", "uweek": "woche|wochen|wo", "uworkday": "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen", "ufortnight": "vierzehntage",
    "umonth": "monat|monate|monaten|monats", "uyear": "jahr|jahre|jahren|jahres|jahrs", "the": "der|die|das|den|dem|am|an|des|zum|zur|an dem|fur den|fur|fuer den|fuer|ab|vom|bis|bis zum|datum|beim|im|in|zu|ab dem|tag|von|seit dem|wann ist",
    "of": "im|in|des|vom|der|von|in der|im jahr|im jahre|des jahres|aus|jahr|anno|diesen|in dem|dieses", "inside": "in|binnen|innerhalb von|innerhalb|in etwa|in ca|in rund|nach",
    "article": {"ein|eine|einen|einem|einer|eines": 1, "ein paar|paar|einem paar": 2, "einige|mehrere|mehreren|einigen": 3},
    "next": "nachste|nachsten|nachster|nachstes|naechste|naechsten|naechster|naechstes|nachstem|kommenden|kommende|kommender|kommendes|folgenden|folgende|folgender|darauffolgenden|in der nachsten|in der kommenden|im nachsten|im kommenden|darauf",
    "coming": "kommenden|kommende|kommender|am kommenden", "last": "letzte|letzten|letzter|letztes|vergangene|vergangenen|vergangener|vorige|vorigen|voriges|vergangenes|der letzten|vorherigen|in der letzten|im letzten|verganger",
    "final": "letzte|letzten|letzter|letztes|der letzte|den letzten|am letzten", "this": "diese|diesen|dieser|dieses|diesem|in dieser|in diesem|laufenden|aktuellen|heutigen|heurigen", "afternextpre": "ubernachste|ubernachsten|ubernachster|ubernachstes|uebernachsten|uebernaechsten|uebernaechste",
    "ago": "her|zuvor|vorher|davor", "agopre": "vor|vor etwa|vor ungefahr|vor ca|vor rund|vor circa", "later": "ab heute|von heute an|ab jetzt|spater|danach|spaeter|von jetzt an", "after": "nach|ab|nach dem|nach der|seit|von", "before": "vor|vor dem|vor der",
    "closest": "nachstgelegene|nachstgelegenen", "to": "zu|zum",
    "at": "punkt|exakt|genau|um|gegen|ab|bis|vor|nach|so um|so gegen|circa um|ca um|ungefahr um|etwa gegen|es ist|so circa um|um ca|um circa|fur|so|kurz vor|kurz nach|punktlich um|genau um|etwa um|von|auf|zirka um",
    "oclock": "uhr|h|uhren", "half": "halb|halbe|halben|halber|einer halben|einer halbe", "quarter": "viertel|ein viertel", "threequarters": "dreiviertel|drei viertel", "past": "nach", "till": "vor", "and": "und", "uhour": "stunde|stunden|std|h", "umin": "minute|minuten|min|mins", "usec": "sekunde|sekunden|sek",
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

CURRENCIES = {
    "euro|euros|mause|kroten|tacken|ocken": "EUR", "dollar|us dollar|us dollars|dollars|amerikanische dollar|amerikanischen dollar": "USD", "kanadische dollar|kanadischer dollar|kanadischen dollar": "CAD", "australische dollar|australischer dollar|australischen dollar": "AUD", "hongkong dollar": "HKD", "pfund|britische pfund|pfund sterling|britisches pfund|britischen pfund": "GBP", "yen|japanische yen": "JPY",
    "yuan|renminbi": "CNY", "franken|schweizer franken|schweizerfranken|stutz|fr|sfr": "CHF", "franzosische francs|francs|franc": "FRF", "rupie|rupien|indische rupien|indische rupie": "INR", "peso|pesos|mexikanische pesos": "MXN", "real|reais|brasilianische real": "BRL", "rubel|russische rubel": "RUB", "lira|lire|turkische lira": "TRY", "won|sudkoreanische won": "KRW",
    "krone|kronen|schwedische kronen": "SEK", "norwegische kronen": "NOK", "danische kronen": "DKK", "tschechische kronen": "CZK", "zloty": "PLN", "forint": "HUF", "finnmark|finnische mark": "FIM", "mark|deutsche mark|d mark": "DEM", "schilling|schillinge": "ATS", "riel|kambodschanische riel": "KHR", "baht": "THB", "dirham": "AED", "bitcoin|bitcoins": "XBT", "peseten|pesetas": "ESP", "lei|leu": "RON", "lewa": "BGN", "gulden": "NLG",
}  # fmt: skip

CENTS = {
    "cent|cents": "",
    "eurocent|euro cent": "EUR",
    "rappen": "CHF",
    "pfennig|pfennige": "DEM",
    "penny|pence|pennies": "GBP",
    "groschen": "ATS",
    "kopeken": "RUB",
}

LEXICON = Lexicon(
    language="de", numbers=NUMBERS, words=WORDS, holidays=HOLIDAYS, currencies=CURRENCIES, cents=CENTS,
    ranges=frozenset({"bis", "oder", "bis zu"}), range_starts=frozenset({"zwischen"}), hundredths_joiners=frozenset({""}), literal_digits=True
)  # fmt: skip
