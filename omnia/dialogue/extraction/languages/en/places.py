"""English: addresses, countries, peoples and languages."""

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
    date_particles=frozenset({"of"}),
    shortened_particles=frozenset({"st"}),
    nameless_streets=frozenset({"broadway", "strand", "embankment", "mews"}),
    abbreviated_types=frozenset({"st", "rd", "ave", "dr", "blvd", "ln", "ct", "pl", "sq"}),
    capital_particles=frozenset({"saint", "st", "new"}),
    ordinal_endings=frozenset({"st", "nd", "rd", "th"}),
    number_nouns=frozenset({"number"}),
    no_towns=frozenset({"city", "town", "village", "country", "countryside", "nowhere", "anywhere", "here", "home"}),
    street_types="street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|terr|way|close|crescent|cres|gardens|gdns|grove|hill|mews|row|walk|park|parkway|pkwy|highway|hwy|"
    "circle|cir|trail|trl|alley|plaza|turnpike|pike|loop|path|green|rise|view|gate|quay|wharf|broadway|embankment|vale|mount|expressway|freeway|strand|towne center|town center|town centre|shopping center|shopping centre|business park|industrial estate|trading estate|retail park",
    number_first=True,
    unsure=frozenset([
        "st", "dr", "ct", "pl", "av", "way", "close", "row", "walk", "park", "green", "rise", "view", "gate", "mount", "hill", "plaza", "path",
        "strand", "loop", "trail", "court", "place", "square", "circle", "alley", "drive", "ave", "vale", "pike", "grove", "sq", "cir",
    ]),
    number_words="number|no|nr|house number|house",
    suffix_words={},
    without_number="no number|without a number|without number|no house number|without a house number",
    units="apartment|apt|suite|ste|unit|room|rm|building|bldg|floor|fl|lot|spc|trlr",
    postal_cues="zip|zip code|zipcode|postal code|postcode|post code",
    city_cues="village called|town called|place called|city called|address is in|i stay in|i reside in|it's called|its called|my city is|my town is|my home town is|the city is called|the town is called|my town is called|my city is called|city is|town is|living in|live in|lives in|residing in|in the city of|in the town of|city of|town of|the city is|the town is|i live in|we live in|i'm from|i am from|based in|from|in",
    indefinite=frozenset({"a", "an", "some"}),
    street_cues="my address is|the address is|address is|address|i live at|i live on|we live at|living at|located at|street is|the street is|my street is|it is|it's|at|on",
    small="my the a is it it's its s yes yeah ok okay sure well so um uh er please thanks thank you i live at on in of and",
    place_particles=frozenset(["of", "the", "upon", "on", "and", "st", "st.", "new", "le", "la", "de"]),
    stops="and but because since that which where then i we you please thanks thank near next apartment apt flat floor unit suite zip postcode postal code number phone my name",
    not_streets=frozenset(),
    no_street_before=frozenset(),
    measures="hours minutes days weeks months years times percent miles kilometres kilometers metres meters people degrees minute hour way",
    roads="highway|hwy|route|us|interstate|state road|county road|motorway|m|a",
    kilometres="km|kilometre|kilometer",
    bare_letters=True,
    letter_words=frozenset({"i", "a"}),
    lettered_houses=True,
    grouped_numbers=True,
    directions=frozenset([
        "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
    ]),
    states=frozenset([
        "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms",
        "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv",
        "wi", "wy", "dc", "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "georgia",
        "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan",
        "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada", "ohio", "oklahoma", "oregon", "pennsylvania", "tennessee", "texas",
        "utah", "vermont", "virginia", "wisconsin", "wyoming",
    ]),
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("en",),
    everyday={
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
    shared={"korea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "virgin islands": "VI VG", "saint martin|st martin": "MF SX"},
    spoken={
        "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
        "MM": "Myanmar", "TR": "Turkey",
    },
    words_too="chad|turkey|jersey|states|jordan|saudi",
    prepositions="in from to of the",
    residence="live in|live|lives in|living in|living|reside in|reside|resident in|resident of|residing in|based in|moved to|staying in|settled in",
    denials="not|isn t|don t|never|neither|no longer",
    joiner="and",
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorran; AE emirati; AF afghan/afghani; AG antiguan; AL albanian; AM armenian; AO angolan; AR argentinian/argentine/argentinean; AT austrian; AU australian/aussie; "
    "AZ azerbaijani/azeri; BA bosnian/herzegovinian; BB barbadian/bajan; BD bangladeshi; BE belgian; BF burkinabe; BG bulgarian; BH bahraini; BI burundian; BJ beninese; BN bruneian; BO bolivian; "
    "BR brazilian; BS bahamian; BT bhutanese; BW botswanan/motswana; BY belarusian/belarussian/byelorussian; BZ belizean; CA canadian; CD congolese; CG congolese; CF central african; CH swiss; "
    "CI ivorian; CL chilean; CM cameroonian; CN chinese; CO colombian; CR costa rican; CU cuban; CV cape verdean/cabo verdean; CY cypriot; CZ czech; DE german; DJ djiboutian; DK danish/dane; "
    "DO dominican; DM dominican; DZ algerian; EC ecuadorian/ecuadorean; EE estonian; EG egyptian; ER eritrean; ES spanish/spaniard; ET ethiopian; FI finnish; FJ fijian; FR french/frenchman/frenchwoman; "
    "GA gabonese; GB british/briton/brit/english/englishman/englishwoman/scottish/scot/scotsman/scotswoman/welsh/welshman/northern irish; GD grenadian; GE georgian; GH ghanaian; GL greenlandic; "
    "GM gambian; GN guinean; GQ equatorial guinean/equatoguinean; GR greek; GT guatemalan; GW bissau guinean; GY guyanese; HK hong konger; HN honduran; HR croatian/croat; HT haitian; HU hungarian; "
    "ID indonesian; IE irish/irishman/irishwoman; IL israeli; IN indian; IQ iraqi; IR iranian/persian; IS icelandic/icelander; IT italian; JM jamaican; JO jordanian; JP japanese; KE kenyan; "
    "KG kyrgyz/kyrgyzstani; KH cambodian; KM comorian; KR south korean/korean; KP north korean/korean; KW kuwaiti; KZ kazakh/kazakhstani; LA laotian; LB lebanese; LC saint lucian; "
    "LI liechtensteiner; LK sri lankan; LR liberian; LS basotho/lesothan; LT lithuanian; LU luxembourgish/luxembourger; LV latvian; LY libyan; MA moroccan; MC monegasque; MD moldovan/moldavian; "
    "ME montenegrin; MG malagasy; MK macedonian/north macedonian; ML malian; MM burmese; MN mongolian; MR mauritanian; MT maltese; MU mauritian; MV maldivian; MW malawian; MX mexican; MY malaysian; "
    "MZ mozambican; NA namibian; NE nigerien; NG nigerian; NI nicaraguan; NL dutch/dutchman/dutchwoman; NO norwegian; NP nepalese/nepali; NZ new zealander/kiwi; OM omani; PA panamanian; PE peruvian; "
    "PG papua new guinean; PH filipino/filipina/philippine; PK pakistani; PL polish/pole; PR puerto rican; PS palestinian; PT portuguese; PY paraguayan; QA qatari; RO romanian/rumanian; "
    "RS serbian/serb; RU russian; RW rwandan; SA saudi/saudi arabian; SC seychellois; SD sudanese; SE swedish/swede; SG singaporean; SI slovenian/slovene; SK slovak/slovakian; SL sierra leonean; "
    "SM sammarinese/san marinese; SN senegalese; SO somali/somalian; SR surinamese; SS south sudanese; ST sao tomean; SV salvadoran/salvadorean/salvadorian; SY syrian; SZ swazi; TD chadian; "
    "TG togolese; TH thai; TJ tajik; TL timorese/east timorese; TM turkmen; TN tunisian; TO tongan; TR turkish/turk; TT trinidadian; TW taiwanese; TZ tanzanian; UA ukrainian; UG ugandan; "
    "US american/us american/us citizen/us national/u s citizen; UY uruguayan; UZ uzbek; VC vincentian; VE venezuelan; VN vietnamese; WS samoan; XK kosovar/kosovan; YE yemeni; ZA south african; ZM zambian; ZW zimbabwean",
    speaking="speak|speaks|speaking|language|talk in",
    being="i m|i am|we re|we are|nationality|citizenship|citizen|passport|national",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "en": "american|british|british english|american english|australian english|international english", "es": "castilian|castillian|latin american spanish|mexican",
        "pt": "brazilian|brazilian portuguese|european portuguese", "nl": "flemish", "de": "high german|austrian german|austrian", "fr": "canadian french|swiss french",
        "zh": "mandarin|mandarin chinese|chinese mandarin|putonghua", "yue": "cantonese|cantonese chinese", "fa": "farsi|dari", "ga": "gaelic|irish gaelic", "ca": "valencian",
        "ro": "moldovan|rumanian", "sl": "slovene", "sk": "slovakian", "no": "norwegian bokmal", "he": "israeli", "ku": "kurmanji|sorani", "el": "modern greek",
        "hr": "serbo croatian|serbo croat", "my": "burmese", "pa": "panjabi", "bn": "bengali",
    },
    preferring="prefer|rather|better|best|instead",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(("", ("s",)),),
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
