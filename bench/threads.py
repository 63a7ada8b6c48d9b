"""Hot reads with one to eight threads on one core, beside a bare application with as many: what `OMNIA_THREADS` rests on."""

import statistics
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.reads import ADDRESS
from bench.servers import get, granian, prepared, wrk

THREADS = (1, 2, 4, 8)
ROUNDS = 4
SECONDS = 2
OURS, BARE = "omnia.rsgi:application", "bench.peers.bare:application"


def measure() -> dict[str, Any]:
    """Requests a second by number of threads, medians of interleaved rounds, and the ratio to the bare application's."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ready = stack.enter_context(prepared(Path(folder)))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        servers = _started(stack, OURS, {**ready.environment, "OMNIA_ROLE": "runtime"}, "/livez")
        _status, headers, content = get(servers[OURS, THREADS[0]] + ADDRESS, authorised)
        etag = headers["etag" if "etag" in headers else "ETag"]
        file = Path(folder) / "content.json"
        file.write_bytes(content)
        environment = {**ready.environment, "BENCH_CONTENT": str(file), "BENCH_ETAG": etag}
        servers |= _started(stack, BARE, environment, "/")
        hot = _rates(servers, authorised, 200)
        same = _rates(servers, {**authorised, "If-None-Match": etag}, 304)
    return {**_table("200", hot), **_table("304", same)}


def _started(stack: ExitStack, application: str, environment: Mapping[str, str], ready: str) -> dict[tuple[str, int], str]:
    return {
        (application, count): stack.enter_context(granian(application, {**environment, "OMNIA_THREADS": str(count)}, ready))
        for count in THREADS
    }


def _rates(servers: dict[tuple[str, int], str], headers: dict[str, str], status: int) -> dict[tuple[str, int], float]:
    seen: dict[tuple[str, int], list[float]] = {key: [] for key in servers}
    for _round in range(ROUNDS):
        for key, address in servers.items():
            seen[key].append(wrk(address + ADDRESS, headers, seconds=SECONDS, status=status).rate)
    return {key: statistics.median(rates) for key, rates in seen.items()}


def _table(title: str, rates: dict[tuple[str, int], float]) -> dict[str, str]:
    return {
        f"{title}, {count} threads": f"{rates[OURS, count]:,.0f} /s   {rates[OURS, count] / rates[BARE, count]:.2f} of bare "
        f"{rates[BARE, count]:,.0f} /s"
        for count in THREADS
    }
