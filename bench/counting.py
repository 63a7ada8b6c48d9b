"""What counting conversations costs: the same conversations with the product, and with the product that counts nothing."""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.servers import UNCOUNTED, granian_process, prepared, processor_seconds, redis_server, talk_counted
from bench.turns import SAID
from omnia.serve import supervisor

ROUNDS = 8
SECONDS = 4
WITH, WITHOUT = "the product", "nothing counted"


def measure() -> dict[str, Any]:
    """Microseconds of the server's processor time for each request, medians of interleaved rounds, and what counting adds."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(folder) / "redis"))
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        servers = {
            name: stack.enter_context(granian_process(application, environment, "/livez"))
            for name, application in ((WITH, supervisor.APPLICATION), (WITHOUT, UNCOUNTED))
        }
        seen: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(ROUNDS + 1):
            # Each goes first in every second round; the first round warms up.
            for name in list(servers)[:: 1 if number % 2 else -1]:
                spent = _spent(servers[name].address, servers[name].process.pid, authorised)
                seen[name] += [spent] if number else []
    costs = {name: statistics.median(spent) for name, spent in seen.items()}
    pairs = [one / other for one, other in zip(seen[WITH], seen[WITHOUT], strict=True)]
    return {
        **{f"processor time of a request, {name}": f"{cost:.0f} µs" for name, cost in costs.items()},
        "what counting adds, of the rounds' medians": f"{costs[WITH] / costs[WITHOUT] - 1:+.1%}",
        "what counting adds, median of the pairs of rounds": f"{statistics.median(pairs) - 1:+.1%}",
    }


def _spent(address: str, pid: int, headers: dict[str, str]) -> float:
    """Microseconds of the server's processor time for each request of some seconds' conversations."""
    before = processor_seconds(pid)
    requests = talk_counted(address, headers, SAID, seconds=SECONDS)
    return (processor_seconds(pid) - before) / requests * 1e6
