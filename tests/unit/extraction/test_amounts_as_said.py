"""Amounts of money as people say and write them, in six languages."""

# ruff: noqa: E501 - tables, one language after the other
from datetime import datetime

import pytest

from omnia.dialogue.extraction.money.amounts import recognise_amount
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

AMOUNTS = {
    "en": {
        "two grand": "2000.00", "a grand": "1000.00", "fifteen k": "15000.00", "$3k": "3000.00 USD", "a tenner": "10.00", "fifty quid": "50.00 GBP",
        "a dollar and a half": "1.50 USD", "a couple of dollars": "2.00 USD", "a quarter of a million dollars": "250000.00 USD", "eight oh five": "8.05",
        "three dollars oh five": "3.05 USD", "fifty Jamaican dollars": "50.00 JMD", "50 JMD": "50.00 JMD", "Rs. 500": "500.00 INR", "500 zł": "500.00 PLN", "a pound fifty": "1.50 GBP",
        "it costs 3 dollars a day for 10 days": "3.00 USD", "half a dollar": "0.50 USD", "-$20": "-20.00 USD", "$10-$20": "10.00 USD",
    },
    "it": {
        "dodici e cinquanta euro": "12.50 EUR", "un euro e mezzo": "1.50 EUR", "2 mln. di euro": "2000000.00 EUR", "un paio di euro": "2.00 EUR", "venti eurini": "20.00 EUR",
        "più o meno venti euro": "20.00 EUR", "trecento euro e zero cinque": "300.05 EUR", "venti euro virgola cinquanta": "20.50 EUR", "3mila euro": "3000.00 EUR",
    },
    "es": {"dos euros y medio": "2.50 EUR", "veinte pavos": "20.00 EUR", "más o menos veinte euros": "20.00 EUR", "doce con cincuenta euros": "12.50 EUR"},
    "fr": {"deux euros et demi": "2.50 EUR", "dix mille balles": "10000.00 EUR", "12€50": "12.50 EUR", "deux euros zéro cinq": "2.05 EUR", "3 k€": "3000.00 EUR"},
    "de": {
        "2 Mio. Euro": "2000000.00 EUR", "5 Tsd. Euro": "5000.00 EUR", "Fr. 25.50": "25.50 CHF", "zwanzig Mäuse": "20.00 EUR", "25,- Euro": "25.00 EUR", "EUR 99,--": "99.00 EUR",
        "plus minus zwanzig Euro": "20.00 EUR", "zwei Euro null fünf": "2.05 EUR", "anderthalb Euro": "1.50 EUR", "zwei fünfzig Euro": "2.50 EUR",
    },
    "pt": {"um euro e meio": "1.50 EUR", "vinte paus": "20.00 EUR", "mais ou menos vinte euros": "20.00 EUR", "doze e cinquenta euros": "12.50 EUR"},
}  # fmt: skip

RANGES = [
    ("en", "between ten and twenty dollars"), ("en", "ten to twenty dollars"), ("en", "10-20 dollars"), ("it", "da dieci a venti euro"), ("it", "tra dieci e venti euro"),
    ("es", "entre diez y veinte euros"), ("fr", "de dix à vingt euros"), ("de", "zehn bis zwanzig Euro"), ("de", "zwischen zehn und zwanzig Euro"), ("pt", "entre dez e vinte euros"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "text", "amount"), [(locale, text, amount) for locale, cases in AMOUNTS.items() for text, amount in cases.items()]
)
def test_amount_as_said_is_found(locale, text, amount):
    value = recognise_amount(text, Context(locale, NOW)).matches[0].value
    assert f"{value['amount']} {value['currency'] or ''}".strip() == amount


@pytest.mark.parametrize(("locale", "text"), RANGES)
def test_both_ends_of_a_range_are_given_and_neither_is_sure(locale, text):
    matches = recognise_amount(text, Context(locale, NOW)).matches
    assert [match.value["amount"] for match in matches] == ["10.00", "20.00"]
    assert len({match.value["currency"] for match in matches}) == 1
    assert all(match.confidence <= 0.5 for match in matches)


def test_scale_of_a_range_is_that_of_both_ends():
    matches = recognise_amount("two to three thousand dollars", Context("en", NOW)).matches
    assert [match.value["amount"] for match in matches] == ["2000.00", "3000.00"]


@pytest.mark.parametrize(("locale", "text"), [("de", "ein paar Euro"), ("en", "a few hundred dollars"), ("en", "version 1.2.3")])
def test_what_nobody_counted_is_no_amount(locale, text):
    assert recognise_amount(text, Context(locale, NOW)).matches == ()
