"""Write the catalogue's drafts as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from factory import sources
from factory.catalogue_files import LAYOUT
from omnia.commands import OmniaCommand
from omnia.documents.archives import Files, FilesRefused, archive_of, write_folder


class Command(OmniaCommand):
    """Writes one reviewed file a document; what says what it said is written byte by byte as it was."""

    help = "Write the catalogue's drafts as files: a folder, or a .zip archive."
    refusals = (FilesRefused, OSError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where to, and which of them."""
        parser.add_argument("path", type=Path, help="folder, which is made to hold just these documents, or a .zip archive")
        parser.add_argument("--only", action="append", metavar="KIND:KEY", help="such as template:date; may be repeated")

    def run(self, **options: Any) -> Any:
        """Write what differs from what is there."""
        path, files = options["path"], _wanted(options["only"])
        if path.suffix == ".zip":
            path.write_bytes(archive_of(files))
            return {"path": str(path), "files": len(files), "written": sorted(files), "removed": []}
        written, removed = write_folder(path, files, LAYOUT.suffix)
        return {"path": str(path), "files": len(files), "written": written, "removed": removed}

    def say(self, result: Any) -> None:
        """How many files, and how many of them differed."""
        written, removed = len(result["written"]), len(result["removed"])
        self.stdout.write(f"{result['path']}: {result['files']} files, {written} written, {removed} removed.")


def _wanted(only: list[str] | None) -> Files:
    files = sources.exported(only)
    missing = [name for name in only or () if LAYOUT.name(*_split(name)) not in files]
    if missing:
        raise CommandError(f"The catalogue has no document “{missing[0]}”. Name it as template:<key> or flow:<key>.")
    return files


def _split(name: str) -> tuple[str, str]:
    kind, _colon, key = name.partition(":")
    return kind, key
