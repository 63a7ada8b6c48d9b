"""Data whose parts are data themselves: ranges of dates, appointments, the expiry of a card. Now is 15 January 2026, 10:00."""

import pytest

from omnia.dialogue.conversation import Dtmf, Utterance, advance
from omnia.dialogue.redaction import HIDDEN, redact_spoken, redact_text, redact_values
from tests.unit.dialogue.talking import NOW, acquire, date_node, flow, node, part, talk, template

ALWAYS = {"policy": "always"}
ORDER = {"key": "order", "type": "expression", "params": {"expression": "parts.start.iso <= parts.end.iso"}, "blames": ["end"]}


def stay(**fields):
    parts = [part("stay", "start", "date"), part("stay", "end", "date")]
    engines = [{"id": "stay.rule", "type": "rule", "recogniser": "date_range", "options": {"day_first": True}}]
    fields = {"confirm": ALWAYS, **fields}
    return template(node("stay", "date_range", parts=parts, contract={"engines": engines}, **fields))


def visit(**fields):
    parts = [part("visit", "date"), part("visit", "time")]
    return template(node("visit", "date_time", parts=parts, **{"confirm": ALWAYS, **fields}))


def card(**fields):
    return template(
        node("card", "card_expiry", parts=[part("card", "month"), part("card", "year")], **{"confirm": ALWAYS, **fields})
    )


def days(person):
    return tuple((person.value("stay")[key] or {"iso": None})["iso"] for key in ("start", "end"))


@pytest.mark.parametrize(
    ("said", "then", "expected"),
    [
        ("from the 3rd of May", "the 10th", ("2026-05-03", "2026-05-10")),
        ("from the 3rd of May", "for two weeks", ("2026-05-03", "2026-05-16")),
        ("until the 10th of May", "the 3rd", ("2026-05-03", "2026-05-10")),
    ],
)
def test_half_of_a_range_is_kept_and_the_other_half_asked_and_counted_from_it(said, then, expected):
    person = talk(stay()).says(said)
    assert person.heard == ("start?" if said.startswith("until") else "end?")
    assert days(person.says(then)) == expected
    assert person.says("yes").answer.outcome == "completed"


def test_an_end_before_the_start_is_asked_again_and_the_start_kept():
    person = talk(stay(constraints=[ORDER])).says("from 10 May 2026 to 3 May 2026")
    assert person.heard == "stay invalid order"
    assert person.focus == ("stay.end", "asking")
    assert days(person.says("the 12th")) == ("2026-05-10", "2026-05-12")


def test_a_side_named_as_wrong_is_asked_and_the_other_stays():
    person = talk(stay()).says("from the 3rd to the 10th of May").says("the end is wrong")
    assert person.heard == "end?"
    assert days(person.says("the 11th")) == ("2026-05-03", "2026-05-11")


@pytest.mark.parametrize(
    ("said", "expected"),
    [("no, until the 12th", ("2026-05-03", "2026-05-12")), ("no, from the 2nd", ("2026-05-02", "2026-05-10"))],
)
def test_a_side_corrected_at_the_read_back_moves_alone(said, expected):
    person = talk(stay()).says("from the 3rd to the 10th of May").says(said)
    assert person.focus == ("stay", "confirming")
    assert days(person) == expected


def test_the_time_of_an_appointment_is_asked_and_corrected_alone():
    person = talk(visit()).says("on Tuesday")
    assert person.heard == "time?"
    person.says("half past four").says("no, at five")
    assert person.value("visit")["iso"] == "2026-01-20T17:00"
    assert person.says("no, on Wednesday").value("visit")["iso"] == "2026-01-21T17:00"


@pytest.mark.parametrize(("said", "is_refused"), [("today at half past nine am", True), ("today at half past ten", False)])
def test_an_appointment_of_today_is_to_come_or_over_by_the_minute(said, is_refused):
    person = talk(visit(constraints=[{"key": "future", "type": "date_future", "params": {"include_today": True}}])).says(said)
    assert (person.heard == "visit invalid future") is is_refused


@pytest.mark.parametrize(("said", "is_refused"), [("December 2025", True), ("January 2026", False)])
def test_a_card_is_good_to_the_end_of_its_month(said, is_refused):
    person = talk(card(constraints=[{"key": "expired", "type": "date_future", "params": {"include_today": True}}])).says(said)
    assert (person.heard == "card invalid expired") is is_refused


def test_a_range_of_the_past_is_over_when_its_last_day_is():
    rule = {"key": "past", "type": "date_past"}
    assert talk(stay(constraints=[dict(rule)])).says("from 10 to 20 January 2026").heard == "stay invalid past"
    assert talk(stay(constraints=[dict(rule)])).says("from 10 to 14 January 2026").focus == ("stay", "confirming")


@pytest.mark.parametrize(
    ("document", "keys", "name", "iso"),
    [
        (visit, "120520261530", "visit", "2026-05-12T15:30"),
        (card, "0527", "card", "2027-05"),
        (card, "052027", "card", "2027-05"),
    ],
)
def test_keys_stand_for_the_whole(document, keys, name, iso):
    person = talk(document(inputs=[{"dtmf": True, "max_digits": 12}])).presses(keys)
    assert person.value(name)["iso"] == iso


def test_keys_stand_for_both_days_or_for_the_one_that_is_asked():
    inputs = [{"dtmf": True, "max_digits": 16}]
    assert days(talk(stay(inputs=inputs)).presses("0305202610052026")) == ("2026-05-03", "2026-05-10")
    person = talk(stay(inputs=inputs)).presses("03052026")
    assert (person.heard, days(person)) == ("end?", ("2026-05-03", None))
    assert days(person.presses("10052026")) == ("2026-05-03", "2026-05-10")


def test_keys_that_no_card_bears_are_no_expiry():
    person = talk(card(inputs=[{"dtmf": True, "max_digits": 6}])).presses("1327")
    assert person.value("card") is None


@pytest.mark.parametrize(
    ("document", "said"),
    [(stay, "from the 3rd to the 10th of May"), (visit, "Tuesday at half past four"), (card, "May twenty-seven")],
)
def test_private_composite_values_stay_out_of_transcripts(document, said):
    person = talk(document(privacy="redact"))
    _, answer = advance(person.program, person.state, Utterance(said), now=NOW)
    spoken = next(output["text"] for output in answer.outputs if output["type"] == "say")
    assert redact_text(person.program, person.state, said, answer.heard) == HIDDEN
    assert redact_spoken(person.program, answer.values, spoken) == f"{HIDDEN}?"
    assert {entry["value"] for entry in redact_values(person.program, answer.values).values()} == {HIDDEN}


def test_a_range_told_early_is_kept_for_its_template():
    first = template(node("name", "full_name"), key="name")
    person = talk(flow([acquire("name"), acquire("stay")]), first, stay(confirm={"policy": "never"}))
    person.says("my name is Anna Rossi and I'd like to come from the 3rd to the 10th of May")
    assert days(person) == ("2026-05-03", "2026-05-10")


def test_a_lone_date_is_left_to_a_date_that_is_asked_later():
    dated = template(date_node("arrival"), key="arrival")
    first = template(node("name", "full_name"), key="name")
    person = talk(flow([acquire("name"), acquire("stay"), acquire("arrival")]), first, stay(), dated)
    person.says("my name is Anna Rossi, on the 3rd of May 2026")
    assert person.value("stay") is None
    assert person.value("arrival")["iso"] == "2026-05-03"


def test_an_unfinished_row_of_keys_is_read_as_typed():
    person = talk(stay(inputs=[{"dtmf": True, "max_digits": 16}]))
    _, answer = advance(person.program, person.state, Dtmf("99"), now=NOW)
    assert answer.values == {}
