"""A process that does one thing and is killed (SIGKILL) just before its n-th write: `dying.py <n> <action> <arguments>`."""

import json
import os
import signal
import sys
from datetime import datetime
from itertools import count
from typing import Any

from pymongo import monitoring

WRITES = {"insert", "update", "delete", "findAndModify", "createIndexes", "create"}


class Killer(monitoring.CommandListener):
    """Counts the commands that write, whatever they write to."""

    def __init__(self, last: int) -> None:
        self.last, self.seen, self.armed = last, count(1), False

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if self.armed and event.command_name in WRITES and next(self.seen) >= self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def succeeded(self, event: Any) -> None:
        """Nothing to do."""

    def failed(self, event: Any) -> None:
        """Nothing to do."""


def main(last: int, action: str, arguments: dict[str, Any]) -> None:
    import django

    # A listener hears only the clients that are opened after it was registered.
    killer = Killer(last)
    monitoring.register(killer)
    django.setup()
    from omnia.infra.audit import Actor
    from tenants.actions import planned
    from tenants.actions.provisioning import create_project
    from tenants.actions.releasing import publish
    from tenants.control.models import Project, User

    actor = Actor("system", "tests", "tests")
    if action == "create":
        owner = User.objects.get(email=arguments["owner"])
        killer.armed = True
        create_project(actor, name="Acme", industries=("utilities",), locales=("en", "it"), owner=owner)
        return
    project = Project.objects.get(pk=arguments["project"])
    killer.armed = True
    if action == "plans":
        planned.do_all_due(datetime.fromisoformat(arguments["now"]))
    else:
        publish(actor, project)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]))
