"""Scores of templates: generated conversations find what a template cannot survive, and noise what it does not understand."""

import copy

import pytest

from omnia.dialogue.noise import hear_noise
from omnia.dialogue.scenarios import run_scenarios
from omnia.dialogue.scores import score_template
from tests.specimens import seed

CATALOGUE = seed().templates


@pytest.fixture
def date_of_birth():
    return copy.deepcopy(CATALOGUE["date_of_birth"])


def failing(body, locale="en"):
    return {result.id: result.message for result in run_scenarios(body, locales=[locale]) if not result.passed}


def held(body, locale="en"):
    return {result.id.removeprefix(f"{locale}.scenario.") for result in run_scenarios(body, locales=[locale])}


def test_conversations_climb_every_ladder_break_every_constraint_and_refuse_the_read_back(date_of_birth):
    names = held(date_of_birth)
    assert {"straight", "part.1", "date_of_birth.refused"} <= names
    assert {f"date_of_birth.nothing.{level}" for level in (1, 2, 3)} <= names
    assert {f"date_of_birth.silence.{level}" for level in (1, 2, "always")} <= names
    for constraint in ("past", "valid", "age"):
        assert {f"date_of_birth.invalid:{constraint}.mended", f"date_of_birth.invalid:{constraint}.always"} <= names


def test_every_combination_of_parts_that_can_be_said_is_said_first(date_of_birth):
    names = {name for name in held(date_of_birth) if ".first:" in name}
    assert names == {f"date_of_birth.first:{parts}" for parts in ("month", "year", "day+month", "month+year")}


def test_constraint_that_nothing_breaks_is_told_of(date_of_birth):
    node = date_of_birth["nodes"][0]
    node["constraints"].append({"id": "never", "key": "never", "type": "expression", "params": {"expression": "true"}})
    node["steps"]["invalid:never"] = copy.deepcopy(node["steps"]["invalid:past"])
    found = failing(date_of_birth)
    assert list(found) == ["en.scenario.date_of_birth.invalid:never"]
    assert "No sentence of the tests breaks “never”" in found["en.scenario.date_of_birth.invalid:never"]


def test_recogniser_that_does_not_fit_the_tests_fails_every_conversation(date_of_birth):
    date_of_birth["nodes"][0]["contract"]["engines"][0]["recogniser"] = "email"
    found = failing(date_of_birth)
    assert "en.scenario.straight" in found
    assert score_template(date_of_birth, locales=["en"])[0].is_green is False


def test_template_without_tests_has_no_conversations(date_of_birth):
    date_of_birth["tests"] = []
    score = score_template(date_of_birth, locales=["en"])[0]
    assert (score.whole.all, score.failures) == (0, ())


def test_template_that_is_none_is_told_of_and_not_raised():
    assert [result.passed for result in run_scenarios({"key": 1}, locales=["en"])] == [False]
    assert hear_noise({"key": 1}, locales=["en"]) == []


def test_number_of_conversations_is_bounded(date_of_birth, monkeypatch):
    monkeypatch.setattr("omnia.dialogue.scenarios.MAX_SCENARIOS", 10)
    node = date_of_birth["nodes"][0]
    level = node["steps"]["no_match"][0]
    node["steps"]["no_match"] = [{**copy.deepcopy(level), "id": f"level.{number}"} for number in range(20)]
    assert len(run_scenarios(date_of_birth, locales=["en"])) == 10


def test_noise_is_the_same_each_time(date_of_birth):
    first, second = (hear_noise(date_of_birth, locales=["it"]) for _time in range(2))
    assert [each.text for each in first] == [each.text for each in second]
    assert {each.kind for each in first} >= {"hesitation", "filler", "correction", "code_switching", "courtesy"}


def test_other_seed_draws_other_noise(date_of_birth):
    first, second = (hear_noise(date_of_birth, locales=["it"], seed=seed) for seed in (1, 2))
    assert [each.text for each in first] != [each.text for each in second]


def test_template_that_noise_hides_is_not_green(date_of_birth):
    engine = {"id": "date_of_birth.exact", "type": "pattern", "pattern": r"^(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})$"}
    date_of_birth["nodes"][0]["contract"]["engines"] = [engine]
    date_of_birth["tests"] = [test for test in date_of_birth["tests"] if test.get("utterance") == "25/05/1980"]
    score = score_template(date_of_birth, locales=["en"])[0]
    assert score.noisy.good < score.noisy.all
    assert any(failure.id == "en.noise" and "noisy sentences" in failure.message for failure in score.failures)
