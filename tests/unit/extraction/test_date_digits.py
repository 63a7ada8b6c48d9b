"""Dates of birth said digit by digit, and years said in pieces."""

import pytest

from omnia.dialogue.extraction.registry import recognise
from omnia.dialogue.extraction.values import Context
from tests.unit.extraction.reading import NOW


def born(said, locale="en-GB"):
    matches = recognise("date_of_birth", said, Context(locale, NOW)).matches
    return matches[0].value["iso"] if matches else None


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-GB", "two one oh two one nine eight four"),
        ("en-GB", "two one zero two eight four"),
        ("en-GB", "twenty one oh two eighty four"),
        ("en-GB", "um twenty one zero two nineteen eighty four"),
        ("en-GB", "210284"),
        ("en-GB", "21021984"),
        ("en-GB", "2 1 0 2 1 9 8 4"),
        ("en-US", "oh two twenty one eighty four"),
        ("en-US", "02211984"),
        ("it", "due uno zero due uno nove otto quattro"),
        ("it", "ventuno zero due ottantaquattro"),
        ("es", "dos uno cero dos uno nueve ocho cuatro"),
        ("fr", "vingt et un zéro deux quatre-vingt-quatre"),
        ("de", "zwei eins null zwei eins neun acht vier"),
        ("de", "einundzwanzig null zwei vierundachtzig"),
        ("pt", "dois um zero dois um nove oito quatro"),
    ],
)
def test_date_said_digit_by_digit_is_understood(locale, said):
    assert born(said, locale) == "1984-02-21"


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("21 february one nine eight four", "1984-02-21"),
        ("22nd of august 19 77", "1977-08-22"),
        ("the fifth of november twenty oh five", "2005-11-05"),
        ("the third of the third oh one", "2001-03-03"),
        ("five eleven oh five", "2005-11-05"),
    ],
)
def test_year_said_in_pieces_is_one_year(said, iso):
    assert born(said) == iso


def test_row_of_digits_that_two_dates_fit_is_not_guessed():
    assert born("two one one one nine eight four") is None


@pytest.mark.parametrize("said", ["99021984", "my number is 07700 900123", "one two three four five six seven eight nine"])
def test_row_of_digits_that_is_no_date_is_none(said):
    assert born(said) is None


def test_date_of_birth_without_a_year_gets_none():
    found = recognise("date_of_birth", "the 21st of February", Context("en-GB", NOW)).matches[0]
    assert found.value == {"iso": None, "day": 21, "month": 2, "year": None}
