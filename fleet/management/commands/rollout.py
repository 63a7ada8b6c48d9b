"""Give a version of the catalogue out in waves."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError, CommandParser

from factory import rollouts, selectors, waves
from factory.actions import CatalogueError, Kind, Staff, publish_version
from factory.drafts import MODELS
from factory.models import CatalogueDocument, Rollout
from factory.waves import Growth, Wave
from fleet import projects
from omnia.commands import OmniaCommand
from tenants.commands import hours, percent, version_number, words


class Command(OmniaCommand):
    """Publishes a draft for a part of the projects, offers it to more of them, pauses that, or takes it back."""

    help = "Give a version of the catalogue out in waves: publish, widen, pause, resume, all at once, withdraw."
    refusals = (CatalogueError, projects.UnknownProject)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which document, and what to do."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--template", help="key of a template of the catalogue")
        which.add_argument("--flow", help="key of a starter flow of the catalogue")
        parser.add_argument("--version-number", type=version_number, help="which version; the newest in waves if left out")
        parser.add_argument("--share", type=percent, help="percent of the projects that are offered it")
        parser.add_argument("--projects", help="ids or names of projects that are offered it, with commas between")
        parser.add_argument("--steps", help="shares that follow by themselves, for instance 25,50,100; 100 is everybody")
        parser.add_argument("--every", type=hours, help="with --steps: hours from one to the next, and before the first")
        parser.add_argument("--note", default="", help="with --publish: what is new")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--publish", action="store_true", help="publish the draft for the wave that --share and --projects say")
        what.add_argument("--no-steps", action="store_true", help="let the wave stay as it is until somebody widens it")
        what.add_argument("--pause", action="store_true", help="offer it to nobody until it is resumed")
        what.add_argument("--resume", action="store_true", help="offer it to its wave again")
        what.add_argument("--all", action="store_true", help="offer it to all projects now")
        what.add_argument("--withdraw", action="store_true", help="take it back for good")

    def run(self, **options: Any) -> Any:
        """Do what was asked, and say how things stand then."""
        document: Kind = "template" if options["template"] else "flow"
        key, staff = options["template"] or options["flow"], Staff.command("rollout")
        _head(document, key)
        wave = Wave(options["share"] or 0, projects.find(words(options["projects"])), _growth(options))
        if options["publish"]:
            publish_version(staff, document, key, note=options["note"], wave=wave)
        else:
            self._change(staff, document, key, wave, options)
        head = _head(document, key)
        rows = selectors.rollouts(document, key, head.published)
        return {"document": document, "key": key, "published": head.published, "rollouts": [_told(row) for row in rows]}

    def _change(self, staff: Staff, document: Kind, key: str, wave: Wave, options: Any) -> None:
        named = ("no_steps", "pause", "resume", "all", "withdraw")
        is_wider = options["share"] is not None or bool(wave.named)
        chosen = next((name for name in named if options[name]), "widen" if is_wider else "grow" if wave.growth.shares else "")
        if not chosen:
            return
        if chosen in named and (is_wider or wave.growth.shares):
            said = chosen.replace("_", "-")
            raise CommandError(f"--{said} speaks of the whole rollout: leave --share, --projects and --steps out.")
        rows = selectors.rollouts(document, key, _head(document, key).published)
        wanted = options["version_number"]
        row = next((each for each in rows if wanted in (None, each.number)), None)
        if row is None:
            raise CommandError(f"“{key}” has no version in waves. Begin with --publish, and --share or --projects.")
        here = (staff, document, key, row.number)
        if chosen == "widen":
            share = row.share if options["share"] is None else options["share"]
            self._widen(here, row, Wave(share, wave.named, wave.growth))
        elif chosen in ("grow", "no_steps"):
            rollouts.plan_growth(*here, wave.growth, revision=row.revision)
        else:
            act = {"pause": rollouts.pause, "resume": rollouts.resume, "all": rollouts.finish, "withdraw": rollouts.withdraw}
            act[chosen](*here, revision=row.revision)

    def _widen(self, here: tuple[Staff, Kind, str, int], row: Rollout, wave: Wave) -> None:
        """Widen a wave, and plan what follows if that was asked for; both are looked at before the first is done."""
        try:
            waves.check(wave)
        except waves.WaveError as error:
            raise CommandError(str(error)) from error
        wider = rollouts.widen(*here, wave, revision=row.revision)
        if wave.growth.shares:
            rollouts.plan_growth(*here, wave.growth, revision=wider.revision)

    def say(self, result: Any) -> None:
        """A line a version."""
        if not result["rollouts"]:
            self.stdout.write(f"Version {result['published']} of “{result['key']}” is offered to all projects.")
        for row in result["rollouts"]:
            wave = f"{row['share']} % of the projects and {len(row['projects'])} by name"
            self.stdout.write(f"Version {row['version']} is {row['state']}, for {wave}; the others see version {row['before']}.")
            if row["steps"]:
                when = f"on {row['next_at']:%Y-%m-%d %H:%M} UTC" if row["next_at"] else "once it is resumed"
                shares = ", ".join(f"{share} %" for share in row["steps"])
                self.stdout.write(f"    It grows by itself, {when} and then every {row['every_hours']} hours: {shares}.")


def _head(document: Kind, key: str) -> CatalogueDocument:
    row = MODELS[document].objects.filter(key=key).only("published").first()
    if row is None:
        raise CommandError(f"The catalogue has no {document} “{key}”.")
    return row


def _growth(options: Any) -> Growth:
    """How the wave is to grow by itself, as --steps and --every say."""
    if (options["steps"] is None) != (options["every"] is None):
        raise CommandError("--steps and --every belong together: which shares follow, and how many hours apart.")
    try:
        return Growth(tuple(percent(word) for word in words(options["steps"])), options["every"] or 0)
    except ArgumentTypeError as error:
        raise CommandError(f"{error}.") from error


def _told(row: Rollout) -> dict[str, Any]:
    return {
        "version": row.number,
        "state": row.state,
        "share": row.share,
        "projects": list(row.named),
        "before": row.before,
        "steps": list(row.steps or ()),
        "every_hours": row.every_hours,
        "next_at": row.next_at,
        "started_by": row.started_by,
        "revision": row.revision,
    }
