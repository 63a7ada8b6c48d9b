"""From the moment that publishing returns until every one of four processes serves the new release, with Redis and without."""

import json
import random
import tempfile
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from bench.control import control
from bench.servers import BenchError, empty, granian, redis_server

PROCESSES = 4
PUBLISHES = 100
PATIENCE = 5.0
LOOK_SECONDS = 0.002
"""Between two looks at a process: the error of a measurement, together with what the look itself takes."""


def measure() -> dict[str, str]:
    """Milliseconds over a hundred publishes each: median, 99th percentile, slowest."""
    found = {}
    for title, shared in (("with Redis", True), ("without Redis", False)):
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            times = sorted(_times(Path(name), stack, shared=shared))
        shown = [times[len(times) // 2], times[int(len(times) * 0.99) - 1], times[-1]]
        found[f"{title}: median / 99th percentile / slowest"] = " / ".join(f"{each * 1000:.0f} ms" for each in shown)
    return found


def _times(folder: Path, stack: ExitStack, *, shared: bool) -> list[float]:
    environment, _server = stack.enter_context(empty(folder / "data"))
    if shared:
        environment["OMNIA_REDIS_URL"] = stack.enter_context(redis_server(folder / "redis"))
    publisher = stack.enter_context(control(environment, folder / "catalogue"))
    made = publisher.ask("create", name="Bench")
    runtime = {**environment, "OMNIA_ROLE": "runtime"}
    servers = [stack.enter_context(granian("omnia.rsgi:application", runtime, "/livez")) for _number in range(PROCESSES)]
    watches = [_Watch(server, made["key"]) for server in servers]
    for watch in watches:
        watch.until(1)
    chance = random.Random(1)
    times = []
    for _number in range(PUBLISHES):
        # The processes look once a second each: publishing must not fall into step with them.
        time.sleep(chance.random())
        times.append(_once(watches, publisher.ask("publish", project=made["project"])))
    return times


def _once(watches: "list[_Watch]", published: dict[str, float]) -> float:
    threads = [threading.Thread(target=watch.until, args=(int(published["release"]),)) for watch in watches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if any(watch.failed for watch in watches):
        raise BenchError("A process did not serve the new release in time, or answered otherwise than with 200.")
    return max(0.0, max(watch.seen_at for watch in watches) - published["at"])


class _Watch:
    """Looks at which release a process serves, over one connection."""

    def __init__(self, server: str, key: str) -> None:
        self._connection = HTTPConnection(server.removeprefix("http://"), timeout=PATIENCE)
        self._headers = {"Authorization": f"Bearer {key}"}
        self.seen_at, self.failed = 0.0, False

    def until(self, release: int) -> None:
        """Look until the process serves a release; `seen_at` is then when the look that saw it ended."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._connection.request("GET", "/api/v1/release", headers=self._headers)
            answer = self._connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                break
            if json.loads(content)["release"] == release:
                self.seen_at = time.monotonic()
                return
            time.sleep(LOOK_SECONDS)
        self.failed = True
