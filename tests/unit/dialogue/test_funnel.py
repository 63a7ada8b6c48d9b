"""What a finished conversation adds to the counts of its data."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sampling import examples

from omnia.dialogue import funnel
from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import HangUp, advance, begin
from tests.unit.dialogue.talking import NOW, Talk, acquire, flow, node, talk, template
from tests.unit.dialogue.test_invariants import DOCUMENTS, EVENTS, LOCALES

RANGE = {"key": "adult", "type": "range", "params": {"min": 18}}


def counts(held: Talk) -> dict[str, dict[str, int]]:
    return {f"{each.template}/{each.node}": each.counts for each in funnel.results_of(held.program, held.state)}


def number(**fields):
    return template(node("age", "number", **fields))


def test_datum_understood_at_once_counts_as_understood_at_attempt_1_and_captured():
    assert counts(talk(number()).says("42"))["age/age"] == {"asked": 1, "understood_1": 1, "captured": 1}


def test_datum_understood_after_a_reprompt_counts_for_attempt_2_and_as_rescued_by_that_reprompt():
    assert counts(talk(number()).says("the weather").says("42"))["age/age"] == {
        "asked": 1, "reached_2": 1, "played_no_match_1": 1, "rescued_no_match_1": 1, "understood_2": 1, "captured": 1,
    }  # fmt: skip


def test_datum_reprompted_after_words_silence_and_a_broken_rule_tells_which_reprompt_rescued_it():
    held = talk(number(constraints=[RANGE])).says("the weather").is_silent().says("7").says("42")
    found = counts(held)["age/age"]
    assert {"played_no_match_1", "played_no_input_1", "played_invalid_1", "rescued_invalid_1"} <= found.keys()
    assert "rescued_no_match_1" not in found
    assert (found["understood_4"], found["reached_4"], found["captured"]) == (1, 1, 1)


def test_turns_that_did_not_help_are_remembered_and_a_silence_is_none_of_them():
    held = talk(number()).says("the weather").is_silent().says("so so").says("42")
    assert [each.missed_turns for each in funnel.results_of(held.program, held.state)] == [[1, 3]]


def test_datum_past_its_last_reprompt_counts_as_given_up_and_not_as_left():
    held = talk(number(levels={"no_match": 1})).says("the weather").says("the weather")
    assert held.answer.outcome == "failed"
    assert counts(held)["age/age"] == {"asked": 1, "reached_2": 1, "played_no_match_1": 1, "given_up": 1}


def test_datum_at_which_the_person_hangs_up_counts_as_left():
    assert counts(talk(number()).does(HangUp()))["age/age"] == {"asked": 1, "left": 1}


def test_datum_read_back_refused_and_said_again_counts_as_read_back_corrected_and_confirmed():
    held = talk(number(confirm={"policy": "always"})).says("42").says("no").says("43").says("yes")
    assert counts(held)["age/age"] == {
        "asked": 1, "understood_1": 1, "read_back": 1, "corrected": 1, "confirmed": 1, "captured": 1,
        "played_not_confirmed_1": 1, "rescued_not_confirmed_1": 1,
    }  # fmt: skip


def test_datum_given_before_it_is_asked_for_counts_as_early_and_as_no_attempt():
    date, age = template(node("date", "date")), template(node("email", "email"))
    held = talk(flow([acquire("date"), acquire("email")]), date, age).says("12 May 1980, ann@example.com")
    assert counts(held)["email/email"] == {"early": 1, "captured": 1}


def test_datum_deferred_and_acquired_in_the_second_round_is_not_given_up():
    held = talk(
        template(
            node("age", "number", on_exhausted="defer", levels={"no_match": 1}), node("size", "number", levels={"no_match": 1})
        )
    )
    held.says("the weather").says("the weather").says("3").says("42")
    assert counts(held)["age/age"]["captured"] == 1
    assert "given_up" not in counts(held)["age/age"]


def test_conversation_in_which_every_datum_was_captured_is_whole_and_another_is_not():
    done, left = talk(number()).says("42"), talk(number()).does(HangUp())
    assert funnel.is_whole(funnel.results_of(done.program, done.state))
    assert not funnel.is_whole(funnel.results_of(left.program, left.state))


def test_counts_added_to_a_total_add_up():
    total = {"asked": 2}
    funnel.add(total, {"asked": 1, "left": 1})
    assert total == {"asked": 3, "left": 1}


@settings(max_examples=examples(80))
@given(
    name=st.sampled_from(sorted(DOCUMENTS)),
    events=st.lists(EVENTS, min_size=1, max_size=8),
    locale=st.sampled_from(LOCALES),
    channel=st.sampled_from(["voice", "chat"]),
)
def test_each_datum_of_any_conversation_is_captured_or_given_up_or_left_and_understood_once_at_most(
    name, events, locale, channel
):
    program = compile_program(**DOCUMENTS[name], locale="en" if name == "waiting" else locale)
    state, _answer = begin(program, channel=channel, variables={}, now=NOW)
    for event in (*events, HangUp()):
        state, _answer = advance(program, state, event, now=NOW)
    for result in funnel.results_of(program, state):
        held = result.counts
        assert sum(held.get(end, 0) for end in ("captured", "given_up", "left")) == 1
        assert sum(held.get(f"understood_{attempt}", 0) for attempt in range(1, funnel.ATTEMPTS + 1)) <= 1
        assert all(held.get(f"rescued_{name[7:]}", 0) <= times for name, times in held.items() if name.startswith("played_"))
        assert held.get("asked") or held.get("early")
