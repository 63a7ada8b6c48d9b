"""Requests at times that were set beforehand, whatever the answers do: a slow answer delays none, and its wait is counted."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.servers import LOAD_CORE, BenchError

PATIENCE = 30.0


@dataclass(slots=True)
class Answer:
    """Status, the header lines in lower case, and the content."""

    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(slots=True)
class Paced:
    """Seconds from when each request was due until its answer was read, and how many answers had which status."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def at(self, part: float) -> float:
        """The seconds within which this part of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

    def note(self, due: float, answer: Answer) -> None:
        """Count an answer."""
        self.seconds.append(time.perf_counter() - due)
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1


Next = Callable[[], tuple[bytes, Callable[[Answer], None]]]
"""Gives the bytes of the request that is due, and what is to be done with its answer."""


def request_bytes(address: str, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {urlsplit(address).netloc}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def paced(address: str, following: Next, *, rate: float, seconds: float) -> Paced:
    """Send so many requests a second from the load generator's core."""
    with on_load_core():
        return asyncio.run(_paced(address, following, rate, seconds))


def burst(requests: list[tuple[str, bytes]]) -> Paced:
    """Connect for each request first, and then send all of them at once, each to its address."""
    return asyncio.run(_burst(requests))


@contextmanager
def on_load_core() -> Iterator[None]:
    """Keep this thread off the servers' core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD_CORE})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def _paced(address: str, following: Next, rate: float, seconds: float) -> Paced:
    found, pool, running = Paced(), _Pool(address), set()
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        due = began + number / rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        running.add(task := asyncio.create_task(_one(pool, following, due, found)))
        task.add_done_callback(running.discard)
    try:
        await asyncio.wait_for(asyncio.gather(*running), PATIENCE)
    except TimeoutError as error:
        raise BenchError(f"{address} did not keep up with {rate:,.0f} requests a second.") from error
    pool.close()
    return found


async def _one(pool: "_Pool", following: Next, due: float, found: Paced) -> None:
    sent, then = following()
    answer = await pool.answer(sent)
    found.note(due, answer)
    then(answer)


async def _burst(requests: list[tuple[str, bytes]]) -> Paced:
    found = Paced()
    wires = [await _open(address) for address, _sent in requests]
    due = time.perf_counter()

    async def one(wire: "_Wire", sent: bytes) -> None:
        found.note(due, await _exchange(wire, sent))
        wire[1].close()

    await asyncio.gather(*(one(wire, sent) for wire, (_address, sent) in zip(wires, requests, strict=True)))
    return found


_Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Pool:
    """Kept connections to one address; a new one when all are busy."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._free: list[_Wire] = []

    async def answer(self, sent: bytes) -> Answer:
        """Send over a free connection and read the answer."""
        wire = self._free.pop() if self._free else await _open(self._address)
        answer = await _exchange(wire, sent)
        self._free.append(wire)
        return answer

    def close(self) -> None:
        """Close what is kept."""
        for _reader, writer in self._free:
            writer.close()


async def _open(address: str) -> _Wire:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _exchange(wire: _Wire, sent: bytes) -> Answer:
    reader, writer = wire
    writer.write(sent)
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(first.split(" ")[1])
    headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines if line)}
    if status == 304:
        return Answer(status, headers, b"")
    if "content-length" not in headers:
        raise BenchError("An answer does not say how long it is.")
    return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
