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

from bench.servers import BenchError, empty, in_own_process, processor_seconds

WRITERS, EACH = 16, 60
PROCESSES = 4
ENTRIES, AT_ONCE = 200_000, 2_000


def measure(entries: int = ENTRIES) -> dict[str, Any]:
    """Milliseconds that a writer waits, median and 99th percentile, also of one alone; what checking such a log takes."""
    with tempfile.TemporaryDirectory() as folder, empty(Path(folder)) as (environment, server):
        process = server.process.pid if server.process is not None else 0
        found: dict[str, Any] = in_own_process(__name__, environment, "all", str(entries), str(process))
        return found


def measured(entries: int, server: int) -> dict[str, Any]:
    """The same, in a process that has the product's settings; `server` is the database's process."""
    alone, one, four = write_at_once("alone", 1), write_at_once("one", WRITERS), _in_processes("four")
    from omnia.infra.audit import verify

    if {verify(_chain("one")), verify(_chain("four"))} != {WRITERS * EACH}:
        raise BenchError("Entries were lost.")
    return {
        "one writer alone": _shown(alone),
        f"{WRITERS} writers at once in one process": _shown(one),
        f"{WRITERS} writers at once in {PROCESSES} processes": _shown(four),
        "check": _checked(_filled(entries), server),
    }


def _checked(chain: Any, server: int) -> str:
    """What the check of a chain takes: by the clock, and of the processor, here and in the database."""
    from omnia.infra.audit import verify

    began, ours, theirs = time.perf_counter(), time.process_time(), _spent(server)
    count = verify(chain)
    took, own, other = time.perf_counter() - began, time.process_time() - ours, _spent(server) - theirs
    return f"{count:,} entries in {took:.1f} s; of the processor {own:.1f} s, and {other:.1f} s in the database"


def _spent(server: int) -> float:
    return processor_seconds(server) if server else 0.0


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


def _filled(entries: int) -> Any:
    """A chain of many entries, written by the product's own function, many at once."""
    from omnia.infra import audit

    chain, content = _chain("filled"), {"action": "document.saved", "object": "template:date", "details": {"version": 1}}
    content |= {"at": "2026-11-29T06:00:00.000+00:00", "actor": {"kind": "user", "id": "5f", "label": "Ann"}}
    for _part in range(entries // AT_ONCE):
        audit._write(chain, [audit._Waiting(content) for _entry in range(AT_ONCE)])  # noqa: SLF001
    return chain


def _shown(took: list[float]) -> str:
    slowest = statistics.quantiles(took, n=100)[-1]
    return f"median {statistics.median(took) * 1000:.1f} ms   p99 {slowest * 1000:.1f} ms"


if __name__ == "__main__":
    name, number, *others = sys.argv[1:]
    found = measured(int(number), int(others[0])) if others else write_at_once(name, int(number))
    print(json.dumps(found))
