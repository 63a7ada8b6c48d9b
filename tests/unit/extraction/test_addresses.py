"""Addresses typed and said in six languages, whole and part by part."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.places.addresses import recognise_address, recognise_city, recognise_house_number, recognise_street
from omnia.dialogue.extraction.values import Context

CITY_CUES = {language: pack(language).places.addresses.city_cues for language in LANGUAGES}
NUMBER_WORDS = {language: pack(language).places.addresses.number_words for language in LANGUAGES}
PLACE_PARTICLES = {language: pack(language).places.addresses.place_particles for language in LANGUAGES}
POSTAL_CUES = {language: pack(language).places.addresses.postal_cues for language in LANGUAGES}
SMALL = {language: pack(language).places.addresses.small for language in LANGUAGES}
STREET_CUES = {language: pack(language).places.addresses.street_cues for language in LANGUAGES}
STREET_TYPES = {language: pack(language).places.addresses.street_types for language in LANGUAGES}

NOW = datetime.fromisoformat("2026-11-23T10:00")

ADDRESSES = {
    "it": {
        "via Roma 12, 20121 Milano": ("Via Roma", "12", "20121", "Milano"),
        "via roma dodici milano": ("Via Roma", "12", None, "Milano"),
        "abito in via Garibaldi 5 a Torino": ("Via Garibaldi", "5", None, "Torino"),
        "viale della libertà centoventi, cap zero zero uno ottantaquattro roma": ("Viale della Libertà", "120", "00184", "Roma"),
        "piazza San Carlo 3/b": ("Piazza San Carlo", "3/B", None, None),
        "via xx settembre 4 genova": ("Via XX Settembre", "4", None, "Genova"),
        "via quattro novembre dieci": ("Via Quattro Novembre", "10", None, None),
        "via dei Mille 7, 10123 Torino (TO)": ("Via dei Mille", "7", "10123", "Torino"),
        "corso Vittorio Emanuele II numero 10, Napoli": ("Corso Vittorio Emanuele II", "10", None, "Napoli"),
        "via dell'umiltà 3 bis": ("Via dell'Umiltà", "3 bis", None, None),
        "v.le Europa 22, 20090 Segrate MI": ("V.le Europa", "22", "20090", "Segrate"),
        "Milano, via Roma 12": ("Via Roma", "12", None, "Milano"),
        "abito a milano in via dante tre": ("Via Dante", "3", None, "Milano"),
        "via Giuseppe Verdi numero dodici barra a a Sesto San Giovanni": (
            "Via Giuseppe Verdi",
            "12/A",
            None,
            "Sesto San Giovanni",
        ),
        "Viale Monza 10 scala B interno 3, 20127 Milano MI": ("Viale Monza", "10", "20127", "Milano"),
        "strada statale 18 numero 4 battipaglia": ("Strada Statale 18", "4", None, "Battipaglia"),
        "contrada santa lucia snc, 90100 palermo": ("Contrada Santa Lucia", None, "90100", "Palermo"),
        "via Roma": ("Via Roma", None, None, None),
        "20121 Milano": (None, None, "20121", "Milano"),
    },
    "en": {
        "12 Main Street, Springfield, IL 62704": ("Main Street", "12", "62704", "Springfield"),
        "I live at two twenty one b Baker Street in London": ("Baker Street", "221B", None, "London"),
        "1600 Pennsylvania Avenue NW, Washington, DC 20500": ("Pennsylvania Avenue NW", "1600", "20500", "Washington"),
        "500 N. Michigan Ave., Chicago, Illinois 60611": ("N. Michigan Ave.", "500", "60611", "Chicago"),
        "350 fifth avenue new york": ("Fifth Avenue", "350", None, "New York"),
        "my address is 45 west 42nd street": ("West 42nd Street", "45", None, None),
        "12345 Sunset Boulevard, Los Angeles, California 90028": ("Sunset Boulevard", "12345", "90028", "Los Angeles"),
        "two hundred and one south main street salt lake city utah": ("South Main Street", "201", None, "Salt Lake City"),
        "I live on Elm Street": ("Elm Street", None, None, None),
    },
    "en-GB": {
        "10 Downing Street, London SW1A 2AA": ("Downing Street", "10", "SW1A2AA", "London"),
        "221b Baker Street London NW1 6XE": ("Baker Street", "221B", "NW16XE", "London"),
    },
    "fr": {
        "12 rue de la Paix, 75002 Paris": ("Rue de la Paix", "12", "75002", "Paris"),
        "j'habite au douze bis avenue Victor Hugo à Lyon": ("Avenue Victor Hugo", "12 bis", None, "Lyon"),
        "12, boulevard Saint-Germain 75005 Paris": ("Boulevard Saint-Germain", "12", "75005", "Paris"),
        "rue du 8 mai 1945 numéro 3": ("Rue du 8 Mai 1945", "3", None, None),
        "vingt-trois rue des deux ponts soixante-quinze mille quatre paris": ("Rue des Deux Ponts", "23", "75004", "Paris"),
        "au 12 de la rue Lepic, Paris": ("Rue Lepic", "12", None, "Paris"),
        "quarante-deux boulevard de la république à marseille": ("Boulevard de la République", "42", None, "Marseille"),
    },
    "de": {
        "Hauptstraße 12, 10115 Berlin": ("Hauptstraße", "12", "10115", "Berlin"),
        "ich wohne in der Berliner Straße 5 in Köln": ("Berliner Straße", "5", None, "Köln"),
        "hauptstraße zwölf a münchen": ("Hauptstraße", "12A", None, "München"),
        "Karl-Marx-Allee 34, 10178 Berlin": ("Karl-Marx-Allee", "34", "10178", "Berlin"),
        "Straße des 17. Juni 135, Berlin": ("Straße des 17. Juni", "135", None, "Berlin"),
        "Unter den Linden 77, 10117 Berlin": ("Unter den Linden", "77", "10117", "Berlin"),
        "Am Markt 3, 04109 Leipzig": ("Am Markt", "3", "04109", "Leipzig"),
        "Schillerstr. 12b, Frankfurt am Main": ("Schillerstr.", "12B", None, "Frankfurt am Main"),
        "Große Bleichen 5, 20354 Hamburg": ("Große Bleichen", "5", "20354", "Hamburg"),
        "Platz der Republik 1, 11011 Berlin": ("Platz der Republik", "1", "11011", "Berlin"),
        "Friedrichstraße 43-45, 10969 Berlin": ("Friedrichstraße", "43-45", "10969", "Berlin"),
    },
    "es": {
        "calle de Alcalá 45, 28014 Madrid": ("Calle de Alcalá", "45", "28014", "Madrid"),
        "vivo en la calle mayor número doce en sevilla": ("Calle Mayor", "12", None, "Sevilla"),
        "avenida 9 de julio 1200": ("Avenida 9 de Julio", "1200", None, None),
        "C/ Mayor, 5, 28013 Madrid": ("C/ Mayor", "5", "28013", "Madrid"),
        "Gran Vía 28, Madrid": ("Gran Vía", "28", None, "Madrid"),
        "vivo en Sevilla, en la calle Sierpes 5": ("Calle Sierpes", "5", None, "Sevilla"),
        "calle Real 3, 13001 Ciudad Real": ("Calle Real", "3", "13001", "Ciudad Real"),
    },
    "pt": {
        "rua Augusta 120, 1100-053 Lisboa": ("Rua Augusta", "120", "1100053", "Lisboa"),
        "moro na avenida da liberdade número duzentos em lisboa": ("Avenida da Liberdade", "200", None, "Lisboa"),
        "travessa do carmo doze porto": ("Travessa do Carmo", "12", None, "Porto"),
        "rua 25 de abril 7": ("Rua 25 de Abril", "7", None, None),
        "Rua de Santa Catarina nº 312, 4000-443 Porto": ("Rua de Santa Catarina", "312", "4000443", "Porto"),
        "Av. Paulista, 1578, São Paulo": ("Av. Paulista", "1578", None, "São Paulo"),
    },
}

NOTHING = {
    "it": [
        "via mail",
        "per via del fatto",
        "sono andato via",
        "pago in via telematica",
        "ho tre figli",
        "12 maggio 1980",
        "la strada è chiusa",
        "la piazza era piena",
        "mi chiamo Mario Rossi",
    ],
    "en": [
        "in the same way",
        "by the way I want 3 things",
        "it costs 12 dollars on the road",
        "5 minutes drive",
        "three months close to home",
        "I live on the third floor",
    ],
    "fr": ["je suis sur place", "je suis en route", "un cours de 2 heures", "au cours de 3 mois"],
    "de": ["ich bin auf dem Weg", "am Montag 5 Uhr", "im Mai 2020", "Bahnhof 3 Minuten", "ich habe 3 Tage Urlaub"],
    "es": ["por favor espere en la plaza", "por vía telefónica", "paseo de 2 horas"],
    "pt": ["estou na rua", "a quinta feira 5", "via verde"],
}

PARTS = [
    (recognise_house_number, "it", "dodici", "12"),
    (recognise_house_number, "it", "il numero civico è dodici barra a", "12/A"),
    (recognise_house_number, "en", "221b", "221B"),
    (recognise_house_number, "fr", "12 bis", "12 bis"),
    (recognise_house_number, "de", "Hausnummer zwölf a", "12A"),
    (recognise_house_number, "es", "número treinta y cuatro", "34"),
    (recognise_house_number, "pt", "cento e vinte", "120"),
    (recognise_house_number, "it", "via Roma 12 Milano", "12"),
    (recognise_city, "it", "milano", "Milano"),
    (recognise_city, "it", "abito a Reggio nell'Emilia", "Reggio nell'Emilia"),
    (recognise_city, "it", "La Spezia", "La Spezia"),
    (recognise_city, "it", "l'aquila", "L'Aquila"),
    (recognise_city, "it", "la mia città è Bari", "Bari"),
    (recognise_city, "it", "abito a Trento adesso", "Trento"),
    (recognise_city, "it", "vivo a la spezia", "La Spezia"),
    (recognise_city, "fr", "le havre", "Le Havre"),
    (recognise_city, "fr", "je vis au Mans", "Le Mans"),
    (recognise_city, "en", "I live in a small village called Ambleside", "Ambleside"),
    (recognise_city, "en", "Ely with an e", "Ely"),
    (recognise_city, "de", "in einem Dorf namens Aying", "Aying"),
    (recognise_city, "de", "Köln, K Ö L N", "Köln"),
    (recognise_city, "es", "en la coruña", "La Coruña"),
    (recognise_city, "de", "mein Wohnort ist Bad Homburg", "Bad Homburg"),
    (recognise_city, "it", "Bergamo, Bologna Empoli Roma Genova Ancona Milano Otranto", "Bergamo"),
    (recognise_city, "en", "St. Albans", "St. Albans"),
    (recognise_city, "en", "Paris, France", "Paris"),
    (recognise_city, "en", "Lids, L E E D S", "Leeds"),
    (recognise_city, "en", "l o n d o n", "London"),
    (recognise_city, "en", "currently I am living in Edinburgh", "Edinburgh"),
    (recognise_city, "fr", "ma ville est Nantes", "Nantes"),
    (recognise_city, "pt", "vivo no Porto", "Porto"),
    (recognise_city, "pt", "a minha cidade é Faro", "Faro"),
    (recognise_city, "en", "I live in New York", "New York"),
    (recognise_city, "fr", "Aix-en-Provence", "Aix-en-Provence"),
    (recognise_city, "de", "frankfurt am main", "Frankfurt am Main"),
    (recognise_city, "es", "san sebastián", "San Sebastián"),
    (recognise_city, "pt", "em lisboa", "Lisboa"),
    (recognise_street, "it", "via roma", "Via Roma"),
    (recognise_street, "it", "garibaldi", "Garibaldi"),
    (recognise_street, "de", "Lindenweg", "Lindenweg"),
    (recognise_street, "en", "main street", "Main Street"),
    (recognise_street, "fr", "rue de rivoli", "Rue de Rivoli"),
    (recognise_street, "es", "la calle mayor", "Calle Mayor"),
    (recognise_street, "pt", "rua augusta", "Rua Augusta"),
]


@pytest.mark.parametrize(
    ("locale", "text", "parts"), [(locale, text, parts) for locale, cases in ADDRESSES.items() for text, parts in cases.items()]
)
def test_address_said_is_taken_apart(locale, text, parts):
    match = recognise_address(text, Context(locale, NOW)).matches[0]
    assert tuple(match.value[key] for key in ("street", "number", "postal_code", "city")) == parts
    assert match.parts == {key: said for key, said in match.value.items() if said is not None}


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in NOTHING.items() for text in texts])
def test_words_without_an_address_give_nothing(locale, text):
    assert recognise_address(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(("recognise", "locale", "text", "value"), PARTS)
def test_part_said_alone_or_within_an_address_is_found(recognise, locale, text, value):
    assert recognise(text, Context(locale, NOW)).matches[0].value == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I don't live in a city"),
        ("en", "it's a long story"),
        ("en", "nowhere"),
        ("it", "in campagna"),
        ("it", "dipende"),
        ("fr", "à côté de Lille"),
        ("de", "zu Hause"),
    ],
)
def test_place_that_is_no_town_gives_nothing(language, text):
    assert recognise_city(text, Context(language, NOW)).matches == ()


@pytest.mark.parametrize("recognise", [recognise_street, recognise_city, recognise_house_number])
@pytest.mark.parametrize(
    ("locale", "text"),
    [("it", "non lo so"), ("en", "what do you mean"), ("de", "ich weiß nicht"), ("fr", "oui"), ("es", "no"), ("pt", "não sei")],
)
def test_other_answers_are_no_part_of_an_address(recognise, locale, text):
    assert recognise(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(
    ("focus", "text", "value"),
    [
        ("city", "torino", "Torino"),
        ("number", "dodici", "12"),
        ("street", "garibaldi", "Garibaldi"),
        ("postal_code", "10121", "10121"),
    ],
)
def test_bare_answer_is_the_part_that_was_asked(focus, text, value):
    assert recognise_address(text, Context("it", NOW)).matches == ()
    assert recognise_address(text, Context("it", NOW, focus=focus)).matches[0].parts == {focus: value}


def test_complete_address_is_surer_than_a_street_alone():
    complete, alone = (
        recognise_address(text, Context("it", NOW)).matches[0].confidence for text in ("via Roma 12, 20121 Milano", "via Roma")
    )
    assert complete > 0.9 > alone


def _vocabulary() -> list[str]:
    words = {
        "12",
        "20121",
        "1100-053",
        "Roma",
        "roma",
        "Berliner",
        "Hauptstraße",
        "SW1A 2AA",
        "bis",
        "12/A",
        "a",
        ",",
        ".",
        "-",
        "/",
        "dodici",
        "two",
        "(",
        "2e",
        "42nd",
    }
    for language in LANGUAGES:
        for table in (CITY_CUES, NUMBER_WORDS, POSTAL_CUES, STREET_CUES, STREET_TYPES):
            words.update(table[language].split("|"))
        words.update(SMALL[language].split(), PLACE_PARTICLES[language])
    return sorted(words)


@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_vocabulary()), max_size=14).map(" ".join)),
    locale=st.sampled_from((*LANGUAGES, "xx", "en-GB", "de-CH")),
    focus=st.sampled_from([None, "street", "number", "postal_code", "city", "day"]),
)
def test_any_text_is_answered_with_fitting_spans(text, locale, focus):
    for recognise in (recognise_address, recognise_street, recognise_house_number, recognise_city):
        for match in recognise(text, Context(locale, NOW, focus=focus)).matches:
            start, end = match.span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == match.raw
            assert 0 < match.confidence <= 1
            assert match.value


@pytest.mark.parametrize(
    "text",
    ["via roma 12 " * 330, "12345 " * 700, "strasse " * 500, "a in en " * 500, ", " * 2000, "am markt " * 400, "\u0300" * 4000],
)
def test_long_text_is_answered(text):
    for language in LANGUAGES:
        recognise_address(text, Context(language, NOW))
