"""Plan moves of channels, list what is planned, and cancel it."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from tenants.actions.channels import cancel_scheduled, schedule
from tenants.commands import (
    ProjectCommand,
    add_canary_arguments,
    asked_rule,
    asked_steps,
    find_project,
    moment,
    percent,
    release_number,
    told_plan,
)
from tenants.control.models import Project
from tenants.project import channels
from tenants.project.channels import LIVE


class Command(ProjectCommand):
    """Has a channel moved to a release at a time, or a canary begin then; a portal process does it when the time has come."""

    help = "Plan that a channel of a project moves to a release at a time; list or cancel what is planned."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and what happens when."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--release", type=release_number, help="number of the release")
        parser.add_argument("--at", type=moment, help="when, for instance 2026-12-01T08:00, in UTC or with its zone")
        parser.add_argument("--channel", default=LIVE, help="live, canary (with --weight), or another, for instance staging")
        parser.add_argument("--weight", type=percent, help="callers of a hundred that get the canary")
        add_canary_arguments(parser)
        parser.add_argument("--cancel", metavar="PLAN", help="id of a plan that is not to be done")

    def run(self, **options: Any) -> Any:
        """Plan or cancel what was asked; then list what is planned."""
        project = find_project(options["project"])
        asked = [name for name in ("release", "at", "weight", "steps", "every", "rule") if options.get(name) is not None]
        if options.get("cancel"):
            if asked:
                raise CommandError("--cancel stands alone: a plan that is cancelled gets nothing new.")
            cancel_scheduled(self.actor, project, plan=options["cancel"])
        elif asked:
            self._plan(project, options)
        rows = channels.read_all(project.ref)
        plans = [told_plan(row.channel, plan) for row in rows for plan in row.scheduled]
        return {"project": project.pk, "plans": plans}

    def _plan(self, project: Project, options: Any) -> None:
        release, at, weight = options.get("release"), options.get("at"), options.get("weight")
        if release is None or at is None:
            raise CommandError("Say --release and --at: which release, and when.")
        schedule(
            self.actor,
            project,
            channel=options["channel"],
            release=release,
            at=at,
            weight=weight,
            steps=asked_steps(options, weight or 0, begins=at),
            rule=asked_rule(options),
        )

    def say(self, result: Any) -> None:
        """A line a plan."""
        if not result["plans"]:
            self.stdout.write(f"Nothing is planned in {result['project']}.")
        for row in result["plans"]:
            share = f" for {row['weight']} of 100 new callers" if row["weight"] is not None else ""
            self.stdout.write(f"{row['plan']}  {row['at']:%Y-%m-%d %H:%M} UTC  {row['channel']}: release {row['release']}{share}")
