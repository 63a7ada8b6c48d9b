"""Times and amounts of money said in six languages, on Monday 23 November 2026 at ten."""

# ruff: noqa: E501 - tables, one language after the other
from datetime import datetime

import pytest

from omnia.dialogue.extraction.money.amounts import recognise_amount
from omnia.dialogue.extraction.time.times import recognise_time
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

TIMES = {
    "en": {"half past three pm": "15:30", "quarter to nine in the evening": "20:45", "17:30": "17:30", "five thirty pm": "17:30", "noon": "12:00", "midnight": "00:00", "in 10 minutes": "10:10", "twelve thirty am": "00:30", "in half an hour": "10:30", "in the evening at eight": "20:00", "seven p.m.": "19:00", "nine oh five a.m.": "09:05"},
    "it": {"alle diciassette e trenta": "17:30", "le cinque e mezza del pomeriggio": "17:30", "mezzogiorno e mezza": "12:30", "mezzanotte e un quarto": "00:15", "le otto meno dieci di sera": "19:50", "tra dieci minuti": "10:10", "fra mezz'ora": "10:30", "ore 14.30": "14:30", "alle nove": "09:00", "un quarto alle tre del pomeriggio": "14:45"},
    "es": {"a las diecisiete treinta": "17:30", "las cinco y media de la tarde": "17:30", "mediodía": "12:00", "dentro de media hora": "10:30", "cuarto para las tres de la tarde": "14:45", "diez de la noche": "22:00", "a las veinte y cinco": "20:05"},
    "fr": {"dix-sept heures trente": "17:30", "cinq heures et demie du soir": "17:30", "midi et quart": "12:15", "minuit et demi": "00:30", "huit heures moins dix du matin": "07:50", "14h30": "14:30", "dans une heure et demie": "11:30"},
    "de": {"siebzehn Uhr dreißig": "17:30", "halb sechs nachmittags": "17:30", "viertel nach neun abends": "21:15", "dreiviertel neun morgens": "08:45", "Mitternacht": "00:00", "fünf vor halb acht abends": "19:25", "um 18.30 Uhr": "18:30", "in einer halben Stunde": "10:30"},
    "pt": {"às dezessete e trinta": "17:30", "cinco e meia da tarde": "17:30", "meio-dia": "12:00", "quinze para as três da tarde": "14:45", "daqui a meia hora": "10:30", "14h30": "14:30", "sete da noite": "19:00"},
}  # fmt: skip

AMOUNTS = {
    "en": {"twelve fifty": ("12.50", None), "twelve dollars and fifty cents": ("12.50", "USD"), "$12.50": ("12.50", "USD"), "ten pounds fifty": ("10.50", "GBP"), "fifty cents": ("0.50", None), "EUR 1,250.00": ("1250.00", "EUR"), "half a million dollars": ("500000.00", "USD"), "a dollar": ("1.00", "USD"), "99p": ("0.99", "GBP")},
    "it": {"dodici euro e cinquanta": ("12.50", "EUR"), "dodici e cinquanta": ("12.50", None), "12 euro e 5 centesimi": ("12.05", "EUR"), "€ 1.250,00": ("1250.00", "EUR"), "due milioni di euro": ("2000000.00", "EUR"), "un euro": ("1.00", "EUR")},
    "es": {"doce euros con cincuenta": ("12.50", "EUR"), "mil doscientos euros": ("1200.00", "EUR"), "1.250,00 €": ("1250.00", "EUR"), "dos mil pesos": ("2000.00", "MXN")},
    "fr": {"douze euros cinquante": ("12.50", "EUR"), "1 250,00 €": ("1250.00", "EUR"), "vingt euros et dix centimes": ("20.10", "EUR"), "50 centimes": ("0.50", None)},
    "de": {"zwölf Euro fünfzig": ("12.50", "EUR"), "1.250,00 €": ("1250.00", "EUR"), "zweitausend Franken": ("2000.00", "CHF"), "einen Euro": ("1.00", "EUR")},
    "pt": {"doze euros e cinquenta": ("12.50", "EUR"), "R$ 1.250,00": ("1250.00", "BRL"), "mil e duzentos reais": ("1200.00", "BRL"), "cinquenta centavos": ("0.50", None)},
}  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "text", "iso"), [(locale, text, iso) for locale, cases in TIMES.items() for text, iso in cases.items()]
)
def test_time_said_is_found(locale, text, iso):
    value = recognise_time(text, Context(locale, NOW)).matches[0].value
    assert value == {"iso": iso, "hour": int(iso[:2]), "minute": int(iso[3:])}


def test_hour_with_two_readings_gives_both_and_is_less_sure():
    matches = recognise_time("at seven", Context("en", NOW)).matches
    assert [match.value["iso"] for match in matches] == ["19:00", "07:00"]
    assert matches[1].confidence < matches[0].confidence < 0.8


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "I have three dogs"),
        ("it", "ho tre cani"),
        ("it", "12 maggio"),
        ("de", "ich habe drei Hunde"),
        ("en", "my number is 5551234"),
    ],
)
def test_words_without_a_time_give_nothing(locale, text):
    assert recognise_time(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(
    ("locale", "text", "expected"), [(locale, text, pair) for locale, cases in AMOUNTS.items() for text, pair in cases.items()]
)
def test_amount_said_is_found(locale, text, expected):
    value = recognise_amount(text, Context(locale, NOW)).matches[0].value
    assert (value["amount"], value["currency"]) == expected


def test_currency_of_the_template_is_taken_where_none_is_said():
    context = Context("it", NOW, options={"currency": "EUR"})
    assert recognise_amount("dodici e cinquanta", context).matches[0].value == {"amount": "12.50", "currency": "EUR"}


@pytest.mark.parametrize(("region", "code"), [(None, "USD"), ("CA", "CAD"), ("AU", "AUD")])
def test_dollar_sign_is_the_dollar_of_the_region(region, code):
    assert recognise_amount("$5", Context("en", NOW, region)).matches[0].value["currency"] == code


def test_yen_have_no_hundredths():
    assert recognise_amount("two hundred yen fifty", Context("en", NOW)).matches[0].value["amount"] == "200.00"
