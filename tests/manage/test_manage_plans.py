"""What is planned over the management API and by command: moves at a time, a canary's steps and its rule. And counts."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from omnia.dialogue.funnel import DatumResult
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import planned
from tenants.project import channels as pointers
from tenants.project import rollups
from tests.commands.conftest import everything_stored, manage  # noqa: F401  # a fixture
from tests.integration.test_updates import reword

HOUR = timedelta(hours=1)
RULE = {"measure": "completed", "points": 5.0, "confidence": 90.0, "at_least": 50}


def at(ahead=HOUR):
    """A time ahead, as it is sent and as it is answered."""
    return (datetime.now(UTC) + ahead).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def released(pipeline):
    """A project with two releases, the first of them live."""
    for note, channel in (("First", "live"), ("Second", "staging")):
        pipeline.call("PUT", "/templates/date", reword(pipeline.call("GET", "/templates/date").json(), note), if_match="*")
        assert pipeline.call("POST", "/releases", {"note": note, "channel": channel}).status == 201
    return pipeline


def plans(pipeline):
    return pipeline.call("GET", "/plans").json()["items"]


def live(cast):
    return pointers.read(cast.project.ref, "live")


def test_move_is_planned_listed_and_done_at_its_time_by_whoever_looks(cast, released):
    when = at()
    answer = released.call("POST", "/plans", {"channel": "live", "release": 2, "at": when, "sequence": 1})
    assert (answer.status, answer.json()["at"], answer.json()["by"]) == (201, when, answer.json()["by"])
    assert plans(released) == [answer.json()]
    assert released.call("GET", "/project").json()["live"]["scheduled"] == [answer.json()]
    assert planned.do_due(cast.project, datetime.now(UTC)) == 0
    assert live(cast).release == 1
    assert planned.do_due(cast.project, datetime.now(UTC) + HOUR) == 1
    assert (live(cast).release, plans(released)) == (2, [])
    assert selectors.audit_entries(cast.project, 2)[1]["actor"]["kind"] == "api_key"


def test_canary_with_steps_and_a_rule_is_planned_and_begins_with_both(cast, released):
    steps = [{"at": at(2 * HOUR), "weight": 50}, {"at": at(3 * HOUR), "weight": 100}]
    body = {"channel": "canary", "release": 2, "at": at(), "weight": 5, "steps": steps, "rule": RULE}
    row = released.call("POST", "/plans", body).json()
    assert (row["channel"], row["weight"], row["steps"], row["rule"]) == ("canary", 5, steps, RULE)
    planned.do_due(cast.project, datetime.now(UTC) + HOUR)
    begun = released.call("GET", "/canary").json()
    assert (begun["canary"]["weight"], begun["canary"]["steps"], begun["canary"]["rule"]) == (5, steps, RULE)
    assert (begun["verdict"]["is_early"], begun["verdict"]["is_worse"], begun["stopped"]) == (True, False, [])


def test_plan_is_cancelled_once_and_only_in_its_own_project(cast, released, foreign):
    kept, gone = (released.call("POST", "/plans", {"channel": "live", "release": 2, "at": at(n * HOUR)}).json() for n in (1, 2))
    before = everything_stored()
    assert foreign.call("DELETE", f"/plans/{gone['plan']}").status == 404
    assert plans(foreign) == []
    assert everything_stored() == before
    assert released.call("DELETE", f"/plans/{gone['plan']}").json() == {"items": [kept]}
    before = everything_stored()
    assert released.call("DELETE", f"/plans/{gone['plan']}").status == 404
    assert everything_stored() == before


def test_release_is_published_at_a_time_and_the_drafts_are_frozen_now(cast, released):
    when = at()
    answer = released.call("POST", "/releases", {"note": "Third", "at": when}).json()
    assert (answer["release"], answer["channel"], answer["planned_at"]) == (3, "live", when)
    assert (live(cast).release, [row["release"] for row in plans(released)]) == (1, [3])
    planned.do_due(cast.project, datetime.now(UTC) + HOUR)
    assert live(cast).release == 3


def test_steps_and_rule_of_the_running_canary_are_set_and_taken_away(cast, released):
    began = released.call("POST", "/canary", {"release": 2, "weight": 5, "rule": RULE}).json()
    steps = [{"at": at(), "weight": 25}]
    state = released.call("PUT", "/canary/steps", {"steps": steps, "sequence": began["sequence"]})
    assert (state.status, state.json()["canary"]["steps"]) == (200, steps)
    usual = released.call("PUT", "/canary/rule", {"rule": {}}).json()["canary"]["rule"]
    assert usual == {"measure": "captured", "points": 3.0, "confidence": 95.0, "at_least": 200}
    assert released.call("PUT", "/canary/rule", {"rule": None}).json()["canary"]["rule"] is None
    assert released.call("PUT", "/canary/steps", {"steps": []}).json()["canary"]["steps"] == []
    entries = selectors.audit_entries(cast.project, 4)
    assert [entry["action"] for entry in entries] == ["canary.steps_planned", "canary.rule_changed"] * 1 + [
        "canary.rule_changed", "canary.steps_planned",
    ]  # fmt: skip


NO_TIME = "0001-01-01T00:00:00+14:00"
UNDOABLE = {
    "a time that is past": ("POST", "/plans", {"channel": "live", "release": 2, "at": "2020-01-01T00:00:00Z"}, 409),
    "a time without a zone": ("POST", "/plans", {"channel": "live", "release": 2, "at": "2099-01-01T00:00:00"}, 422),
    "a time beyond the calendar": ("POST", "/plans", {"channel": "live", "release": 2, "at": NO_TIME}, 422),
    "a time in ten years": ("POST", "/plans", {"channel": "live", "release": 2, "at": "2036-01-01T00:00:00Z"}, 409),
    "no release": ("POST", "/plans", {"channel": "live", "release": 9, "at": "2036-01-01T00:00:00Z"}, 404),
    "a canary without a weight": ("POST", "/plans", {"channel": "canary", "release": 2, "at": "soon"}, 422),
    "a channel with a weight": ("POST", "/plans", {"channel": "live", "release": 2, "at": None, "weight": 5}, 422),
    "steps without a canary": ("PUT", "/canary/steps", {"steps": []}, 409),
    "a rule without a canary": ("PUT", "/canary/rule", {"rule": RULE}, 409),
    "a rule of nothing": ("PUT", "/canary/rule", {"rule": {"points": 0}}, 422),
    "a rule that is no number": ("POST", "/canary", b'{"release": 2, "weight": 5, "rule": {"points": NaN}}', 400),
    "an impossible confidence": ("POST", "/canary", {"release": 2, "weight": 5, "rule": {"confidence": 100}}, 422),
    "steps that fall": (
        "POST", "/canary", {"release": 2, "weight": 50, "steps": [{"at": "2036-01-01T00:00:00Z", "weight": 5}]}, 409,
    ),
    "more steps than there may be": (
        "PUT", "/canary/steps", {"steps": [{"at": "2036-01-01T00:00:00Z", "weight": 5}] * 21}, 422,
    ),
    "a publication with steps on live": (
        "POST", "/releases", {"at": "2020-01-01T00:00:00Z", "steps": [{"at": "2036-01-01T00:00:00Z", "weight": 5}]}, 409,
    ),
    "a publication with a rule on live": ("POST", "/releases", {"rule": {}}, 409),
    "numbers of no days": ("GET", "/insight?days=0", None, 400),
}  # fmt: skip


def test_what_cannot_be_planned_changes_nothing(cast, released):
    before = everything_stored()
    for case, (method, path, body, status) in UNDOABLE.items():
        answer = released.call(method, path, body)
        assert (answer.status, case) == (status, case), answer.content
    assert everything_stored() == before


def test_plan_over_a_channel_that_moved_since_changes_nothing(cast, released):
    released.call("POST", "/canary", {"release": 2, "weight": 5})
    before = everything_stored()
    for method, path, body in (
        ("POST", "/plans", {"channel": "live", "release": 2, "at": at(), "sequence": 1}),
        ("PUT", "/canary/steps", {"steps": [{"at": at(), "weight": 50}], "sequence": 1}),
        ("PUT", "/canary/rule", {"rule": RULE, "sequence": 1}),
    ):
        assert released.call(method, path, body).status == 412, path
    assert everything_stored() == before


# --- by command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(manage):  # noqa: F811  # the fixture
    """What a command answers in JSON."""

    def call(*arguments):
        called = manage(*arguments, "--json")
        assert called.status == 0, called
        return json.loads(called.out)

    return call


def test_move_is_planned_listed_and_cancelled_by_command(cast, released, told):
    made = told("schedule", "--project", "Acme", "--release", "2", "--at", at())["plans"]
    assert [(row["channel"], row["release"], row["weight"]) for row in made] == [("live", 2, None)]
    assert [row["plan"] for row in plans(released)] == [made[0]["plan"]]
    assert told("schedule", "--project", "Acme")["plans"] == made
    assert told("schedule", "--project", "Acme", "--cancel", made[0]["plan"])["plans"] == []


def test_canary_gets_steps_and_a_rule_by_command_and_loses_them(cast, released, told):
    begin = ("--release", "2", "--weight", "5", "--steps", "5,25,100", "--every", "6", "--rule", "points=5", "at_least=50")
    begun = told("canary", "--project", "Acme", *begin)["canary"]
    assert [step["weight"] for step in begun["steps"]] == [25, 100]
    assert begun["rule"] == {"measure": "captured", "points": 5.0, "confidence": 95.0, "at_least": 50}
    assert told("canary", "--project", "Acme")["canary"] == begun
    left = told("canary", "--project", "Acme", "--no-steps", "--no-rule")["canary"]
    assert (left["weight"], left["steps"], left["rule"]) == (5, [], None)
    raised = told("canary", "--project", "Acme", "--weight", "25", "--steps", "50", "--every", "1", "--rule")["canary"]
    assert (raised["weight"], [step["weight"] for step in raised["steps"]], raised["rule"]["points"]) == (25, [50], 3.0)
    assert told("canary", "--project", "Acme", "--promote")["canary"] is None


def test_release_is_published_at_a_time_by_command(cast, released, told):
    done = told("publish", "--project", "Acme", "--channel", "canary", "--weight", "5", "--at", at(), "--rule")
    assert (done["release"], done["channel"]) == (3, "canary")
    (row,) = plans(released)
    assert (row["channel"], row["release"], row["rule"]["points"]) == ("canary", 3, 3.0)


WRONG = {
    "no time": ["schedule", "--release", "2", "--at", "soon"],
    "a time that is past": ["schedule", "--release", "2", "--at", "2020-01-01"],
    "a release alone": ["schedule", "--release", "2"],
    "a plan that there is not": ["schedule", "--cancel", "nothing"],
    "cancelling and planning": ["schedule", "--cancel", "x", "--release", "2"],
    "steps without a distance": ["canary", "--steps", "25"],
    "a distance without steps": ["canary", "--every", "6"],
    "steps that fall": ["canary", "--weight", "10", "--steps", "50,25", "--every", "1"],
    "steps that are none": ["canary", "--weight", "10", "--steps", "1", "--every", "1"],
    "steps over a year": ["canary", "--weight", "10", "--steps", "50,60", "--every", "8000"],
    "a rule of nothing known": ["canary", "--weight", "10", "--rule", "moods=3"],
    "a rule that nobody can follow": ["canary", "--weight", "10", "--rule", "points=many"],
    "a rule with promotion": ["canary", "--promote", "--rule"],
    "counts of no days": ["insight", "--days", "0"],
}


def test_wrong_plans_by_command_are_refused_in_a_sentence_and_change_nothing(cast, released, manage):  # noqa: F811
    released.call("POST", "/canary", {"release": 2, "weight": 5})
    before = everything_stored()
    for case, (name, *arguments) in WRONG.items():
        called = manage(name, "--project", "Acme", *arguments)
        assert (called.status, called.out, called.err.count("\n")) == (1, "", 1), (case, called)
    assert everything_stored() == before


# --- counts ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(cast):
    """Two conversations that were left at the date."""
    now = datetime.now(UTC)
    data = [DatumResult("date", "date", {"asked": 1, "left": 1}, [1])]
    ended = [rollups.Ended(f"s_{number}", 3, "en", "voice", "live", "abandoned", now, data, []) for number in range(2)]
    database(cast.project.ref)["insight"].bulk_write(rollups.updates(ended, 0))


def test_counts_are_the_numbers_of_the_csv_file_by_api_and_by_command(client, cast, counted, pipeline, foreign, told):
    client.force_login(cast.owner)
    lines = client.get(f"/p/{cast.project.pk}/insight/export.csv").content.decode().split()
    answer = pipeline.call("GET", "/insight").json()
    assert answer["conversations"]["conversations"] == 2
    rows = [
        ",".join([row["template"], row["node"], row["by"], row["value"], *map(str, row["counts"].values())])
        for row in answer["items"]
    ]
    assert rows == lines[1:]
    assert rows
    assert told("insight", "--project", "Acme")["items"] == answer["items"]
    assert pipeline.call("GET", "/insight?locale=it&days=2").json()["items"] == []
    assert foreign.call("GET", "/insight").json() == {"conversations": {}, "items": []}
