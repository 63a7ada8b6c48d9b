"""German: addresses, countries, peoples and languages."""

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
    named_after=frozenset({"des", "der", "am"}),
    capital_particles=frozenset({"sankt", "bad"}),
    number_nouns=frozenset({"nummer"}),
    articles=frozenset({"ein", "eine", "einen", "einem", "einer"}),
    sure_suffixes=frozenset({"strasse", "strase", "str", "allee", "gasse", "gase", "chaussee", "chausee"}),
    near_towns=frozenset({"nahe"}),
    called=frozenset({"namens"}),
    no_towns=frozenset({"stadt", "dorf", "land", "hier", "hause", "allen"}),
    street_types="strasse|str|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|steige|pfad|promenade|markt|graben|wall|berg|hof|tor|zeile|winkel|garten|park|stieg|brucke|kai|anger|grund|gang|bogen|twiete|twete|hang|halde|"
    "landstrasse|hauptstrasse|bahnhofstrasse|schlossallee|lindenallee|marktplatz|dorfstrasse|gartenstrasse|ringstrasse|siedlung|feld|kamp|redder|reihe|esplanade|blick|rain|tal|wiese|deich|chaussée",
    suffixes="strasse|str|weg|platz|allee|gasse|ring|damm|ufer|chaussee|steig|pfad|promenade|markt|graben|wall|stieg|brucke|twiete|kamp|reihe|zeile|hof|berg|deich|garten|anger|kai|winkel|feld|bogen",
    unsure=frozenset([
        "markt", "graben", "wall", "berg", "hof", "tor", "garten", "park", "ring", "feld", "tal", "wiese", "grund", "gang", "bogen", "reihe", "hang",
        "rain", "blick", "kai", "weg", "platz",
    ]),
    number_words="nummer|nr|hausnummer|haus nummer|haus",
    suffix_words={},
    without_number="ohne hausnummer|ohne nummer|o.nr.|o. nr.",
    postal_cues="postleitzahl|plz|p l z",
    city_cues="namens|mein ort heisst|mein ort heist|mein dorf heisst|mein ort ist|meine stadt ist|meine stadt heisst|die stadt heist|mein wohnort ist|der ort heisst|der ort heist|wohne in|lebe in|wir wohnen in|komme aus|in der stadt|die stadt ist|der ort ist|die stadt heisst|stadt|ort|wohnort|ich wohne in|ich lebe in|ich komme aus|wohnhaft in|aus|in",
    indefinite=frozenset({"ein", "eine", "einen", "einem", "einer"}),
    street_cues="meine adresse ist|die adresse ist|meine anschrift ist|die anschrift ist|adresse|anschrift|ich wohne in der|ich wohne in|ich wohne am|ich wohne an der|ich wohne|wohnhaft|die strasse ist|die strasse heisst|ist|es ist",
    small="die der das meine mein ist ja also gut ok ah ahm äh ähm bitte danke und ein eine lautet",
    place_particles=frozenset(["am", "an", "der", "im", "in", "bei", "ob", "vor", "dem", "den", "von", "und", "bad", "sankt", "st", "auf"]),
    stops="aber weil dann wo das etage stock stockwerk wohnung hinterhaus vorderhaus telefon postleitzahl plz nummer nahe bei hausnummer und",
    preposition_streets="am|an der|an den|an dem|auf dem|auf der|auf den|im|in der|in den|in dem|unter den|unter der|zum|zur|hinter dem|hinter der|vor dem|vor der|bei der|bei dem|beim|alte|alter",
    not_streets=frozenset([
        "bahnhof", "hauptbahnhof", "friedhof", "flughafen", "parkplatz", "arbeitsplatz", "spielplatz", "sitzplatz", "stellplatz", "schlafplatz",
        "studienplatz", "umweg", "heimweg", "radweg", "burgersteig", "umfeld", "vorfeld", "autobahn", "jahrmarkt", "supermarkt", "arbeitsmarkt",
        "flohmarkt", "baumarkt", "kindergarten", "biergarten", "unterweg", "ausweg", "hinweg", "ruckweg", "zeitraum", "fahrrad",
    ]),
    no_street_before=frozenset(),
    measures="stunden minuten tage tagen wochen monate monaten jahre jahren mal prozent kilometer meter personen grad uhr stunde minute euro",
    roads="bundesstraße|landesstraße|landstraße|kreisstraße|staatsstraße|bundesstrasse|landesstrasse|landstrasse|kreisstrasse|staatsstrasse|autobahn|b|l|k|a",
    kilometres="km|kilometer",
    sharp_s=True,
    bare_letters=True,
    lettered_houses=True,
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("de",),
    everyday={
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
    shared={"korea": "KR KP", "kongo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "jungferninseln": "VI VG", "sankt martin|st martin": "MF SX"},
    spoken={
        "HK": "Hongkong", "MO": "Macau", "PS": "Palästina", "CD": "Demokratische Republik Kongo", "CG": "Republik Kongo",
        "CI": "Elfenbeinküste", "BN": "Brunei", "CV": "Kap Verde", "TL": "Osttimor",
    },
    words_too="staaten|tonga",
    prepositions="in aus nach im der die den dem",
    residence="wohne|wohnen|lebe|leben|wohnhaft|wohnsitz|ansassig|gezogen|gemeldet",
    denials="nicht|kein|keine|keinen|weder|nie",
    joiner="und",
    umlauts=True,
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorranisch/andorraner; AE emiratisch/emirater/emirati; AF afghanisch/afghane; AL albanisch/albaner/albanier; AM armenisch/armenier; AO angolanisch/angolaner; AR argentinisch/argentinier; "
    "AT österreichisch/österreicher; AU australisch/australier; AZ aserbaidschanisch/aserbaidschaner; BA bosnisch/bosnier/bosniake; BD bangladeschisch/bangladescher/bengale; BE belgisch/belgier; "
    "BF burkinisch/burkiner; BG bulgarisch/bulgare; BH bahrainisch/bahrainer; BI burundisch/burundier; BJ beninisch/beniner; BO bolivianisch/bolivianer; BR brasilianisch/brasilianer; "
    "BS bahamaisch; BT bhutanisch/bhutaner; BW botsuanisch/botsuaner; BY belarussisch/belarusse/weißrussisch/weißrusse; CA kanadisch/kanadier; CD kongolesisch/kongolese; CG kongolesisch/kongolese; "
    "CF zentralafrikanisch/zentralafrikaner; CH schweizerisch/schweizer; CI ivorisch/ivorer; CL chilenisch/chilene; CM kamerunisch/kameruner; CN chinesisch/chinese; CO kolumbianisch/kolumbianer; "
    "CR costa-ricanisch/costa ricaner; CU kubanisch/kubaner; CV kapverdisch/kapverdier; CY zyprisch/zyprer/zypriotisch/zypriot; CZ tschechisch/tscheche; DE deutsch; DJ dschibutisch; DK dänisch/däne; "
    "DO dominikanisch/dominikaner; DZ algerisch/algerier; EC ecuadorianisch/ecuadorianer; EE estnisch/este; EG ägyptisch/ägypter; ER eritreisch/eritreer; ES spanisch/spanier; ET äthiopisch/äthiopier; "
    "FI finnisch/finne; FJ fidschianisch/fidschianer; FR französisch/franzose; GA gabunisch/gabuner; GB britisch/brite/englisch/engländer/schottisch/schotte/walisisch/waliser/nordirisch/nordire; "
    "GE georgisch/georgier; GH ghanaisch/ghanaer; GM gambisch/gambier; GN guineisch/guineer; GQ äquatorialguineisch; GR griechisch/grieche; GT guatemaltekisch/guatemalteke; GY guyanisch/guyaner; "
    "HN honduranisch/honduraner; HR kroatisch/kroate; HT haitianisch/haitianer; HU ungarisch/ungar; ID indonesisch/indonesier; IE irisch/ire; IL israelisch/israeli; IN indisch/inder; IQ irakisch/iraker; "
    "IR iranisch/iraner/persisch/perser; IS isländisch/isländer; IT italienisch/italiener; JM jamaikanisch/jamaikaner; JO jordanisch/jordanier; JP japanisch/japaner; KE kenianisch/kenianer; "
    "KG kirgisisch/kirgise; KH kambodschanisch/kambodschaner; KR südkoreanisch/südkoreaner/koreanisch/koreaner; KP nordkoreanisch/nordkoreaner/koreanisch/koreaner; KW kuwaitisch/kuwaiter; "
    "KZ kasachisch/kasache; LA laotisch/laote; LB libanesisch/libanese; LI liechtensteinisch/liechtensteiner; LK sri-lankisch/sri lanker; LR liberianisch/liberianer; LT litauisch/litauer; "
    "LU luxemburgisch/luxemburger; LV lettisch/lette; LY libysch/libyer; MA marokkanisch/marokkaner; MC monegassisch/monegasse; MD moldauisch/moldauer/moldawisch/moldawier; "
    "ME montenegrinisch/montenegriner; MG madagassisch/madagasse; MK mazedonisch/mazedonier/nordmazedonisch/nordmazedonier; ML malisch/malier; MM myanmarisch/birmanisch/birmane/burmesisch/burmese; "
    "MN mongolisch/mongole; MR mauretanisch/mauretanier; MT maltesisch/malteser; MU mauritisch/mauritier; MV maledivisch/malediver; MX mexikanisch/mexikaner; MY malaysisch/malaysier; "
    "MZ mosambikanisch/mosambikaner; NA namibisch/namibier; NE nigrisch/nigrer; NG nigerianisch/nigerianer; NI nicaraguanisch/nicaraguaner; NL niederländisch/niederländer/holländisch/holländer; "
    "NO norwegisch/norweger; NP nepalesisch/nepalese; NZ neuseeländisch/neuseeländer; OM omanisch/omaner; PA panamaisch/panamaer; PE peruanisch/peruaner; PH philippinisch/filipino/filipina/philippiner; "
    "PK pakistanisch/pakistaner/pakistani; PL polnisch/pole; PR puerto-ricanisch/puerto ricaner; PS palästinensisch/palästinenser; PT portugiesisch/portugiese; PY paraguayisch/paraguayer; "
    "QA katarisch/katarer; RO rumänisch/rumäne; RS serbisch/serbe; RU russisch/russe; RW ruandisch/ruander; SA saudi-arabisch/saudi/saudisch; SD sudanesisch/sudanese; SE schwedisch/schwede; "
    "SG singapurisch/singapurer; SI slowenisch/slowene; SK slowakisch/slowake; SL sierra-leonisch; SM san-marinesisch; SN senegalesisch/senegalese; SO somalisch/somalier; SR surinamisch/surinamer; "
    "SS südsudanesisch/südsudanese; SV salvadorianisch/salvadorianer; SY syrisch/syrer; TD tschadisch/tschader; TG togoisch/togoer; TH thailändisch/thailänder/thai; TJ tadschikisch/tadschike; "
    "TL osttimoresisch; TM turkmenisch/turkmene; TN tunesisch/tunesier; TR türkisch/türke; TW taiwanisch/taiwaner/taiwanesisch/taiwanese; TZ tansanisch/tansanier; UA ukrainisch/ukrainer; "
    "UG ugandisch/ugander; US amerikanisch/amerikaner/us-amerikanisch/us-amerikaner; UY uruguayisch/uruguayer; UZ usbekisch/usbeke; VA vatikanisch; VE venezolanisch/venezolaner; "
    "VN vietnamesisch/vietnamese; XK kosovarisch/kosovare; YE jemenitisch/jemenit; ZA südafrikanisch/südafrikaner; ZM sambisch/sambier; ZW simbabwisch/simbabwer",
    speaking="spreche|spricht|sprechen|sprache|auf",
    being="ich bin|wir sind|bin|staatsangehorigkeit|staatsburgerschaft|staatsburger|staatsburgerin|nationalitat|pass|reisepass",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "de": "hochdeutsch|österreichisch", "en": "amerikanisch|amerikanisches englisch|britisches englisch|britisch", "es": "kastilisch|kastilianisch", "pt": "brasilianisch|brasilianisches portugiesisch",
        "nl": "flämisch|holländisch", "zh": "mandarin|hochchinesisch|mandarin chinesisch", "yue": "kantonesisch", "fa": "farsi|dari", "ca": "valencianisch", "ro": "moldawisch",
        "ga": "gälisch", "gsw": "schwyzerdütsch|schwizerdütsch|schweizerdeutsch|schweizer deutsch", "hr": "serbokroatisch", "ku": "kurmandschi", "my": "burmesisch",
    },
    preferring="lieber|bevorzuge|bevorzugen|am besten|besser|mochte|stattdessen",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(("sch", ("sche", "scher", "sches", "schen", "schem")), ("e", ("en", "in", "innen")), ("", ("s", "n", "en", "in", "innen"))),
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
