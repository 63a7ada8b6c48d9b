"""What projects agreed to tell of their changes: places and percentages of enough of them, and nothing of what they wrote."""

from html import unescape

import pytest
from crowds import change_copies, crowd
from staff_pages import DATE, page, say, with_draft

from factory.actions import Staff
from fleet import runs
from fleet.shared_changes import changed_places
from fleet.worker import Worker
from omnia.infra.audit import SYSTEM
from omnia.mongo.clusters import database
from tenants import selectors, sharing
from tenants.actions.agreeing import share_changes, stop_sharing
from tenants.actions.erasing import erase_project

QUESTION = "/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text"
CHANGES = f"{DATE}changes/"


def counted():
    runs.begin(Staff.command("tests"), "template", "date")
    worker = Worker()
    while worker.step():
        pass
    worker.let_go()
    return sharing.shared("template", "date")


@pytest.fixture
def agreed(cast):
    """Five projects that agreed, of which four changed the question, beside others that changed it and did not agree."""
    with_draft(lambda body: say(body, "Which day?"))
    projects = crowd(cast.project, 7)
    change_copies(projects[:4] + projects[5:], lambda body: say(body, "A secret of ours."))
    for project in projects[:5]:
        share_changes(SYSTEM, project)
    return projects[:5]


def test_changes_are_counted_of_the_projects_that_agreed_alone(cast, browser, agreed):
    found = counted()
    assert (found.projects, found.is_enough) == (5, True)
    assert [(place.address, place.projects, place.percent) for place in found.places] == [(QUESTION, 4, 80)]
    html = unescape(page(browser("auditor"), CHANGES))
    assert "Of 5 projects that agreed to be counted" in html
    assert "80 % changed it" in html
    assert "A secret of ours." not in html
    assert "Copy 1" not in html


def test_number_vanishes_at_once_when_a_project_stops_and_nothing_of_it_is_kept(cast, browser, agreed):
    counted()
    stop_sharing(SYSTEM, agreed[0])
    assert sharing.shared("template", "date").places == ()
    assert "Too few projects to say anything" in page(browser("editor"), CHANGES)
    assert "80 %" not in page(browser("editor"), CHANGES)
    assert sharing.since(agreed[0].pk) is None
    erase_project(SYSTEM, agreed[1])
    assert (sharing.since(agreed[1].pk), counted().projects) == (None, 3)


def test_addresses_hold_nothing_that_a_project_named(cast):
    original = selectors.draft(cast.project, "template", "date").body
    ours = selectors.draft(cast.project, "template", "date").body
    ours["tags"] = [*ours.get("tags", []), "our secret tag"]
    ours["nodes"][0]["steps"]["start"].append({"id": "our-secret-id", "actions": []})
    ours["label"]["en"] = "Ours"
    ours["nodes"][0]["steps"]["no_match"].pop(0)
    ours["our_field"] = 1
    found = changed_places(original, ours)
    assert not any("our" in place.lower() for place in found)
    assert {"/label", "/nodes/@date/steps/start", ""} <= found


def test_owner_agrees_and_stops_in_the_settings_and_each_is_in_the_log(cast, client):
    client.force_login(cast.owner)
    address = f"/p/{cast.project.pk}/settings"
    assert "Share in numbers" in client.get(address).content.decode()
    client.post(f"{address}/sharing", {"share": "yes"})
    assert sharing.since(cast.project.pk) is not None
    assert "Stop sharing" in client.get(address).content.decode()
    client.post(f"{address}/sharing", {"share": "yes"})
    client.post(f"{address}/sharing", {"share": "no"})
    assert sharing.since(cast.project.pk) is None
    actions = [entry["action"] for entry in database(cast.project.ref)["audit"].find(sort=[("_id", 1)])]
    assert actions[-2:] == ["sharing.agreed", "sharing.withdrawn"]


@pytest.mark.parametrize(("person", "status"), [("designer", 403), ("viewer", 403), ("stranger", 404), ("staff", 404)])
def test_who_does_not_manage_the_project_agrees_to_nothing(cast, client, person, status):
    client.force_login(getattr(cast, person))
    before = list(database(cast.project.ref)["audit"].find())
    assert client.post(f"/p/{cast.project.pk}/settings/sharing", {"share": "yes"}).status_code == status
    assert sharing.since(cast.project.pk) is None
    assert list(database(cast.project.ref)["audit"].find()) == before
