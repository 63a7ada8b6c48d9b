"""What a read, a turn and a page take beside a thousand senders who do not finish their requests, and without them."""

import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.servers import LOAD_CORE, ROOT, BenchError, granian, prepared

SENDERS = 1_000
ROUNDS, REQUESTS = 4, 250
"""Rounds without and beside the senders, by turns, and requests of each kind in a round."""

START = {"template": "date", "locale": "en", "channel": "chat"}
SAID = {"turn": 0, "event": "utterance", "text": "the fourteenth of March"}


def measure() -> dict[str, str]:
    """The 99th percentile of each kind of request without and beside the senders, and how many times longer that is."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ready = stack.enter_context(prepared(Path(folder)))
        # The longest that can be set: the senders stay, and whoever is cut off all the same comes back.
        environment = {**ready.environment, "OMNIA_ROLE": "all", "OMNIA_BODY_SECONDS": "60"}
        address = stack.enter_context(granian("omnia.rsgi:application", environment, "/livez"))
        person = _Person(address, ready.api_key)
        kinds = {"read": person.read, "turn": person.turn, "page": person.page}
        alone: dict[str, list[float]] = {name: [] for name in kinds}
        beside: dict[str, list[float]] = {name: [] for name in kinds}
        _take(kinds, {name: [] for name in kinds})
        for _round in range(ROUNDS):
            _take(kinds, alone)
            with _senders(urlsplit(address).port or 80):
                _take(kinds, beside)
    return {name: _shown(alone[name], beside[name]) for name in kinds}


def _take(kinds: dict[str, Callable[[], float]], seen: dict[str, list[float]]) -> None:
    for name, ask in kinds.items():
        seen[name] += [ask() for _request in range(REQUESTS)]


@contextmanager
def _senders(port: int) -> Iterator[None]:
    command = ["taskset", "-c", str(LOAD_CORE), sys.executable, "-m", "bench.peers.idle", str(port), str(SENDERS)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        if process.stdout is None or process.stdout.readline() != b"open\n":
            raise BenchError("The senders could not open their connections.")
        yield
    finally:
        process.kill()
        process.wait()


class _Person:
    """One client on a connection that is kept."""

    def __init__(self, address: str, key: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def read(self) -> float:
        """Seconds of a read of a template."""
        return self._ask("GET", "/api/v1/templates/date", None, 200)[0]

    def turn(self) -> float:
        """Seconds of the first turn of a conversation."""
        started = json.loads(self._ask("POST", "/api/v1/sessions", START, 201)[1])
        return self._ask("POST", f"/api/v1/sessions/{started['session']}/turns", SAID, 200)[0]

    def page(self) -> float:
        """Seconds of a page for somebody who is not signed in."""
        return self._ask("GET", "/sign-in", None, 200)[0]

    def _ask(self, method: str, path: str, body: Any, wanted: int) -> tuple[float, bytes]:
        began = time.perf_counter()
        self._connection.request(method, path, json.dumps(body) if body else None, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != wanted:
            raise BenchError(f"{method} {path} was answered with {answer.status}.")
        return time.perf_counter() - began, content


def _shown(alone: list[float], beside: list[float]) -> str:
    usual, slowed = (sorted(each)[int(len(each) * 0.99)] for each in (alone, beside))
    return f"p99 {usual * 1000:.1f} ms   beside {SENDERS:,} senders {slowed * 1000:.1f} ms   {slowed / usual:.2f}"
