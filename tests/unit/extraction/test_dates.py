"""Dates said in six languages, on Monday 23 November 2026."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.time.date_values import day_of_month, day_of_year
from omnia.dialogue.extraction.time.dates import (
    recognise_date,
    recognise_date_of_birth,
    recognise_day,
    recognise_month,
    recognise_year,
)
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-11-23T10:00")

CASES = {
    "en": {
        "the twelfth of May nineteen eighty": "1980-05-12",
        "May 12th, 1980": "1980-05-12",
        "december first twenty twenty eight": "2028-12-01",
        "5/12/1980": "1980-05-12",
        "tomorrow": "2026-11-24",
        "the day before yesterday": "2026-11-21",
        "in three days": "2026-11-26",
        "a fortnight from tomorrow": "2026-12-08",
        "two weeks ago": "2026-11-09",
        "next friday": "2026-12-04",
        "this friday": "2026-11-27",
        "friday": "2026-11-27",
        "last friday": "2026-11-20",
        "the last friday in november": "2026-11-27",
        "the 12th": "2026-12-12",
        "thanksgiving": "2026-11-26",
        "two days after christmas": "2026-12-27",
        "good friday 2027": "2027-03-26",
        "a week on tuesday": "2026-12-01",
        "end of next month": "2026-12-31",
    },
    "it": {
        "il dodici maggio millenovecentottanta": "1980-05-12",
        "dodici maggio ottanta": "1980-05-12",
        "dodici cinque ottanta": "1980-05-12",
        "12/5/1980": "1980-05-12",
        "domani": "2026-11-24",
        "dopodomani": "2026-11-25",
        "l'altro ieri": "2026-11-21",
        "fra due settimane": "2026-12-07",
        "tre giorni fa": "2026-11-20",
        "lunedi prossimo": "2026-11-30",
        "venerdì della settimana prossima": "2026-12-04",
        "il primo lunedì di dicembre": "2026-12-07",
        "il venticinque dicembre": "2026-12-25",
        "ferragosto": "2027-08-15",
        "due giorni prima di Pasqua": "2027-03-26",
        "il primo del mese prossimo": "2026-12-01",
        "oggi a otto": "2026-11-30",
        "martedì 24": "2026-11-24",
    },
    "es": {
        "doce de mayo de mil novecientos ochenta": "1980-05-12",
        "el 12 del 5 del 80": "1980-05-12",
        "mañana": "2026-11-24",
        "pasado manana": "2026-11-25",
        "anteayer": "2026-11-21",
        "dentro de dos semanas": "2026-12-07",
        "hace tres días": "2026-11-20",
        "el lunes que viene": "2026-11-30",
        "el último viernes del mes": "2026-11-27",
        "nochevieja": "2026-12-31",
        "dos días antes de ayer": "2026-11-20",
        "el 3 del mes que viene": "2026-12-03",
    },
    "fr": {
        "le douze mai mille neuf cent quatre-vingts": "1980-05-12",
        "le 12/05/1980": "1980-05-12",
        "demain": "2026-11-24",
        "apres-demain": "2026-11-25",
        "il y a trois jours": "2026-11-20",
        "dans quinze jours": "2026-12-08",
        "lundi prochain": "2026-11-30",
        "vendredi en huit": "2026-12-04",
        "le lendemain de Noël": "2026-12-26",
        "le premier lundi de décembre": "2026-12-07",
        "le vingt et un juin deux mille vingt": "2020-06-21",
    },
    "de": {
        "am zwölften Mai neunzehnhundertachtzig": "1980-05-12",
        "zwölfter fünfter achtzig": "1980-05-12",
        "12.5.80": "1980-05-12",
        "übermorgen": "2026-11-25",
        "vorgestern": "2026-11-21",
        "in zwei Wochen": "2026-12-07",
        "vor drei Tagen": "2026-11-20",
        "Freitag nächster Woche": "2026-12-04",
        "heute in acht Tagen": "2026-11-30",
        "Karfreitag 2027": "2027-03-26",
        "letzter Freitag im Monat": "2026-11-27",
        "am einundzwanzigsten sechsten": "2027-06-21",
    },
    "pt": {
        "doze de maio de mil novecentos e oitenta": "1980-05-12",
        "doze do cinco de oitenta": "1980-05-12",
        "amanhã": "2026-11-24",
        "depois de amanhã": "2026-11-25",
        "há três dias": "2026-11-20",
        "daqui a duas semanas": "2026-12-07",
        "segunda que vem": "2026-11-30",
        "a última sexta do mês": "2026-11-27",
        "véspera de Natal": "2026-12-24",
        "dia 3 do mês que vem": "2026-12-03",
    },
}


@pytest.mark.parametrize(
    ("locale", "text", "iso"), [(locale, text, iso) for locale, cases in CASES.items() for text, iso in cases.items()]
)
def test_date_said_is_found(locale, text, iso):
    assert recognise_date(text, Context(locale, NOW)).matches[0].value["iso"] == iso


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "I do not know"),
        ("en", "five five five one two three"),
        ("it", "mi chiamo Marco"),
        ("es", "mi casa"),
        ("de", "ich heiße Anna"),
        ("fr", "je ne sais pas"),
        ("pt", "não sei"),
        ("it", "alle tre"),
    ],
)
def test_words_without_a_date_give_nothing(locale, text):
    assert recognise_date(text, Context(locale, NOW)).matches == ()


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "31 February"),
        ("it", "trenta febbraio"),
        ("es", "31 de abril"),
        ("fr", "le 31 juin"),
        ("de", "31. Februar"),
        ("pt", "29 de fevereiro de 2027"),
    ],
)
def test_day_that_does_not_exist_is_a_violation(locale, text):
    reading = recognise_date(text, Context(locale, NOW))
    assert reading.matches == ()
    assert reading.violations[0].rule == "date_valid"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12 maggio", {"day": 12, "month": 5}),
        ("il dodici", {"day": 12}),
        ("maggio", {"month": 5}),
        ("maggio ottanta", {"month": 5, "year": 1980}),
        ("millenovecentottanta", {"year": 1980}),
        ("12 maggio 1980", {"day": 12, "month": 5, "year": 1980}),
    ],
)
def test_partial_date_keeps_what_was_said(text, parts):
    match = recognise_date(text, Context("it", NOW, options={"partial": True})).matches[0]
    assert dict(match.parts) == parts
    assert match.value == {"day": None, "month": None, "year": None, **parts, "iso": "1980-05-12" if len(parts) == 3 else None}


def test_lone_number_goes_to_the_part_that_is_asked():
    context = Context("it", NOW, focus="month", options={"partial": True})
    assert dict(recognise_date("cinque", context).matches[0].parts) == {"month": 5}


@pytest.mark.parametrize(
    ("locale", "region", "options", "iso"),
    [
        ("en", None, {}, "2026-05-06"),
        ("en-US", None, {}, "2026-05-06"),
        ("en-GB", None, {}, "2026-06-05"),
        ("en", "IE", {}, "2026-06-05"),
        ("en-US", None, {"day_first": True}, "2026-06-05"),
        ("it", None, {}, "2026-06-05"),
        ("it", None, {"day_first": False}, "2026-05-06"),
    ],
)
def test_order_of_day_and_month_follows_the_place(locale, region, options, iso):
    assert recognise_date("5/6/2026", Context(locale, NOW, region, options=options)).matches[0].value["iso"] == iso


@pytest.mark.parametrize(("bias", "iso"), [("future", "2027-05-12"), ("past", "2026-05-12"), ("nearest", "2027-05-12")])
def test_date_without_a_year_follows_the_bias(bias, iso):
    assert recognise_date("12 May", Context("en", NOW, options={"bias": bias})).matches[0].value["iso"] == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 maggio 30", "1930-05-12"),
        ("tre aprile settantacinque", "1975-04-03"),
        ("12/5/26", "2026-05-12"),
        ("12/12/26", "1926-12-12"),
    ],
)
def test_date_of_birth_is_never_in_the_future(text, iso):
    reading = recognise_date_of_birth(text, Context("it", NOW))
    values = [match.value["iso"] for match in reading.matches]
    assert values == [iso] or (values == [] and reading.violations[0].rule == "date_past" and text == "12/12/26")


def test_date_of_birth_with_a_future_year_is_a_violation():
    reading = recognise_date_of_birth("31 December 2030", Context("en", NOW))
    assert (reading.matches, reading.violations[0].rule) == ((), "date_past")


def test_parts_have_recognisers_of_their_own():
    context = Context("it", NOW)
    assert recognise_day("il dodici", context).matches[0].value == 12
    assert recognise_month("a maggio", context).matches[0].value == 5
    assert recognise_year("nel millenovecentottanta", context).matches[0].value == 1980


def test_span_covers_the_words_of_the_date():
    text = "Ci vediamo lunedì 23 novembre, grazie"
    match = recognise_date(text, Context("it", NOW)).matches[0]
    assert (match.raw, match.span) == ("lunedì 23 novembre", (11, 29))


def test_text_in_decomposed_form_is_read_and_spans_fit():
    text = "ci vediamo lunedi\u0300 prossimo"
    match = recognise_date(text, Context("it", NOW)).matches[0]
    assert (match.value["iso"], text[slice(*match.span)]) == ("2026-11-30", "lunedi\u0300 prossimo")


@pytest.mark.parametrize(
    ("days", "said", "again"),
    [(day_of_year, "the 12th of May", "on May the 12th"), (day_of_month, "the 10th", "on the 10th, please")],
)
def test_day_without_a_year_is_looked_for_among_the_years_once(days, said, again):
    days.cache_clear()
    context = Context("en", NOW)
    first = recognise_date(said, context).matches[0].value
    looked = days.cache_info().misses
    assert looked
    assert recognise_date(again, context).matches[0].value == first
    assert days.cache_info().misses == looked
