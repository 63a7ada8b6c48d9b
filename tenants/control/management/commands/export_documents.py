"""Write a project's documents as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from tenants.actions.exporting import export_documents
from tenants.commands import ProjectCommand, find_project
from tenants.document_files import FilesRefused, write_folder


class Command(ProjectCommand):
    """Makes a folder hold the drafts of a project, one file each, and who wrote them; what else is in the folder stays."""

    help = "Write a project's drafts as a folder of files, one JSON file each, to keep in git."
    refusals = (*ProjectCommand.refusals, FilesRefused)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and where to."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--to", required=True, help="the folder; it is made if it is not there")

    def run(self, **options: Any) -> Any:
        """Write what differs, and remove the files of documents that are gone."""
        project = find_project(options["project"])
        found = export_documents(project)
        written, removed = write_folder(Path(options["to"]), found.files)
        told = {"project": project.pk, "draft": found.draft, "documents": len(found.documents)}
        return told | {"written": written, "removed": removed}

    def say(self, result: Any) -> None:
        """How many."""
        self.stdout.write(
            f"{result['documents']} documents; {len(result['written'])} files written, {len(result['removed'])} removed."
        )
