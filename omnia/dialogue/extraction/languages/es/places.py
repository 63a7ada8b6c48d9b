"""Spanish: addresses, countries, peoples and languages."""

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
    date_particles=frozenset({"de"}),
    shortened_particles=frozenset({"sta", "sto"}),
    capital_particles=frozenset({"san", "santa", "santo"}),
    ordinal_endings=frozenset({"o", "°"}),
    number_nouns=frozenset({"numero"}),
    articles=frozenset({"un", "una"}),
    town_articles=frozenset({"el", "la", "los", "las"}),
    near_towns=frozenset({"cerca"}),
    called=frozenset({"llamado", "llamada"}),
    no_towns=frozenset({"ciudad", "pueblo", "campo", "aqui", "casa", "todos"}),
    street_types="calle|c/|cl|avenida|avda|av|avd|paseo|pso|plaza|pza|pl|plazuela|ronda|camino|cno|carretera|ctra|travesia|trva|pasaje|callejon|cuesta|glorieta|via|gran via|bulevar|rambla|urbanizacion|urb|carrer|carrera|cra|"
    "alameda|barrio|costanilla|poligono|sendero|vereda|diagonal|transversal|autopista|autovia|calzada|circunvalacion|parque|jardines|muelle|rua|corredera|calleja|centro comercial|poligono industrial",
    type_first=True,
    unsure=frozenset([
        "via", "cl", "pl", "av", "diagonal", "transversal", "barrio", "parque", "carrera", "muelle", "camino", "paseo", "cra", "rua",
    ]),
    number_words="numero|num|n|nro|en el numero",
    suffix_words={"bis": "bis", "barra": "/"},
    without_number="sin numero|s/n|s.n.|sn",
    postal_cues="codigo postal|cp|c p|distrito postal",
    city_cues="que se llama|llamado|llamada|resido actualmente en|vivo actualmente en|mi ciudad es|la ciudad donde vivo es|mi pueblo es|la ciudad se llama|ciudad es|vengo de|vivimos en|soy del|en la ciudad de|la ciudad es|el municipio es|ciudad de|municipio de|localidad de|vivo en|soy de|resido en|en",
    indefinite=frozenset({"un", "una"}),
    towns_with_articles=True,
    street_cues="mi direccion es|la direccion es|direccion|domicilio|vivo en|resido en|la calle es|es|en",
    small="la el lo mi es si sí claro vale ok bueno pues eh em gracias por favor un una y",
    place_particles=frozenset(["de", "del", "la", "las", "los", "el", "y", "san", "santa"]),
    stops="pero porque luego donde que piso puerta escalera planta bajo telefono codigo postal provincia numero cerca vivo y",
    not_streets=frozenset([
        "email", "correo", "telefono", "telefonica", "telematica", "sms", "internet", "fax", "web", "publica", "oficial", "judicial",
    ]),
    no_street_before=frozenset(["por"]),
    measures="horas minutos dias semanas meses anos veces kilometros metros personas grados hora minuto euros ingles frances",
    roads="carretera|ctra|ctra.|carretera nacional|nacional|autovia|autopista|n|a|ap",
    kilometres="km|kilometro|punto kilometrico|pk",
    numbered_names=True,
)  # fmt: skip

COUNTRIES = CountryWords(
    cldr_locales=("es",),
    everyday={
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
    shared={"corea": "KR KP", "congo": "CD CG", "guinea": "GN GQ GW", "samoa": "WS AS", "islas vírgenes": "VI VG", "san martín": "MF SX"},
    spoken={"HK": "Hong Kong", "MO": "Macao", "PS": "Palestina", "CG": "República del Congo", "MM": "Myanmar", "CI": "Costa de Marfil"},
    words_too="salvador|gales|china",
    prepositions="en de del desde a el la los",
    residence="vivo|vivimos|resido|residimos|residente|resido actualmente|domiciliado|domiciliada|residencia|me mude|radico",
    denials="no soy|no es|no vivo|no hablo|no quiero|no resido|ni|ya no",
    joiner="y",
)  # fmt: skip

NATIONALITIES = NationalityWords(
    names="AD andorrano; AE emiratí; AF afgano; AG antiguano; AL albanés; AM armenio; AO angoleño/angolano; AR argentino; AT austriaco; AU australiano; AZ azerbaiyano/azerí; BA bosnio/bosníaco; "
    "BB barbadense; BD bangladesí/bengalí; BE belga; BF burkinés; BG búlgaro; BH bareiní; BI burundés; BJ beninés; BN bruneano; BO boliviano; BR brasileño/brasilero; BS bahameño; BT butanés; "
    "BW botsuano; BY bielorruso; BZ beliceño; CA canadiense; CD congoleño/congolés; CG congoleño/congolés; CF centroafricano; CH suizo; CI marfileño; CL chileno; CM camerunés; CN chino; CO colombiano; "
    "CR costarricense/tico; CU cubano; CV caboverdiano; CY chipriota; CZ checo; DE alemán; DJ yibutiano; DK danés/dinamarqués; DO dominicano; DM dominiqués; DZ argelino; EC ecuatoriano; EE estonio; "
    "EG egipcio; ER eritreo; ES español; ET etíope; FI finlandés/finés; FJ fiyiano; FR francés; GA gabonés; GB británico/inglés/escocés/galés/norirlandés; GD granadino; GE georgiano; GH ghanés; "
    "GM gambiano; GQ ecuatoguineano/guineano; GN guineano; GR griego; GT guatemalteco/chapín; GY guyanés; HN hondureño/catracho; HR croata; HT haitiano; HU húngaro; ID indonesio; IE irlandés; "
    "IL israelí; IN indio/hindú; IQ iraquí; IR iraní/persa; IS islandés; IT italiano; JM jamaicano/jamaiquino; JO jordano; JP japonés; KE keniano/keniata; KG kirguís/kirguiso; KH camboyano; "
    "KR surcoreano/coreano; KP norcoreano/coreano; KW kuwaití; KZ kazajo; LA laosiano; LB libanés; LI liechtensteiniano; LK ceilanés/esrilanqués; LR liberiano; LT lituano; LU luxemburgués; LV letón; "
    "LY libio; MA marroquí; MC monegasco; MD moldavo; ME montenegrino; MG malgache; MK macedonio; ML maliense; MM birmano; MN mongol; MR mauritano; MT maltés; MU mauriciano; MV maldivo; "
    "MX mexicano/mejicano; MY malasio/malayo; MZ mozambiqueño; NA namibio; NE nigerino; NG nigeriano; NI nicaragüense; NL neerlandés/holandés; NO noruego; NP nepalí/nepalés; NZ neozelandés; "
    "OM omaní; PA panameño; PE peruano; PG papú; PH filipino; PK pakistaní/paquistaní; PL polaco; PR puertorriqueño/boricua; PS palestino; PT portugués; PY paraguayo; QA catarí/qatarí; RO rumano; "
    "RS serbio; RU ruso; RW ruandés; SA saudí/saudita; SD sudanés; SE sueco; SG singapurense; SI esloveno; SK eslovaco; SL sierraleonés; SM sanmarinense; SN senegalés; SO somalí; SR surinamés; "
    "SS sursudanés; SV salvadoreño; SY sirio; TD chadiano; TG togolés; TH tailandés; TJ tayiko; TL timorense; TM turcomano; TN tunecino; TO tongano; TR turco; TT trinitense; TW taiwanés; TZ tanzano; "
    "UA ucraniano; UG ugandés; US estadounidense/norteamericano/americano; UY uruguayo; UZ uzbeko; VA vaticano; VE venezolano; VN vietnamita; WS samoano; XK kosovar; YE yemení; ZA sudafricano; "
    "ZM zambiano; ZW zimbabuense",
    speaking="hablo|habla|hablamos|hablar|idioma|lengua",
    being="soy|somos|nacionalidad|ciudadania|ciudadano|ciudadana|pasaporte",
)  # fmt: skip

LANGUAGES = SpokenLanguageWords(
    everyday={
        "es": "castellano|español de españa|español latino|mexicano", "en": "americano|inglés americano|inglés británico", "pt": "brasileño", "nl": "flamenco|holandés", "de": "austriaco",
        "zh": "mandarín|chino mandarín", "yue": "cantonés", "fa": "farsi|dari", "ca": "valenciano|mallorquín", "ro": "moldavo", "ga": "gaélico", "eu": "euskera|euskara|vascuence|vasco",
        "hr": "serbocroata", "ast": "bable", "gl": "galego", "bn": "bengalí", "my": "birmano",
    },
    preferring="prefiero|preferiria|preferimos|mejor|quiero|quisiera",
)  # fmt: skip

INFLECTIONS = InflectionWords(
    endings=(
        ("és", ("esa", "eses", "esas")), ("án", ("ana", "anes", "anas")), ("ón", ("ona", "ones", "onas")), ("ín", ("ina", "ines", "inas")),
        ("ol", ("ola", "oles", "olas")), ("o", ("a", "os", "as")), ("", ("s", "es")),
    ),
    gendered=True,
    same="aeíúlr",
)  # fmt: skip

PLACES = Places(
    addresses=ADDRESSES,
    countries=COUNTRIES,
    nationalities=NATIONALITIES,
    languages=LANGUAGES,
    inflections=INFLECTIONS,
)
