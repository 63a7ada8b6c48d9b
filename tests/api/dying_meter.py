"""A process that calls for a project and is killed (SIGKILL): `dying_meter.py <arguments>`; it tells what it did.

`what`: `counted` before anything is stored, `stored` when it is stored and not yet noted that it is, `answered` when all is done,
`turn` right after a turn is stored and before it is answered.
"""

import json
import os
import signal
import sys
from typing import Any

READS = 5


def kill(*_arguments: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell(**told: Any) -> None:
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()


def main(told: dict[str, Any]) -> None:
    import django

    django.setup()
    from django.conf import settings
    from published import Client
    from talks import post_turn, start

    from runtime_api.conversations import turns
    from runtime_api.metering import folding

    settings.OMNIA_CLUSTERS, settings.OMNIA_REDIS_URL = {"default": told["mongodb"]}, told["redis"]
    settings.OMNIA_USAGE_FOLDER = told["folder"]
    client = Client(told["key"])
    if told["what"] == "turn":
        session = start(client)["session"]
        tell(session=session)
        turns.session_cache.remember = kill
        post_turn(client, session, 0, "12 May 2027")
    answers = [client.get("/api/v1/release") for _each in range(READS)]
    tell(reads=READS, egress=sum(len(answer.content) for answer in answers))
    if told["what"] == "counted":
        kill()
    if told["what"] == "stored":
        folding._stored = type("Killing", (dict,), {"__setitem__": kill})()
    folding.fold()
    kill()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
