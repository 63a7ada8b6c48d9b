"""Publish a release."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.releasing import Target, publish
from tenants.commands import ProjectCommand, find_project, percent
from tenants.project.channels import LIVE


class Command(ProjectCommand):
    """Checks the drafts, freezes them as a release and points a channel at it."""

    help = "Publish a project's drafts as the next release."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and why."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--note", default="", help="what is new")
        parser.add_argument("--channel", default=LIVE, help="live, canary (with --weight), or another, for instance staging")
        parser.add_argument("--weight", type=percent, help="callers of a hundred that get the canary")
        parser.add_argument(
            "--allow-missing-texts",
            action="store_true",
            help="publish although a language lacks texts, so that its callers hear the fall-back language there",
        )

    def run(self, **options: Any) -> Any:
        """Publish."""
        project = find_project(options["project"])
        allow = bool(options.get("allow_missing_texts"))
        target = Target(options.get("channel") or LIVE, options.get("weight"))
        published = publish(self.actor, project, note=options["note"], allow_missing_texts=allow, target=target)
        return {
            "project": project.pk,
            "release": published.release,
            "sequence": published.sequence,
            "channel": published.channel,
            "weight": target.weight,
            "ended_canary": published.ended_canary,
        }

    def say(self, result: Any) -> None:
        """The number."""
        place = "is live" if result["channel"] == LIVE else f"is on the channel {result['channel']}"
        self.stdout.write(f"Release {result['release']} of {result['project']} {place}.")
