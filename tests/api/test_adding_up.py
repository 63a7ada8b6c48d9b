"""The counts of 90 days are ready before anybody reads them: they are added up beside the conversations, once a day."""

from datetime import timedelta

import pytest
from pymongo.errors import OperationFailure
from talks import start, talk

from omnia.dialogue.funnel import DatumResult
from omnia.mongo.clusters import database
from runtime_api.conversations import adding_up, recorder
from runtime_api.conversations.sessions import utc_now
from tenants.insight import windows
from tenants.project import rollups

DAY = 24 * 3600
RESULTS = [DatumResult("date", "date", {"asked": 1, "captured": 1})]


def hold(project):
    """A conversation that is counted."""
    assert talk(project.client, start(project.client), "12 May 2027", "yes")["status"] == "finished"
    recorder.flush()


def count_before(project, *ago):
    """Conversations that were counted some days ago."""
    ended = [rollups.Ended("s", 1, "en", "chat", "live", "completed", utc_now() - timedelta(days=days), RESULTS) for days in ago]
    database(project.ref)["insight"].bulk_write(rollups.updates(ended, 0))


def ready(project):
    """The days that are kept added up, by the length of the window, and how many conversations they hold."""
    found = {}
    for days in windows.PERIODS:
        kept = windows._kept(project.ref, days)
        if kept is not None:
            found[days] = (kept.end - kept.first, sum(held.numbers["conversations"] for _sort, held in kept.sums))
    return found


def conversations(project, days=90):
    """How many were counted in the last days, and which stretches of days were read for that."""
    return sum(held.numbers["conversations"] for held in windows.read(project.ref, days, utc_now()).values())


def test_first_conversation_of_a_day_has_the_days_before_added_up(published_project, monkeypatch):
    count_before(published_project, 2, 5, 20, 80, 89, 95)
    assert ready(published_project) == {}
    hold(published_project)
    adding_up.add_up_waiting()
    assert ready(published_project) == {7: (5, 2), 30: (28, 3), 90: (88, 5)}
    read, of_days = [], windows._of_days
    monkeypatch.setattr(windows, "_of_days", lambda ref, first, end: read.append((first, end)) or of_days(ref, first, end))
    assert conversations(published_project) == 6
    assert read == [(utc_now().toordinal() - 1, None)], "the first reader reads the last two days only"


def test_day_is_added_up_once_and_the_next_one_again(published_project, clock, monkeypatch):
    count_before(published_project, 5)
    asked, prepare = [], windows.prepare
    monkeypatch.setattr(windows, "prepare", lambda ref, now: asked.append(now.toordinal()) or prepare(ref, now))
    for _each in range(2):
        hold(published_project)
        adding_up.add_up_waiting()
    clock.move(DAY)
    hold(published_project)
    adding_up.add_up_waiting()
    today = utc_now().toordinal()
    assert asked == [today - 1, today]
    assert (ready(published_project)[90], conversations(published_project)) == ((88, 1), 4)


@pytest.mark.parametrize("fault", [OperationFailure("no space", 14031), ValueError("unforeseen")])
def test_what_cannot_be_added_up_is_left_to_the_reader_and_keeps_no_other_project_waiting(
    make_published_project, fault, monkeypatch
):
    broken, whole = make_published_project(), make_published_project()
    prepare = windows.prepare

    def fail(ref, now):
        if ref == broken.ref:
            raise fault
        prepare(ref, now)

    for project in broken, whole:
        count_before(project, 5)
    monkeypatch.setattr(windows, "prepare", fail)
    hold(broken)
    hold(whole)
    adding_up.add_up_waiting()
    assert (ready(broken), ready(whole)[90]) == ({}, (88, 1))
    assert conversations(broken) == conversations(whole) == 2


def test_project_that_counted_nothing_before_has_nothing_kept(published_project):
    hold(published_project)
    adding_up.add_up_waiting()
    assert ready(published_project) == {}
    assert conversations(published_project) == 1
