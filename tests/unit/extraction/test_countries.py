"""Countries by the names that people give them."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

SAID = {
    "en": {
        "Germany": "DE",
        "I live in the States": "US",
        "from the UK": "GB",
        "U.S.A.": "US",
        "Saint Lucia": "LC",
        "the Czech Republic": "CZ",
        "jermany": "DE",
        "new zeland": "NZ",
        "uh Bosnia and Herzegovina": "BA",
        "Germany, no, Austria": "AT",
        "I was born in Spain but I live in France": "FR",
        "I'm not from Spain, I'm from Portugal": "PT",
        "in Turkey": "TR",
        "South Corea": "KR",
        "New Guinea": "PG",
        "Österreich": "AT",
        "DE": "DE",
    },
    "it": {
        "vivo nel Regno Unito": "GB",
        "Inghilterra": "GB",
        "costa davorio": "CI",
        "gli Stati Uniti": "US",
        "in Olanda": "NL",
        "svizera": "CH",
        "sono nato in Spagna ma abito in Germania": "DE",
        "Malta": "MT",
        "Repubblica Ceca": "CZ",
        "Deutschland": "DE",
    },
    "es": {
        "los Países Bajos": "NL",
        "vivo en EE. UU.": "US",
        "Costa de Marfil": "CI",
        "méjico": "MX",
        "arjentina": "AR",
        "no vivo en España, vivo en Andorra": "AD",
        "República Dominicana": "DO",
    },
    "fr": {
        "aux États-Unis": "US",
        "à la Réunion": "RE",
        "j'habite en Suisse": "CH",
        "les pays bas": "NL",
        "l'Angleterre": "GB",
        "cote d ivoire": "CI",
        "République tchèque": "CZ",
    },
    "de": {
        "aus Österreich": "AT",
        "Oesterreich": "AT",
        "Weißrussland": "BY",
        "in der Schweiz": "CH",
        "in den Vereinigten Staaten": "US",
        "Elfenbeinküste": "CI",
        "Frankreic": "FR",
        "ich wohne in den Niederlanden": "NL",
    },
    "pt": {
        "moro em Portugal": "PT",
        "nos Estados Unidos": "US",
        "Países Baixos": "NL",
        "Romênia": "RO",
        "Roménia": "RO",
        "Irão": "IR",
        "Costa do Marfim": "CI",
    },
}

SHARED = [
    ("en", "Korea", ["KR", "KP"]),
    ("it", "Congo", ["CD", "CG"]),
    ("fr", "la Guinée", ["GN", "GQ", "GW"]),
    ("en", "South Korea", ["KR"]),
    ("de", "Äquatorialguinea", ["GQ"]),
]

NOTHING = [
    ("en", "I'd rather not say"),
    ("en", "NO"),
    ("en", "my name is Jordan"),
    ("en", "I ran out of time"),
    ("en", "let us go on"),
    ("en", "not Germany"),
    ("it", "non saprei dirglielo"),
    ("it", "mi fanno mali i piedi"),
    ("es", "prefiero no decirlo"),
    ("fr", "je suis en réunion"),
    ("de", "das weiß ich nicht"),
    ("pt", "não irá"),
]


@pytest.mark.parametrize(("language", "text", "code"), [(name, *case) for name, said in SAID.items() for case in said.items()])
def test_country_said_in_everyday_words_is_found_by_its_code(language, text, code):
    assert recognise("country", text, context(language)).matches[0].value == code


@pytest.mark.parametrize(("language", "text", "codes"), SHARED)
def test_name_of_several_countries_gives_all_of_them_less_surely(language, text, codes):
    matches = recognise("country", text, context(language)).matches
    assert [match.value for match in matches] == codes
    assert (matches[0].confidence < 0.9) is (len(codes) > 1)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_name_no_country_give_nothing(language, text):
    assert recognise("country", text, context(language)).matches == ()


def test_country_that_is_not_wanted_is_passed_over():
    matches = recognise("country", "not far from Italy, in Austria", context("en", countries=["AT", "DE"])).matches
    assert [match.value for match in matches] == ["AT"]
    assert matches[0].raw == "Austria"
