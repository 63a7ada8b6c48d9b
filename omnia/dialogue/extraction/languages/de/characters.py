"""German: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    extensions=frozenset({"durchwahl", "nebenstelle", "apparat"}),
    leads=frozenset({"unter"}),
    plus="plus",
    marks="bindestrich strich minus punkt schragstrich leerzeichen dann ah ahm vorwahl",
    cues="telefon telefonnummer handy handynummer mobil mobilnummer nummer rufnummer anrufen erreichen erreichbar tel festnetz festnetznummer whatsapp",
    others="konto kontonummer karte kreditkarte visa mastercard iban police versicherungsnummer rechnung rechnungsnummer bestellung bestellnummer vertrag vertragsnummer postleitzahl plz steuernummer aktenzeichen referenz kennzeichen reisepass pin kundennummer zahlerstand zahler zahlernummer sozialversicherung sozialversicherungsnummer buchung buchungsnummer flug sendung sendungsnummer imei seriennummer mitgliedsnummer",
    own="",
    fillers="die das der meine mein ist lautet ja also gut ok okay ah ahm bitte danke sie mich konnen unter auf es unsere hier",
)  # fmt: skip

EMAILS = EmailWords(
    particles=frozenset({"von", "van", "zu"}),
    written_out={"ä": "ae", "ö": "oe", "ü": "ue"},
    articles=frozenset({"ein", "eine", "einen"}),
    signs={
        "klammeraffe": "@", "affenschwanz": "@", "at zeichen": "@", "att": "@", "aet": "@", "ad": "at", "aed": "at", "punkt": ".", "bindestrich": "-", "minus": "-",
        "strich": "-", "mittelstrich": "-", "minuszeichen": "-", "unterstrich": "_", "tiefstrich": "_", "bodenstrich": "_", "plus": "+",
    },
    remarks="alles klein|alles kleingeschrieben|kleingeschrieben|klein geschrieben|alles zusammen|zusammen|zusammengeschrieben|zusammen geschrieben|in einem wort|ein wort|ohne leerzeichen|gross|gros|buchstabe|zahl|dann|und dann|mit u e|mit ue|mit o e|mit oe|mit a e|mit ae|mit doppel s|mit ss|mit scharfem s|am anfang|am ende|vorne|hinten",
    before="ist es sind meine mein unsere unser die der das den dem e-mail email mail mailadresse emailadresse adresse lautet lauten heißt heisst wäre schreiben schreib sie an unter mir mich auf ein eine für diese dieser also ja gut ok "
    "okay klar äh ähm nein nicht sorry bitte ich habe nutze verwende und oder hier",
    hints="mit|ohne|ohne das|mit zwei|mit doppel|mit einem|mit nur einem",
    writes="schreiben schreib schreibt schicken schick senden sende erreichen können kann",
    nouns="mail email adresse mailadresse emailadresse",
    providers={"gmx": "gmx.de", "web": "web.de", "tonline": "t-online.de", "freenet": "freenet.de", "arcor": "arcor.de", "mailbox": "mailbox.org"},
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "schragstrich|schraegstrich|querstrich|slasch",
        "//": "doppelslash|doppelter schragstrich|doppelschragstrich|zwei schragstriche|zwei slashes|doppelter slash",
        ":": "doppelpunkt|doppel punkt",
        "www": "we we we|weh weh weh|drei w|dreimal w|drei we|dreimal we|3 w|3 mal w|drei mal w",
        "https": "ha te te pe es|h t t p s|ha t t p s",
        "http": "ha te te pe|h t t p|ha t t p",
        "?": "fragezeichen",
        "=": "gleich|ist gleich|gleichheitszeichen",
        "~": "tilde",
    },
    before="seite webseite website homepage internetseite internetadresse internet web link besuchen gehen sehen schauen finden zu uns offizielle "
    "offiziellen online öffnen suchen im am von geben ein einfach heißt nennt sich",
)  # fmt: skip

SPELLING = SpellingWords(
    names_never_words=frozenset({"jot"}),
    apostrophes=frozenset({"apostroph"}),
    short_words=frozenset({"ja", "er", "wo", "zu", "im", "ob", "am", "an", "es", "du"}),
    articles=frozenset({"ein", "eine", "einen", "einem", "einer"}),
    alphabets=(
        "anton berta casar|caesar|cesar dora emil friedrich gustav heinrich ida julius kaufmann|konrad ludwig martha nordpol otto paula "
        "quelle richard samuel|siegfried theodor ulrich viktor wilhelm xanthippe|xaver ypsilon zacharias|zeppelin",
        "aachen berlin chemnitz dusseldorf essen frankfurt goslar hamburg ingelheim jena koln leipzig munchen nurnberg offenbach "
        "potsdam quickborn rostock salzwedel tubingen unna volklingen wuppertal xanten zwickau",
    ),
    names={"be": "b", "ce": "c", "de": "d", "ef": "f", "ge": "g", "ha": "h", "jot": "j", "ka": "k", "el": "l", "em": "m", "en": "n", "pe": "p",
           "ku": "q", "kuh": "q", "es": "s", "te": "t", "vau": "v", "fau": "v", "we": "w", "ix": "x", "zett": "z", "zet": "z"},
    like=frozenset(("wie", "wie in", "fur")),
    remarks="mit|ohne",
    times={"doppelt": 2, "doppel": 2, "zweimal": 2, "dreifach": 3, "dreimal": 3, "vierfach": 4, "viermal": 4, "funfmal": 5},
    counted=frozenset(("mal",)),
    plurals={"nullen": "0", "einsen": "1", "zweien": "2", "dreien": "3", "vieren": "4", "funfen": "5", "sechsen": "6", "siebenen": "7", "achten": "8",
           "neunen": "9"},
    multiplied_articles=frozenset(("die", "der")),
    zeros=frozenset(),
    digits={"zwo": "2"},
    skipped=frozenset(["bindestrich", "strich", "minus", "leerzeichen", "dann", "und", "ah", "ahm", "punkt", "schragstrich", "gross", "gros", "grosses", "groses", "groser", "grosser", "klein", "kleines", "kleiner", "buchstabe", "nummer", "ziffer", "zahl", "gefolgt", "komma", "slash", "gedankenstrich", "strich", "unterstrich", "noch"]),
    skipped_phrases=frozenset(("und dann", "gefolgt von")),
    copula="ist",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
