"""Drafts over the management API: read, replaced under a condition, checked, brought back; who may, and whose they are."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.access import Absent, Forbidden, authorise
from tenants.actions.keys import issue_key, revoke_key
from tenants.audit_chains import chain_of
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import customise, improve, reword, text
from tests.manage.pipelines import BASE, Pipeline, key_for


def stored(cast):
    """Everything that the databases hold, but for what no call changes."""
    return everything_stored()


def writers(client, key="date"):
    told = client.call("GET", f"/templates/{key}/provenance").json()
    return told["factory_version"], {row["pointer"]: row["by"].partition(" (")[0] for row in told["written"]}


START = "/nodes/0/steps/start/0/actions/0/text/en"
AGAIN = "/nodes/0/steps/no_match/0/actions/0/text/en"


def test_who_wrote_each_part_is_told_and_kept_through_saves_and_updates(cast, pipeline):
    assert writers(pipeline) == (1, {})
    customise(cast, lambda body: reword(body, "The designer's."))
    body = pipeline.call("GET", "/templates/date").json()
    pipeline.call("PUT", "/templates/date", reword(body, "The pipeline's.", "no_match", 0), if_match="*")
    assert writers(pipeline) == (1, {START: "Designer", AGAIN: "deploy"})
    improve(lambda body: reword(reword(body, "The factory's."), "The factory's.", "no_match", 0))
    preview = pipeline.call("POST", "/updates/template/date/preview", {}).json()
    decided = {row["address"]: {"choice": "theirs"} for row in preview["open_conflicts"] if "no_match" in row["address"]}
    pipeline.call("POST", "/updates/template/date", {"offered": 2, "decisions": decided}, if_match="*")
    assert writers(pipeline) == (2, {START: "Designer"})
    pipeline.call("POST", "/templates/date/restore", {"version": 3}, if_match="*")
    assert writers(pipeline) == (2, {START: "Designer", AGAIN: "deploy"})


def test_writer_of_one_place_is_who_wrote_the_whole_that_it_is_in(cast, pipeline):
    def add_level(body):
        body["nodes"][0]["steps"]["no_match"].append(
            {"id": "more", "actions": [{"id": "say", "type": "say", "text": {"en": "Again?", "it": "Ancora?"}}]}
        )

    customise(cast, add_level)
    asked = "/templates/date/provenance?address=/nodes/@date/steps/no_match/@more/actions/@say/text/it"
    (row,) = pipeline.call("GET", asked).json()["written"]
    assert (row["address"], row["by"].partition(" (")[0]) == ("/nodes/@date/steps/no_match/@more", "Designer")
    assert pipeline.call("GET", "/templates/date/provenance?address=/nodes/@date/label/en").json()["written"] == []


def test_copy_that_was_changed_before_writers_were_noted_is_its_last_author_s(cast, pipeline):
    customise(cast, lambda body: reword(body, "The designer's."))
    database(cast.project.ref)["templates"].update_one({"_id": "date"}, {"$unset": {"written": ""}})
    assert writers(pipeline) == (1, {START: "Designer"})


def test_project_of_the_key_is_told(cast, pipeline):
    told = pipeline.call("GET", "/project").json()
    assert (told["project"], told["locales"], told["live"]["release"]) == (cast.project.pk, ["en", "it"], None)
    assert told["unpublished"] > 0


def test_documents_are_listed_by_key_a_page_at_a_time(cast, pipeline):
    keys, cursor = [], ""
    while True:
        page = pipeline.call("GET", f"/templates?limit=20{cursor}").json()
        keys += [row["key"] for row in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert keys == sorted(selectors.draft_bodies(cast.project, "template"))
    assert [row["key"] for row in pipeline.call("GET", "/flows").json()["items"]] == sorted(
        selectors.draft_bodies(cast.project, "flow")
    )


def test_document_that_was_read_is_replaced_and_the_key_is_named_in_the_audit_log(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    body = reword(read.json(), "Which day?")
    answer = pipeline.call("PUT", "/templates/date?message=From+git", body, if_match=read.headers["ETag"])
    assert (answer.status, answer.json()["version"]) == (200, 2)
    held = selectors.draft(cast.project, "template", "date")
    assert (text(held.body), held.version) == ("Which day?", 2)
    newest = selectors.versions(cast.project, "template", "date")[0]
    assert (newest.note, newest.author.startswith("deploy (API key …")) == ("From git", True)
    (entry,) = selectors.audit_entries(cast.project, 1)
    assert (entry["action"], entry["actor"]["kind"]) == ("document.saved", "api_key")
    again = pipeline.call("GET", "/templates/date")
    assert again.headers["ETag"] == answer.headers["ETag"]
    assert pipeline.call("GET", "/templates/date", if_none_match=answer.headers["ETag"]).status == 304


def test_saving_the_same_again_makes_no_version(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    answer = pipeline.call("PUT", "/templates/date", read.json(), if_match=read.headers["ETag"])
    assert (answer.status, answer.json()["version"], answer.headers["ETag"]) == (200, 1, read.headers["ETag"])


def test_draft_that_somebody_saved_meanwhile_is_not_written_over(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    pipeline.call("PUT", "/templates/date", reword(read.json(), "Theirs."), if_match=read.headers["ETag"])
    before = stored(cast)
    answer = pipeline.call("PUT", "/templates/date", reword(read.json(), "Mine."), if_match=read.headers["ETag"])
    assert (answer.status, answer.json()["type"]) == (412, "/problems/precondition-failed")
    assert answer.headers["ETag"] == pipeline.call("GET", "/templates/date").headers["ETag"]
    assert stored(cast) == before


def test_condition_that_names_no_present_state_is_refused(cast, pipeline):
    body, before = pipeline.call("GET", "/templates/date").json(), stored(cast)
    for tag in ('W/"1-0000000000000000"', '"1-0000000000000000"', '"999999999-0"', "nonsense"):
        assert pipeline.call("PUT", "/templates/date", reword(body, "Mine."), if_match=tag).status == 412
    assert stored(cast) == before


def test_replacing_without_a_condition_is_refused(cast, pipeline):
    body, before = pipeline.call("GET", "/templates/date").json(), stored(cast)
    answer = pipeline.call("PUT", "/templates/date", reword(body, "Mine."))
    assert (answer.status, answer.json()["type"]) == (428, "/problems/precondition-required")
    assert stored(cast) == before


def test_new_document_is_made_once(cast, pipeline):
    body = pipeline.call("GET", "/templates/date").json() | {"key": "delivery_day"}
    made = pipeline.call("PUT", "/templates/delivery_day", body, if_none_match="*")
    assert (made.status, made.json()["version"]) == (200, 1)
    before = stored(cast)
    assert pipeline.call("PUT", "/templates/delivery_day", body, if_none_match="*").status == 412
    assert stored(cast) == before


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("Foo Bar", "Foo%20Bar"), ("a\0", "a%00"), ("a" * 65, "a" * 65), ("a" * 250, "a" * 250), ("1st", "1st"), ("à", "%C3%A0")
    ],
)  # fmt: skip
def test_new_document_whose_key_nothing_else_accepts_is_refused_at_its_key(cast, pipeline, key, address):
    body, before = pipeline.call("GET", "/templates/date").json() | {"key": key}, stored(cast)
    answer = pipeline.call("PUT", f"/templates/{address}", body, if_none_match="*")
    assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-document")
    assert [row["pointer"] for row in answer.json()["errors"]] == ["/key"]
    assert stored(cast) == before


def test_document_without_its_shape_is_refused_with_every_place(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    body = copy.deepcopy(read.json())
    del body["nodes"][0]["kind"]
    before = stored(cast)
    answer = pipeline.call("PUT", "/templates/date", body, if_match=read.headers["ETag"])
    assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-document")
    assert answer.json()["errors"][0]["pointer"].startswith("/nodes/0")
    assert stored(cast) == before


def test_document_is_checked_without_being_saved(cast, pipeline):
    body = pipeline.call("GET", "/templates/date").json()
    assert pipeline.call("POST", "/templates/date/validate", body).json()["valid"]
    body["nodes"][0]["condition"] = "nonsense("
    before = stored(cast)
    found = pipeline.call("POST", "/templates/date/validate", body).json()
    assert not found["valid"]
    assert any(row["pointer"].startswith("/nodes/0") for row in found["findings"])
    assert stored(cast) == before


def test_save_is_undone_by_restoring_the_version_before(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    saved = pipeline.call("PUT", "/templates/date", reword(read.json(), "Which day?"), if_match=read.headers["ETag"])
    answer = pipeline.call("POST", "/templates/date/restore", {"version": 1}, if_match=saved.headers["ETag"])
    assert (answer.status, answer.json()["version"]) == (200, 3)
    assert pipeline.call("GET", "/templates/date").json() == read.json()
    rows = pipeline.call("GET", "/templates/date/versions").json()["items"]
    assert [(row["version"], row["restored_from"]) for row in rows] == [(3, 1), (2, None), (1, None)]
    assert pipeline.call("POST", "/templates/date/restore", {"version": 9}, if_match="*").status == 404


CALLS = [
    ("GET", "/project", None), ("GET", "/templates", None), ("GET", "/templates/date", None),
    ("PUT", "/templates/date", {"key": "date"}), ("POST", "/templates/date/validate", {}), ("POST", "/validate", None),
    ("GET", "/templates/date/versions", None), ("POST", "/templates/date/restore", {"version": 1}), ("GET", "/releases", None),
    ("POST", "/releases", {}), ("GET", "/channels", None), ("POST", "/rollback", {"release": 1}), ("GET", "/updates", None),
    ("POST", "/canary", {"release": 1, "weight": 5}),
    ("POST", "/updates/template/date/preview", {}), ("POST", "/updates/template/date", {"offered": 2}), ("GET", "/export", None),
]  # fmt: skip


def test_calls_without_a_key_that_may_manage_are_refused_and_change_nothing(cast):
    reader = Pipeline(key_for(cast, cast.project, "read", "converse").key)
    before = stored(cast)
    for method, path, body in CALLS:
        for client, status in ((Pipeline(), 401), (reader, 403)):
            answer = client.call(method, path, body, if_match="*")
            assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json"), path
    assert stored(cast) == before


def test_key_of_another_project_finds_what_a_key_finds_where_nothing_is(cast, pipeline, foreign):
    made = pipeline.call("GET", "/templates/date").json() | {"key": "delivery_day"}
    pipeline.call("PUT", "/templates/delivery_day", made, if_none_match="*")
    before = stored(cast)
    for method, path, body in (
        ("GET", "/templates/{}", None),
        ("PUT", "/templates/{}", made),
        ("GET", "/templates/{}/versions", None),
        ("POST", "/templates/{}/restore", {"version": 1}),
        ("POST", "/updates/template/{}/preview", {}),
    ):
        there, nowhere = (foreign.call(method, path.format(key), body, if_match="*") for key in ("delivery_day", "no_such_day"))
        assert (there.status, nowhere.status) == (404, 404)
        same = [{**answer.json(), "request_id": "", "instance": "", "detail": ""} for answer in (there, nowhere)]
        assert same[0] == same[1]
        assert there.json()["detail"].replace("delivery_day", "no_such_day") == nowhere.json()["detail"]
    assert stored(cast) == before


def test_revoked_and_expired_keys_and_those_of_erased_projects_answer_alike(cast, pipeline):
    issued = key_for(cast, cast.project)
    ended = key_for(cast, cast.project, expires_at=timezone.now() + timedelta(days=1))
    database(cast.project.ref)["api_keys"].update_one(
        {"_id": ended.id}, {"$set": {"expires_at": timezone.now() - timedelta(seconds=1)}}
    )
    revoked = Pipeline(issued.key)
    assert revoked.call("GET", "/project").status == 200
    revoke_key(cast.actor("owner"), cast.project, key_id=issued.id)
    unknown = Pipeline(f"omk_default_{cast.project.pk}_{'x' * 40}")
    nowhere = Pipeline(f"omk_default_pnowhere_{'x' * 40}")
    told = [client.call("GET", "/project") for client in (revoked, Pipeline(ended.key), unknown, nowhere)]
    assert [answer.status for answer in told] == [401] * 4
    assert len({answer.json()["detail"] for answer in told}) == 1


def test_key_may_never_do_what_is_the_owners_and_is_nobody_in_another_project(cast):
    actor = Actor("api_key", key_for(cast, cast.project).id)
    for permission in ("manage_keys", "manage_people", "manage_project", "view_conversations"):
        with pytest.raises(Forbidden):
            authorise(actor, cast.project, permission)
    with pytest.raises(Absent):
        authorise(actor, cast.foreign, "view_project")


def test_key_that_may_manage_is_issued_by_an_owner_alone(cast):
    before = stored(cast)
    for person in ("designer", "viewer", "stranger"):
        with pytest.raises((Forbidden, Absent)):
            issue_key(cast.actor(person), cast.project, name="deploy", scopes=("manage",))
    assert stored(cast) == before


def test_body_that_is_too_large_or_too_deep_is_refused_before_it_is_read(cast, pipeline):
    before = stored(cast)
    large = pipeline.call("PUT", "/templates/date", b'{"key": "' + b"x" * (1024 * 1024) + b'"}', if_match="*")
    assert (large.status, large.json()["type"]) == (413, "/problems/too-large")
    deep = pipeline.call("PUT", "/templates/date", b'{"a":' * 40 + b"1" + b"}" * 40, if_match="*")
    assert (deep.status, deep.json()["type"]) == (422, "/problems/too-deep")
    twice = pipeline.call("PUT", "/templates/date", b'{"key": "date", "key": "other"}', if_match="*")
    assert (twice.status, twice.json()["type"]) == (400, "/problems/invalid-request")
    assert stored(cast) == before


def test_calls_count_against_the_limits_of_their_key(cast, pipeline, settings, clock):
    clock.stop()
    settings.OMNIA_LIMIT_PER_KEY = 2.0
    answers = [pipeline.call("GET", "/channels") for _time in range(6)]
    assert answers[0].headers["RateLimit-Policy"].startswith('"key"')
    refused = next(answer for answer in answers if answer.status == 429)
    assert int(refused.headers["Retry-After"]) >= 1


def test_address_that_no_call_has_is_a_problem(pipeline):
    for path in ("/nothing", "/templates/date/nothing", ""):
        answer = pipeline.call("GET", path)
        assert (answer.status, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert pipeline.call("DELETE", "/project").status == 405
    assert BASE.startswith("/api/manage")


def test_change_is_refused_while_the_disk_is_nearly_full(cast, pipeline, monkeypatch):
    from omnia.infra import disk_space

    read, before = pipeline.call("GET", "/templates/date"), stored(cast)
    monkeypatch.setattr(disk_space, "is_short", lambda: True)
    answer = pipeline.call("PUT", "/templates/date", reword(read.json(), "Mine."), if_match="*")
    assert (answer.status, answer.json()["type"]) == (503, "/problems/unavailable")
    assert pipeline.call("GET", "/templates/date").status == 200
    assert stored(cast) == before


def test_audit_chain_is_whole_after_changes_by_key(cast, pipeline):
    read = pipeline.call("GET", "/templates/date")
    pipeline.call("PUT", "/templates/date", reword(read.json(), "Which day?"), if_match="*")
    assert audit.verify(chain_of(cast.project.ref)) > 0
