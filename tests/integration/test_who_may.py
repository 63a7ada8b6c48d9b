"""The page that says who may do what says what the doors do."""

import pytest
from django.test import Client
from guardian.models import UserObjectPermission

from tenants.access import Absent, Forbidden, access_project
from tenants.actions import keys, supporting
from tenants.actions.people import change_role
from tenants.control.models import User
from tenants.who_may import RIGHTS, who_may


def people_by_right(project):
    found = who_may(project)
    return {name: {user.email for user in right.people} for (name, _words), right in zip(RIGHTS, found.rights, strict=False)}


def is_let_in(user, project, right):
    try:
        access_project(user, project.pk, right)
    except (Absent, Forbidden):
        return False
    return True


def test_page_names_for_each_right_whom_the_door_lets_in(cast):
    change_role(cast.actor("owner"), cast.project, user_id=str(cast.viewer.pk), role="publisher")
    shown = people_by_right(cast.project)
    for right, emails in shown.items():
        assert emails == {user.email for user in User.objects.all() if is_let_in(user, cast.project, right)}, right
    assert shown["publish"] == {"owner@example.com", "viewer@example.com"}


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": True}])
def test_who_is_closed_or_staff_now_is_not_among_them(cast, change):
    User.objects.filter(pk=cast.designer.pk).update(**change)
    assert "designer@example.com" not in set().union(*people_by_right(cast.project).values())


def test_rights_that_are_not_those_of_the_role_are_told(cast):
    assert who_may(cast.project).at_odds == ()
    held = UserObjectPermission.objects.filter(user=cast.designer).select_related("permission")
    gone = [row.pk for row in held if row.permission.codename == "edit_texts"]
    assert UserObjectPermission.objects.filter(pk__in=gone).delete()[0] == 1
    assert [user.email for user in who_may(cast.project).at_odds] == ["designer@example.com"]
    assert "designer@example.com" not in people_by_right(cast.project)["edit_texts"]


def test_keys_and_what_support_may_do_are_told_and_revoked_keys_are_not(cast):
    owner = cast.actor("owner")
    keys.issue_key(owner, cast.project, name="pipeline", scopes=("manage",))
    gone = keys.issue_key(owner, cast.project, name="old pipeline", scopes=("manage", "converse"))
    keys.revoke_key(owner, cast.project, key_id=gone.id)
    supporting.allow_support(owner, cast.project, level="conversations")
    found = dict(zip([name for name, _words in RIGHTS], who_may(cast.project).rights, strict=False))
    assert {name for name, right in found.items() if right.keys == ("pipeline",)} == {
        "view_project", "edit_texts", "edit_templates", "publish",
    }  # fmt: skip
    assert {name for name, right in found.items() if right.support} == {"view_project", "view_conversations"}


def test_members_see_the_page_and_strangers_do_not(cast):
    for name, status in (("owner", 200), ("viewer", 200), ("stranger", 404), ("staff", 404)):
        client = Client()
        client.force_login(getattr(cast, name))
        answer = client.get(f"/p/{cast.project.pk}/people/who-may")
        assert answer.status_code == status, name
