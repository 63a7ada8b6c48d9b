"""Begin, weigh, promote or end a canary."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.channels import abort_canary, promote_canary, running_canary, set_canary_weight, start_canary
from tenants.actions.moving import Published
from tenants.commands import ProjectCommand, find_project, percent, release_number
from tenants.control.models import Project


class Command(ProjectCommand):
    """Gives a part of the new conversations another release than the live one; or makes it live, or ends that."""

    help = "Give a part of a project's new conversations a release (the canary), change its weight, promote or abort it."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and what to do with which release."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--release", type=release_number, help="number of the release; the canary that runs if left out")
        parser.add_argument("--weight", type=percent, help="callers of a hundred that get it")
        ending = parser.add_mutually_exclusive_group()
        ending.add_argument("--promote", action="store_true", help="make the canary live")
        ending.add_argument("--abort", action="store_true", help="end the canary; what is live stays")
        parser.add_argument("--reason", default="", help="why it is aborted, for the audit log")

    def run(self, **options: Any) -> Any:
        """Do what was asked, and say how things stand then."""
        project = find_project(options["project"])
        done = self._do(project, options)
        running = running_canary(project)
        return {
            "project": project.pk,
            "channel": done.channel,
            "release": done.release,
            "sequence": done.sequence,
            "weight": running.weight if running is not None else None,
            "ended_canary": done.ended_canary,
        }

    def _do(self, project: Project, options: Any) -> Published:
        weight, release, running = options.get("weight"), options.get("release"), running_canary(project)
        if options.get("promote") or options.get("abort"):
            if weight is not None:
                raise CommandError("A canary that is promoted or aborted has no weight.")
            if release is not None and (running is None or running.release != release):
                raise CommandError(f"Release {release} is not the canary, so nothing was done.")
            if options.get("promote"):
                return promote_canary(self.actor, project)
            return abort_canary(project, by=self.actor, reason=options.get("reason") or "")
        if weight is None:
            raise CommandError("Say --weight, --promote or --abort.")
        if running is not None and release in (None, running.release):
            return set_canary_weight(self.actor, project, weight=weight)
        if release is None:
            raise CommandError("No canary runs. Begin one with --release and --weight.")
        return start_canary(self.actor, project, release=release, weight=weight)

    def say(self, result: Any) -> None:
        """Who hears what now."""
        if result["weight"] is not None:
            share = f"{result['weight']} of 100 new callers of {result['project']} get release {result['release']}"
            self.stdout.write(f"{share}, the others what is live.")
        else:
            self.stdout.write(f"Release {result['release']} of {result['project']} is live, and no canary runs.")
