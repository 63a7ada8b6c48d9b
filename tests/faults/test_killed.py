"""`kill -9` in the middle of creating a project and of publishing: afterwards nothing is half there, and the way on is told."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import sampling
from killing import KILLED, die

from factory import catalogue_files
from fleet import settling
from omnia.infra import audit
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import agenda, selectors
from tenants.actions import channels, editing, planned
from tenants.actions.clusters import register_clusters
from tenants.actions.provisioning import create_project, resume_provisioning
from tenants.actions.releasing import publish, rollback
from tenants.audit_chains import chain_of
from tenants.control.models import Membership, Project, ProjectStatus, User
from tenants.project import channels as project_channels

SYSTEM = Actor("system", "tests", "tests")
TEMPLATES = sum(body.get("industry", "") in ("", "utilities") for body in catalogue_files.read().templates.values())
FLOWS = 1
WEIGHED = {"$in": ["canary.weight_changed", "canary.promoted"]}


@pytest.fixture
def ann(catalogue: None) -> User:
    register_clusters(SYSTEM)
    return User.objects.create_user("ann@example.com", "a-long-password", name="Ann")


# The project's row comes first; then status, collections, bodies, versions, heads, settings, rights and log, in 60-odd writes.
@pytest.mark.parametrize("last_write", [2, 12, 30, 34, 48])
def test_creating_killed_project_is_not_ready_and_is_finished_by_resuming(ann, databases, last_write):
    killed = die(last_write, "create", databases, owner="ann@example.com") == KILLED
    project = Project.objects.get()
    if killed:
        assert project.status == ProjectStatus.PROVISIONING
        assert any("--resume" in sentence for sentence in selectors.status(project).advice)
    resume_provisioning(SYSTEM, project)
    assert_whole(Project.objects.get())


def test_creating_killed_before_the_first_write_nothing_is_there(ann, databases):
    assert die(1, "create", databases, owner="ann@example.com") == KILLED
    assert Project.objects.count() == 0


def assert_whole(project: Project) -> None:
    held = database(project.ref)
    assert project.status == ProjectStatus.ACTIVE
    assert (held["templates"].count_documents({}), held["flows"].count_documents({})) == (TEMPLATES, FLOWS)
    heads = [*held["templates"].find(), *held["flows"].find()]
    assert held["versions"].count_documents({}) == len(heads)
    assert {row["hash"] for row in heads} == {row["_id"] for row in held["bodies"].find({}, {"_id": 1})}
    assert held["audit"].count_documents({"action": "project.created"}) == 1
    assert Membership.objects.filter(project=project).count() == 1
    assert selectors.status(project).advice == [
        f"Nothing is live. Publish with: manage.py publish --project {project.pk} --note “first release”"
    ]


# The release; the unit written down, the channel, the entry, the unit struck off.
@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 6), 2))
def test_publishing_killed_old_release_stays_live_or_the_new_one_is_whole(ann, databases, last_write):
    project = create_project(SYSTEM, name="Acme", industries=("utilities",), locales=("en", "it"), owner=ann)
    publish(SYSTEM, project)
    assert die(last_write, "publish", databases, project=project.pk) == KILLED
    report = selectors.status(project)
    written, moved = last_write > 1, last_write > 3
    settling.settle_abandoned()
    assert database(project.ref)["audit"].count_documents({"action": "release.published"}) == 1 + moved
    assert (report.releases, report.live) == (2 if written else 1, 2 if moved else 1)
    assert report.unreleased == ([2] if written and not moved else [])
    assert manifest_is_whole(project, report.live)
    if written and not moved:
        assert rollback(SYSTEM, project, to=2).release == 2
    assert publish(SYSTEM, project).release == report.releases + 1


# Of a save the body, the version, the entry and the head; of a creation the body, the head, the version, the entry and the head.
@pytest.mark.parametrize("action", ["save", "creation"])
@pytest.mark.parametrize("last_write", range(1, 7))
def test_saving_and_creating_killed_at_any_write_are_done_and_noted_once_by_who_comes_next_or_never_began(
    ann, databases, action, last_write
):
    project = create_project(SYSTEM, name="Acme", owner=ann, industries=(), locales=("en", "it"))
    killed = die(last_write, action, databases, project=project.pk) == KILLED
    key, event = ("date", "document.saved") if action == "save" else ("own", "document.created")
    editing.finish_started(project)
    held = database(project.ref)
    numbers = [row["number"] for row in held["versions"].find({"key": key}, sort=[("number", 1)])]
    head = held["templates"].find_one({"_id": key})
    is_done = len(numbers) == (2 if action == "save" else 1)
    assert is_done or killed
    assert is_done or last_write < 4
    assert (head is not None) == (is_done or action == "save")
    assert head is None or (head["version"], "creation" in head) == (numbers[-1], False)
    assert held["audit"].count_documents({"action": event, "object": f"template:{key}"}) == int(is_done)
    audit.verify(chain_of(project.ref))


def manifest_is_whole(project: Project, number: int) -> bool:
    held = database(project.ref)
    manifest = held["releases"].find_one({"_id": number})["manifest"]
    hashes = {row["hash"] for kind in ("templates", "flows") for row in manifest[kind].values()}
    return held["bodies"].count_documents({"_id": {"$in": list(hashes)}}) == len(hashes)


@pytest.mark.parametrize("last_write", sampling.sampled([1, 2, 3], 2))
def test_first_publishing_killed_status_says_what_to_do(ann, databases, last_write):
    project = create_project(SYSTEM, name="Acme", industries=("utilities",), locales=("en", "it"), owner=ann)
    assert die(last_write, "publish", databases, project=project.pk) == KILLED
    assert selectors.head(project) is None
    (sentence,) = selectors.status(project).advice
    assert ("never made live" in sentence) == (last_write > 1)


# Of each of the three steps the unit, the agenda, the step, the entry, the unit struck off; then the agenda is settled.
@pytest.mark.parametrize("last_write", sampling.sampled(range(1, 16), 4))
def test_steps_of_a_canary_killed_at_any_write_are_each_done_once_by_who_comes_after(ann, databases, last_write):
    project = create_project(SYSTEM, name="Acme", owner=ann, industries=(), locales=("en",))
    for _number in range(2):
        publish(SYSTEM, project)
    steps = channels.plan_steps(datetime.now(UTC) + timedelta(hours=1), timedelta(seconds=20), (25, 50, 100))
    channels.start_canary(SYSTEM, project, release=1, weight=5, steps=steps)
    before = project_channels.read(project.ref, "live")
    now = steps[-1].at
    killed = die(last_write, "plans", databases, project=project.pk, now=now.isoformat()) == KILLED
    left = project_channels.read(project.ref, "live")
    assert left.sequence in range(before.sequence, before.sequence + 4)
    assert killed or left.canary is None
    settling.settle_abandoned()
    planned.do_all_due(now)
    events = [entry["action"] for entry in database(project.ref)["audit"].find({"object": "1", "action": WEIGHED})]
    assert (events.count("canary.weight_changed"), events.count("canary.promoted")) == (2, 1)
    after = project_channels.read(project.ref, "live")
    assert (after.release, after.canary, after.sequence) == (1, None, before.sequence + 3)
    planned.do_all_due(now + timedelta(hours=1))
    assert agenda.due(now + timedelta(days=1)) == []
    assert project_channels.read(project.ref, "live") == after


# The unit written down, the head, the entry, the unit struck off; bringing back saves a version after that.
@pytest.mark.parametrize(("action", "last_write"), sampling.sampled(product(["deletion", "return"], [2, 3, 4]), 3))
def test_deleting_and_bringing_back_killed_at_any_write_are_done_and_told_or_never_began(ann, databases, action, last_write):
    project = create_project(SYSTEM, name="Acme", owner=ann, industries=(), locales=("en",))
    if action == "return":
        editing.delete_document(SYSTEM, project, "template", "date")
    assert die(last_write, action, databases, project=project.pk) == KILLED
    settling.settle_abandoned()
    head = database(project.ref)["templates"].find_one({"_id": "date"})
    event = "document.deleted" if action == "deletion" else "document.restored"
    is_done = head["deleted"] is (action == "deletion")
    assert is_done == (last_write > 2)
    assert database(project.ref)["audit"].count_documents({"action": event, "object": "template:date"}) == int(is_done)
    assert settling.unsettled() == []
    audit.verify(chain_of(project.ref))
