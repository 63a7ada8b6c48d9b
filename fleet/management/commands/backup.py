"""Back up the platform and its projects."""

from typing import Any

from django.core.management.base import CommandParser

from fleet.backup_command import BackupCommand, count, storage_at
from fleet.backups.backing_up import back_up
from fleet.backups.keeping import Rule
from tenants.commands import find_project

CONSISTENCY = {
    "snapshot": "as of one moment (snapshot read concern)",
    "transaction": "as of one moment (in a transaction; this server has no snapshot read concern)",
    "none": "one collection after the other, NOT as of one moment: this server has neither snapshots nor transactions",
}


class Command(BackupCommand):
    """Writes what changed since the last time, encrypted, into a folder."""

    help = "Back up one project, or the control database, the factory and all projects: encrypted, and only what is new."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Where to, of what, and what is kept."""
        parser.add_argument(
            "--out", required=True, metavar="DIR", help="folder, or s3://bucket/prefix, of the backups; made if missing"
        )
        parser.add_argument("--project", help="id or name of the one project; everything if left out")
        parser.add_argument("--keep-days", type=count, help="keep the newest of each of so many days, and remove what is older")
        parser.add_argument("--keep-weeks", type=count, help="keep the newest of each of so many weeks, and remove what is older")

    def run(self, **options: Any) -> Any:
        """Make it."""
        project = find_project(options["project"]) if options["project"] else None
        days, weeks = options["keep_days"], options["keep_weeks"]
        rule = Rule(days or 0, weeks or 0) if days is not None or weeks is not None else None
        made = back_up(self.actor, storage_at(options["out"], is_new=True), project=project, rule=rule, progress=self.over_scopes)
        return {
            "moment": made.moment,
            "databases": len(made.parts),
            "documents": sum(part.documents for part in made.parts),
            "bytes_written": made.written,
            "removed": made.removed,
            "consistency": sorted({part.consistency for part in made.parts}),
            "undeclared": {part.scope: list(part.undeclared) for part in made.parts if part.undeclared},
        }

    def say(self, result: Any) -> None:
        """What was written, and how it was read."""
        size = f"{result['bytes_written'] / 2**20:.1f} MiB new"
        self.stdout.write(
            f"Backup {result['moment']}: {result['databases']} databases, {result['documents']:,} documents, {size}."
        )
        for level in result["consistency"]:
            self.stdout.write(f"Each database was read {CONSISTENCY[level]}.")
        if result["removed"]:
            self.stdout.write(f"{result['removed']} files that were not to be kept are removed.")
        for scope, names in result["undeclared"].items():
            self.stderr.write(f"In no backup: {scope} has collections that nobody declared: {', '.join(names)}.")
