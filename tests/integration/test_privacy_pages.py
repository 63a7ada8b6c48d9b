"""The privacy pages of the studio: the record of processing, how long things are kept, and one caller's data."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from omnia.mongo.clusters import database
from omnia.mongo.declared import DeclaredCollection, fields
from tenants.actions import person, retention
from tenants.actions.retention import RetentionError, doomed, set_retention
from tenants.control.collections import DECLARED as CONTROL
from tenants.project.collections import DECLARED as PROJECT
from tenants.project.retention import Retention
from tenants.studio import processing
from tenants.studio.processing import KINDS

NOW = datetime.now(UTC).replace(microsecond=0)
AGES = (0, 3, 8, 20)


@pytest.fixture
def owner(cast):
    client = Client()
    client.force_login(cast.owner)
    return client


@pytest.fixture
def held(cast):
    """Conversations and words of several ages, kept for thirty days; one whose words were erased."""
    talks, words = [], []
    for age in AGES:
        at = NOW - timedelta(days=age)
        talks.append({"_id": f"s_{age}", "finished_at": at, "expires_at": at + timedelta(days=30), "external_id": "ada-7"})
        words.append(
            {"_id": f"miss:s_{age}", "kind": "miss", "at": at, "expires_at": at + timedelta(days=30), "text": "zanzibar"}
        )
        words[-1] |= {"session": f"s_{age}", "template": "date"}
    at = NOW - timedelta(days=1)
    talks.append({"_id": "s_erased", "finished_at": at, "expires_at": at + timedelta(days=30), "erased_at": NOW})
    database(cast.project.ref)["conversations"].insert_many(talks)
    database(cast.project.ref)["insight"].insert_many(words)
    return cast


def days_kept(cast, name, moment):
    rows = database(cast.project.ref)[name].find({"kind": {"$in": ["miss", None]}})
    return {row["_id"]: (row["expires_at"] - row[moment]).days for row in rows}


def settings_of(cast):
    return database(cast.project.ref)["settings"].find_one({"_id": "project"}) or {}


def page(client, cast, place=""):
    return client.get(f"/p/{cast.project.pk}/privacy{place}")


def post(client, cast, place, **form):
    return client.post(f"/p/{cast.project.pk}/privacy/{place}", form)


def test_every_collection_of_a_project_is_told_of_once_and_a_new_one_as_it_is_declared(monkeypatch):
    told = [name for kind in KINDS for name in kind.collections]
    assert len(told) == len(set(told))
    declared = DeclaredCollection("diary", "What the house has heard.", fields("_id", words="what callers sang"), "A week.")
    before = processing.rows_of(Retention(7, 2))
    monkeypatch.setattr(processing, "PROJECT", (*processing.PROJECT, declared))
    (row,) = processing.rows_of(Retention(7, 2))[len(before) :]
    assert (row.title, row.what, row.how_long, row.is_backed_up) == (declared.purpose, "what callers sang", "A week.", True)
    stored = {each.name for each in PROJECT} | {each.name for each in CONTROL if each.project}
    as_declared = {each.purpose for each in (*PROJECT, *CONTROL) if each.name in stored - set(told)}
    assert as_declared <= {row.title for row in before}


def test_owner_sees_the_record_with_the_projects_own_figures(owner, cast):
    set_retention(cast.actor("owner"), cast.project, conversations=17, words=4)
    shown = page(owner, cast).content.decode()
    assert "17 days" in shown
    assert "words 4 days" in shown


@pytest.mark.parametrize("who", ["designer", "viewer", "stranger"])
def test_record_is_for_owners_alone(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    assert page(client, cast).status_code == (404 if who == "stranger" else 403)


def test_what_would_be_deleted_is_named_before_anything_is_saved(owner, held):
    answer = post(owner, held, "retention", conversations="7", words="2")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "2 conversations are older" in shown
    assert "3 entries of words" in shown
    assert settings_of(held).get("retention_days") is None
    assert set(days_kept(held, "conversations", "finished_at").values()) == {30}
    assert post(owner, held, "retention", conversations="7", words="2", confirm="yes").status_code == 302
    assert (settings_of(held)["retention_days"], settings_of(held)["words_days"]) == (7, 2)


def test_shorter_time_holds_for_what_stands_and_a_longer_one_does_not(held):
    assert doomed(held.project, Retention(7, 2)) == (2, 3, 3)
    set_retention(held.actor("owner"), held.project, conversations=7, words=2)
    kept = days_kept(held, "conversations", "finished_at")
    assert {name: kept[name] for name in kept if name != "s_erased"} == {f"s_{age}": 7 for age in AGES if f"s_{age}" in kept}
    assert kept["s_erased"] == 30, "what keeps an erased conversation away stays"
    assert set(days_kept(held, "insight", "at").values()) == {2}
    set_retention(held.actor("owner"), held.project, conversations=60, words=60)
    assert set(days_kept(held, "conversations", "finished_at").values()) == {7, 30}
    assert settings_of(held)["retention_days"] == 60
    assert doomed(held.project, Retention(60, 60)) == (0, 0, 0)


def test_change_is_an_entry_with_both_figures_and_the_same_again_is_none(held):
    for _time in range(2):
        set_retention(held.actor("owner"), held.project, conversations=7, words=2)
    (entry,) = database(held.project.ref)["audit"].find({"action": "retention.changed"})
    assert entry["details"] == {"conversations": 7, "words": 2, "conversations_before": 30, "words_before": 30}


@pytest.mark.parametrize(("conversations", "words"), [("0", "0"), ("", "3"), ("3651", "3"), ("5", "6"), ("x", "1"), ("-4", "1")])
def test_figures_that_cannot_be_are_refused_and_nothing_is_changed(owner, held, conversations, words):
    answer = post(owner, held, "retention", conversations=conversations, words=words, confirm="yes")
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (200, True)
    assert settings_of(held).get("retention_days") is None
    assert set(days_kept(held, "conversations", "finished_at").values()) == {30}


def test_action_refuses_figures_that_cannot_be(cast):
    with pytest.raises(RetentionError, match="cannot stay longer"):
        set_retention(cast.actor("owner"), cast.project, conversations=3, words=4)
    assert retention.read(cast.project) == (30, 30)


def test_caller_is_looked_for_given_out_and_erased_on_the_page(owner, held):
    assert post(owner, held, "person", how="external_id", wanted="ada-7").status_code == 302
    shown = page(owner, held, "/person").content.decode()
    assert "4 conversations were found" in shown
    assert "Erase for good" in shown
    search = re.search(r'name="search" value="(\w+)"', shown)[1]
    told = post(owner, held, "person/export", search=search)
    assert told["Content-Disposition"] == f'attachment; filename="person-{held.project.pk}.json"'
    assert [row["_id"] for row in told.json()["conversations"]] == ["s_0", "s_20", "s_3", "s_8"]
    assert post(owner, held, "person/erase", search=search).status_code == 302
    rows = list(database(held.project.ref)["conversations"].find())
    assert (len(rows), [row for row in rows if "external_id" in row]) == (5, [])
    assert "were found" not in page(owner, held, "/person").content.decode()
    conversation = owner.get(f"/p/{held.project.pk}/conversations/s_3").content.decode()
    assert "was erased on" in conversation


def test_search_of_another_is_not_erased_by_a_form_that_is_old(owner, held):
    post(owner, held, "person", how="external_id", wanted="ada-7")
    search = re.search(r'name="search" value="(\w+)"', page(owner, held, "/person").content.decode())[1]
    post(owner, held, "person", how="external_id", wanted="bea-1")
    for act in ("export", "erase"):
        assert post(owner, held, f"person/{act}", search=search).status_code == 302
    rows = list(database(held.project.ref)["conversations"].find({"external_id": "ada-7"}))
    assert len(rows) == len(AGES)


def test_value_that_cannot_be_looked_for_is_told_and_leaves_no_search(owner, cast):
    answer = post(owner, cast, "person", how="value", wanted="a")
    assert (answer.status_code, "three letters or digits" in answer.content.decode()) == (200, True)
    assert database(cast.project.ref)["settings"].find_one({"_id": "person"}) is None


def test_long_search_shows_how_far_it_is_and_goes_on(owner, held, monkeypatch):
    monkeypatch.setattr(person.finding, "AT_ONCE", 1)
    begun = person.begin_search(held.actor("owner"), held.project, "value", "zanzibar")
    shown = page(owner, held, "/person").content.decode()
    assert "being looked through" in shown
    for _step in range(40):
        answer = owner.post(f"/p/{held.project.pk}/privacy/person/go-on", headers={"HX-Request": "true"})
        if "HX-Redirect" in answer:
            break
        assert "being looked through" in answer.content.decode()
    assert answer["HX-Redirect"] == f"/p/{held.project.pk}/privacy/person"
    assert begun.hits == []
    assert "4 conversations were found" in page(owner, held, "/person").content.decode()
