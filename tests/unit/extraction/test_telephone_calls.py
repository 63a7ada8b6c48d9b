"""Names, British postcodes and dates of birth as a recogniser of speech writes them down from the telephone."""

from datetime import datetime

import pytest

from omnia.dialogue.extraction.base import Context
from omnia.dialogue.extraction.dates import recognise_date_of_birth

NOW = datetime.fromisoformat("2026-11-23T10:00")
CALLER = Context("en-GB", NOW, "GB")


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("third of may nineteen hundred and 73", "1973-05-03"),
        ("first of june two thousand 5", "2005-06-01"),
        ("fourth of may nineteen o five", "1905-05-04"),
        ("thirteenth of the 4 nineteen 67", "1967-04-13"),
        ("the eleventh of the 2 1958", "1958-02-11"),
        ("twenty three o two nineteen thirty two", "1932-02-23"),
        ("sixteen o one nineteen hundred and twenty four", "1924-01-16"),
        ("o three o two one nine four five", "1945-02-03"),
        ("two one o seven seven four", "1974-07-21"),
        ("twenty one two thousand ten", "2010-01-20"),
        ("eight nine o one", "2001-09-08"),
        ("11 382", "1982-03-11"),
        ("eleven eleven fifty five", "1955-11-11"),
    ],
)
def test_birth_said_on_the_telephone_is_understood(said, iso):
    match = recognise_date_of_birth(said, CALLER).matches[0]
    assert match.value["iso"] == iso
    assert said.endswith(match.raw)


@pytest.mark.parametrize("said", ["1 4 0 6 1 9 h 5", "three one n o eight one nine four eight", "2 1 0 5 1 9 8 q"])
def test_birth_with_a_digit_misheard_is_no_other_date(said):
    assert [match for match in recognise_date_of_birth(said, CALLER).matches if match.value["iso"]] == []
