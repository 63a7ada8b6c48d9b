"""The last days' conversations held on the drafts by a pipeline: begun, gone on with, stopped; no word of them is told."""

import pytest

from management_api import replays
from omnia.mongo.clusters import database
from tenants.actions import replay_job
from tests.casting import SYSTEM
from tests.commands.conftest import everything_stored
from tests.integration.test_replay import HEARD, held  # noqa: F401  # a fixture
from tests.manage.pipelines import Pipeline, key_for

PRIVATE = ("bananas", "2027-05", *HEARD)


@pytest.fixture
def slow(monkeypatch):
    """One conversation a call."""
    monkeypatch.setattr(replays, "JOB_SECONDS", -1.0)


def test_pipeline_replays_and_sees_what_would_end_differently(held, pipeline):  # noqa: F811
    answer = pipeline.call("POST", "/replay", {"days": 7, "sample": 50})
    told = answer.json()
    assert (answer.status, told["state"], told["left"], told["conversations"]) == (201, "done", 0, 4)
    assert told["numbers"] == {"otherwise": 2, "same": 2, "questions": 0, "not_held": 0}
    assert {(row["session"], row["why"], row["datum"]) for row in told["otherwise"]} == {
        ("s_first", "asked_again", "date"),
        ("s_second", "asked_again", "date"),
    }
    assert [word for word in PRIVATE if word in answer.content.decode()] == []
    assert pipeline.call("GET", "/replay").json() == told
    [entry] = database(held.project.ref)["audit"].find({"action": "conversations.replayed"})
    assert entry["actor"]["kind"] == "api_key"


def test_pipeline_goes_on_until_nothing_is_left(held, pipeline, slow):  # noqa: F811
    states = [pipeline.call("POST", "/replay", {}).json()]
    while states[-1]["state"] == "running":
        states.append(pipeline.call("POST", "/replay/go_on", {}).json())
    assert [(row["conversations"], row["left"]) for row in states] == [(1, 3), (2, 2), (3, 1), (4, 0)]
    assert pipeline.call("POST", "/replay/stop", {}).json() == states[-1], "what is done is not stopped"


def test_pipeline_stops_a_replay_and_what_was_found_stays(held, pipeline, slow):  # noqa: F811
    begun = pipeline.call("POST", "/replay", {}).json()
    stopped = pipeline.call("POST", "/replay/stop", {}).json()
    assert (stopped["state"], stopped["conversations"], stopped["left"]) == ("stopped", 1, 3)
    assert stopped["stopped_by"] == stopped["by"] == begun["by"]
    before = everything_stored()
    assert pipeline.call("POST", "/replay/go_on", {}).json() == stopped
    assert everything_stored() == before


def test_replay_of_another_project_is_neither_seen_nor_stopped(held, pipeline, foreign, slow):  # noqa: F811
    pipeline.call("POST", "/replay", {})
    before = everything_stored()
    for method, path in (("GET", "/replay"), ("POST", "/replay/go_on"), ("POST", "/replay/stop")):
        assert foreign.call(method, path, {} if method == "POST" else None).status == 404
    assert everything_stored() == before


def test_key_that_may_not_manage_replays_nothing(held):  # noqa: F811
    reader = Pipeline(key_for(held, held.project, "read", "converse").key)
    replay_job.begin(SYSTEM, held.project)
    before = everything_stored()
    assert [reader.call("POST", path, {}).status for path in ("/replay", "/replay/go_on", "/replay/stop")] == [403] * 3
    assert everything_stored() == before


@pytest.mark.parametrize("body", [{"days": 0}, {"days": 31}, {"sample": 501}, {"sample": "many"}, {"hours": 1}])
def test_period_and_sample_out_of_bounds_are_refused(held, pipeline, body):  # noqa: F811
    before = everything_stored()
    assert pipeline.call("POST", "/replay", body).status == 422
    assert everything_stored() == before
