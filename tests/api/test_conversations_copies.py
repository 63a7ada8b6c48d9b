"""A process goes on from its own copy of a conversation, and is never misled by one."""

import pytest
from talks import at_once, post_turn, start, talk

from runtime_api.conversations import session_cache

# Whoever listens to announcements has everything read again when it begins.
pytestmark = pytest.mark.usefixtures("quiet_bus")

SAID = ("12 May 1980", "yes")


def copy_of(project, session):
    return session_cache.peek(project.ref, session)


def elsewhere(project, session, turn, text):
    """The turn as another process takes it, that has no copy and leaves none here."""
    kept = copy_of(project, session)
    session_cache._held.reset()
    answer = post_turn(project.client, session, turn, text)
    session_cache._held.reset()
    if kept is not None:
        session_cache.remember(project.ref, session, kept)
    return answer


def commands(redis):
    return {name: row["calls"] for name, row in redis.info("commandstats").items()}


def test_turn_of_a_conversation_that_this_process_left_takes_one_trip_to_redis(published_project, redis, settings):
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = 0
    opening = start(published_project.client)
    redis.config_resetstat()
    assert post_turn(published_project.client, opening["session"], 0, SAID[0]).status == 200
    asked = commands(redis)
    assert asked["cmdstat_evalsha"] == 1
    assert "cmdstat_hmget" not in asked


def test_turn_of_a_conversation_of_another_process_is_read_first(published_project, redis):
    opening = start(published_project.client)
    session_cache._held.reset()
    redis.config_resetstat()
    assert post_turn(published_project.client, opening["session"], 0, SAID[0]).json()["turn"] == 1
    assert commands(redis)["cmdstat_hmget"] == 1


def test_copy_that_is_behind_is_thrown_away_and_the_turn_goes_on_from_the_stored_conversation(published_project, each_store):
    session = start(published_project.client)["session"]
    first = elsewhere(published_project, session, 0, SAID[0]).json()
    assert copy_of(published_project, session) is not None
    last = post_turn(published_project.client, session, 1, SAID[1]).json()
    assert first["turn"] == 1
    assert (last["turn"], last["status"]) == (2, talk(published_project.client, start(published_project.client), *SAID)["status"])


def test_turn_taken_elsewhere_and_sent_again_here_gets_the_same_answer_and_changes_nothing(published_project, each_store):
    session = start(published_project.client)["session"]
    first = elsewhere(published_project, session, 0, SAID[0])
    again = post_turn(published_project.client, session, 0, SAID[0])
    assert (again.status, again.content) == (first.status, first.content)
    assert published_project.client.get(f"/api/v1/sessions/{session}").json()["turn"] == 1


def test_other_turn_than_the_one_taken_elsewhere_is_refused_in_spite_of_the_copy(published_project, each_store):
    session = start(published_project.client)["session"]
    elsewhere(published_project, session, 0, SAID[0])
    assert post_turn(published_project.client, session, 0, "no idea").status == 409
    assert published_project.client.get(f"/api/v1/sessions/{session}").json()["turn"] == 1


def test_conversation_ended_elsewhere_is_gone_in_spite_of_the_copy(published_project, each_store):
    session = start(published_project.client)["session"]
    kept = copy_of(published_project, session)
    published_project.client.delete(f"/api/v1/sessions/{session}")
    session_cache.remember(published_project.ref, session, kept)
    assert post_turn(published_project.client, session, 0, SAID[0]).status == 410
    assert copy_of(published_project, session) is None


def test_event_that_only_the_copy_expects_is_judged_by_the_stored_conversation(published_project, each_store):
    session = start(published_project.client)["session"]
    assert post_turn(published_project.client, session, 0, event="resume", data={}).status == 409
    assert post_turn(published_project.client, session, 0, SAID[0]).status == 200


def test_same_turn_twice_at_once_is_taken_once(published_project, each_store):
    session = start(published_project.client)["session"]
    first, second = at_once(*[lambda: post_turn(published_project.client, session, 0, SAID[0])] * 2)
    assert (first.status, second.status) == (200, 200)
    assert first.content == second.content


def test_copy_of_a_conversation_is_of_no_use_to_another_project(make_published_project, each_store):
    ours, theirs = make_published_project(), make_published_project()
    session = start(ours.client)["session"]
    assert post_turn(theirs.client, session, 0, SAID[0]).status == 404
    assert copy_of(theirs, session) is None
    assert copy_of(ours, session) is not None


def test_nothing_stays_of_a_conversation_that_is_over(published_project, each_store):
    opening = start(published_project.client)
    assert post_turn(published_project.client, opening["session"], 0, event="hang_up").json()["status"] == "finished"
    assert copy_of(published_project, opening["session"]) is None


def test_nothing_stays_of_a_conversation_that_nobody_goes_on_with(published_project, each_store, monkeypatch):
    session = start(published_project.client)["session"]
    monkeypatch.setattr(session_cache, "SECONDS", 0.0)
    start(published_project.client)
    assert copy_of(published_project, session) is None
    assert post_turn(published_project.client, session, 0, SAID[0]).status == 200


def test_copies_are_bounded_in_bytes(published_project, redis, settings):
    settings.OMNIA_CACHE_BYTES = 200_000
    sessions = [start(published_project.client)["session"] for _each in range(30)]
    held = [session for session in sessions if copy_of(published_project, session) is not None]
    assert 0 < len(held) < 30
    assert held == sessions[-len(held) :]
    assert post_turn(published_project.client, sessions[0], 0, SAID[0]).status == 200
