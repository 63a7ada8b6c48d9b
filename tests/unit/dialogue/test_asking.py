"""What comes next: data in order, missing parts, conditions, exhaustion, the round of what was put off."""

import pytest

from omnia.dialogue.conversation import Resume
from tests.unit.dialogue.talking import acquire, date_node, flow, node, say, step, talk, template

NUMBER = node("number", "number", levels={"confirmation": 0})


def test_empty_datum_is_asked_with_its_start():
    person = talk(template(date_node()))
    assert person.heard == "date start 1"
    assert person.focus == ("date", "asking")
    assert person.answer.status == "listening"


def test_partial_date_only_its_year_is_asked():
    person = talk(template(date_node())).says("the 12th of May")
    assert person.heard == "year?"
    assert person.focus == ("date.year", "asking")
    assert person.value("date") == {"iso": None, "day": 12, "month": 5, "year": None}


def test_last_part_given_value_is_composed_and_conversation_completes():
    person = talk(template(date_node())).says("the 12th of May").says("1980")
    assert person.answer.outcome == "completed"
    assert person.value("date") == {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}
    assert person.answer.values["date"]["raw"] == "the 12th of May 1980"
    assert person.answer.values["date"]["formatted"] == "12 May 1980"


@pytest.mark.parametrize(("asked_part", "said", "expected"), [("day", "5", {"day": 5}), ("month", "5", {"month": 5})])
def test_lone_number_goes_to_the_part_being_asked(asked_part, said, expected):
    before = {"day": "May 1980", "month": "the 12th"}[asked_part]
    person = talk(template(date_node())).says(before)
    assert person.focus == (f"date.{asked_part}", "asking")
    assert expected.items() <= person.says(said).value("date").items()


AMBIGUOUS = {"ambiguity": {"parts": ["day", "month"], "minimum": 1, "maximum": 12, "policy": "ask"}}


@pytest.mark.parametrize("said", ["5", "five"])
def test_lone_number_that_could_be_day_or_month_is_asked_not_guessed(said):
    document = date_node()
    document["contract"] |= AMBIGUOUS
    person = talk(template(document)).says(said)
    assert person.heard == "day?"
    assert person.value("date") is None
    assert person.says("5").value("date")["day"] == 5
    assert person.focus == ("date.month", "asking")


@pytest.mark.parametrize("said", ["the 5th", "20"])
def test_number_that_can_only_be_a_day_is_taken(said):
    document = date_node()
    document["contract"] |= AMBIGUOUS
    assert talk(template(document)).says(said).focus == ("date.month", "asking")


def test_main_nodes_are_asked_in_order_with_success_between():
    first = node("age", "number", levels={"confirmation": 0}, steps={"success": step("age", "success", "Perfect.")})
    person = talk(template(first, node("count", "number", levels={"confirmation": 0}), key="pair"))
    assert person.says("30").heard == "Perfect. | count start 1"
    assert person.says("2").answer.outcome == "completed"


def test_introduction_is_spoken_once_before_the_first_question():
    person = talk(template(NUMBER, introduction=step("t", "introduction", "Two questions.")))
    assert person.heard == "Two questions. | number start 1"
    assert "Two questions." not in person.says("blue").heard


def test_node_whose_condition_is_false_is_not_asked():
    second = node("count", "number", condition="data.age > 18.0", levels={"confirmation": 0})
    document = template(node("age", "number", levels={"confirmation": 0}), second, key="pair")
    assert talk(document).says("12").answer.outcome == "completed"
    assert talk(document).says("30").heard == "count start 1"


def test_nothing_understood_each_level_of_no_match_then_failed_with_partial_values():
    person = talk(template(date_node())).says("the 12th of May")
    assert person.heard == "year?"
    heard = [person.says("blue").heard for _ in range(3)]
    assert heard == ["date no_match 1", "date no_match 2", "date no_match 3"]
    person.says("blue")
    assert person.answer.outcome == "failed"
    assert person.value("date")["day"] == 12


def test_silence_has_its_own_counter_and_levels():
    person = talk(template(NUMBER)).is_silent()
    assert person.heard == "number no_input 1"
    assert person.says("blue").heard == "number no_match 1"
    assert person.is_silent().heard == "number no_input 2"
    assert person.is_silent().answer.outcome == "failed"


def test_limit_is_set_the_conversation_fails_after_it():
    person = talk(template(node("number", "number", limits={"no_match": 1}))).says("blue")
    assert person.says("blue").answer.outcome == "failed"


def test_usable_value_gained_misses_start_again():
    person = talk(template(date_node())).says("blue").says("the 12th of May")
    assert person.says("blue").heard == "date no_match 1"


def test_exhausted_node_is_skipped_and_the_next_one_asked_in_the_same_turn():
    first = node("age", "number", on_exhausted="skip", limits={"no_match": 1}, levels={"confirmation": 0})
    person = talk(template(first, NUMBER, key="pair")).says("blue").says("blue")
    assert person.heard == "number start 1"
    assert person.says("5").answer.outcome == "partial"


def test_exhausted_node_is_put_off_and_asked_once_more_at_the_end():
    first = node("age", "number", on_exhausted="defer", limits={"no_match": 1}, levels={"confirmation": 0})
    person = talk(template(first, NUMBER, key="pair")).says("blue").says("blue")
    assert person.heard == "number start 1"
    assert person.says("5").heard == "age start 1"
    assert person.says("30").answer.outcome == "completed"


def test_put_off_node_failed_again_conversation_ends_partial():
    first = node("age", "number", on_exhausted="defer", limits={"no_match": 1}, levels={"confirmation": 0})
    person = talk(template(first, NUMBER, key="pair")).says("blue").says("blue").says("5").says("blue").says("blue")
    assert person.answer.outcome == "partial"


@pytest.mark.parametrize(
    ("action", "outcome"),
    [({"type": "transfer", "to": "desk"}, "transferred"), ({"type": "hang_up"}, "closed"), ({"type": "end"}, "closed")],
)
def test_terminal_action_inside_an_escalation_ends_the_conversation(action, outcome):
    ladder = [*step("number", "no_match", "Again?"), {"id": "last", "actions": [{"id": "bye", "text": {"en": "Bye."}, **action}]}]
    person = talk(template(node("number", "number", steps={"no_match": ladder}))).says("blue").says("blue")
    assert person.heard == "Bye."
    assert person.answer.outcome == outcome
    assert person.answer.outputs[-1]["kind"] == action["type"]


@pytest.mark.parametrize(
    ("absent", "event", "heard"),
    [
        ({"no_match": 0}, "says", "number start 1"),
        ({"no_input": 0}, "is_silent", "number start 1"),
    ],
)
def test_absent_step_falls_back(absent, event, heard):
    person = talk(template(node("number", "number", levels=absent)))
    assert (person.says("blue") if event == "says" else person.is_silent()).heard == heard


def test_finished_conversation_stays_finished():
    person = talk(template(NUMBER)).says("5")
    before = person.answer
    assert person.says("6").answer.outcome == before.outcome
    assert person.value("number") == 5
    assert person.answer.outputs == []


def test_flow_rows_run_in_order_and_exits_are_taken_by_condition():
    adult = {
        "id": "adult",
        "key": "adult",
        "label": {"en": "a"},
        "rows": [{"id": "c", "type": "close", "text": {"en": "Welcome, {age}."}}],
    }
    child = {"id": "child", "key": "child", "label": {"en": "c"}, "rows": [{"id": "t", "type": "transfer", "to": "parents"}]}
    edges = [{"id": "1", "to": "adult", "when": "data.age >= 18.0"}, {"id": "2", "to": "child", "otherwise": True}]
    document = flow([say("Hello."), acquire("number", "age")], adult, child, edges=edges)
    person = talk(document, template(NUMBER))
    assert person.heard == "Hello. | number start 1"
    assert person.says("30").heard == "Welcome, 30."
    assert person.answer.outcome == "completed"
    assert person.value("age") == 30
    assert talk(document, template(NUMBER)).says("3").answer.outcome == "transferred"


def test_flow_datum_known_already_is_not_asked_again():
    again = {"id": "again", "key": "again", "label": {"en": "a"}, "rows": [acquire("number"), say("Done.")]}
    document = flow([acquire("number")], again, edges=[{"id": "1", "to": "again", "otherwise": True}])
    person = talk(document, template(NUMBER)).says("5")
    assert person.heard == "Done."
    assert person.answer.outcome == "completed"


def test_flow_going_round_without_end_fails_at_the_ceiling():
    document = flow([say("Round.")], edges=[{"id": "1", "to": "main", "otherwise": True}], max_visits=3)
    person = talk(document)
    assert person.answer.outcome == "failed"
    assert person.heard == "Round. | Round. | Round."


def test_webhook_row_waits_and_its_answer_is_mapped():
    hook = {
        "id": "hook",
        "type": "webhook",
        "name": "lookup",
        "url": "https://example.com/x",
        "body": {"n": "{number}"},
        "mapping": {"plan": "answer.plan"},
    }
    document = flow([acquire("number"), hook, {"id": "c", "type": "close", "text": {"en": "Plan {plan}."}}])
    person = talk(document, template(NUMBER)).says("5")
    assert person.answer.status == "waiting"
    assert person.answer.outputs[-1] | {"source": None} == {
        "type": "action", "kind": "webhook", "id": "hook", "name": "lookup", "method": "POST", "url": "https://example.com/x",
        "body": {"n": "5"}, "timeout": 5.0, "source": None,
    }  # fmt: skip
    assert person.does(Resume({"plan": "Gold"})).heard == "Plan Gold."
    assert person.answer.outcome == "completed"
