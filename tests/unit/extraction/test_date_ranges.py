"""Ranges of dates as people say them; today is Thursday, 15 January 2026."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.speech import format_value
from tests.unit.extraction.reading import context, table

SAID = {
    "en": table("""
        from the 3rd to the 10th of May = 2026-05-03 2026-05-10
        from 3 to 10 May = 2026-05-03 2026-05-10
        3-10 May = 2026-05-03 2026-05-10
        3 - 10 May = 2026-05-03 2026-05-10
        between the 5th and the 8th of June = 2026-06-05 2026-06-08
        next week = 2026-01-19 2026-01-25
        this week = 2026-01-12 2026-01-18
        two weeks from Monday = 2026-01-19 2026-02-01
        the whole of July = 2026-07-01 2026-07-31
        July = 2026-07-01 2026-07-31
        in July 2027 = 2027-07-01 2027-07-31
        next month = 2026-02-01 2026-02-28
        this weekend = 2026-01-17 2026-01-18
        next weekend = 2026-01-24 2026-01-25
        from Monday to Friday = 2026-01-19 2026-01-23
        from the third of May = 2026-05-03 -
        until Friday = - 2026-01-16
        from 3 May for two weeks = 2026-05-03 2026-05-16
        for ten days from the 3rd of May = 2026-05-03 2026-05-12
        the first week of July = 2026-07-01 2026-07-07
        the second half of August = 2026-08-16 2026-08-31
        the next ten days = 2026-01-15 2026-01-24
        the last three months = 2025-10-15 2026-01-15
        from May to July = 2026-05-01 2026-07-31
        all of 2025 = 2025-01-01 2025-12-31
        from 28 December to 4 January = 2026-12-28 2027-01-04
        from the 28th to the 3rd of May = 2026-04-28 2026-05-03
        2026-05-03 to 2026-05-10 = 2026-05-03 2026-05-10
        3/15/2026 - 3/20/2026 = 2026-03-15 2026-03-20
        I arrive on the 3rd of May and leave on the 10th = 2026-05-03 2026-05-10
        from tomorrow until Sunday = 2026-01-16 2026-01-18
        the week after next = 2026-01-26 2026-02-01
        last week = 2026-01-05 2026-01-11
        5 May to 12 May 2027 = 2027-05-05 2027-05-12
        Monday to Friday next week = 2026-01-19 2026-01-23
        from today for a week = 2026-01-15 2026-01-21
        since Monday = 2026-01-19 -
        the 3rd till the 10th = 2026-02-03 2026-02-10
        from 9 to 5 = 2026-02-09 2026-03-05
        2026-05-03 = 2026-05-03 -
        tomorrow = 2026-01-16 -
        arriving May 3rd leaving May 10th = 2026-05-03 2026-05-10
        from the third to the tenth of may please = 2026-05-03 2026-05-10
        from the third to the tenth of May, no, the twelfth = 2026-05-03 2026-05-12
        for three nights from the 5th of May = 2026-05-05 2026-05-08
        mid May to mid June = 2026-05-15 2026-06-15
        the weekend after next = 2026-01-31 2026-02-01
        this coming weekend = 2026-01-17 2026-01-18
        between Christmas and New Year's Day = 2026-12-25 2027-01-01
        the first two weeks of August = 2026-08-01 2026-08-14
        for three people from the 5th of May = 2026-05-05 -
    """),
    "it": table("""
        dal 3 al 10 maggio = 2026-05-03 2026-05-10
        tra il 5 e l'8 giugno = 2026-06-05 2026-06-08
        la settimana prossima = 2026-01-19 2026-01-25
        due settimane da lunedì = 2026-01-19 2026-02-01
        tutto luglio = 2026-07-01 2026-07-31
        luglio 2027 = 2027-07-01 2027-07-31
        questo fine settimana = 2026-01-17 2026-01-18
        il prossimo weekend = 2026-01-24 2026-01-25
        da lunedì a venerdì = 2026-01-19 2026-01-23
        dal 3 maggio = 2026-05-03 -
        fino a venerdì = - 2026-01-16
        dal 3 maggio per due settimane = 2026-05-03 2026-05-16
        la prima settimana di luglio = 2026-07-01 2026-07-07
        la seconda metà di agosto = 2026-08-16 2026-08-31
        i prossimi dieci giorni = 2026-01-15 2026-01-24
        gli ultimi tre mesi = 2025-10-15 2026-01-15
        da maggio a luglio = 2026-05-01 2026-07-31
        dal 28 dicembre al 4 gennaio = 2026-12-28 2027-01-04
        dal primo al quindici = 2026-02-01 2026-02-15
        arrivo il 3 maggio e riparto il 10 = 2026-05-03 2026-05-10
        da domani a domenica = 2026-01-16 2026-01-18
        dal tre maggio fino al dieci = 2026-05-03 2026-05-10
        dall'8 all'11 giugno = 2026-06-08 2026-06-11
        il mese prossimo = 2026-02-01 2026-02-28
        3-10 maggio = 2026-05-03 2026-05-10
        dal 3/5 al 10/5 = 2026-05-03 2026-05-10
        una settimana a partire dal 5 maggio = 2026-05-05 2026-05-11
        per quindici giorni a partire da lunedì = 2026-01-19 2026-02-02
        dal lunedì al venerdì = 2026-01-19 2026-01-23
        tra domani e domenica = 2026-01-16 2026-01-18
        la settimana dal 3 al 10 maggio = 2026-05-03 2026-05-10
        dal 3 al 10 = 2026-02-03 2026-02-10
        la prima quindicina di luglio = 2026-07-01 2026-07-15
        ad agosto = 2026-08-01 2026-08-31
        nel mese di giugno = 2026-06-01 2026-06-30
        dal 3 al 10 maggio, anzi, al 12 = 2026-05-03 2026-05-12
        dal 5 maggio per tre notti = 2026-05-05 2026-05-08
        tra Natale e Capodanno = 2026-12-25 2027-01-01
        da sabato 9 a domenica 17 maggio = 2026-05-09 2026-05-17
        i primi dieci giorni di luglio = 2026-07-01 2026-07-10
        arrivo il 3 e riparto il 10 = 2026-02-03 2026-02-10
    """),
    "es": table("""
        del 3 al 10 de mayo = 2026-05-03 2026-05-10
        entre el 5 y el 8 de junio = 2026-06-05 2026-06-08
        la semana que viene = 2026-01-19 2026-01-25
        dos semanas a partir del lunes = 2026-01-19 2026-02-01
        todo julio = 2026-07-01 2026-07-31
        este fin de semana = 2026-01-17 2026-01-18
        el próximo fin de semana = 2026-01-24 2026-01-25
        de lunes a viernes = 2026-01-19 2026-01-23
        desde el 3 de mayo = 2026-05-03 -
        hasta el viernes = - 2026-01-16
        desde el 3 de mayo hasta el 10 = 2026-05-03 2026-05-10
        la primera quincena de julio = 2026-07-01 2026-07-15
        los próximos diez días = 2026-01-15 2026-01-24
        los últimos tres meses = 2025-10-15 2026-01-15
        de mayo a julio = 2026-05-01 2026-07-31
        del 28 de diciembre al 4 de enero = 2026-12-28 2027-01-04
        del uno al quince de agosto = 2026-08-01 2026-08-15
        el mes que viene = 2026-02-01 2026-02-28
        desde mañana hasta el domingo = 2026-01-16 2026-01-18
        quince días desde el lunes = 2026-01-19 2026-02-02
        del 3 de mayo por dos semanas = 2026-05-03 2026-05-16
        en julio de 2027 = 2027-07-01 2027-07-31
        la segunda mitad de agosto = 2026-08-16 2026-08-31
        tres noches desde el 5 de mayo = 2026-05-05 2026-05-08
        las dos primeras semanas de agosto = 2026-08-01 2026-08-14
    """),
    "fr": table("""
        du 3 au 10 mai = 2026-05-03 2026-05-10
        entre le 5 et le 8 juin = 2026-06-05 2026-06-08
        la semaine prochaine = 2026-01-19 2026-01-25
        deux semaines à partir de lundi = 2026-01-19 2026-02-01
        tout le mois de juillet = 2026-07-01 2026-07-31
        juillet 2027 = 2027-07-01 2027-07-31
        ce week-end = 2026-01-17 2026-01-18
        le week-end prochain = 2026-01-24 2026-01-25
        de lundi à vendredi = 2026-01-19 2026-01-23
        à partir du 3 mai = 2026-05-03 -
        jusqu'à vendredi = - 2026-01-16
        du 3 mai pour quinze jours = 2026-05-03 2026-05-17
        la première quinzaine de juillet = 2026-07-01 2026-07-15
        les deux prochaines semaines = 2026-01-15 2026-01-28
        les trois derniers mois = 2025-10-15 2026-01-15
        de mai à juillet = 2026-05-01 2026-07-31
        du 28 décembre au 4 janvier = 2026-12-28 2027-01-04
        du premier au quinze août = 2026-08-01 2026-08-15
        cette semaine = 2026-01-12 2026-01-18
        le mois dernier = 2025-12-01 2025-12-31
        de demain à dimanche = 2026-01-16 2026-01-18
        la deuxième moitié d'août = 2026-08-16 2026-08-31
        j'arrive le 3 mai et je repars le 10 = 2026-05-03 2026-05-10
        quinze jours à partir du 3 mai = 2026-05-03 2026-05-17
        du 3 au 10 = 2026-02-03 2026-02-10
        trois nuits à partir du 5 mai = 2026-05-05 2026-05-08
        la seconde quinzaine d'août = 2026-08-16 2026-08-31
    """),
    "de": table("""
        vom 3. bis 10. Mai = 2026-05-03 2026-05-10
        vom dritten bis zum zehnten Mai = 2026-05-03 2026-05-10
        zwischen dem 5. und dem 8. Juni = 2026-06-05 2026-06-08
        nächste Woche = 2026-01-19 2026-01-25
        zwei Wochen ab Montag = 2026-01-19 2026-02-01
        der ganze Juli = 2026-07-01 2026-07-31
        Juli 2027 = 2027-07-01 2027-07-31
        dieses Wochenende = 2026-01-17 2026-01-18
        nächstes Wochenende = 2026-01-24 2026-01-25
        von Montag bis Freitag = 2026-01-19 2026-01-23
        ab dem 3. Mai = 2026-05-03 -
        bis Freitag = - 2026-01-16
        ab 3. Mai für zwei Wochen = 2026-05-03 2026-05-16
        die erste Juliwoche = 2026-07-01 2026-07-07
        die erste Woche im Juli = 2026-07-01 2026-07-07
        die nächsten zehn Tage = 2026-01-15 2026-01-24
        die letzten drei Monate = 2025-10-15 2026-01-15
        von Mai bis Juli = 2026-05-01 2026-07-31
        vom 28. Dezember bis 4. Januar = 2026-12-28 2027-01-04
        3.-10. Mai = 2026-05-03 2026-05-10
        nächsten Monat = 2026-02-01 2026-02-28
        von morgen bis Sonntag = 2026-01-16 2026-01-18
        die zweite Augusthälfte = 2026-08-16 2026-08-31
        die zweite Hälfte August = 2026-08-16 2026-08-31
        übernächste Woche = 2026-01-26 2026-02-01
        vom 3. bis zum 10. = 2026-02-03 2026-02-10
        im Juli = 2026-07-01 2026-07-31
        letzte Woche = 2026-01-05 2026-01-11
        drei Nächte ab dem 5. Mai = 2026-05-05 2026-05-08
        die ganze nächste Woche = 2026-01-19 2026-01-25
        Anfang Juni bis Ende Juni = 2026-06-01 2026-06-30
        zwei Wochen lang ab dem 3. Mai = 2026-05-03 2026-05-16
        vom 3.5. bis 10.5. = 2026-05-03 2026-05-10
    """),
    "pt": table("""
        de 3 a 10 de maio = 2026-05-03 2026-05-10
        do dia 3 ao dia 10 de maio = 2026-05-03 2026-05-10
        entre 5 e 8 de junho = 2026-06-05 2026-06-08
        na próxima semana = 2026-01-19 2026-01-25
        a semana que vem = 2026-01-19 2026-01-25
        duas semanas a partir de segunda-feira = 2026-01-19 2026-02-01
        o mês de julho inteiro = 2026-07-01 2026-07-31
        julho de 2027 = 2027-07-01 2027-07-31
        este fim de semana = 2026-01-17 2026-01-18
        o próximo fim de semana = 2026-01-24 2026-01-25
        de segunda a sexta = 2026-01-19 2026-01-23
        a partir de 3 de maio = 2026-05-03 -
        até sexta = - 2026-01-16
        de 3 de maio até 10 de maio = 2026-05-03 2026-05-10
        a primeira quinzena de julho = 2026-07-01 2026-07-15
        os próximos dez dias = 2026-01-15 2026-01-24
        os últimos três meses = 2025-10-15 2026-01-15
        de maio a julho = 2026-05-01 2026-07-31
        de 28 de dezembro a 4 de janeiro = 2026-12-28 2027-01-04
        no mês que vem = 2026-02-01 2026-02-28
        de amanhã a domingo = 2026-01-16 2026-01-18
        desde o dia 3 até ao dia 10 de maio = 2026-05-03 2026-05-10
        quinze dias a partir do dia 3 de maio = 2026-05-03 2026-05-17
        três noites a partir de 5 de maio = 2026-05-05 2026-05-08
        as duas primeiras semanas de agosto = 2026-08-01 2026-08-14
    """),
}

NOTHING = {
    "en": ["I have no idea", "from 9 am to 5 pm", "from Milan to Rome", "I need two weeks"],
    "it": ["non lo so", "dalle 9 alle 17", "da Milano a Roma", "mi servono due settimane", "metà maggio"],
    "es": ["no lo sé", "de 9 a 17 horas", "de Madrid a Sevilla", "a las tres"],
    "fr": ["je ne sais pas", "de 9 heures à 17 heures", "de Paris à Lyon", "à trois heures"],
    "de": ["keine Ahnung", "von 9 bis 17 Uhr", "von Berlin nach Bonn", "um halb drei"],
    "pt": ["não sei", "das 9 às 17 horas", "de Lisboa a Faro", "às três e meia"],
}

MAY = {"start": {"iso": "2026-05-03"}}
BOTH = {**MAY, "end": {"iso": "2026-05-10"}}


def _days(text: str, language: str, held=None, focus: str | None = None, **options: object) -> str | None:
    asked = replace(context(language, **options), held=held or {}, focus=focus)
    match = next(iter(recognise("date_range", text, asked).matches), None)
    return match and " ".join((match.value[key] or {"iso": "-"})["iso"] for key in ("start", "end"))


@pytest.mark.parametrize("language", SAID)
def test_a_range_is_understood_as_it_is_said(language):
    assert {said: _days(said, language) for said in SAID[language]} == SAID[language]


@pytest.mark.parametrize("language", NOTHING)
def test_what_is_no_range_of_dates_is_not_taken_for_one(language):
    assert [said for said in NOTHING[language] if _days(said, language)] == []


@pytest.mark.parametrize(
    ("said", "language", "meant"),
    [
        ("the 10th", "en", "- 2026-05-10"), ("for a week", "en", "- 2026-05-09"), ("the same day", "en", "- 2026-05-03"),
        ("the 2nd of June", "en", "- 2026-06-02"), ("venerdì", "it", "- 2026-05-08"), ("una settimana", "it", "- 2026-05-09"),
        ("el 10", "es", "- 2026-05-10"), ("quinze jours", "fr", "- 2026-05-17"), ("bis zum zehnten", "de", "- 2026-05-10"),
        ("no mesmo dia", "pt", "- 2026-05-03"),
    ],
)  # fmt: skip
def test_the_last_day_is_counted_from_the_first_one_that_is_known(said, language, meant):
    assert _days(said, language, held=MAY, focus="end") == meant


@pytest.mark.parametrize(
    ("said", "meant"), [("the 13th", "- 2026-05-13"), ("the 4th", "2026-05-04 -"), ("until the 4th", "- 2026-05-04")]
)
def test_one_day_corrects_the_side_of_a_known_range_that_it_is_nearer_to(said, meant):
    assert _days(said, "en", held=BOTH) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("from 3 to 10 May", "2025-05-03 2025-05-10"), ("July", "2025-07-01 2025-07-31"), ("January", "2026-01-01 2026-01-31"),
        ("from December to January", "2025-12-01 2026-01-31"), ("from the 3rd to the 10th", "2026-01-03 2026-01-10"),
        ("from Monday to Wednesday", "2026-01-12 2026-01-14"),
    ],
)  # fmt: skip
def test_a_range_of_the_past_is_the_last_one_that_there_was(said, meant):
    assert _days(said, "en", bias="past") == meant


def test_a_day_that_no_calendar_has_is_a_near_miss():
    for said in ("from the 31st of November to the 3rd of December", "from the 28th to the 31st of April"):
        reading = recognise("date_range", said, context("en"))
        assert (reading.matches, [miss.rule for miss in reading.violations]) == ((), ["date_valid"])


def test_a_range_is_read_in_decomposed_text():
    assert _days("de martes a sa\u0301bado", "es") == "2026-01-20 2026-01-24"


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(SAID)),
    st.dates(context("en").reference.date(), date(2199, 12, 31)),
    st.integers(1, 300),
)
def test_a_range_read_back_is_understood_as_itself(language, start, days):
    end = start.fromordinal(start.toordinal() + days)
    value = {"start": {"iso": start.isoformat()}, "end": {"iso": end.isoformat()}}
    said = format_value("date_range", value, "en-GB" if language == "en" else language)
    assert _days(said, language) == f"{start} {end}"


WRITTEN = table("""
    en = from 8 May to 11 May 2026
    it = dall'8 maggio all'11 maggio 2026
    es = del 8 de mayo al 11 de mayo de 2026
    fr = du 8 mai au 11 mai 2026
    de = vom 8. Mai bis zum 11. Mai 2026
    pt = de 8 de maio a 11 de maio de 2026
""")


@pytest.mark.parametrize("language", WRITTEN)
def test_a_range_is_written_in_words_of_the_language(language):
    first, last = {"iso": "2026-05-08"}, {"iso": "2026-05-11"}
    assert format_value("date_range", {"start": first, "end": last}, language) == WRITTEN[language]
    assert "2026" in format_value("date_range", {"start": first, "end": None}, language)
    assert format_value("date_range", {"start": None, "end": None}, language) == ""
