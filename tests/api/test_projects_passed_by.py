"""What a runtime process owes a project that its version does not read any more waits in it until the project is upgraded."""

import logging

import pytest
from talks import post_turn, start

from omnia.mongo.clusters import database
from runtime_api.conversations import adding_up, recorder
from runtime_api.conversations.sessions import utc_now
from runtime_api.metering import folding
from tenants.project import shapes, usage
from tests.api.test_adding_up import count_before, ready

A_SECOND = 1.1
"""How a project stands is looked at anew afterwards."""

pytestmark = pytest.mark.usefixtures("own_folder", "redis", "quiet_bus", "recorder_thread_never_runs")


@pytest.fixture
def versions(published_project, clock, monkeypatch, caplog):
    """Has the project be behind what this version reads, and upgrades it."""
    held = database(published_project.ref)["settings"]
    caplog.set_level(logging.WARNING)

    def turn(shape):
        held.update_one({"_id": "project"}, {"$set": {"shape": shape}}, upsert=True)
        monkeypatch.setattr(shapes, "MINIMUM_STEPS", 1)
        clock.move(A_SECOND)

    return turn


def said(caplog):
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line["project"] for line in lines if line["event"] == "project.passed_by"]


def kept(project, name):
    return list(database(project.ref)[name].find())


def test_records_counts_and_sums_wait_for_the_upgrade_and_are_all_there_after_it(published_project, versions, caplog):
    count_before(published_project, 5)
    session = start(published_project.client)["session"]
    assert post_turn(published_project.client, session, 0, event="hang_up").json()["status"] == "finished"
    assert published_project.client.get("/api/v1/release").status == 200
    before = kept(published_project, "insight")
    versions(shapes.UNKNOWN)
    for _each in range(2):
        recorder.flush()
        folding.fold()
        adding_up.note_counted(published_project.ref)
        adding_up.add_up_waiting()
    assert (recorder.waiting(), kept(published_project, "conversations"), kept(published_project, "usage")) == (1, [], [])
    assert kept(published_project, "insight") == before
    assert said(caplog) == [published_project.ref.id]
    versions(shapes.CURRENT)
    recorder.flush()
    folding.fold()
    assert [row["_id"] for row in kept(published_project, "conversations")] == [session]
    assert recorder.waiting() == 0
    assert usage.total(usage.month(published_project.ref, utc_now().date()))["reads"] == 1


def test_projects_beside_it_are_recorded_and_counted(make_published_project, published_project, versions):
    other = make_published_project()
    for project in (published_project, other):
        session = start(project.client)["session"]
        assert post_turn(project.client, session, 0, event="hang_up").status == 200
        assert project.client.get("/api/v1/release").status == 200
    database(other.ref)["settings"].update_one({"_id": "project"}, {"$set": {"shape": shapes.CURRENT}}, upsert=True)
    versions(shapes.UNKNOWN)
    recorder.flush()
    folding.fold()
    counts = [(len(kept(project, "conversations")), len(kept(project, "usage")) > 0) for project in (published_project, other)]
    assert counts == [(0, False), (1, True)]


def test_counts_are_added_up_on_the_day_after_the_upgrade(published_project, versions):
    count_before(published_project, 5)
    versions(shapes.UNKNOWN)
    adding_up.note_counted(published_project.ref)
    adding_up.add_up_waiting()
    assert ready(published_project) == {}
    versions(shapes.CURRENT)
    adding_up._forget()
    adding_up.note_counted(published_project.ref)
    adding_up.add_up_waiting()
    assert ready(published_project) != {}
