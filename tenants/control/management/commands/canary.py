"""Begin, weigh, promote or end a canary, and say how it goes on by itself and when it stops itself."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from tenants.actions import channels
from tenants.actions.channels import abort_canary, promote_canary, running_canary, set_canary_weight, start_canary
from tenants.actions.moving import Published
from tenants.commands import (
    ProjectCommand,
    add_canary_arguments,
    asked_rule,
    asked_steps,
    find_project,
    percent,
    release_number,
    told_canary,
)
from tenants.control.models import Project
from tenants.project import channels as pointers
from tenants.project.channels import CANARY, LIVE, Canary, Scheduled

CHANGES = ("release", "weight", "steps", "every", "rule", "no_steps", "no_rule", "promote", "abort")


class Command(ProjectCommand):
    """Gives a part of the new conversations another release than the live one; or makes it live, or ends that."""

    help = "Give a part of new conversations a release (the canary); weigh it, plan its steps, set its rule, promote or abort it."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and what to do with which release."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--release", type=release_number, help="number of the release; the canary that runs if left out")
        parser.add_argument("--weight", type=percent, help="callers of a hundred that get it")
        add_canary_arguments(parser)
        parser.add_argument("--no-steps", action="store_true", help="let it stay at its weight")
        parser.add_argument("--no-rule", action="store_true", help="let it go on whatever is counted")
        ending = parser.add_mutually_exclusive_group()
        ending.add_argument("--promote", action="store_true", help="make the canary live")
        ending.add_argument("--abort", action="store_true", help="end the canary; what is live stays")
        parser.add_argument("--reason", default="", help="why it is aborted, for the audit log")

    def run(self, **options: Any) -> Any:
        """Do what was asked, and say how things stand then."""
        project = find_project(options["project"])
        done = self._do(project, options) if any(options.get(name) not in (None, False) for name in CHANGES) else None
        live = pointers.read(project.ref, LIVE)
        running = live.canary
        done = done or Published(*_place(live, running))
        return {
            "project": project.pk,
            "channel": done.channel,
            "release": done.release,
            "sequence": live.sequence,
            "weight": running.weight if running is not None else None,
            "ended_canary": done.ended_canary,
            "canary": told_canary(running) if running is not None else None,
        }

    def _do(self, project: Project, options: Any) -> Published | None:
        release, running = options.get("release"), running_canary(project)
        if options.get("promote") or options.get("abort"):
            return self._end(project, running, options)
        weight, rule = options.get("weight"), {} if options.get("no_rule") else asked_rule(options)
        if running is not None and release in (None, running.release):
            return self._change(project, running, rule, options)
        if weight is None and release is not None:
            raise CommandError("Say --weight: how many callers of a hundred get the release.")
        if weight is None or release is None:
            raise CommandError("No canary runs. Begin one with --release and --weight.")
        return start_canary(self.actor, project, release=release, weight=weight, steps=asked_steps(options, weight), rule=rule)

    def _end(self, project: Project, running: Canary | None, options: Any) -> Published:
        release = options.get("release")
        if any(options.get(name) not in (None, False) for name in CHANGES[1:-2]):
            raise CommandError("A canary that is promoted or aborted has no weight, steps or rule.")
        if release is not None and (running is None or running.release != release):
            raise CommandError(f"Release {release} is not the canary, so nothing was done.")
        if options.get("promote"):
            return promote_canary(self.actor, project)
        return abort_canary(project, by=self.actor, reason=options.get("reason") or "")

    def _change(self, project: Project, running: Canary, rule: Any, options: Any) -> Published | None:
        """Change the canary that runs; all that was asked for is looked at before the first of it is done."""
        weight, done = options.get("weight"), None
        base = running.weight if weight is None else weight
        steps, checked = asked_steps(options, base), channels.checked_rule(rule)
        if options.get("steps") is not None and not steps:
            raise CommandError("None of the steps is above the canary's weight. Give greater ones, or --no-steps.")
        channels.check_plan(Scheduled("", timezone.now(), running.release, "", max(base, 1), steps), to_come=False)
        if weight is not None:
            done = set_canary_weight(self.actor, project, weight=weight)
        if rule is not None:
            channels.set_canary_rule(self.actor, project, rule=checked)
        if steps or options.get("no_steps"):
            channels.set_canary_steps(self.actor, project, steps=steps)
        return done

    def say(self, result: Any) -> None:
        """Who hears what now, and what follows by itself."""
        running = result["canary"]
        if running is None:
            live = f"Release {result['release']} of {result['project']} is live" if result["release"] else "No release is live"
            self.stdout.write(f"{live}, and no canary runs.")
            return
        share = f"{running['weight']} of 100 new callers of {result['project']} get release {running['release']}"
        self.stdout.write(f"{share}, the others what is live.")
        for step in running["steps"]:
            self.stdout.write(f"    {step['at']:%Y-%m-%d %H:%M} UTC: {step['weight']} of 100")
        if running["rule"]:
            self.stdout.write("    stops by itself: " + ", ".join(f"{name} {value}" for name, value in running["rule"].items()))


def _place(live: pointers.Pointer, running: Canary | None) -> tuple[int, int, str]:
    """Release, sequence and channel of what the command is about: the canary, or what is live without one."""
    if running is not None:
        return running.release, live.sequence, CANARY
    return live.release or 0, live.sequence, LIVE
