"""Italian: addresses, countries, peoples and languages."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.places import (
    AddressWords,
    CountryWords,
    InflectionWords,
    NationalityWords,
    Places,
    SpokenLanguageWords,
)

ADDRESSES = AddressWords(
    date_particles=frozenset({"di"}),
    shortened_particles=frozenset({"sta", "sto"}),
    capital_particles=frozenset({"san", "santa", "sant", "santo", "val"}),
    ordinal_endings=frozenset({"o", "°"}),
    number_nouns=frozenset({"numero"}),
    articles=frozenset({"un", "una"}),
    town_articles=frozenset({"il", "lo", "la", "le"}),
    near_towns=frozenset({"vicino", "provincia"}),
    called=frozenset({"chiamato", "chiamata"}),
    no_towns=frozenset({"citta", "paese", "campagna", "comune", "qui", "casa", "tutti"}),
    street_types="via|viale|v.le|vle|piazza|p.za|pzza|p.zza|piazzale|p.le|piazzetta|corso|c.so|cso|largo|vicolo|vico|strada|str|strada statale|strada provinciale|stradone|contrada|c.da|cda|borgo|localita|loc|frazione|fraz|"
    "lungomare|lungarno|lungotevere|lungolago|lungo|salita|discesa|rampa|calle|campo|fondamenta|rione|galleria|circonvallazione|traversa|vicoletto|piano|rotonda|bastioni|riviera|regione|cascina|villaggio|passeggiata|passaggio|"
    "sestiere|quartiere|zona industriale|centro commerciale|parco commerciale|parco|ripa|scalinata|sottoportico|rio tera",
    type_first=True,
    unsure=frozenset([
        "lungo", "campo", "piano", "regione", "parco", "rotonda", "zona", "passaggio", "calle", "galleria", "borgo", "quartiere", "str", "loc",
        "rampa", "discesa", "salita", "traversa", "villaggio", "riviera", "largo", "corso",
    ]),
    number_words="numero|numero civico|civico|n|nr|num|al numero|al civico|al",
    suffix_words={"bis": "bis", "ter": "ter", "barra": "/", "sbarrato": "/"},
    without_number="senza numero civico|senza numero|senza civico|s.n.c.|s.n.c|snc|s.n.|s/n",
    postal_cues="cap|codice di avviamento postale|codice postale|avviamento postale|c a p",
    city_cues="che si chiama|chiamato|chiamata|abito in un paese chiamato|abito nel comune di|la mia citta e|la mia citta si chiama|la citta si chiama|il mio comune e|il mio paese e|citta e|comune e|sto a|mi trovo a|vengo da|abitiamo a|viviamo a|nella citta di|nel comune di|la citta e|il comune e|comune di|citta di|abito a|abito ad|vivo a|sono di|residente a|risiedo a|a|ad",
    indefinite=frozenset({"un", "una", "uno"}),
    towns_with_articles=True,
    street_cues="il mio indirizzo e|l'indirizzo e|indirizzo|abito in|abito al|abito alla|vivo in|risiedo in|residente in|la via e|e|in",
    small="la il lo mio mia e è si sì ok okay va bene allora ehm eh uhm ecco guardi grazie prego per favore un una",
    place_particles=frozenset([
        "di", "d", "de", "del", "dei", "della", "delle", "degli", "dell", "sul", "sulla", "sull", "in", "al", "a", "san", "santa", "sant", "santo",
        "la", "lo", "le", "nel", "nell", "e", "val",
    ]),
    stops="ma perche poi dove che interno int piano scala snc citofono presso vicino telefono cap codice postale provincia prov numero civico abito vivo e",
    not_streets=frozenset([
        "mail", "email", "sms", "telefono", "fax", "web", "internet", "posta", "pec", "whatsapp", "cavo", "satellite", "libera", "facendo", "del",
        "dal", "di", "che", "cosi", "via", "andare", "andato", "telematica", "telefonica", "skype", "bonifico", "extragiudiziale", "stragiudiziale",
        "giudiziaria", "ufficiale", "definitiva", "provvisoria", "eccezionale", "preliminare", "gerarchica", "generale",
    ]),
    no_street_before=frozenset(["per", "vai", "vada", "andato", "andata", "andare", "andiamo", "vado", "va", "tanto"]),
    measures="ore minuti giorni settimane mesi anni volte percento chilometri metri persone gradi minuto ora euro inglese francese tedesco spagnolo",
    roads="ss|s.s.|sp|s.p.|sr|s.r.|strada statale|strada provinciale|strada regionale|statale|provinciale|autostrada|a",
    kilometres="km|chilometro|kilometro",
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("it",),
    everyday={
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
    shared={"corea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "isole vergini": "VI VG", "saint martin|san martin": "MF SX"},
    spoken={"HK": "Hong Kong", "MO": "Macao", "PS": "Palestina", "CD": "Repubblica Democratica del Congo", "CG": "Repubblica del Congo", "MM": "Myanmar"},
    words_too="mali|malta|togo|states|cuba",
    prepositions="in da dal dalla dall dagli di del della dell nel nella nell negli a l la il gli",
    residence="vivo|viviamo|abito|abitiamo|risiedo|residente|residenti|residenza|domiciliato|domiciliata|sto|mi trovo|trasferito|trasferita",
    denials="non",
    joiner="e",
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorrano; AE emiratino; AF afghano/afgano; AG antiguano; AL albanese; AM armeno; AO angolano; AR argentino; AT austriaco; AU australiano; AZ azero/azerbaigiano; BA bosniaco; "
    "BB barbadiano; BD bengalese/bangladese; BE belga; BF burkinabé; BG bulgaro; BH bahreinita; BI burundese; BJ beninese; BN bruneiano; BO boliviano; BR brasiliano; BS bahamense; BT bhutanese; "
    "BW botswano; BY bielorusso; BZ beliziano; CA canadese; CD congolese; CG congolese; CF centrafricano; CH svizzero/elvetico; CI ivoriano; CL cileno; CM camerunese; CN cinese; CO colombiano; "
    "CR costaricano/costaricense; CU cubano; CV capoverdiano; CY cipriota; CZ ceco; DE tedesco; DJ gibutiano; DK danese; DO dominicano; DM dominicense; DZ algerino; EC ecuadoriano/ecuadoregno/equadoregno; "
    "EE estone; EG egiziano; ER eritreo; ES spagnolo; ET etiope; FI finlandese; FJ figiano; FR francese; GA gabonese; GB britannico/inglese/scozzese/gallese/nordirlandese; GD grenadino; GE georgiano; "
    "GH ghanese; GM gambiano; GN guineano; GQ equatoguineano; GR greco; GT guatemalteco; GY guyanese; HN honduregno; HR croato; HT haitiano; HU ungherese; ID indonesiano; IE irlandese; IL israeliano; "
    "IN indiano; IQ iracheno; IR iraniano/persiano; IS islandese; IT italiano; JM giamaicano; JO giordano; JP giapponese; KE keniano/keniota; KG kirghiso; KH cambogiano; KM comoriano; "
    "KR sudcoreano/coreano; KP nordcoreano/coreano; KW kuwaitiano; KZ kazako/kazaco; LA laotiano; LB libanese; LI liechtensteinese; LK srilankese/cingalese; LR liberiano; LT lituano; "
    "LU lussemburghese; LV lettone; LY libico; MA marocchino; MC monegasco; MD moldavo; ME montenegrino; MG malgascio; MK macedone; ML maliano; MM birmano; MN mongolo; MR mauritano; MT maltese; "
    "MU mauriziano; MV maldiviano; MW malawiano; MX messicano; MY malese/malesiano; MZ mozambicano; NA namibiano; NE nigerino; NG nigeriano; NI nicaraguense; NL olandese/neerlandese; NO norvegese; "
    "NP nepalese; NZ neozelandese; OM omanita; PA panamense; PE peruviano; PG papuano; PH filippino; PK pakistano/pachistano; PL polacco; PR portoricano; PS palestinese; PT portoghese; "
    "PY paraguaiano/paraguayano; QA qatariota; RO rumeno/romeno; RS serbo; RU russo; RW ruandese; SA saudita; SC seychellese; SD sudanese; SE svedese; SG singaporiano; SI sloveno; SK slovacco; "
    "SL sierraleonese; SM sammarinese; SN senegalese; SO somalo; SR surinamese; SS sudsudanese; SV salvadoregno; SY siriano; TD ciadiano; TG togolese; TH thailandese/tailandese; TJ tagiko/tagico; "
    "TL timorese; TM turkmeno; TN tunisino; TO tongano; TR turco; TT trinidadiano; TW taiwanese; TZ tanzaniano; UA ucraino; UG ugandese; US statunitense/americano; UY uruguaiano/uruguayano; "
    "UZ uzbeko/uzbeco; VA vaticano; VE venezuelano; VN vietnamita; WS samoano; XK kosovaro/kossovaro; YE yemenita; ZA sudafricano; ZM zambiano; ZW zimbabwese/zimbabwiano",
    speaking="parlo|parla|parliamo|parlare|lingua",
    being="sono|siamo|nazionalita|nazione|cittadinanza|cittadino|cittadina|passaporto",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "en": "americano|inglese americano|inglese britannico|british", "es": "castigliano|spagnolo latinoamericano", "pt": "brasiliano", "nl": "fiammingo", "de": "austriaco|alto tedesco",
        "zh": "mandarino|cinese mandarino", "yue": "cantonese", "fa": "farsi|dari", "ca": "valenciano", "ro": "moldavo|romeno", "ga": "gaelico", "hr": "serbocroato", "fil": "filippino",
        "it": "lingua dei segni italiana", "bn": "bengali", "my": "birmano", "si": "cingalese", "lmo": "milanese", "nap": "napoletano", "vec": "veneto", "hi": "hindi",
    },
    preferring="preferisco|preferirei|preferiamo|meglio|piuttosto|vorrei|voglio",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(("co", ("ca", "ci", "chi", "che")), ("go", ("ga", "ghi", "ghe")), ("o", ("a", "i", "e")), ("ga", ("gi", "ghe")), ("a", ("i", "e")), ("e", ("i",))),
    gendered=True,
    same="ea",
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
