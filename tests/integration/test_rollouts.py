"""Versions in waves: who is offered which, how a wave grows, pauses, ends and is taken back; and who may."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from crowds import crowd
from django.core.management import CommandError, call_command
from django.utils import timezone
from staff_pages import DATE, everything, revision, say, with_draft

from factory import rollouts, selectors
from factory.actions import EDITORS, CatalogueError, NotAllowed, Staff, publish_version
from factory.models import Rollout, Template
from factory.rollouts import StaleRollout
from factory.waves import Growth, Wave
from omnia.infra import background
from omnia.infra.audit import SYSTEM, Actor
from omnia.infra.crypto import new_id
from omnia.mongo.clusters import database
from tenants import updates
from tenants.actions.provisioning import create_project
from tenants.actions.updating import pin_copy, take_update
from tests.manage.pipelines import Pipeline, key_for

STAFF = Staff.command("tests")
EDITOR = Staff(Actor("user", "e", "Edith"), frozenset({EDITORS}))


@pytest.fixture
def fresh_process():
    """Caches and limits of the API as a process has them that just started."""
    background.reset_process()


def published(wave=None, text="Which day?", key="date"):
    """Staff publish a version of the template."""
    with_draft(lambda body: say(body, text), key)
    return publish_version(STAFF, "template", key, note="Shorter", tested=True, wave=wave)


def offered(project, key="date"):
    offer = updates.offer_for(project, "template", key)
    return offer.offered if offer is not None else 0


def rollout(number):
    return Rollout.objects.get(pk=f"template:date:{number}")


def act(action, number, *arguments):
    return action(STAFF, "template", "date", number, *arguments, revision=rollout(number).revision)


def test_named_project_is_offered_a_version_that_the_others_see_when_it_is_for_all(cast):
    published(Wave(named=(cast.project.pk,)))
    assert (offered(cast.project), offered(cast.foreign)) == (2, 0)
    act(rollouts.finish, 2)
    assert (offered(cast.project), offered(cast.foreign)) == (2, 2)
    assert selectors.rollouts("template", "date", 2) == []


def test_share_of_the_projects_grows_and_sends_nobody_back(cast):
    projects = crowd(cast.project, 6)
    made = {project.pk for project in projects}
    # Where an id falls is chance: of so many, none is in a quarter of all, or in the next third, once in 10^37 runs.
    ids = made | {new_id() for _number in range(300)}

    def inside():
        found = {each for each in ids if selectors.reaches(rollout(2), each)}
        assert {project.pk for project in projects if offered(project)} == found & made
        return found

    published(Wave(share=25))
    first = inside()
    assert 0 < len(first) < len(ids)
    act(rollouts.widen, 2, Wave(share=60))
    assert first < inside()
    with pytest.raises(CatalogueError, match="60 %"):
        act(rollouts.widen, 2, Wave(share=5))
    assert rollout(2).share == 60


def test_those_outside_of_a_wave_see_the_newest_version_that_is_theirs(cast):
    published(Wave(named=(cast.project.pk,)), "First")
    published(text="Second")
    assert offered(cast.foreign) == 3
    published(Wave(named=(cast.project.pk,)), "Third")
    assert (offered(cast.project), offered(cast.foreign)) == (4, 3)
    published(Wave(named=(cast.foreign.pk,)), "Fourth")
    assert (offered(cast.project), offered(cast.foreign)) == (4, 5)


def test_paused_version_is_offered_to_nobody_until_it_is_resumed(cast):
    published(Wave(named=(cast.project.pk,)))
    act(rollouts.pause, 2)
    assert offered(cast.project) == 0
    with pytest.raises(CatalogueError, match="Resume it first"):
        act(rollouts.widen, 2, Wave(share=50))
    act(rollouts.resume, 2)
    assert offered(cast.project) == 2


def test_withdrawn_version_is_offered_to_nobody_and_the_draft_is_ahead_again(cast):
    published(Wave(named=(cast.project.pk,)))
    take_update(cast.actor("designer"), cast.project, updates.offers(cast.project)[0])
    act(rollouts.withdraw, 2)
    head = Template.objects.get(key="date")
    assert (head.published, head.latest, head.status) == (1, 2, "ahead")
    assert (offered(cast.project), offered(cast.foreign)) == (0, 0)
    published(text="Better")
    assert (offered(cast.project), offered(cast.foreign)) == (3, 3)


def test_withdrawal_whose_process_died_is_finished_by_a_second_one(cast):
    published(Wave(named=(cast.project.pk,)))
    act(rollouts.withdraw, 2)
    # As it is between the two writes.
    Template.objects.filter(key="date").update(published=2)
    assert offered(cast.project) == 0
    act(rollouts.withdraw, 2)
    assert Template.objects.get(key="date").published == 1


def test_copy_that_stays_at_a_version_is_not_offered_it_once_it_is_withdrawn(cast):
    published(Wave(named=(cast.project.pk,)))
    pin_copy(cast.actor("designer"), cast.project, "template", "date", version=2)
    assert offered(cast.project) == 2
    act(rollouts.withdraw, 2)
    published(text="Better")
    assert (offered(cast.project), offered(cast.foreign)) == (0, 3)


def test_new_project_copies_what_is_out_to_all(cast):
    published(Wave(share=99))
    made = create_project(Actor("command", "t", "t"), name="New", industries=(), locales=("en",), owner=cast.owner)
    assert database(made.ref)["templates"].find_one({"_id": "date"})["origin"]["version"] == 1
    act(rollouts.finish, 2)
    later = create_project(Actor("command", "t", "t"), name="Later", industries=(), locales=("en",), owner=cast.owner)
    assert database(later.ref)["templates"].find_one({"_id": "date"})["origin"]["version"] == 2


@pytest.mark.usefixtures("fresh_process")
def test_page_api_and_command_offer_a_version_to_its_wave_alone(cast, client, capsys):
    published(Wave(named=(cast.project.pk,)))
    for project, person, expected in ((cast.project, cast.owner, 1), (cast.foreign, cast.stranger, 0)):
        client.force_login(person)
        page = client.get(f"/p/{project.pk}/updates").content.decode()
        assert ("/updates/template/date" in page) == bool(expected)
        answer = Pipeline(key_for(cast, project).key).call("GET", "/updates").json()
        assert len(answer["items"]) == expected
        call_command("pull", project=project.pk, dry_run=True, json=True)
        assert len(json.loads(capsys.readouterr().out)["templates"]) == expected
    with pytest.raises(CommandError, match="nothing new"):
        call_command("pull", project=cast.foreign.pk, template="date", json=True)
    assert database(cast.foreign.ref)["templates"].find_one({"_id": "date"})["version"] == 1


def test_of_two_who_change_a_rollout_at_once_one_is_refused(cast):
    published(Wave(named=(cast.project.pk,)))
    seen = rollout(2).revision
    rollouts.pause(STAFF, "template", "date", 2, revision=seen)
    before = everything()
    with pytest.raises(StaleRollout):
        rollouts.finish(STAFF, "template", "date", 2, revision=seen)
    assert everything() == before


@pytest.mark.parametrize("action", [rollouts.pause, rollouts.resume, rollouts.finish, rollouts.withdraw])
def test_who_is_no_publisher_changes_no_rollout(cast, action):
    published(Wave(named=(cast.project.pk,)))
    before = everything()
    with pytest.raises(NotAllowed):
        action(EDITOR, "template", "date", 2, revision=1)
    assert everything() == before


@pytest.mark.parametrize("wave", [Wave(), Wave(share=100), Wave(share=-1), Wave(named=tuple(map(str, range(501))))])
def test_wave_that_cannot_be_publishes_nothing(catalogue, wave):
    with_draft(lambda body: say(body, "Which day?"))
    before = everything()
    with pytest.raises(CatalogueError):
        publish_version(STAFF, "template", "date", tested=True, wave=wave)
    assert everything() == before


def test_command_leads_a_version_from_its_first_wave_to_all(cast, capsys):
    def told(**options):
        call_command("rollout", template="date", json=True, **options)
        return json.loads(capsys.readouterr().out)

    with_draft(lambda body: say(body, "Which day?"))
    begun = told(publish=True, share=5, projects=f"Acme,{cast.foreign.pk}", note="Shorter")
    named = sorted([cast.project.pk, cast.foreign.pk])
    held = {key: begun["rollouts"][0][key] for key in ("version", "state", "share", "projects", "before")}
    assert held == {"version": 2, "state": "running", "share": 5, "projects": named, "before": 1}
    assert told(share=25)["rollouts"][0]["share"] == 25
    assert told(pause=True)["rollouts"][0]["state"] == "paused"
    assert told(resume=True)["rollouts"][0]["state"] == "running"
    assert told(all=True) == {"document": "template", "key": "date", "published": 2, "rollouts": []}
    with pytest.raises(CommandError, match="no version in waves"):
        told(pause=True)
    with pytest.raises(CommandError, match="no project “Moon”"):
        told(projects="Moon")
    actions = [entry["action"] for entry in everything()["audit"]][-5:]
    assert actions == ["rollout.started", "rollout.widened", "rollout.paused", "rollout.resumed", "rollout.finished"]


# --- growing by itself -----------------------------------------------------------------------------------------------

DAILY = Growth((25, 50, 100), 24)
DAY = timedelta(hours=24)


def growing(growth=DAILY):
    """A version at five percent of the projects, whose wave grows by itself; returns when its first step is due."""
    published(Wave(share=5, growth=growth))
    return rollout(2).next_at


def by_itself():
    entries = [
        row for row in everything()["audit"] if row["action"].startswith("rollout.") and row["actor"]["kind"] == SYSTEM.kind
    ]
    return [(row["action"], row["details"].get("share")) for row in entries]


def test_wave_grows_by_itself_step_by_step_to_all_and_the_log_says_that_the_system_did_it(cast):
    due = growing()
    assert timedelta(hours=23) < due - timezone.now() <= DAY
    assert rollouts.do_due_steps(due - timedelta(seconds=1)) == 0
    for share, steps in ((25, [50, 100]), (50, [100])):
        assert rollouts.do_due_steps(rollout(2).next_at) == 1
        assert (rollout(2).share, rollout(2).steps) == (share, steps)
    assert rollouts.do_due_steps(rollout(2).next_at) == 1
    assert (rollout(2).state, rollout(2).steps, rollout(2).next_at) == ("done", [], None)
    assert by_itself() == [("rollout.widened", 25), ("rollout.widened", 50), ("rollout.finished", None)]
    assert offered(cast.foreign) == 2


def test_step_that_comes_late_is_one_step_and_the_next_has_its_whole_time(cast):
    due = growing()
    assert rollouts.do_due_steps(due + 30 * DAY) == 1
    assert rollout(2).share == 25
    assert rollout(2).next_at - timezone.now() > timedelta(hours=23)


def test_paused_wave_does_not_grow_and_has_the_whole_time_before_it_once_it_is_resumed(cast):
    due = growing()
    act(rollouts.pause, 2)
    before = everything()
    assert rollouts.do_due_steps(due + 30 * DAY) == 0
    assert everything() == before
    act(rollouts.resume, 2)
    assert (rollout(2).steps, rollout(2).next_at - timezone.now() > timedelta(hours=23)) == ([25, 50, 100], True)


@pytest.mark.parametrize("end", [rollouts.finish, rollouts.withdraw])
def test_wave_that_has_ended_does_not_grow(cast, end):
    due = growing()
    act(end, 2)
    before = everything()
    assert rollouts.do_due_steps(due + 30 * DAY) == 0
    assert everything() == before


def test_person_who_widens_a_wave_takes_out_the_steps_that_are_reached(cast):
    growing()
    act(rollouts.widen, 2, Wave(share=25))
    assert rollout(2).steps == [50, 100]
    held = rollout(2).next_at
    act(rollouts.widen, 2, Wave(share=25, named=(cast.project.pk,)))
    assert (rollout(2).steps, rollout(2).next_at) == ([50, 100], held)


def test_growth_is_planned_anew_and_taken_away(cast):
    growing()
    act(rollouts.plan_growth, 2, Growth((60,), 1))
    assert (rollout(2).steps, rollout(2).next_at - timezone.now() <= timedelta(hours=1)) == ([60], True)
    act(rollouts.plan_growth, 2, Growth())
    assert (rollout(2).steps, rollout(2).next_at) == ([], None)


def test_of_many_processes_that_look_at_once_one_does_each_step(cast):
    due = growing()
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _number: rollouts.do_due_steps(due), range(8)))
    assert (sum(done), rollout(2).share) == (1, 25)
    assert by_itself() == [("rollout.widened", 25)]


def test_wave_of_a_version_that_a_later_one_has_overtaken_stops_growing(cast):
    due = growing()
    published(text="Later")
    assert rollouts.do_due_steps(due) == 0
    assert (rollout(2).share, rollout(2).next_at) == (5, None)
    before = everything()
    assert rollouts.do_due_steps(due) == 0
    assert everything() == before


@pytest.mark.parametrize(
    "growth",
    [
        Growth((5,), 24),
        Growth((50, 25), 24),
        Growth((101,), 24),
        Growth((25,), 0),
        Growth((25,), 721),
        Growth(tuple(range(6, 17)), 1),
    ],
)
def test_growth_that_cannot_be_changes_nothing(cast, growth):
    growing()
    before = everything()
    with pytest.raises(CatalogueError):
        act(rollouts.plan_growth, 2, growth)
    assert everything() == before


def test_who_is_no_publisher_plans_no_growth(cast):
    growing()
    before = everything()
    with pytest.raises(NotAllowed):
        rollouts.plan_growth(EDITOR, "template", "date", 2, Growth(), revision=rollout(2).revision)
    assert everything() == before


def test_command_publishes_a_wave_that_grows_and_lets_it_stay(cast, capsys):
    def told(**options):
        call_command("rollout", template="date", json=True, **options)
        return json.loads(capsys.readouterr().out)["rollouts"][0]

    with_draft(lambda body: say(body, "Which day?"))
    begun = told(publish=True, share=5, steps="25,100", every=24, note="Shorter")
    assert (begun["steps"], begun["every_hours"], begun["next_at"] is not None) == ([25, 100], 24, True)
    assert told(share=25, steps="50", every=1)["steps"] == [50]
    assert told(steps="75", every=2)["steps"] == [75]
    assert told(no_steps=True)["steps"] == []
    before = everything()
    for wrong in ({"steps": "50"}, {"every": 3}, {"steps": "x", "every": 3}, {"steps": "50", "every": 1, "pause": True}):
        with pytest.raises(CommandError):
            told(**wrong)
    with pytest.raises(CommandError):
        told(share=50, steps="10", every=1)
    assert everything() == before


def test_publishing_page_plans_the_growth_and_the_rollouts_page_shows_and_ends_it(cast, browser):
    client = browser("publisher")
    with_draft(lambda body: say(body, "Which day?"))
    sent = {"note": "Shorter", "wave": "wave", "share": "10", "named": "", "every": "72"}
    assert client.post(f"{DATE}publish/", revision(client, "publish/") | sent).status_code == 302
    assert (rollout(2).steps, rollout(2).every_hours) == ([25, 50, 100], 72)
    address = f"{DATE}rollout/"
    page = client.get(address).content.decode()
    assert "25 % on" in page
    assert "Then 50 %, 100 %, every three days." in page
    here = {"number": "2", "revision": str(rollout(2).revision), "share": "10"}
    assert client.post(address, here | {"act": "stay"}).status_code == 302
    assert rollout(2).steps == []
    before = everything()
    assert client.post(address, here | {"act": "grow", "every": "24"}).status_code == 409
    assert everything() == before
    assert client.post(address, here | {"act": "grow", "every": "24", "revision": str(rollout(2).revision)}).status_code == 302
    assert (rollout(2).steps, rollout(2).every_hours) == ([25, 50, 100], 24)
