"""Numbers of which each attempt errs in another place: the places are voted for, one by one."""

from datetime import datetime

import pytest

from omnia.dialogue.conversation import Utterance, parse_text
from tests.unit.dialogue.talking import node, talk, template

NOW = datetime.fromisoformat("2026-11-23T10:00")


def best(kind, said, *others, earlier=(), locale="en", region=None):
    attempts = [Utterance(text) for text in earlier]
    answer = parse_text(kind, said, locale=locale, now=NOW, region=region, alternatives=others, earlier=attempts)
    return answer.matches[0] if answer.matches else None


@pytest.mark.parametrize(
    ("locale", "region", "attempts", "number"),
    [
        ("en", "GB", ("020 7946 0968", "020 7946 0858", "020 7956 0958"), "+442079460958"),
        ("it", "IT", ("02 1234 5679", "02 1234 5668", "02 1244 5678"), "+390212345678"),
        ("fr", "FR", ("01 42 68 53 01", "01 42 68 54 00", "01 43 68 53 00"), "+33142685300"),
        ("de", "DE", ("030 901821", "030 901810", "030 902820"), "+4930901820"),
        ("es", "ES", ("912 345 679", "912 345 668", "912 355 678"), "+34912345678"),
        ("pt", "PT", ("21 345 6790", "21 345 6889", "21 355 6789"), "+351213456789"),
    ],
)
def test_telephone_number_is_voted_for_place_by_place_if_it_is_one(locale, region, attempts, number):
    *earlier, said = attempts
    assert best("phone", said, earlier=earlier, locale=locale, region=region)["value"]["e164"] == number


@pytest.mark.parametrize("kind", ["digits", "alphanumeric", "order_number"])
def test_code_without_a_check_digit_is_voted_for_and_doubtful(kind):
    found = best(kind, "123457", earlier=["123466", "122456"])
    assert (found["value"], found["confidence"] <= 0.6) == ("123456", True)


def test_row_that_one_attempt_holds_wins_against_those_that_err_in_one_place():
    assert best("digits", "123456", "123466", earlier=["122456"])["value"] == "123456"


def test_number_is_voted_for_in_a_conversation():
    rule = {"key": "long", "type": "length", "params": {"min": 6}}
    person = talk(template(node("it", "digits", constraints=[rule], confirm={"policy": "always"})))
    person.says("123457", "123457", "123466").says("no").says("122456", "122456", "123456")
    assert person.value("it") == "123456"


def test_of_two_rows_that_differ_none_is_made_up():
    assert best("digits", "123457", earlier=["123466"])["value"] in {"123457", "123466"}


def test_rows_of_another_length_have_no_vote():
    assert best("digits", "123457", "123457", earlier=["1234", "12345"])["value"] == "123457"
