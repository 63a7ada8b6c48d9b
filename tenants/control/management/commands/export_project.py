"""Hand a project out as one bundle."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from omnia.bundles.errors import BundleError
from tenants.actions.bundle_export import export_project
from tenants.commands import ProjectCommand, find_project

PASSPHRASE = "OMNIA_BUNDLE_PASSPHRASE"  # noqa: S105  # the name of a variable
MAX_PASSPHRASE = 1000


class Command(ProjectCommand):
    """Writes a project's documents, versions, releases, channels, settings and people into one signed file."""

    help = "Write a project into one signed file: content, releases, people's roles; with conversations if asked for."
    refusals = (*ProjectCommand.refusals, BundleError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and where to."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--out", required=True, metavar="FILE", help="the file, which must not be there yet")
        parser.add_argument("--conversations", action="store_true", help="with records of conversations, sealed by a passphrase")
        add_passphrase(parser, "made and printed if left out")

    def run(self, **options: Any) -> Any:
        """Write it."""
        project, path = find_project(options["project"]), Path(options["out"])
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}. Name a file in one that is there.")
        made = export_project(
            self.actor,
            project,
            path,
            conversations=options["conversations"],
            passphrase=read_passphrase(options) if options["conversations"] else "",
            progress=lambda found: self.progress(found, "parts"),
        )
        return {
            "project": made.project,
            "file": str(made.file),
            "documents": made.documents,
            "bytes": made.size,
            "people": made.people,
            "conversations": made.has_conversations,
            "consistency": made.consistency,
            "key": made.key,
            "passphrase": made.passphrase or None,
        }

    def say(self, result: Any) -> None:
        """Where it is, and what opens it."""
        parts = f"{result['documents']:,} documents and {result['people']} people, {result['bytes']:,} bytes"
        self.stdout.write(f"Project {result['project']} is in {result['file']}: {parts}. Signed by key {result['key']}.")
        if result["consistency"] == "none":
            self.stdout.write(
                "The server reads nothing as of one moment: what changed meanwhile may be in some parts and not in others."
            )
        if result["passphrase"]:
            self.stdout.write("Its conversations open with this passphrase, which is not kept:")
            self.stdout.write(result["passphrase"])


def add_passphrase(parser: CommandParser, otherwise: str) -> None:
    """Where the passphrase is read: never from the arguments, which every user of the machine sees."""
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=f"file whose first line is the passphrase; or the variable {PASSPHRASE}; {otherwise}",
    )


def read_passphrase(options: dict[str, Any]) -> str:
    """The passphrase of the file, or of the variable; raises `OSError`, `CommandError`."""
    if options["passphrase_file"] is None:
        return os.environ.get(PASSPHRASE, "")
    with Path(options["passphrase_file"]).open(encoding="utf-8") as file:
        try:
            found = file.read(MAX_PASSPHRASE).partition("\n")[0].strip()
        except UnicodeDecodeError as error:
            raise CommandError("The passphrase's file is no text in UTF-8.") from error
    if not found:
        raise CommandError("The passphrase's file has no passphrase in its first line.")
    return found
