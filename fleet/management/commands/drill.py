"""Try whether a backup can be restored."""

import os
import tempfile
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from fleet.backup_command import BackupCommand, moment, storage_at
from fleet.backups.backing_up import back_up
from fleet.backups.drilling import drill, report
from omnia.infra.private_files import open_private
from tenants.commands import find_project
from tenants.control.models import Project


class Command(BackupCommand):
    """Restores a backup into databases of other names, compares, drops them, and writes a dated report."""

    help = "Try a backup: restore it under other names, compare every collection and index, write a dated report."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Of which backup, of what."""
        parser.add_argument(
            "--from",
            dest="source",
            metavar="DIR",
            help="folder, or s3://bucket/prefix, of the backups; a fresh backup if left out",
        )
        parser.add_argument("--project", help="id or name of the one project; everything if left out")
        parser.add_argument("--moment", type=moment, help="the newest backup that is not after it")
        parser.add_argument("--report", metavar="DIR", help="folder of the reports; `drills` in the data folder if left out")

    def run(self, **options: Any) -> Any:
        """Try it."""
        project = find_project(options["project"]) if options["project"] else None
        if options["source"]:
            result = self._drilled(options["source"], project, options["moment"])
        else:
            with tempfile.TemporaryDirectory(prefix="omnia-drill-") as folder:
                back_up(self.actor, storage_at(folder, is_new=True), project=project, progress=self.over_scopes)
                result = self._drilled(folder, project, None)
        path = Path(options["report"] or Path(settings.DATA_DIR) / "drills") / f"drill-{result['moment']}.json"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(open_private(path, os.O_WRONLY | os.O_TRUNC), "wb") as file:
            file.write(orjson.dumps(result, option=orjson.OPT_INDENT_2))
        self.holds = result["equal"] == result["databases"]
        return result | {"report": str(path)}

    def _drilled(self, place: str, project: Project | None, wanted: str | None) -> dict[str, Any]:
        return report(drill(self.actor, storage_at(place), project=project, moment=wanted, progress=self.over_names))

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if something did not come back as it was."""
        self.holds = True
        super().handle(*args, **options)
        if not self.holds:
            raise CommandError("Not everything came back as it was. Make a new backup, and try it again.")

    def say(self, result: Any) -> None:
        """How it went."""
        for row in result["wrong"]:
            self.stderr.write(f"{row['scope']}: {row['sentence']}")
        told = f"{result['equal']} of {result['databases']} databases came back as they were"
        self.stdout.write(f"{told}, {result['documents']:,} documents in {result['collections']:,} collections.")
        self.stdout.write(f"{result['seconds']} s. Report: {result['report']}")
