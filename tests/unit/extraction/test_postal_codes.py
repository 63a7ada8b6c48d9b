"""Postal codes typed and said, by country."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.extraction.characters.postcodes import recognise_postal_code
from omnia.dialogue.extraction.languages import LANGUAGES, lexicon, pack
from omnia.dialogue.extraction.values import Context

POSTAL_CUES = {language: pack(language).places.addresses.postal_cues for language in LANGUAGES}

NOW = datetime.fromisoformat("2026-11-23T10:00")

CODES = {
    "it": {
        "20121": "20121",
        "il cap è venti centoventuno": "20121",
        "due zero uno due uno": "20121",
        "ventimila centoventuno": "20121",
        "doppio zero uno ottantaquattro": "00184",
        "via Roma 12, 20121 Milano": "20121",
        "via Roma 12 20121 Milano": "20121",
        "I-20121 Milano": "20121",
    },
    "fr": {
        "soixante-quinze mille huit": "75008",
        "soixante-quinze zéro zéro huit": "75008",
        "zéro six mille": "06000",
        "75008 Paris": "75008",
        "soixante neuf zéro zéro trois": "69003",
    },
    "de": {
        "acht null drei drei eins": "80331",
        "achtzig drei einunddreißig": "80331",
        "die Postleitzahl ist 10115": "10115",
        "einundachtzigtausendsechshunderteinundsiebzig": "81671",
        "D-10115 Berlin": "10115",
    },
    "es": {
        "veintiocho mil trece": "28013",
        "dos ocho cero uno tres": "28013",
        "08001 Barcelona": "08001",
        "mi código postal es cuarenta y un mil uno": "41001",
    },
    "pt": {
        "1234-567": "1234567",
        "mil duzentos e trinta e quatro quinhentos e sessenta e sete": "1234567",
        "um dois três quatro traço cinco meia sete": "1234567",
        "4000": "4000",
        "quatro mil": "4000",
    },
    "en": {
        "90210": "90210",
        "nine oh two one oh": "90210",
        "my zip code is nine zero two ten": "90210",
        "12345-6789": "123456789",
        "one two three four five dash six seven eight nine": "123456789",
        "SW1A 1AA": "SW1A1AA",
    },
    "en-GB": {
        "s w one a one a a": "SW1A1AA",
        "M1 1AE": "M11AE",
        "my postcode is ec1a 1bb": "EC1A1BB",
    },
    "nl": {"1012 AB": "1012AB"},
    "pt-BR": {"01310-100": "01310100"},
    "de-CH": {"8001 Zürich": "8001"},
}


@pytest.mark.parametrize(
    ("locale", "text", "code"), [(locale, text, code) for locale, cases in CODES.items() for text, code in cases.items()]
)
def test_code_said_is_found_without_separators(locale, text, code):
    region = {"nl": "NL"}.get(locale)
    assert recognise_postal_code(text, Context(locale, NOW, region=region)).matches[0].value == code


@pytest.mark.parametrize(
    ("locale", "text", "rule"),
    [
        ("it", "2012", "length"),
        ("it", "due zero uno due", "length"),
        ("it", "il cap è 201211", "length"),
        ("it", "99999", "format"),
        ("es", "99001", "format"),
        ("en", "902", "length"),
        ("de", "eins null eins", "length"),
        ("pt", "12345", "length"),
    ],
)
def test_whole_answer_that_is_no_code_is_a_violation(locale, text, rule):
    reading = recognise_postal_code(text, Context(locale, NOW))
    assert reading.matches == ()
    assert [violation.rule for violation in reading.violations] == [rule]


@pytest.mark.parametrize(
    ("locale", "text"),
    [("it", "non lo so"), ("it", "ho due cani"), ("en", "my number is 541-754-3010"), ("it", "12/05/1980"), ("fr", "12345€")],
)
def test_words_without_a_code_give_nothing(locale, text):
    reading = recognise_postal_code(text, Context(locale, NOW))
    assert reading.matches == ()
    assert reading.violations == ()


def test_region_of_the_question_decides_the_form():
    assert recognise_postal_code("8001", Context("it", NOW, options={"region": "CH"})).matches[0].value == "8001"
    assert recognise_postal_code("8001", Context("it", NOW, region="CH")).matches[0].value == "8001"


def _vocabulary() -> list[str]:
    words = {"20121", "75008", "1234", "-", "567", "SW1A", "1AA", "double", "o", "a", "+", ",", "12", "€", ":"}
    for language in LANGUAGES:
        words.update(lexicon(language).numbers.cardinals, lexicon(language).numbers.scales, POSTAL_CUES[language].split("|"))
    return sorted(words)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_vocabulary()), max_size=12).map(" ".join)),
    locale=st.sampled_from((*LANGUAGES, "xx", "en-GB", "nl-NL", "-", "pt-BR")),
    region=st.sampled_from([None, "IE", "ZZ"]),
)
def test_any_text_is_answered_with_fitting_spans(text, locale, region):
    reading = recognise_postal_code(text, Context(locale, NOW, region=region))
    for found in (*reading.matches, *reading.violations):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == found.raw
    assert all(0 < match.confidence <= 1 for match in reading.matches)


@pytest.mark.parametrize(
    "text", ["double " * 700, "9" * 5000, "12345 " * 700, "a1 " * 1400, "vingt quatre " * 300, "\u0300" * 4000]
)
def test_long_text_is_answered(text):
    for locale in (*LANGUAGES, "en-GB"):
        recognise_postal_code(text, Context(locale, NOW))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("sierra whiskey one alpha one alpha alpha", "SW1A1AA"),
        ("em one one a e", "M11AE"),
        ("bee tee two three four gee aitch", "BT234GH"),
        ("B for Bravo T for Tango two three four G for golf H for hotel", "BT234GH"),
        ("S. W. 1. A. 1. A. A.", "SW1A1AA"),
        ("ess double you one a one double a", "SW1A1AA"),
        ("n w ten five l e", "NW105LE"),
        ("sea bee two one tea en", "CB21TN"),
        ("are g six one d e", "RG61DE"),
        ("why o one seven h h", "YO17HH"),
        ("o x four oh seven d x", "OX407DX"),
        ("and it's n one nine g u", "N19GU"),
        ("yeah it's um w one t four j e", "W1T4JE"),
        ("tee en thirteen two b l", "TN132BL"),
    ],
)
def test_british_code_is_understood_as_a_recogniser_of_speech_writes_it(said, value):
    assert recognise_postal_code(said, Context("en-GB", NOW, "GB")).matches[0].value == value


@pytest.mark.parametrize("said", ["EM1 1AE", "O1 7HH", "hello there", "are you sure", "why do you see tea for two"])
def test_area_that_does_not_exist_is_no_british_code(said):
    assert recognise_postal_code(said, Context("en-GB", NOW, "GB")).matches == ()
