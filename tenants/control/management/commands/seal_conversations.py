"""Seal the records of conversations that an earlier release left open."""

from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from omnia.infra.envelope import EnvelopeError
from tenants.actions.sealing import count_open, seal_records
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project, ProjectStatus


class Command(ProjectCommand):
    """Seals each record with its project's data key; may be called again, and goes on where it was."""

    help = "Seal the records of conversations that a release before the sealing of records left open."
    refusals = (*ProjectCommand.refusals, EnvelopeError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project."""
        parser.add_argument("--project", help="id or name of the project; all projects if left out")

    def run(self, **options: Any) -> Any:
        """Seal project by project."""
        chosen = [find_project(options["project"])] if options["project"] else _all()
        return {"projects": {each.pk: self._seal(each) for each in chosen}}

    def _seal(self, project: Project) -> int:
        with tqdm(desc=project.name, total=count_open(project), disable=not self.is_watched, leave=False) as bar:
            return seal_records(self.actor, project, bar.update)

    def say(self, result: Any) -> None:
        """How many."""
        found = result["projects"]
        self.stdout.write(self.style.SUCCESS(f"{sum(found.values())} records of {len(found)} projects were open and are sealed."))


def _all() -> list[Project]:
    return list(Project.objects.exclude(status=ProjectStatus.ERASED).order_by("pk"))
