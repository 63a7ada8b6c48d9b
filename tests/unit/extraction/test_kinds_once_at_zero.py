"""Kinds of which nothing was understood once: codes of one country, letters on keys, kilometres, halves and zeros in one word."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-25T10:00")


def heard(kind, locale, said, region=None, **options):
    matches = recognise(kind, said, Context(locale, NOW, region, None, options)).matches
    return matches[0].value if matches else None


@pytest.mark.parametrize(
    ("locale", "region", "said", "value"),
    [
        ("de", "CH", "CHE-123.456.788 MWST", "CHE123456788MWST"),
        ("fr", "CH", "CHE-123.456.788 TVA", "CHE123456788TVA"),
        ("it", "CH", "CHE 123 456 788 IVA", "CHE123456788IVA"),
        ("de", "CH", "CHE-123.456.788", "CHE123456788"),
        ("de", "AT", "U13585627", "U13585627"),
        ("es", "ES", "B58378431", "B58378431"),
        ("de", "AT", "U13585628", None),
        ("de", "DE", "U13585628", None),
    ],
)
def test_vat_number_is_understood_as_it_is_told_at_home(locale, region, said, value):
    assert heard("vat", locale, said, region) == value


@pytest.mark.parametrize(
    ("locale", "region", "said", "number"),
    [
        ("en", "US", "1 800 GOT JUNK", "+18004685865"),
        ("en", "US", "one eight hundred flowers", "+18003569377"),
        ("en", "US", "call 1-800-CONTACTS", "+18002668228"),
        ("en", "GB", "0800 REVERSE", "+448007383773"),
        ("it", "IT", "800 GRATIS", "+39800472847"),
        ("en", "US", "1 800 please call me back", None),
        ("en", "US", "1 212 FLOWERS", None),
    ],
)
def test_free_number_that_ends_in_a_word_is_dialled_by_its_letters(locale, region, said, number):
    found = heard("phone", locale, said, region)
    assert (found and found["e164"]) == number


@pytest.mark.parametrize(
    "said",
    [
        "oh seven seven double oh nine hundred one two three",
        "my number is plus forty four seven seven double oh nine hundred one two three",
    ],
)
def test_hundred_within_a_number_is_grouped_so_that_a_usual_length_comes_out(said):
    assert heard("phone", "en", said, "GB", possible=True)["e164"] == "+447700900123"


@pytest.mark.parametrize(
    ("locale", "said", "street", "number"),
    [
        ("it", "SS16 km 12, 70126 Bari", "SS16", "km 12"),
        ("it", "strada statale 16 km 12, 70126 Bari", "Strada Statale 16", "km 12"),
        ("es", "N-340, km 85, 29600 Marbella", "N-340", "km 85"),
        ("es", "carretera nacional 340 kilómetro 85", "Carretera Nacional 340", "km 85"),
        ("fr", "route nationale 7 km 12, 06000 Nice", "Route Nationale 7", "km 12"),
        ("de", "Bundesstraße 27 Kilometer zwölf, 70565 Stuttgart", "Bundesstraße 27", "km 12"),
        ("pt", "Estrada Nacional 125 km 12,5, Loulé", "Estrada Nacional 125", "km 12,5"),
        ("en", "Highway 61 km 40, Duluth", "Highway 61", "km 40"),
        ("it", "via Roma 12, 20121 Milano", "Via Roma", "12"),
    ],
)
def test_kilometre_of_a_road_stands_for_the_number_of_a_house(locale, said, street, number):
    found = heard("address", locale, said)
    assert (found["street"], found["number"]) == (street, number)


@pytest.mark.parametrize(
    ("locale", "said", "street", "number", "city"),
    [
        (
            "en",
            "4210 Willow Park Towne Center, Willow Park, CA 90210",
            "Willow Park Towne Center",
            "4210",
            "Willow Park",
        ),
        ("it", "Centro Commerciale Le Gru 10, Grugliasco", "Centro Commerciale Le Gru", "10", "Grugliasco"),
        ("fr", "Parc d'activités de Limonest 3, 69760 Limonest", "Parc d'activités de Limonest", "3", "Limonest"),
        ("es", "Polígono industrial Las Salinas 5, 11500 Cádiz", "Polígono industrial Las Salinas", "5", "Cádiz"),
    ],
)
def test_centre_or_estate_stands_for_a_street(locale, said, street, number, city):
    found = heard("address", locale, said)
    assert (found["street"], found["number"], found["city"]) == (street, number, city)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "mononym: Suharto"),
        ("en", "I only have one name, Suharto"),
        ("it", "ho solo un nome, Suharto"),
        ("es", "solo tengo un nombre: Suharto"),
        ("fr", "je n'ai qu'un nom, Suharto"),
        ("de", "ich habe nur einen Namen, Suharto"),
        ("pt", "só tenho um nome: Suharto"),
    ],
)
def test_who_has_one_name_is_understood_with_one(locale, said):
    assert list(filter(None, heard("full_name", locale, said).values())) == ["Suharto"]


@pytest.mark.parametrize(
    ("said", "value"),
    [("anderthalbtausend", 1500), ("zweieinhalbtausend", 2500), ("dreieinhalbmillionen", 3_500_000), ("anderthalb", 1.5)],
)
def test_half_that_is_multiplied_in_the_same_word_is_a_number(said, value):
    assert heard("number", "de", said) == value


@pytest.mark.parametrize(
    ("locale", "said", "code"),
    [
        ("it", "zerozerocentottantacinque", "00185"),
        ("it", "zero zero centottantacinque", "00185"),
        ("de", "nullsiebentausend", "07000"),
        ("es", "cerocuatro seiscientos doce", "04612"),
    ],
)
def test_zeros_that_are_written_together_with_a_number_stand_before_it(locale, said, code):
    assert heard("postal_code", locale, said) == code


@pytest.mark.parametrize(("said", "value"), [("pois não", True), ("Pois não!", True), ("não", False)])
def test_portuguese_idiom_is_an_agreement(said, value):
    assert heard("yes_no", "pt", said) is value


@pytest.mark.parametrize("locale", ["en", "en-GB", "it", "es", "fr", "de", "pt"])
@pytest.mark.parametrize("said", ["21 12", "12 21"])
def test_two_bare_numbers_are_a_day_where_only_one_of_them_can_be_a_month(locale, said):
    assert heard("date", locale, said)["iso"] == "2026-12-21"


def test_two_bare_numbers_that_may_both_be_months_stay_undecided_where_the_order_is_unknown():
    assert heard("date", "en", "5 12") is None
