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
        parser.add_argument(
            "--allow-missing-texts",
            action="store_true",
            help="publish although a language lacks texts, so that its callers hear the fall-back language there",
        )

    def run(self, **options: Any) -> Any:
        """Publish."""
        project = find_project(options["project"])
        allow = bool(options.get("allow_missing_texts"))
        published = publish(self.actor, project, note=options["note"], allow_missing_texts=allow)
        return {"project": project.pk, "release": published.release, "sequence": published.sequence}

    def say(self, result: Any) -> None:
        """The number."""
        self.stdout.write(f"Release {result['release']} of {result['project']} is live.")
