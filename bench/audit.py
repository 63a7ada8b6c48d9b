"""The audit log: sixteen writers of one chain at once, in one process and in four, and the check of a long chain."""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.servers import BenchError, empty, in_own_process

WRITERS, EACH = 16, 60
PROCESSES = 4
ENTRIES, AT_ONCE = 100_000, 2_000


def measure() -> dict[str, Any]:
    """Milliseconds that a writer waits, median and 99th percentile; seconds of the check."""
    with tempfile.TemporaryDirectory() as folder, empty(Path(folder)) as (environment, _server):
        found: dict[str, Any] = in_own_process(__name__, environment)
        return found


def measured() -> dict[str, Any]:
    """The same, in a process that has the product's settings."""
    one, four = write_at_once("one", WRITERS), _in_processes("four")
    from omnia.infra.audit import verify

    if {verify(_chain("one")), verify(_chain("four"))} != {WRITERS * EACH}:
        raise BenchError("Entries were lost.")
    filled = _filled()
    began = time.perf_counter()
    count = verify(filled)
    took = time.perf_counter() - began
    return {
        f"{WRITERS} writers at once in one process": _shown(one),
        f"{WRITERS} writers at once in {PROCESSES} processes": _shown(four),
        "check": f"{count:,} entries in {took:.1f} s",
    }


def _chain(name: str) -> Any:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from omnia.infra.audit import Chain
    from omnia.mongo.clusters import client

    return Chain(client("default")["bench"][name], name)


def write_at_once(name: str, writers: int) -> list[float]:
    """Seconds that each entry of some threads took."""
    chain, took, begin = _chain(name), list[float](), threading.Barrier(writers)
    from omnia.infra.audit import SYSTEM, append

    def write() -> None:
        begin.wait()
        for _entry in range(EACH):
            began = time.perf_counter()
            append(chain, actor=SYSTEM, action="document.saved", subject="template:date", details={"version": 1})
            took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=write) for _writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def _in_processes(name: str) -> list[float]:
    def ask(_process: int) -> list[float]:
        found: list[float] = in_own_process("bench.audit", os.environ, name, str(WRITERS // PROCESSES))
        return found

    with ThreadPoolExecutor(PROCESSES) as pool:
        return [each for took in pool.map(ask, range(PROCESSES)) for each in took]


def _filled() -> Any:
    """A chain of many entries, written by the product's own function, many at once."""
    from omnia.infra import audit

    chain, content = _chain("filled"), {"action": "document.saved", "object": "template:date", "details": {"version": 1}}
    content |= {"at": "2026-11-29T06:00:00.000+00:00", "actor": {"kind": "user", "id": "5f", "label": "Ann"}}
    for _part in range(ENTRIES // AT_ONCE):
        audit._write(chain, [audit._Waiting(content) for _entry in range(AT_ONCE)])  # noqa: SLF001
    return chain


def _shown(took: list[float]) -> str:
    slowest = statistics.quantiles(took, n=100)[-1]
    return f"median {statistics.median(took) * 1000:.1f} ms   p99 {slowest * 1000:.1f} ms"


if __name__ == "__main__":
    print(json.dumps(write_at_once(sys.argv[1], int(sys.argv[2])) if sys.argv[1:] else measured()))
