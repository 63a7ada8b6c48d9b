"""The numbers of several processes of one machine, kept together in the folder that `PROMETHEUS_MULTIPROC_DIR` names.

Each process keeps its numbers in files of its own; whichever is asked for `/metrics` tells the sums. A process holds a lock for
as long as it lives: what a dead one counted is kept under one name, and its gauges go, so that neither wrong figures nor files
pile up.
"""

import ctypes
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from omnia.infra import background

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
SUMMED = ("process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_open_fds")
"""Figures of a process that are told as the sum over all."""

_own_files: dict[str, MmapedDict] = {}
_own_pid = 0
_lock_file: int | None = None


def folder() -> Path | None:
    """The folder of the numbers, or None in a process that keeps them alone."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def cell(key: str, kind: Literal["counter", "histogram"] = "counter") -> ctypes.c_double:
    """A number of this process alone, under a key of a counter or histogram, that can be added to without a lock."""
    global _own_pid  # noqa: PLW0603  # one file a process and kind
    held = folder()
    if held is None:
        raise RuntimeError("Numbers are kept in files only where several processes keep them together.")
    if _own_pid != os.getpid():
        _own_pid = os.getpid()
        _own_files.clear()
    own = _own_files.get(kind)
    if own is None:
        own = _own_files[kind] = MmapedDict(str(held / f"{kind}_lockless{_own_pid}.db"))  # type: ignore[no-untyped-call]
    own.read_value(key)  # type: ignore[no-untyped-call]  # makes the place
    return ctypes.c_double.from_buffer(own._m, own._positions[key])  # noqa: SLF001  # the library only copies values


def join() -> None:
    """Take part in the common numbers: this process counts as living until it ends, however it ends."""
    global _lock_file  # noqa: PLW0603
    held = folder()
    if held is None or _lock_file is not None:
        return
    draft = held / f"{os.getpid()}.joining"
    _lock_file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(_lock_file, fcntl.LOCK_EX)
    # Under its name only once it is locked: nobody takes a process for dead that is about to begin.
    draft.rename(held / f"{os.getpid()}.alive")


@background.after_fork
def _be_another() -> None:
    """A forked process is not its parent, which goes on holding its lock."""
    global _lock_file  # noqa: PLW0603
    if _lock_file is not None:
        os.close(_lock_file)
    _lock_file = None


def exposition() -> bytes:
    """The numbers of all processes in Prometheus's text form."""
    held = folder()
    if held is None:
        raise RuntimeError("There are no common numbers.")
    registry = CollectorRegistry()
    with _alone(held):
        living = _living(held)
        MultiProcessCollector(registry, str(held))  # type: ignore[no-untyped-call]  # the library types its other parts
        PlatformCollector(registry)
        registry.register(_Processes(living))
        return generate_latest(registry)


@contextmanager
def _alone(held: Path) -> Iterator[None]:
    """Nobody else adds the numbers up, or clears up after the dead, meanwhile."""
    with (held / "sums.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _living(held: Path) -> list[int]:
    """The processes that live; what the others left is put together."""
    living = []
    for path in held.glob("*.alive"):
        pid = int(path.stem)
        if _is_locked(path):
            living.append(pid)
            continue
        mark_process_dead(pid, str(held))  # type: ignore[no-untyped-call]
        for kind in ("counter", "histogram"):
            _bury(held, kind, [held / f"{kind}_{pid}.db", held / f"{kind}_lockless{pid}.db"])
        path.unlink()
    return living


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _bury(held: Path, kind: str, files: Iterable[Path]) -> None:
    """Add what a dead process counted to what all dead ones did."""
    for path in files:
        if not path.exists():
            continue
        sums = MmapedDict(str(held / f"{kind}_dead.db"))  # type: ignore[no-untyped-call]
        for key, value, _timestamp, _position in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
            sums.write_value(key, sums.read_value(key)[0] + value, 0.0)  # type: ignore[no-untyped-call]
        sums.close()  # type: ignore[no-untyped-call]
        path.unlink()


class _Processes:
    """What the system knows of the living processes, added up."""

    def __init__(self, living: list[int]) -> None:
        self._living = living

    def collect(self) -> Iterable[Metric]:
        """The figures."""
        sums: dict[str, float] = dict.fromkeys(SUMMED, 0.0)
        documentation: dict[str, str] = {}
        for pid in self._living:
            for metric in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():  # type: ignore[misc]
                for sample in metric.samples:
                    if sample.name in sums:
                        sums[sample.name] += sample.value
                        documentation[sample.name] = f"{metric.documentation.rstrip('.')}, of all processes."
        yield GaugeMetricFamily("omnia_processes", "Web server processes that live.", value=len(self._living))
        for name, value in sums.items():
            family = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            yield family(name, documentation.get(name, "Of all processes."), value=value)
