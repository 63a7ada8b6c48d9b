"""A project within its limit, alone and beside one that sends five times what it may, behind the same process."""

import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench.control import TEMPLATE, control
from bench.pacing import Answer, Next, Paced, paced, request_bytes
from bench.servers import BenchError, empty, flood, granian

LIMIT = 500
RATE = 300
"""Requests a second of the project within its limit."""

TIMES = 5
ROUNDS = 5
SECONDS = 5
ADDRESS = f"/api/v1/templates/{TEMPLATE}"


def measure() -> dict[str, str]:
    """The quiet project's latency, medians of interleaved rounds, and what the loud one was answered."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        environment, _server = stack.enter_context(empty(folder / "data"))
        maker = stack.enter_context(control(environment, folder / "catalogue"))
        quiet, loud = (maker.ask("create", name=title)["key"] for title in ("Quiet", "Loud"))
        limits = {"OMNIA_LIMIT_PER_PROJECT": str(LIMIT), "OMNIA_ROLE": "runtime"}
        server = stack.enter_context(granian("omnia.rsgi:application", {**environment, **limits}, "/livez"))
        following = _reading(server, quiet)
        paced(server, following, rate=RATE, seconds=1)
        alone, beside, refused = [], [], []
        for _round in range(ROUNDS):
            alone.append(_checked(paced(server, following, rate=RATE, seconds=SECONDS)))
            with ThreadPoolExecutor(1) as pool:
                flooding = pool.submit(flood, server + ADDRESS, {"Authorization": f"Bearer {loud}"}, LIMIT * TIMES, SECONDS)
                beside.append(_checked(paced(server, following, rate=RATE, seconds=SECONDS)))
                refused.append(flooding.result())
    calm, pressed = (statistics.median(each.at(0.99) for each in seen) for seen in (alone, beside))
    sent = statistics.median(load.rate for load, _refused in refused)
    part = statistics.median(count / (load.rate * SECONDS) for load, count in refused)
    return {
        "the quiet project alone": f"p99 {calm * 1000:.2f} ms at {RATE} /s",
        "the quiet project beside the loud one": f"p99 {pressed * 1000:.2f} ms   {pressed / calm:.2f}",
        "the loud project": f"{sent:,.0f} /s at a limit of {LIMIT}, {part:.0%} of them refused",
    }


def _reading(server: str, key: str) -> Next:
    sent = request_bytes(server, "GET", ADDRESS, {"Authorization": f"Bearer {key}"})
    return lambda: (sent, _nothing)


def _nothing(_answer: Answer) -> None:
    return None


def _checked(seen: Paced) -> Paced:
    if set(seen.statuses) != {200}:
        raise BenchError(f"The quiet project's answers had the statuses {seen.statuses}.")
    return seen
