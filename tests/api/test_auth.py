"""Who may call: every wrong key gets the same answer, and a key reaches its own project only."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from published import AGREES, DATE, Client, issue_key, publish

from omnia.infra import bus
from omnia.infra.crypto import new_id, new_secret
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo.clusters import client, database
from omnia.mongo.context import current_or_none
from runtime_api import auth, invalidation_bus
from tenants.project import collections

PATH = "/api/v1/templates"


def told(answer):
    """What a caller can learn from an answer, apart from what names the occurrence."""
    content = answer.json()
    content.pop("request_id")
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status, content, headers


@pytest.fixture
def wrong_keys(published_project):
    ref = published_project.ref
    revoked = issue_key(ref, revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
    expired = issue_key(ref, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    return {
        "unknown secret": f"omk_default_{ref.id}_{new_secret()}",
        "unknown project": f"omk_default_{new_id()}_{new_secret()}",
        "unknown cluster": f"omk_elsewhere_{ref.id}_{new_secret()}",
        "own key under another cluster": published_project.key.replace("omk_default_", "omk_elsewhere_"),
        "own secret under another project": published_project.key.replace(ref.id, new_id()),
        "revoked": revoked,
        "expired": expired,
        "malformed": "omk_default",
        "not ours": "sk_live_1234567890123456",
        "traversal": f"omk_default_../{ref.id}_{new_secret()}",
        "dollar": f"omk_default_$where_{new_secret()}",
        "long": "omk_default_abc_" + "x" * 10_000,
        "not ASCII": "omk_default_abc_ünïcödesecretsecret",
        "spaces": " ",
    }


def test_every_wrong_key_gets_the_same_answer(wrong_keys):
    answers = {name: told(Client(key).get(PATH)) for name, key in wrong_keys.items()}
    answers["absent"] = told(Client().get(PATH))
    answers["another scheme"] = told(Client().get(PATH, authorization="Basic b21uaWE6b21uaWE="))
    first = answers["absent"]
    assert {name for name, answer in answers.items() if answer != first} == set()
    status, content, headers = first
    assert (status, content["type"]) == (401, "/problems/unauthorised")
    assert headers["WWW-Authenticate"] == 'Bearer realm="omnia"'
    assert "RateLimit" not in headers


def test_looking_creates_no_database(wrong_keys):
    before = set(client().list_database_names())
    for key in wrong_keys.values():
        Client(key).get(PATH)
    assert set(client().list_database_names()) == before


def test_the_scheme_is_read_without_regard_to_case(published_project):
    assert Client().get(PATH, authorization=f"bearer {published_project.key}").status == 200


def test_key_without_the_scope_is_forbidden(published_project):
    answer = Client(published_project.issue("converse")).get(PATH)
    assert (answer.status, answer.json()["type"]) == (403, "/problems/forbidden")
    assert "RateLimit" in answer.headers
    assert Client(published_project.issue("read")).get(PATH).status == 200


def test_two_live_keys_for_rotation(published_project):
    second = published_project.issue()
    assert {Client(key).get(PATH).status for key in (published_project.key, second)} == {200}


def test_key_that_expires_is_refused_from_then_on(published_project, clock):
    clock.stop()
    soon = clock.now(UTC) + timedelta(seconds=60)
    caller = Client(published_project.issue(expires_at=soon))
    assert caller.get(PATH).status == 200
    clock.move(59.9)
    assert caller.get(PATH).status == 200
    clock.move(0.2)
    assert caller.get(PATH).status == 401


def revoke(project):
    keys = database(project.ref)[collections.API_KEYS]
    keys.update_many({}, {"$set": {"revoked_at": datetime.now(UTC)}})


def test_revoked_key_is_refused_within_a_second_without_redis(published_project, clock):
    caller = published_project.client
    assert caller.get(PATH).status == 200
    revoke(published_project)
    clock.move(1.0)
    assert caller.get(PATH).status == 401


def test_revoked_key_is_refused_at_once_when_it_is_announced(published_project):
    caller = published_project.client
    caller.get(PATH)
    revoke(published_project)
    invalidation_bus.on_message(bus.HeadMoved(published_project.ref.id, "keys", 0, 0))
    assert caller.get(PATH).status == 401


@pytest.mark.redis
def test_announcements_arrive_over_redis(published_project, redis, clock, monkeypatch):
    caller = published_project.client
    listens, heard = told_of(monkeypatch, "on_reconnect"), told_of(monkeypatch, "on_message")
    # A thread that an earlier test started would not call these.
    invalidation_bus._thread.stop()
    caller.get(PATH)
    assert listens.wait(60)
    # No second passes any more: what was read stays good, but for what is announced.
    clock.stop()
    assert caller.get(PATH).status == 200
    revoke(published_project)
    assert caller.get(PATH).status == 200
    bus.announce_keys(published_project.ref)
    assert heard.wait(60)
    assert caller.get(PATH).status == 401


def told_of(monkeypatch, name):
    """Set after the bus's thread has done what it does on an occasion."""
    happened, done = threading.Event(), getattr(invalidation_bus, name)

    def do(*told):
        done(*told)
        happened.set()

    monkeypatch.setattr(invalidation_bus, name, do)
    return happened


def test_key_that_is_issued_later_works_within_a_second(make_project_database):
    ref = make_project_database()
    publish(ref, [DATE], [])
    assert Client(f"omk_default_{ref.id}_{new_secret()}").get(PATH).status == 401
    key = issue_key(ref)
    HUB.publish(KEYS, Change(ref.id))
    assert Client(key).get(PATH).status == 200


def test_guesses_do_not_reach_the_database_each_time(published_project, monkeypatch, clock):
    clock.stop()
    reads = []
    original = auth._read
    monkeypatch.setattr(auth, "_read", lambda project: reads.append(project) or original(project))
    ref = published_project.ref
    for _guess in range(20):
        Client(f"omk_default_{ref.id}_{new_secret()}").get(PATH)
        Client(f"omk_default_nosuchproject_{new_secret()}").get(PATH)
    assert len(reads) <= 4


def test_nothing_stays_bound_after_a_request(published_project):
    for address in (PATH, "/api/v1/templates/missing", "/api/v1/templates?limit=0"):
        published_project.client.get(address)
        assert current_or_none() is None


def test_two_projects_never_see_each_other(make_published_project):
    first, second = make_published_project(), make_published_project()
    publish(first.ref, [{**DATE, "label": {"en": "First"}, "key": "secret_of_first"}], [])
    publish(second.ref, [{**AGREES, "label": {"en": "Second"}}], [])
    HUB.publish_gap()
    for _round in range(3):
        assert [row["key"] for row in first.client.get(PATH).json()["items"]] == ["secret_of_first"]
        assert [row["key"] for row in second.client.get(PATH).json()["items"]] == ["agrees"]
    assert second.client.get("/api/v1/templates/secret_of_first").status == 404
    assert first.client.get("/api/v1/templates/agrees").status == 404
    assert first.client.get("/api/v1/release").json()["project"] == first.ref.id
    tag = first.client.get("/api/v1/release").headers["ETag"]
    assert second.client.get("/api/v1/release", if_none_match=tag).status == 200


def test_same_answer_for_what_is_absent_and_what_is_anothers(make_published_project):
    first, second = make_published_project(), make_published_project()
    publish(first.ref, [{**DATE, "key": "mine"}], [])
    HUB.publish_gap()

    def answer(key):
        status, content, headers = told(second.client.get(f"/api/v1/templates/{key}"))
        content.pop("instance")
        headers.pop("RateLimit")
        return status, content, headers

    assert answer("mine") == answer("nobodys")
