"""Load the seed catalogue into the factory."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from factory import catalogue_files
from factory.actions import CatalogueError, Staff, ensure_staff_groups, load_document, set_industry
from omnia.commands import OmniaCommand


class Command(OmniaCommand):
    """Brings the reviewed files into the factory; loading the same files again changes nothing."""

    help = "Load the reviewed catalogue files into the factory."
    refusals = (CatalogueError,)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where the files are."""
        parser.add_argument("--folder", type=Path, default=catalogue_files.CATALOGUE, help="folder of the catalogue files")

    def run(self, **options: Any) -> Any:
        """Load industries, then templates, then flows."""
        ensure_staff_groups()
        staff, catalogue = Staff.command("load_catalogue"), catalogue_files.read(options["folder"])
        for key, label in catalogue.industries.items():
            set_industry(staff, key, label)
        documents = [("template", body) for body in catalogue.templates.values()] + [("flow", body) for body in catalogue.flows.values()]
        return [asdict(load_document(staff, kind, body)) for kind, body in self.progress(documents, "Loading the catalogue")]  # type: ignore[arg-type]

    def say(self, result: Any) -> None:
        """How many of each."""
        counts = {outcome: sum(row["outcome"] == outcome for row in result) for outcome in ("created", "updated", "unchanged")}
        self.stdout.write("Catalogue: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
