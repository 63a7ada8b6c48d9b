"""Lengths of time as people say them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.speech import format_value
from tests.unit.extraction.reading import context, table

SAID = {
    "en": table("""
        two and a half hours = PT2H30M
        an hour and a half = PT1H30M
        half an hour = PT30M
        3 h 20 = PT3H20M
        three quarters of an hour = PT45M
        a couple of weeks = P2W
        a fortnight = P2W
        eighteen months = P18M
        two hours twenty = PT2H20M
        a year and a half = P1Y6M
        2:30 hours = PT2H30M
        2h30m = PT2H30M
        about 90 minutes I'd say = PT90M
        two weeks and three days = P17D
        1 hr 5 mins = PT1H5M
        two years, three months and four days = P2Y3M4D
        half a year = P6M
        it took ten full days = P10D
        three nights = P3D
        three quarters of a year = P9M
    """),
    "it": table("""
        due ore e mezza = PT2H30M
        un'ora e mezza = PT1H30M
        mezz'ora = PT30M
        quindici giorni = P15D
        tre quarti d'ora = PT45M
        due ore e venti = PT2H20M
        un paio d'ore = PT2H
        un anno e mezzo = P1Y6M
        una ventina di minuti = PT20M
        un'oretta = PT1H
        3 ore e tre quarti = PT3H45M
        2,5 ore = PT2H30M
        un mese e mezzo = P1M15D
        direi sei mesi = P6M
        un trimestre = P3M
        1h30 = PT1H30M
        una mezz'oretta = PT30M
    """),
    "es": table("""
        dos horas y media = PT2H30M
        hora y media = PT1H30M
        media hora = PT30M
        un cuarto de hora = PT15M
        quince días = P15D
        una quincena = P15D
        año y medio = P1Y6M
        un par de semanas = P2W
        dos horas y cuarto = PT2H15M
        2 h 30 = PT2H30M
        una hora y tres cuartos = PT1H45M
        unos veinte minutos = PT20M
        un solo día = P1D
    """),
    "fr": table("""
        deux heures et demie = PT2H30M
        une demi-heure = PT30M
        trois quarts d'heure = PT45M
        quinze jours = P15D
        une quinzaine de jours = P15D
        un an et demi = P1Y6M
        3 h 20 = PT3H20M
        deux heures vingt = PT2H20M
        une bonne heure = PT1H
        deux heures et quart = PT2H15M
        une vingtaine de minutes = PT20M
        dix-huit mois = P18M
        toute la semaine = P1W
    """),
    "de": table("""
        anderthalb Stunden = PT1H30M
        zweieinhalb Stunden = PT2H30M
        eine halbe Stunde = PT30M
        vierzehn Tage = P14D
        eine Dreiviertelstunde = PT45M
        eine Viertelstunde = PT15M
        ein halbes Jahr = P6M
        3 Std 20 = PT3H20M
        zwei Stunden und zwanzig Minuten = PT2H20M
        so gut zwei Wochen = P2W
        anderthalb Jahre = P1Y6M
        ein einhalb Stunden = PT1H30M
        ein Vierteljahr = P3M
        fünf Viertelstunden = PT75M
    """),
    "pt": table("""
        duas horas e meia = PT2H30M
        hora e meia = PT1H30M
        meia hora = PT30M
        três quartos de hora = PT45M
        quinze dias = P15D
        uma quinzena = P15D
        um ano e meio = P1Y6M
        duas horas e vinte = PT2H20M
        duas horas e um quarto = PT2H15M
        meio ano = P6M
        dezoito meses = P18M
        mais ou menos três semanas = P3W
    """),
}

NOTHING = {
    "en": ["I have no idea", "at three o'clock", "see you at 3 hours", "the second one", "42"],
    "it": ["non ora, grazie", "alle tre di notte", "alle 15 ore", "alle tre e mezza", "il secondo", "42"],
    "es": ["a las 3 horas", "ahora no puedo", "el segundo", "42"],
    "fr": ["à 15 heures", "une heure moins le quart", "je ne sais pas", "tout à l'heure", "42"],
    "de": ["um halb vier", "keine Ahnung", "um 15 Uhr", "42"],
    "pt": ["às 3 horas", "não faço ideia", "segunda-feira", "42"],
}


def _first(text: str, language: str, **options: object):
    return next(iter(recognise("duration", text, context(language, **options)).matches), None)


@pytest.mark.parametrize("language", SAID)
def test_a_length_of_time_is_understood_as_it_is_said(language):
    found = {said: match and match.value["iso"] for said in SAID[language] for match in [_first(said, language)]}
    assert found == SAID[language]


@pytest.mark.parametrize("language", NOTHING)
def test_what_is_no_length_of_time_is_not_taken_for_one(language):
    assert [said for said in NOTHING[language] if _first(said, language)] == []


def test_the_value_tells_the_unit_said_the_amount_in_it_and_the_seconds():
    assert _first("two and a half hours", "en").value == {"iso": "PT2H30M", "unit": "hour", "amount": 2.5, "seconds": 9000}
    assert _first("sei mesi", "it").value == {"iso": "P6M", "unit": "month", "amount": 6, "seconds": None}


def test_nights_are_told_apart_from_days():
    assert _first("tre notti", "it").value == {"iso": "P3D", "unit": "night", "amount": 3, "seconds": 259200}
    assert format_value("duration", _first("tre notti", "it").value, "it") == "3 notti"


def test_a_bare_number_counts_the_unit_that_the_template_assumes():
    assert _first("twenty", "en", unit="minute").value["iso"] == "PT20M"
    assert _first("venti", "it", unit="day").value["iso"] == "P20D"
    assert _first("an hour", "en", unit="day").value["iso"] == "PT1H"
    assert _first("twenty", "en", unit="furlong") is None


def test_the_words_for_a_length_are_found_where_they_stand():
    text = "well, it took two hours and twenty minutes in the end"
    assert _first(text, "en").raw == "two hours and twenty minutes"


def test_a_correction_counts():
    assert _first("due ore, anzi, tre ore e mezza", "it").value["iso"] == "PT3H30M"


WRITTEN = {
    "en": "1 year and 6 months", "it": "1 anno e 6 mesi", "es": "1 año y 6 meses",
    "fr": "1 an et 6 mois", "de": "1 Jahr und 6 Monate", "pt": "1 ano e 6 meses",
}  # fmt: skip


@pytest.mark.parametrize("language", WRITTEN)
def test_a_length_is_written_in_words_of_the_language(language):
    assert format_value("duration", {"iso": "P1Y6M", "unit": "year", "amount": 1.5}, language) == WRITTEN[language]
    assert format_value("duration", {"iso": "PT0S", "unit": "hour"}, language).startswith("0 ")


ADDED = {"year": ("M", 11), "day": ("TH", 23), "hour": ("M", 59), "minute": ("S", 59)}
"""Units that something smaller is added to, its letter, and how many of it there may be."""


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SAID)), st.sampled_from(sorted(ADDED)), st.integers(1, 23), st.integers(1, 59))
def test_a_length_read_back_is_understood_as_itself(language, unit, first, second):
    letter, most = ADDED[unit]
    clock = "T" if unit in ("hour", "minute") else ""
    iso = f"P{clock}{first}{unit[0].upper()}{letter[:-1]}{min(second, most)}{letter[-1]}"
    assert _first(format_value("duration", {"iso": iso}, language), language).value["iso"] == iso
