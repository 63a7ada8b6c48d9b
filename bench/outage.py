"""Reads while MongoDB is halted, and after it was killed: of a project that is in memory, and by a process that knows nothing."""

import os
import signal
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.servers import BenchError, Prepared, get, granian, prepared

ADDRESS = "/api/v1/templates/date"
PAUSE = 0.05
SIGNALS = {"halted": signal.SIGSTOP, "killed": signal.SIGKILL}
GRACE = 1.5
"""Seconds for which an answer may still rest on knowledge from before, and so carry no mark."""


def measure(minutes: float = 1.0) -> dict[str, str]:
    """Answers of a warm process, and the slowest refusal of a cold one."""
    found = {}
    for title, number in SIGNALS.items():
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            ready = stack.enter_context(prepared(Path(name)))
            # Room beyond the minutes, so that an outage of just so long is served to its end.
            told = {**ready.environment, "OMNIA_ROLE": "runtime", "OMNIA_STALE_SECONDS": str(max(600, int(minutes * 60) + 60))}
            warm, cold = (stack.enter_context(granian("omnia.rsgi:application", told, "/livez")) for _number in range(2))
            if get(warm + ADDRESS, {"Authorization": f"Bearer {ready.api_key}"})[0] != 200:
                raise BenchError("The project cannot be read.")
            found |= _without_database(title, number, ready, warm, cold, minutes * 60)
    return found


def _without_database(title: str, number: int, ready: Prepared, warm: str, cold: str, seconds: float) -> dict[str, str]:
    if ready.database.process is None:
        raise BenchError("The database belongs to someone else.")
    process = ready.database.process.pid
    os.kill(process, number)
    try:
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        refusals = [_refusal(cold, authorised) for _time in range(5)]
        return {
            f"{title}, warm": _served(warm, authorised, seconds),
            f"{title}, cold: slowest 503": f"{max(refusals) * 1000:.0f} ms",
        }
    finally:
        if number == signal.SIGSTOP:
            os.kill(process, signal.SIGCONT)


def _refusal(address: str, headers: dict[str, str]) -> float:
    began = time.monotonic()
    status, _headers, _content = get(address + ADDRESS, headers)
    if status != 503:
        raise BenchError(f"A process that knows nothing answered {status} without a database.")
    return time.monotonic() - began


def _served(address: str, headers: dict[str, str], seconds: float) -> str:
    began = time.monotonic()
    answers, oldest, slowest = 0, 0, 0.0
    while (asked := time.monotonic()) < began + seconds:
        status, told, _content = get(address + ADDRESS, headers)
        slowest = max(slowest, time.monotonic() - asked)
        told = {name.lower(): value for name, value in told.items()}
        if status != 200 or (asked > began + GRACE and ("age" not in told or not told.get("warning", "").startswith("110"))):
            raise BenchError(f"After {asked - began:.1f} s the answer was {status}, its age “{told.get('age', 'not said')}”.")
        answers, oldest = answers + 1, max(oldest, int(told.get("age", 0)))
        time.sleep(PAUSE)
    shown = f"{answers:,} answers in {seconds:.0f} s, all 200 and marked"
    return f"{shown}, Age up to {oldest} s, slowest {slowest * 1000:.0f} ms"
