"""Point a channel at an older release again."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.releasing import rollback
from tenants.commands import ProjectCommand, find_project, release_number
from tenants.project.channels import LIVE


class Command(ProjectCommand):
    """Moves a channel to a release."""

    help = "Make a release of a project live again."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, which release."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--to", type=release_number, required=True, help="number of the release")
        parser.add_argument("--channel", default=LIVE, help="live if left out")

    def run(self, **options: Any) -> Any:
        """Move the channel."""
        project = find_project(options["project"])
        moved = rollback(self.actor, project, to=options["to"], channel=options.get("channel") or LIVE)
        return {
            "project": project.pk,
            "release": moved.release,
            "sequence": moved.sequence,
            "channel": moved.channel,
            "ended_canary": moved.ended_canary,
        }

    def say(self, result: Any) -> None:
        """The number."""
        place = "is live" if result["channel"] == LIVE else f"is on the channel {result['channel']}"
        self.stdout.write(f"Release {result['release']} of {result['project']} {place}.")
        if result["ended_canary"] is not None:
            self.stdout.write(f"The canary of release {result['ended_canary']} ended with that.")
