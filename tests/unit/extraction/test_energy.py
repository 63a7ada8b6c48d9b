"""What a meter shows and the power of a supply, as people say and type them in six languages."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.speech import format_value, speak_value
from tests.unit.extraction.reading import context

READINGS = {
    "en": {
        "double zero four two seven one": 4271,
        "oh oh four two seven point three": 427,
        "the meter reads 04271.3": 4271,
        "4,271 kWh": 4271,
        "12,345.6 kWh": 12345,
        "four two seven one and then red three": 4271,
        "twelve thousand three hundred and forty five cubic metres": 12345,
        "forty two seventy one": 4271,
    },
    "it": {
        "zero zero quattro due sette": 427,
        "4.271 kilowattora": 4271,
        "quattromiladuecentosettantuno virgola sei": 4271,
        "zero zero, quattro due sette uno virgola tre": 4271,
        "il 12 maggio segnava 4271 m3": 4271,
        "quattro punto due sette uno": 4271,
        "0 0 4 2 7": 427,
        "F1 4271": 4271,
        "fascia uno 4271": 4271,
    },
    "es": {
        "cero cero cuatro dos siete uno": 4271,
        "cuatro mil doscientos setenta y uno kilovatios hora": 4271,
        "4271 coma 6": 4271,
    },
    "fr": {"zéro quatre deux sept un": 4271, "quarante-deux soixante et onze virgule trois": 4271, "4 271": 4271},
    "de": {"viertausendzweihunderteinundsiebzig Komma drei Kubikmeter": 4271, "Der Zähler steht auf 4271,3": 4271},
    "pt": {"zero quatro dois sete um": 4271, "quatro mil duzentos e setenta e um": 4271, "4.271 m³": 4271},
}

POWERS = {
    "en": {"4.6 kVA": 4.6, "four and a half kilowatts": 4.5, "a kilowatt and a half": 1.5, "3000 watts": 3},
    "it": {
        "3 kilowatt": 3,
        "quattro e mezzo": 4.5,
        "quattro kilowatt e mezzo": 4.5,
        "tre e tre": 3.3,
        "quattro kilowatt e cinque": 4.5,
        "3,3 kW": 3.3,
        "tremila": 3,
        "un kilowatt e mezzo": 1.5,
    },
    "es": {"cuatro coma seis kilovatios": 4.6, "tres con cuarenta y cinco": 3.45},
    "fr": {"neuf kVA": 9, "six kilovoltampères": 6},
    "de": {"viereinhalb Kilowatt": 4.5, "11 kW": 11},
    "pt": {"três quilowatts e meio": 3.5, "seis vírgula nove": 6.9},
}


def _all(cases):
    return [(language, said, value) for language, said_as in cases.items() for said, value in said_as.items()]


@pytest.mark.parametrize(("language", "said", "value"), _all(READINGS))
def test_reading_is_the_whole_number_of_the_dial(language, said, value):
    assert [match.value for match in recognise("meter_reading", said, context(language)).matches] == [value]


@pytest.mark.parametrize(("language", "said", "value"), _all(POWERS))
def test_power_is_a_number_of_kilowatts(language, said, value):
    assert [match.value for match in recognise("contract_power", said, context(language)).matches] == [value]


@pytest.mark.parametrize("kind", ["meter_reading", "contract_power"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "l'ho letto il 12 maggio"), ("en", "2 months ago"), ("it", "un attimo che guardo"), ("de", "3 mal 16 Ampere")],
)
def test_dates_and_ordinary_words_are_no_measure(kind, language, said):
    reading = recognise(kind, said, context(language))
    assert reading.matches == reading.violations == ()


@pytest.mark.parametrize(
    ("language", "said", "rule"),
    [
        ("it", "zero zero quattro", "length"),
        ("en", "double zero", "length"),
        ("en", "0 0 4", "length"),
        ("it", "1234567890", "range"),
    ],
)
def test_reading_that_has_only_begun_or_is_too_long_is_a_near_miss(language, said, rule):
    reading = recognise("meter_reading", said, context(language))
    assert reading.matches == ()
    assert [miss.rule for miss in reading.violations] == [rule]


def test_digits_of_a_dial_are_as_many_as_the_question_says():
    assert recognise("meter_reading", "zero zero quattro due", context("it", minimum=6)).violations[0].rule == "length"


def test_two_readings_are_both_told_and_less_sure():
    first, second = recognise("meter_reading", "F1 1234, F2 2345", context("it")).matches
    assert (first.value, second.value) == (1234, 2345)
    assert first.confidence < 0.7


def test_reading_is_written_and_read_back_without_a_mark_between_thousands():
    assert format_value("meter_reading", 4271, "it") == "4271"
    assert speak_value("meter_reading", 4271, "it", "spelled") == "4, 2, 7, 1"
