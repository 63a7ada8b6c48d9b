"""A process that holds conversations and is killed (SIGKILL) while it records them: `dying_recorder.py <when> <arguments>`.

`when`: `counts` before the counts are added, `commit` before the transaction ends, `answer` when the server has ended it.
"""

import json
import os
import signal
import sys
from typing import Any

from pymongo import monitoring


class Killer(monitoring.CommandListener):
    """Kills its process at a command of the recording's transaction."""

    def __init__(self, when: str) -> None:
        self.when, self.armed = when, False

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        writes = event.command.get("update")
        reached = writes == "insight" if self.when == "counts" else event.command_name == "commitTransaction"
        if reached and self.when != "answer":
            self._kill()

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        if self.when == "answer" and event.command_name == "commitTransaction":
            self._kill()

    def failed(self, event: Any) -> None:
        """Nothing to do."""

    def _kill(self) -> None:
        if self.armed:
            os.kill(os.getpid(), signal.SIGKILL)


def main(when: str, told: dict[str, Any]) -> None:
    import django

    # A listener hears only the clients that are opened after it was registered.
    killer = Killer(when)
    monitoring.register(killer)
    django.setup()
    from django.conf import settings
    from published import Client
    from talks import start, talk

    from omnia.infra import background
    from runtime_api.conversations import recorder

    settings.OMNIA_CLUSTERS, settings.OMNIA_REDIS_URL = {"default": told["mongodb"]}, told["redis"]
    # Recorded when all conversations are over, and by this thread, so that one transaction holds them all.
    recorder._thread = background.BackgroundThread("never-started", recorder._run)
    recorder._thread.ensure_started = lambda: False  # type: ignore[method-assign]
    client = Client(told["key"])
    for _each in range(told["conversations"]):
        talk(client, start(client), "so so", "12 May 2027", "yes")
    killer.armed = True
    recorder.flush()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
