"""Bring the projects' databases into the shape of this version."""

from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from fleet import upgrades
from fleet.upgrades import Outcome
from tenants.commands import ProjectCommand, find_project, words
from tenants.control.models import Project

MOST_JOBS = 32


def count(text: str) -> int:
    """An argument that is a number from 1 on; raises `ArgumentTypeError`."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise ArgumentTypeError(f"“{text[:20]}” is not a number from 1 on")
    return int(text)


class Command(ProjectCommand):
    """Upgrades project by project; those that are done are left alone, so whatever broke it off, it is called again."""

    help = "Bring the projects' databases into the shape of this version: documents, collections and indexes."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which projects, and how."""
        parser.add_argument("--check", action="store_true", help="say which projects are behind, and change nothing")
        parser.add_argument("--only", help="ids or names of projects, with commas between them")
        parser.add_argument("--first", help="id or name of a project that goes first, alone; if it fails, no other is touched")
        parser.add_argument("--limit", type=count, help="upgrade at most so many of those that are behind")
        parser.add_argument("--jobs", type=count, default=4, help="projects at once")
        parser.add_argument("--resume", action="store_true", help="go on where a call broke off, as every call does")

    def run(self, **options: Any) -> Any:
        """Look which are behind, and upgrade them."""
        jobs = min(options["jobs"], MOST_JOBS)
        chosen = self._chosen(words(options["only"]))
        looked = upgrades.look(chosen, jobs, self._progress(len(chosen), "looking"))
        behind = [project for project, found in zip(chosen, looked, strict=True) if found.state == "behind"]
        rest = [found for found in looked if found.state != "behind"]
        if options["check"]:
            return self._told(looked)
        return self._told(rest + self._upgraded(behind, jobs, options["first"], options["limit"]))

    def _chosen(self, only: list[str]) -> list[Project]:
        named = {find_project(identifier).pk for identifier in only}
        return upgrades.projects(sorted(named))

    def _upgraded(self, behind: list[Project], jobs: int, first: str | None, limit: int | None) -> list[Outcome]:
        done: list[Outcome] = []
        if first:
            canary = find_project(first).pk
            done = upgrades.upgrade(self.actor, [each for each in behind if each.pk == canary], 1)
            if any(each.state == "failed" for each in done):
                return done + [_left(each) for each in behind if each.pk != canary]
            behind = [each for each in behind if each.pk != canary]
        now = behind[:limit]
        later = behind[len(now) :]
        return (
            done
            + upgrades.upgrade(self.actor, now, jobs, self._progress(len(now), "upgrading"))
            + [_left(each) for each in later]
        )

    def _progress(self, total: int, title: str) -> upgrades.Progress:
        def shown(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
            yield from tqdm(outcomes, desc=title, total=total, disable=not self.is_watched, leave=False)

        return shown

    def _told(self, outcomes: Sequence[Outcome]) -> dict[str, Any]:
        counted = Counter[str](each.state for each in outcomes)
        self.left = counted["failed"] + counted["behind"]
        names = ("upgraded", "current", "behind", "failed")
        told = [{"project": each.project, "name": each.name, "state": each.state, "sentence": each.sentence} for each in outcomes]
        return {**{name: counted[name] for name in names}, "projects": [row for row in told if row["state"] != "current"]}

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if a project is not of this version."""
        self.left = 0
        super().handle(*args, **options)
        if self.left:
            raise CommandError(
                f"{self.left} projects are not of the shape of this version. Call the command again when it is mended."
            )

    def say(self, result: Any) -> None:
        """How many, and what is wrong with those that failed."""
        counts = ", ".join(f"{result[name]} {name}" for name in ("upgraded", "current", "behind", "failed"))
        self.stdout.write(f"Projects: {counts}.")
        for row in result["projects"]:
            if row["state"] in ("failed", "behind"):
                self.stderr.write(f"    “{row['name']}” ({row['project']}) {row['state']} {row['sentence']}".rstrip())


def _left(project: Project) -> Outcome:
    return Outcome(project.pk, project.name, "behind")
