"""Reads, reads that find nothing changed, turns and parsing together for a long time: errors, and the memory of the process."""

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.cold import SPOKEN
from bench.servers import Load, get, granian_process, prepared, redis_server, talk, wrk
from bench.turns import SAID

ADDRESS = "/api/v1/templates/date"
WARM_UP = 0.25
"""The part of the time after which memory should rise no more."""

SAMPLE_SECONDS = 1.0


def measure(minutes: float = 2.0) -> dict[str, str]:
    """Requests a second of each kind, and the process's memory after the warm-up and at the end."""
    seconds = max(4, int(minutes * 60))
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(name) / "redis"))
        ready = stack.enter_context(prepared(Path(name) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        told = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        server = stack.enter_context(granian_process("omnia.rsgi:application", told, "/livez"))
        _status, headers, _content = get(server.address + ADDRESS, authorised)
        etag = {name.lower(): value for name, value in headers.items()}["etag"]
        address, unchanged = server.address, {**authorised, "If-None-Match": etag}
        loads: dict[str, Callable[[], Load]] = {
            "reads": lambda: wrk(address + ADDRESS, authorised, seconds=seconds, status=200),
            "reads, 304": lambda: wrk(address + ADDRESS, unchanged, seconds=seconds, status=304),
            "turns": lambda: talk(address, authorised, SAID, seconds=seconds),
            "parsing": lambda: wrk(f"{address}/api/v1/parse", authorised, seconds=seconds, status=200, body=SPOKEN),
        }
        with ThreadPoolExecutor(len(loads)) as pool:
            running = {kind: pool.submit(load) for kind, load in loads.items()}
            samples = _sampled(server.process.pid, running)
    found = {f"{kind}, no error": f"{load.result().rate:,.0f} /s" for kind, load in running.items()}
    return {**found, "memory": _shown(samples)}


def _sampled(process: int, running: dict[str, "Future[Any]"]) -> list[float]:
    samples = []
    while not all(load.done() for load in running.values()):
        samples.append(sum(map(_resident, _family(process))) / 1024**2)
        time.sleep(SAMPLE_SECONDS)
    return samples


def _family(process: int) -> list[int]:
    """A process and its descendants."""
    children = [int(pid) for file in Path(f"/proc/{process}/task").glob("*/children") for pid in file.read_text().split()]
    return [process, *(pid for child in children for pid in _family(child))]


def _resident(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _shown(samples: list[float]) -> str:
    warm = samples[int(len(samples) * WARM_UP) :]
    tenth = max(1, len(warm) // 10)
    first, last = sum(warm[:tenth]) / tenth, sum(warm[-tenth:]) / tenth
    return (
        f"{first:.0f} MiB after the warm-up, {last:.0f} MiB at the end ({last / first - 1:+.1%}), at most {max(samples):.0f} MiB"
    )
