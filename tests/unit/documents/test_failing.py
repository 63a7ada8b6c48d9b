"""Tests that do not go as they must, in words and without ids."""

import copy

import pytest
from django.utils.translation import gettext, override

from omnia.dialogue import scenarios, scores, simulate
from omnia.dialogue.scores import score_template
from omnia.dialogue.simulate import run_flow_tests, run_template_tests
from omnia.documents import failing
from tests.specimens import seed

CATALOGUE = seed().templates


@pytest.fixture
def date_of_birth():
    return copy.deepcopy(CATALOGUE["date_of_birth"])


def told(body, results=None):
    return failing.in_words(body, score_template(body, locales=["en"])[0].failures if results is None else results)


def test_test_of_ones_own_tells_what_was_said_expected_and_understood(date_of_birth):
    test = {"id": "en.own", "locale": "en", "utterance": "12 May 1980", "expect": {"date_of_birth": {"year": 1990}}}
    date_of_birth["tests"] = [test]
    (found,) = told(date_of_birth, run_template_tests(date_of_birth, locales=["en"]))
    assert (found.title, found.language, found.said) == ("A test of its own", "English", ["“12 May 1980”"])
    assert found.sides == [("Date of birth", "year: 1990", "year: 1980")]
    assert found.reason == ""
    assert found.section == "date_of_birth:recognition"


def test_turns_are_told_one_by_one_and_an_outcome_by_its_name(date_of_birth):
    turns = [{"silence": True}, {"say": "12 May 1980"}, {"keys": "12"}]
    date_of_birth["tests"] = [{"id": "en.own", "locale": "en", "turns": turns, "expect": {}, "outcome": "cancelled"}]
    (found,) = told(date_of_birth, run_template_tests(date_of_birth, locales=["en"]))
    assert found.said == ["silence", "“12 May 1980”", "keys 12"]
    assert found.sides == []
    assert found.reason.startswith("The outcome should be “Cancelled” and is “")


@pytest.mark.parametrize(
    ("what", "title", "section"),
    [
        ("silence.1", "No input at “Date of birth” once, then the answer", "step:no_input"),
        ("nothing.2", "No match at “Date of birth” 2 times, then the answer", "step:no_match"),
        ("silence.always", "No input at “Date of birth”, without end", "step:no_input"),
        ("invalid:past.mended", "Not in the past at “Date of birth”, then the answer", "step:invalid:past"),
        ("refused", "“Date of birth” is read back, and refused", "step:not_confirmed"),
        ("first:day+month", "Of “Date of birth” a part is said first: day, month", "recognition"),
    ],
)
def test_conversation_that_was_made_is_told_by_what_happens_in_it_and_opens_its_step(date_of_birth, what, title, section):
    result = simulate.failed(f"en.scenario.date_of_birth.{what}", "en", scenarios.UNPLAYED, step="no_match", level=2)
    (found,) = told(date_of_birth, [result])
    assert (found.title, found.section) == (title, f"date_of_birth:{section}")
    assert found.reason == "“No match” 2 was not played."


def test_what_fails_is_told_without_ids(date_of_birth):
    date_of_birth["nodes"][0]["contract"]["engines"][0]["recogniser"] = "email"
    found = told(date_of_birth)
    titles = {each.title: each for each in found}
    assert {"Every question is answered at once", "A test of its own", "Noisy callers"} <= titles.keys()
    assert titles["Noisy callers"].reason.startswith("Of ")
    words = " ".join(f"{each.title} {each.reason} {each.sides}" for each in found)
    for thing in ("scenario", "no_input", "no_match", "date_of_birth", "invalid:"):
        assert thing not in words


def test_rule_that_nothing_breaks_is_called_by_its_name(date_of_birth):
    node = date_of_birth["nodes"][0]
    node["constraints"].append({"id": "never", "key": "never", "type": "expression", "params": {"expression": "true"}})
    node["steps"]["invalid:never"] = copy.deepcopy(node["steps"]["invalid:past"])
    (found,) = [each for each in told(date_of_birth) if "never" in each.title]
    assert found.title == "Rule broken: never at “Date of birth”, then the answer"
    assert "No sentence of the tests breaks “Rule broken: never”" in found.reason
    assert found.section == "date_of_birth:step:invalid:never"


def test_documents_that_cannot_run_and_flows_keep_their_sentence():
    (found,) = told({"nodes": 1}, run_template_tests({"nodes": 1}, locales=["en"]))
    assert (found.reason[:24], found.section) == ("The document is no templ", "")
    flow = copy.deepcopy(next(iter(seed().flows.values())))
    flow["tests"] = [{"id": "en.own", "locale": "en", "turns": [{"silence": True}], "expect": {}, "outcome": "cancelled"}]
    (found,) = told(flow, run_flow_tests(flow, CATALOGUE, locales=["en"]))
    assert found.reason == "The outcome should be “Cancelled” and is “still going on”."
    assert found.section == ""


def test_every_sentence_is_known_and_italian():
    sentences = (
        {getattr(simulate, name) for name in ("OTHER_VALUE", "OTHER_OUTCOME", "OTHER_REPLY", "NO_REPLY")}
        | {scores.NOISE}
        | {getattr(scenarios, name) for name in ("UNBROKEN", "UNPLAYED", "INCOMPLETE", "ENDLESS", "OTHER", "EMPTY", "NO_REST")}
    )
    assert sentences == failing.SENTENCES
    with override("it"):
        assert not [sentence for sentence in sentences if gettext(sentence) == sentence]


@pytest.mark.parametrize(
    ("turn", "in_english", "in_italian"),
    [
        ({"silence": True}, "After “silence” the answer", "Dopo “silenzio” la risposta"),
        ({"keys": "12"}, "After “keys 12” the answer", "Dopo “tasti 12” la risposta"),
        ({"say": "HELLO there"}, "After “HELLO there” the answer", "Dopo “HELLO there” la risposta"),
    ],
)
def test_answer_that_differs_is_told_word_by_word_with_what_was_done_before_it(date_of_birth, turn, in_english, in_italian):
    date_of_birth["tests"] = [{"id": "one", "locale": "en", "turns": [{**turn, "reply": "Nobody SAYS this"}]}]
    results = run_template_tests(date_of_birth, locales=["en"])
    reason = failing.in_words(date_of_birth, results)[0].reason
    assert reason.startswith(f"{in_english} should say “Nobody SAYS this” and is “")
    assert results[0].told["found"] in reason
    with override("it"):
        assert failing.in_words(date_of_birth, results)[0].reason.startswith(in_italian)


def test_answer_after_the_end_is_told_as_missing(date_of_birth):
    said = "12 May 1980"
    date_of_birth["tests"] = [
        {"id": "one", "locale": "en", "turns": [{"say": said}, *[{"say": "yes"}] * 9, {"say": "hello", "reply": "Hi"}]}
    ]
    results = run_template_tests(date_of_birth, locales=["en"])
    assert (
        failing.in_words(date_of_birth, results)[0].reason
        == "The conversation was over before “hello”, to which “Hi” should be answered."
    )
