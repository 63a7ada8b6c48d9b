"""Take a project in from a bundle."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from omnia.bundles.errors import BundleError
from tenants.actions.bundle_import import import_project
from tenants.commands import ProjectCommand, find_user
from tenants.control.management.commands.export_project import add_passphrase, read_passphrase


class Command(ProjectCommand):
    """Makes a new project of a bundle: all of it, or nothing."""

    help = "Make a new project of a bundle that export_project wrote, here or elsewhere: all of it, or nothing."
    refusals = (*ProjectCommand.refusals, BundleError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which bundle, and whose project it will be."""
        parser.add_argument("--file", required=True, help="the bundle")
        parser.add_argument("--name", required=True, help="name of the new project")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose it will be; the account must be there")
        parser.add_argument("--cluster", default="default", help="where it is to be")
        add_passphrase(parser, "conversations are left out without it")

    def run(self, **options: Any) -> Any:
        """Take it in."""
        done = import_project(
            self.actor,
            Path(options["file"]),
            name=options["name"],
            owner=find_user(options["owner"]),
            passphrase=read_passphrase(options),
            cluster=options["cluster"],
            progress=lambda found: self.progress(found, "parts"),
        )
        return {
            "project": done.project,
            "name": done.name,
            "source": done.source,
            "signed_by": done.signed_by,
            "documents": done.documents,
            "conversations": done.has_conversations,
            "people": [{"email": email, "role": role} for email, role in done.people],
        }

    def say(self, result: Any) -> None:
        """What it is now, and who is to be invited."""
        self.stdout.write(f"Project {result['project']}, “{result['name']}”, has {result['documents']:,} documents and is ready.")
        self.stdout.write("API keys are not in a bundle: issue new ones. These people belonged to it; invite who is to go on:")
        for person in result["people"]:
            self.stdout.write(f"  {person['email']}: {person['role']}")
