"""Redis is flushed, halted, failed over, or a slot of its Cluster moved: reads go on, and conversations go on or say why not."""

import os
import shutil
import signal

import patience
import pytest
from published import Client
from redis_servers import cluster, port_of, watched_pair
from talks import START, post_turn, problem, start
from waiting import wait_until

from omnia.infra import background
from runtime_api import invalidation_bus

PATH = "/api/v1/templates/date"
SAID = "the fourteenth of March"

pytestmark = [
    pytest.mark.redis,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed; install it to run these."),
]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch, recorder_thread_never_runs):
    """Announcements and records are taken care of when a test says so."""
    monkeypatch.setattr(invalidation_bus, "ensure_started", lambda: None)


def reads(api: Client) -> set[int]:
    """The statuses of reads by the process as it is, and by one that knows nothing."""
    warm = api.get(PATH).status
    background.reset_process()
    return {warm, api.get(PATH).status, api.get("/api/v1/release").status}


def test_flushed_redis_loses_conversations_honestly_and_costs_no_read(published_project, redis):
    api = published_project.client
    session = start(api)["session"]
    assert post_turn(api, session, 0, SAID).status == 200
    redis.flushall()
    assert reads(api) == {200}
    answer = post_turn(api, session, 1, "yes")
    assert problem(answer)[:2] == (404, "not-found")
    again = start(api)["session"]
    assert again != session
    assert post_turn(api, again, 0, SAID).status == 200
    assert reads(api) == {200}


def test_halted_redis_costs_no_read_and_its_conversation_goes_on_afterwards(published_project, redis, bounds):
    api = published_project.client
    bounds.give_up_after(3.0, patience.REDIS)
    session = start(api)["session"]
    assert post_turn(api, session, 0, SAID).status == 200
    process = redis.info("server")["process_id"]
    os.kill(process, signal.SIGSTOP)
    try:
        assert problem(post_turn(api, session, 1, "yes"))[:2] == (503, "unavailable")
        bounds.own(patience.REDIS)
        assert reads(api) == {200}
        assert problem(post_turn(api, session, 1, "yes"))[:2] == (503, "unavailable")
    finally:
        os.kill(process, signal.SIGCONT)
    bounds.long()
    background.reset_process()
    # What was sent to it meanwhile it may have done: the turn is then answered as the same one, and not taken twice.
    answer = post_turn(api, session, 1, "yes")
    assert (answer.status, answer.json()["status"]) == (200, "finished")


def test_reads_go_on_while_a_sentinel_makes_the_replica_the_master(published_project, tmp_path, settings):
    api = published_project.client
    with watched_pair(tmp_path) as (master, replica, port, lose):
        settings.OMNIA_REDIS_URL = f"redis+sentinel://127.0.0.1:{port}/main"
        assert reads(api) == {200}
        os.kill(master.info("server")["process_id"], signal.SIGKILL)
        lose()
        seen: set[int] = set()

        def is_over() -> bool:
            seen.update(reads(api))
            return replica.info("replication")["role"] == "master"

        wait_until(is_over)
        assert seen | reads(api) == {200}
        # The process may still be asking for the new master: until it knows it, it says so.
        begun = []
        wait_until(lambda: begun.append(api.post("/api/v1/sessions", START)) or begun[-1].status == 201)
        assert {answer.status for answer in begun} <= {201, 503}
        assert post_turn(api, begun[-1].json()["session"], 0, SAID).status == 200


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("moved")) as found:
        yield found


def keys_in(node, slot: int) -> list[bytes]:
    return node.execute_command("CLUSTER", "GETKEYSINSLOT", slot, 1000)


def test_conversation_and_reads_go_on_while_its_slot_of_a_cluster_is_moved(published_project, nodes, settings):
    settings.OMNIA_REDIS_URL = f"redis+cluster://127.0.0.1:{port_of(nodes[0])},127.0.0.1:{port_of(nodes[1])}"
    background.reset_process()
    api = published_project.client
    session = start(api, flow="booking")["session"]
    slot = nodes[0].execute_command("CLUSTER", "KEYSLOT", f"omnia:{{{published_project.ref.id}}}:x")
    holder = next(node for node in nodes if keys_in(node, slot))
    taker = next(node for node in nodes if node is not holder)
    names = {node: node.execute_command("CLUSTER", "MYID").decode() for node in (holder, taker)}
    taker.execute_command("CLUSTER", "SETSLOT", slot, "IMPORTING", names[holder])
    holder.execute_command("CLUSTER", "SETSLOT", slot, "MIGRATING", names[taker])
    assert reads(api) == {200}
    for key in keys_in(holder, slot):
        holder.execute_command("MIGRATE", "127.0.0.1", port_of(taker), key, 0, 5000)
    assert keys_in(holder, slot) == []
    # Half of the move: the old node redirects for what it no longer holds.
    answers = [post_turn(api, session, 0, SAID)]
    assert reads(api) == {200}
    for node in (taker, holder, *nodes):
        node.execute_command("CLUSTER", "SETSLOT", slot, "NODE", names[taker])
    wait_until(lambda: keys_in(taker, slot))
    wait_until(lambda: answers.append(post_turn(api, session, 0, SAID)) or answers[-1].status == 200)
    assert {answer.status for answer in answers} <= {200, 503}
    assert reads(api) == {200}
    answer = post_turn(api, session, 1, "yes")
    assert (answer.status, answer.json()["status"]) == (200, "finished")
