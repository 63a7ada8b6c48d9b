"""Numbers and percentages as people say them and as recognisers of speech write them, in six languages."""

# ruff: noqa: E501 - tables, one language after the other
from datetime import datetime

import pytest

from omnia.dialogue.extraction.numbers.numbers import recognise_integer, recognise_number, recognise_percentage
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

NUMBERS = {
    "en": {
        "seven teen": 17, "twentytwo": 22, "nineteen hundred and eighty four": 1984, "three thousand, four hundred and twelve votes": 3412,
        "one million, two hundred and fifty thousand": 1_250_000, "point seven five": 0.75, "oh point five": 0.5, "a quarter of a million": 250_000,
        "2½": 2.5, "¾": 0.75, "a couple of tickets please": 2, "a dozen and a half": 18, "plus or minus twenty": 20, "ten degrees below zero": -10, "none": 0, "no one": 0,
        "nine quadrillion seven trillion one hundred ninety nine billion two hundred fifty four million seven hundred forty thousand nine hundred ninety three": 2**53 + 1,
        "two in five": 0.4, "six and 2/3": 20 / 3,
    },
    "it": {
        "quarant'otto": 48, "ventidue mila trecento": 22_300, "più o meno seicento dipendenti": 600, "la metà": 0.5, "1 e 1/2": 1.5, "una quarantina": 40,
        "un paio di biglietti": 2, "nove milioni di miliardi": 9 * 10**15, "un centinaio e mezzo": 150, "dicia sette": 17, "la terza parte": 1 / 3, "nessuno": 0,
        "nove biliardi settemila centonovantanove miliardi duecentocinquantaquattro milioni settecentoquarantamilanovecentonovantatre": 2**53 + 1,
    },
    "es": {
        "veinti dós": 22, "diez y seis": 16, "dos cientos": 200, "las dos terceras partes": 2 / 3, "la mitad": 0.5, "cuarenta bajo cero": -40, "un par de entradas": 2,
        "un millar": 1000, "más o menos treinta": 30, "tres cuartos de millón": 750_000, "ninguno": 0,
        "nueve mil siete billones ciento noventa y nueve mil doscientos cincuenta y cuatro millones setecientos cuarenta mil novecientos noventa y tres": 2**53 + 1,
    },
    "fr": {
        "septante et un": 71, "huitante-trois": 83, "nonante-neuf": 99, "trois trois quarts": 3.75, "un et quart": 1.25, "la moitié": 0.5, "une soixantaine": 60,
        "plus ou moins vingt": 20, "mille milliards": 10**12, "aucun": 0,
    },
    "de": {
        "zweiund zwanzig": 22, "zwei undzwanzig": 22, "elfeinhalb": 11.5, "zweiundeinhalb": 2.5, "drei dreiviertel": 3.75, "sechs zwei Drittel": 20 / 3, "die Hälfte": 0.5,
        "eineinviertel": 1.25, "plus minus vier": 4, "zehn Grad unter null": -10, "keine": 0,
        "neun Billiarden sieben Billionen einhundertneunundneunzig Milliarden zweihundertvierundfünfzig Millionen siebenhundertvierzigtausendneunhundertdreiundneunzig": 2**53 + 1,
    },
    "pt": {
        "sete centésimas": 0.07, "a quarta parte": 0.25, "metade": 0.5, "uma vintena de pessoas": 20, "um par de bilhetes": 2, "oito em dez": 0.8, "mais ou menos vinte": 20,
        "dois mil, trezentos e cinco": 2305, "nenhum": 0,
    },
}  # fmt: skip

PERCENTAGES = {
    "en": {"half": 50, "three quarters": 75, "one in five": 20, "five per mille": 0.5, "half a percent": 0.5, "three quarters of a percent": 0.75, "zero point five": 0.5},
    "it": {"la metà": 50, "due terzi": 66.67, "il cinque per mille": 0.5, "3‰": 0.3, "mezzo punto percentuale": 0.5, "circa il venti per cento del totale": 20},
    "es": {"la mitad": 50, "cien por cien": 100, "cinco por mil": 0.5, "medio punto": 0.5},
    "fr": {"la moitié": 50, "cinq pour mille": 0.5, "25 points de pourcentage": 25},
    "de": {"die Hälfte": 50, "zwölfeinhalb Prozent": 12.5, "fünf Promille": 0.5, "ein halbes Prozent": 0.5},
    "pt": {"metade": 50, "cinco por mil": 0.5, "meio por cento": 0.5},
}  # fmt: skip

UNCOUNTED = [
    ("en", "a few hundred"), ("en", "dozens of people"), ("en", "several thousand"), ("it", "decine di migliaia"), ("it", "qualche centinaio"),
    ("es", "varios miles"), ("fr", "quelques centaines"), ("de", "ein paar hundert"), ("pt", "algumas dezenas"), ("es", "no venta"),
]  # fmt: skip


def rows(table):
    return [(locale, text, value) for locale, cases in table.items() for text, value in cases.items()]


@pytest.mark.parametrize(("locale", "text", "value"), rows(NUMBERS))
def test_number_as_said_has_value(locale, text, value):
    found = recognise_number(text, Context(locale, NOW)).matches[0].value
    assert found == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(("locale", "text", "value"), rows(PERCENTAGES))
def test_share_and_per_mille_are_percentages(locale, text, value):
    assert recognise_percentage(text, Context(locale, NOW)).matches[0].value == pytest.approx(value)


@pytest.mark.parametrize(("locale", "text"), UNCOUNTED)
def test_number_that_nobody_counted_gives_nothing(locale, text):
    assert recognise_number(text, Context(locale, NOW)).matches == ()


def test_year_after_in_divides_nothing():
    assert [match.value for match in recognise_number("three in 2026", Context("en", NOW)).matches] == [3, 2026]


def test_two_numbers_are_not_run_together():
    found = recognise_number("two hundred and two hundred", Context("en", NOW)).matches
    assert [match.value for match in found] == [200, 200]


def test_ordinal_with_a_hyphen_is_no_number():
    assert recognise_number("the eighty-third", Context("en", NOW)).matches == ()


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "four one two oh six"), ("it", "quattro uno due zero sei"), ("fr", "quatre un deux zéro six")]
)
def test_digits_said_one_by_one_are_one_number_though_not_surely(locale, text):
    best = recognise_integer(text, Context(locale, NOW)).matches[0]
    assert best.value == 41206
    assert best.confidence < 0.7


def test_numbers_beside_one_another_are_less_sure():
    assert {match.confidence for match in recognise_number("twenty thirty", Context("en", NOW)).matches} == {0.6}


def test_integer_out_of_ten_is_not_divided():
    assert recognise_integer("nine out of ten", Context("en", NOW)).matches[0].value == 9
