"""A project of a shape that a version reads no more: nobody is served from it until it is upgraded, and nothing of it changes."""

import backing_up
import lived
import pytest
from django.test import Client as Browser

from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo.clusters import database
from tenants.project import shapes
from tests.api.published import Client, issue_key

SIGNED_IN = {"django_session", "tenants_user"}
SAID = {"turn": 1, "event": "utterance", "text": "12 May 2027"}


def look_again(cast) -> None:
    """What an announcement does in every process, where there is no Redis."""
    HUB.publish(KEYS, Change(cast.project.pk))


@pytest.fixture
def behind(cast, monkeypatch):
    """The key of a project that an earlier version left, under one that needs the first step behind each; and a conversation."""
    key = lived.speak(cast)
    session = lived.running_session(cast)
    database(cast.project.ref)["settings"].update_one({"_id": "project"}, {"$unset": {"shape": ""}})
    monkeypatch.setattr(shapes, "MINIMUM_STEPS", 1)
    look_again(cast)
    return key, session


def page(cast, who: str):
    browser = Browser()
    browser.force_login(getattr(cast, who))
    return browser.get(f"/p/{cast.project.pk}/")


def test_each_call_is_answered_503_by_name_and_changes_nothing(cast, behind):
    key, session = behind
    before = backing_up.everything(cast)
    for answer in (
        Client(key).get("/api/v1/release"),
        Client(key).get("/api/v1/templates/date"),
        Client(key).post("/api/v1/sessions", lived.PLACES),
        Client(key).post(f"/api/v1/sessions/{session}/turns", SAID),
        Client(key).get(f"/api/v1/sessions/{session}"),
        Client(key).get("/api/manage/v1/export"),
    ):
        assert (answer.status, answer.json()["type"], answer.headers["Retry-After"]) == (503, "/problems/project-behind", "30")
    assert backing_up.everything(cast) == before


def test_a_wrong_key_hears_nothing_of_it_and_other_projects_are_served(cast, behind):
    key, _session = behind
    assert Client(key[:-3] + "xxx").get("/api/v1/release").status == 401
    assert Client(issue_key(cast.foreign.ref)).get("/api/v1/release").json()["type"] == "/problems/not-published"


def test_its_people_read_why_and_strangers_that_there_is_no_such_project(cast, behind):
    before = backing_up.everything(cast, without=SIGNED_IN)
    for who in ("owner", "viewer"):
        answer = page(cast, who)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "waits to be upgraded" in answer.content.decode()
    assert page(cast, "stranger").status_code == 404
    assert backing_up.everything(cast, without=SIGNED_IN) == before


def test_once_upgraded_it_goes_on_where_it_stopped(cast, behind, manage):
    key, session = behind
    assert manage("migrate_projects", "--only", cast.project.pk).status == 0
    look_again(cast)
    assert Client(key).get("/api/v1/release").status == 200
    assert Client(key).post(f"/api/v1/sessions/{session}/turns", SAID).status == 200
    assert page(cast, "owner").status_code == 200
