"""Sizes of clothes and shoes in six languages."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.speech import format_value
from tests.unit.extraction.reading import context

SAID = {
    "en": {
        "a medium please": "M",
        "extra large": "XL",
        "double extra large": "XXL",
        "2XL": "XXL",
        "four XL": "4XL",
        "x x s": "XXS",
        "two shirts in size M": "M",
        "size 8": "8",
        "38 and a half": "38.5",
        "I wear a 42": "42",
        "42 2/3": "42 2/3",
        "EU 42": "42",
    },
    "it": {
        "una M": "M",
        "doppia XL": "XXL",
        "tripla ics elle": "XXXL",
        "la extra small": "XS",
        "media": "M",
        "taglia 42": "42",
        "porto il trentotto e mezzo": "38.5",
        "42, no, 44": "44",
    },
    "es": {"talla mediana": "M", "la ese": "S", "doble equis ele": "XXL", "calzo un 38 y medio": "38.5"},
    "fr": {"taille 42": "42", "une XL": "XL", "je fais du 38": "38", "du trente-huit et demi": "38.5", "petit": "S"},
    "de": {"Größe 38 ein halb": "38.5", "achtunddreißig einhalb": "38.5", "Größe M": "M", "extra groß": "XL", "ix el": "XL"},
    "pt": {"tamanho M": "M", "xis ele": "XL", "GG": "XL", "calço o trinta e oito e meio": "38.5"},
}


@pytest.mark.parametrize(
    ("language", "said", "size"), [(language, said, size) for language, cases in SAID.items() for said, size in cases.items()]
)
def test_size_is_found_as_labels_bear_it(language, said, size):
    assert [match.value for match in recognise("size", said, context(language)).matches] == [size]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I'm not sure"),
        ("en", "it's too large"),
        ("en", "in 3 days"),
        ("en", "I would like two shirts"),
        ("en", "180 m"),
        ("it", "l'altra era troppo grande"),
        ("es", "ese vestido me gusta"),
        ("fr", "elle n'a rien dit"),
        ("fr", "l'année dernière"),
        ("de", "es passt nicht"),
        ("pt", "esse não sei"),
    ],
)
def test_ordinary_words_and_other_numbers_are_no_size(language, said):
    assert recognise("size", said, context(language)).matches == ()


def test_two_sizes_are_told_in_the_order_said():
    assert [match.value for match in recognise("size", "M or L", context("en")).matches] == ["M", "L"]


@pytest.mark.parametrize(("size", "written"), [("38.5", "38,5"), ("XXL", "XXL"), ("42 2/3", "42 2/3")])
def test_size_is_written_in_the_manner_of_the_language(size, written):
    assert format_value("size", size, "it") == written
