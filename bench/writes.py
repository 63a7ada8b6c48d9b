"""What a write costs the embedded server after many others: whether its price rises with the time that it has run."""

import tempfile
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from bench.servers import BenchError, processor_seconds
from omnia.mongo import embedded

ROUNDS, WRITES = 12, 1_000


def measure() -> dict[str, Any]:
    """Microseconds of the server's processor time for each insert of one small document, the first ones and later ones."""
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder), durable=False)
        try:
            costs = _costs(server)
        finally:
            server.stop()
    return {f"a write of thousand number {number + 1}": f"{costs[number]:.0f} µs" for number in (0, 4, 8, 11)}


def _costs(server: embedded.EmbeddedServer) -> list[float]:
    if server.process is None:
        raise BenchError("The server runs already.")
    client: MongoClient[dict[str, Any]] = MongoClient(server.uri)
    found = []
    for _round in range(ROUNDS):
        before = processor_seconds(server.process.pid)
        for number in range(WRITES):
            client["bench"]["writes"].insert_one({"number": number})
        found.append((processor_seconds(server.process.pid) - before) / WRITES * 1e6)
    client.close()
    return found
