"""What the newest document costs the embedded server: whether its price rises with how many there are."""

import tempfile
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection

from bench.servers import BenchError, processor_seconds
from omnia.mongo import embedded

SIZES, READS = (10, 2_000, 8_000), 100


def measure() -> dict[str, Any]:
    """Milliseconds of the server's processor time for the newest of so many entries of a log, and for any one of them."""
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder), durable=False)
        try:
            return _costs(server)
        finally:
            server.stop()


def _costs(server: embedded.EmbeddedServer) -> dict[str, Any]:
    if server.process is None:
        raise BenchError("The server runs already.")
    client: MongoClient[dict[str, Any]] = MongoClient(server.uri)
    found = {}
    for size in SIZES:
        log = client["bench"][f"of_{size}"]
        log.insert_many([_entry(number) for number in range(1, size + 1)])
        found[f"{size:,} entries"] = "   ".join(
            f"{name} {_cost(log, server.process.pid, asked):.2f} ms"
            for name, asked in {
                "newest": {"filter": {}, "projection": {"hash": 1}, "sort": [("_id", -1)]},
                "after the last but two": {"filter": {"_id": {"$gt": size - 2}}},
                "any": {},
            }.items()
        )
    client.close()
    return found


def _cost(log: Collection[dict[str, Any]], server: int, asked: dict[str, Any]) -> float:
    before = processor_seconds(server)
    for _read in range(READS):
        log.find_one(**asked)
    return (processor_seconds(server) - before) / READS * 1000


def _entry(number: int) -> dict[str, Any]:
    """An entry as the audit log has them."""
    content = {"action": "document.saved", "object": "template:date", "details": {"version": number}}
    who = {"at": "2026-11-29T06:00:00.000+00:00", "actor": {"kind": "user", "id": "5f", "label": "Ann"}}
    return {"_id": number, **who, **content, "previous": "0" * 64, "key": "1", "hash": "f" * 64}
