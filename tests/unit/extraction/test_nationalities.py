"""Nationalities, said as adjectives, as nouns, or by the country that somebody comes from."""

import pytest

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.places.nationalities import spoken_names
from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context

NATIONALITIES = {language: pack(language).places.nationalities.names for language in LANGUAGES}

EUROPE = (
    "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV "
    "MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA XK"
)
AMERICAS = "AR BO BR CA CL CO CR CU DO EC GT HN HT JM MX NI PA PE PY SV US UY VE"

SAID = {
    "en": {
        "I'm Italian": "IT",
        "I come from Spain": "ES",
        "from the Dominican Republic": "DO",
        "I hold a British passport": "GB",
        "my wife is French, I am Italian": "IT",
        "I live in Germany but I'm Polish": "PL",
        "not German, Swiss": "CH",
        "argentinan": "AR",
        "a US citizen": "US",
        "I'm a New Zealander": "NZ",
        "deutsch": "DE",
        "US": "US",
    },
    "it": {
        "sono tedesca": "DE",
        "un passaporto rumeno": "RO",
        "vengo dalla Spagna": "ES",
        "cittadinanza svizera": "CH",
        "non sono italiano, sono albanese": "AL",
        "noi siamo greci": "GR",
        "sudafricana": "ZA",
    },
    "es": {
        "soy argentino": "AR",
        "estadounidense": "US",
        "de nacionalidad peruana": "PE",
        "marroquí": "MA",
        "somos alemanes": "DE",
        "vengo de Colombia": "CO",
    },
    "fr": {
        "de nationalité suisse": "CH",
        "je suis allemande": "DE",
        "je viens du Maroc": "MA",
        "sud-coréenne": "KR",
        "grecque": "GR",
        "des États-Unis": "US",
    },
    "de": {
        "ich bin Österreicherin": "AT",
        "Deutscher": "DE",
        "Französin": "FR",
        "Tuerkin": "TR",
        "US-Amerikaner": "US",
        "ich komme aus Italien": "IT",
        "mit polnischem Pass": "PL",
    },
    "pt": {
        "sou brasileira": "BR",
        "alemã": "DE",
        "portugueses": "PT",
        "cabo verdiana": "CV",
        "venho de Angola": "AO",
        "norte-americano": "US",
    },
}

NOTHING = [
    ("en", "I live in Germany"),
    ("en", "I speak English"),
    ("en", "I prefer not to say"),
    ("it", "parlo inglese"),
    ("it", "sono sposato"),
    ("es", "hablo francés"),
    ("fr", "j'habite en Suisse"),
    ("de", "ich spreche Deutsch"),
    ("pt", "moro em França"),
]


@pytest.mark.parametrize(("language", "text", "code"), [(name, *case) for name, said in SAID.items() for case in said.items()])
def test_nationality_said_is_found_by_its_country(language, text, code):
    assert recognise("nationality", text, context(language)).matches[0].value == code


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_words_that_tell_no_nationality_give_nothing(language, text):
    assert recognise("nationality", text, context(language)).matches == ()


def test_people_of_two_countries_give_both_the_likelier_first():
    assert [match.value for match in recognise("nationality", "coreana", context("es")).matches] == ["KR", "KP"]


def test_two_nationalities_are_both_found():
    matches = recognise("nationality", "doppia cittadinanza italiana e svizzera", context("it")).matches
    assert [match.value for match in matches] == ["IT", "CH"]


@pytest.mark.parametrize("language", NATIONALITIES)
def test_people_of_europe_and_the_americas_are_known_and_understood(language):
    words = spoken_names(language)
    assert set(f"{EUROPE} {AMERICAS}".split()) - words.keys() == set()
    for code, word in words.items():
        assert code in [match.value for match in recognise("nationality", word, context(language)).matches]
