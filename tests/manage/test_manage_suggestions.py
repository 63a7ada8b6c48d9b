"""Suggesting upstream over the management API and by command, and the staff's decision by command."""

import json

import pytest

from factory.models import Suggestion, Template
from tenants import selectors
from tests.commands.conftest import everything_stored, manage  # noqa: F401  # a fixture
from tests.integration.test_updates import customise, improve, reword, text

PLACES = "/suggestions/template/date"


@pytest.fixture
def changed(cast, pipeline):
    """The copy has two changes; the pipeline of its project."""
    customise(cast, lambda body: reword(reword(body, "Which day?"), "Once more?", "no_match", 0))
    return pipeline


@pytest.fixture
def told(manage):  # noqa: F811  # the fixture
    """What a command answers in JSON."""

    def call(*arguments):
        called = manage(*arguments, "--json")
        assert called.status == 0, called
        return json.loads(called.out)

    return call


def places_of(pipeline):
    return pipeline.call("GET", PLACES).json()


def first_place(pipeline):
    return next(row["address"] for row in places_of(pipeline)["items"] if row["sides"]["mine"] == "Which day?")


def send(pipeline, *places, note="Shorter"):
    return pipeline.call("POST", PLACES, {"places": list(places), "note": note}, if_match=places_of(pipeline)["etag"])


def draft():
    return Template.objects.get(key="date").draft


def test_chosen_place_is_looked_at_sent_as_it_was_shown_and_nothing_else_leaves(cast, changed):
    listed = places_of(changed)
    assert (listed["version"], listed["base_version"], len(listed["items"]), listed["is_cut"]) == (2, 1, 2, False)
    chosen = {"places": [first_place(changed)], "note": "Shorter"}
    before = everything_stored()
    shown = changed.call("POST", f"{PLACES}/preview", chosen).json()
    assert everything_stored() == before
    assert (shown["project_name"], shown["places"], text(shown["document"])) == ("Acme", 1, "Which day?")
    assert text(shown["document"], "no_match", 0) != "Once more?"
    made = changed.call("POST", PLACES, chosen, if_match=listed["etag"])
    assert (made.status, made.json()["state"], made.json()["person"]) == (201, "open", shown["person"])
    assert [row["suggestion"] for row in changed.call("GET", "/suggestions").json()["items"]] == [made.json()["suggestion"]]
    assert json.loads(Suggestion.objects.get().body) == shown["document"]
    entry = selectors.audit_entries(cast.project, 1)[0]
    assert (entry["action"], entry["actor"]["kind"]) == ("suggestion.made", "api_key")


def test_suggestion_is_withdrawn_once_and_by_its_own_project_alone(cast, changed, foreign):
    made = send(changed, first_place(changed)).json()["suggestion"]
    before = everything_stored()
    assert foreign.call("DELETE", f"/suggestions/{made}").status == 404
    assert foreign.call("GET", "/suggestions").json() == {"items": []}
    assert everything_stored() == before
    assert changed.call("DELETE", f"/suggestions/{made}").json()["state"] == "withdrawn"
    before = everything_stored()
    assert changed.call("DELETE", f"/suggestions/{made}").status == 409
    assert everything_stored() == before


def test_what_cannot_be_suggested_changes_nothing(cast, changed):
    place, etag = first_place(changed), places_of(changed)["etag"]
    customise(cast, lambda body: reword(body, "Somebody's."))
    before = everything_stored()
    for path, body, status, seen in (
        (PLACES, {"places": [place]}, 412, etag),
        (PLACES, {"places": [place]}, 428, ""),
        (PLACES, {"places": []}, 422, "*"),
        (PLACES, {"places": ["/nowhere"]}, 422, "*"),
        (PLACES, {"places": [place] * 301}, 422, "*"),
        (PLACES, {"places": [place], "note": "n" * 1001}, 422, "*"),
        ("/suggestions/template/nothing", {"places": [place]}, 404, "*"),
        ("/suggestions/nonsense/date", {"places": [place]}, 404, "*"),
        (f"{PLACES}/preview", {"places": ["/nowhere"]}, 422, ""),
    ):
        assert changed.call("POST", path, body, **({"if_match": seen} if seen else {})).status == status, (path, body)
    assert changed.call("GET", "/suggestions/template/nothing").status == 404
    assert changed.call("DELETE", "/suggestions/nothing").status == 404
    assert everything_stored() == before


def test_project_suggests_and_staff_take_it_by_command_and_the_project_reads_of_it(cast, changed, told):
    listed = told("suggest", "--project", "Acme", "--template", "date")
    place = next(row["address"] for row in listed["places"] if row["sides"]["mine"] == "Which day?")
    choose = ("suggest", "--project", "Acme", "--template", "date", "--places", place, "--draft", "2", "--note", "Shorter")
    before = everything_stored()
    leaving = told(*choose, "--dry-run")["leaves"]
    assert (leaving["places"], leaving["project_name"], text(leaving["document"])) == (1, "Acme", "Which day?")
    assert everything_stored() == before
    (made,) = told(*choose)["suggestions"]
    (waiting,) = told("suggestions")["suggestions"]
    assert (waiting["suggestion"], waiting["note"], waiting["project_name"]) == (made["suggestion"], "Shorter", "Acme")
    shown = told("suggestions", "--show", made["suggestion"])
    assert [change["to"] for change in shown["changes"]] == ["Which day?"]
    assert shown["conflicts"] == []
    (taken,) = told("suggestions", "--take", made["suggestion"], "--seen", shown["seen"])["suggestions"]
    assert (taken["state"], text(draft())) == ("taken", "Which day?")
    assert [row["state"] for row in told("suggest", "--project", "Acme")["suggestions"]] == ["taken"]
    assert told("suggestions")["suggestions"] == []


def test_staff_decline_by_command_with_a_reason_that_the_project_reads(cast, changed, told):
    made = send(changed, first_place(changed)).json()["suggestion"]
    told("suggestions", "--decline", made, "--reason", "We ask for the day of birth here, too.")
    (row,) = changed.call("GET", "/suggestions").json()["items"]
    assert (row["state"], row["reason"]) == ("declined", "We ask for the day of birth here, too.")


def test_conflict_keeps_the_drafts_side_unless_the_projects_is_chosen_by_its_address(cast, changed, told):
    made = send(changed, first_place(changed)).json()["suggestion"]
    improve(lambda body: reword(body, "Theirs."))
    shown = told("suggestions", "--show", made)
    (conflict,) = shown["conflicts"]
    assert (shown["changes"], conflict["sides"]["draft"], conflict["sides"]["project"]) == ([], "Theirs.", "Which day?")
    told("suggestions", "--take", made, "--theirs", conflict["address"])
    assert text(draft()) == "Which day?"


def test_wrong_decisions_and_suggestions_by_command_change_nothing(cast, changed, manage):  # noqa: F811
    made = send(changed, first_place(changed)).json()["suggestion"]
    before = everything_stored()
    for arguments in (
        ["suggestions", "--decline", made],
        ["suggestions", "--decline", made, "--reason", "No.", "--seen", "9.9"],
        ["suggestions", "--take", made, "--seen", "1.9"],
        ["suggestions", "--take", made, "--theirs", "/nowhere"],
        ["suggestions", "--take", "nothing"],
        ["suggest", "--project", "Acme", "--withdraw", "nothing"],
        ["suggest", "--project", "Acme", "--template", "nothing"],
        ["suggest", "--project", "Acme", "--all"],
        ["suggest", "--project", "Acme", "--template", "date", "--all", "--draft", "1"],
        ["suggest", "--project", "Acme", "--template", "date", "--all", "--draft", "1", "--dry-run"],
        ["suggest", "--project", "Acme", "--template", "date", "--places", "/nowhere"],
        ["suggest", "--project", "Globex", "--withdraw", made],
    ):
        called = manage(*arguments)
        assert (called.status, called.out, called.err.count("\n")) == (1, "", 1), (arguments, called)
    assert everything_stored() == before
