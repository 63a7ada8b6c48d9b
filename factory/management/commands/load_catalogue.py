"""Load the seed catalogue into the factory."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from factory import catalogue_files
from factory.actions import CatalogueError, Kind, Staff, ensure_staff_groups, load_document, set_industry
from factory.catalogue_files import Catalogue
from factory.catalogue_format import Body, CatalogueFileError
from omnia.commands import OmniaCommand

OUTCOMES = ("created", "updated", "unchanged", "kept")


def _documents(catalogue: Catalogue) -> list[tuple[Kind, Body]]:
    """Templates before the flows that run them."""
    found: list[tuple[Kind, Body]] = [("template", body) for body in catalogue.templates.values()]
    found.extend(("flow", body) for body in catalogue.flows.values())
    return found


class Command(OmniaCommand):
    """Brings the reviewed files into the factory; loading the same files again changes nothing."""

    help = "Load the reviewed catalogue files into the factory."
    refusals = (CatalogueError, CatalogueFileError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where the files are, and what to do with documents that staff changed."""
        parser.add_argument("--folder", type=Path, default=catalogue_files.CATALOGUE, help="folder of the catalogue files")
        parser.add_argument("--overwrite", action="store_true", help="replace documents that staff changed, as a new version")

    def run(self, **options: Any) -> Any:
        """Load industries, then templates, then flows."""
        # Read before anything is written: files that cannot be read leave everything as it was.
        staff, catalogue = Staff.command("load_catalogue"), catalogue_files.read(options["folder"])
        ensure_staff_groups()
        for key, label in catalogue.industries.items():
            set_industry(staff, key, label)
        return [
            asdict(load_document(staff, kind, body, overwrite=options["overwrite"]))
            for kind, body in self.progress(_documents(catalogue), "Loading the catalogue")
        ]

    def say(self, result: Any) -> None:
        """How many of each, and which were left because staff changed them."""
        counts = {outcome: sum(row["outcome"] == outcome for row in result) for outcome in OUTCOMES}
        self.stdout.write("Catalogue: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
        for row in result:
            if row["outcome"] == "kept":
                self.stdout.write(
                    f"The {row['document']} “{row['key']}” was changed by staff and left as it is; --overwrite replaces it."
                )
