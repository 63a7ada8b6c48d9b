"""The expiry of a card as people read it off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import compose, recognise
from omnia.dialogue.speech import format_value
from tests.unit.extraction.reading import context, table

SAID = {
    "en": table("""
        05/27 = 2027-05
        May twenty-seven = 2027-05
        zero five twenty seven = 2027-05
        0527 = 2027-05
        05 2027 = 2027-05
        five twenty seven = 2027-05
        oh five two seven = 2027-05
        May 2027 = 2027-05
        it expires in May 2027 = 2027-05
        valid until 12/28 = 2028-12
        the fifth of twenty twenty seven = 2027-05
        five slash twenty seven = 2027-05
        5/27 = 2027-05
        2027-05 = 2027-05
        May = - 5
        May of twenty twenty-seven = 2027-05
        11 twenty nine = 2029-11
        December two thousand and twenty eight = 2028-12
        05-27 = 2027-05
        05.27 = 2027-05
        2027 = 2027 -
    """),
    "it": table("""
        maggio 2027 = 2027-05
        zero cinque ventisette = 2027-05
        05/27 = 2027-05
        maggio ventisette = 2027-05
        cinque ventisette = 2027-05
        scade a maggio del 2027 = 2027-05
        zero cinque barra ventisette = 2027-05
        zero cinque due sette = 2027-05
        dicembre duemilaventotto = 2028-12
        scade il 05/27 = 2027-05
        il mese cinque del ventisette = 2027-05
        maggio del ventisette = 2027-05
        undici ventinove = 2029-11
    """),
    "es": table("""
        mayo de 2027 = 2027-05
        cero cinco veintisiete = 2027-05
        05/27 = 2027-05
        mayo del veintisiete = 2027-05
        caduca en mayo de 2027 = 2027-05
        cero cinco barra veintisiete = 2027-05
        diciembre de dos mil veintiocho = 2028-12
        cinco veintisiete = 2027-05
        mayo veintisiete = 2027-05
    """),
    "fr": table("""
        mai 2027 = 2027-05
        zéro cinq vingt-sept = 2027-05
        05/27 = 2027-05
        mai vingt-sept = 2027-05
        elle expire en mai 2027 = 2027-05
        zéro cinq barre vingt-sept = 2027-05
        décembre deux mille vingt-huit = 2028-12
        cinq vingt-sept = 2027-05
    """),
    "de": table("""
        Mai 2027 = 2027-05
        null fünf siebenundzwanzig = 2027-05
        05/27 = 2027-05
        Mai siebenundzwanzig = 2027-05
        gültig bis Mai 2027 = 2027-05
        null fünf Schrägstrich siebenundzwanzig = 2027-05
        Dezember zweitausendachtundzwanzig = 2028-12
        fünf siebenundzwanzig = 2027-05
        null fünf zwei sieben = 2027-05
    """),
    "pt": table("""
        maio de 2027 = 2027-05
        zero cinco vinte e sete = 2027-05
        05/27 = 2027-05
        maio de vinte e sete = 2027-05
        expira em maio de 2027 = 2027-05
        zero cinco barra vinte e sete = 2027-05
        dezembro de dois mil e vinte e oito = 2028-12
        cinco vinte e sete = 2027-05
    """),
}

NOTHING = {
    "en": ["13/27", "12/05/2027", "12 May 2027", "4111 1111 1111 1111", "I can't read it"],
    "it": ["non lo leggo", "12 maggio 2027"],
    "es": ["no lo veo"],
    "fr": ["je ne sais pas"],
    "de": ["keine Ahnung"],
    "pt": ["não consigo ler"],
}


def _said(text: str, language: str) -> str | None:
    match = next(iter(recognise("card_expiry", text, context(language)).matches), None)
    return match and (match.value["iso"] or " ".join(str(match.value[key] or "-") for key in ("year", "month")))


@pytest.mark.parametrize("language", SAID)
def test_an_expiry_is_understood_as_it_is_said(language):
    assert {said: _said(said, language) for said in SAID[language]} == SAID[language]


@pytest.mark.parametrize("language", NOTHING)
def test_what_is_no_expiry_is_not_taken_for_one(language):
    assert [said for said in NOTHING[language] if _said(said, language)] == []


@pytest.mark.parametrize("said", ["13/27", "thirteen twenty seven", "0027"])
def test_a_month_that_no_year_has_is_a_near_miss(said):
    reading = recognise("card_expiry", said, context("en"))
    assert (reading.matches, [miss.rule for miss in reading.violations]) == ((), ["date_valid"])


def test_a_word_for_expiry_makes_sure_of_it():
    sure, plain = (recognise("card_expiry", said, context("en")).matches[0] for said in ("it expires 05/27", "05/27"))
    assert sure.confidence > plain.confidence


def test_a_number_of_another_sort_is_not_cut_into_an_expiry():
    for said in ("12 34 56 78 90 12 34 56", "12/05/2027", "12 May 2027", "051227", "4111 1111 1111 1111"):
        assert _said(said, "en") is None


WRITTEN = table("""
    en = May 2027
    it = maggio 2027
    es = mayo de 2027
    fr = mai 2027
    de = Mai 2027
    pt = maio de 2027
""")


@pytest.mark.parametrize("language", WRITTEN)
def test_an_expiry_is_written_as_month_and_year(language):
    whole = compose("card_expiry", {"month": 5, "year": 2027})
    assert whole == {"iso": "2027-05", "month": 5, "year": 2027}
    assert format_value("card_expiry", whole, language) == WRITTEN[language]
    assert format_value("card_expiry", whole, language, "MM/yy") == "05/27"
    assert compose("card_expiry", {"month": 5})["iso"] is None


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(SAID)),
    st.integers(1, 12),
    st.integers(2000, 2099),
    st.sampled_from(["text", "MM/yy", "MM/yyyy", "MMyy"]),
)
def test_an_expiry_read_back_is_understood_as_itself(language, month, year, form):
    iso = f"{year}-{month:02d}"
    said = format_value("card_expiry", {"iso": iso}, language, "" if form == "text" else form)
    assert _said(said, language) == iso
