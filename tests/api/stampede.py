"""A process that remembers nothing and reads one address with many threads at once: `stampede.py <address> <key> <threads>`.

It says that it is ready, waits for a line, and tells the statuses and the reads from MongoDB as JSON.
"""

import json
import sys
import threading
from collections import Counter

from mongo_reads import Reads
from pymongo import monitoring


def main(address: str, key: str, threads: int) -> None:
    # A listener hears only the clients that are opened after it was registered.
    reads = Reads()
    monitoring.register(reads)
    from published import WsgiClient

    statuses: list[int] = []
    gate = threading.Barrier(threads + 1)

    def read() -> None:
        gate.wait()
        statuses.append(WsgiClient(key).get(address).status)

    readers = [threading.Thread(target=read) for _thread in range(threads)]
    for reader in readers:
        reader.start()
    print("ready", flush=True)
    sys.stdin.readline()
    gate.wait()
    for reader in readers:
        reader.join()
    print(json.dumps({"statuses": Counter(statuses), "reads": reads.taken()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
