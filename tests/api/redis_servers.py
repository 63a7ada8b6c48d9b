"""Real Redis servers in the forms that an installation may have: one, a Cluster of three, and a pair watched by a Sentinel.

Each may be guarded: users with passwords and rights of their own, and everything said over TLS.
"""

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import redis
from certificates import Certificates
from waiting import wait_until

from omnia.mongo.embedded import free_port

SLOTS = 16_384

WatchedPair = tuple["redis.Redis", "redis.Redis", int, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Guard:
    """How servers are kept: the product's user, whose name and password want encoding, and TLS if there are certificates."""

    certificates: Certificates | None = None
    user: str = "omnia@shop"
    password: str = "p@ss:w/o%23?#&=+"

    @property
    def login(self) -> str:
        """What stands before the hosts in the product's address."""
        return f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@"

    @property
    def query(self) -> str:
        """What stands at the end of the product's address."""
        return f"?ssl_ca_certs={self.certificates.authority}" if self.certificates else ""

    def configuration(self, port: int, *, sentinel: bool) -> str:
        """Lines of a server's configuration: nobody without a name, the product for its own keys alone, and the tests."""
        # A Sentinel keeps no keys; what it is asked for counts as administration.
        rights = "+@all" if sentinel else "~omnia:* &omnia:* +@all -@admin -@dangerous"
        lines = [
            f"port {port}",
            "user default off",
            f'user "{self.user}" on ">{self.password}" {rights}',
            'user tests on ">tests" ~* &* +@all',
        ]
        if not sentinel:
            lines += ["masteruser tests", "masterauth tests"]
        if self.certificates:
            lines[0] = "port 0"
            lines += [f"tls-port {port}", f"tls-cert-file {self.certificates.certificate}"]
            lines += [f"tls-key-file {self.certificates.key}", f"tls-ca-cert-file {self.certificates.authority}"]
            lines += ["tls-auth-clients no", "tls-replication yes", "tls-cluster yes"]
        return "\n".join(lines)

    @property
    def own(self) -> dict[str, Any]:
        """What the tests connect with."""
        tls = {"ssl": True, "ssl_ca_certs": str(self.certificates.authority)} if self.certificates else {}
        return {"username": "tests", "password": "tests", **tls}


@contextmanager
def server(folder: Path, *options: str, guard: Guard | None = None) -> Iterator["redis.Redis"]:
    """One server in a folder of its own; gives a connection to it, and ends it afterwards."""
    port = free_port()
    folder.mkdir(parents=True)
    file = folder / "redis.conf"
    guarded = guard.configuration(port, sentinel="--sentinel" in options) if guard else ""
    file.write_text(guarded or f"port {port}")
    basis = ["--bind", "127.0.0.1", "--dir", str(folder), "--daemonize", "no"]
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(["redis-server", str(file), *basis, *options], stdout=log, stderr=log)
    try:
        with redis.Redis(host="127.0.0.1", port=port, **(guard.own if guard else {})) as connection:
            wait_until(lambda: answers(connection))
            yield connection
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@contextmanager
def cluster(folder: Path, nodes: int = 3, guard: Guard | None = None) -> Iterator[list["redis.Redis"]]:
    """A Redis Cluster whose nodes share the slots evenly; gives a connection to each node."""
    with ExitStack() as stack:
        found = []
        for number in range(nodes):
            bus = ["--cluster-enabled", "yes", "--cluster-port", str(free_port())]
            found.append(stack.enter_context(server(folder / str(number), *bus, "--save", "", guard=guard)))
        for number, node in enumerate(found):
            first, last = SLOTS * number // nodes, SLOTS * (number + 1) // nodes - 1
            node.execute_command("CLUSTER", "ADDSLOTSRANGE", first, last)
            for other in found[:number]:
                its_bus = other.config_get("cluster-port")["cluster-port"]
                node.execute_command("CLUSTER", "MEET", "127.0.0.1", port_of(other), its_bus)
        wait_until(lambda: all(_whole(node, nodes) for node in found))
        yield found


@contextmanager
def watched_pair(folder: Path, guard: Guard | None = None) -> Iterator[WatchedPair]:
    """A master, its replica, a Sentinel that turns the replica into the master, and what to call when the master is gone."""
    with ExitStack() as stack:
        master = stack.enter_context(server(folder / "master", "--save", "", guard=guard))
        follows = ["--replicaof", "127.0.0.1", str(port_of(master)), "--repl-diskless-sync-delay", "0"]
        replica = stack.enter_context(server(folder / "replica", "--save", "", *follows, guard=guard))
        wait_until(lambda: replica.info("replication")["master_link_status"] == "up")
        watching = stack.enter_context(server(folder / "sentinel", "--sentinel", guard=guard))
        watching.execute_command("SENTINEL", "MONITOR", "main", "127.0.0.1", str(port_of(master)), "1")
        login = (("auth-user", "tests"), ("auth-pass", "tests")) if guard else ()
        for name, value in (*login, ("down-after-milliseconds", "600000"), ("failover-timeout", "2000")):
            watching.execute_command("SENTINEL", "SET", "main", name, value)

        def lose() -> None:
            """Have the Sentinel take a master for lost that does not answer; before, however slow it is, nobody replaces it."""
            watching.execute_command("SENTINEL", "SET", "main", "down-after-milliseconds", "500")

        wait_until(lambda: len(watching.sentinel_slaves("main")) == 1)
        yield master, replica, port_of(watching), lose


def port_of(connection: "redis.Redis") -> int:
    """The port that a connection goes to."""
    return int(connection.connection_pool.connection_kwargs["port"])


def answers(connection: "redis.Redis") -> bool:
    """Whether the server behind a connection answers."""
    try:
        return bool(connection.ping())
    except redis.ConnectionError:
        return False


def _whole(node: "redis.Redis", nodes: int) -> bool:
    state = node.cluster("INFO")
    return state["cluster_state"] == "ok" and int(state["cluster_known_nodes"]) == nodes
