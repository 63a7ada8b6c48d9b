"""Work in the background leaves a project alone that this version does not read any more, says so once, and does the others."""

import logging
from datetime import UTC, datetime, timedelta

import backing_up
import pytest
from bare_projects import BOB, soon

from fleet import findings, runs, usage
from fleet.settling import settle_abandoned
from fleet.worker import Worker
from omnia.infra import background
from omnia.infra.audit import SYSTEM
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants import sharing, update_queue
from tenants.actions import agreeing, channels, planned, trail, update_job, update_worker
from tenants.actions.upgrading import upgrade_project
from tenants.audit_chains import books_of
from tenants.control.models import Project
from tenants.project import channels as project_channels
from tenants.project import shapes
from tenants.project import usage as project_usage
from tests.integration.test_blast_radius import STAFF, drafted
from tests.integration.test_updates import improve, reword


class Killed(BaseException):
    """What nothing in the product catches."""


RELEASE = {"manifest": {"templates": {}, "flows": {}}, "author": ""}


@pytest.fixture
def leave_behind(cast, monkeypatch, caplog):
    """Leaves the owner's project as an earlier version had it, under one that needs the first step behind each."""

    caplog.set_level(logging.WARNING)

    def leave():
        database(cast.project.ref)["settings"].update_one({"_id": "project"}, {"$unset": {"shape": ""}})
        monkeypatch.setattr(shapes, "MINIMUM_STEPS", 1)
        background.reset_process()

    return leave


@pytest.fixture
def both(cast):
    return (cast.project, cast.foreign)


def contents(project):
    return backing_up.contents(database(project.ref))


def said(caplog):
    """Of which projects the log says that they are passed by."""
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line["project"] for line in lines if line["event"] == "project.passed_by"]


def live(project):
    return project_channels.read(project.ref, "live").release


def test_planned_moves_wait_until_the_project_is_upgraded(cast, both, leave_behind, caplog):
    at = soon(60)
    for project in both:
        rows = [{"_id": number, "at": datetime.now(UTC), **RELEASE} for number in (1, 2)]
        database(project.ref)["releases"].insert_many(rows)
        channels.move_channel(BOB, project, channel="live", release=1)
        channels.schedule(BOB, project, channel="live", release=2, at=at)
    leave_behind()
    before = contents(cast.project)
    later = at + timedelta(seconds=1)
    assert planned.do_all_due(later) == 1
    planned.do_all_due(later + planned.RETRY)
    assert (contents(cast.project), live(cast.foreign), said(caplog)) == (before, 2, [cast.project.pk])
    upgrade_project(SYSTEM, cast.project)
    assert planned.do_all_due(later + 2 * planned.RETRY) == 1
    assert live(cast.project) == 2


def test_updates_wait_until_the_project_is_upgraded_and_none_is_given_up(cast, both, leave_behind, caplog):
    improve(lambda body: reword(body, "Shorter."), key="email")
    for project, who in zip(both, ("designer", "stranger"), strict=True):
        update_job.begin(cast.actor(who), project)
    leave_behind()
    before = contents(cast.project)
    while update_worker.step():
        pass
    assert (contents(cast.project), update_job.current(cast.foreign).done) == (before, 1)
    assert said(caplog) == [cast.project.pk]
    upgrade_project(SYSTEM, cast.project)
    update_queue.note(cast.project.ref)
    while update_worker.step():
        pass
    job = update_job.current(cast.project)
    assert (len(job.taken), job.refused) == (1, [])


def test_blast_radius_reads_the_others_and_says_that_one_is_not_ready(cast, both, leave_behind, caplog):
    for project, who in zip(both, ("owner", "stranger"), strict=True):
        agreeing.share_changes(cast.actor(who), project)
    drafted()
    leave_behind()
    before = contents(cast.project)
    runs.begin(STAFF, "template", "date")
    worker = Worker()
    while worker.step():
        pass
    worker.let_go()
    found = runs.last("template", "date")
    assert (found.numbers.clean, found.numbers.not_ready, found.numbers.unreadable) == (1, 1, 0)
    assert [row.project for row in findings.listed(found.id, "not_ready")[0]] == [cast.project.pk]
    assert {row["project"] for row in sharing._changes().find()} == {cast.foreign.pk}
    assert (contents(cast.project), said(caplog)) == (before, [cast.project.pk])


def test_what_it_uses_is_looked_at_once_it_is_upgraded(cast, both, leave_behind, caplog):
    for project in both:
        project_usage.stored(project.ref, datetime.now(UTC).date(), "p1", {"reads": 7})
    leave_behind()
    before, now = contents(cast.project), datetime.now(UTC)
    for looks in range(2):
        usage.step(now + looks * timedelta(seconds=usage.SECONDS + 1))
    assert [use.project for use in usage.read_all()] == [cast.foreign.pk]
    assert (contents(cast.project), said(caplog)) == (before, [cast.project.pk])
    upgrade_project(SYSTEM, cast.project)
    usage.step(now + 3 * timedelta(seconds=usage.SECONDS + 1))
    assert {use.project: use.total["reads"] for use in usage.read_all()} == {project.pk: 7 for project in both}


def test_what_a_killed_process_began_is_settled_once_it_is_upgraded(cast, both, leave_behind):
    for project in both:
        left_unsettled(project)
    leave_behind()
    before, later = contents(cast.project), datetime.now(UTC) + timedelta(minutes=5)
    assert [intent.project for intent in settle_abandoned(later)] == [cast.foreign.pk]
    assert contents(cast.project) == before
    upgrade_project(SYSTEM, cast.project)
    assert [intent.project for intent in settle_abandoned(later)] == [cast.project.pk]


def left_unsettled(project):
    """A change of a project's row that was made, and not told."""

    told = Entry("support.allowed", project.pk, {"level": "read", "before": project.support_level})
    with pytest.raises(Killed):
        allow_and_be_killed(project, told)


def allow_and_be_killed(project, told):
    with trail.unit_of(books_of(project.ref), SYSTEM, told, project) as unit:
        unit.change(collection_of(Project), row_query(project), {"$set": stored(Project, support_level="read")}, told)
        raise Killed
