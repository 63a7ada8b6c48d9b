"""Publish a release."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.releasing import publish
from tenants.commands import ProjectCommand, find_project


class Command(ProjectCommand):
    """Checks the drafts, freezes them as a release and makes it live."""

    help = "Publish a project's drafts as the next release."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and why."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--note", default="", help="what is new")

    def run(self, **options: Any) -> Any:
        """Publish."""
        project = find_project(options["project"])
        published = publish(self.actor, project, note=options["note"])
        return {"project": project.pk, "release": published.release, "sequence": published.sequence}

    def say(self, result: Any) -> None:
        """The number."""
        self.stdout.write(f"Release {result['release']} of {result['project']} is live.")
