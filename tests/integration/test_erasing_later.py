"""A project that is to be erased: closed at once, kept by its owner as it was, or gone after its days, with a certificate."""

from datetime import timedelta

import backing_up
import lived
import pytest
from django.test import Client as Browser
from django.utils import timezone
from pymongo.errors import AutoReconnect

from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo import data_keys
from omnia.mongo.clusters import client, database
from tenants import selectors
from tenants.access import Absent, Forbidden
from tenants.actions import erasing, erasing_later
from tenants.actions.erasing import ErasureError
from tenants.actions.erasing_later import erase_due, keep_project, plan_erasure
from tenants.audit_chains import platform_chain
from tenants.control.models import Membership, Project, ProjectStatus
from tests.api.published import Client

OPERATOR = Actor("command", "tests", "tests")
SIGNED_IN = {"django_session", "tenants_user"}
"""Where it shows who signs in."""

CHANGING = backing_up.OWN | SIGNED_IN | {"agenda", "tenants_project"}
"""What tells of the closing and the opening itself, or of who is signed in."""


def signed_in(cast, name: str) -> Browser:
    browser = Browser()
    browser.force_login(getattr(cast, name))
    return browser


def close(cast, name: str = "owner", confirm: str | None = None):
    return signed_in(cast, name).post(
        f"/p/{cast.project.pk}/erase", {"confirm": cast.project.pk if confirm is None else confirm}, follow=True
    )


def told(cast) -> None:
    """What an announcement does in every process, where there is no Redis."""
    HUB.publish(KEYS, Change(cast.project.pk))


def status(cast) -> str:
    return Project.objects.get(pk=cast.project.pk).status


def test_closed_project_answers_services_and_people_as_if_it_were_not_there(cast):
    key = lived.speak(cast)
    assert Client(key).get("/api/v1/release").status == 200
    page = close(cast).content.decode()
    assert "is closed and will be erased on" in page
    assert "Keep it" in page
    told(cast)
    answer, nobody = Client(key).get("/api/v1/release"), Client(key[:-3] + "xxx").get("/api/v1/release")
    assert (answer.status, answer.json()["title"]) == (401, nobody.json()["title"])
    for name in ("owner", "designer", "stranger"):
        assert signed_in(cast, name).get(f"/p/{cast.project.pk}/").status_code == 404
    assert "An owner of the project can keep it." in signed_in(cast, "viewer").get("/projects").content.decode()
    assert "Acme" not in signed_in(cast, "stranger").get("/projects").content.decode()


def test_kept_project_is_as_it_was_and_its_keys_and_conversations_go_on(cast):
    key = lived.live(cast)
    session = lived.running_session(cast)
    before = backing_up.everything(cast, without=CHANGING)
    dues = {row["_id"]: row["due_at"] for row in backing_up.platform("default")["agenda"].find()}
    close(cast)
    page = signed_in(cast, "owner").post(f"/p/{cast.project.pk}/keep", follow=True)
    assert "is open again, as it was" in page.content.decode()
    assert backing_up.everything(cast, without=CHANGING) == before
    assert {row["_id"]: row["due_at"] for row in backing_up.platform("default")["agenda"].find()} == dues
    assert (status(cast), Project.objects.get(pk=cast.project.pk).erase_at) == (ProjectStatus.ACTIVE, None)
    told(cast)
    assert Client(key).get("/api/v1/release").status == 200
    turn = {"turn": 1, "event": "utterance", "text": "12 May 2027"}
    assert Client(key).post(f"/api/v1/sessions/{session}/turns", turn).status == 200
    actions = [row["action"] for row in selectors.audit_entries(cast.project, 2)]
    assert actions == ["project.kept", "project.closed"]
    assert erase_due(timezone.now() + timedelta(days=400)) == 0


def test_project_is_erased_when_its_days_are_over_and_not_before(cast, settings):
    settings.OMNIA_ERASURE_GRACE_DAYS = 3
    lived.live(cast)
    keys = [bytes(each["id"]).hex() for each in database(cast.project.ref)[data_keys.KEYS].find_one()["keys"]]
    close(cast)
    assert erase_due(timezone.now() + timedelta(days=3, minutes=-1)) == 0
    assert status(cast) == ProjectStatus.ERASING
    assert erase_due(timezone.now() + timedelta(days=3, seconds=1)) == 1
    assert cast.project.ref.database_name not in client().list_database_names()
    assert (status(cast), Membership.objects.filter(project=cast.project).count()) == (ProjectStatus.ERASED, 0)
    assert Project.objects.get(pk=cast.project.pk).erase_at is None
    certificate = platform_chain().log.find_one({"action": "project.erased"})
    assert certificate["object"] == cast.project.pk
    assert certificate["details"]["data_keys"] == keys
    assert certificate["details"]["documents"]["conversations"] == 8
    audit.verify(platform_chain())
    assert erase_due(timezone.now() + timedelta(days=400)) == 0
    with pytest.raises(ErasureError, match="too late"):
        keep_project(OPERATOR, cast.project)
    with pytest.raises(ErasureError, match="erased already"):
        plan_erasure(OPERATOR, cast.project)


def test_closing_is_refused_without_the_id_or_the_right_and_changes_nothing(cast):
    before = backing_up.everything(cast, without=SIGNED_IN)
    assert "This is not the project's id" in close(cast, confirm="Acme").content.decode()
    for name, refusal in (("designer", Forbidden), ("viewer", Forbidden), ("stranger", Absent), ("staff", Absent)):
        assert close(cast, name).status_code == (403 if refusal is Forbidden else 404)
        with pytest.raises(refusal):
            plan_erasure(cast.actor(name), cast.project)
    assert backing_up.everything(cast, without=SIGNED_IN) == before


def test_keeping_is_refused_without_the_right_and_the_project_stays_closed(cast):
    close(cast)
    before = backing_up.everything(cast, without=SIGNED_IN)
    for name, answer in (("designer", 403), ("viewer", 403), ("stranger", 404), ("staff", 404)):
        assert signed_in(cast, name).post(f"/p/{cast.project.pk}/keep").status_code == answer
    assert backing_up.everything(cast, without=SIGNED_IN) == before


def test_closing_twice_keeps_the_first_date_and_writes_one_entry(cast):
    first = plan_erasure(OPERATOR, cast.project, days=3)
    assert plan_erasure(OPERATOR, cast.project, days=30) == first
    assert database(cast.project.ref)["audit"].count_documents({"action": "project.closed"}) == 1


def test_erasing_that_could_not_be_finished_is_tried_again_by_itself(cast, monkeypatch, redis):
    due = plan_erasure(OPERATOR, cast.project, days=0) + timedelta(seconds=1)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_remove_once", _away)
        assert erase_due(due) == 0
    assert status(cast) == ProjectStatus.ERASED
    assert erase_due(due) == 0
    assert erase_due(timezone.now() + timedelta(hours=1)) == 1
    assert cast.project.ref.database_name not in client().list_database_names()
    assert Project.objects.get(pk=cast.project.pk).erase_at is None


def _away(_ref):
    raise ErasureError("Redis does not answer.")


def test_of_two_processes_one_erases_a_project_that_is_due(cast, monkeypatch):
    plan_erasure(OPERATOR, cast.project, days=0)
    erased = []
    monkeypatch.setattr(erasing_later, "erase_project", lambda _actor, project: erased.append(project.pk))
    now = timezone.now() + timedelta(seconds=1)
    assert (erase_due(now), erase_due(now)) == (1, 0)
    assert erased == [cast.project.pk]


def test_closing_that_broke_off_is_finished_by_itself(cast, monkeypatch):
    key = lived.speak(cast)
    with monkeypatch.context() as patch:
        patch.setattr(erasing_later.standing, "write", _broken)
        with pytest.raises(AutoReconnect):
            plan_erasure(OPERATOR, cast.project)
    erasing_later.settle_closed()
    told(cast)
    assert Client(key).get("/api/v1/release").status == 401
    assert signed_in(cast, "owner").get(f"/p/{cast.project.pk}/").status_code == 404


def test_keeping_that_broke_off_is_finished_by_itself_and_the_project_is_not_erased(cast, monkeypatch):
    key = lived.speak(cast)
    plan_erasure(OPERATOR, cast.project)
    with monkeypatch.context() as patch:
        patch.setattr(erasing_later.standing, "clear", _broken)
        with pytest.raises(AutoReconnect):
            keep_project(OPERATOR, cast.project)
    assert erase_due(timezone.now() + timedelta(days=400)) == 0
    erasing_later.settle_closed()
    erasing_later.settle_closed()
    told(cast)
    assert (status(cast), Client(key).get("/api/v1/release").status) == (ProjectStatus.ACTIVE, 200)
    assert platform_chain().log.count_documents({"action": "project.kept"}) == 1


def _broken(*_given):
    raise AutoReconnect("The server is away.")


def test_project_whose_days_are_over_cannot_be_kept_while_it_is_erased(cast, monkeypatch):
    due = plan_erasure(OPERATOR, cast.project, days=0) + timedelta(seconds=1)

    def erase(_actor, project):
        with pytest.raises(ErasureError, match="too late"):
            keep_project(OPERATOR, Project.objects.get(pk=project.pk))

    monkeypatch.setattr(erasing_later, "erase_project", erase)
    assert erase_due(due) == 1
    assert status(cast) == ProjectStatus.ERASED
