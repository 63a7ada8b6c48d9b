"""Two processes behind a load balancer are restarted one after the other under load, and no request fails."""

import csv
import http.client
import io
import itertools
import json
import shutil
import signal
import subprocess
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from process_tree import Product, copy_of, eventually
from sampling import is_exhaustive

from omnia.mongo import embedded

ROUNDS = 10 if is_exhaustive() else 1
CALLERS = 4
PAUSE_SECONDS = 0.05
CONFIGURATION = """
global
  log stderr local0 err
defaults
  mode http
  timeout connect 2s
  timeout check 5s
  timeout client 30s
  timeout server 30s
  retries 0
frontend callers
  bind 127.0.0.1:{front}
  default_backend omnia
backend omnia
  option httpchk GET /readyz
  default-server check inter 500ms fall 2 rise 2
  server one 127.0.0.1:{one}
  server two 127.0.0.1:{two}
frontend told
  bind 127.0.0.1:{stats}
  stats enable
  stats uri /
"""


class Role(Product):
    """One runtime process."""

    command = "start"


class Callers:
    """People who read, and hold conversations, through the load balancer, each on a connection that is kept."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.headers = port, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.statuses: Counter[str] = Counter()
        self.failed: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._call, daemon=True) for _each in range(CALLERS)]

    def __enter__(self) -> "Callers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(30)

    def _call(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self._over.wait(PAUSE_SECONDS):
            self._ask(connection, "GET", "/api/v1/templates/date", None, 200)
            opened = self._ask(
                connection, "POST", "/api/v1/sessions", {"template": "date", "locale": "en", "channel": "chat"}, 201
            )
            turn = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}
            self._ask(connection, "POST", f"/api/v1/sessions/{opened.get('session')}/turns", turn, 200)
        connection.close()

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: object, wanted: int
    ) -> dict[str, object]:
        try:
            connection.request(method, path, json.dumps(body) if body else None, self.headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.failed.append(f"{method} {path}: {error!r}")
            connection.close()
            return {}
        self.statuses[f"{method} {answer.status}"] += 1
        if answer.status != wanted:
            self.failed.append(f"{method} {path}: {answer.status} {content[:200]!r}")
            return {}
        told: dict[str, object] = json.loads(content)
        return told


@pytest.fixture
def balancer(tmp_path: Path) -> Iterator[dict[str, int]]:
    """haproxy in front of two ports, which nobody listens on yet."""
    binary = shutil.which("haproxy")
    if binary is None:
        pytest.skip("haproxy is not installed; install it to restart processes behind a load balancer.")
    ports = {name: embedded.free_port() for name in ("front", "stats", "one", "two")}
    (tmp_path / "haproxy.cfg").write_text(CONFIGURATION.format(**ports))
    with (tmp_path / "haproxy.log").open("wb") as log:
        process = subprocess.Popen([binary, "-db", "-f", str(tmp_path / "haproxy.cfg")], stdout=log, stderr=log)
    yield ports
    process.terminate()
    process.wait()


def is_up(stats: int, name: str) -> bool:
    """Whether the load balancer sends requests to the process."""
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{stats}/;csv", timeout=2) as answer:
        rows = csv.DictReader(io.StringIO(answer.read().decode().removeprefix("# ")))
        return any(row["svname"] == name and row["status"].startswith("UP") for row in rows)
    return False


def test_rolling_restarts_under_load_fail_no_request(balancer, prepared_folder, tmp_path, record_testsuite_property):
    data = copy_of(prepared_folder, tmp_path / "var")
    server = embedded.start(embedded.folder_in(data), durable=False)
    told = {
        "OMNIA_ROLE": "runtime", "OMNIA_CLUSTERS": f"default={server.uri}", "OMNIA_DRAIN_SECONDS": "4",
        "OMNIA_SECRET_KEY": (data / "secret_key").read_text(), "OMNIA_LIMIT_PER_KEY": "0", "OMNIA_LIMIT_PER_PROJECT": "0",
    }  # fmt: skip
    numbers = itertools.count()

    def start(name: str) -> Role:
        role = Role(tmp_path / f"{name}-{next(numbers)}", balancer[name], told)
        assert eventually(lambda: is_up(balancer["stats"], name)), role.printed
        return role

    roles: dict[str, Role] = {}
    key = next(value for name, value in json.loads((data / "demo.json").read_text()).items() if name.startswith("key:"))
    try:
        roles = {name: start(name) for name in ("one", "two")}
        began = time.monotonic()
        with Callers(balancer["front"], key) as callers:
            for name in ["one", "two"] * ROUNDS:
                roles[name].process.send_signal(signal.SIGTERM)
                assert roles[name].process.wait(60) == 0
                roles[name] = start(name)
        figures = f"{ROUNDS} rolling restarts in {time.monotonic() - began:.0f} s: {dict(callers.statuses)}"
        record_testsuite_property("rolling_restarts", figures)
    finally:
        for role in roles.values():
            role.end()
        server.stop()
    assert callers.failed == []
    assert callers.statuses["POST 201"] > 10 * ROUNDS
