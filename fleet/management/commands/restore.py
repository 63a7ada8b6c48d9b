"""Put a backup back."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from fleet.backup_command import BackupCommand, listed, moment, storage_at
from fleet.backups import restoring, scopes
from fleet.backups.restoring import Restored
from fleet.doctor.of_registry import compare
from omnia.backups.errors import BackupError
from omnia.backups.storage import Storage
from tenants.commands import find_project


class Command(BackupCommand):
    """Restores one project or everything, in place of what stands or beside it."""

    help = "Restore a backup: one project or everything, in place, or one project beside what stands."

    def add_own_arguments(self, parser: CommandParser) -> None:
        """From where, what, and whereto."""
        parser.add_argument(
            "--from",
            required=True,
            dest="source",
            metavar="DIR",
            help="folder, or s3://bucket/prefix, that `backup --out` wrote to",
        )
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--project", help="id or name of the one project; everything if left out")
        which.add_argument("--platform", action="store_true", help="the control database and the factory alone")
        which.add_argument("--list", action="store_true", dest="only_list", help="only say what is there")
        parser.add_argument("--moment", type=moment, help="the newest backup that is not after it: 2026-11-29T11:30, in UTC")
        parser.add_argument("--beside", action="store_true", help="as a project of its own beside --project, which stays")

    def run(self, **options: Any) -> Any:
        """Restore it."""
        storage, wanted = storage_at(options["source"]), options["moment"]
        if options["only_list"]:
            return {"there": listed(storage)}
        if options["beside"] and not options["project"]:
            raise CommandError("Only one project can be restored beside: name it with --project.")
        if options["project"]:
            project = find_project(options["project"])
            if options["beside"]:
                return {"restored": [_row(restoring.restore_beside(self.actor, storage, project, moment=wanted))]}
            scope = scopes.of_project(project)
            done = _row(restoring.restore(self.actor, storage, scope, moment=wanted))
            return {"restored": [done], "differing": compare([project])}
        return self._everything(storage, wanted, is_platform_alone=options["platform"])

    def _everything(self, storage: Storage, wanted: str | None, *, is_platform_alone: bool) -> dict[str, Any]:
        """Restore the platform, then each project of the registry as it was put back; one that cannot be keeps none from it."""
        done = [_row(restoring.restore(self.actor, storage, scope, moment=wanted)) for scope in scopes.platform()]
        found = [] if is_platform_alone else [scopes.of_project(project) for project in scopes.projects()]
        left = []
        for scope in self.over_scopes(found):
            try:
                done.append(_row(restoring.restore(self.actor, storage, scope, moment=wanted)))
            except BackupError as error:
                left.append({"scope": scope.name, "sentence": str(error)})
        self.is_whole = not left
        return {"restored": done, "not_restored": left, "differing": compare(scopes.projects())}

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, in either form, and then fail if a project could not be restored."""
        self.is_whole = True
        super().handle(*args, **options)
        if not self.is_whole:
            raise CommandError("Not every project was restored. Those that were not stand as they were.")

    def say(self, result: Any) -> None:
        """What was restored, or what there is."""
        for row in result.get("not_restored", ()):
            self.stderr.write(f"{row['scope']}: {row['sentence']}")
        for row in result.get("there", ()):
            self.stdout.write(f"{row['scope']}: {', '.join(row['moments'])}")
        for row in result.get("restored", ()):
            where = f" as project {row['project']}" if row["log"] == "own" else ""
            self.stdout.write(f"{row['scope']} as of {row['moment']}{where}: {row['documents']:,} documents; log {row['log']}.")
        for sentence in result.get("differing", ()):
            self.stderr.write(f"Look at this: {sentence}")


def _row(done: Restored) -> dict[str, Any]:
    return {
        "scope": done.scope,
        "project": done.project,
        "moment": done.moment,
        "documents": done.documents,
        "log": done.log,
    }
