"""A process that knows no document yet and reads one address with many threads at once: `stampede.py <address> <key> <threads>`.

It says that it is ready, waits for a line, and tells the statuses and the reads from MongoDB as JSON. A body takes its time to be
read, so that all ask for it while it is under way.
"""

import json
import sys
import threading
import time
from collections import Counter

from mongo_reads import Reads
from pymongo import monitoring

BODY_SECONDS = 0.25


class SlowReads(Reads):
    """Counts, and holds each read of a body up."""

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        super().started(event)
        if event.command_name == "find" and event.command["find"] == "bodies":
            time.sleep(BODY_SECONDS)


def main(address: str, key: str, threads: int) -> None:
    # A listener hears only the clients that are opened after it was registered.
    reads = SlowReads()
    monitoring.register(reads)
    from published import Client

    statuses: list[int] = []
    gate = threading.Barrier(threads + 1)

    def read() -> None:
        gate.wait()
        statuses.append(Client(key).get(address).status)

    readers = [threading.Thread(target=read) for _thread in range(threads)]
    for reader in readers:
        reader.start()
    Client(key).get("/api/v1/release")
    _tell("ready")
    sys.stdin.readline()
    gate.wait()
    for reader in readers:
        reader.join()
    _tell(json.dumps({"statuses": Counter(statuses), "bodies": reads.of["bodies"]}))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
