"""Several options in one datum: read back by name, added to, corrected, keyed in."""

import pytest

from tests.unit.dialogue.talking import node, talk, template

LABELS = {"phone": "Phone", "email": "Email", "post": "Post"}
ENTRIES = [{"id": value, "value": value, "label": {"en": label}} for value, label in LABELS.items()]


def choosing(**fields):
    contract = {"engines": [{"id": "ways.options", "type": "lexicon", "entries": ENTRIES}]}
    return talk(template(node("ways", "multi_choice", contract=contract, confirm={"policy": "always"}, **fields)))


def test_options_are_read_back_by_their_names():
    person = choosing().says("post and phone")
    assert person.heard == "Phone and Post?"
    assert person.value("ways") == ["phone", "post"]


def test_none_of_them_is_an_answer():
    person = choosing().says("none of them")
    assert person.heard == "none?"
    assert person.says("yes").answer.outcome == "completed"
    assert person.value("ways") == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("no, phone and email", ["phone", "email"]),
        ("no, only email", ["email"]),
        ("yes, and email too", ["phone", "email", "post"]),
        ("also email", ["phone", "email", "post"]),
        ("no, not the post", ["phone"]),
        ("email instead of post", ["phone", "email"]),
    ],
)
@pytest.mark.parametrize("redefinition", ["last_wins", "accumulate"])
def test_reaction_to_the_read_back_adds_takes_away_or_replaces(words, value, redefinition):
    person = choosing(redefinition=redefinition).says("phone and post").says(words)
    assert person.value("ways") == value
    assert person.focus == ("ways", "confirming")


def test_options_named_after_others_are_collected_where_the_template_says_so():
    assert choosing().says("phone").says("email").value("ways") == ["email"]
    assert choosing(redefinition="accumulate").says("phone").says("email").value("ways") == ["phone", "email"]
    assert choosing(redefinition="accumulate").says("phone").says("no").says("email").value("ways") == ["email"]


@pytest.mark.parametrize(("keys", "value"), [("13", ["phone", "post"]), ("2", ["email"]), ("0", []), ("4", None)])
def test_each_key_stands_for_an_option_and_zero_for_none(keys, value):
    inputs = [{"dtmf": True, "min_digits": 1, "max_digits": 3, "end_key": "#"}]
    assert choosing(inputs=inputs).presses(keys).value("ways") == value


def test_too_few_options_break_the_length():
    rule = {"key": "length", "type": "length", "params": {"min": 1}}
    assert choosing(constraints=[rule]).says("none").heard == "ways invalid length"
