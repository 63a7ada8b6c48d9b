"""Answers as people speak them: sounds of thinking, broken beginnings, courtesies, and corrections."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from tests.unit.extraction.reading import context


def heard(kind, language, said):
    matches = recognise(kind, said, context(language)).matches
    return matches[0].value if matches else None


@pytest.mark.parametrize(
    ("language", "said", "iso"),
    [
        ("en", "the 12th of May 2026, no, the 13th of May 2026", "2026-05-13"),
        ("en", "the twelfth of May 2026 no sorry the thirteenth of June 2026", "2026-06-13"),
        ("it", "il 12 maggio 2026, anzi, il 13 giugno 2026", "2026-06-13"),
        ("es", "el 12 de mayo de 2026, perdón, el 13 de junio de 2026", "2026-06-13"),
        ("fr", "le 12 mai 2026, non attendez, le 13 juin 2026", "2026-06-13"),
        ("de", "am 12. Mai 2026, ich meine, am 13. Juni 2026", "2026-06-13"),
        ("pt", "12 de maio de 2026, quero dizer, 13 de junho de 2026", "2026-06-13"),
    ],
)
def test_corrected_date_is_the_later_one(language, said, iso):
    assert heard("date", language, said)["iso"] == iso


def test_correction_of_a_part_keeps_what_was_said_besides():
    found = recognise("date", "12 May 2026, no, the 13th", context("en", partial=True)).matches[0]
    assert (found.value["iso"], found.parts["month"]) == ("2026-05-13", 5)


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("number", "en", "twenty, no, twenty-five", 25),
        ("number", "de", "zwanzig, beziehungsweise fünfundzwanzig", 25),
        ("phone", "it", "333 111 2233, no scusi, 347 123 4567", "+393471234567"),
        ("email", "es", "ana arroba example punto com, mejor dicho, eva arroba example punto com", "eva@example.com"),
        ("iban", "en", "GB82 WEST 1234 5698 7654 32, I mean DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ],
)
def test_corrected_answer_is_the_later_one(kind, language, said, value):
    found = heard(kind, language, said)
    assert (found["e164"] if kind == "phone" else found) == value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("number", "en", "no, twenty", 20),
        ("number", "en", "twenty, no idea why", 20),
        ("yes_no", "en", "no, sorry", False),
        ("yes_no", "pt", "não, obrigado", False),
        ("date", "en", "sorry, it is 13 June 2026", "2026-06-13"),
    ],
)
def test_denial_that_corrects_nothing_changes_nothing(kind, language, said, value):
    found = heard(kind, language, said)
    assert (found["iso"] if kind == "date" else found) == value


@pytest.mark.parametrize(
    ("kind", "language", "said", "value"),
    [
        ("alphanumeric", "en", "A B uh one two, you know, three", "AB123"),
        ("alphanumeric", "it", "a bi uno cioè due tre", "AB123"),
        ("pod", "de", "IT 001 sozusagen E 12345678", "IT001E12345678"),
        ("pod", "it", "it 001 e 12345678 grazie", "IT001E12345678"),
        ("email", "es", "un momento laura guion bajo torres arroba gmail punto com", "laura_torres@gmail.com"),
        ("email", "en", "it's john dot smith at example dot com please", "john.smith@example.com"),
        ("codice_fiscale", "it", "il mio codice fiscale è rss mra 80a01 h501u", "RSSMRA80A01H501U"),
    ],
)
def test_words_for_time_are_passed_over(kind, language, said, value):
    assert heard(kind, language, said) == value


@pytest.mark.parametrize(
    ("language", "said", "first", "last"),
    [
        ("it", "allora Mario Rossi", "Mario", "Rossi"),
        ("es", "Javier Javier Martínez", "Javier", "Martínez"),
        ("de", "ciao Thomas Weber", "Thomas", "Weber"),
        ("it", "sono Anna De Luca merci", "Anna", "De Luca"),
    ],
)
def test_names_keep_words_that_may_be_names(language, said, first, last):
    found = heard("full_name", language, said)
    assert (found["first"], found["last"]) == (first, last)


def test_digits_said_twice_stand_there_twice():
    assert heard("digits", "es", "cero cero uno cero cero dos") == "001002"


def test_what_was_said_is_told_as_it_was_said():
    said = "uh twenty, no, twenty-five please"
    found = recognise("number", said, context("en")).matches[0]
    assert said[slice(*found.span)] == found.raw == "twenty-five"


@pytest.mark.parametrize("said", ["no, " * 900, "uh " * 1300, "sorry I mean " * 300, "12 no 13 no " * 300])
def test_hostile_repetition_ends(said):
    recognise("date", said, context("en"))
    recognise("full_name", said, context("en"))
