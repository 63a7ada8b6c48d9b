"""Appointments as people say them, a day and a time in one breath; now is Thursday, 15 January 2026, ten o'clock."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import compose, recognise
from omnia.dialogue.speech import format_value
from tests.unit.extraction.reading import context, table

SAID = {
    "en": table("""
        Tuesday at half past four = 2026-01-20T16:30
        12 May at 15:30 = 2026-05-12T15:30
        tomorrow at ten = 2026-01-16T10:00
        the 12th at 3 pm = 2026-02-12T15:00
        at four fifteen = - 16:15
        at four = - 16:00
        the 12th = 2026-02-12 -
        tonight at eight = 2026-01-15T20:00
        Monday the 5th at 9 = 2026-01-05T09:00
        3 May at 10 = 2026-05-03T10:00
        next Friday at noon = 2026-01-23T12:00
        in two hours = 2026-01-15T12:00
        May 12 2026 at 3:30 pm = 2026-05-12T15:30
        half past four on Tuesday = 2026-01-20T16:30
        this afternoon at three = 2026-01-15T15:00
        today at 8 = 2026-01-15T20:00
        tomorrow morning at ten thirty = 2026-01-16T10:30
        tomorrow morning = 2026-01-16 -
        twenty third of May at quarter to five = 2026-05-23T16:45
        12/05/2026 15:30 = 2026-12-05T15:30
        on Friday at ten to five = 2026-01-16T16:50
        2026-05-12T15:30 = 2026-05-12T15:30
        next week on Tuesday at 3 = 2026-01-20T15:00
        the 3rd of March at 11 o'clock = 2026-03-03T11:00
        on the fifth of March at half ten = 2026-03-05T10:30
    """),
    "it": table("""
        il 12 alle 15 e 30 = 2026-02-12T15:30
        martedì alle quattro e mezza = 2026-01-20T16:30
        domani alle dieci = 2026-01-16T10:00
        il 12 maggio alle 15:30 = 2026-05-12T15:30
        stasera alle otto = 2026-01-15T20:00
        domani mattina alle 9 = 2026-01-16T09:00
        alle 15 = - 15:00
        il 12 = 2026-02-12 -
        lunedì prossimo a mezzogiorno = 2026-01-19T12:00
        tra due ore = 2026-01-15T12:00
        il 3 alle 15 e 30 = 2026-02-03T15:30
        il dodici maggio alle undici meno un quarto = 2026-05-12T10:45
        giovedì 5 febbraio alle 9.30 = 2026-02-05T09:30
        oggi alle 8 = 2026-01-15T20:00
        il 12 alle 15 = 2026-02-12T15:00
        venerdì alle 17 e un quarto = 2026-01-16T17:15
        dopodomani alle sedici = 2026-01-17T16:00
        alle quattro del pomeriggio di martedì = 2026-01-20T16:00
        lunedì 5 alle 10 = 2026-01-05T10:00
    """),
    "es": table("""
        el martes a las cuatro y media = 2026-01-20T16:30
        el 12 de mayo a las 15:30 = 2026-05-12T15:30
        mañana a las diez = 2026-01-16T10:00
        mañana por la mañana a las diez = 2026-01-16T10:00
        el 12 a las 15 = 2026-02-12T15:00
        esta tarde a las cinco = 2026-01-15T17:00
        el viernes a las cinco menos cuarto = 2026-01-16T16:45
        a las tres = - 15:00
        dentro de dos horas = 2026-01-15T12:00
        el lunes que viene a mediodía = 2026-01-19T12:00
        el 5 de febrero a las 9 de la mañana = 2026-02-05T09:00
        el jueves por la tarde sobre las tres = 2026-01-22T15:00
    """),
    "fr": table("""
        mardi à 16 h 30 = 2026-01-20T16:30
        le 12 mai à 15 h 30 = 2026-05-12T15:30
        demain à dix heures = 2026-01-16T10:00
        le 12 à 15 heures = 2026-02-12T15:00
        ce soir à huit heures = 2026-01-15T20:00
        vendredi à cinq heures moins le quart = 2026-01-16T16:45
        à midi = - 12:00
        dans deux heures = 2026-01-15T12:00
        lundi prochain à 9 h = 2026-01-19T09:00
        le 5 février à quatre heures et demie = 2026-02-05T16:30
        le 3 novembre à dix heures = 2026-11-03T10:00
    """),
    "de": table("""
        Dienstag um halb fünf = 2026-01-20T16:30
        am 12. Mai um 15:30 Uhr = 2026-05-12T15:30
        morgen um zehn = 2026-01-16T10:00
        am 12. um 15 Uhr = 2026-02-12T15:00
        heute Abend um acht = 2026-01-15T20:00
        am Freitag um Viertel vor fünf = 2026-01-16T16:45
        um drei = - 15:00
        in zwei Stunden = 2026-01-15T12:00
        nächsten Montag um 9 = 2026-01-19T09:00
        am fünften Februar um sechzehn Uhr = 2026-02-05T16:00
        morgen früh um neun = 2026-01-16T09:00
        Donnerstagnachmittag gegen drei = 2026-01-22T15:00
    """),
    "pt": table("""
        terça-feira às quatro e meia = 2026-01-20T16:30
        12 de maio às 15h30 = 2026-05-12T15:30
        amanhã às dez = 2026-01-16T10:00
        dia 12 às 15 horas = 2026-02-12T15:00
        hoje à noite às oito = 2026-01-15T20:00
        sexta às cinco menos um quarto = 2026-01-16T16:45
        às três = - 15:00
        daqui a duas horas = 2026-01-15T12:00
        segunda-feira que vem ao meio-dia = 2026-01-19T12:00
        no dia 5 de fevereiro às 9 da manhã = 2026-02-05T09:00
        daqui a três dias às cinco da tarde = 2026-01-18T17:00
    """),
}

NOTHING = {
    "en": ["I don't know"],
    "it": ["non lo so"],
    "es": ["no lo sé"],
    "fr": ["je ne sais pas"],
    "de": ["keine Ahnung"],
    "pt": ["não sei"],
}


def _said(text: str, language: str, held=None, focus: str | None = None) -> str | None:
    match = next(iter(recognise("date_time", text, replace(context(language), held=held or {}, focus=focus)).matches), None)
    if match is None:
        return None
    return match.value["iso"] or " ".join((match.value[key] or {"iso": "-"})["iso"] for key in ("date", "time"))


@pytest.mark.parametrize("language", SAID)
def test_an_appointment_is_understood_as_it_is_said(language):
    assert {said: _said(said, language) for said in SAID[language]} == SAID[language]


@pytest.mark.parametrize("language", NOTHING)
def test_what_is_no_appointment_is_not_taken_for_one(language):
    assert [said for said in NOTHING[language] if _said(said, language)] == []


@pytest.mark.parametrize(
    ("said", "language", "focus", "meant"),
    [
        ("four", "en", "time", "- 16:00"), ("ten thirty", "en", "time", "- 10:30"), ("le dieci", "it", "time", "- 10:00"),
        ("15", "en", "date", "2026-01-15 -"), ("il 12", "it", "date", "2026-02-12 -"), ("vier", "de", "time", "- 16:00"),
    ],
)  # fmt: skip
def test_a_bare_number_answers_what_was_asked(said, language, focus, meant):
    assert _said(said, language, focus=focus) == meant


def test_an_hour_that_is_over_today_is_the_one_of_the_evening():
    today = {"date": {"iso": "2026-01-15"}}
    assert _said("at eight", "en", held=today, focus="time") == "- 20:00"
    assert _said("at eight", "en", held={"date": {"iso": "2026-01-16"}}, focus="time") == "- 08:00"


def test_a_correction_of_the_time_keeps_the_day():
    assert _said("Tuesday at four, no, at five", "en") == "2026-01-20T17:00"


def test_an_impossible_day_is_a_near_miss_beside_the_time():
    reading = recognise("date_time", "il 31 novembre alle 15", context("it"))
    assert reading.matches[0].value["date"] is None
    assert [miss.rule for miss in reading.violations] == ["date_valid"]


WRITTEN = table("""
    en = Tuesday, 12 May 2026 at 15:30
    en-US = Tuesday, May 12, 2026 at 3:30 PM
    it = martedì 12 maggio 2026 alle 15:30
    es = martes, 12 de mayo de 2026 a las 15:30
    fr = mardi 12 mai 2026 à 15:30
    de = Dienstag, 12. Mai 2026 um 15:30 Uhr
    pt = terça-feira, 12 de maio de 2026 às 15:30
""")


@pytest.mark.parametrize("locale", WRITTEN)
def test_an_appointment_is_written_with_its_weekday(locale):
    parts = {
        "date": {"iso": "2026-05-12", "day": 12, "month": 5, "year": 2026},
        "time": {"iso": "15:30", "hour": 15, "minute": 30},
    }
    written = format_value("date_time", compose("date_time", parts), locale)
    assert " ".join(written.split()) == WRITTEN[locale]
    assert format_value("date_time", compose("date_time", {"time": parts["time"]}), "it") == "15:30"
    assert format_value("date_time", compose("date_time", parts), locale, "yyyy-MM-dd HH:mm") == "2026-05-12 15:30"


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SAID)), st.dates(context("en").reference.date(), date(2199, 12, 31)), st.times())
def test_an_appointment_read_back_is_understood_as_itself(language, day, clock):
    moment = f"{day}T{clock:%H:%M}"
    parts = {"date": {"iso": str(day)}, "time": {"iso": f"{clock:%H:%M}"}}
    said = format_value("date_time", compose("date_time", parts), "en-GB" if language == "en" else language)
    assert _said(said, language) in (moment, f"{day}T{(clock.hour + 12) % 24:02d}:{clock.minute:02d}")
