"""Take what the factory offers."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from omnia.dialogue.diff import Change
from omnia.dialogue.merge import ABSENT, Conflict
from tenants import updates
from tenants.actions.updating import UpdateRefused, take_update
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project
from tenants.updates import Offer, Preview


class Command(ProjectCommand):
    """Merges the factory's newer versions into a project's copies; of a conflict the copy's side stays, and it is reported."""

    help = "Merge the factory's newer versions into a project's copies."
    refusals = (*ProjectCommand.refusals, updates.NoUpdate)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project and which of its copies."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--template", help="key of one template or flow; all that have an update by default")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def run(self, **options: Any) -> Any:
        """Merge each, or say what would become of it; one that cannot be taken does not stop the others."""
        project = find_project(options["project"])
        chosen = [offer for offer in updates.offers(project) if options["template"] in (None, offer.key)]
        if options["template"] and not chosen:
            raise CommandError(f"The factory offers nothing new for “{options['template']}” in this project.")
        rows = [self._row(project, offer, dry_run=options["dry_run"]) for offer in self.progress(chosen, "Updates")]
        return {"project": project.pk, "templates": rows}

    def _row(self, project: Project, offer: Offer, *, dry_run: bool) -> dict[str, Any]:
        if dry_run:
            merged = updates.preview(project, offer)
            return _told(merged, taken=False)
        try:
            merged, _saved = take_update(self.actor, project, offer)
        except UpdateRefused as refused:
            return _told(updates.preview(project, offer), taken=False) | {"refused": str(refused)}
        return _told(merged, taken=True)

    def say(self, result: Any) -> None:
        """A line a copy."""
        if not result["templates"]:
            self.stdout.write("Everything is current: the factory offers nothing new.")
        for row in result["templates"]:
            state = self.style.SUCCESS("taken") if row["taken"] else row.get("refused", "not taken")
            counts = f"{len(row['safe'])} safe, {len(row['conflicts'])} in conflict"
            self.stdout.write(f"{row['key']:24s} {row['from']} → {row['to']}   {counts}   {state}")


def _told(merged: Preview, *, taken: bool) -> dict[str, Any]:
    offer = merged.offer
    return {
        "document": offer.document,
        "key": offer.key,
        "from": offer.taken,
        "to": offer.offered,
        "class": merged.change_class,
        "note": offer.note,
        "safe": [_change(change) for change in merged.safe],
        "conflicts": [_conflict(conflict) for conflict in merged.conflicts],
        "taken": taken,
    }


def _change(change: Change) -> dict[str, Any]:
    return {"path": change.path, "operation": change.operation, "from": change.before, "to": change.after}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    sides = {"base": conflict.base, "mine": conflict.ours, "theirs": conflict.theirs}
    held = {side: value for side, value in sides.items() if value is not ABSENT}
    return {"path": conflict.address, "kind": conflict.kind, **held}
