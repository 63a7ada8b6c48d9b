"""Redis Cluster and Sentinel by settings alone: conversations, limits, the second level and announcements on real servers."""

import os
import re
import shutil
import signal
import threading

import certificates
import pytest
import redis as redis_client
from published import Client
from redis_servers import Guard, cluster, port_of, server, watched_pair
from talks import post_turn, problem, start
from waiting import wait_until

from omnia.infra import background, bus, redis
from omnia.infra.limiter import Limiter, Rule
from omnia.mongo.clusters import database
from runtime_api import invalidation_bus
from runtime_api.conversations import recorder

PATH = "/api/v1/templates/date"

pytestmark = [
    pytest.mark.redis,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed; install it to run these."),
]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture
def over_cluster(nodes, settings):
    for node in nodes:
        node.flushall()
    # The client asks any node that is named for all the others.
    settings.OMNIA_REDIS_URL = f"redis+cluster://127.0.0.1:{port_of(nodes[0])},127.0.0.1:{port_of(nodes[1])}"
    return nodes


@pytest.fixture
def over_sentinel(tmp_path, settings):
    with watched_pair(tmp_path) as (master, replica, port, lose):
        settings.OMNIA_REDIS_URL = f"redis+sentinel://127.0.0.1:{port}/main"
        yield master, replica, lose


@pytest.fixture
def quiet(monkeypatch, recorder_thread_never_runs):
    """Announcements and records are taken care of when a test says so."""
    monkeypatch.setattr(invalidation_bus, "ensure_started", lambda: None)


def as_another_process():
    background.reset_process()


def conversation(api: Client) -> str:
    opening = start(api, flow="booking")
    session = opening["session"]
    assert post_turn(api, session, 0, "the fourteenth of March").status == 200
    as_another_process()
    answer = post_turn(api, session, 1, "yes")
    assert (answer.status, answer.json()["status"]) == (200, "finished")
    return session


def recorded(project):
    return {row["_id"] for row in database(project.ref)["conversations"].find({}, {"_id": 1})}


def names(node):
    return set(node.scan_iter("omnia:*"))


def test_conversation_over_a_cluster_goes_on_in_another_process_and_is_recorded(over_cluster, quiet, published_project):
    session = conversation(published_project.client)
    assert post_turn(published_project.client, session, 1, "yes").status == 200
    assert post_turn(published_project.client, session, 2, "yes").status == 409
    recorder.flush()
    assert recorded(published_project) == {session}


def test_deleted_conversation_over_a_cluster_is_gone(over_cluster, quiet, published_project):
    api = published_project.client
    session = start(api)["session"]
    assert api.delete(f"/api/v1/sessions/{session}").status == 204
    assert post_turn(api, session, 0, "yes").status == 410
    assert post_turn(api, "never-was", 0, "yes").status == 404


def test_all_keys_of_a_project_are_on_one_node_and_projects_are_spread(over_cluster, quiet, make_published_project):
    projects = [make_published_project() for _each in range(8)]
    for project in projects:
        conversation(project.client)
        assert project.client.get(PATH).status == 200
    homes = {}
    for number, node in enumerate(over_cluster):
        for name in names(node):
            homes.setdefault(name.decode().split("{")[1].split("}")[0], set()).add(number)
    assert {project.ref.id for project in projects} <= set(homes)
    assert all(len(numbers) == 1 for numbers in homes.values())
    assert len(set.union(*homes.values())) > 1


def test_second_process_over_a_cluster_reads_documents_from_redis(over_cluster, quiet, reads, published_project):
    first = published_project.client.get(PATH)
    as_another_process()
    reads.taken()
    second = published_project.client.get(PATH)
    assert (second.status, second.content) == (200, first.content)
    assert reads.taken() == {"api_keys": 1, "keys": 1}


def test_one_count_over_a_cluster_for_two_processes(over_cluster):
    first, second, rules = Limiter(), Limiter(), [Rule("key", "a", 4, 600)]
    verdicts = [process.check(rules).refused_by is None for _round in range(3) for process in (first, second)]
    assert verdicts == [True] * 4 + [False] * 2


def announced(announce):
    """What a process that listens hears when this is announced."""
    heard, listening_now, came = [], threading.Event(), threading.Event()

    def hear(message):
        heard.append(message)
        came.set()

    listener = background.BackgroundThread("bus", lambda thread: bus.listen(hear, listening_now.set, thread))
    listener.ensure_started()
    try:
        assert listening_now.wait(60)
        announce()
        assert came.wait(60)
    finally:
        listener.stop()
    return heard


@pytest.mark.parametrize("form", ["over_cluster", "over_sentinel"])
def test_announcement_is_heard(form, request, published_project):
    request.getfixturevalue(form)
    heard = announced(lambda: bus.announce_head(published_project.ref, "live", 7, 3))
    assert heard == [bus.HeadMoved(published_project.ref.id, "live", 7, 3)]


def test_readiness_tells_of_a_cluster(over_cluster, anyone, migrated):
    assert anyone.get("/readyz").json()["checks"]["redis"] == "ok"


def test_conversation_over_sentinel_goes_on_after_the_master_is_gone(over_sentinel, quiet, published_project):
    master, replica, lose = over_sentinel
    api = published_project.client
    session = start(api)["session"]
    assert post_turn(api, session, 0, "the fourteenth of March").status == 200
    wait_until(lambda: replica.exists(f"omnia:{{{published_project.ref.id}}}:session:{session}") == 1)
    os.kill(master.info("server")["process_id"], signal.SIGKILL)
    refused = post_turn(api, session, 1, "yes")
    assert problem(refused)[:2] == (503, "unavailable")
    lose()
    answers = []

    def answered() -> bool:
        answers.append(post_turn(api, session, 1, "yes"))
        return answers[-1].status == 200

    wait_until(answered)
    assert answers[-1].json()["status"] == "finished"
    assert {answer.status for answer in answers} <= {200, 503}


def test_sentinels_that_are_all_away_hold_no_thread_with_pauses(settings, monkeypatch):
    settings.OMNIA_REDIS_URL = "redis+sentinel://127.0.0.1:1/main"
    monkeypatch.setattr(redis_client.retry, "sleep", lambda seconds: pytest.fail(f"waits {seconds} s"), raising=True)
    with pytest.raises(redis_client.RedisError):
        redis.command("GET", "a")


@pytest.fixture(scope="module", params=["password", "password and TLS"])
def guard(request, tmp_path_factory):
    return Guard(certificates.make(tmp_path_factory.mktemp("certificates")) if "TLS" in request.param else None)


@pytest.fixture(scope="module", params=["server", "cluster", "sentinel"])
def guarded(request, guard, tmp_path_factory):
    """The address of Redis servers that let in nobody without a password, in each form."""
    folder = tmp_path_factory.mktemp("guarded")
    scheme = "rediss" if guard.certificates else "redis"
    if request.param == "server":
        with server(folder / "one", guard=guard) as one:
            yield f"{scheme}://{guard.login}127.0.0.1:{port_of(one)}/1{guard.query}"
    elif request.param == "cluster":
        with cluster(folder, guard=guard) as found:
            hosts = ",".join(f"127.0.0.1:{port_of(node)}" for node in found[:2])
            yield f"{scheme}+cluster://{guard.login}{hosts}{guard.query}"
    else:
        with watched_pair(folder, guard) as (_master, _replica, port, _lose):
            yield f"{scheme}+sentinel://{guard.login}127.0.0.1:{port}/main{guard.query}"


def test_guarded_servers_keep_a_conversation_and_tell_of_a_release(guarded, settings, quiet, published_project):
    settings.OMNIA_REDIS_URL = guarded
    session = conversation(published_project.client)
    recorder.flush()
    assert recorded(published_project) == {session}
    assert Limiter().check([Rule("key", session, 4, 1)]).refused_by is None
    assert published_project.client.get("/readyz").json()["checks"]["redis"] == "ok"
    heard = announced(lambda: bus.announce_keys(published_project.ref))
    assert heard == [bus.HeadMoved(published_project.ref.id, "keys", 0, 0)]


def wrong_ways(address):
    """The address with another password, without one, and, over TLS, without the authority and without TLS."""
    yield address.replace(address.split(":")[2].split("@")[0], "wrong", 1)
    yield re.sub("//[^@]*@", "//", address)
    if address.startswith("rediss"):
        yield address.partition("?")[0]
        yield address.partition("?")[0].replace("rediss", "redis", 1)


def test_guarded_servers_let_in_nobody_who_says_it_wrong(guarded, settings, anyone):
    for address in wrong_ways(guarded):
        settings.OMNIA_REDIS_URL = address
        redis.PAUSE.end()
        with pytest.raises(redis_client.RedisError):
            redis.command("SET", "omnia:anything", "1")
        assert anyone.get("/readyz").json()["checks"]["redis"] != "ok"
    settings.OMNIA_REDIS_URL = guarded
    redis.PAUSE.end()
    assert redis.command("GET", "omnia:anything") is None
