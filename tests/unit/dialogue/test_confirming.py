"""Reading back: yes, no, no with the right value, the right value alone, the part that is wrong, yes and more."""

import pytest

from omnia.dialogue.conversation import Alternative, Utterance
from tests.unit.dialogue.talking import acquire, date_node, flow, node, talk, template

ALWAYS = {"policy": "always"}


def confirming_date(**fields):
    return talk(template(date_node(confirm=ALWAYS, **fields))).says("the 12th of May 1980")


@pytest.mark.parametrize("words", ["yes", "yes that's right", "correct", "yep", "right"])
def test_yes_confirms(words):
    person = confirming_date()
    assert person.heard == "12 May 1980?"
    assert person.focus == ("date", "confirming")
    assert person.says(words).answer.outcome == "completed"
    assert person.is_confirmed("date")


@pytest.mark.parametrize(
    "words", ["no, the 13th", "no, I meant the 13th", "no it's the thirteenth", "the 13th", "sorry, the 13th"]
)
def test_correction_overwrites_only_the_part_it_holds_and_is_read_back_again(words):
    person = confirming_date().says(words)
    assert person.heard == "13 May 1980?"
    assert person.focus == ("date", "confirming")
    assert person.value("date")["iso"] == "1980-05-13"
    assert not person.is_confirmed("date")
    assert person.says("yes").answer.outcome == "completed"


def test_no_value_is_kept_and_the_right_one_asked():
    person = confirming_date().says("no")
    assert person.heard == "date not_confirmed 1"
    assert person.focus == ("date", "correcting")
    assert person.value("date")["iso"] == "1980-05-12"
    assert person.says("the 3rd of June 1981").heard == "3 June 1981?"


def test_refusals_are_counted_over_the_whole_datum():
    person = confirming_date()
    for number, day in ((1, "3rd"), (2, "4th")):
        assert person.says("no").heard == f"date not_confirmed {number}"
        assert person.says(f"the {day} of June 1981").focus == ("date", "confirming")
    assert person.says("no").answer.outcome == "failed"
    assert person.value("date")["iso"] == "1981-06-04"


def test_wrong_part_named_only_that_part_is_asked():
    person = confirming_date().says("the year is wrong")
    assert person.heard == "year?"
    assert person.focus == ("date.year", "correcting")
    assert person.says("1981").heard == "12 May 1981?"


def test_wrong_part_named_with_the_right_one_is_taken_at_once():
    assert confirming_date().says("the year is wrong, it's 1981").heard == "12 May 1981?"


def test_same_value_said_again_is_a_yes():
    assert confirming_date().says("the 12th of May 1980").answer.outcome == "completed"


def test_nonsense_read_back_again_with_a_counter_of_its_own():
    person = confirming_date()
    for _ in range(3):
        assert person.says("blue cheese").heard == "12 May 1980?"
    assert person.says("blue cheese").answer.outcome == "failed"
    assert person.value("date")["iso"] == "1980-05-12"


def test_silence_read_back_again():
    person = confirming_date()
    assert person.is_silent().heard == "12 May 1980?"
    assert person.says("yes").answer.outcome == "completed"


def test_correction_that_breaks_a_constraint_good_value_stays():
    rule = {"key": "past", "type": "date_past"}
    person = confirming_date(constraints=[rule]).says("no, 12 May 2030")
    assert person.heard == "date invalid past"
    assert person.value("date")["iso"] == "1980-05-12"
    assert person.focus == ("date", "correcting")
    assert person.says("12 May 1981").heard == "12 May 1981?"


def test_yes_and_the_next_datum_in_one_breath_both_are_taken():
    document = flow([acquire("date"), acquire("email")])
    email = node("email", "email", levels={"confirmation": 0})
    person = talk(document, template(date_node(confirm=ALWAYS)), template(email)).says("12 May 1980")
    person.says("yes, and my e-mail is mario.rossi@gmail.com")
    assert person.answer.outcome == "completed"
    assert person.is_confirmed("date")
    assert person.value("email") == "mario.rossi@gmail.com"


def test_something_else_said_while_confirming_is_kept_and_the_question_repeated():
    document = flow([acquire("date"), acquire("email")])
    email = node("email", "email", levels={"confirmation": 0})
    person = (
        talk(document, template(date_node(confirm=ALWAYS)), template(email)).says("12 May 1980").says("mario.rossi@gmail.com")
    )
    assert person.heard == "12 May 1980?"
    assert person.value("email") == "mario.rossi@gmail.com"
    assert person.says("yes").answer.outcome == "completed"


@pytest.mark.parametrize(("keys", "expected"), [("1", None), ("2", ("date", "correcting"))])
def test_keys_one_and_two_are_yes_and_no(keys, expected):
    assert confirming_date().presses(keys).focus == expected


@pytest.mark.parametrize(
    ("policy", "channel", "asks"),
    [
        ({"policy": "never"}, "voice", False),
        ({"policy": "always"}, "chat", True),
        ({"policy": "voice_only"}, "voice", True),
        ({"policy": "voice_only"}, "chat", False),
        ({"policy": "expression", "when": "value > 100.0"}, "chat", False),
        ({"policy": "expression", "when": "value > 10.0"}, "chat", True),
        ({"policy": "below_confidence", "threshold": 0.1}, "chat", False),
        ({"policy": "below_confidence", "threshold": 1.0}, "chat", True),
    ],
)
def test_policy_decides_whether_a_value_is_read_back(policy, channel, asks):
    person = talk(template(node("number", "number", confirm=policy)), channel=channel).does(
        Utterance("30", (Alternative("30", 0.9),))
    )
    assert (person.answer.outcome is None) == asks


def test_no_confirmation_step_no_confirmation():
    person = talk(template(node("number", "number", confirm=ALWAYS, levels={"confirmation": 0}))).says("30")
    assert person.answer.outcome == "completed"


@pytest.mark.parametrize("policy", ["first_wins", "explicit_correction"])
def test_guarded_datum_another_value_without_a_no_does_not_replace_it(policy):
    person = confirming_date(redefinition=policy).says("the 13th")
    assert person.value("date")["day"] == 12
    assert person.says("no, the 13th").value("date")["day"] == 13


@pytest.mark.parametrize(
    ("locale", "said", "correction", "agreement"),
    [
        ("it", "il 12 maggio 1980", "no, volevo dire il 13", "sì, esatto"),
        ("es", "el 12 de mayo de 1980", "no, quise decir el 13", "sí"),
        ("fr", "le 12 mai 1980", "non, le 13", "oui"),
        ("de", "am 12. Mai 1980", "nein, am 13.", "ja"),
        ("pt", "12 de maio de 1980", "não, dia 13", "sim"),
    ],
)
def test_every_language_corrects_and_confirms(locale, said, correction, agreement):
    person = talk(template(date_node(confirm=ALWAYS)), locale=locale).says(said)
    assert person.focus == ("date", "confirming")
    assert person.says(correction).value("date")["iso"] == "1980-05-13"
    assert person.says(agreement).answer.outcome == "completed"


def test_option_is_read_back_by_its_label_and_kept_by_its_key():
    options = [{"id": "ent", "value": "ent", "label": {"en": "Ear, nose and throat"}, "synonyms": {"en": ["ear doctor"]}}]
    chosen = node("branch", "choice", confirm=ALWAYS, contract={"engines": [{"id": "o", "type": "lexicon", "entries": options}]})
    person = talk(template(chosen)).says("the ear doctor please")
    assert person.heard == "Ear, nose and throat?"
    assert person.value("branch") == "ent"
