"""Load the seed catalogue into the factory."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from factory import catalogue_files, sources
from factory.actions import CatalogueError, Staff, ensure_staff_groups, set_industry
from factory.catalogue_files import INDUSTRIES, LAYOUT, Catalogue
from factory.catalogue_format import CatalogueFileError
from factory.loading import Loaded, foretold, load_document, published_now
from omnia.commands import OmniaCommand
from omnia.dialogue.canonical import content_hash
from omnia.documents.archives import FilesRefused, Place

OUTCOMES = ("created", "updated", "unchanged", "kept")


class Command(OmniaCommand):
    """Brings the reviewed files into the factory; loading the same files again changes nothing."""

    help = "Load the reviewed catalogue files into the factory."
    refusals = (CatalogueError, CatalogueFileError, FilesRefused)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where the files are, and what to do with documents that staff changed."""
        parser.add_argument("--folder", type=Path, default=catalogue_files.CATALOGUE, help="folder of the catalogue files")
        parser.add_argument("--overwrite", action="store_true", help="replace documents that staff changed, as a new version")
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of each document, and write nothing")

    def run(self, **options: Any) -> Any:
        """Load industries, then templates, then flows."""
        # Read before anything is written: files that cannot be read leave everything as it was.
        staff, catalogue = Staff.command("load_catalogue"), catalogue_files.read(options["folder"])
        overwrite, self.is_dry = options["overwrite"], options["dry_run"]
        documents = catalogue.documents().items()
        # What is published as its file says, which is nearly all at nearly every start, is not asked for one by one.
        alike = {} if overwrite else _alike(catalogue)
        if self.is_dry:
            return [asdict(alike.get(place) or foretold(staff, place[0], body, overwrite=overwrite)) for place, body in documents]
        ensure_staff_groups()
        for key, label in catalogue.industries.items():
            set_industry(staff, key, label)
        done = [
            alike.get(place) or load_document(staff, place[0], body, overwrite=overwrite)
            for place, body in self.progress(documents, "Loading the catalogue")
        ]
        _keep_files(catalogue, done)
        return [asdict(loaded) for loaded in done]

    def say(self, result: Any) -> None:
        """How many of each, and which were left because staff changed them."""
        counts = {outcome: sum(row["outcome"] == outcome for row in result) for outcome in OUTCOMES}
        title = "Loading would leave" if self.is_dry else "Catalogue"
        self.stdout.write(f"{title}: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
        for row in result:
            if row["outcome"] == "kept":
                self.stdout.write(
                    f"The {row['document']} “{row['key']}” was changed by staff and left as it is; --overwrite replaces it."
                )
            elif self.is_dry and row["outcome"] != "unchanged":
                self.stdout.write(f"The {row['document']} “{row['key']}” would be {row['outcome']}.")


def _alike(catalogue: Catalogue) -> dict[Place, Loaded]:
    """The documents of which projects get what their file says."""
    held = published_now()
    return {
        (kind, key): Loaded(kind, key, "unchanged", held[kind, key][0])
        for (kind, key), body in catalogue.documents().items()
        if (kind, key) in held and held[kind, key][1] == content_hash(body)
    }


def _keep_files(catalogue: Catalogue, done: list[Loaded]) -> None:
    """Have what was loaded exported as it was written, for as long as nobody changes it."""
    bodies = catalogue.documents()
    texts = {
        LAYOUT.name(each.document, each.key): (
            content_hash(bodies[each.document, each.key]),
            catalogue.text(each.document, each.key),
        )
        for each in done
        if each.outcome != "kept"
    }
    texts[INDUSTRIES] = (sources.industries_hash(catalogue.industries), catalogue.texts[INDUSTRIES])
    sources.keep(texts)
