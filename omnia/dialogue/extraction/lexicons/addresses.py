"""Addresses: kinds of streets, the words around the parts of an address, and the forms of postal codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.lexicons import lexicon
from omnia.dialogue.extraction.lexicons.names import NEVER

STREET_TYPES: Mapping[str, str] = {
    "en": "street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|terr|way|close|crescent|cres|gardens|gdns|grove|hill|mews|row|walk|park|parkway|pkwy|highway|hwy|"
    "circle|cir|trail|trl|alley|plaza|turnpike|pike|loop|path|green|rise|view|gate|quay|wharf|broadway|embankment|vale|mount|expressway|freeway|strand",
    "it": "via|viale|v.le|vle|piazza|p.za|pzza|p.zza|piazzale|p.le|piazzetta|corso|c.so|cso|largo|vicolo|vico|strada|str|strada statale|strada provinciale|stradone|contrada|c.da|cda|borgo|localita|loc|frazione|fraz|"
    "lungomare|lungarno|lungotevere|lungolago|lungo|salita|discesa|rampa|calle|campo|fondamenta|rione|galleria|circonvallazione|traversa|vicoletto|piano|rotonda|bastioni|riviera|regione|cascina|villaggio|passeggiata|passaggio|"
    "sestiere|quartiere|zona industriale|parco|ripa|scalinata|sottoportico|rio tera",
    "es": "calle|c/|cl|avenida|avda|av|avd|paseo|pso|plaza|pza|pl|plazuela|ronda|camino|cno|carretera|ctra|travesia|trva|pasaje|callejon|cuesta|glorieta|via|gran via|bulevar|rambla|urbanizacion|urb|carrer|carrera|cra|"
    "alameda|barrio|costanilla|poligono|sendero|vereda|diagonal|transversal|autopista|autovia|calzada|circunvalacion|parque|jardines|muelle|rua|corredera|calleja",
    "fr": "rue|r|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|allee|allees|impasse|imp|chemin|ch|che|quai|cours|route|rte|square|sq|passage|villa|faubourg|fg|fbg|sentier|esplanade|promenade|ruelle|cite|residence|res|"
    "voie|rond-point|rond point|hameau|lotissement|lot|montee|mail|parvis|traverse|venelle|galerie|domaine|lieu-dit|lieu dit|zone industrielle|zone artisanale|chaussee|cour|clos|parc",
    "de": "strasse|str|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|steige|pfad|promenade|markt|graben|wall|berg|hof|tor|zeile|winkel|garten|park|stieg|brucke|kai|anger|grund|gang|bogen|twiete|twete|hang|halde|"
    "landstrasse|hauptstrasse|bahnhofstrasse|schlossallee|lindenallee|marktplatz|dorfstrasse|gartenstrasse|ringstrasse|siedlung|feld|kamp|redder|reihe|esplanade|blick|rain|tal|wiese|deich|chaussée",
    "pt": "rua|r|avenida|av|avda|travessa|tv|trav|praca|pc|pca|praceta|largo|lg|alameda|al|estrada|est|estr|beco|calcada|caminho|rodovia|rod|viela|urbanizacao|urb|bairro|rotunda|patio|quinta|vila|ladeira|via|campo|"
    "rampa|escadas|escadinhas|jardim|parque|passeio|cais|loteamento|conjunto|quadra|azinhaga|terreiro|ponte|marginal|circular",
}

SUFFIXES: Mapping[str, str] = {
    "de": "strasse|str|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|pfad|promenade|markt|graben|wall|stieg|brucke|twiete|kamp|reihe|zeile|hof|berg|deich|garten|anger|kai|winkel|feld|bogen",
}
"""Kinds of streets written together with their names: `Hauptstraße`."""

PREPOSED = frozenset({"it", "es", "fr", "pt"})
"""Languages whose kind of street stands before its name."""

NUMBER_FIRST = frozenset({"en", "fr"})
"""Languages whose house number stands before the street."""

UNSURE: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [
            "st",
            "dr",
            "ct",
            "pl",
            "av",
            "way",
            "close",
            "row",
            "walk",
            "park",
            "green",
            "rise",
            "view",
            "gate",
            "mount",
            "hill",
            "plaza",
            "path",
            "strand",
            "loop",
            "trail",
            "court",
            "place",
            "square",
            "square",
            "circle",
            "alley",
            "drive",
            "ave",
            "vale",
            "pike",
            "grove",
            "sq",
            "cir",
        ]
    ),
    "it": frozenset(
        [
            "lungo",
            "campo",
            "piano",
            "regione",
            "parco",
            "rotonda",
            "zona",
            "passaggio",
            "calle",
            "galleria",
            "borgo",
            "quartiere",
            "str",
            "loc",
            "rampa",
            "discesa",
            "salita",
            "traversa",
            "villaggio",
            "riviera",
            "largo",
            "corso",
        ]
    ),
    "es": frozenset(
        [
            "via",
            "cl",
            "pl",
            "av",
            "diagonal",
            "transversal",
            "barrio",
            "parque",
            "carrera",
            "muelle",
            "camino",
            "paseo",
            "cra",
            "rua",
        ]
    ),
    "fr": frozenset(
        [
            "r",
            "ch",
            "pl",
            "av",
            "cours",
            "route",
            "voie",
            "mail",
            "villa",
            "cite",
            "lot",
            "parc",
            "cour",
            "clos",
            "place",
            "res",
            "domaine",
            "passage",
            "square",
        ]
    ),
    "de": frozenset(
        [
            "markt",
            "graben",
            "wall",
            "berg",
            "hof",
            "tor",
            "garten",
            "park",
            "ring",
            "feld",
            "tal",
            "wiese",
            "grund",
            "gang",
            "bogen",
            "reihe",
            "hang",
            "rain",
            "blick",
            "kai",
            "weg",
            "platz",
        ]
    ),
    "pt": frozenset(
        [
            "r",
            "al",
            "pc",
            "est",
            "tv",
            "lg",
            "via",
            "campo",
            "quinta",
            "vila",
            "jardim",
            "parque",
            "ponte",
            "bairro",
            "conjunto",
            "quadra",
            "circular",
            "passeio",
            "caminho",
        ]
    ),
}
"""Kinds that are ordinary words too: alone they prove no address."""

NUMBER_WORDS: Mapping[str, str] = {
    "en": "number|no|nr|house number|house",
    "it": "numero|numero civico|civico|n|nr|num|al numero|al civico|al",
    "es": "numero|num|n|nro|en el numero",
    "fr": "numero|n|no|au numero|au|maison",
    "de": "nummer|nr|hausnummer|haus nummer|haus",
    "pt": "numero|n|no|num|nr|porta|lote",
}
"""What may stand before the number of a house."""

SUFFIX_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "it": {"bis": "bis", "ter": "ter", "barra": "/", "sbarrato": "/"},
    "es": {"bis": "bis", "barra": "/"},
    "fr": {"bis": "bis", "ter": "ter", "quater": "quater"},
    "de": {},
    "pt": {"barra": "/"},
}
"""What may follow it and belong to it."""

POSTAL_CUES: Mapping[str, str] = {
    "en": "zip|zip code|zipcode|postal code|postcode|post code",
    "it": "cap|codice di avviamento postale|codice postale|avviamento postale|c a p",
    "es": "codigo postal|cp|c p|distrito postal",
    "fr": "code postal|cp|c p",
    "de": "postleitzahl|plz|p l z",
    "pt": "codigo postal|cep|c e p|cp",
}

CITY_CUES: Mapping[str, str] = {
    "en": "village called|town called|place called|city called|address is in|i stay in|i reside in|it's called|its called|my city is|my town is|my home town is|the city is called|the town is called|my town is called|my city is called|city is|town is|living in|live in|lives in|residing in|in the city of|in the town of|city of|town of|the city is|the town is|i live in|we live in|i'm from|i am from|based in|from|in",
    "it": "che si chiama|chiamato|chiamata|abito in un paese chiamato|abito nel comune di|la mia citta e|la mia citta si chiama|la citta si chiama|il mio comune e|il mio paese e|citta e|comune e|sto a|mi trovo a|vengo da|abitiamo a|viviamo a|nella citta di|nel comune di|la citta e|il comune e|comune di|citta di|abito a|abito ad|vivo a|sono di|residente a|risiedo a|a|ad",
    "es": "que se llama|llamado|llamada|resido actualmente en|vivo actualmente en|mi ciudad es|la ciudad donde vivo es|mi pueblo es|la ciudad se llama|ciudad es|vengo de|vivimos en|soy del|en la ciudad de|la ciudad es|el municipio es|ciudad de|municipio de|localidad de|vivo en|soy de|resido en|en",
    "fr": "qui s'appelle|qui se nomme|appele|appelee|je reside a|on vit a|ma ville est|ma ville c'est|la ville s'appelle|ma commune est|ville est|je vis au|j'habite aux|je viens de|nous habitons a|on habite a|au|aux|dans la ville de|la ville est|la ville c'est|ville de|commune de|j'habite a|j'habite|je vis a|j'habite au|je suis de|a",
    "de": "namens|mein ort heisst|mein ort heist|mein dorf heisst|mein ort ist|meine stadt ist|meine stadt heisst|die stadt heist|mein wohnort ist|der ort heisst|der ort heist|wohne in|lebe in|wir wohnen in|komme aus|in der stadt|die stadt ist|der ort ist|die stadt heisst|stadt|ort|wohnort|ich wohne in|ich lebe in|ich komme aus|wohnhaft in|aus|in",
    "pt": "que se chama|chamada|chamado|resido no|resido na|resido em|a minha cidade e|a minha terra e|a cidade chama-se|cidade e|vivo no|vivo na|moro no|moro na|sou do|sou da|venho de|moramos em|vivemos em|na cidade de|a cidade e|o concelho e|a localidade e|cidade de|concelho de|moro em|vivo em|sou de|resido em|em|no|na",
}
"""What stands before the name of a town, the longest first."""

NO_TOWNS = frozenset(
    [
        "city",
        "town",
        "village",
        "country",
        "countryside",
        "nowhere",
        "anywhere",
        "here",
        "home",
        "citta",
        "paese",
        "campagna",
        "comune",
        "qui",
        "casa",
        "tutti",
        "ciudad",
        "pueblo",
        "campo",
        "aqui",
        "todos",
        "ville",
        "village",
        "campagne",
        "ici",
        "tous",
        "stadt",
        "dorf",
        "land",
        "hier",
        "hause",
        "allen",
        "cidade",
        "aldeia",
        "terra",
        "aqui",
        "todos",
    ]
)
"""Words that stand where a town might and name none."""

INDEFINITE: Mapping[str, frozenset[str]] = {
    "en": frozenset({"a", "an", "some"}), "it": frozenset({"un", "una", "uno"}), "es": frozenset({"un", "una"}), "fr": frozenset({"un", "une"}),
    "de": frozenset({"ein", "eine", "einen", "einem", "einer"}), "pt": frozenset({"um", "uma"}),
}  # fmt: skip
"""What never stands before a town: `a long story`."""

TOWNS_WITH_ARTICLES = frozenset({"it", "es", "fr"})
"""Languages in which an article before a town is part of its name."""

CALLED = frozenset({"namens", "chamada", "chamado", "llamado", "llamada", "chiamato", "chiamata", "appele", "appelee"})
"""Single words that announce a town inside a sentence."""

BESIDE_TOWNS = frozenset({"cote", "proximite", "cerca", "perto", "vicino", "nahe", "provincia", "banlieue"})
"""Words that tell of a place beside a town, not in it."""

CONTRACTED: Mapping[str, Mapping[str, str]] = {"fr": {"au": "Le ", "aux": "Les "}}
"""The article that a preposition holds, and that belongs to the town's name: `au Havre`."""

TOWN_ARTICLES = frozenset({"la", "le", "les", "il", "lo", "el", "los", "las"})

STREET_CUES: Mapping[str, str] = {
    "en": "my address is|the address is|address is|address|i live at|i live on|we live at|living at|located at|street is|the street is|my street is|it is|it's|at|on",
    "it": "il mio indirizzo e|l'indirizzo e|indirizzo|abito in|abito al|abito alla|vivo in|risiedo in|residente in|la via e|e|in",
    "es": "mi direccion es|la direccion es|direccion|domicilio|vivo en|resido en|la calle es|es|en",
    "fr": "mon adresse est|l'adresse est|mon adresse c'est|adresse|j'habite|j'habite au|je vis|domicilie|la rue est|c'est|est|au",
    "de": "meine adresse ist|die adresse ist|meine anschrift ist|die anschrift ist|adresse|anschrift|ich wohne in der|ich wohne in|ich wohne am|ich wohne an der|ich wohne|wohnhaft|die strasse ist|die strasse heisst|ist|es ist",
    "pt": "a minha morada e|minha morada e|o meu endereco e|meu endereco e|a morada e|o endereco e|morada|endereco|moro na|moro no|moro em|vivo na|vivo em|resido na|a rua e|e|na|no",
}

SMALL: Mapping[str, str] = {
    "en": "my the a is it it's its s yes yeah ok okay sure well so um uh er please thanks thank you i live at on in of and",
    "it": "la il lo mio mia e è si sì ok okay va bene allora ehm eh uhm ecco guardi grazie prego per favore un una",
    "es": "la el lo mi es si sí claro vale ok bueno pues eh em gracias por favor un una y",
    "fr": "la le l mon ma est c oui alors ok euh bon ben voila merci s il vous plait un une et d accord",
    "de": "die der das meine mein ist ja also gut ok ah ahm äh ähm bitte danke und ein eine lautet",
    "pt": "a o meu minha e é sim claro ok bem bom então entao eh hum obrigado obrigada por favor um uma",
}
"""Words that say nothing beside a part of an address."""

PLACE_PARTICLES: Mapping[str, frozenset[str]] = {
    "en": frozenset(["of", "the", "upon", "on", "and", "st", "st.", "new", "le", "la", "de"]),
    "it": frozenset(
        [
            "di",
            "d",
            "de",
            "del",
            "dei",
            "della",
            "delle",
            "degli",
            "dell",
            "sul",
            "sulla",
            "sull",
            "in",
            "al",
            "a",
            "san",
            "santa",
            "sant",
            "santo",
            "la",
            "lo",
            "le",
            "nel",
            "nell",
            "e",
            "val",
        ]
    ),
    "es": frozenset(["de", "del", "la", "las", "los", "el", "y", "san", "santa"]),
    "fr": frozenset(["de", "du", "des", "la", "le", "les", "d", "l", "sur", "sous", "en", "aux", "au", "et", "saint", "sainte"]),
    "de": frozenset(["am", "an", "der", "im", "in", "bei", "ob", "vor", "dem", "den", "von", "und", "bad", "sankt", "st", "auf"]),
    "pt": frozenset(["de", "do", "da", "dos", "das", "e", "a", "o", "s", "são", "sao", "santa", "santo", "em"]),
}
"""Small words inside the names of towns and streets."""

STOPS: Mapping[str, str] = {
    "en": "and but because since that which where then i we you please thanks thank near next apartment apt flat floor unit suite zip postcode postal code number phone my name",
    "it": "ma perche poi dove che interno int piano scala snc citofono presso vicino telefono cap codice postale provincia prov numero civico abito vivo e",
    "es": "pero porque luego donde que piso puerta escalera planta bajo telefono codigo postal provincia numero cerca vivo y",
    "fr": "mais parce que ou appartement appt etage batiment bat escalier telephone code postal numero pres chez",
    "de": "aber weil dann wo das etage stock stockwerk wohnung hinterhaus vorderhaus telefon postleitzahl plz nummer nahe bei hausnummer und",
    "pt": "mas porque depois onde que andar apartamento apto bloco lote porta telefone codigo postal cep numero perto direito esquerdo frente",
}
"""Words that end the name of a street or a town."""

POSTAL_LENGTHS: Mapping[str, tuple[int, ...]] = {
    "IT": (5,), "ES": (5,), "FR": (5,), "DE": (5,), "US": (5, 9), "PT": (7, 4), "BR": (8,), "CH": (4,), "AT": (4,), "BE": (4,), "LU": (4,), "LI": (4,),
    "DK": (4,), "NO": (4,), "SE": (5,), "FI": (5,), "PL": (5,), "CZ": (5,), "SK": (5,), "HU": (4,), "SI": (4,), "HR": (5,), "GR": (5,), "RO": (6,),
    "BG": (4,), "MX": (5,), "AR": (4,), "CO": (6,), "CL": (7,), "PE": (5,), "EC": (6,), "UY": (5,), "AU": (4,), "NZ": (4,), "ZA": (4,), "IN": (6,),
    "SM": (5,), "VA": (5,), "MC": (5,), "EE": (5,), "LT": (5,), "LV": (4,), "CY": (4,), "UA": (5,), "RS": (5,), "TR": (5,),
}  # fmt: skip
"""Digits of a postal code by country, the commonest number first (Universal Postal Union)."""

POSTAL_RULES: Mapping[str, re.Pattern[str]] = {
    "ES": re.compile(r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}"),
    "FR": re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}"),
    "DE": re.compile(r"(?:0[1-9]|[1-9]\d)\d{3}"),
    "IT": re.compile(r"(?:0\d|[1-8]\d|9[0-8])\d{3}"),
    "PT": re.compile(r"[1-9]\d{3}(?:\d{3})?"),
}
"""Ranges of the first digits: provinces, departments and areas that exist."""

_BRITISH_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR"
    "|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM"
    "|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|[BEGLMNSW]"
)
"""The areas that exist (Royal Mail, Postcode Address File), so that a letter misheard is noticed."""

POSTAL_LETTERS: Mapping[str, re.Pattern[str]] = {
    "GB": re.compile(rf"GIR0AA|(?:{_BRITISH_AREAS})(?:\d{{1,2}}|\d[ABCDEFGHJKMNPRSTUVWXY])\d[ABD-HJLNP-UW-Z]{{2}}"),
    "CA": re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d"),
    "NL": re.compile(r"[1-9]\d{3}[A-EGHJ-NPR-TV-Z]{2}"),
    "IE": re.compile(r"[AC-FHKNPRTV-Y](?:\d{2}|6W)[0-9AC-FHKNPRTV-Y]{4}"),
}
"""Postal codes with letters (Royal Mail PAF, Canada Post, PostNL, Eircode)."""

SURE_SUFFIXES = frozenset({"strasse", "strase", "str", "allee", "gasse", "gase", "chaussee", "chausee"})
"""Ends of German words that are streets and nothing else."""

PREPOSITION_STREETS: Mapping[str, str] = {
    "de": "am|an der|an den|an dem|auf dem|auf der|auf den|im|in der|in den|in dem|unter den|unter der|zum|zur|hinter dem|hinter der|vor dem|vor der|bei der|bei dem|beim|alte|alter",
}
"""How German streets without a kind begin: `Unter den Linden`, `Am Markt`."""

NOT_STREETS: Mapping[str, frozenset[str]] = {
    "en": frozenset(),
    "it": frozenset(
        [
            "mail",
            "email",
            "sms",
            "telefono",
            "fax",
            "web",
            "internet",
            "posta",
            "pec",
            "whatsapp",
            "cavo",
            "satellite",
            "libera",
            "facendo",
            "del",
            "dal",
            "di",
            "che",
            "cosi",
            "via",
            "andare",
            "andato",
            "telematica",
            "telefonica",
            "skype",
            "bonifico",
            "extragiudiziale",
            "stragiudiziale",
            "giudiziaria",
            "ufficiale",
            "definitiva",
            "provvisoria",
            "eccezionale",
            "preliminare",
            "gerarchica",
            "generale",
        ]
    ),
    "es": frozenset(
        [
            "email",
            "correo",
            "telefono",
            "telefonica",
            "telematica",
            "sms",
            "internet",
            "fax",
            "web",
            "publica",
            "oficial",
            "judicial",
        ]
    ),
    "fr": frozenset(["mail", "email", "telephone", "sms", "internet"]),
    "de": frozenset(
        [
            "bahnhof",
            "hauptbahnhof",
            "friedhof",
            "flughafen",
            "parkplatz",
            "arbeitsplatz",
            "spielplatz",
            "sitzplatz",
            "stellplatz",
            "schlafplatz",
            "studienplatz",
            "umweg",
            "heimweg",
            "radweg",
            "burgersteig",
            "umfeld",
            "vorfeld",
            "autobahn",
            "jahrmarkt",
            "supermarkt",
            "arbeitsmarkt",
            "flohmarkt",
            "baumarkt",
            "kindergarten",
            "biergarten",
            "unterweg",
            "ausweg",
            "hinweg",
            "ruckweg",
            "zeitraum",
            "fahrrad",
        ]
    ),
    "pt": frozenset(
        ["email", "telefone", "telefonica", "telematica", "sms", "internet", "correio", "fax", "verde", "judicial", "feira"]
    ),
}
"""Words after `via` and its like that make it a means, and German words that only end like a street."""

NO_STREET_BEFORE: Mapping[str, frozenset[str]] = {
    "it": frozenset(["per", "vai", "vada", "andato", "andata", "andare", "andiamo", "vado", "va", "tanto"]),
    "es": frozenset(["por"]),
    "fr": frozenset(["en", "sur"]),
    "pt": frozenset(["por"]),
    "en": frozenset(),
    "de": frozenset(),
}
"""Words before a kind of street that make it something else: `per via`, `sur place`."""

MEASURES: Mapping[str, str] = {
    "en": "hours minutes days weeks months years times percent miles kilometres kilometers metres meters people degrees minute hour way",
    "it": "ore minuti giorni settimane mesi anni volte percento chilometri metri persone gradi minuto ora euro inglese francese tedesco spagnolo",
    "es": "horas minutos dias semanas meses anos veces kilometros metros personas grados hora minuto euros ingles frances",
    "fr": "heures minutes jours semaines mois ans fois kilometres metres personnes degres heure minute euros francais anglais",
    "de": "stunden minuten tage tagen wochen monate monaten jahre jahren mal prozent kilometer meter personen grad uhr stunde minute euro",
    "pt": "horas minutos dias semanas meses anos vezes quilometros metros pessoas graus hora minuto euros feira",
}
"""Nouns that are counted: what stands before them is no house."""

DIRECTIONS = frozenset(
    [
        "n",
        "s",
        "e",
        "w",
        "ne",
        "nw",
        "se",
        "sw",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    ]
)
"""What may follow an American street."""

STATES = frozenset(
    [
        "al",
        "ak",
        "az",
        "ar",
        "ca",
        "co",
        "ct",
        "de",
        "fl",
        "ga",
        "hi",
        "id",
        "il",
        "in",
        "ia",
        "ks",
        "ky",
        "la",
        "me",
        "md",
        "ma",
        "mi",
        "mn",
        "ms",
        "mo",
        "mt",
        "ne",
        "nv",
        "nh",
        "nj",
        "nm",
        "ny",
        "nc",
        "nd",
        "oh",
        "ok",
        "or",
        "pa",
        "ri",
        "sc",
        "sd",
        "tn",
        "tx",
        "ut",
        "vt",
        "va",
        "wa",
        "wv",
        "wi",
        "wy",
        "dc",
        "alabama",
        "alaska",
        "arizona",
        "arkansas",
        "california",
        "colorado",
        "connecticut",
        "delaware",
        "florida",
        "georgia",
        "hawaii",
        "idaho",
        "illinois",
        "indiana",
        "iowa",
        "kansas",
        "kentucky",
        "louisiana",
        "maine",
        "maryland",
        "massachusetts",
        "michigan",
        "minnesota",
        "mississippi",
        "missouri",
        "montana",
        "nebraska",
        "nevada",
        "ohio",
        "oklahoma",
        "oregon",
        "pennsylvania",
        "tennessee",
        "texas",
        "utah",
        "vermont",
        "virginia",
        "wisconsin",
        "wyoming",
    ]
)
"""American states, which may stand between a town and its ZIP code (those of two words end in a known one or are towns too)."""

ROMAN = frozenset(
    [
        "ii",
        "iii",
        "iv",
        "vii",
        "viii",
        "ix",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
        "xxi",
        "xxii",
        "xxiii",
        "xxiv",
        "xxv",
        "xxvi",
        "xxvii",
        "xxviii",
        "xxix",
        "xxx",
    ]
)
"""Numerals of kings, popes and dates in the names of streets."""


@dataclass(frozen=True, slots=True)
class AddressLexicon:
    """One language's words of addresses; all folded."""

    types: frozenset[tuple[str, ...]]
    unsure: frozenset[str]
    suffixes: tuple[str, ...]
    number_words: frozenset[tuple[str, ...]]
    suffix_words: Mapping[str, str]
    postal_cues: frozenset[tuple[str, ...]]
    city_cues: frozenset[tuple[str, ...]]
    street_cues: frozenset[tuple[str, ...]]
    small: frozenset[str]
    particles: frozenset[str]
    stops: frozenset[str]
    not_streets: frozenset[str]
    not_before: frozenset[str]
    prepositions: frozenset[tuple[str, ...]]
    months: frozenset[str]
    speech: frozenset[str]
    indefinite: frozenset[str]


def _phrases(table: Mapping[str, str], language: str) -> frozenset[tuple[str, ...]]:
    cut = re.compile(r"[ '.-]")
    phrases = table[language].split("|")
    if language == "de":
        phrases += [_folded_sharp(phrase) for phrase in phrases]
    return frozenset(tuple(word for word in cut.split(phrase.replace("c/", "c")) if word) for phrase in phrases)


def _folded_sharp(word: str) -> str:
    """German words as folding leaves them, which makes one `s` of `ß`."""
    return word.replace("ss", "s")


def _speech(language: str) -> frozenset[str]:
    """Words of everyday speech, counted nouns and currencies: no name of a street or town holds them in small letters."""
    currencies = (phrase for phrases in lexicon(language).currencies for phrase in phrases.split("|"))
    words = {*NEVER[language].split(), *MEASURES[language].split(), *(phrase for phrase in currencies if " " not in phrase)}
    kinds = {word for phrase in STREET_TYPES[language].split("|") for word in phrase.split()}
    return frozenset(words - PLACE_PARTICLES[language] - kinds)


def _suffixes(language: str) -> tuple[str, ...]:
    if language not in SUFFIXES:
        return ()
    words = SUFFIXES[language].split("|")
    return tuple(sorted({*words, *map(_folded_sharp, words)}, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=16)
def address_lexicon(language: str) -> AddressLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in STREET_TYPES else "en"
    return AddressLexicon(
        indefinite=INDEFINITE[known],
        types=_phrases(STREET_TYPES, known),
        unsure=UNSURE[known],
        suffixes=_suffixes(known),
        number_words=_phrases(NUMBER_WORDS, known),
        suffix_words=SUFFIX_WORDS[known],
        postal_cues=_phrases(POSTAL_CUES, known),
        city_cues=_phrases(CITY_CUES, known),
        street_cues=_phrases(STREET_CUES, known),
        small=frozenset(SMALL[known].split()),
        particles=PLACE_PARTICLES[known],
        stops=frozenset(STOPS[known].split()),
        not_streets=NOT_STREETS[known],
        not_before=NO_STREET_BEFORE[known],
        prepositions=_phrases(PREPOSITION_STREETS, known) if known in PREPOSITION_STREETS else frozenset(),
        months=frozenset(month for names in lexicon(known).words["month"] for month in names.split("|") if len(month) > 2),
        speech=_speech(known),
    )
