"""Publish a release."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.releasing import Target, publish
from tenants.commands import ProjectCommand, add_canary_arguments, asked_rule, asked_steps, find_project, moment, percent
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
        add_canary_arguments(parser)
        parser.add_argument(
            "--at", type=moment, help="when, for instance 2026-12-01T08:00, in UTC or with its zone; now if left out"
        )
        parser.add_argument(
            "--allow-missing-texts",
            action="store_true",
            help="publish although a language lacks texts, so that its callers hear the fall-back language there",
        )

    def run(self, **options: Any) -> Any:
        """Publish."""
        project = find_project(options["project"])
        allow = bool(options.get("allow_missing_texts"))
        weight, at = options.get("weight"), options.get("at")
        steps = asked_steps(options, weight or 0, begins=at)
        target = Target(options.get("channel") or LIVE, weight, steps, at, asked_rule(options))
        published = publish(self.actor, project, note=options["note"], allow_missing_texts=allow, target=target)
        return {
            "project": project.pk,
            "release": published.release,
            "sequence": published.sequence,
            "channel": published.channel,
            "weight": target.weight,
            "at": at,
            "ended_canary": published.ended_canary,
        }

    def say(self, result: Any) -> None:
        """The number."""
        if result["at"] is not None:
            when = f"{result['at']:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(
                f"Release {result['release']} of {result['project']} is made; {result['channel']} gets it at {when}."
            )
            return
        place = "is live" if result["channel"] == LIVE else f"is on the channel {result['channel']}"
        self.stdout.write(f"Release {result['release']} of {result['project']} {place}.")
        if result["ended_canary"] is not None:
            self.stdout.write(f"The canary of release {result['ended_canary']} ended with that.")
