"""What counting a read costs in what its project uses: hot reads of the product, and of the product that counts none of them."""

import statistics
import tempfile
import timeit
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.reads import ADDRESS
from bench.servers import UNMETERED, granian_process, prepared, processor_seconds, wrk
from omnia.infra import tallies
from omnia.mongo.context import ProjectRef
from omnia.serve import supervisor
from runtime_api.metering.meters import Meter

ROUNDS = 8
SECONDS = 3
TIMES = 1_000_000
WITH, WITHOUT = "the product", "nothing counted"


def measure() -> dict[str, Any]:
    """Nanoseconds of counting alone, and microseconds of the server's processor time for each read, by rounds."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        environment = {**ready.environment, "OMNIA_ROLE": "runtime", "OMNIA_USAGE_FOLDER": str(Path(folder) / "usage")}
        servers = {
            name: stack.enter_context(granian_process(application, environment, "/livez"))
            for name, application in ((WITH, supervisor.APPLICATION), (WITHOUT, UNMETERED))
        }
        seen: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(ROUNDS + 1):
            # Each goes first in every second round; the first round warms up.
            for name in list(servers)[:: 1 if number % 2 else -1]:
                spent = _spent(servers[name].address, servers[name].process.pid, authorised)
                seen[name] += [spent] if number else []
        alone = _counting_alone(Path(folder) / "alone")
    costs = {name: statistics.median(spent) for name, spent in seen.items()}
    pairs = [one / other for one, other in zip(seen[WITH], seen[WITHOUT], strict=True)]
    return {
        "counting a read, alone": f"{alone:.0f} ns",
        **{f"processor time of a read, {name}": f"{cost:.2f} µs" for name, cost in costs.items()},
        "what counting adds, of the rounds' medians": f"{costs[WITH] / costs[WITHOUT] - 1:+.1%}",
        "what counting adds, median of the pairs of rounds": f"{statistics.median(pairs) - 1:+.1%}",
    }


def _spent(address: str, pid: int, headers: dict[str, str]) -> float:
    """Microseconds of the server's processor time for each of some seconds' reads."""
    before = processor_seconds(pid)
    load = wrk(address + ADDRESS, headers, seconds=SECONDS, status=200)
    return (processor_seconds(pid) - before) / (load.rate * SECONDS) * 1e6


def _counting_alone(folder: Path) -> float:
    """Nanoseconds of adding a read to the cells of a mapped file."""
    meter = Meter(ProjectRef("p"), tallies.open_tallies(folder, "day").row("default/p"))
    return min(timeit.repeat(lambda: meter.count_read(8000), number=TIMES, repeat=5)) / TIMES * 1e9
