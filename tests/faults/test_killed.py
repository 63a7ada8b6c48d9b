"""`kill -9` in the middle of creating a project and of publishing: afterwards nothing is half there, and the way on is told."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from factory import catalogue_files
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants import agenda, selectors
from tenants.actions import channels, planned
from tenants.actions.clusters import register_clusters
from tenants.actions.provisioning import create_project, resume_provisioning
from tenants.actions.releasing import publish, rollback
from tenants.control.models import Membership, Project, ProjectStatus, User
from tenants.project import channels as project_channels

ROOT = Path(__file__).parents[2]
SYSTEM = Actor("system", "tests", "tests")
TEMPLATES = sum(body.get("industry", "") in ("", "utilities") for body in catalogue_files.read().templates.values())
FLOWS = 1
KILLED = -9


def die(last_write: int, action: str, uri: str, **arguments: Any) -> int:
    """Run the action in a process that is killed before its n-th write; returns the exit status."""
    # The settings of the tests have put their own names, folder and secret into the environment already.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "omnia.settings", "OMNIA_ROLE": "portal", "OMNIA_MONGODB_URI": uri}
    environment |= {"OMNIA_CLUSTERS": f"default={uri}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("dying.py")), str(last_write), action, json.dumps(arguments)]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode in (KILLED, 0), finished.stderr
    return finished.returncode


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


@pytest.mark.parametrize("last_write", [1, 2, 3])
def test_publishing_killed_old_release_stays_live_or_the_new_one_is_whole(ann, databases, last_write):
    project = create_project(SYSTEM, name="Acme", industries=("utilities",), locales=("en", "it"), owner=ann)
    publish(SYSTEM, project)
    assert die(last_write, "publish", databases, project=project.pk) == KILLED
    report = selectors.status(project)
    written, moved = last_write > 1, last_write > 2
    assert (report.releases, report.live) == (2 if written else 1, 2 if moved else 1)
    assert report.unreleased == ([2] if written and not moved else [])
    assert manifest_is_whole(project, report.live)
    if written and not moved:
        assert rollback(SYSTEM, project, to=2).release == 2
    assert publish(SYSTEM, project).release == report.releases + 1


def manifest_is_whole(project: Project, number: int) -> bool:
    held = database(project.ref)
    manifest = held["releases"].find_one({"_id": number})["manifest"]
    hashes = {row["hash"] for kind in ("templates", "flows") for row in manifest[kind].values()}
    return held["bodies"].count_documents({"_id": {"$in": list(hashes)}}) == len(hashes)


@pytest.mark.parametrize("last_write", [1, 2])
def test_first_publishing_killed_status_says_what_to_do(ann, databases, last_write):
    project = create_project(SYSTEM, name="Acme", industries=("utilities",), locales=("en", "it"), owner=ann)
    assert die(last_write, "publish", databases, project=project.pk) == KILLED
    assert selectors.head(project) is None
    (sentence,) = selectors.status(project).advice
    assert ("never made live" in sentence) == (last_write == 2)


# Each of the three steps is one write, followed by its entry in the log; then the agenda is settled.
@pytest.mark.parametrize("last_write", range(1, 9))
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
    planned.do_all_due(now)
    after = project_channels.read(project.ref, "live")
    assert (after.release, after.canary, after.sequence) == (1, None, before.sequence + 3)
    planned.do_all_due(now + timedelta(hours=1))
    assert agenda.due(now + timedelta(days=1)) == []
    assert project_channels.read(project.ref, "live") == after
