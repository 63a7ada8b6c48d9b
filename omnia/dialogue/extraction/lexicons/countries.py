"""Names of countries as people say them, beside those of CLDR, and the words around a country in an answer.

Written from general knowledge. Names keep their accents and are folded when they are read. A name of several countries is listed under
each of them, in `SHARED`, the likeliest first.
"""

from collections.abc import Mapping

NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""CLDR's territories of two letters that ISO 3166-1 does not list; Kosovo (XK) counts, as people say it."""

CLDR_LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": ("en",), "it": ("it",), "es": ("es",), "fr": ("fr",), "de": ("de",), "pt": ("pt_PT", "pt"),
}  # fmt: skip

EVERYDAY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "US": "usa|u s a|u s of a|the us|the u s|america|united states of america|the states|states|stateside",
        "GB": "uk|u k|the uk|britain|great britain|england|scotland|wales|northern ireland",
        "NL": "holland|the netherlands|nederland", "CZ": "czech republic", "TR": "turkey", "MM": "burma", "VA": "vatican|holy see",
        "CI": "ivory coast", "CV": "cabo verde", "SZ": "swaziland", "MK": "macedonia", "XK": "kosova", "BY": "byelorussia", "RU": "russian federation",
        "KR": "republic of korea", "CD": "dr congo|d r congo|drc|d r c|democratic republic of congo|democratic republic of the congo|zaire",
        "CG": "republic of congo|republic of the congo", "PS": "palestine|gaza|west bank", "AE": "emirates|u a e|uae|the emirates",
        "BA": "bosnia|herzegovina|bosnia herzegovina", "TT": "trinidad|tobago", "VC": "saint vincent", "KN": "saint kitts", "AG": "antigua",
        "ST": "sao tome", "CN": "mainland china|people's republic of china", "SA": "saudi", "IR": "persia", "LK": "ceylon", "FM": "micronesia",
        "PF": "tahiti", "HK": "hong kong", "MO": "macau|macao", "TL": "east timor", "GM": "the gambia", "BS": "the bahamas", "PH": "the philippines",
        "ES": "canary islands|the canaries|majorca|mallorca", "PT": "madeira|azores", "IE": "republic of ireland|eire|southern ireland",
        "MD": "moldavia", "KG": "kirghizstan", "LY": "lybia", "PG": "new guinea", "KZ": "kazakstan", "SS": "south sudan", "CF": "central african republic", "NZ": "aotearoa",
    },
    "it": {
        "US": "usa|u s a|stati uniti d'america|america|states", "GB": "gran bretagna|inghilterra|scozia|galles|irlanda del nord|uk",
        "NL": "olanda", "CZ": "repubblica ceca", "KR": "sud corea|repubblica di corea", "KP": "nord corea", "MM": "birmania", "SZ": "swaziland",
        "CD": "repubblica democratica del congo|zaire", "CG": "repubblica del congo", "MK": "macedonia", "VA": "vaticano|santa sede",
        "PS": "palestina|cisgiordania|gaza", "AE": "emirati|emirati arabi", "BA": "bosnia|erzegovina|bosnia erzegovina", "DO": "santo domingo",
        "TT": "trinidad", "LK": "ceylon", "CN": "repubblica popolare cinese", "RU": "federazione russa", "MD": "moldova", "PF": "tahiti|polinesia",
        "ES": "canarie|isole canarie|baleari", "ZA": "sud africa", "CF": "centrafrica", "XK": "cossovo", "HK": "hong kong", "MO": "macao",
        "KG": "kirghizistan|kirghisistan|kirgizistan", "KZ": "kazakistan|kazachistan|kazakhstan", "IE": "eire|repubblica d'irlanda", "SS": "sud sudan",
        "TJ": "tagichistan", "UZ": "uzbechistan", "CI": "costa davorio", "GW": "guinea bissau", "ST": "sao tome", "FO": "far oer", "PT": "madeira|azzorre",
        "CL": "cile", "TL": "timor est|timor orientale", "VN": "vietnam", "TH": "tailandia", "BY": "bielorussia|russia bianca", "KE": "kenia",
        "PG": "nuova guinea|papua",
    },
    "es": {
        "US": "ee uu|eeuu|usa|u s a|estados unidos de américa|estados unidos de norteamérica", "GB": "gran bretaña|inglaterra|escocia|gales|irlanda del norte|uk",
        "NL": "holanda", "CZ": "república checa", "CI": "costa de marfil", "KR": "surcorea|república de corea", "MM": "birmania",
        "CD": "congo kinshasa|congo democrático|zaire", "CG": "república del congo|congo brazzaville", "SZ": "suazilandia|swazilandia", "MK": "macedonia",
        "VA": "vaticano|santa sede", "PS": "palestina|gaza|cisjordania", "AE": "emiratos|emiratos árabes", "BA": "bosnia|herzegovina|bosnia herzegovina",
        "DO": "santo domingo", "BY": "belarús|rusia blanca", "MD": "moldova", "ZA": "suráfrica|sud áfrica", "QA": "qatar", "FK": "malvinas",
        "SV": "salvador", "NZ": "nueva zelandia", "SA": "arabia saudita|arabia saudí", "RU": "federación rusa", "KE": "kenya", "MX": "méjico",
        "CN": "república popular china", "KZ": "kazajstán|kazakstán", "KG": "kirguistán|kirguizistán", "MU": "isla mauricio", "ES": "canarias|baleares",
        "TT": "trinidad", "TL": "timor oriental", "HK": "hong kong", "MO": "macao", "RW": "rwanda", "ZW": "zimbabwe", "BW": "botswana", "IR": "persia",
        "PF": "tahití|polinesia", "SS": "sudán del sur", "BT": "bhután", "CF": "centroáfrica", "LK": "ceilán", "TR": "turkia", "XK": "kósovo",
        "PT": "madeira|azores", "AR": "república argentina", "VE": "república bolivariana de venezuela", "GW": "guinea bissau|guinea bisáu",
        "IE": "república de irlanda", "FJ": "fiyi", "SG": "singapur", "TH": "thailandia",
    },
    "fr": {
        "US": "usa|u s a|états unis d'amérique|amérique", "GB": "grande bretagne|angleterre|écosse|pays de galles|irlande du nord|uk",
        "NL": "hollande", "CZ": "république tchèque", "CD": "république démocratique du congo|rdc|r d c|zaïre", "CG": "république du congo",
        "MM": "birmanie", "SZ": "swaziland", "MK": "macédoine", "VA": "vatican|saint siège", "PS": "palestine|gaza|cisjordanie",
        "AE": "émirats|émirats arabes", "BA": "bosnie", "DO": "saint domingue", "BY": "belarus|bélarus|russie blanche", "MD": "moldova", "CF": "centrafrique",
        "RE": "île de la réunion", "FR": "france métropolitaine|métropole|hexagone|corse", "GN": "guinée conakry", "CI": "côte divoire", "TL": "timor est",
        "ES": "canaries|baléares", "PT": "madère|açores", "RU": "fédération de russie", "CN": "chine populaire|république populaire de chine",
        "PG": "papouasie", "PF": "tahiti|polynésie", "TT": "trinidad|trinité", "IR": "perse", "LK": "ceylan", "HK": "hong kong", "MO": "macao",
        "KZ": "kazakstan", "KG": "kirghizstan", "MU": "île maurice", "SS": "soudan du sud", "NC": "calédonie", "GF": "guyane", "ZA": "afrique du sud",
        "KR": "république de corée", "IE": "république d'irlande|eire", "CV": "cap vert", "XK": "kossovo", "AU": "australie",
    },
    "de": {
        "US": "usa|u s a|amerika|vereinigte staaten von amerika|vereinigten staaten|vereinigten staaten von amerika|staaten",
        "GB": "großbritannien|england|schottland|wales|nordirland|vereinigten königreich|vereinigte königreich|uk",
        "NL": "holland|niederlanden", "CI": "elfenbeinküste", "CZ": "tschechei|tschechische republik|tschechischen republik", "SK": "slowakische republik|slowakischen republik",
        "KR": "republik korea", "CD": "demokratische republik kongo|demokratischen republik kongo|dr kongo|zaire", "CG": "republik kongo", "MM": "birma|burma",
        "SZ": "swasiland", "MK": "mazedonien", "VA": "vatikan|heiliger stuhl", "PS": "palästina|gaza|westjordanland",
        "AE": "emirate|emiraten|vereinigte arabische emirate|vereinigten arabischen emiraten|arabische emirate|arabischen emiraten",
        "BA": "bosnien|herzegowina|bosnien herzegowina", "DO": "dominikanischen republik|domrep|dom rep", "BY": "weißrussland", "MD": "moldau|moldawien",
        "ZA": "süd afrika", "CF": "zentralafrika|zentralafrikanischen republik", "RU": "russische föderation", "CV": "kapverden|kap verde|kapverdischen inseln",
        "TL": "osttimor|ost timor", "KG": "kirgistan|kirgisien", "KZ": "kasachstan", "ES": "kanaren|kanarische inseln|kanarischen inseln|balearen|mallorca",
        "PT": "madeira|azoren", "DE": "bundesrepublik|brd|bundesrepublik deutschland", "SA": "saudi arabien|saudi", "HK": "hongkong|hong kong", "MO": "macau",
        "IR": "persien", "LK": "ceylon", "PF": "tahiti", "TT": "trinidad", "CN": "volksrepublik china", "SS": "süd sudan", "MU": "mauritius",
        "IE": "republik irland", "BN": "brunei", "CH": "eidgenossenschaft|schweizerische eidgenossenschaft", "XK": "kosova", "GG": "guernsey", "FO": "färöer inseln",
        "MV": "malediven", "PH": "philippinen", "BS": "bahamas", "SC": "seychellen", "KM": "komoren",
    },
    "pt": {
        "US": "eua|e u a|usa|u s a|estados unidos da américa|américa", "GB": "grã bretanha|inglaterra|escócia|país de gales|irlanda do norte|uk",
        "NL": "holanda", "CI": "costa do marfim", "CZ": "república checa|república tcheca", "KR": "república da coreia", "MM": "birmânia",
        "CD": "república democrática do congo|zaire", "CG": "república do congo", "SZ": "suazilândia", "MK": "macedónia", "VA": "vaticano|santa sé",
        "PS": "palestina|gaza|cisjordânia", "AE": "emirados|emirados árabes", "BA": "bósnia|herzegovina|bósnia herzegovina", "DO": "santo domingo|dominicana",
        "BY": "rússia branca", "MD": "moldova", "RU": "federação russa", "ST": "são tomé", "TL": "timor|timor leste|timor lorosae", "SV": "salvador",
        "ES": "canárias|ilhas canárias|baleares", "PT": "madeira|açores|portugal continental", "CN": "república popular da china", "HK": "hong kong", "MO": "macau",
        "IR": "pérsia", "LK": "ceilão", "PF": "taiti|polinésia", "TT": "trinidade|trindade", "SS": "sudão do sul", "FK": "malvinas", "CV": "cabo verde",
        "KZ": "cazaquistão", "KG": "quirguistão|quirguizistão", "IE": "república da irlanda", "KE": "quénia", "CF": "centro áfrica", "XK": "kosovo|cosovo",
        "GW": "guiné bissau", "UZ": "usbequistão|uzbequistão", "ZA": "áfrica do sul", "SG": "singapura", "SI": "eslovénia", "LV": "letónia",
    },
}  # fmt: skip

SHARED: Mapping[str, Mapping[str, str]] = {
    "en": {"korea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "virgin islands": "VI VG", "saint martin|st martin": "MF SX"},
    "it": {"corea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "isole vergini": "VI VG", "saint martin|san martin": "MF SX"},
    "es": {"corea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "islas vírgenes": "VI VG", "san martín": "MF SX"},
    "fr": {"corée": "KR KP", "congo": "CD CG", "guinée": "GN GQ GW", "samoa": "WS AS", "îles vierges": "VI VG", "saint martin": "MF SX"},
    "de": {"korea": "KR KP", "kongo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "jungferninseln": "VI VG", "sankt martin|st martin": "MF SX"},
    "pt": {"coreia": "KR KP", "congo": "CD CG", "guiné": "GN GW GQ", "samoa": "WS AS", "ilhas virgens": "VI VG", "são martinho": "MF SX"},
}  # fmt: skip
"""Names that more than one country goes by."""

SPOKEN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
        "MM": "Myanmar", "TR": "Turkey",
    },
    "it": {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestina", "CD": "Repubblica Democratica del Congo", "CG": "Repubblica del Congo", "MM": "Myanmar"},
    "es": {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestina", "CG": "República del Congo", "MM": "Myanmar", "CI": "Costa de Marfil"},
    "fr": {
        "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CD": "République démocratique du Congo", "CG": "République du Congo", "MM": "Myanmar",
    },
    "de": {
        "HK": "Hongkong", "MO": "Macau", "PS": "Palästina", "CD": "Demokratische Republik Kongo", "CG": "Republik Kongo",
        "CI": "Elfenbeinküste", "BN": "Brunei", "CV": "Kap Verde", "TL": "Osttimor",
    },
    "pt": {"HK": "Hong Kong", "MO": "Macau", "CD": "República Democrática do Congo", "CG": "República do Congo", "MM": "Mianmar", "CI": "Costa do Marfim"},
}  # fmt: skip
"""Names to be heard where CLDR's are made for lists."""

WORDS_TOO: Mapping[str, str] = {
    "en": "chad|turkey|jersey|states|jordan|saudi", "it": "mali|malta|togo|states|cuba", "es": "salvador|gales|china", "fr": "reunion|la reunion|metropole|maurice|perse",
    "de": "staaten|tonga", "pt": "ira|mali|peru|salvador|timor|cuba|china",
}  # fmt: skip
"""Names that are words too (folded): they count as the whole answer, or after a preposition."""

PREPOSITIONS: Mapping[str, str] = {
    "en": "in from to of the", "it": "in da dal dalla dall dagli di del della dell nel nella nell negli a l la il gli", "es": "en de del desde a el la los",
    "fr": "en au aux de du des d depuis a la le les", "de": "in aus nach im der die den dem", "pt": "em de do da dos das no na nos nas o a os",
}  # fmt: skip

RESIDENCE: Mapping[str, str] = {
    "en": "live in|live|lives in|living in|living|reside in|reside|resident in|resident of|residing in|based in|moved to|staying in|settled in",
    "it": "vivo|viviamo|abito|abitiamo|risiedo|residente|residenti|residenza|domiciliato|domiciliata|sto|mi trovo|trasferito|trasferita",
    "es": "vivo|vivimos|resido|residimos|residente|resido actualmente|domiciliado|domiciliada|residencia|me mude|radico",
    "fr": "habite|habitons|vis|vivons|reside|residons|resident|residente|residence|domicilie|domiciliee|installe|installee|demeure",
    "de": "wohne|wohnen|lebe|leben|wohnhaft|wohnsitz|ansassig|gezogen|gemeldet",
    "pt": "vivo|vivemos|moro|moramos|resido|residimos|residente|residencia|domiciliado|domiciliada|a viver|a morar",
}  # fmt: skip
"""What tells where somebody lives, and not where they come from."""

DENIALS: Mapping[str, str] = {
    "en": "not|isn t|don t|never|neither|no longer", "it": "non", "es": "no soy|no es|no vivo|no hablo|no quiero|no resido|ni|ya no", "fr": "pas|plus|jamais|ni",
    "de": "nicht|kein|keine|keinen|weder|nie", "pt": "nao sou|nao e|nao vivo|nao moro|nao falo|nao quero|nem|ja nao",
}  # fmt: skip
"""What takes away the name that follows it."""
