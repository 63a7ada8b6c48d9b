"""Keeps many unfinished requests at a server until it is ended: `python -m bench.peers.idle PORT COUNT`."""

import signal
import sys

from tests.hostile.senders import sending, unfinished


def main() -> None:
    """Open the connections, say so, and dribble."""
    port, count = int(sys.argv[1]), int(sys.argv[2])
    with sending(port, unfinished(count), reconnect=True):
        print("open", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
