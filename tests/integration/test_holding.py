"""Staff suspend or archive a project: who works in it and who calls is told so by name, nothing is lost, and it is taken back."""

from datetime import timedelta
from html import unescape
from typing import Any

import backing_up
import lived
import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.utils import timezone

from factory.actions import ensure_staff_groups
from omnia.infra.audit import Actor
from omnia.infra.invalidation import HUB, KEYS, Change
from tenants import selectors
from tenants.access import Forbidden, Held
from tenants.actions import channels, erasing_later, holding, move_lease, planned, releasing, relocating
from tenants.actions.editing import save_document
from tenants.actions.holding import HoldError
from tenants.actions.keys import issue_key
from tenants.audit_chains import platform_chain
from tenants.control.models import Project, User
from tenants.project import channels as pointers
from tenants.project import standing
from tests.api.published import Client

OPERATOR = Actor("command", "tests", "tests")
WHY = "The bill was not paid."
SIGNED_IN = {"django_session", "tenants_user", "project_figures", "auth_group"}


@pytest.fixture
def operator(cast) -> Browser:
    ensure_staff_groups()
    user = User.objects.create_user("operator@example.com", "a-long-password", name="Operator", is_staff=True)
    user.groups.set(Group.objects.filter(name="operator"))
    return signed_in_as(user)


def signed_in_as(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def signed_in(cast, name: str) -> Browser:
    return signed_in_as(getattr(cast, name))


def act(cast, browser: Browser, act: str, reason: str = WHY):
    form = {"act": act, "reason": reason, "confirmed": "1"}
    answer = browser.post(f"/admin/tenants/project/{cast.project.pk}/hold/", form, follow=True)
    # What an announcement does in every process, where there is no Redis.
    HUB.publish(KEYS, Change(cast.project.pk))
    return answer


def problem(answer) -> tuple[int, str]:
    return answer.status, answer.json().get("type", "")


def draft(cast) -> dict[str, Any]:
    return selectors.draft(cast.project, "template", "date").body


def test_suspended_project_tells_its_people_why_and_answers_each_call_by_name(cast, operator):
    key = lived.speak(cast)
    session = lived.running_session(cast)
    page = act(cast, operator, "suspend").content.decode()
    assert "It is suspended" in page
    for name in ("owner", "viewer"):
        answer = signed_in(cast, name).get(f"/p/{cast.project.pk}/")
        assert answer.status_code == 403
        assert WHY in answer.content.decode()
        assert "Suspended" in signed_in(cast, name).get("/projects").content.decode()
    assert signed_in(cast, "stranger").get(f"/p/{cast.project.pk}/").status_code == 404
    for answer in (
        Client(key).get("/api/v1/release"),
        Client(key).post("/api/v1/sessions", lived.PLACES),
        Client(key).post(f"/api/v1/sessions/{session}/turns", {"turn": 1, "event": "utterance", "text": "12 May 2027"}),
    ):
        assert problem(answer) == (403, "/problems/project-suspended")
    assert problem(Client(key[:-3] + "xxx").get("/api/v1/release"))[0] == 401


def test_suspended_project_that_is_opened_again_goes_on_where_it_stopped(cast, operator):
    key = lived.live(cast)
    session = lived.running_session(cast)
    before = backing_up.everything(cast, without=backing_up.OWN | SIGNED_IN | {"tenants_project"})
    act(cast, operator, "suspend")
    assert "It is open" in act(cast, operator, "open").content.decode()
    assert backing_up.everything(cast, without=backing_up.OWN | SIGNED_IN | {"tenants_project"}) == before
    assert Client(key).get("/api/v1/release").status == 200
    turn = {"turn": 1, "event": "utterance", "text": "12 May 2027"}
    assert Client(key).post(f"/api/v1/sessions/{session}/turns", turn).status == 200
    actions = [row["action"] for row in selectors.audit_entries(cast.project, 2)]
    assert actions == ["project.reopened", "project.suspended"]
    told = [row["action"] for row in platform_chain().log.find({"object": cast.project.pk}).sort("_id", -1).limit(2)]
    assert told == ["project.reopened", "project.suspended"]


def test_archived_project_is_read_and_nothing_in_it_changes(cast, operator):
    key = lived.speak(cast)
    session = lived.running_session(cast)
    body = draft(cast)
    act(cast, operator, "archive")
    owner = signed_in(cast, "owner")
    page = owner.get(f"/p/{cast.project.pk}/")
    assert page.status_code == 200
    assert "This project is archived" in page.content.decode()
    before = backing_up.everything(cast, without=SIGNED_IN)
    with pytest.raises(Held, match="archived"):
        save_document(cast.actor("owner"), cast.project, "template", "date", {**body, "tags": ["x"]}, base_version=1)
    answer = owner.post(f"/p/{cast.project.pk}/keys", {"name": "new", "scopes": ["read"]})
    assert answer.status_code == 403
    assert WHY in answer.content.decode()
    assert backing_up.everything(cast, without=SIGNED_IN) == before
    assert Client(key).get("/api/v1/release").status == 200
    assert problem(Client(key).post("/api/v1/sessions", lived.PLACES)) == (403, "/problems/project-archived")
    turn = {"turn": 1, "event": "utterance", "text": "12 May 2027"}
    assert Client(key).post(f"/api/v1/sessions/{session}/turns", turn).status == 200


@pytest.mark.parametrize(
    ("name", "hold", "told"),
    [
        ("suspend", "suspended", ("people are let in no more.", "“Call centre”", "running ones are refused.")),
        ("archive", "archived", ("people read, and change nothing.", "“Call centre”", "running ones go on to their end.")),
    ],
)
def test_stopping_is_asked_first_with_what_stops_by_name_and_done_once_it_is_confirmed(cast, operator, name, hold, told):
    issue_key(cast.actor("owner"), cast.project, name="Call centre", scopes=("converse",))
    releasing.publish(cast.actor("owner"), cast.project, allow_missing_texts=True)
    where, before = f"/admin/tenants/project/{cast.project.pk}/hold/", backing_up.everything(cast, without=SIGNED_IN)
    answer = operator.post(where, {"act": name, "reason": WHY})
    assert answer.status_code == 200
    shown = unescape(answer.content.decode())
    assert [sentence for sentence in (*told, WHY, "Release 1 is live") if sentence not in shown] == []
    assert operator.post(where, {"act": name, "reason": "short"}).status_code == 422
    assert backing_up.everything(cast, without=SIGNED_IN) == before
    assert operator.post(where, {"act": name, "reason": WHY, "confirmed": "1"}).status_code == 302
    assert Project.objects.get(pk=cast.project.pk).hold == hold


@pytest.mark.parametrize("name", ["suspend", "archive", "open"])
def test_who_is_no_operator_stops_nothing(cast, name):
    before = backing_up.everything(cast, without=SIGNED_IN)
    for who, expected in (("owner", 302), ("staff", 403)):
        form = {"act": name, "reason": WHY, "confirmed": "1"}
        answer = signed_in(cast, who).post(f"/admin/tenants/project/{cast.project.pk}/hold/", form)
        assert answer.status_code == expected
    for actor in (cast.actor("owner"), cast.actor("staff")):
        with pytest.raises(Forbidden):
            holding.suspend(actor, cast.project, reason=WHY)
        with pytest.raises(Forbidden):
            holding.open_again(actor, cast.project)
    assert backing_up.everything(cast, without=SIGNED_IN) == before


def test_stopping_needs_a_reason_that_says_something_and_a_project_that_is_ready(cast, operator):
    before = backing_up.everything(cast, without=SIGNED_IN)
    assert "the project&#x27;s people read it" in act(cast, operator, "suspend", "why").content.decode()
    assert "neither suspended nor archived" in act(cast, operator, "open").content.decode()
    assert backing_up.everything(cast, without=SIGNED_IN) == before
    erasing_later.plan_erasure(OPERATOR, cast.project)
    with pytest.raises(HoldError, match="to be erased"):
        holding.archive(OPERATOR, cast.project, reason=WHY)


def test_suspended_project_that_was_to_be_erased_and_is_kept_is_still_suspended(cast):
    holding.suspend(OPERATOR, cast.project, reason=WHY)
    erasing_later.plan_erasure(OPERATOR, cast.project)
    erasing_later.settle_closed()
    held = standing.read_of(cast.project.ref)
    assert held is not None
    assert held.state == "closed"
    erasing_later.keep_project(OPERATOR, cast.project)
    held = standing.read_of(cast.project.ref)
    assert held is not None
    assert held.state == "suspended"
    assert Project.objects.get(pk=cast.project.pk).hold == "suspended"


def test_what_is_planned_in_a_project_that_is_stopped_waits_until_it_is_opened(cast):
    for _number in range(2):
        releasing.publish(OPERATOR, cast.project)
    at = timezone.now() + timedelta(hours=1)
    channels.schedule(OPERATOR, cast.project, channel="live", release=1, at=at)
    holding.archive(OPERATOR, cast.project, reason=WHY)
    assert planned.do_all_due(at) == 0
    assert pointers.read(cast.project.ref, "live").release == 2
    holding.open_again(OPERATOR, cast.project)
    assert planned.do_all_due(at + 2 * planned.RETRY) == 1
    assert pointers.read(cast.project.ref, "live").release == 1


def test_project_that_is_stopped_is_not_moved(cast):
    holding.archive(OPERATOR, cast.project, reason=WHY)
    with pytest.raises(move_lease.MoveError, match="open it again"):
        relocating.require_movable(OPERATOR, Project.objects.get(pk=cast.project.pk), "default")


def test_list_of_projects_tells_copies_release_traffic_and_size(cast, operator):
    lived.live(cast)
    page = operator.get("/admin/tenants/project/").content.decode()
    row = page[page.index("Acme") :]
    row = row[: row.index("</tr>")]
    templates = len(selectors.drafts(cast.project, "template")) + len(selectors.drafts(cast.project, "flow"))
    assert f">{templates}<" in "".join(row.split())
    newest = selectors.releases(cast.project)[0].number
    assert f">{newest}, " in row.replace("\n", "")
    assert "KB" in row or "MB" in row
