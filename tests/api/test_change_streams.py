"""Changed heads and keys are heard of over a change stream, and nothing is asked for while there is none."""

import threading
import time

import pytest
from published import AGREES, BOOKING, DATE, publish
from pymongo.errors import OperationFailure

from omnia.infra.invalidation import HUB, KEYS, Change, Feed
from omnia.mongo import clusters
from omnia.mongo.clusters import database
from runtime_api import change_streams
from tenants.project import collections, shapes

PATH = "/api/v1/templates/date"
LATER = {**DATE, "label": {"en": "Day", "it": "Giorno"}}
A_SECOND = 1.01
"""A head that was read before is due afterwards."""
HEADS_AND_KEYS = {collections.CHANNELS, collections.API_KEYS}


@pytest.fixture
def told(reads, settings, clock, monkeypatch):
    """The cluster tells of its changes; gives a function that lets seconds pass and waits until all are told up to then."""
    settings.OMNIA_FOLLOW_CHANGES = True
    caught_up, catch_up = threading.Condition(), Feed.catch_up

    def catch_up_and_tell(feed, until):
        catch_up(feed, until)
        with caught_up:
            caught_up.notify_all()

    def is_told(until):
        feed = change_streams.feed("default")
        return feed is not None and feed.caught_up_to >= until

    # The clock stands still meanwhile: what the feed said last is as fresh as it was, however long a test takes.
    clock.stop()

    def wait(seconds=0.01):
        clock.move(seconds)
        until = clock.monotonic()
        with caught_up:
            assert caught_up.wait_for(lambda: is_told(until), 60)
        # What is read next is read later than what was told, as by a clock that goes.
        clock.move(0.01)

    monkeypatch.setattr(Feed, "catch_up", catch_up_and_tell)
    change_streams.feed("default")
    wait()
    yield wait
    change_streams.stop()


@pytest.fixture
def project(told, make_published_project, reads):
    made = make_published_project()
    told()  # else its own key's making may be told after the first read of it
    assert made.client.get(PATH).status == 200
    told()
    reads.taken()
    return made


def asked(reads):
    return HEADS_AND_KEYS & reads.taken().keys()


def test_nothing_is_asked_for_again_while_nothing_changes(project, told, reads):
    told(1.1)
    assert project.client.get(PATH).status == 200
    assert project.client.get("/api/v1/templates").status == 200
    assert asked(reads) == set()


def test_release_that_was_published_elsewhere_is_served_without_an_announcement(project, told):
    publish(project.ref, [LATER, AGREES], [BOOKING])
    told()
    assert project.client.get(PATH).json()["label"] == LATER["label"]


def test_key_that_was_revoked_elsewhere_is_refused_without_an_announcement(project, told):
    database(project.ref)[collections.API_KEYS].update_many({}, {"$set": {"revoked_at": time.time()}})
    told()
    assert project.client.get(PATH).status == 401


def test_project_that_was_upgraded_elsewhere_is_served_within_a_second_though_no_feed_tells_of_it(project, told, monkeypatch):
    settings = database(project.ref)[collections.SETTINGS]
    settings.update_one({"_id": "project"}, {"$set": {"shape": shapes.UNKNOWN}}, upsert=True)
    monkeypatch.setattr(shapes, "MINIMUM_STEPS", 1)
    HUB.publish(KEYS, Change(project.ref.id))
    told()
    assert [project.client.get(PATH).status for _each in range(2)] == [503, 503]
    settings.update_one({"_id": "project"}, {"$set": {"shape": shapes.CURRENT}})
    told(A_SECOND)
    assert project.client.get(PATH).status == 200


def test_project_whose_database_is_dropped_is_served_no_longer(project, told):
    clusters.client().drop_database(project.ref.database_name)
    told()
    assert project.client.get(PATH).status == 401


def test_change_of_one_project_is_no_reason_to_ask_for_another(project, told, reads, make_published_project):
    other = make_published_project()
    told()
    other.client.get(PATH)
    publish(other.ref, [LATER, AGREES], [BOOKING])
    told()
    reads.taken()
    assert project.client.get(PATH).json()["label"] == DATE["label"]
    assert asked(reads) == set()


def test_everything_is_asked_for_each_second_once_nobody_tells_of_changes(project, told, reads, settings, clock):
    told(1.1)
    change_streams.stop()
    settings.OMNIA_FOLLOW_CHANGES = False
    publish(project.ref, [LATER, AGREES], [BOOKING])
    clock.move(A_SECOND)
    assert project.client.get(PATH).json()["label"] == LATER["label"]
    assert asked(reads) == HEADS_AND_KEYS


def test_cluster_that_has_no_change_streams_is_asked_each_second(reads, make_published_project, settings, clock, monkeypatch):
    refused = threading.Event()

    def refuse(*_arguments, **_named):
        refused.set()
        raise OperationFailure("The $changeStream stage is only supported on replica sets", 40573)

    monkeypatch.setattr(clusters.client(), "watch", refuse)
    settings.OMNIA_FOLLOW_CHANGES = True
    project = make_published_project()
    assert project.client.get(PATH).status == 200
    assert refused.wait(60)
    publish(project.ref, [LATER, AGREES], [BOOKING])
    clock.move(A_SECOND)
    assert project.client.get(PATH).json()["label"] == LATER["label"]
    change_streams.stop()
