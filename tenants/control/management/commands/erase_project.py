"""Erase a project: closed at once, gone after some days, or now."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from tenants.actions.erasing import Erasure, erase_project
from tenants.actions.erasing_later import keep_project, plan_erasure
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import ProjectStatus


class Command(ProjectCommand):
    """Closes a project and has it erased after some days; drops its database, what Redis holds of it, and all rights in it."""

    help = "Close a project and erase it after some days, or now, for good: its database, its copies, its conversations."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project; the id again, so that nobody erases by accident."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--confirm", metavar="PROJECT", help="the project's id once more")
        what.add_argument("--undo", action="store_true", help="keep a project that was to be erased")
        parser.add_argument("--now", action="store_true", help="with --confirm: at once, without days in which it can be kept")

    def run(self, **options: Any) -> Any:
        """Plan it, do it, or undo the plan."""
        project = find_project(options["project"])
        if options["undo"]:
            if not keep_project(self.actor, project):
                raise CommandError("Nothing was changed: this project was not to be erased.")
            return {"project": project.pk, "state": "kept"}
        if options["confirm"] != project.pk:
            raise CommandError(f"Nothing was erased: --confirm must be the project's id, {project.pk}.")
        if not options["now"] and settings.OMNIA_ERASURE_GRACE_DAYS and project.status != ProjectStatus.ERASED:
            return {"project": project.pk, "state": "closed", "erase_at": plan_erasure(self.actor, project)}
        return _certificate(erase_project(self.actor, project))

    def say(self, result: Any) -> None:
        """What is gone, or will be."""
        key, state = result["project"], result["state"]
        if state == "kept":
            self.stdout.write(f"Project {key} is kept: it is open again, as it was.")
        elif state == "closed":
            when = f"{result['erase_at']:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"Project {key} is closed, and will be erased on {when}. Until then --undo keeps it.")
        else:
            parts = f"{len(result['collections'])} collections and {result['redis_keys']} keys in Redis"
            told = f"The platform's audit log has it as entry {result['entry']}."
            self.stdout.write(f"Project {key} is erased, with {parts}. Nothing of it is left. {told}")


def _certificate(erased: Erasure) -> dict[str, Any]:
    return {
        "project": erased.project,
        "state": "erased",
        "collections": list(erased.documents),
        "documents": sum(erased.documents.values()),
        "redis_keys": erased.redis_keys,
        "data_keys": list(erased.data_keys),
        "entry": erased.entry,
    }
