"""Values as people write and hear them, and several messages as one prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import KINDS
from omnia.dialogue.speech import format_value, is_format, speak_value

DATE = {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}
PARTIAL = {"iso": None, "day": 12, "month": 5, "year": None}
TIME = {"iso": "17:30", "hour": 17, "minute": 30}
PHONE = {"e164": "+393331234567", "national": "333 123 4567", "region": "IT"}
ADDRESS = {"street": "Via Roma", "number": "5", "postal_code": "20121", "city": "Milano"}


@pytest.mark.parametrize(
    ("kind", "value", "locale", "written"),
    [
        ("date", DATE, "en", "12 May 1980"),
        ("date", DATE, "en-US", "May 12, 1980"),
        ("date", DATE, "it", "12 maggio 1980"),
        ("date", DATE, "de", "12. Mai 1980"),
        ("date", PARTIAL, "fr", "12 mai"),
        ("time", TIME, "en", "17:30"),
        ("time", TIME, "en-US", "5:30\u202fPM"),
        ("amount", {"amount": "12.50", "currency": "EUR"}, "it", "12,50 €"),
        ("amount", {"amount": "12.00", "currency": "EUR"}, "it", "12 €"),
        ("number", 1234.5, "it", "1.234,5"),
        ("yes_no", True, "pt", "sim"),
        ("yes_no", False, "fr", "non"),
        ("full_name", {"first": "Ann", "last": "Lee"}, "en", "Ann Lee"),
        ("full_name", {"first": "Ann", "last": None}, "en", "Ann"),
        ("phone", PHONE, "it", "333 123 4567"),
        ("country", "DE", "it", "Germania"),
        ("country", "RO", "pt", "Roménia"),
        ("country", "RO", "pt-BR", "Romênia"),
        ("country", "HK", "fr", "Hong Kong"),
        ("country", "??", "en", "??"),
        ("language", "de", "it", "tedesco"),
        ("language", "en", "de-CH", "Englisch"),
        ("language", "xx", "en", "xx"),
        ("nationality", "IT", "fr", "italienne"),
        ("nationality", "DE", "it", "tedesca"),
        ("nationality", "GB", "de-AT", "britisch"),
        ("nationality", "NZ", "en", "New Zealander"),
        ("nationality", "KI", "it", "Kiribati"),
        ("address", ADDRESS, "it", "Via Roma 5, 20121 Milano"),
        ("address", ADDRESS, "en", "5 Via Roma, 20121 Milano"),
        ("iban", "IT60X0542811101000000123456", "it", "IT60 X054 2811 1010 0000 0123 456"),
        ("multi_choice", ["Phone", "Email", "Post"], "en", "Phone, Email and Post"),
        ("multi_choice", ["Telefono", "Posta"], "it", "Telefono e Posta"),
        ("multi_choice", [], "de", "keine"),
        ("month", 5, "es", "mayo"),
        ("year", 1980, "en", "1980"),
        ("date", None, "en", ""),
        ("date", DATE, "tlh", "12 May 1980"),
    ],
)
def test_value_is_written_as_people_write_it(kind, value, locale, written):
    assert format_value(kind, value, locale) == written


@pytest.mark.parametrize(
    ("kind", "value", "readback", "spoken"),
    [
        ("email", "ann.lee@gmail.com", "spelled", "A, N, N, dot, L, E, E, at, gmail dot com"),
        ("email", "ann@x-y.org", "spelled", "A, N, N, at, X, dash, Y, dot, O, R, G"),
        ("pod", "IT001E12345678", "spelled", "I, T, 0, 0, 1, E, 1, 2, 3, 4, 5, 6, 7, 8"),
        ("iban", "GB29NWBK", "grouped", "G B 2 9, N W B K"),
        ("codice_fiscale", "RSSMRA80A01H501U", "grouped", "R S S, M R A, 8 0 A 0 1, H 5 0 1 U"),
        ("vin", "1M8GDM9AXKP042788", "grouped", "1 M 8 G, D M 9 A, X K P 0, 4 2 7, 8 8"),
        ("phone", PHONE, "grouped", "3 3 3, 1 2 3, 4 5, 6 7"),
        ("date", DATE, "plain", "12 May 1980"),
    ],
)
def test_value_is_read_back_as_the_template_says(kind, value, readback, spoken):
    assert speak_value(kind, value, "en", readback) == spoken


@pytest.mark.parametrize(
    ("kind", "pattern", "fits"),
    [
        ("date", "d MMMM y", True),
        ("time", "HH:mm", True),
        ("amount", "#,##0.00 ¤", True),
        ("date", "QQQQQQQ", False),
        ("date", "the day", False),
        ("time", "y", False),
        ("date", "x", False),
        ("email", "anything", True),
    ],
)
def test_form_in_which_values_cannot_be_written_is_known(kind, pattern, fits):
    assert is_format(kind, pattern, "en") is fits


def test_value_is_written_in_the_usual_form_where_the_pattern_does_not_fit():
    assert format_value("date", DATE, "en", "QQQQQQQ") == "12 May 1980"


def test_value_without_the_shape_of_its_kind_is_written_as_words():
    assert format_value("date", {"iso": "12/5", "day": 12, "month": None}, "en") == "12/5, 12"
    assert format_value("time", "half past five", "en") == "half past five"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["iso", "day", "month", "amount", "currency", "e164", "first", "x"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(KINDS)), ODD, st.sampled_from(["en", "it", "de-CH", "xx", ""]))
def test_any_value_of_any_kind_is_written_without_raising(kind, value, locale):
    assert isinstance(format_value(kind, value, locale), str)
    assert isinstance(speak_value(kind, value, locale, "grouped"), str)
    assert isinstance(speak_value(kind, value, locale, "spelled"), str)
