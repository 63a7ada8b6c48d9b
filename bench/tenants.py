"""Hot reads with few and with many projects behind one process, asked for by Zipf's distribution; and creating projects."""

import statistics
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from bench.control import TEMPLATE, Control, control
from bench.servers import BenchError, Load, empty, get, granian, read_many

FEW, MANY = 10, 10_000
ADDRESS = f"/api/v1/templates/{TEMPLATE}"
ROUNDS = 5
SECONDS = 3
CREATED = 10
"""Projects created by the product's own actions at each size; the ones between are copies of one's documents."""

BATCH = 250
CACHES = {"128 MiB, the default": 128 * 1024**2, "1 GiB": 1024**3}


def measure(projects: int = MANY) -> dict[str, str]:
    """Requests a second by number of projects, medians of interleaved rounds, and the seconds that creating one takes."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        environment, _server = stack.enter_context(empty(folder / "data"))
        maker = stack.enter_context(control(environment, folder / "catalogue"))
        keys, found = _filled(maker, projects)
        file = folder / "keys"
        file.write_text("".join(f"{key} {ADDRESS}\n" for key in keys), encoding="utf-8")
        runtime = {**environment, "OMNIA_ROLE": "runtime"}
        for title, size in CACHES.items():
            server = stack.enter_context(granian("omnia.rsgi:application", {**runtime, "OMNIA_CACHE_BYTES": str(size)}, "/livez"))
            _warm(server, keys)
            found |= _table(f"cache {title}", _interleaved(server, file, len(keys)), len(keys))
        content = folder / "content.json"
        content.write_bytes(get(server + ADDRESS, {"Authorization": f"Bearer {keys[0]}"})[2])
        told = {**runtime, "BENCH_CONTENT": str(content), "BENCH_KEYS": str(file)}
        bare = stack.enter_context(granian("bench.peers.bare_many:application", told, "/"))
        found |= _table("a bare application with as many contents", _interleaved(bare, file, len(keys)), len(keys))
    return found


def _filled(maker: Control, projects: int) -> tuple[list[str], dict[str, str]]:
    """The keys of so many projects, and how long creating one took as they became more."""
    first = maker.ask("create", name="Bench")
    keys, found = [first["key"]], {}
    for size in sorted({size for size in (FEW, 100, 1000, 10_000, projects) if size <= projects}):
        began = time.perf_counter()
        copied = max(0, size - CREATED - len(keys))
        for start in range(0, copied, BATCH):
            keys += maker.ask("copy", project=first["project"], count=min(BATCH, copied - start))
        copying = time.perf_counter() - began
        made = [maker.ask("create", name=f"Bench {size}-{number}") for number in range(min(CREATED, size - len(keys)))]
        keys += [one["key"] for one in made]
        seconds = [one["seconds"] for one in made]
        shown = f"{statistics.median(seconds) * 1000:.0f} ms / {max(seconds) * 1000:.0f} ms"
        found[f"creating one as there come to be {size:,}, median / slowest"] = shown
        print(f"  {len(keys):,} projects; a new one {shown}; copying {copied:,} took {copying:.0f} s", flush=True)
    return keys, found


def _warm(server: str, keys: Iterable[str]) -> None:
    for key in keys:
        status, _headers, _content = get(server + ADDRESS, {"Authorization": f"Bearer {key}"})
        if status != 200:
            raise BenchError(f"A project's first read answered {status}.")


def _interleaved(server: str, file: Path, many: int) -> dict[int, list[Load]]:
    seen: dict[int, list[Load]] = {FEW: [], many: []}
    for number in range(ROUNDS):
        for lines, loads in seen.items():
            loads.append(read_many(server, file, seconds=SECONDS, exponent=1.0, lines=lines, seed=number + 1))
    return seen


def _table(title: str, seen: dict[int, list[Load]], many: int) -> dict[str, str]:
    rates = {size: statistics.median(load.rate for load in loads) for size, loads in seen.items()}
    slowest = {size: statistics.median(load.slowest for load in loads) for size, loads in seen.items()}
    return {
        f"reads, {size:,} projects, {title}": f"{rate:,.0f} /s   p99 {slowest[size] * 1000:.1f} ms"
        for size, rate in rates.items()
    } | {f"cost of a read, {many:,} to {FEW} projects, {title}": f"{rates[FEW] / rates[many]:.2f}"}
