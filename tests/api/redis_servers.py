"""Real Redis servers in the forms that an installation may have: a Cluster of three nodes, and a pair watched by a Sentinel."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import redis

from omnia.mongo.embedded import free_port

SLOTS = 16_384
PATIENCE = 30.0
"""Seconds until servers must have found each other; they take one or two."""


@contextmanager
def server(folder: Path, *options: str) -> Iterator["redis.Redis"]:
    """One server in a folder of its own; gives a connection to it, and ends it afterwards."""
    port = free_port()
    folder.mkdir(parents=True)
    file = folder / "redis.conf"
    file.write_text("")
    basis = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--daemonize", "no"]
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(["redis-server", str(file), *basis, *options], stdout=log, stderr=log)
    try:
        with redis.Redis(port=port) as connection:
            until(lambda: answers(connection))
            yield connection
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


@contextmanager
def cluster(folder: Path, nodes: int = 3) -> Iterator[list["redis.Redis"]]:
    """A Redis Cluster whose nodes share the slots evenly; gives a connection to each node."""
    with ExitStack() as stack:
        found = []
        for number in range(nodes):
            bus = ["--cluster-enabled", "yes", "--cluster-port", str(free_port())]
            found.append(stack.enter_context(server(folder / str(number), *bus, "--save", "")))
        for number, node in enumerate(found):
            first, last = SLOTS * number // nodes, SLOTS * (number + 1) // nodes - 1
            node.execute_command("CLUSTER", "ADDSLOTSRANGE", first, last)
            for other in found[:number]:
                its_bus = other.config_get("cluster-port")["cluster-port"]
                node.execute_command("CLUSTER", "MEET", "127.0.0.1", port_of(other), its_bus)
        until(lambda: all(_whole(node, nodes) for node in found))
        yield found


@contextmanager
def watched_pair(folder: Path) -> Iterator[tuple["redis.Redis", "redis.Redis", int]]:
    """A master, its replica and a Sentinel that turns the replica into the master soon after the master is gone."""
    with ExitStack() as stack:
        master = stack.enter_context(server(folder / "master", "--save", ""))
        follows = ["--replicaof", "127.0.0.1", str(port_of(master)), "--repl-diskless-sync-delay", "0"]
        replica = stack.enter_context(server(folder / "replica", "--save", "", *follows))
        until(lambda: replica.info("replication")["master_link_status"] == "up")
        watching = stack.enter_context(server(folder / "sentinel", "--sentinel"))
        watching.execute_command("SENTINEL", "MONITOR", "main", "127.0.0.1", str(port_of(master)), "1")
        for name, value in (("down-after-milliseconds", "500"), ("failover-timeout", "2000")):
            watching.execute_command("SENTINEL", "SET", "main", name, value)
        until(lambda: len(watching.sentinel_slaves("main")) == 1)
        yield master, replica, port_of(watching)


def port_of(connection: "redis.Redis") -> int:
    """The port that a connection goes to."""
    return int(connection.connection_pool.connection_kwargs["port"])


def answers(connection: "redis.Redis") -> bool:
    """Whether the server behind a connection answers."""
    try:
        return bool(connection.ping())
    except redis.ConnectionError:
        return False


def until(true: Callable[[], bool]) -> None:
    """Return once something is true; fail if it never comes to be."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "The Redis servers did not come to the state that the test needs."
        time.sleep(0.05)


def _whole(node: "redis.Redis", nodes: int) -> bool:
    state = node.cluster("INFO")
    return state["cluster_state"] == "ok" and int(state["cluster_known_nodes"]) == nodes
