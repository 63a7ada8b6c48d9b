"""How projects are."""

from typing import Any

from django.core.management.base import CommandParser

from tenants import selectors
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project, ProjectStatus
from tenants.project.channels import CANARY


class Command(ProjectCommand):
    """Lists projects with their state, and says what to do where something is not well."""

    help = "Show how a project is, or all of them, and what to do about it."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """One project, or all."""
        parser.add_argument("--project", help="id or name of the project; all if left out")

    def run(self, **options: Any) -> Any:
        """Read the state."""
        chosen = [find_project(options["project"])] if options["project"] else self._all()
        return [selectors.status(project) for project in self.progress(chosen, "Reading projects")]

    def _all(self) -> list[Project]:
        return list(Project.objects.exclude(status=ProjectStatus.ERASED).order_by("name"))

    def say(self, result: Any) -> None:
        """A line a project, and its advice."""
        if not result:
            self.stdout.write("There are no projects yet. Create one with: manage.py create_project --name … --owner …")
        for row in result:
            live = f"release {row.live} live" if row.live else "nothing live"
            held = f"{row.templates:3d} templates {row.flows:3d} flows {row.draft_changes:3d} changes"
            self.stdout.write(f"{row.project}  {row.status:12s} {live:16s} {held}  {row.name}")
            for channel, release in row.channels.items():
                share = f", {row.canary_weight} % of new callers" if channel == CANARY else ""
                self.stdout.write(f"    {channel}: release {release}{share}")
            if row.detail:
                self.stdout.write(f"    {row.detail}")
            for sentence in row.advice:
                self.stdout.write(f"    → {sentence}")
