"""MongoDB stops: warm projects go on and say that they are stale, cold ones are told at once, and all is well when it is back."""

import os
import signal
import threading
from datetime import UTC, datetime

import patience
import pymongo
import pytest
from published import AGREES, BOOKING, DATE, Client, PublishedProject, issue_key, publish

from omnia.infra import readiness
from omnia.infra import redis as connection
from omnia.infra.crypto import new_id, new_secret
from omnia.infra.invalidation import HUB, KEYS, Change
from omnia.mongo import circuit_breaker, clusters, embedded
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from runtime_api import health
from tenants.project.collections import COLLECTIONS

PATH = "/api/v1/templates/date"
BODY = {"template": "date", "locale": "en", "channel": "chat"}


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("outage")


@pytest.fixture(scope="module")
def forget_client():
    """Closes clients of servers that are gone: each takes seconds to find out, so they do it side by side."""
    closing = []

    def forget(uri):
        client = clusters._clients.pop(uri, None)
        if client is not None:
            closing.append(threading.Thread(target=close, args=(client,)))
            closing[-1].start()

    yield forget
    for thread in closing:
        thread.join()


@pytest.fixture
def server(own_folder, settings, migrated, forget_client):
    """A database server of this test's own, which it may stop."""
    running = embedded.start(own_folder, durable=True)
    settings.OMNIA_CLUSTERS = {"default": running.uri}
    yield running
    if running.process.poll() is None:
        kill(running)
    forget_client(running.uri)


@pytest.fixture
def project(server):
    ref = ProjectRef(new_id())
    ensure_collections(ref, COLLECTIONS)
    ensure_data_key(ref)
    publish(ref, [DATE, AGREES], [BOOKING])
    return PublishedProject(ref, issue_key(ref))


def close(client):
    """It would say good-bye to its server, which is gone."""
    with pymongo.timeout(1):
        client.close()


def kill(server):
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()


def hang(server):
    os.kill(server.process.pid, signal.SIGSTOP)


WAYS = {"killed": kill, "hanging": hang}


@pytest.fixture
def lose(bounds):
    """Stops a server, whose answer is then awaited for no longer than the product does; until then there is time."""

    def stop(server, way="killed"):
        WAYS[way](server)
        bounds.own(patience.MONGODB)

    return stop


class Waits(list[float]):
    """How long the driver was let wait for MongoDB, in seconds."""

    def taken(self) -> float:
        """The sum of those since the last time."""
        total = sum(self)
        self.clear()
        return total


@pytest.fixture
def waits(monkeypatch):
    """What the product lets MongoDB take; the machine's own clock would tell how busy the machine is."""
    let, bound = Waits(), pymongo.timeout

    def note(seconds):
        let.append(seconds)
        return bound(seconds)

    monkeypatch.setattr(pymongo, "timeout", note)
    return let


@pytest.mark.parametrize("way", WAYS)
def test_cold_project_is_told_at_once(project, server, way, clock, waits, lose):
    clock.stop()
    lose(server, way)
    answer = project.client.get(PATH)
    assert (answer.status, answer.json()["type"]) == (503, "/problems/unavailable")
    assert answer.headers["Retry-After"] == "1"
    assert 0 < waits.taken() < 1.0
    assert {project.client.get(PATH).status for _request in range(5)} == {503}
    assert waits.taken() == 0, "nobody else waits"


@pytest.mark.parametrize("way", WAYS)
def test_warm_project_goes_on_and_says_that_it_is_stale(project, server, way, clock, waits, lose):
    clock.stop()
    fresh = project.client.get(PATH)
    assert "Age" not in fresh.headers
    lose(server, way)
    waits.taken()
    clock.move(1.1)
    first = project.client.get(PATH)
    assert (first.status, first.content) == (200, fresh.content)
    assert 0 < waits.taken() < 1.0, "one request finds out"
    rest = [project.client.get(PATH) for _request in range(10)]
    assert {answer.status for answer in rest} == {200}
    assert waits.taken() == 0
    for answer in (first, rest[-1]):
        assert int(answer.headers["Age"]) >= 1
        assert answer.headers["Warning"] == '110 - "Response is stale"'
    assert project.client.get(PATH, if_none_match=fresh.headers["ETag"]).status == 304


def test_stale_answers_end(project, server, settings, clock, lose):
    settings.OMNIA_STALE_SECONDS = 60
    clock.stop()
    assert project.client.get(PATH).status == 200
    lose(server)
    clock.move(58)
    assert project.client.get(PATH).status == 200
    clock.move(3)
    assert project.client.get(PATH).status == 503


def test_wrong_key_of_a_warm_project_stays_wrong(project, server, clock, lose):
    project.client.get(PATH)
    lose(server)
    clock.move(1.1)
    assert Client(f"omk_default_{project.ref.id}_{new_secret()}").get(PATH).status == 401


def test_revoked_key_does_not_come_back_with_the_outage(project, server, clock, lose):
    from omnia.mongo.clusters import database

    project.client.get(PATH)
    database(project.ref)["api_keys"].update_many({}, {"$set": {"revoked_at": datetime.now(UTC)}})
    HUB.publish(KEYS, Change(project.ref.id))
    assert project.client.get(PATH).status == 401
    lose(server)
    clock.move(1.1)
    assert project.client.get(PATH).status != 200


def test_all_is_well_when_it_is_back(project, server, own_folder, settings, forget_client, clock, lose, bounds):
    project.client.get(PATH)
    lose(server)
    clock.move(1.1)
    assert "Warning" in project.client.get(PATH).headers
    again = embedded.start(own_folder, durable=True)
    bounds.long()
    try:
        settings.OMNIA_CLUSTERS = {"default": again.uri}
        clock.move(circuit_breaker.PAUSE_SECONDS)
        assert "Warning" not in project.client.get(PATH).headers
    finally:
        kill(again)
        forget_client(again.uri)


def test_health_with_the_database_and_without(project, server, anyone, clock, lose):
    assert (anyone.get("/livez").status, anyone.get("/readyz").status) == (200, 200)
    assert anyone.get("/readyz").json() == {"status": "ready", "checks": {"mongodb": "ok", "redis": "absent"}}
    assert anyone.get("/startupz").status == 200
    lose(server)
    clock.move(readiness.SECONDS)
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["status"]) == (503, "unavailable")
    assert anyone.get("/livez").status == 200
    assert anyone.get("/metrics").status == 200


def test_warm_process_whose_conversations_are_in_redis_stays_ready_without_the_database(project, server, anyone, redis, lose):
    project.client.get(PATH)
    lose(server)
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()) == (200, {"status": "degraded", "checks": {"mongodb": "down", "redis": "ok"}})
    assert project.client.post("/api/v1/sessions", BODY).status == 201, "it says the truth"


def test_warm_process_that_cannot_keep_a_conversation_is_not_ready_and_reads_go_on(project, server, anyone, lose):
    project.client.get(PATH)
    lose(server)
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["checks"]) == (503, {"mongodb": "down", "redis": "absent"})
    assert project.client.get(PATH).status == 200


def test_process_that_never_reached_a_database_has_not_started(server, anyone, monkeypatch, lose):
    monkeypatch.setitem(health._started, "database", False)
    lose(server)
    assert anyone.get("/startupz").status == 503


def test_one_cluster_of_two_is_enough(project, server, anyone, settings, forget_client, bounds):
    # For the cluster that nobody has; the other one answers within them on a busy machine, too.
    bounds.give_up_after(5.0, patience.MONGODB)
    far = "mongodb://127.0.0.1:1/?directConnection=true"
    settings.OMNIA_CLUSTERS = {**settings.OMNIA_CLUSTERS, "far": far}
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["checks"]["mongodb"]) == (200, "partly")
    assert project.client.get(PATH).status == 200, "the other cluster's failure is not ours"
    assert Client(f"omk_far_{project.ref.id}_{new_secret()}").get(PATH).status == 503
    forget_client(far)


def test_readiness_without_redis_is_refused_since_no_conversation_can_be_kept(project, anyone, settings):
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["checks"]) == (503, {"mongodb": "ok", "redis": "down"})
    assert project.client.get(PATH).status == 200, "reads go on"
    refused = project.client.post("/api/v1/sessions", BODY)
    assert (refused.status, refused.json()["type"]) == (503, "/problems/unavailable")
    assert "none was started" in refused.json()["detail"]


def test_readiness_without_redis_is_degraded_where_new_conversations_go_to_the_database(project, anyone, settings):
    settings.OMNIA_REDIS_URL, settings.OMNIA_SESSION_FALLBACK = "redis://127.0.0.1:1/0", "database"
    answer = anyone.get("/readyz")
    assert (answer.status, answer.json()["status"]) == (200, "degraded")
    assert project.client.post("/api/v1/sessions", BODY).status == 201


def test_a_redis_that_hangs_is_waited_for_once_and_then_left_alone_for_a_moment(published_project, redis, monkeypatch, bounds):
    client = published_project.client
    bounds.give_up_after(3.0, patience.REDIS)
    monkeypatch.setattr(connection, "PAUSE_SECONDS", 600.0)
    session = client.post("/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"}).json()["session"]
    turns, body = f"/api/v1/sessions/{session}/turns", {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}
    process = redis.info("server")["process_id"]
    os.kill(process, signal.SIGSTOP)
    try:
        refused = client.post(turns, body)
    finally:
        os.kill(process, signal.SIGCONT)
    assert (refused.status, refused.json()["type"]) == (503, "/problems/unavailable")
    assert client.post(turns, body).status == 503
    connection.PAUSE.end()
    bounds.long()
    assert (client.post(turns, body).status, client.get(f"/api/v1/sessions/{session}").json()["turn"]) == (200, 1)
