"""Revoke an API key."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.keys import revoke_key
from tenants.commands import ProjectCommand, find_project


class Command(ProjectCommand):
    """Revokes a key; it is refused within a second."""

    help = "Revoke an API key by its id."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which key of which project."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--key", required=True, help="id of the key, as project_status --json lists it")

    def run(self, **options: Any) -> Any:
        """Revoke it."""
        project = find_project(options["project"])
        revoke_key(self.actor, project, key_id=options["key"])
        return {"project": project.pk, "revoked": options["key"]}

    def say(self, result: Any) -> None:
        """What was revoked."""
        self.stdout.write(f"Key {result['revoked']} is revoked.")
