"""Times said for a zone, on Wednesday 11 March 2026 at 14:20, two hours behind UTC."""

from datetime import datetime, timedelta

import pytest

from omnia.dialogue.extraction.time.times import recognise_time
from omnia.dialogue.extraction.values import Context

NOW = datetime.fromisoformat("2026-03-11T14:20")
BEHIND = timedelta(hours=-2)


def hours(text, locale, offset):
    return [match.value["iso"] for match in recognise_time(text, Context(locale, NOW, offset=offset)).matches]


@pytest.mark.parametrize(
    ("locale", "text", "iso"),
    [
        ("en", "4pm CET", "13:00"),
        ("en", "Thursday 8:00 GMT", "06:00"),
        ("en", "Thu at 8 am PST", "14:00"),
        ("en", "at 9 am London time", "07:00"),
        ("en", "at 10am eastern", "12:00"),
        ("en", "9 am, UTC", "07:00"),
        ("en", "9:00 UTC-3:30", "10:30"),
        ("it", "alle 16 ora di Londra", "14:00"),
        ("es", "a las cinco de la tarde hora de Canarias", "15:00"),
        ("es", "la una de la tarde u t c más cuatro", "07:00"),
        ("fr", "à 9h heure de Paris", "06:00"),
        ("de", "9 Uhr MEZ", "06:00"),
        ("de", "um 9 Uhr Londoner Zeit", "07:00"),
        ("pt", "às 9 horas horário de Brasília", "10:00"),
    ],
)
def test_time_of_a_zone_is_given_in_the_persons_own(locale, text, iso):
    assert hours(text, locale, BEHIND)[0] == iso


def test_clocks_that_change_follow_the_day():
    summer = Context("en", datetime.fromisoformat("2026-07-01T10:00"), offset=timedelta(0))
    assert recognise_time("9 am London time", summer).matches[0].value["iso"] == "08:00"


@pytest.mark.parametrize(("locale", "text"), [("en", "4pm CET"), ("it", "alle 16 ora di Londra"), ("de", "9 Uhr UTC+2")])
def test_time_of_a_far_zone_is_not_guessed_where_the_persons_own_is_unknown(locale, text):
    assert hours(text, locale, None) == []


@pytest.mark.parametrize(
    ("locale", "text", "iso"),
    [
        ("it", "alle 16 CET", "16:00"),
        ("de", "um 9 Uhr MEZ", "09:00"),
        ("es", "a las 16 hora peninsular", "16:00"),
        ("en", "seven a m e s t", "07:00"),
    ],
)
def test_time_of_the_countrys_own_zone_is_taken_as_said_where_nothing_is_known(locale, text, iso):
    assert hours(text, locale, None)[0] == iso


def test_words_that_look_like_a_zone_leave_the_time_alone():
    assert hours("rendez-vous de 8 heures cet après-midi", "fr", BEHIND) == ["20:00"]


def test_span_covers_the_zone():
    text = "let us say 4pm CET then"
    match = recognise_time(text, Context("en", NOW, offset=BEHIND)).matches[0]
    assert text[slice(*match.span)] == match.raw == "4pm CET"


def test_context_at_an_aware_time_knows_the_offset():
    context = Context.at(datetime.fromisoformat("2026-03-11T14:20-02:00"), "en")
    assert (context.reference, context.offset) == (NOW, BEHIND)
    assert Context.at(NOW, "en").offset is None
