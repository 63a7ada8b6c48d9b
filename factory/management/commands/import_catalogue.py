"""Take catalogue files in as drafts."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from factory.actions import CatalogueError, Staff
from factory.catalogue_files import LAYOUT, catalogue_of
from factory.catalogue_format import CatalogueFileError
from factory.importing import OUTCOMES, plan, take_in
from factory.sources import bases_of
from omnia.commands import OmniaCommand
from omnia.documents.archives import MAX_TOTAL, Files, FilesRefused, files_in_archive, files_in_folder

WOULD = {"created": "would be created", "changed": "would be changed", "conflict": "was changed here, too, and would be kept"}
DONE = {"created": "created", "changed": "changed", "conflict": "was changed here, too, and was kept"}


class Command(OmniaCommand):
    """Takes files in as drafts, which are reviewed and published as any; nothing is published by it."""

    help = "Take catalogue files in as drafts: a folder, or a .zip archive."
    refusals = (CatalogueError, CatalogueFileError, FilesRefused, OSError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where from, and what becomes of conflicts."""
        parser.add_argument("path", type=Path, help="folder or .zip archive, as export_catalogue writes them")
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of each document, and write nothing")
        parser.add_argument(
            "--replace", action="append", default=[], metavar="KIND:KEY", help="conflict whose draft becomes what the file says"
        )
        parser.add_argument("--note", default="", help="note of each save")

    def run(self, **options: Any) -> Any:
        """Plan, and do what was planned unless it is a dry run."""
        files = _files(options["path"])
        catalogue, self.is_dry = catalogue_of(files), options["dry_run"]
        planned = plan(catalogue, bases_of(files))
        unknown = set(options["replace"]) - {each.name for each in planned}
        if unknown:
            raise CommandError(f"There is no document “{min(unknown)}” among these files.")
        if not self.is_dry:
            staff = Staff.command("import_catalogue")
            planned = take_in(staff, catalogue, planned, replacing=options["replace"], note=options["note"])
        return [asdict(each) for each in planned]

    def say(self, result: Any) -> None:
        """How many of each, and all that are not unchanged."""
        counts = {outcome: sum(row["outcome"] == outcome for row in result) for outcome in OUTCOMES}
        self.stdout.write("Catalogue: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
        words = WOULD if self.is_dry else DONE
        for row in result:
            if row["outcome"] != "unchanged":
                self.stdout.write(f"The {row['document']} “{row['key']}” {words[row['outcome']]}.")
            if row["refusal"]:
                self.stdout.write(f"The {row['document']} “{row['key']}” is refused: {row['refusal']}")


def _files(path: Path) -> Files:
    if path.suffix != ".zip":
        return files_in_folder(path, LAYOUT)
    with path.open("rb") as file:
        content = file.read(MAX_TOTAL + 1)
    if len(content) > MAX_TOTAL:
        raise FilesRefused([("", f"The archive is over {MAX_TOTAL // 1024 // 1024} MiB.")])
    return files_in_archive(content, LAYOUT)
