"""Callers of a project beside those of another whose cluster is slow, behind the same process, and alone."""

import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from pymongo import MongoClient

from bench.control import TEMPLATE, control
from bench.pacing import Answer, Next, Paced, paced, request_bytes
from bench.servers import BenchError, empty, granian
from omnia.mongo import embedded

NEAR_RATE, FAR_RATE = 20, 40
"""Conversations a second that are begun in either project."""

DELAY_MS = 300
"""What each command of the slow cluster takes longer; a read is given up after 450 ms."""

ROUNDS, SECONDS = 5, 5
BODY = f'{{"template": "{TEMPLATE}", "locale": "en", "channel": "chat"}}'.encode()


def measure() -> dict[str, str]:
    """Latency of the project on the other cluster, medians of interleaved rounds, and what became of the slow one's callers."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        server = embedded.start(folder / "data" / "mongodb", test_commands=True)
        stack.callback(server.stop)
        environment, _server = stack.enter_context(empty(folder / "data"))
        environment["OMNIA_CLUSTERS"] += f" far={server.uri}&appName=far"
        maker = stack.enter_context(control(environment, folder / "catalogue"))
        near, far = (maker.ask("create", name=cluster, cluster=cluster)["key"] for cluster in ("default", "far"))
        process = stack.enter_context(granian("omnia.rsgi:application", {**environment, "OMNIA_ROLE": "runtime"}, "/livez"))
        paced(process, _starting(process, near), rate=NEAR_RATE, seconds=1)
        alone, beside, told = [], [], []
        for _round in range(ROUNDS):
            alone.append(_checked(paced(process, _starting(process, near), rate=NEAR_RATE, seconds=SECONDS)))
            _slow(server.uri, DELAY_MS)
            with ThreadPoolExecutor(1) as pool:
                others = pool.submit(paced, process, _starting(process, far), rate=FAR_RATE, seconds=SECONDS)
                beside.append(_checked(paced(process, _starting(process, near), rate=NEAR_RATE, seconds=SECONDS)))
                told.append(others.result())
            _slow(server.uri, 0)
    calm, pressed = (statistics.median(each.at(0.99) for each in seen) for seen in (alone, beside))
    middle, pressed_middle = (statistics.median(each.at(0.5) for each in seen) for seen in (alone, beside))
    statuses: dict[int, int] = {}
    for each in told:
        for status, count in each.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    slowest = max(each.at(0.99) for each in told)
    return {
        "beginnings of the other project alone": f"median {middle * 1000:.1f} ms   p99 {calm * 1000:.1f} ms at {NEAR_RATE} /s",
        "beside the slow one": f"median {pressed_middle * 1000:.1f} ms   p99 {pressed * 1000:.1f} ms   {pressed / calm:.2f}",
        "the slow one": f"p99 {slowest * 1000:.0f} ms at {FAR_RATE} /s, statuses {dict(sorted(statuses.items()))}",
    }


def _starting(address: str, key: str) -> Next:
    sent = request_bytes(address, "POST", "/api/v1/sessions", {"Authorization": f"Bearer {key}"}, BODY)
    return lambda: (sent, _nothing)


def _nothing(_answer: Answer) -> None:
    return None


def _slow(uri: str, milliseconds: int) -> None:
    data = {"failCommands": [], "appName": "far", "blockConnection": True, "blockTimeMS": milliseconds}
    with MongoClient(uri) as client:
        client.admin.command("configureFailPoint", "failCommand", mode="alwaysOn" if milliseconds else "off", data=data)


def _checked(seen: Paced) -> Paced:
    if set(seen.statuses) != {201}:
        raise BenchError(f"The other project's answers had the statuses {seen.statuses}.")
    return seen
