"""Staff see a customer's project in a support session alone: for a reason, for a time, told in its log, as its owner allows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from factory.actions import ensure_staff_groups
from omnia.infra import audit
from omnia.infra.audit import Actor
from tenants import selectors
from tenants.access import Absent, Forbidden, access_project, authorise
from tenants.actions import keys, people, supporting
from tenants.actions.editing import save_document
from tenants.actions.erasing import erase_project
from tenants.actions.supporting import SupportError, open_support
from tenants.audit_chains import platform_chain
from tenants.control.models import Project, SupportSession, User

TEXT = "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en"
REASON = "They cannot publish release 8"


@pytest.fixture
def olga(cast):
    """An operator of the platform."""
    ensure_staff_groups()
    made = User.objects.create_user("olga@example.com", "a-long-password", name="Olga", is_staff=True)
    made.groups.set(Group.objects.filter(name="operator"))
    return made


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def actor(user):
    return Actor("user", str(user.pk), f"{user} (support)")


def begin(cast, olga, **more):
    return open_support(actor(olga), cast.project, **{"reason": REASON, "minutes": 15, **more})


def home(cast):
    return f"/p/{cast.project.pk}/"


def entries(cast, prefix="support."):
    return [row for row in selectors.audit_entries(cast.project, 20) if row["action"].startswith(prefix)]


def test_session_is_begun_with_a_reason_shown_in_a_banner_and_told_in_both_logs(cast, olga):
    client, page = browser(olga), f"/admin/tenants/project/{cast.project.pk}/support/"
    assert client.get(home(cast)).status_code == 404
    assert "for the project's owners to read" in client.get(page).content.decode()
    assert client.post(page, {"reason": REASON, "minutes": "15"})["Location"] == home(cast)
    shown = client.get(home(cast)).content.decode()
    assert "Support session in “Acme”" in shown
    assert REASON in shown
    (entry,) = entries(cast)
    assert (entry["action"], entry["actor"]["label"], entry["details"]["reason"]) == ("support.opened", "Olga (support)", REASON)
    assert audit.entries(platform_chain())[0]["action"] == "support.opened"
    assert REASON in browser(cast.owner).get(f"{home(cast)}settings").content.decode()


def test_customers_see_no_banner(cast, olga):
    begin(cast, olga)
    assert "Support session in" not in browser(cast.owner).get(home(cast)).content.decode()


@pytest.mark.parametrize(
    ("reason", "minutes"), [("", 15), ("   short   ", 15), ("x" * 301, 15), (REASON, 0), (REASON, 14), (REASON, 100_000)]
)
def test_session_without_a_reason_or_an_end_does_not_begin(cast, olga, reason, minutes):
    with pytest.raises(SupportError):
        begin(cast, olga, reason=reason, minutes=minutes)
    answer = browser(olga).post(f"/admin/tenants/project/{cast.project.pk}/support/", {"reason": reason, "minutes": str(minutes)})
    assert answer.status_code == 422
    assert (SupportSession.objects.count(), entries(cast)) == (0, [])


@pytest.mark.parametrize("name", ["staff", "owner", "stranger"])
def test_who_is_no_operator_begins_none(cast, name):
    person = getattr(cast, name)
    with pytest.raises(Forbidden):
        open_support(actor(person), cast.project, reason=REASON, minutes=15)
    answer = browser(person).post(f"/admin/tenants/project/{cast.project.pk}/support/", {"reason": REASON, "minutes": "15"})
    assert answer.status_code in (302, 403)
    assert (SupportSession.objects.count(), entries(cast)) == (0, [])


def test_session_is_of_its_project_and_its_operator_alone(cast, olga):
    begin(cast, olga)
    assert browser(olga).get(f"/p/{cast.foreign.pk}/").status_code == 404
    other = User.objects.create_superuser("root@example.com", "a-long-password")
    assert browser(other).get(home(cast)).status_code == 404


def test_session_is_over_at_its_end_and_when_the_operator_is_none_any_more(cast, olga):
    made, client = begin(cast, olga), browser(olga)
    assert client.get(home(cast)).status_code == 200
    olga.groups.clear()
    assert client.get(home(cast)).status_code == 404
    olga.groups.set(Group.objects.filter(name="operator"))
    assert client.get(home(cast)).status_code == 200
    SupportSession.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(home(cast)).status_code == 404
    with pytest.raises(Absent):
        authorise(actor(olga), cast.project, "view_project")


def test_operator_ends_their_session_and_is_out(cast, olga):
    begin(cast, olga)
    client = browser(olga)
    assert client.post(f"{home(cast)}support/end")["Location"] == f"/admin/tenants/project/{cast.project.pk}/change/"
    assert client.get(home(cast)).status_code == 404
    assert [row["action"] for row in entries(cast)] == ["support.ended", "support.opened"]


def test_owner_ends_any_session_and_a_member_none(cast, olga):
    made = begin(cast, olga)
    assert browser(cast.viewer).post(f"{home(cast)}support/end", {"support": made.pk}).status_code == 403
    assert browser(olga).get(home(cast)).status_code == 200
    browser(cast.owner).post(f"{home(cast)}support/end", {"support": made.pk})
    assert browser(olga).get(home(cast)).status_code == 404
    browser(cast.owner).post(f"{home(cast)}support/end", {"support": made.pk})
    assert [row["action"] for row in entries(cast)] == ["support.ended", "support.opened"]


def test_owner_of_another_project_ends_none(cast, olga):
    made = begin(cast, olga)
    browser(cast.stranger).post(f"/p/{cast.foreign.pk}/support/end", {"support": made.pk})
    assert browser(olga).get(home(cast)).status_code == 200


FORMS = (
    ("templates/date", {"base_version": "1"}),
    ("releases/new", {"note": "x", "allow_missing_texts": "on"}),
    ("keys", {"name": "mine", "scopes": "read"}),
    ("people", {"email": "mine@example.com", "role": "owner"}),
    ("settings/sharing", {"share": "yes"}),
    ("settings/support", {"level": "edit"}),
)


@pytest.mark.parametrize(("place", "form"), FORMS)
def test_session_only_looks_until_an_owner_allows_more(cast, olga, place, form):
    begin(cast, olga)
    before = len(selectors.audit_entries(cast.project, 50))
    assert browser(olga).post(home(cast) + place, form).status_code == 403
    assert len(selectors.audit_entries(cast.project, 50)) == before
    assert browser(olga).get(f"{home(cast)}conversations").status_code == 403
    assert browser(olga).get(f"{home(cast)}audit").status_code == 403


def test_every_action_is_refused_in_a_session_that_only_looks(cast, olga):
    begin(cast, olga)
    held, me = selectors.draft(cast.project, "template", "date"), actor(olga)
    calls = (
        lambda: save_document(me, cast.project, "template", "date", held.body, base_version=held.version),
        lambda: keys.issue_key(me, cast.project, name="x", scopes=("read",)),
        lambda: people.change_role(me, cast.project, user_id=str(cast.viewer.pk), role="owner"),
        lambda: supporting.allow_support(me, cast.project, level="edit"),
        lambda: erase_project(me, cast.project),
    )
    before = len(selectors.audit_entries(cast.project, 50))
    for call in calls:
        with pytest.raises(Forbidden, match="A support session here"):
            call()
    assert len(selectors.audit_entries(cast.project, 50)) == before
    assert Project.objects.get(pk=cast.project.pk).support_level == "look"


def test_owner_allows_more_and_takes_it_back_also_of_a_session_that_runs(cast, olga):
    begin(cast, olga)
    owner, client, page = browser(cast.owner), browser(olga), f"{home(cast)}settings/support"
    owner.post(page, {"level": "conversations"})
    assert client.get(f"{home(cast)}conversations").status_code == 200
    assert access_project(olga, cast.project.pk, "view_conversations")
    with pytest.raises(Forbidden):
        access_project(olga, cast.project.pk, "edit_templates")
    owner.post(page, {"level": "edit"})
    assert access_project(olga, cast.project.pk, "edit_templates")
    for right in ("publish", "manage_keys", "manage_people", "manage_project"):
        with pytest.raises(Forbidden):
            access_project(olga, cast.project.pk, right)
    owner.post(page, {"level": "look"})
    assert client.get(f"{home(cast)}conversations").status_code == 403
    assert [row["details"]["level"] for row in entries(cast, "support.allowed")] == ["look", "edit", "conversations"]


@pytest.mark.parametrize("level", ["", "everything", "owner"])
def test_level_that_there_is_not_is_refused(cast, level):
    browser(cast.owner).post(f"{home(cast)}settings/support", {"level": level})
    assert Project.objects.get(pk=cast.project.pk).support_level == "look"
    assert entries(cast) == []


@pytest.mark.parametrize("name", ["designer", "viewer"])
def test_who_is_no_owner_allows_nothing(cast, name):
    assert browser(getattr(cast, name)).post(f"{home(cast)}settings/support", {"level": "edit"}).status_code == 403
    assert Project.objects.get(pk=cast.project.pk).support_level == "look"


def test_what_support_changes_is_told_as_theirs_in_the_projects_log(cast, olga):
    supporting.allow_support(cast.actor("owner"), cast.project, level="edit")
    begin(cast, olga)
    held = selectors.draft(cast.project, "template", "date")
    browser(olga).post(
        f"{home(cast)}templates/date?section=date:step:start",
        {
            "base_version": str(held.version),
            "at:/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en": "Which?",
        },
    )
    entry = selectors.audit_entries(cast.project, 1)[0]
    assert (entry["action"], entry["actor"]["label"]) == ("document.saved", "Olga (support)")


def test_second_session_at_once_and_one_in_an_erased_project_are_refused(cast, olga):
    begin(cast, olga)
    with pytest.raises(SupportError, match="have a session"):
        begin(cast, olga)
    assert SupportSession.objects.count() == 1
    erase_project(Actor("system", "tests"), cast.project)
    assert SupportSession.objects.count() == 0
    assert browser(olga).get(home(cast)).status_code == 404
    with pytest.raises(Absent):
        begin(cast, olga)
