"""A datum that is said again on the telephone: what was heard before counts, unless the person refused it."""

from omnia.dialogue.conversation import Alternative, Utterance
from tests.unit.dialogue.talking import node, talk, template

ALWAYS = {"policy": "always"}


def asked(kind, channel="voice", **fields):
    engines = [{"id": "it.rule", "type": "rule", "recogniser": kind}]
    return talk(
        template(node("it", kind, confirm=ALWAYS, contract={"engines": engines}, **fields)), channel=channel, locale="en-GB"
    )


def test_value_that_was_second_before_and_is_second_again_is_read_back():
    person = asked("number").says("thirteen", "thirteen", "thirty").says("no").says("fourteen", "fourteen", "thirty")
    assert person.value("it") == 30


def test_refused_value_does_not_count_again():
    person = asked("number").says("thirteen").says("no").says("thirty")
    assert person.value("it") == 30
    assert person.heard == "30?"


def test_code_is_put_together_from_two_attempts():
    person = asked("postal_code").says("n k 9 7 u j", "m k 9 7 q j").says("no").says("m k 9 7 u q", "m k 9 7 u j")
    assert person.value("it") == "MK97UJ"


def test_broken_constraint_is_not_outvoted_into_a_value():
    rule = {"key": "small", "type": "range", "params": {"max": 20}}
    person = asked("number", constraints=[rule]).says("thirty", "thirty").says("thirteen")
    assert person.value("it") == 13


def test_threshold_decides_by_what_rivals_a_value_has_whether_it_is_read_back():
    below = {"policy": "below_confidence", "threshold": 0.9}
    person = talk(template(node("it", "number", confirm=below)))
    assert person.says("thirteen", "thirteen", "thirty").focus == ("it", "confirming")
    agreed = talk(template(node("it", "number", confirm=below)))
    assert agreed.says("thirteen", "thirteen", "it's thirteen").answer.outcome == "completed"


def test_attempts_are_forgotten_when_the_datum_is_done():
    person = asked("number").says("thirteen", "thirteen", "thirty").says("yes")
    assert person.answer.outcome == "completed"
    assert "attempts" not in person.state["runs"]["it"]["data"]["it"]


def test_what_is_written_is_not_kept_as_an_attempt():
    person = asked("number", channel="chat").says("blah")
    assert "attempts" not in person.state["runs"]["it"]["data"]["it"]


def test_no_more_attempts_and_transcriptions_are_kept_than_are_weighed():
    person = asked("number", levels={"no_match": 9, "confirmation": 1})
    for said in ("bla", "blu", "ble", "blo", "bli", "bly"):
        person.does(Utterance(said, tuple(Alternative(f"{said} {place}a") for place in "abcdefghij")))
    kept = person.state["runs"]["it"]["data"]["it"]["attempts"]
    assert len(kept) == 4
    assert {len(attempt) for attempt in kept} == {5}


DOUBTED = {"policy": "below_confidence", "threshold": 0.9, "reject_below": 0.75}


def doubted(*said):
    person = talk(template(node("it", "number", confirm=DOUBTED)))
    for texts in said:
        person.says(*texts)
    return person


def test_value_less_sure_than_the_template_demands_is_asked_again_and_not_kept():
    person = doubted(("thirteen", "fourteen", "forty", "thirty"))
    assert (person.heard, person.focus, person.value("it")) == ("it no_match 1", ("it", "asking"), None)


def test_value_surer_than_that_is_read_back_and_a_sure_one_taken():
    assert doubted(("thirteen", "thirteen", "thirty")).focus == ("it", "confirming")
    assert doubted(("thirteen",)).answer.outcome == "completed"


def test_doubtful_value_counts_when_it_is_said_again():
    alone = doubted(("thirteen", "thirty"))
    person = doubted(("thirteen", "fourteen", "forty", "thirty"), ("thirteen", "thirty"))
    assert (person.focus, person.value("it")) == (("it", "confirming"), 13)
    assert person.answer.values["it"]["confidence"] > alone.answer.values["it"]["confidence"]


def test_what_is_typed_may_be_too_doubtful_too():
    person = talk(template(node("it", "phone", confirm={**DOUBTED, "reject_below": 0.97})), channel="chat").says("202 456 1111")
    assert (person.heard, person.value("it")) == ("it no_match 1", None)
