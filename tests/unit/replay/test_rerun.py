"""A conversation held again on the release that it ran on: it ends as it did, whatever redaction took away."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.conversation import Dtmf, HangUp, NoInput, Resume, Utterance
from omnia.dialogue.events import Alternative
from omnia.dialogue.redaction import HIDDEN
from omnia.dialogue.replay.recording import RecordingError, read_recording
from omnia.dialogue.replay.rerun import rerun
from tests.specimens import seed
from tests.unit.dialogue.talking import acquire, date_node, flow, node, template
from tests.unit.replay.held import held_again, program_of, record_of, recorded

CATALOGUE = seed()
PRIVATE = sorted(
    key for key, body in CATALOGUE.templates.items() if any(each.get("privacy") == "redact" for each in body["nodes"])
)
LOCALES = ("en", "it", "es", "fr", "de", "pt")
BEYOND = {("codice_fiscale", "en.complete.5"), ("codice_fiscale", "de.complete.5")}
"""A wrong code that was waited for like a beginning: any beginning fits the record of it, and few fit what follows."""

SECRET = template(node("code", "alphanumeric", privacy="redact", confirm={"policy": "always"}))
WORDS = st.sampled_from(
    ["yes", "no", "12", "May", "1980", "bananas", "AB1234", "wrong", "help", "repeat", "tomorrow", "the", "first"]
)
EVENTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join).map(Utterance),
    st.just(NoInput()),
    st.builds(Dtmf, st.text("0123456789*#", min_size=1, max_size=6)),
    st.just(HangUp()),
)


def carried_tests(key, locale):
    return [test for test in CATALOGUE.templates[key]["tests"] if test["locale"] == locale]


def said_in(test):
    return [test["utterance"]] if test.get("utterance") else [turn.get("say", "") for turn in test["turns"]]


@settings(max_examples=examples(80))
@given(
    key=st.sampled_from(sorted(set(CATALOGUE.templates) - set(PRIVATE))),
    locale=st.sampled_from(LOCALES),
    channel=st.sampled_from(["voice", "chat"]),
    events=st.lists(EVENTS, min_size=1, max_size=8),
)
def test_conversation_without_private_data_whatever_was_said_is_held_again_exactly(key, locale, channel, events):
    program = program_of(CATALOGUE.templates[key], locale)
    row = record_of(program, events, channel=channel)
    course = held_again(program, read_recording(row))
    assert course.departure is None
    assert (course.last.answer.outcome or "abandoned") == row["outcome"]
    assert {name: entry["raw"] for name, entry in course.last.answer.values.items()} == {
        name: entry["raw"] for name, entry in row["values"].items()
    }


@pytest.mark.parametrize("key", PRIVATE)
@pytest.mark.parametrize("locale", LOCALES)
def test_private_values_of_the_catalogue_are_stood_in_for_by_values_that_are_understood(key, locale):
    program = program_of(CATALOGUE.templates[key], locale)
    sentences = {key: [said for test in carried_tests(key, locale) for said in said_in(test)]}
    for test in carried_tests(key, locale):
        row = record_of(program, said_in(test), channel=test.get("channel", "chat"))
        assert row["turns"], test
        course = rerun(program, read_recording(row), region=None, examples=sentences)
        if (key, test["id"]) in BEYOND:
            assert course.departure is not None
            continue
        assert (test["id"], course.departure) == (test["id"], None)
        assert course.last.answer.values.keys() == row["values"].keys()


def test_stand_ins_are_no_words_of_the_person_and_the_same_every_time():
    program = program_of(SECRET)
    row = record_of(program, ["it is ZX9876", "yes"])
    assert "ZX9876" not in json.dumps(row, default=str)
    first, again = (held_again(program, read_recording(row)) for _each in range(2))
    assert first == again
    [stand_in] = first.steps[1].stand_ins
    assert (stand_in.name, first.steps[1].event) == ("code", Utterance(f"it is {stand_in.text}"))
    assert first.last.answer.values["code"]["value"] == stand_in.text


def test_words_that_were_hidden_because_they_were_not_understood_are_stood_in_for_by_such_words():
    program = program_of(SECRET)
    recording = recorded(program, "mumble mumble", "AB1234", "no", "CD5678", "yes")
    assert [each.is_hidden for each in recording.exchanges] == [False, True, True, False, True, False]
    course = held_again(program, recording)
    assert course.departure is None
    assert [[each.name for each in step.stand_ins] for step in course.steps] == [[], [""], ["code"], [], ["code"], []]


def test_open_value_that_was_said_when_a_private_one_was_asked_for_is_stood_in_for_as_what_it_was():
    program = program_of(template(node("code", "alphanumeric", privacy="redact"), node("email", "email"), key="both"))
    recording = recorded(program, "ann@example.org", "AB1234")
    assert recording.exchanges[1].is_hidden
    course = held_again(program, recording)
    assert course.departure is None
    assert [each.name for each in course.steps[1].stand_ins] == ["email"]


def test_each_of_two_private_data_said_at_once_gets_its_own_stand_in():
    two = template(
        node("email", "email", privacy="redact"), node("iban", "iban", privacy="redact"), node("date", "date"), key="both"
    )
    program = program_of(two)
    recording = recorded(program, "ann@acme.org and DE89 3704 0044 0532 0130 00", "12 May 2027")
    course = held_again(program, recording)
    assert course.departure is None
    assert [each.name for each in course.steps[1].stand_ins] == ["email", "iban"]


def test_broken_constraint_of_a_private_value_is_broken_again():
    rule = {"key": "even", "type": "expression", "params": {"expression": "value.endsWith('4')"}}
    program = program_of(
        template(node("code", "alphanumeric", privacy="redact", constraints=[rule], examples={"en": ["AB1234"]}))
    )
    course = held_again(program, recorded(program, "AB1235", "AB1234"))
    assert course.departure is None
    assert course.last.answer.values["code"]["value"] == "AB1234"


def test_hidden_keys_are_stood_in_for_by_keys():
    program = program_of(
        template(node("pin", "digits", privacy="redact", inputs=[{"dtmf": True, "min_digits": 4, "max_digits": 4}]))
    )
    course = held_again(program, recorded(program, Dtmf("4821"), channel="voice"))
    assert course.departure is None
    assert course.steps[1].event.keys.isdigit()


def test_record_tells_what_it_lacks():
    rows = [
        {"id": "hook", "type": "webhook", "name": "x", "url": "https://example.com", "mapping": {"plan": "answer.plan"}},
        acquire("date"),
    ]
    program = program_of(flow(rows), templates={"date": template(date_node())})
    events = [Resume({"plan": "gold"}), Utterance("12 May 2027", (Alternative("12 May 2026"),))]
    row = record_of(program, events, variables={"name": "Ann"})
    assert read_recording(row).lacks == {"variables", "alternatives", "host_answers"}
    assert "Ann" not in json.dumps(row, default=str)
    old = {name: value for name, value in row.items() if name not in ("reference_time", "region", "had_variables")}
    old["turns"] = [{name: turn[name] for name in ("turn", "at", "event", "outputs")} for turn in row["turns"]]
    assert read_recording(old).lacks == {"local_time", "country", "host_answers"}


def test_conversation_that_hangs_on_what_is_not_kept_says_where_it_departs():
    greeting = {"id": "hello", "type": "say", "text": {"en": "{name}"}}
    program = program_of(flow([greeting, acquire("date")]), templates={"date": template(date_node())})
    course = held_again(program, recorded(program, "12 May 2027", variables={"name": "Ann"}))
    assert course.departure is course.steps[0]
    assert recorded(program, "12 May 2027").outcome == course.last.answer.outcome == "completed"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ({"omitted": 3}, "cut"),
        ({"turns": []}, "empty"),
        ({"turns": [{"turn": 1, "event": {"type": "utterance", "text": "x"}}]}, "empty"),
        ({"locale": None, "turns": "x"}, "broken"),
        ({"started_at": "yesterday"}, "broken"),
        ({"reference_time": "soon"}, "broken"),
        ({"template": None}, "broken"),
        ({"turns": [{"turn": 0, "at": 5, "outputs": []}]}, "broken"),
    ],
)
def test_record_that_cannot_be_held_again_is_refused_with_the_reason(damage, code):
    row = record_of(program_of(SECRET), ["AB1234", "yes"]) | damage
    with pytest.raises(RecordingError) as refusal:
        read_recording(row)
    assert refusal.value.code == code


@given(
    damage=st.dictionaries(
        st.sampled_from(["turns", "started_at", "locale", "channel", "release", "region", "omitted", "template"]),
        st.none()
        | st.integers()
        | st.text(max_size=5)
        | st.lists(st.dictionaries(st.sampled_from(["turn", "at", "event"]), st.text())),
    )
)
@settings(max_examples=examples(100))
def test_damaged_record_raises_nothing_but_its_own_error(damage):
    row = record_of(program_of(SECRET), ["AB1234", "yes"]) | damage
    with contextlib.suppress(RecordingError):
        read_recording(row)


def test_hidden_mark_that_a_person_typed_is_no_end_of_the_run():
    program = program_of(template(date_node()))
    course = held_again(program, recorded(program, f"{HIDDEN} 12 May 2027"))
    assert course.last.answer.status == "finished"
