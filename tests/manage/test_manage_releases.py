"""Releases and updates over the management API."""

import copy

import pytest

from factory.actions import CatalogueError, deprecate, publish_version, save_draft
from factory.models import Flow
from omnia.mongo.clusters import database
from tenants import selectors
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import STAFF, add_to_catalogue, customise, improve, reword, text


def put(pipeline, body, path="/templates/date"):
    return pipeline.call("PUT", path, body, if_match="*")


def moved(release, sequence, ended=None):
    return {"channel": "live", "release": release, "sequence": sequence, "ended_canary": ended, "planned_at": None}


def test_drafts_are_checked_published_changed_published_again_and_rolled_back(cast, pipeline):
    checked = pipeline.call("POST", "/validate").json()
    assert (checked["publishable"], checked["missing_texts"]) == (True, {})
    first = pipeline.call("POST", "/releases", {"note": "First", "draft": checked["draft"]})
    assert (first.status, first.json()) == (201, moved(1, 1))
    put(pipeline, reword(pipeline.call("GET", "/templates/date").json(), "Which day?"))
    assert pipeline.call("POST", "/releases", {"note": "Second"}).json()["release"] == 2
    back = pipeline.call("POST", "/rollback", {"release": 1})
    assert (back.status, back.json()) == (200, moved(1, 3))
    assert [(row["release"], row["note"]) for row in pipeline.call("GET", "/releases").json()["items"]] == [
        (2, "Second"),
        (1, "First"),
    ]
    (live,) = pipeline.call("GET", "/channels").json()["items"]
    assert (live["channel"], live["release"], live["sequence"]) == ("live", 1, 3)
    entry = selectors.audit_entries(cast.project, 1)[0]
    assert (entry["action"], entry["actor"]["kind"]) == ("release.rolled_back", "api_key")


def test_drafts_with_problems_are_not_published_and_every_place_is_named(cast, pipeline):
    body = pipeline.call("GET", "/templates/date").json()
    body["tests"][0]["expect"] = {"date": {"year": 1}}
    put(pipeline, body)
    checked = pipeline.call("POST", "/validate").json()
    assert not checked["publishable"]
    before = everything_stored()
    answer = pipeline.call("POST", "/releases", {"note": "First"})
    assert (answer.status, answer.json()["type"]) == (409, "/problems/not-publishable")
    assert [row["pointer"] for row in answer.json()["errors"]] == ["/templates/date/tests/0"]
    assert everything_stored() == before


def test_language_without_texts_is_published_only_on_purpose(cast, pipeline):
    body = pipeline.call("GET", "/templates/date").json()
    del body["nodes"][0]["steps"]["start"][0]["actions"][0]["text"]["it"]
    put(pipeline, body)
    before = everything_stored()
    answer = pipeline.call("POST", "/releases", {})
    assert (answer.status, answer.json()["type"]) == (409, "/problems/missing-texts")
    assert "--" not in answer.json()["detail"]
    assert everything_stored() == before
    assert pipeline.call("POST", "/releases", {"allow_missing_texts": True}).status == 201


def test_drafts_in_another_state_than_the_one_that_was_checked_are_not_published(cast, pipeline):
    seen = pipeline.call("POST", "/validate").json()["draft"]
    put(pipeline, reword(pipeline.call("GET", "/templates/date").json(), "Which day?"))
    before = everything_stored()
    assert pipeline.call("POST", "/releases", {"draft": seen}).status == 412
    assert everything_stored() == before


WRONG = [
    ("/rollback", {"release": 7}, 404), ("/rollback", {"release": 1}, 409), ("/rollback", {"release": "x"}, 422),
    ("/rollback", {"release": 2**40}, 422), ("/releases", {"note": "x" * 301}, 422), ("/releases", {"weigth": 5}, 422),
]  # fmt: skip


def test_requests_that_cannot_be_done_change_nothing(cast, pipeline):
    pipeline.call("POST", "/releases", {})
    before = everything_stored()
    for path, body, status in WRONG:
        assert pipeline.call("POST", path, body).status == status, body
    assert everything_stored() == before


def test_release_of_another_project_is_no_release_here(cast, pipeline, foreign):
    pipeline.call("POST", "/releases", {})
    before = everything_stored()
    answer = foreign.call("POST", "/rollback", {"release": 1})
    assert (answer.status, answer.json()["detail"]) == (404, "There is no release 1 in this project.")
    assert everything_stored() == before


def test_canary_is_started_weighed_aborted_started_again_and_promoted(cast, pipeline):
    for note in ("First", "Second"):
        put(pipeline, reword(pipeline.call("GET", "/templates/date").json(), note))
        assert (
            pipeline.call("POST", "/releases", {"note": note, **({"channel": "staging"} if note == "Second" else {})}).status
            == 201
        )
    started = pipeline.call("POST", "/canary", {"release": 2, "weight": 25, "sequence": 1})
    assert (started.status, started.json()) == (201, moved(2, 2) | {"channel": "canary"})
    live, staging = pipeline.call("GET", "/channels").json()["items"]
    assert (live["release"], live["canary"]["release"], live["canary"]["weight"], staging["release"]) == (1, 2, 25, 2)
    assert live["canary"]["started_by"].startswith("deploy (API key")
    assert pipeline.call("PATCH", "/canary", {"weight": 50}).status == 200
    assert pipeline.call("POST", "/canary/abort", {"reason": "Worse"}).json() == moved(1, 4, ended=2)
    assert pipeline.call("POST", "/canary", {"release": 2, "weight": 100}).status == 201
    assert pipeline.call("POST", "/canary/promote", {}).json() == moved(2, 6)
    assert pipeline.call("PUT", "/channels/staging", {"release": 1}).json()["release"] == 1
    kinds = {entry["actor"]["kind"] for entry in selectors.audit_entries(cast.project, 6)}
    assert kinds == {"api_key"}


def test_canary_that_cannot_be_changes_nothing(cast, pipeline, foreign):
    pipeline.call("POST", "/releases", {})
    before = everything_stored()
    for client, method, path, body, status in (
        (pipeline, "POST", "/canary", {"release": 1, "weight": 5}, 409),
        (pipeline, "POST", "/canary", {"release": 9, "weight": 5}, 404),
        (pipeline, "POST", "/canary", {"release": 1, "weight": 0}, 422),
        (pipeline, "PATCH", "/canary", {"weight": 5}, 409),
        (pipeline, "POST", "/canary/promote", {}, 409),
        (pipeline, "POST", "/canary/abort", {}, 409),
        (pipeline, "PUT", "/channels/keys", {"release": 1}, 409),
        (pipeline, "PUT", "/channels/live", {"release": 1, "sequence": 7}, 412),
        (foreign, "POST", "/canary", {"release": 1, "weight": 5}, 404),
        (foreign, "PUT", "/channels/staging", {"release": 1}, 404),
    ):
        assert client.call(method, path, body).status == status, path
    assert everything_stored() == before


# --- updates ---------------------------------------------------------------------------------------------------------


def in_conflict(cast):
    customise(cast, lambda body: reword(body, "Mine."))
    improve(lambda body: reword(reword(body, "Theirs."), "Once more?", "no_match", 0))


def test_update_is_listed_looked_at_and_taken_with_decisions_exactly_as_it_was_shown(cast, pipeline):
    assert pipeline.call("GET", "/updates").json() == {"items": [], "orphaned": []}
    in_conflict(cast)
    (offer,) = pipeline.call("GET", "/updates").json()["items"]
    assert (offer["key"], offer["from"], offer["to"], offer["class"], offer["safe"], offer["conflicts"]) == (
        "date", 1, 2, "wording", 1, 1,
    )  # fmt: skip
    shown = pipeline.call("POST", "/updates/template/date/preview", {}).json()
    (conflict,) = shown["open_conflicts"]
    assert conflict["sides"]["mine"] == "Mine."
    decisions = {conflict["address"]: {"choice": "edited", "value": "Ours together."}}
    decided = pipeline.call("POST", "/updates/template/date/preview", {"decisions": decisions}).json()
    assert (decided["sound"], decided["open_conflicts"]) == (True, [])
    answer = pipeline.call("POST", "/updates/template/date", {"offered": 2, "decisions": decisions}, if_match=decided["etag"])
    assert answer.status == 200
    held = pipeline.call("GET", "/templates/date").json()
    assert held == decided["merged"]
    assert (text(held), text(held, "no_match", 0)) == ("Ours together.", "Once more?")
    assert pipeline.call("GET", "/updates").json() == {"items": [], "orphaned": []}


def test_update_that_was_not_looked_at_as_it_is_now_is_not_taken(cast, pipeline):
    in_conflict(cast)
    shown = pipeline.call("POST", "/updates/template/date/preview", {}).json()
    customise(cast, lambda body: reword(body, "Somebody's.", "no_match", 1))
    before = everything_stored()
    take = ("POST", "/updates/template/date", {"offered": 2})
    assert pipeline.call(*take, if_match=shown["etag"]).status == 412
    assert pipeline.call(*take).status == 428
    assert pipeline.call(*take[:2], {"offered": 3}, if_match="*").status == 412
    assert everything_stored() == before


def test_update_whose_merge_fails_its_own_tests_is_refused_with_the_place(cast, pipeline):
    def fail(body):
        body["tests"][0]["expect"] = {"date": {"year": 1}}

    customise(cast, fail)
    improve(lambda body: reword(body, "Which day?"))
    before = everything_stored()
    answer = pipeline.call("POST", "/updates/template/date", {"offered": 2}, if_match="*")
    assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-document")
    assert answer.json()["errors"][0]["pointer"] == "/tests"
    assert everything_stored() == before


def test_decision_that_makes_no_document_is_refused(cast, pipeline):
    in_conflict(cast)
    (conflict,) = pipeline.call("POST", "/updates/template/date/preview", {}).json()["open_conflicts"]
    before = everything_stored()
    for value in (None, 7, [[]], {"a": {}}):
        decisions = {conflict["address"]: {"choice": "edited", "value": value}, "/nothing": {"choice": "theirs"}}
        answer = pipeline.call("POST", "/updates/template/date", {"offered": 2, "decisions": decisions}, if_match="*")
        assert answer.status == 422, answer.json()
    assert everything_stored() == before
    assert database(cast.project.ref)["versions"].count_documents({"key": "date"}) == 2


def test_version_that_is_not_wanted_is_not_offered_again_until_a_newer_one_is_there(cast, pipeline):
    improve(lambda body: reword(body, "Which day?"))
    before = everything_stored()
    assert pipeline.call("POST", "/updates/template/date/decline", {"offered": 1}).status == 404
    assert everything_stored() == before
    (row,) = pipeline.call("POST", "/updates/template/date/decline", {"offered": 2}).json()["items"]
    assert (row["key"], row["declined"], row["published"]) == ("date", 2, 2)
    assert pipeline.call("GET", "/updates").json() == {"items": [], "orphaned": []}
    assert selectors.draft(cast.project, "template", "date").status == "current"
    assert pipeline.call("DELETE", "/updates/template/date/choice").json() == {"items": []}
    assert [row["to"] for row in pipeline.call("GET", "/updates").json()["items"]] == [2]
    pipeline.call("POST", "/updates/template/date/decline", {"offered": 2})
    improve(lambda body: reword(body, "Which day, please?"))
    assert [row["to"] for row in pipeline.call("GET", "/updates").json()["items"]] == [3]


def test_copy_that_is_pinned_is_offered_nothing_beyond_that_version(cast, pipeline):
    improve(lambda body: reword(body, "Two."))
    improve(lambda body: reword(body, "Three."))
    before = everything_stored()
    assert pipeline.call("PUT", "/updates/template/date/pin", {"version": 4}).status == 422
    assert pipeline.call("PUT", "/updates/template/nothing/pin", {"version": 1}).status == 404
    assert pipeline.call("PUT", "/updates/nonsense/date/pin", {"version": 1}).status == 404
    assert everything_stored() == before
    pipeline.call("PUT", "/updates/template/date/pin", {"version": 2})
    assert [row["to"] for row in pipeline.call("GET", "/updates").json()["items"]] == [2]
    assert pipeline.call("POST", "/updates/template/date", {"offered": 2}, if_match="*").status == 200
    assert text(pipeline.call("GET", "/templates/date").json()) == "Two."
    assert pipeline.call("GET", "/updates").json() == {"items": [], "orphaned": []}
    (row,) = pipeline.call("GET", "/updates/set_aside").json()["items"]
    assert (row["taken"], row["published"], row["pinned"]) == (2, 3, 2)
    pipeline.call("DELETE", "/updates/template/date/choice")
    assert [row["to"] for row in pipeline.call("GET", "/updates").json()["items"]] == [3]


def test_document_that_the_factory_has_new_is_added_once_and_updated_like_the_others(cast, pipeline):
    assert pipeline.call("GET", "/new_documents").json() == {"items": []}
    add_to_catalogue("delivery_day")
    (row,) = pipeline.call("GET", "/new_documents").json()["items"]
    assert (row["document"], row["key"], row["version"], row["missing"]) == ("template", "delivery_day", 1, [])
    answer = pipeline.call("POST", "/new_documents/template/delivery_day")
    assert (answer.status, answer.json()["version"]) == (200, 1)
    held = selectors.draft(cast.project, "template", "delivery_day")
    assert held.status == "current"
    before = everything_stored()
    assert pipeline.call("POST", "/new_documents/template/delivery_day").status == 404
    assert pipeline.call("POST", "/new_documents/template/nothing").status == 404
    assert everything_stored() == before
    improve(lambda body: reword(body, "Which day?"), key="delivery_day")
    assert [row["key"] for row in pipeline.call("GET", "/updates").json()["items"]] == ["delivery_day"]


def test_flow_is_offered_merged_and_taken_like_a_template(cast, pipeline):
    key = Flow.objects.order_by("key").first().key

    def relabel(body):
        body["label"]["en"] = "Another name"

    row = Flow.objects.get(key=key)
    body = copy.deepcopy(row.draft)
    relabel(body)
    save_draft(STAFF, "flow", key, body, base_revision=row.revision)
    publish_version(STAFF, "flow", key, note="Renamed", tested=True)
    offers = pipeline.call("GET", "/updates").json()["items"]
    assert [(each["document"], each["key"], each["class"]) for each in offers] == [("flow", key, "wording")]
    shown = pipeline.call("POST", f"/updates/flow/{key}/preview", {}).json()
    assert shown["sound"]
    assert pipeline.call("POST", f"/updates/flow/{key}", {"offered": 2}, if_match=shown["etag"]).status == 200
    assert pipeline.call("GET", f"/flows/{key}").json()["label"]["en"] == "Another name"
    restored = pipeline.call("POST", f"/flows/{key}/restore", {"version": 1}, if_match="*")
    assert restored.status == 200
    assert pipeline.call("GET", f"/flows/{key}").json()["label"]["en"] != "Another name"


def test_choices_about_updates_are_in_the_audit_log_under_the_key(cast, pipeline):
    improve(lambda body: reword(body, "Which day?"))
    add_to_catalogue("delivery_day")
    pipeline.call("POST", "/updates/template/date/decline", {"offered": 2})
    pipeline.call("PUT", "/updates/template/date/pin", {"version": 1})
    pipeline.call("DELETE", "/updates/template/date/choice")
    pipeline.call("POST", "/new_documents/template/delivery_day")
    entries = selectors.audit_entries(cast.project, 4)
    assert [entry["action"] for entry in entries] == ["update.added", "update.wanted", "update.pinned", "update.declined"]
    assert {entry["actor"]["kind"] for entry in entries} == {"api_key"}
    before = everything_stored()
    pipeline.call("DELETE", "/updates/template/date/choice")
    assert everything_stored() == before


def test_safe_updates_are_taken_by_as_many_calls_as_it_needs_and_conflicts_are_left(cast, pipeline, monkeypatch):
    in_conflict(cast)
    for key in ("email", "phone"):
        improve(lambda body: reword(body, "Shorter."), key=key)
    monkeypatch.setattr("management_api.updates.JOB_SECONDS", 0.0)
    first, second = (pipeline.call("POST", "/updates/take_safe").json() for _call in range(2))
    assert (first["total"], first["left"], second["left"]) == (2, 1, 0)
    assert [row["key"] for row in second["taken"]] == ["email", "phone"]
    assert [row["key"] for row in pipeline.call("GET", "/updates").json()["items"]] == ["date"]
    assert pipeline.call("POST", "/updates/take_safe").json() == {"total": 0, "left": 0, "taken": [], "refused": []}


def test_copy_of_what_is_deprecated_is_told_with_what_succeeds_it(cast, pipeline):
    assert pipeline.call("GET", "/updates/orphaned").json() == {"items": []}
    add_to_catalogue("delivery_day")
    for wrong in ("date", "nothing"):
        with pytest.raises(CatalogueError, match="cannot succeed"):
            deprecate(STAFF, "template", "date", successor=wrong)
    assert pipeline.call("GET", "/updates/orphaned").json() == {"items": []}
    deprecate(STAFF, "template", "date", successor="delivery_day")
    (row,) = pipeline.call("GET", "/updates/orphaned").json()["items"]
    assert (row["key"], row["successor"], row["has_successor"]) == ("date", "delivery_day", False)
    assert pipeline.call("GET", "/updates").json()["orphaned"] == [row]
    assert selectors.draft(cast.project, "template", "date").status == "orphaned"
    pipeline.call("POST", "/new_documents/template/delivery_day")
    assert pipeline.call("GET", "/updates/orphaned").json()["items"][0]["has_successor"]
    publish_version(STAFF, "template", "date", note="Back", tested=True)
    assert pipeline.call("GET", "/updates/orphaned").json() == {"items": []}
