"""Erase a project for good."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.erasing import erase_project
from tenants.commands import ProjectCommand, find_project


class Command(ProjectCommand):
    """Drops a project's database, what Redis holds of it, and all rights in it."""

    help = "Erase a project for good: its database, its copies, its conversations."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project; the id again, so that nobody erases by accident."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--confirm", required=True, metavar="PROJECT", help="the project's id once more")

    def run(self, **options: Any) -> Any:
        """Erase it."""
        project = find_project(options["project"])
        if options["confirm"] != project.pk:
            raise CommandError(f"Nothing was erased: --confirm must be the project's id, {project.pk}.")
        erased = erase_project(self.actor, project)
        return {"project": erased.project, "collections": list(erased.collections), "redis_keys": erased.redis_keys}

    def say(self, result: Any) -> None:
        """What is gone."""
        parts = f"{len(result['collections'])} collections and {result['redis_keys']} keys in Redis"
        self.stdout.write(f"Project {result['project']} is erased, with {parts}. Nothing of it is left.")
