"""Simultaneous misses of one document in four processes: how often they read the database for it."""

import json
import re
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.pacing import burst, request_bytes
from bench.servers import BenchError, Prepared, get, granian, prepared, redis_server

PROCESSES = 4
REQUESTS = 500
DOCUMENTS = 8
"""Each round misses a document that no process has read yet; one more warms the project up."""

READS = re.compile(r"^omnia_mongodb_read_seconds_count (\S+)$", re.MULTILINE)
RECHECKS = re.compile(r'^omnia_cache_misses_total\{cache="(?:heads|keys)"\} (\S+)$', re.MULTILINE)
"""Heads and keys are read again each second, also in the middle of a burst."""


def measure() -> dict[str, str]:
    """Loads of a document by 500 requests at once, at the worst of the rounds, with Redis and without."""
    found = {}
    for title, shared in (("without Redis", False), ("with Redis", True)):
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            ready = stack.enter_context(prepared(Path(name) / "data"))
            if shared:
                ready.environment["OMNIA_REDIS_URL"] = stack.enter_context(redis_server(Path(name) / "redis"))
            found |= _measured(title, ready, stack)
    return found


def _measured(title: str, ready: Prepared, stack: ExitStack) -> dict[str, str]:
    runtime = {**ready.environment, "OMNIA_ROLE": "runtime"}
    servers = [stack.enter_context(granian("omnia.rsgi:application", runtime, "/livez")) for _number in range(PROCESSES)]
    authorised = {"Authorization": f"Bearer {ready.api_key}"}
    releases = _loads(servers, "/api/v1/release", authorised)
    listed = json.loads(get(f"{servers[0]}/api/v1/release", authorised)[2])["templates"]
    warming, *keys = [f"/api/v1/templates/{row['key']}" for row in listed[: DOCUMENTS + 1]]
    rounds = []
    for path in keys:
        # The release is known: but for heads and keys, what the database is then asked for is the document.
        for server in servers:
            get(server + warming, authorised)
        rounds.append(_loads(servers, path, authorised))
    each, together = max(max(loads) for loads in rounds), max(sum(loads) for loads in rounds)
    return {
        f"{title}: loads of the document by one process, at most": str(each),
        f"{title}: loads of the document by all four, at most": str(together),
        f"{title}: loads of the cold release by one process, at most": str(max(releases)),
    }


def _loads(servers: Sequence[str], path: str, headers: dict[str, str]) -> list[int]:
    before = [_reads(server) for server in servers]
    seen = burst([(server, request_bytes(server, "GET", path, headers)) for server in servers * (REQUESTS // PROCESSES)])
    if seen.statuses != {200: REQUESTS}:
        raise BenchError(f"The answers to {path} had the statuses {seen.statuses}.")
    return [_reads(server) - earlier for server, earlier in zip(servers, before, strict=True)]


def _reads(server: str) -> int:
    """Reads of MongoDB by a process, without those of heads and keys."""
    page = get(f"{server}/metrics", {})[2].decode()
    counts = READS.findall(page), RECHECKS.findall(page)
    return int(sum(map(float, counts[0])) - sum(map(float, counts[1])))
