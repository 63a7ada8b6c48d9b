"""A conversation that begins midway: at a node of a flow, or at a datum of a template, with what is known there."""

import pytest

from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import Utterance, advance
from omnia.dialogue.midway import NotUnderstood, UnknownBeginning, begin_midway, earlier_data
from tests.unit.dialogue.talking import NOW, acquire, date_node, flow, node, say, template


def closing(key, words, *edges):
    return {"id": key, "key": key, "label": {"en": key}, "rows": [say(words)], "edges": list(edges)}


AMOUNT = template(node("amount", "number", constraints=[{"key": "few", "type": "range", "params": {"max": 10}}]))
WHEN = template(date_node())
BRANCH = {
    "id": "branch",
    "key": "branch",
    "label": {"en": "branch"},
    "rows": [acquire("date")],
    "edges": [
        {"id": "many", "to": "many", "when": "data.amount > 5 && variables.member == true"},
        {"id": "few", "to": "few", "otherwise": True},
    ],
}
FLOW = flow(
    [acquire("amount")],
    BRANCH,
    closing("many", "Many on {date}: {amount}."),
    closing("few", "Few."),
    edges=[{"id": "on", "to": "branch", "otherwise": True}],
)
PROGRAM = compile_program(flow=FLOW, templates={"amount": AMOUNT, "date": WHEN}, locale="en")


def begun(program, at, given=None, **variables):
    return begin_midway(program, at, given or {}, channel="chat", variables=variables, now=NOW)


def spoken(answer):
    return [output["text"] for output in answer.outputs if output["type"] == "say"]


def test_data_of_the_nodes_before_can_be_given_and_those_of_later_ones_not():
    assert [each.name for each in earlier_data(PROGRAM, "main")] == []
    assert [each.name for each in earlier_data(PROGRAM, "branch")] == ["amount"]
    assert [each.name for each in earlier_data(PROGRAM, "few")] == ["amount", "date"]


def test_node_that_a_flow_comes_back_to_may_know_what_comes_after_it():
    around = compile_program(
        flow=flow(
            [acquire("amount")],
            BRANCH,
            closing("many", "Many.", {"id": "back", "to": "main", "otherwise": True}),
            closing("few", "Few."),
            edges=[{"id": "on", "to": "branch", "otherwise": True}],
        ),
        templates={"amount": AMOUNT, "date": WHEN},
        locale="en",
    )
    assert [each.name for each in earlier_data(around, "branch")] == ["amount"]
    assert [each.name for each in earlier_data(around, "main")] == ["date"]


def test_flow_begins_at_the_node_with_what_was_given_in_words_and_what_is_known():
    state, answer = begun(PROGRAM, "branch", {"amount": "seven"}, member=True)
    assert spoken(answer) == ["date start 1"]
    assert answer.values["amount"]["value"] == 7
    assert answer.values["amount"]["confirmed"]
    _state, answer = advance(PROGRAM, state, Utterance("12 May 2027"), now=NOW)
    assert spoken(answer) == ["Many on 12 May 2027: 7."]


def test_what_is_left_empty_was_not_acquired_and_the_flow_goes_by_that():
    state, answer = begun(PROGRAM, "branch", {"amount": "  "}, member=True)
    assert "amount" not in answer.values
    _state, answer = advance(PROGRAM, state, Utterance("12 May 2027"), now=NOW)
    assert spoken(answer) == ["Few."]


def test_datum_that_is_given_is_not_asked_for_again():
    again = compile_program(
        flow=flow(
            [acquire("amount")],
            {"id": "twice", "key": "twice", "label": {"en": "twice"}, "rows": [acquire("amount"), say("Known.")], "edges": []},
            edges=[{"id": "on", "to": "twice", "otherwise": True}],
        ),
        templates={"amount": AMOUNT},
        locale="en",
    )
    assert spoken(begun(again, "twice", {"amount": "3"})[1]) == ["Known."]
    assert spoken(begun(again, "twice")[1]) == ["amount start 1"]


@pytest.mark.parametrize("words", ["no number at all", "eleven"])
def test_words_without_a_value_or_with_one_that_a_rule_refuses_are_not_taken(words):
    with pytest.raises(NotUnderstood) as told:
        begun(PROGRAM, "branch", {"amount": words})
    assert told.value.names == ["amount"]


def test_template_begins_at_a_later_datum_and_asks_for_none_before_it():
    both = compile_program(
        template=template(node("first", "number"), node("second", "number"), node("third", "number")), templates={}, locale="en"
    )
    assert [each.name for each in earlier_data(both, "second")] == ["first"]
    state, answer = begun(both, "second")
    assert spoken(answer) == ["second start 1"]
    _state, answer = advance(both, state, Utterance("5"), now=NOW)
    assert spoken(answer)[-1] == "third start 1"
    assert begun(both, "second", {"first": "four"})[1].values["first"]["value"] == 4


@pytest.mark.parametrize("at", ["gone", ""])
def test_unknown_node_is_refused(at):
    with pytest.raises(UnknownBeginning):
        begun(PROGRAM, at)
    with pytest.raises(UnknownBeginning):
        begun(compile_program(template=AMOUNT, templates={}, locale="en"), at)
