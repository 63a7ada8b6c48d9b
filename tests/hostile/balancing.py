"""A load balancer in front of runtime processes, and people who call through it without a pause."""

import csv
import http.client
import io
import json
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from process_tree import Product
from sampling import is_exhaustive

from omnia.mongo import embedded

CALLERS = 4
PAUSE_SECONDS = 0.05 if is_exhaustive() else 0.15
"""Two thirds of what a rolling restart costs are what these ask for meanwhile, some 60 or 150 requests a second."""
CONFIGURATION = """
global
  log stderr local0 err
  stats socket ipv4@127.0.0.1:{admin} level admin
defaults
  mode http
  timeout connect 30s
  timeout check 30s
  timeout client 120s
  timeout server 120s
  retries 0
frontend callers
  bind 127.0.0.1:{front}
  default_backend omnia
backend omnia
  option httpchk GET /readyz
  default-server weight 100 check inter 500ms fall 2 rise 2
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
            thread.join(120)

    def _call(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
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


@contextmanager
def balanced(folder: Path) -> Iterator[dict[str, int]]:
    """haproxy in front of two ports, which nobody listens on yet."""
    binary = shutil.which("haproxy")
    if binary is None:
        pytest.skip("haproxy is not installed; install it to restart processes behind a load balancer.")
    ports = {name: embedded.free_port() for name in ("front", "stats", "admin", "one", "two")}
    (folder / "haproxy.cfg").write_text(CONFIGURATION.format(**ports))
    with (folder / "haproxy.log").open("wb") as log:
        process = subprocess.Popen([binary, "-db", "-f", str(folder / "haproxy.cfg")], stdout=log, stderr=log)
    try:
        yield ports
    finally:
        process.terminate()
        process.wait()


def weigh(admin: int, **weights: int) -> None:
    """Give each process a share of the requests, in hundredths of what it would have alone."""
    for name, weight in weights.items():
        with socket.create_connection(("127.0.0.1", admin), timeout=60) as told:
            told.sendall(f"set weight omnia/{name} {weight}%\n".encode())
            told.shutdown(socket.SHUT_WR)
            refused = told.recv(4096).strip()
        assert refused == b"", refused


def is_up(stats: int, name: str) -> bool:
    """Whether the load balancer sends requests to the process."""
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{stats}/;csv", timeout=20) as answer:
        rows = csv.DictReader(io.StringIO(answer.read().decode().removeprefix("# ")))
        return any(row["svname"] == name and row["status"].startswith("UP") for row in rows)
    return False
