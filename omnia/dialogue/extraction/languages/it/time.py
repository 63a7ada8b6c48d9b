"""Italian: days, clocks and lengths of time."""

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
    "dash": "trattino|lineetta",
    "slash": "barra|slash|sbarra",
    "adjacent_day": {"il giorno dopo|giorno dopo|il giorno successivo|il giorno seguente|l indomani|indomani": 1, "il giorno prima|giorno prima|il giorno precedente|giorno precedente|la vigilia|alla vigilia|vigilia": -1, "l antivigilia|antivigilia": -2},
    "minute_joiner": "e|ed", "idiom": "a",
    "ends": "fine|la fine di|alla fine di|fine del|alla fine del|a fine|per fine|entro fine|alla fine dell|fine dell|la fine del",
    "month": {
        "gennaio|gen|genn": 1, "febbraio|feb|febb": 2, "marzo|mar": 3, "aprile|apr": 4, "maggio|mag|magg": 5, "giugno|giu": 6, "luglio|lug": 7,
        "agosto|ago": 8, "settembre|set|sett": 9, "ottobre|ott": 10, "novembre|nov": 11, "dicembre|dic": 12,
    },
    "weekday": {
        "lunedi|lun": 0, "martedi|mar|mart": 1, "mercoledi|mer|merc": 2, "giovedi|gio|giov": 3, "venerdi|ven": 4, "sabato|sab": 5, "domenica|dom|domeniche|sabati": 6,
    },
    "relative_day": {
        "oggi|adesso|ora|subito|stamattina|stamani|stasera|stanotte|questa mattina|questa sera|oggi stesso|in questo momento|questo momento|quest oggi|in giornata|oggigiorno|questo pomeriggio|la giornata": 0,
        "domani|dmn|domattina|domani mattina|indomani|l indomani|il giorno dopo|il giorno seguente|il giorno successivo": 1,
        "ieri|ieri sera|il giorno prima|il giorno precedente": -1,
        "domani l altro|doman l altro|dopodomani|dopo domani|il giorno dopo domani|il giorno dopo di domani|posdomani": 2,
        "l altro ieri|altro ieri|altroieri|l altroieri|ieri l altro|avantieri|avant ieri|il giorno prima di ieri": -2,
    },
    "unit_day": "giorno|giorni|gg|giornata|giornate", "unit_week": "settimana|settimane", "unit_workday": "giorno lavorativo|giorni lavorativi|giorno feriale|giorni feriali",
    "unit_fortnight": "quindicina di giorni", "unit_month": "mese|mesi", "unit_year": "anno|anni|annata",
    "the": "il|lo|la|l|al|alla|allo|i|gli|le|per il|per la|per|nel|nella|nell|in|data|in data|giorno|di|dal|dalla|un|una|dell|della|del|dello|all|entro il|entro|sono nato il|sono nata il",
    "of": "di|del|della|dell|dello|in|nel|nella|nell|d|de|del mese di|nel mese di|a|da|dal|dalla|mese di", "inside": "tra|fra|in|entro|da qui a|di qui a|nel giro di",
    "article": {"un|una|uno": 1, "un paio di|paio di|un paio d|paio d": 2, "qualche|alcuni|alcune": 3},
    "next": "prossimo|prossima|seguente|successivo|successiva|entrante|venturo|ventura|che viene|a venire|prossimi|prossime|che verra|che arriva", "last": "scorso|scorsa|passato|passata|precedente|ultimo scorso|appena passato|appena passata|scorsi|scorse|u s",
    "final": "ultimo|ultima|l ultimo|l ultima", "this": "questo|questa|quest|corrente|in corso|corr",
    "after_next": "dopo la prossima|dopo il prossimo|non questo ma il prossimo|dopo il successivo", "ago": "fa|or sono|addietro|orsono|prima|indietro", "ago_prefix": "circa",
    "later": "da oggi|da adesso|da ora|a partire da oggi|a partire da ora|dopo|piu tardi|a contare da oggi|a venire", "after": "dopo|da|a partire da|dopo il|dopo la|a partire dal|dopo di|successivi al|successivo a|successivi a",
    "before": "prima di|prima del|prima della|prima|antecedente|precedente|prima dell|precedenti il|precedente al|precedenti al", "closest": "piu vicino|il piu vicino|piu vicina|la piu vicina", "to": "a|al|alla|all",
    "at": "esattamente|precisamente|alle|alla|all|a|verso|per|per le|dalle|dopo le|prima delle|intorno alle|circa|sono|e|le|l|delle|ore|alle ore|verso le|sul|sulle|attorno alle|per l|h|entro le|fino alle|ad|all ora",
    "oclock": "in punto|ore|h|ora|e zero minuti|spaccate|esatte", "half": "mezza|mezzo|mezz|trenta", "quarter": "un quarto|quarto", "three_quarters": "tre quarti|trequarti",
    "till": "alle|all|a|al|alla|per le|per l|prima delle|prima di|prima dell", "and": "e|ed", "less": "meno", "past": "passate di|e passa|dopo le", "unit_hour": "ora|ore|oretta", "unit_minute": "minuto|minuti|min", "unit_second": "secondo|secondi|sec",
    "am": "am|a m|antimeridiane|ante meridiem", "pm": "pm|p m|pomeridiane|post meridiem", "noon": "mezzogiorno|mezzo giorno|mezzodi|12 mezzogiorno|mezzogiorno in punto|ora di pranzo", "midnight": "mezzanotte|mezza notte",
    "morning": "domani mattina|domattina|ieri mattina|del mattino|di mattina|della mattina|mattina|mattino|stamattina|stamani|domattina|la mattina|questa mattina|di mattino|in mattinata|mattinata|mane",
    "afternoon": "del pomeriggio|di pomeriggio|pomeriggio|nel pomeriggio|questo pomeriggio|il pomeriggio|in pomeriggio", "evening": "ieri sera|domani sera|di sera|della sera|sera|stasera|serata|in serata|questa sera|la sera|di stasera", "night": "di notte|della notte|notte|stanotte|la notte|questa notte",
    "filler": "ehm|eh|uhm|mah|boh|allora|cioe|beh|diciamo|tipo|circa|piu o meno|per favore|grazie|buongiorno|buonasera|buon pomeriggio|buona sera|all incirca|grosso modo|verso|intorno",
}  # fmt: skip

HOLIDAYS = {
    "natale|giorno di natale|il giorno di natale|santo natale": "12-25", "vigilia|la vigilia|alla vigilia|vigilia di natale|la vigilia di natale": "12-24", "antivigilia|antivigilia di natale": "12-23", "santo stefano|s stefano|giorno di santo stefano": "12-26",
    "capodanno|primo dell anno|primo dell anno nuovo|anno nuovo|il primo dell anno": "01-01", "san silvestro|ultimo dell anno|l ultimo dell anno|notte di san silvestro|vigilia di capodanno|notte di capodanno": "12-31", "epifania|befana|la befana|giorno della befana|i re magi|dell epifania": "01-06",
    "san valentino|s valentino|festa degli innamorati|giorno degli innamorati|festa di san valentino": "02-14", "festa della donna|festa delle donne|giornata della donna|giornata internazionale della donna": "03-08",
    "festa del papa|festa di san giuseppe|san giuseppe|s giuseppe|festa dei papa": "03-19", "pesce d aprile": "04-01", "liberazione|la liberazione|festa della liberazione|anniversario della liberazione|giorno della liberazione": "04-25",
    "festa dei lavoratori|festa del lavoro|giorno dei lavoratori|giornata dei lavoratori|festa dei lavori": "05-01", "festa della repubblica|giorno della repubblica": "06-02", "san giovanni|s giovanni": "06-24", "santi pietro e paolo|san pietro e paolo|ss pietro e paolo": "06-29",
    "ferragosto|assunzione|assunta|l assunta|assunzione di maria|festa dell assunzione": "08-15", "san lorenzo|notte di san lorenzo": "08-10", "san gennaro": "09-19", "san francesco": "10-04", "san martino": "11-11", "halloween|vigilia di ognissanti": "10-31",
    "ognissanti|tutti i santi|giorno dei santi|il giorno dei santi|festa di tutti i santi|i santi|festa di ognissanti": "11-01", "giorno dei morti|i morti|commemorazione dei defunti|commemorazione dei morti|i defunti|festa dei morti|giorno dei defunti": "11-02",
    "immacolata|immacolata concezione|l immacolata|festa dell immacolata|giorno dell immacolata": "12-08", "sant ambrogio|s ambrogio": "12-07", "santa lucia|s lucia": "12-13", "san nicola": "12-06", "giornata della memoria|giorno della memoria": "01-27",
    "giorno del ricordo": "02-10", "unita d italia|festa dell unita nazionale": "03-17", "giornata dell unita nazionale|festa delle forze armate|giornata delle forze armate": "11-04", "primo maggio|il primo maggio": "05-01",
    "festa della mamma": "nth 5 6 2", "festa dei nonni": "10-02", "ringraziamento|giorno del ringraziamento|festa del ringraziamento": "nth 11 3 4", "black friday|venerdi nero": "nth 11 3 4 +1", "cyber monday": "nth 11 3 4 +4",
    "pasqua|domenica di pasqua|la pasqua": "easter 0", "pasquetta|lunedi dell angelo|lunedi di pasqua": "easter 1", "venerdi santo": "easter -2", "giovedi santo": "easter -3", "sabato santo": "easter -1", "domenica delle palme|le palme|palme": "easter -7",
    "mercoledi delle ceneri|le ceneri|ceneri": "easter -46", "martedi grasso|carnevale": "easter -47", "giovedi grasso": "easter -52", "ascensione|l ascensione": "easter 39", "pentecoste": "easter 49", "lunedi di pentecoste": "easter 50", "corpus domini": "easter 60",
    "pasqua ortodossa": "orthodox 0", "natale ortodosso": "01-07", "ramadan|inizio del ramadan": "islamic 9 1", "eid al fitr|fine del ramadan": "islamic 10 1", "festa del sacrificio|eid al adha": "islamic 12 10", "capodanno cinese": "lunar 0",
    "pasqua ebraica": "hebrew 7 15", "capodanno ebraico": "hebrew 1 1", "yom kippur|kippur": "hebrew 1 10", "hanukkah|chanukkah": "hebrew 3 25", "prima domenica di avvento|prima domenica d avvento": "advent 0", "festa dell indipendenza|indipendenza americana": "07-04",
    "inizio della primavera|primo giorno di primavera|equinozio di primavera": "03-20", "inizio dell estate|primo giorno d estate|solstizio d estate": "06-21", "inizio dell autunno|primo giorno d autunno|equinozio d autunno": "09-22", "inizio dell inverno|primo giorno d inverno|solstizio d inverno": "12-21",
}  # fmt: skip

CONTEXT_WORDS = {
    "every": "ogni|tutti i|tutte le",
    "label": "versione|numero|stanza|camera|pagina|canale|capitolo|codice|ordine|taglia|uscita|binario|interno|piano|telefono|cellulare|articolo|scala|punteggio|posto|fila|sedile|appartamento",
    "street": "via|viale|corso|piazza|piazzale|largo|vicolo",
    "called": "mi chiamo|il cognome e|il mio cognome e|il nome e|il mio nome e",
    "counted": "euro|dollari|sterline|centesimi|per cento|percento|chilo|chili|chilometri|km|kg|metri|persone|ospiti|adulti|bambini|biglietti|notti|camere|pezzi|volte|punti|piano|piani|volta|opzione|cosa|nome|posto|parte|scelta|fila|classe|domanda|tentativo|persona|figlio|figlia|figli|tempo|lavoro|mano|colpo",
    "up_to": "a|ad",
    "plural": "i|gli|le",
    "lasting": "ore|ora",
    "negation": "non",
    "first_of_month": "primo",
}  # fmt: skip

CALENDAR = Calendar(
    look_alikes=frozenset({"gennaro", "domenic", "marco"}),
    words=WORDS,
    holidays=HOLIDAYS,
    context_words=CONTEXT_WORDS,
    ranges=frozenset({"a", "o", "fino a", "ai"}),
    range_starts=frozenset({"tra", "fra"}),
    literal_clock=True,
)  # fmt: skip

AGES = Ages(
    "ho|ha|ho quasi|ha quasi|ho circa|ho gia|eta|la mia eta e|di anni|compio|ho compiuto|appena compiuti", "anni|anni compiuti|anni di eta|anni suonati|anni gia compiuti",
    "ho compiuto|ha compiuto|compiuti|compio|faccio|ho fatto",
)  # fmt: skip

DURATIONS = DurationLexicon(
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
)  # fmt: skip

RANGES = RangeLexicon(
    since="dal|dalla|dall|da|dal giorno|a partire dal|a partire dall|a partire da|con inizio il|con inizio dal|partendo dal|inizio il",
    to="al|all|alla|a|ad|fino al|fino all|fino a|fino alla|sino al|sino a|e fino al|al giorno|e finisce il|fine il",
    until="fino al|fino all|fino a|fino alla|sino al|sino a|sino all|entro il|al|all",
    between="tra|fra|tra il|fra il|compreso tra", both="e|ed",
    lasting="per|della durata di|che dura|per circa", upcoming="prossimi|prossime|prossimo|prossima|seguenti|successivi",
    gone="ultimi|ultime|scorsi|scorse|passati|passate|precedenti|ultimo|ultima",
    weekend="fine settimana|weekend|week end", halves={"prima meta|prima quindicina": 1, "seconda meta|seconda quindicina": 2},
    same="lo stesso giorno|stesso giorno|quel giorno|in giornata|lo stesso",
    middle="meta|la meta di|meta di",
    vague="inizio|inizio di|gli inizi di|fine|la fine di|fine di|ai primi di|verso|verso fine",
    whole="tutto|tutta|intero|intera|per tutto|nel mese di|il mese di|mese di|durante|l intero|tutto il mese di|a|in|nel|tutto l anno",
)  # fmt: skip

EXPIRIES = ExpiryWords(
    cues="scad|valid",
    slashes="barra|barretta|slash",
)  # fmt: skip

ZONES = ZoneWords(
    cities={"london": "londra", "lisbon": "lisbona", "paris": "parigi", "rome": "roma", "berlin": "berlino", "moscow": "mosca", "beijing": "pechino"},
    asked=("ora di {}", "l ora di {}", "orario di {}", "fuso di {}"),
    own={"ora italiana|ora dell europa centrale": "Europe/Rome", "ora inglese|ora britannica": "Europe/London"},
    home=frozenset({60, 120, "Europe/Rome"}),
)  # fmt: skip

TIME = Time(
    calendar=CALENDAR,
    ages=AGES,
    durations=DURATIONS,
    ranges=RANGES,
    expiries=EXPIRIES,
    zones=ZONES,
)
