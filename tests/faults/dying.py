"""Processes that do one thing and are killed (SIGKILL) just before their n-th write.

This one is set up and waits; for each line that it is told, `[n, action, arguments]`, it forks one that does that and dies, and
answers with a line, `[status, what it said]`. So many die, and only one has to read the product. It ends with its input.
"""

import json
import os
import signal
import sys
import tempfile
import traceback
from datetime import datetime
from itertools import count
from typing import Any

import dying_projects
from pymongo import monitoring

WRITES = {"insert", "update", "delete", "findAndModify", "createIndexes", "create", "renameCollection", "drop", "dropDatabase"}


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


def work_on_runs() -> None:
    from fleet.worker import Worker

    worker = Worker()
    while worker.step():
        pass
    worker.let_go()


def publish_for_a_wave() -> None:
    from factory.actions import Staff, publish_version
    from factory.waves import Wave

    publish_version(Staff.command("tests"), "template", "date", tested=True, wave=Wave(share=50))


def withdraw_version() -> None:
    from factory import rollouts
    from factory.actions import Staff

    rollouts.withdraw(Staff.command("tests"), "template", "date", 2, revision=1)


def take_safe_updates() -> None:
    from tenants.actions import update_worker

    while update_worker.step():
        pass


def put_back(killer: Killer, arguments: dict[str, Any]) -> None:
    """Restore a project in place; counted are the writes after it was staged."""
    from pathlib import Path

    from fleet.backups import restoring
    from fleet.backups.scopes import of_project
    from omnia.backups.storage import DirectoryStorage
    from omnia.infra.audit import Actor
    from tenants.control.models import Project

    begin = restoring.replacing.begin

    def begun(*given: Any) -> None:
        killer.armed = True
        begin(*given)

    restoring.replacing.begin = begun
    scope = of_project(Project.objects.get(pk=arguments["project"]))
    killer.armed = bool(arguments["staging"])
    restoring.restore(Actor("command", "restore", "restore"), DirectoryStorage(Path(arguments["folder"])), scope)


def keep(last: int, arguments: dict[str, Any]) -> None:
    """Back everything up, and be killed before the n-th file is put in its place."""
    from pathlib import Path

    from fleet.backups.backing_up import back_up
    from omnia.backups.storage import DirectoryStorage
    from omnia.infra.audit import Actor

    replace, seen = Path.replace, count(1)

    def dying(path: Path, target: Path) -> Path:
        if next(seen) >= last:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(path, target)

    Path.replace = dying  # type: ignore[method-assign,assignment]
    back_up(Actor("command", "backup", "backup"), DirectoryStorage(Path(arguments["folder"])))


def finish_wave() -> None:
    from factory import rollouts
    from factory.actions import Staff

    rollouts.finish(Staff.command("tests"), "template", "date", 2, revision=1)


def change_drafts(action: str, actor: Any, project: Any) -> None:
    """Delete a template, or bring one back that was deleted."""
    from tenants.actions import editing

    if action == "deletion":
        editing.delete_document(actor, project, "template", "date")
    else:
        editing.restore_document(actor, project, "template", "date", 1)


def save_or_create(action: str, actor: Any, project: Any) -> None:
    from tenants import selectors
    from tenants.actions import editing

    body = dict(selectors.draft(project, "template", "date").body)
    if action == "save":
        editing.save_document(actor, project, "template", "date", body | NAMED, base_version=1)
    else:
        editing.create_document(actor, project, "template", body | {"key": "own"})


FLEET = {
    "runs": work_on_runs,
    "wave": publish_for_a_wave,
    "wave finished": finish_wave,
    "withdrawal": withdraw_version,
    "safe updates": take_safe_updates,
}
NAMED = {"label": {"en": "Another name", "it": "Un altro nome"}}


def act(killer: Killer, action: str, arguments: dict[str, Any]) -> None:
    """Do one thing; the killer is armed for the part of it that is counted."""
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
    if action in FLEET:
        killer.armed = True
        FLEET[action]()
        return
    if action in dying_projects.ACTIONS:
        killer.armed = True
        dying_projects.ACTIONS[action](arguments)
        return
    if action == "backup":
        keep(killer.last, arguments)
        return
    if action == "restore":
        put_back(killer, arguments)
        return
    project = Project.objects.get(pk=arguments["project"])
    killer.armed = True
    if action == "plans":
        planned.do_all_due(datetime.fromisoformat(arguments["now"]))
    elif action in ("save", "creation"):
        save_or_create(action, actor, project)
    elif action in ("deletion", "return"):
        change_drafts(action, actor, project)
    else:
        publish(actor, project)


def run_forked(killer: Killer, last: int, action: str, arguments: dict[str, Any]) -> tuple[int, str]:
    """Do one thing in a process of its own; its exit status, negative for a signal, and what it said."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            _be_doomed(said.fileno(), killer, last, action, arguments)
        _child, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode(errors="replace")


def _be_doomed(said: int, killer: Killer, last: int, action: str, arguments: dict[str, Any]) -> None:
    """Do it, and end: what belongs to the process that goes on is not tidied up here."""
    status = 1
    try:
        os.dup2(said, 1)
        os.dup2(said, 2)
        killer.last = last
        act(killer, action, arguments)
        status = 0
    except BaseException:  # noqa: BLE001  # whatever it is, the process that waits tells it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Be set up, and have processes do what is told until nothing more is."""
    import django

    # A listener hears only the clients that are opened after it was registered: those of the forked processes.
    killer = Killer(0)
    monitoring.register(killer)
    django.setup()
    # Read once, for all that are forked.
    from factory import actions  # noqa: F401
    from fleet import backups, worker  # noqa: F401
    from tenants.actions import editing, planned, provisioning, releasing, update_worker  # noqa: F401

    for line in sys.stdin:
        last, action, arguments = json.loads(line)
        print(json.dumps(run_forked(killer, last, action, arguments)), flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    main()
