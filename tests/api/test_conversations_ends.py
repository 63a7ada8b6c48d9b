"""The end of conversations: expired, deleted, unknown; who may see them; and what happens when a store is away."""

from datetime import timedelta

import patience
import pytest
import redis as redis_client
from published import Client
from talks import START, post_turn, problem, start, talk

from omnia.mongo import circuit_breaker
from omnia.mongo.clusters import database
from runtime_api.conversations import recorder
from runtime_api.conversations.sessions import GONE_SECONDS, after, utc_now


def every_call(api: Client, session: str):
    """Each call that names a session."""
    yield api.get(f"/api/v1/sessions/{session}")
    yield api.get(f"/api/v1/sessions/{session}/transcript")
    yield post_turn(api, session, 0, "12 May 1980")
    yield api.delete(f"/api/v1/sessions/{session}")


def told(answer):
    """An error without what names the request."""
    return {name: value for name, value in answer.json().items() if name not in ("instance", "request_id")}


def test_deleted_conversation_is_gone(api, each_store):
    session = start(api)["session"]
    ended = api.delete(f"/api/v1/sessions/{session}")
    assert (ended.status, ended.content) == (204, b"")
    assert [problem(answer)[:2] for answer in every_call(api, session)] == [(410, "gone")] * 4


def test_expired_conversation_is_gone(api, each_store, settings, clock):
    settings.OMNIA_SESSION_TTL = 2000
    session = start(api)["session"]
    clock.move(1000)
    assert api.get(f"/api/v1/sessions/{session}").status == 200
    clock.move(1001)
    assert [problem(answer)[:2] for answer in every_call(api, session)] == [(410, "gone")] * 4


def test_finished_conversation_expires_too(api, each_store, settings, clock):
    settings.OMNIA_SESSION_TTL = 1000
    session = talk(api, start(api), "12 May 1980", "yes")["session"]
    assert api.get(f"/api/v1/sessions/{session}").status == 200
    clock.move(1001)
    assert api.get(f"/api/v1/sessions/{session}").status == 410


def test_expired_document_that_mongodb_deleted_is_gone(published_project, settings):
    settings.OMNIA_REDIS_URL = ""
    session = start(published_project.client)["session"]
    database(published_project.ref)["sessions"].delete_one({"_id": session})
    assert published_project.client.get(f"/api/v1/sessions/{session}").status == 410


def test_forgotten_altogether_is_unknown(published_project, settings):
    settings.OMNIA_REDIS_URL = ""
    session = start(published_project.client)["session"]
    database(published_project.ref)["sessions"].delete_many({})
    assert published_project.client.get(f"/api/v1/sessions/{session}").status == 404


def test_long_conversation_is_remembered_after_its_end(published_project, settings):
    settings.OMNIA_REDIS_URL = ""
    session = start(published_project.client)["session"]
    rows = database(published_project.ref)["sessions"]
    soon = after(utc_now(), 60)
    rows.update_one({"_id": session}, {"$set": {"seen_until": soon}})
    rows.update_one({"_id": f"seen:{session}"}, {"$set": {"expires_at": soon}})
    talk(published_project.client, {"session": session, "turn": 0}, "12 May 1980")
    remembered = rows.find_one({"_id": f"seen:{session}"})["expires_at"]
    assert remembered > soon.replace(tzinfo=None) + timedelta(seconds=GONE_SECONDS - 120)


def test_redis_remembers_a_conversation_longer_than_it_keeps_it(published_project, redis):
    session = start(published_project.client)["session"]
    prefix = f"omnia:{{{published_project.ref.id}}}"
    assert redis.ttl(f"{prefix}:seen:{session}") > GONE_SECONDS > redis.ttl(f"{prefix}:session:{session}")


@pytest.mark.parametrize(
    "session",
    [
        "s_" + "x" * 24,
        "s_",
        "x",
        "s_" + "x" * 25,
        "s_" + "é" * 24,
        "seen:s_x",
        "claim:x",
        "s_%00" + "x" * 20,
        "*",
        "s_" + "x" * 23 + "%0a",
    ],
)
def test_unknown_malformed_and_foreign_ids_get_the_very_same_answer(make_published_project, each_store, session):
    first, second = make_published_project(), make_published_project()
    foreign = start(first.client)["session"]
    for unknown, other in zip(every_call(second.client, session), every_call(second.client, foreign), strict=True):
        assert unknown.status == 404
        assert told(unknown) == told(other)
        assert unknown.json()["type"] == "/problems/not-found"
    assert talk(first.client, {"session": foreign, "turn": 0}, "12 May 1980")["turn"] == 1


def test_memory_and_claims_are_no_conversations(published_project, each_store):
    api = published_project.client
    session = api.post("/api/v1/sessions", START, idempotency_key="a-1").json()["session"]
    assert api.get(f"/api/v1/sessions/seen:{session}").status == 404


def test_redis_down_is_503_at_once(published_project, redis, settings, monkeypatch):
    session = start(published_project.client)["session"]
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(redis_client.retry, "sleep", lambda seconds: pytest.fail(f"waits {seconds} s"))
    answers = [*every_call(published_project.client, session), published_project.client.post("/api/v1/sessions", START)]
    answers.append(published_project.client.post("/api/v1/sessions", START, idempotency_key="a-1"))
    assert [problem(answer)[:2] for answer in answers] == [(503, "unavailable")] * 6
    assert {answer.headers["Retry-After"] for answer in answers} == {"1"}
    assert database(published_project.ref)["sessions"].count_documents({}) == 0, "no conversation may exist in two places"


def test_redis_cluster_down_is_503(published_project, redis, settings):
    session = start(published_project.client)["session"]
    settings.OMNIA_REDIS_URL = "redis+cluster://127.0.0.1:1"
    assert problem(published_project.client.get(f"/api/v1/sessions/{session}"))[:2] == (503, "unavailable")


def test_redis_back_again_goes_on(published_project, redis, redis_url, settings):
    opening = start(published_project.client)
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    assert published_project.client.get(f"/api/v1/sessions/{opening['session']}").status == 503
    settings.OMNIA_REDIS_URL = redis_url
    assert talk(published_project.client, opening, "12 May 1980")["turn"] == 1


@pytest.fixture
def without_mongodb(settings, migrated, bounds):
    """Points the clusters at nobody from the call on."""

    def switch(*, off: bool) -> None:
        dead = "mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=100"
        settings.OMNIA_CLUSTERS = {"default": dead if off else migrated}
        if off:
            bounds.own(patience.MONGODB)
        else:
            bounds.long()
        circuit_breaker._breaker.reset()

    return switch


def test_mongodb_down_with_sessions_in_it_is_503(published_project, settings, without_mongodb):
    settings.OMNIA_REDIS_URL = ""
    session = start(published_project.client)["session"]
    without_mongodb(off=True)
    assert [problem(answer)[:2] for answer in every_call(published_project.client, session)] == [(503, "unavailable")] * 4


def test_mongodb_down_does_not_stop_conversations_in_redis(published_project, redis, without_mongodb):
    api = published_project.client
    opening = start(api)
    talk(api, opening, "12 May 1980")
    without_mongodb(off=True)
    assert talk(api, start(api), "12 May 1980", "yes")["outcome"] == "completed"
    assert recorder.waiting() == 1
    without_mongodb(off=False)
    post_turn(api, opening["session"], 1, "yes")
    recorder.flush()
    assert recorder.waiting() == 0
    assert database(published_project.ref)["conversations"].count_documents({"outcome": "completed"}) == 2
