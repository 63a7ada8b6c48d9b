"""Who is no member of a project: every door answers as if the project did not exist, also to platform staff."""

import pytest
from django.test import Client

from omnia.mongo.clusters import client_for_uri
from tenants.access import Absent, access_project
from tenants.actions.keys import issue_key
from tenants.control.models import User

PAGES = (
    "",
    "templates",
    "templates/date",
    "templates/date/history",
    "templates/date/source",
    "suggest/template/date",
    "flows",
    "releases",
    "releases/new",
    "conversations",
    "insight",
    "insight/templates/date",
    "insight/export.csv",
    "people",
    "keys",
    "settings",
)


@pytest.fixture
def visit(cast):
    """Opens a page of the project as one of the cast, or as a superuser who is no member."""
    superuser = User.objects.create_superuser("root@example.com", "a-long-password", name="Root")

    def open_page(who: str, path: str, **sent: str) -> int:
        client = Client()
        client.force_login(superuser if who == "superuser" else getattr(cast, who))
        address = f"/p/{cast.project.pk}/{path}"
        return (client.post(address, sent) if sent else client.get(address)).status_code

    return open_page


@pytest.mark.parametrize("who", ["stranger", "staff", "superuser"])
def test_pages_of_a_project_that_is_not_theirs_answer_like_absent_ones(visit, who):
    assert [visit("owner", path) for path in PAGES] == [200] * len(PAGES)
    assert [visit(who, path) for path in PAGES] == [404] * len(PAGES)


@pytest.mark.parametrize("who", ["stranger", "staff", "superuser"])
def test_a_key_that_is_asked_for_by_who_is_no_member_is_not_issued(visit, cast, mongodb_uri, who):
    held = client_for_uri(mongodb_uri)[cast.project.ref.database_name]["api_keys"]
    before = list(held.find())
    assert visit(who, "keys", name="mine", scopes="runtime") == 404
    assert list(held.find()) == before


def test_an_action_called_for_a_superuser_who_is_no_member_refuses(cast):
    root = User.objects.create_superuser("root@example.com", "a-long-password", name="Root")
    with pytest.raises(Absent):
        access_project(root, cast.project.pk)


def test_an_owner_whose_account_is_closed_no_longer_reaches_the_project(cast):
    cast.owner.is_active = False
    cast.owner.save()
    with pytest.raises(Absent):
        issue_key(cast.actor("owner"), cast.project, name="mine", scopes=["runtime"])
