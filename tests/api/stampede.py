"""A process that knows no document yet and reads one address with many threads at once: `stampede.py <address> <key> <threads>`.

It says that it is ready, waits for a line, says when all its threads ask, waits for a second line, and tells the statuses and the
reads from MongoDB as JSON. The read of a body takes until that second line, so that all ask for it while it is under way.
"""

import json
import sys
import threading
from collections import Counter

from mongo_reads import Reads
from pymongo import monitoring

PATIENCE = 60.0
"""Seconds until the other processes must have begun to ask."""


class HeldReads(Reads):
    """Counts, and holds each read of a body up until everybody asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        super().started(event)
        if event.command_name == "find" and event.command["find"] == "bodies":
            self.go_on.wait(PATIENCE)


def main(address: str, key: str, threads: int) -> None:
    # A listener hears only the clients that are opened after it was registered.
    reads = HeldReads()
    monitoring.register(reads)
    _read_no_sentence()
    _have_time()
    from published import Client

    statuses: list[int] = []
    gate = threading.Barrier(threads + 1)
    asking = threading.Semaphore(0)

    def read() -> None:
        gate.wait()
        asking.release()
        statuses.append(Client(key).get(address).status)

    readers = [threading.Thread(target=read) for _thread in range(threads)]
    for reader in readers:
        reader.start()
    Client(key).get("/api/v1/release")
    _tell("ready")
    sys.stdin.readline()
    gate.wait()
    for _reader in readers:
        asking.acquire()
    _tell("asking")
    sys.stdin.readline()
    reads.go_on.set()
    for reader in readers:
        reader.join()
    _tell(json.dumps({"statuses": Counter(statuses), "bodies": reads.of["bodies"]}))


def _read_no_sentence() -> None:
    """Load no recogniser in advance: nobody says anything here, and four processes would do so at once."""
    from omnia.dialogue import warm_up

    warm_up.warm_up_dialogue = lambda: None


def _have_time() -> None:
    """The read that is held up takes as long as four processes need on a busy machine: nobody gives it up before."""
    from runtime_api import second_level
    from tests import patience

    patience.take_time(patience.MONGODB + patience.REDIS)
    second_level.LEASE_SECONDS = second_level.WAIT_SECONDS = PATIENCE


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
