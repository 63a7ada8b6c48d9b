"""French: addresses, countries, peoples and languages."""

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
    shortened_particles=frozenset({"st", "ste"}),
    capital_particles=frozenset({"saint", "sainte", "val"}),
    ordinal_endings=frozenset({"e", "er", "eme", "ere"}),
    number_nouns=frozenset({"numero"}),
    articles=frozenset({"un", "une"}),
    town_articles=frozenset({"la", "le", "les"}),
    near_towns=frozenset({"cote", "proximite", "banlieue"}),
    called=frozenset({"appele", "appelee"}),
    no_towns=frozenset({"ville", "campagne", "ici", "tous"}),
    street_types="rue|r|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|allee|allees|impasse|imp|chemin|ch|che|quai|cours|route|rte|square|sq|passage|villa|faubourg|fg|fbg|sentier|esplanade|promenade|ruelle|cite|residence|res|"
    "voie|rond-point|rond point|hameau|lotissement|lot|montee|mail|parvis|traverse|venelle|galerie|domaine|lieu-dit|lieu dit|zone industrielle|zone artisanale|chaussee|cour|clos|parc|centre commercial|parc d'activites",
    type_first=True,
    number_first=True,
    unsure=frozenset([
        "r", "ch", "pl", "av", "cours", "route", "voie", "mail", "villa", "cite", "lot", "parc", "cour", "clos", "place", "res", "domaine",
        "passage", "square",
    ]),
    number_words="numero|n|no|au numero|au|maison",
    suffix_words={"bis": "bis", "ter": "ter", "quater": "quater"},
    without_number="sans numero|s/n",
    postal_cues="code postal|cp|c p",
    city_cues="qui s'appelle|qui se nomme|appele|appelee|je reside a|on vit a|ma ville est|ma ville c'est|la ville s'appelle|ma commune est|ville est|je vis au|j'habite aux|je viens de|nous habitons a|on habite a|au|aux|dans la ville de|la ville est|la ville c'est|ville de|commune de|j'habite a|j'habite|je vis a|j'habite au|je suis de|a",
    indefinite=frozenset({"un", "une"}),
    towns_with_articles=True,
    contracted={"au": "Le ", "aux": "Les "},
    street_cues="mon adresse est|l'adresse est|mon adresse c'est|adresse|j'habite|j'habite au|je vis|domicilie|la rue est|c'est|est|au",
    small="la le l mon ma est c oui alors ok euh bon ben voila merci s il vous plait un une et d accord",
    place_particles=frozenset(["de", "du", "des", "la", "le", "les", "d", "l", "sur", "sous", "en", "aux", "au", "et", "saint", "sainte"]),
    stops="mais parce que ou appartement appt etage batiment bat escalier telephone code postal numero pres chez",
    not_streets=frozenset(["mail", "email", "telephone", "sms", "internet"]),
    no_street_before=frozenset(["en", "sur"]),
    measures="heures minutes jours semaines mois ans fois kilometres metres personnes degres heure minute euros francais anglais",
    roads="route nationale|nationale|route departementale|departementale|rn|rd|n|d|a|autoroute",
    kilometres="km|kilometre|pk|point kilometrique",
    dated_names=True,
    after_numbers=frozenset({"de", "la", "du", "l"}),
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("fr",),
    everyday={
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
    shared={"corée": "KR KP", "congo": "CD CG", "guinée": "GN GQ GW", "samoa": "WS AS", "îles vierges": "VI VG", "saint martin": "MF SX"},
    spoken={
        "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CD": "République démocratique du Congo", "CG": "République du Congo", "MM": "Myanmar",
    },
    words_too="reunion|la reunion|metropole|maurice|perse",
    prepositions="en au aux de du des d depuis a la le les",
    residence="habite|habitons|vis|vivons|reside|residons|resident|residente|residence|domicilie|domiciliee|installe|installee|demeure",
    denials="pas|plus|jamais|ni",
    joiner="et",
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorran; AE émirien/émirati; AF afghan; AG antiguais; AL albanais; AM arménien; AO angolais; AR argentin; AT autrichien; AU australien; AZ azerbaïdjanais/azéri; BA bosnien/bosniaque; "
    "BB barbadien; BD bangladais; BE belge; BF burkinabé; BG bulgare; BH bahreïnien; BI burundais; BJ béninois; BN brunéien; BO bolivien; BR brésilien; BS bahaméen; BT bhoutanais; BW botswanais; "
    "BY biélorusse; BZ bélizien; CA canadien; CD congolais; CG congolais; CF centrafricain; CH suisse/suissesse/helvétique; CI ivoirien; CL chilien; CM camerounais; CN chinois; CO colombien; "
    "CR costaricain/costaricien; CU cubain; CV cap-verdien/capverdien; CY chypriote; CZ tchèque; DE allemand; DJ djiboutien; DK danois; DO dominicain; DM dominiquais; DZ algérien; EC équatorien; "
    "EE estonien; EG égyptien; ER érythréen; ES espagnol; ET éthiopien; FI finlandais; FJ fidjien; FR français; GA gabonais; GB britannique/anglais/écossais/gallois/nord-irlandais; GD grenadien; "
    "GE géorgien; GH ghanéen; GM gambien; GN guinéen; GQ équato-guinéen; GR grec; GT guatémaltèque; GW bissau-guinéen; GY guyanien; HN hondurien; HR croate; HT haïtien; HU hongrois; ID indonésien; "
    "IE irlandais; IL israélien; IN indien; IQ irakien; IR iranien/perse; IS islandais; IT italien; JM jamaïcain; JO jordanien; JP japonais; KE kényan; KG kirghize; KH cambodgien; KM comorien; "
    "KR sud-coréen/coréen; KP nord-coréen/coréen; KW koweïtien; KZ kazakh; LA laotien; LB libanais; LI liechtensteinois; LK sri-lankais; LR libérien; LT lituanien; LU luxembourgeois; LV letton; "
    "LY libyen; MA marocain; MC monégasque; MD moldave; ME monténégrin; MG malgache; MK macédonien; ML malien; MM birman; MN mongol; MR mauritanien; MT maltais; MU mauricien; MV maldivien; "
    "MX mexicain; MY malaisien; MZ mozambicain; NA namibien; NE nigérien; NG nigérian; NI nicaraguayen; NL néerlandais/hollandais; NO norvégien; NP népalais; NZ néo-zélandais; OM omanais; "
    "PA panaméen; PE péruvien; PG papou; PH philippin; PK pakistanais; PL polonais; PR portoricain; PS palestinien; PT portugais; PY paraguayen; QA qatari/qatarien; RO roumain; RS serbe; RU russe; "
    "RW rwandais; SA saoudien; SC seychellois; SD soudanais; SE suédois; SG singapourien; SI slovène; SK slovaque; SL sierra-léonais; SM saint-marinais; SN sénégalais; SO somalien; SR surinamais; "
    "SS sud-soudanais; SV salvadorien; SY syrien; TD tchadien; TG togolais; TH thaïlandais; TJ tadjik; TL timorais; TM turkmène; TN tunisien; TO tongien; TR turc; TT trinidadien; TW taïwanais; "
    "TZ tanzanien; UA ukrainien; UG ougandais; US américain/états-unien; UY uruguayen; UZ ouzbek; VE vénézuélien; VN vietnamien; WS samoan; XK kosovar; YE yéménite; ZA sud-africain; ZM zambien; "
    "ZW zimbabwéen",
    speaking="parle|parlons|parler|langue",
    being="je suis|nous sommes|nationalite|citoyen|citoyenne|citoyennete|passeport",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "fr": "québécois|français canadien", "en": "américain|anglais américain|anglais britannique", "es": "castillan|espagnol latino", "pt": "brésilien", "nl": "flamand|hollandais",
        "de": "autrichien|haut allemand", "zh": "mandarin|chinois mandarin", "yue": "cantonais", "fa": "farsi|dari|perse", "ca": "valencien", "ro": "moldave", "ga": "gaélique",
        "hr": "serbo croate", "ar": "arabe littéraire|arabe dialectal|darija", "my": "birman", "ht": "créole|créole haïtien",
    },
    preferring="prefere|prefererais|preferons|plutot|mieux|veux|voudrais",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(
        ("turc", ("turque", "turcs", "turques")), ("grec", ("grecque", "grecs", "grecques")), ("en", ("enne", "ens", "ennes")), ("on", ("onne", "ons", "onnes")),
        ("e", ("es",)), ("é", ("ée", "és", "ées")), ("s", ("se", "ses")), ("", ("e", "s", "es")),
    ),
    gendered=True,
    same="e",
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
