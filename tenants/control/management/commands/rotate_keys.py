"""Replace keys that wrap and seal, and say how far the replacement of all keys is."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError, CommandParser
from pymongo.errors import PyMongoError

from omnia.infra.cache import Unreachable
from omnia.infra.envelope import EnvelopeError
from omnia.mongo.data_keys import key_ring
from tenants.actions.rotating import renew_data_key, rewrap_data_keys, rewrap_second_factors
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project, ProjectStatus
from tenants.key_status import KeyStatus, as_plain_data, derived_keys

SHOWN = 20
"""API keys that are listed for people; --json has all."""


class Command(ProjectCommand):
    """Goes through all projects while they are in use; what fails in one keeps no other from its turn."""

    help = "Wrap the projects' data keys by the key ring's current key, while everything runs; may be broken off."
    refusals = (*ProjectCommand.refusals, EnvelopeError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """What is done, and for whom."""
        parser.add_argument("--project", help="id or name of the one project; all if left out")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--data-keys", action="store_true", help="give each project a new data key besides; earlier ones open")
        what.add_argument("--status", action="store_true", help="change nothing; say what still stands under earlier keys")
        what.add_argument(
            "--derived", action="store_true", help="print the SECRET keys that come from earlier secrets, as settings take them"
        )

    def run(self, **options: Any) -> Any:
        """Do it, project by project."""
        self.failed: list[dict[str, str]] = []
        self.shows_status, self.shows_derived = options["status"], options["derived"]
        if self.shows_derived:
            return derived_keys()
        ring_key = key_ring().current()
        projects = [find_project(options["project"])] if options["project"] else _all()
        if self.shows_status:
            return self._status(KeyStatus(ring_key), projects, everything=not options["project"])
        done = {"rewrapped": 0, "renewed": 0}

        def rotate(project: Project) -> None:
            done["rewrapped"] += rewrap_data_keys(self.actor, project)
            if options["data_keys"]:
                renew_data_key(self.actor, project)
                done["renewed"] += 1

        seeds = 0 if options["project"] else self._rewrap_second_factors()
        self._for_each(projects, rotate)
        return {"ring_key": ring_key, "projects": len(projects), **done, "second_factors": seeds, "failed": self.failed}

    def _rewrap_second_factors(self) -> int:
        try:
            return rewrap_second_factors(self.actor)
        except EnvelopeError as error:
            self.failed.append({"project": "platform", "name": "Second factors", "sentence": str(error)})
            return 0

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if a project could not be done."""
        super().handle(*args, **options)
        if self.failed:
            raise CommandError(f"{len(self.failed)} of them could not be done. Mend what is said of them, and call it again.")

    def _status(self, status: KeyStatus, projects: list[Project], *, everything: bool) -> dict[str, Any]:
        if everything:
            status.add_platform()
        self._for_each(projects, status.add_project)
        return {**as_plain_data(status), "failed": self.failed}

    def _for_each(self, projects: list[Project], work: Callable[[Project], None]) -> None:
        for project in self.progress(projects, "projects"):
            try:
                work(project)
            except Unreachable:
                self._note(project, f"The cluster “{project.cluster}” does not answer.")
            except (EnvelopeError, PyMongoError) as error:
                self._note(project, str(error).partition(", full error")[0])

    def _note(self, project: Project, sentence: str) -> None:
        self.failed.append({"project": project.pk, "name": project.name, "sentence": sentence})

    def say(self, result: Any) -> None:
        """What was done, or what is left."""
        if self.shows_derived:
            for name, entries in result.items():
                self.stdout.write("\n".join([f"# behind the others in {name}:", *entries]))
            return
        if self.shows_status:
            self._say_status(result)
        else:
            if result["second_factors"]:
                self.stdout.write(f"{result['second_factors']} second factors are now under {result['ring_key']}.")
            renewed = f" {result['renewed']} new data keys were made." if result["renewed"] else ""
            self.stdout.write(
                f"{result['rewrapped']} data keys of {result['projects']} projects are now under {result['ring_key']}.{renewed}"
            )
        for row in result["failed"]:
            self.stderr.write(f"{row['name']} ({row['project']}): {row['sentence']}")

    def _say_status(self, result: dict[str, Any]) -> None:
        others = ", ".join(result["other_secrets"])
        self.stdout.write(f"Secret: {result['secret']}" + (f"; also accepted: {others}" if others else ""))
        self.stdout.write(f"Key ring: {result['ring_key']}")
        for name, count in result["data_keys"].items():
            self.stdout.write(f"  {count:>7,} data keys under {name}")
        self.stdout.write(f"Audit logs: {result['audit_key']}; entries under {', '.join(result['audit_keys']) or 'none'}")
        self.stdout.write(f"API keys: {result['api_keys']:,}, {len(result['unused_api_keys']):,} not used under this secret")
        for row in result["unused_api_keys"][:SHOWN]:
            self.stdout.write(f"  {row['project']}  {row['id']}  …{row['last_four']}  {row['name']}")
        for sentence in result["left"]:
            self.stdout.write(self.style.WARNING(sentence))
        if not result["left"]:
            self.stdout.write(self.style.SUCCESS("Nothing stands under an earlier key."))


def _all() -> list[Project]:
    return list(Project.objects.exclude(status=ProjectStatus.ERASED).order_by("name"))
