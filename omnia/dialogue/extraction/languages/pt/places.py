"""Portuguese of Portugal and Brazil: addresses, countries, peoples and languages."""

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
    shortened_particles=frozenset({"sta", "sto"}),
    capital_particles=frozenset({"são", "sao", "santa", "santo"}),
    ordinal_endings=frozenset({"o", "°"}),
    number_nouns=frozenset({"numero"}),
    articles=frozenset({"uma"}),
    near_towns=frozenset({"perto"}),
    called=frozenset({"chamada", "chamado"}),
    no_towns=frozenset({"cidade", "aldeia", "terra", "campo", "aqui", "casa", "todos"}),
    street_types="rua|r|avenida|av|avda|travessa|tv|trav|praca|pc|pca|praceta|largo|lg|alameda|al|estrada|est|estr|beco|calcada|caminho|rodovia|rod|viela|urbanizacao|urb|bairro|rotunda|patio|quinta|vila|ladeira|via|campo|"
    "rampa|escadas|escadinhas|jardim|parque|passeio|cais|loteamento|conjunto|quadra|azinhaga|terreiro|ponte|marginal|circular|centro comercial|zona industrial|parque industrial",
    type_first=True,
    unsure=frozenset([
        "r", "al", "pc", "est", "tv", "lg", "via", "campo", "quinta", "vila", "jardim", "parque", "ponte", "bairro", "conjunto", "quadra",
        "circular", "passeio", "caminho",
    ]),
    number_words="numero|n|no|num|nr|porta|lote",
    suffix_words={"barra": "/"},
    without_number="sem numero|s/n|s.n.",
    postal_cues="codigo postal|cep|c e p|cp",
    city_cues="que se chama|chamada|chamado|resido no|resido na|resido em|a minha cidade e|a minha terra e|a cidade chama-se|cidade e|vivo no|vivo na|moro no|moro na|sou do|sou da|venho de|moramos em|vivemos em|na cidade de|a cidade e|o concelho e|a localidade e|cidade de|concelho de|moro em|vivo em|sou de|resido em|em|no|na",
    indefinite=frozenset({"um", "uma"}),
    street_cues="a minha morada e|minha morada e|o meu endereco e|meu endereco e|a morada e|o endereco e|morada|endereco|moro na|moro no|moro em|vivo na|vivo em|resido na|a rua e|e|na|no",
    small="a o meu minha e é sim claro ok bem bom então entao eh hum obrigado obrigada por favor um uma",
    place_particles=frozenset(["de", "do", "da", "dos", "das", "e", "a", "o", "s", "são", "sao", "santa", "santo", "em"]),
    stops="mas porque depois onde que andar apartamento apto bloco lote porta telefone codigo postal cep numero perto direito esquerdo frente",
    not_streets=frozenset(["email", "telefone", "telefonica", "telematica", "sms", "internet", "correio", "fax", "verde", "judicial", "feira"]),
    no_street_before=frozenset(["por"]),
    measures="horas minutos dias semanas meses anos vezes quilometros metros pessoas graus hora minuto euros feira",
    roads="estrada nacional|nacional|estrada municipal|en|en.|n|e.n.|a|autoestrada|br|rodovia",
    kilometres="km|quilometro",
    numbered_names=True,
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("pt_PT", "pt"),
    everyday={
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
    shared={"coreia": "KR KP", "congo": "CD CG", "guiné": "GN GW GQ", "samoa": "WS AS", "ilhas virgens": "VI VG", "são martinho": "MF SX"},
    spoken={"HK": "Hong Kong", "MO": "Macau", "CD": "República Democrática do Congo", "CG": "República do Congo", "MM": "Mianmar", "CI": "Costa do Marfim"},
    words_too="ira|mali|peru|salvador|timor|cuba|china",
    prepositions="em de do da dos das no na nos nas o a os",
    residence="vivo|vivemos|moro|moramos|resido|residimos|residente|residencia|domiciliado|domiciliada|a viver|a morar",
    denials="nao sou|nao e|nao vivo|nao moro|nao falo|nao quero|nem|ja nao",
    joiner="e",
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorrano; AE emiradense; AF afegão; AL albanês; AM arménio; AO angolano; AR argentino; AT austríaco; AU australiano; AZ azerbaijano/azeri; BA bósnio; BB barbadense; "
    "BD bengali/bangladechiano; BE belga; BF burquinense/burquinabê; BG búlgaro; BH barenita; BI burundês; BJ beninense; BO boliviano; BR brasileiro; BS baamense; BT butanês; BW botsuanês; "
    "BY bielorrusso; BZ belizenho; CA canadiano/canadense; CD congolês; CG congolês; CF centro-africano; CH suíço; CI marfinense/costa-marfinense; CL chileno; CM camaronês; CN chinês; CO colombiano; "
    "CR costa-riquenho/costarriquenho; CU cubano; CV cabo-verdiano; CY cipriota; CZ checo/tcheco; DE alemão; DK dinamarquês; DO dominicano; DZ argelino; EC equatoriano; EE estónio/estoniano; "
    "EG egípcio; ER eritreu; ES espanhol; ET etíope; FI finlandês; FJ fijiano; FR francês; GA gabonês; GB britânico/inglês/escocês/galês/norte-irlandês; GE georgiano; GH ganês; GM gambiano; "
    "GW guineense/bissau-guineense; GN guineano/guineense; GQ equato-guineense; GR grego; GT guatemalteco; GY guianês; HN hondurenho; HR croata; HT haitiano; HU húngaro; ID indonésio; IE irlandês; "
    "IL israelita/israelense; IN indiano; IQ iraquiano; IR iraniano/persa; IS islandês; IT italiano; JM jamaicano; JO jordano/jordaniano; JP japonês; KE queniano; KG quirguiz; KH cambojano; "
    "KR sul-coreano/coreano; KP norte-coreano/coreano; KW kuwaitiano/koweitiano; KZ cazaque; LA laociano; LB libanês; LI liechtensteiniano; LK cingalês; LR liberiano; LT lituano; LU luxemburguês; "
    "LV letão; LY líbio; MA marroquino; MC monegasco; MD moldavo/moldávio; ME montenegrino; MG malgaxe; MK macedónio; ML maliano; MM birmanês; MN mongol; MR mauritano; MT maltês; MU mauriciano; "
    "MV maldivo; MX mexicano; MY malaio/malásio; MZ moçambicano; NA namibiano; NE nigerino; NG nigeriano; NI nicaraguense; NL neerlandês/holandês; NO norueguês; NP nepalês; NZ neozelandês; "
    "OM omanense; PA panamiano/panamenho; PE peruano; PH filipino; PK paquistanês; PL polaco/polonês; PR porto-riquenho; PS palestiniano/palestino; PT português; PY paraguaio; QA catarense/catari; "
    "RO romeno; RS sérvio; RU russo; RW ruandês; SA saudita; SD sudanês; SE sueco; SG singapurense/singapuriano; SI esloveno; SK eslovaco; SM samarinês; SN senegalês; SO somali/somaliano; "
    "SR surinamês; ST são-tomense/santomense; SV salvadorenho; SY sírio; TD chadiano; TG togolês; TH tailandês; TJ tajique; TL timorense; TM turcomeno; TN tunisino/tunisiano; TR turco; TW taiwanês; "
    "TZ tanzaniano; UA ucraniano; UG ugandês; US americano/norte-americano/estadunidense/estado-unidense; UY uruguaio; UZ usbeque/uzbeque; VA vaticano; VE venezuelano; VN vietnamita; XK kosovar; "
    "YE iemenita; ZA sul-africano; ZM zambiano; ZW zimbabueano/zimbabuense",
    speaking="falo|fala|falamos|falar|lingua|idioma",
    being="sou|somos|nacionalidade|cidadania|cidadao|cidada|passaporte",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "pt": "brasileiro|português do brasil|português de portugal|português europeu", "en": "americano|inglês americano|inglês britânico", "es": "castelhano", "nl": "flamengo|holandês",
        "de": "austríaco", "zh": "mandarim|chinês mandarim", "yue": "cantonês", "fa": "farsi|dari", "ca": "valenciano", "ro": "moldavo", "ga": "gaélico", "hr": "servo croata",
        "kea": "crioulo|crioulo cabo-verdiano", "my": "birmanês", "eu": "euskera|basco", "gl": "galego",
    },
    preferring="prefiro|preferia|preferimos|melhor|quero|queria|antes",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(
        ("ês", ("esa", "eses", "esas")), ("ão", ("ã", "ãos", "ães", "ões", "ãs")), ("ol", ("ola", "óis", "olas")), ("eu", ("eia", "eus", "eias")),
        ("o", ("a", "os", "as")), ("", ("s", "es")),
    ),
    gendered=True,
    same="aeilrz",
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
