"""More processes behind haproxy with Redis: what one, two and four of them answer, and what a request costs each time."""

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.servers import BenchError, granian_process, prepared, processor_seconds, redis_server, running, talk_counted, wrk
from bench.turns import SAID
from omnia.mongo import embedded
from omnia.serve import supervisor

PROCESSES = (1, 2, 4)
ROUNDS = 4
SECONDS = 4
READ = "/api/v1/templates/date_of_birth?locale=en"
CONFIGURATION = """
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  retries 0
frontend callers
  bind 127.0.0.1:{port}
  default_backend runtime
backend runtime
  balance roundrobin
{servers}
"""


def measure() -> dict[str, Any]:
    """Rates by the number of processes with their ratios to one, and microseconds of their processor time a request.

    Conversations go to whichever process is next in turn. On a machine whose cores the load, the proxy, Redis and the database
    share, the rates say little, and the processor's time says what more processes cost.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url = stack.enter_context(redis_server(folder / "redis"))
        ready = stack.enter_context(prepared(folder / "data"))
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        started = [
            stack.enter_context(granian_process(supervisor.APPLICATION, environment, "/livez", core=None))
            for _process in range(max(PROCESSES))
        ]
        fronts = {
            count: stack.enter_context(_balanced(folder / str(count), [each.address for each in started[:count]]))
            for count in PROCESSES
        }
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        pids = [each.process.pid for each in started]
        reads, turns, costs = _measured(fronts, authorised, pids)
    return {**_table("reads", reads, {}), **_table("turns", turns, costs)}


def _measured(
    fronts: Mapping[int, str], headers: dict[str, str], pids: list[int]
) -> tuple[dict[int, list[float]], dict[int, list[float]], dict[int, list[float]]]:
    """Reads a second, requests of conversations a second, and what one of those costs, by the number of processes."""
    reads: dict[int, list[float]] = {count: [] for count in fronts}
    turns: dict[int, list[float]] = {count: [] for count in fronts}
    costs: dict[int, list[float]] = {count: [] for count in fronts}
    for number in range(ROUNDS + 1):
        for count, address in fronts.items():
            rate = wrk(address + READ, headers, seconds=SECONDS, status=200).rate
            before = sum(map(processor_seconds, pids))
            requests = talk_counted(address, headers, SAID, seconds=SECONDS)
            spent = sum(map(processor_seconds, pids)) - before
            if number:  # the first round warms up
                reads[count].append(rate)
                turns[count].append(requests / SECONDS)
                costs[count].append(spent / requests * 1e6)
    return reads, turns, costs


def _table(title: str, seen: Mapping[int, list[float]], costs: Mapping[int, list[float]]) -> dict[str, str]:
    rates = {count: statistics.median(found) for count, found in seen.items()}
    spent = {count: f"   {statistics.median(found):.0f} µs of processor time a request" for count, found in costs.items()}
    return {
        f"{title}, {count} process{'es' if count > 1 else ''}": f"{rate:,.0f} /s   {rate / rates[1]:.2f}{spent.get(count, '')}"
        for count, rate in rates.items()
    }


@contextmanager
def _balanced(folder: Path, addresses: list[str]) -> Iterator[str]:
    """A load balancer in front of processes; gives its address."""
    binary = shutil.which("haproxy")
    if binary is None:
        raise BenchError("haproxy is not installed. Install it: apt-get install haproxy")
    folder.mkdir()
    port = embedded.free_port()
    servers = "\n".join(f"  server p{number} {each.removeprefix('http://')}" for number, each in enumerate(addresses))
    (folder / "haproxy.cfg").write_text(CONFIGURATION.format(port=port, servers=servers), encoding="utf-8")
    command = [binary, "-db", "-f", str(folder / "haproxy.cfg")]
    with running(command, os.environ, f"http://127.0.0.1:{port}", "/livez") as started:
        yield started.address
