"""What traces cost: the same conversations with the product that sends spans to a collector, and with the one that makes none."""

import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.servers import granian_process, prepared, processor_seconds, redis_server, talk_counted
from bench.turns import SAID
from omnia.serve import supervisor

ROUNDS = 8
SECONDS = 4
WITH, TENTH, WITHOUT = "every request traced", "a tenth traced", "no traces"


def measure() -> dict[str, Any]:
    """Microseconds of the server's processor time for each request, medians of interleaved rounds, and what traces add."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(folder) / "redis"))
        collector = stack.enter_context(_collector())
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        variables = {
            WITH: {"OMNIA_OTEL_ENDPOINT": collector},
            TENTH: {"OMNIA_OTEL_ENDPOINT": collector, "OMNIA_OTEL_SHARE": "0.1"},
            WITHOUT: {},
        }
        servers = {
            name: stack.enter_context(granian_process(supervisor.APPLICATION, environment | more, "/livez"))
            for name, more in variables.items()
        }
        seen: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(ROUNDS + 1):
            # Each goes first in every second round; the first round warms up.
            for name in list(servers)[:: 1 if number % 2 else -1]:
                spent = _spent(servers[name].address, servers[name].process.pid, authorised)
                seen[name] += [spent] if number else []
    told: dict[str, Any] = {
        f"processor time of a request, {name}": f"{statistics.median(spent):.0f} µs" for name, spent in seen.items()
    }
    for name in (WITH, TENTH):
        pairs = [one / other for one, other in zip(seen[name], seen[WITHOUT], strict=True)]
        told[f"{name}, against none, median of the rounds"] = f"{statistics.median(pairs):.2f}"
    return told


def _spent(address: str, pid: int, headers: dict[str, str]) -> float:
    """Microseconds of the server's processor time for each request of some seconds' conversations."""
    before = processor_seconds(pid)
    requests = talk_counted(address, headers, SAID, seconds=SECONDS)
    return (processor_seconds(pid) - before) / requests * 1e6


class _Takes(BaseHTTPRequestHandler):
    """Takes what it is sent, and keeps none of it."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@contextmanager
def _collector() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Takes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
