"""Spanish: letters, digits and signs as they are said."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.characters import Characters, EmailWords, PhoneWords, SpellingWords, UrlWords

PHONES = PhoneWords(
    regions=("AR",),
    extensions=frozenset({"extension", "anexo"}),
    leads=frozenset({"al", "llame"}),
    plus="mas|plus",
    marks="guion punto barra espacio luego despues eh em prefijo otra vez",
    cues="telefono movil celular numero llamar llame llamame tel fijo contacto whatsapp",
    others="cuenta tarjeta visa mastercard iban poliza factura pedido contrato codigo postal dni nie nif expediente referencia matricula pasaporte pin cliente lectura contador seguridad reserva vuelo imei serie seguimiento",
    own="codigo de area",
    fillers="el la mi es un si claro vale ok bueno pues eh em mire gracias por favor me puede en al este seria de",
)  # fmt: skip

EMAILS = EmailWords(
    particles=frozenset({"de"}),
    articles=frozenset({"un", "una"}),
    signs={
        "arroba": "@", "aroba": "@", "punto": ".", "guion": "-", "guion medio": "-", "guion alto": "-", "guion normal": "-", "menos": "-",
        "raya": "-", "guion bajo": "_", "barra baja": "_", "raya baja": "_", "subguion": "_", "subrayado": "_", "mas": "+",
    },
    remarks="todo en minusculas|en minusculas|todo minusculas|minusculas|todo junto|junto|sin espacios|mayuscula|letra|numero|luego|y luego|despues|al principio|al final|al comienzo",
    before="es el la mi mis nuestro nuestra su correo electrónico electronico mail email e-mail dirección direccion escribe escriba escribir escríbame a al en un una por este esta sería seria sí si claro vale ok bueno pues eh em mire "
    "no perdón perdon que tengo uso usa cuenta y o",
    hints="con|con la|sin|sin la|con dos|con doble",
    writes="puede puedes pueden escribirme escríbame escríbanme escribame escríbeme escribeme enviar enviarme envíe envíeme envíamelo enviármelo "
    "mandar mandarme mándeme mándame mándalo mándelo contactar contácteme contactarme",
    nouns="correo email mail electronico direccion",
    providers={"telefonica": "telefonica.net", "terra": "terra.es", "ono": "ono.com", "movistar": "movistar.es"},
)  # fmt: skip

URLS = UrlWords(
    signs={
        "/": "barra|barra inclinada|barra diagonal|diagonal",
        "//": "doble barra|dos barras|barra doble|doble slash",
        ":": "dos puntos",
        "www": "uve doble uve doble uve doble|doble uve doble uve doble uve|tres uves dobles|tres uve dobles|tres uve doble|tres dobles uves|triple uve doble|triple w|tres w|tres veces w|doble ve doble ve doble ve|triple doble ve|triple doble uve|uves dobles|doble u doble u doble u|triple u|tres doble u",
        "https": "hache te te pe ese|h t t p s|ache te te pe ese",
        "http": "hache te te pe|h t t p|ache te te pe",
        "?": "signo de interrogacion|interrogacion",
        "=": "igual|signo igual",
        "~": "tilde|virgulilla",
    },
    before="sitio página pagina web enlace internet visite visita vaya entre entrar ir encuentra oficial online mire teclee abra busque "
    "en la nuestro vuestro llama sitios páginas portal",
)  # fmt: skip

SPELLING = SpellingWords(
    names_never_words=frozenset({"eme", "ene", "efe"}),
    names_also_words=frozenset({"elle", "capa"}),
    apostrophes=frozenset({"apostrofo"}),
    short_words=frozenset({"es", "el", "en", "ya", "yo", "te", "os", "se", "su", "la", "me", "un"}),
    articles=frozenset({"un", "una"}),
    alphabets=(
        "antonio barcelona carmen dolores enrique francia gerona|girona historia ines jose kilo lorenzo madrid navarra oviedo "
        "paris querido ramon sabado tarragona ulises valencia washington xiquena yegua zaragoza",
        "burgos caceres domingo espana granada huelva italia jaen lugo malaga ourense palencia queso sevilla toledo zamora",
    ),
    names={"be": "b", "be larga": "b", "ce": "c", "de": "d", "efe": "f", "ge": "g", "hache": "h", "jota": "j", "ka": "k", "ele": "l", "eme": "m",
           "ene": "n", "pe": "p", "cu": "q", "erre": "r", "ere": "r", "ese": "s", "te": "t", "uve": "v", "ve": "v", "be corta": "v",
           "uve doble": "w", "doble uve": "w", "doble ve": "w", "equis": "x", "ye": "y", "i griega": "y", "zeta": "z", "ceta": "z"},
    like=frozenset(("de", "como", "como en")),
    remarks="con|sin",
    times={"doble": 2, "triple": 3, "cuadruple": 4},
    counted=frozenset(("veces",)),
    plurals={"ceros": "0", "unos": "1", "doses": "2", "treses": "3", "cuatros": "4", "cincos": "5", "seises": "6", "sietes": "7", "ochos": "8", "nueves": "9"},
    multiplied_articles=frozenset(("el", "la")),
    zeros=frozenset(),
    skipped=frozenset(["guion", "espacio", "luego", "despues", "eh", "em", "y", "barra", "punto", "mayuscula", "mayusculo", "minuscula", "minusculo", "grande", "letra", "letras", "numero", "numeros", "cifra", "digito", "seguido", "coma", "barra", "raya", "bajo"]),
    skipped_phrases=frozenset(("y luego", "y despues", "seguido de")),
    copula="es",
)  # fmt: skip

CHARACTERS = Characters(
    phones=PHONES,
    emails=EMAILS,
    urls=URLS,
    spelling=SPELLING,
)
