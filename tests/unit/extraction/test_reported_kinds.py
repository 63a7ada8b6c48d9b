"""Kinds of fault that people report of other systems, each in its languages."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-25T10:00")


def heard(kind, locale, said, region=None, **options):
    matches = recognise(kind, said, Context(locale, NOW, region, None, options)).matches
    return matches[0].value if matches else None


@pytest.mark.parametrize(
    ("locale", "region", "said", "amount", "currency"),
    [
        ("en", "AU", "50 dollars", "50.00", "AUD"),
        ("en-NZ", None, "$20", "20.00", "NZD"),
        ("es", "AR", "500 pesos", "500.00", "ARS"),
        ("es-MX", None, "$1,234.50", "1234.50", "MXN"),
        ("en", "US", "$20 NZD", "20.00", "NZD"),
        ("en", None, "CAD $50", "50.00", "CAD"),
        ("es", None, "$ 20.000 COP", "20000.00", "COP"),
        ("fr", None, "$50 CAD", "50.00", "CAD"),
        ("it", None, "50 $ australiani", "50.00", "AUD"),
        ("de", None, "50 $ CAD", "50.00", "CAD"),
        ("pt", None, "$50 MXN", "50.00", "MXN"),
        ("it", "IT", "50 dollari", "50.00", "USD"),
        ("en", None, "$50 and 20 CAD", "50.00", "USD"),
    ],
)
def test_dollar_is_the_one_that_a_code_an_adjective_or_the_country_tells(locale, region, said, amount, currency):
    assert heard("amount", locale, said, region) == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "I'm 45"),
        ("en", "aged 45"),
        ("it", "ho quasi 60 anni"),
        ("it", "quarantacinque anni compiuti"),
        ("es", "tengo 45 años"),
        ("fr", "j'ai 45 ans"),
        ("de", "45 Jahre alt"),
        ("pt", "tenho 45 anos"),
    ],
)
def test_age_is_no_birth(locale, said):
    assert heard("date_of_birth", locale, said) is None


@pytest.mark.parametrize(
    ("locale", "said", "iso"),
    [
        ("en", "I turned forty yesterday", "1986-11-24"),
        ("it", "ieri ho compiuto quaranta anni", "1986-11-24"),
        ("en", "the 3rd of May 45", "1945-05-03"),
        ("de", "ich bin am 3. Mai 1980 geboren", "1980-05-03"),
    ],
)
def test_birth_that_is_told_is_taken(locale, said, iso):
    assert heard("date_of_birth", locale, said)["iso"] == iso


@pytest.mark.parametrize(
    ("locale", "said", "iso"),
    [
        ("en", "half an hour before six pm", "17:30"),
        ("en", "an hour before noon", "11:00"),
        ("it", "mezz'ora dopo mezzogiorno", "12:30"),
        ("es", "media hora antes del mediodía", "11:30"),
        ("fr", "une heure avant midi", "11:00"),
        ("de", "eine Stunde vor 15 Uhr", "14:00"),
        ("pt", "uma hora antes do meio-dia", "11:00"),
    ],
)
def test_so_long_before_or_after_a_time_is_counted(locale, said, iso):
    assert heard("time", locale, said)["iso"] == iso


@pytest.mark.parametrize(
    ("locale", "said", "iso"),
    [
        ("en", "in 24 hours", "2026-11-26T10:00"),
        ("it", "tra 24 ore", "2026-11-26T10:00"),
        ("es", "dentro de 24 horas", "2026-11-26T10:00"),
        ("fr", "dans 24 heures", "2026-11-26T10:00"),
        ("de", "in 24 Stunden", "2026-11-26T10:00"),
        ("pt", "daqui a 24 horas", "2026-11-26T10:00"),
        ("en", "tonight at midnight", "2026-11-26T00:00"),
        ("en", "tonight at half past midnight", "2026-11-26T00:30"),
        ("it", "stanotte all'una", "2026-11-26T01:00"),
        ("fr", "cette nuit à une heure", "2026-11-26T01:00"),
        ("de", "heute Nacht um halb eins", "2026-11-26T00:30"),
        ("en", "tonight at eight", "2026-11-25T20:00"),
    ],
)
def test_appointment_by_the_clock_has_its_day(locale, said, iso):
    assert heard("date_time", locale, said)["iso"] == iso


@pytest.mark.parametrize(("locale", "said"), [("en", "seat 12A"), ("en", "I live in flat 4A"), ("it", "posto 12A")])
def test_seat_and_flat_are_no_time(locale, said):
    assert heard("time", locale, said) is None


@pytest.mark.parametrize(
    ("locale", "said", "start"),
    [
        ("en", "the last 7 days", "2026-11-19"),
        ("it", "gli ultimi dieci giorni", "2026-11-16"),
        ("es", "los últimos 7 días", "2026-11-19"),
        ("fr", "les 7 derniers jours", "2026-11-19"),
        ("de", "die letzten zehn Tage", "2026-11-16"),
        ("pt", "os últimos 7 dias", "2026-11-19"),
    ],
)
def test_last_days_end_today(locale, said, start):
    value = heard("date_range", locale, said)
    assert (value["start"]["iso"], value["end"]["iso"]) == (start, "2026-11-25")


@pytest.mark.parametrize(
    ("locale", "focus", "said", "parts"),
    [
        ("en", "year", "next year", {"year": 2027}),
        ("it", "year", "quest'anno", {"year": 2026}),
        ("es", "year", "el año que viene", {"year": 2027}),
        ("fr", "year", "l'année prochaine", {"year": 2027}),
        ("de", "year", "nächstes Jahr", {"year": 2027}),
        ("pt", "year", "no próximo ano", {"year": 2027}),
        ("en", "year", "in two years", {"year": 2028}),
        ("it", "year", "fra un anno", {"year": 2027}),
        ("en", "month", "next month", {"month": 12, "year": 2026}),
        ("de", "month", "diesen Monat", {"month": 11, "year": 2026}),
    ],
)
def test_asked_part_may_be_told_from_today(locale, focus, said, parts):
    found = recognise("date", said, Context(locale, NOW, None, f"date.{focus}", {"partial": True})).matches[0]
    assert dict(found.parts) == parts


@pytest.mark.parametrize(
    ("locale", "said", "first", "last"),
    [
        ("en", "Edwin Barlow Jr.", "Edwin", "Barlow"),
        ("en", "Maria Keller PhD", "Maria", "Keller"),
        ("en", "Barlow Jr., Edwin", "Edwin", "Barlow"),
        ("de", "Karl Weber junior", "Karl", "Weber"),
        ("es", "Carlos Ruiz hijo", "Carlos", "Ruiz"),
        ("fr", "Jean Dupont fils", "Jean", "Dupont"),
        ("it", "Carlo Junior", "Carlo", "Junior"),
        ("pt", "João Silva Filho", "João", "Silva Filho"),
        ("es", "Santiago Ramón y Cajal", "Santiago", "Ramón y Cajal"),
        ("pt", "José da Costa e Silva", "José", "da Costa e Silva"),
        ("de", "Otto v. Lindau", "Otto", "v. Lindau"),
        ("en", "Ans v/d Velde", "Ans", "v/d Velde"),
        ("de", "Lindau, Otto von", "Otto", "von Lindau"),
        ("en", "Vries, Klaas de", "Klaas", "de Vries"),
        ("en", "John V. Lindau", "John V", "Lindau"),
        ("en", "Alisa Grant, A L Y S S A", "Alyssa", "Grant"),
        ("de", "Maik Schmitt, M A I K", "Maik", "Schmitt"),
        ("en", "Van Dominic Ellison", "Van Dominic", "Ellison"),
        ("en", "your first and last name please Ana Lopez", "Ana", "Lopez"),
    ],
)
def test_name_has_its_parts(locale, said, first, last):
    assert heard("full_name", locale, said) == {"first": first, "last": last}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "probably"),
        ("en", "goodbye"),
        ("it", "Addio"),
        ("it", "probabilmente"),
        ("es", "probablemente"),
        ("fr", "probablement"),
        ("de", "wahrscheinlich"),
        ("pt", "provavelmente"),
    ],
)
@pytest.mark.parametrize("kind", ["first_name", "last_name"])
def test_everyday_word_is_no_name(kind, locale, said):
    assert heard(kind, locale, said) is None


@pytest.mark.parametrize(("locale", "said"), [("en", "3M"), ("en", "C&A"), ("it", "H&M"), ("de", "AT&T")])
def test_company_may_be_letters_and_signs(locale, said):
    assert heard("company_name", locale, said) == said


@pytest.mark.parametrize(
    ("locale", "said", "value"),
    [
        ("en", "Correct?", None),
        ("it", "È corretto?", None),
        ("es", "¿Es correcto?", None),
        ("fr", "C'est correct ?", None),
        ("de", "Ist das richtig?", None),
        ("pt", "Está correto?", None),
        ("en", "why not?", True),
        ("en", "no yeah", True),
        ("en", "nuh-uh", False),
        ("it", "mica tanto", False),
        ("en", "I wouldn't say no", None),
    ],
)
def test_question_is_no_yes_and_idioms_are_understood(locale, said, value):
    assert heard("yes_no", locale, said) is value
