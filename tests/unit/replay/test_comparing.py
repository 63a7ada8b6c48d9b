"""The answers of a conversation given to a changed document: which end differs, about what, and from which turn on."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue.conversation import HangUp, NoInput, Resume, Utterance
from omnia.dialogue.replay.answering import answer_again
from omnia.dialogue.replay.comparing import compare_endings
from omnia.dialogue.replay.keeping import NotKeepable, make_test
from omnia.dialogue.simulate import run_flow_tests, run_template_tests
from tests.unit.dialogue.talking import acquire, date_node, flow, node, template
from tests.unit.replay.held import held_again, program_of, recorded

DATE = template(date_node())
COLOUR = template(
    node(
        "colour",
        "choice",
        contract={
            "engines": [
                {
                    "id": "colour.list",
                    "type": "lexicon",
                    "fuzzy": False,
                    "entries": [
                        {"id": "red", "value": "red", "label": {"en": "red"}, "synonyms": {"en": ["crimson"]}},
                        {"id": "blue", "value": "blue", "label": {"en": "blue"}},
                    ],
                }
            ]
        },
    )
)
TEMPLATES = {"date": DATE, "colour": COLOUR, "number": template(node("number", "number"))}
EVENTS = st.one_of(
    st.sampled_from(["12 May 2027", "red", "crimson", "bananas", "42", "yes", "no"]).map(Utterance),
    st.just(NoInput()),
    st.just(HangUp()),
)


def compared(before, after, *events, **more):
    """The difference between the run on `before`, where the events came, and the one on `after`; with both programs and runs."""
    recording = recorded(before, *events, **more)
    course = held_again(before, recording)
    replay = answer_again(after, recording, course, region=None)
    return compare_endings(course, replay), replay


def two(first, second, **changes):
    return program_of(flow([acquire(first), acquire(second)], **changes), templates=TEMPLATES)


@settings(max_examples=examples(60))
@given(events=st.lists(EVENTS, min_size=1, max_size=8), channel=st.sampled_from(["voice", "chat"]))
def test_same_document_whatever_was_said_ends_the_same(events, channel):
    program = two("date", "colour")
    difference, _replay = compared(program, program, *events, channel=channel)
    assert (difference.why, difference.changes, difference.ends_otherwise) == ("same", (), False)


@settings(max_examples=examples(80))
@given(
    name=st.sampled_from(["date", "colour", "code"]),
    policy=st.sampled_from(["always", "never"]),
    events=st.lists(EVENTS | st.just(Utterance("AB1234")), min_size=1, max_size=6),
    channel=st.sampled_from(["voice", "chat"]),
)
def test_template_with_read_backs_or_private_data_whatever_was_said_ends_the_same_on_itself(name, policy, events, channel):
    body = copy.deepcopy({**TEMPLATES, "code": template(node("code", "alphanumeric", privacy="redact"))}[name])
    body["nodes"][0]["confirm"] = {"policy": policy}
    difference, _replay = compared(program_of(body), program_of(body), *events, channel=channel)
    assert (difference.why, difference.changes) == ("same", ())


def test_read_back_that_was_left_unanswered_stays_so():
    asks = program_of(template(date_node(confirm={"policy": "always"})))
    difference, replay = compared(asks, asks, "12 May 2027", NoInput())
    assert (difference.why, replay.stop, difference.now.at) == ("same", "asked_again", "date")


def test_questions_in_another_order_get_their_own_answers_and_end_the_same():
    difference, replay = compared(two("date", "colour"), two("colour", "date"), "bananas", "12 May 2027", "red")
    assert difference.why == "same"
    assert [each.recorded for each in replay.given] == [0, 3, 1, 2]


def test_word_that_is_no_synonym_any_more_is_told_with_the_turn_at_which_it_counts():
    poorer = copy.deepcopy(COLOUR)
    poorer["nodes"][0]["contract"]["engines"][0]["entries"][0].pop("synonyms")
    difference, replay = compared(program_of(COLOUR), program_of(poorer), "crimson")
    assert (difference.why, difference.datum, difference.parted) == ("asked_again", "colour", 1)
    assert (difference.then.outcome, difference.now.outcome) == ("completed", "")
    assert difference.then.values == {"colour": "red"}
    assert replay.stop == "asked_again"


def test_word_that_is_understood_now_spares_a_question_and_ends_the_same():
    richer = copy.deepcopy(COLOUR)
    richer["nodes"][0]["contract"]["engines"][0]["entries"][1]["synonyms"] = {"en": ["navy"]}
    difference, _replay = compared(program_of(COLOUR), program_of(richer), "navy", "blue")
    assert (difference.why, difference.ends_otherwise) == ("questions", False)
    assert (difference.then.questions, difference.now.questions) == (2, 1)


def test_word_that_means_another_option_now_is_another_value():
    other = copy.deepcopy(COLOUR)
    entries = other["nodes"][0]["contract"]["engines"][0]["entries"]
    entries[1]["synonyms"] = entries[0].pop("synonyms")
    difference, _replay = compared(program_of(COLOUR), program_of(other), "crimson")
    assert (difference.why, difference.datum) == ("value", "colour")
    [change] = difference.changes
    assert (change.before, change.after) == ("red", "blue")


def test_question_that_the_person_was_not_asked_stops_the_run_and_is_named():
    difference, replay = compared(program_of(DATE), two("date", "number"), "12 May 2027")
    assert (difference.why, difference.datum, replay.stop) == ("unasked", "number", "unasked")


def test_question_that_is_gone_loses_its_value():
    flow_of_one = program_of(flow([acquire("date")]), templates=TEMPLATES)
    difference, _replay = compared(two("date", "colour"), flow_of_one, "12 May 2027", "red")
    assert (difference.why, difference.datum) == ("lost", "colour")


def test_person_who_hung_up_at_a_question_that_is_spared_now_goes_further():
    poorer = copy.deepcopy(COLOUR)
    poorer["nodes"][0]["contract"]["engines"][0]["entries"][0].pop("synonyms")
    before = program_of(flow([acquire("colour"), acquire("date")]), templates={**TEMPLATES, "colour": poorer})
    difference, _replay = compared(before, two("colour", "date"), "crimson", HangUp())
    assert (difference.why, difference.datum) == ("further", "date")


def test_new_read_back_is_answered_as_the_person_meant_it():
    asks = program_of(template(date_node(confirm={"policy": "always"})))
    difference, replay = compared(program_of(DATE), asks, "12 May 2027")
    assert (difference.why, difference.then.values == difference.now.values) == ("questions", True)
    assert (replay.last.event, replay.given[-1].recorded) == (Utterance("yes"), None)


def test_no_to_a_wrong_value_is_no_answer_to_the_right_one():
    poorer = copy.deepcopy(COLOUR)
    entries = poorer["nodes"][0]["contract"]["engines"][0]["entries"]
    entries[1]["synonyms"] = entries[0].pop("synonyms")
    always = {"policy": "always"}
    for body in (poorer, richer := copy.deepcopy(COLOUR)):
        body["nodes"][0]["confirm"] = always
    difference, _replay = compared(program_of(poorer), program_of(richer), "crimson", "no", "red", "yes")
    assert (difference.why, difference.now.values) == ("questions", {"colour": "red"})


def test_flow_that_goes_round_is_stopped_and_called_endless():
    hook = {"id": "hook", "type": "webhook", "name": "x", "url": "https://example.com"}
    node_again = {
        "id": "again",
        "key": "again",
        "label": {"en": "a"},
        "rows": [hook],
        "edges": [{"id": "e", "to": "again", "otherwise": True}],
    }
    round_and_round = flow([acquire("date")], node_again, edges=[{"id": "e0", "to": "again", "otherwise": True}], max_visits=1000)
    difference, replay = compared(program_of(DATE), program_of(round_and_round, templates=TEMPLATES), "12 May 2027")
    assert (difference.why, replay.stop) == ("endless", "endless")


@pytest.mark.parametrize("body", [DATE, flow([acquire("date"), acquire("colour")])], ids=["template", "flow"])
@pytest.mark.parametrize(
    "events", [("bananas", NoInput(), "12 May 2027", "red"), ("12 May 2027", HangUp())], ids=["ended", "left"]
)
def test_kept_conversation_is_a_test_that_the_document_passes_and_a_changed_one_fails(body, events):
    program = program_of(body, templates=TEMPLATES)
    recording = recorded(program, *events)
    test = make_test(program, recording, held_again(program, recording).steps, name="kept")

    def results(held):
        if "start" in body:
            return run_flow_tests(held, TEMPLATES, locales=["en"])
        return run_template_tests(held, locales=["en"])

    assert [(result.id, result.passed) for result in results({**body, "tests": [test]})] == [("kept", True)]
    wrong = {**test, "expect": {"date": {"iso": "1999-01-01"}}}
    assert [result.passed for result in results({**body, "tests": [wrong]})] == [False]


def test_conversation_in_which_the_host_took_part_or_nobody_spoke_is_no_test():
    hook = {"id": "hook", "type": "webhook", "name": "x", "url": "https://example.com"}
    program = program_of(flow([hook, acquire("date")]), templates=TEMPLATES)
    for events, code in (([Resume({}), "12 May 2027"], "host"), ([HangUp()], "silent")):
        recording = recorded(program, *events)
        with pytest.raises(NotKeepable) as refusal:
            make_test(program, recording, held_again(program, recording).steps, name="kept")
        assert refusal.value.code == code
