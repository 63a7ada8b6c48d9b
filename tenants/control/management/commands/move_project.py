"""Move a project to another cluster."""

from typing import Any

from django.core.management.base import CommandParser

from omnia.backups.errors import BackupError
from tenants.actions import relocating
from tenants.actions.move_lease import MoveError
from tenants.actions.relocating import Moved
from tenants.commands import ProjectCommand, find_project
from tenants.placement import BeingMovedError


class Command(ProjectCommand):
    """Moves a project while it is served; goes on with a move that broke off, confirms one, or undoes it."""

    help = "Move a project to another cluster while it is served; call it again if it was killed."
    refusals = (*ProjectCommand.refusals, BackupError, MoveError, BeingMovedError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project, and where to."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--to", metavar="CLUSTER", help="where it is to be; the old copy is kept until --confirm")
        what.add_argument("--confirm", action="store_true", help="drop the old copy")
        what.add_argument("--back", action="store_true", help="undo a move that is not confirmed")

    def run(self, **options: Any) -> Any:
        """Move it, or say how its move stands."""
        project = find_project(options["project"])
        if options["to"]:
            return _row(relocating.relocate(self.actor, project, options["to"], told=self._tell))
        if options["confirm"]:
            return _row(relocating.confirm(self.actor, project))
        if options["back"]:
            return _row(relocating.back(self.actor, project, told=self._tell))
        return _row(relocating.state_of(project))

    def _tell(self, step: str) -> None:
        if self.stderr.isatty() and not self.as_json:
            self.stderr.write(step)

    def say(self, result: Any) -> None:
        """Where it is now, and what is left to do."""
        key, source, target = result["project"], result["source"], result["target"]
        sentences = {
            "none": f"Project {key} is on {source}, and no move is under way.",
            "copying": f"Project {key} is moving from {source} to {target}. Call it with --to again to go on.",
            "switched": (
                f"Project {key} is on {target} now, with {result['documents']:,} documents; it was held still for "
                f"{result['held_still']} s. What is on {source} is kept until --confirm; --back undoes the move."
            ),
            "confirmed": f"Project {key} is on {target}. On {source} is the pointer alone that its keys follow.",
        }
        self.stdout.write(sentences[result["state"]])


def _row(moved: Moved) -> dict[str, Any]:
    return {
        "project": moved.project,
        "state": moved.state,
        "source": moved.source,
        "target": moved.target or None,
        "documents": moved.documents,
        "passes": moved.passes,
        "held_still": moved.held_still,
    }
