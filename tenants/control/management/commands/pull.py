"""Take what the factory offers."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, CommandParser

from omnia.dialogue.diff import Change
from omnia.dialogue.merge import ABSENT, Conflict
from tenants import updates
from tenants.actions.updating import (
    ChoiceRefused,
    UpdateRefused,
    add_copy,
    decline_update,
    pin_copy,
    take_update,
    want_updates,
)
from tenants.commands import ProjectCommand, find_project, version_number
from tenants.control.models import Project
from tenants.updates import NewDocument, Offer, Orphan, Preview


class Command(ProjectCommand):
    """Merges the factory's newer versions into a project's copies; of a conflict the copy's side stays, and it is reported."""

    help = "Merge the factory's newer versions into a project's copies."
    refusals = (*ProjectCommand.refusals, updates.NoUpdate)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which project and which of its copies."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        parser.add_argument("--template", help="key of one template or flow; all that have an update by default")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--safe", action="store_true", help="only what conflicts with nothing of the project's")
        parser.add_argument("--new", action="store_true", help="add what the factory has and the project never had, too")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--keep-mine", action="store_true", help="with --template: do not offer this version again")
        choice.add_argument(
            "--pin", type=version_number, help="with --template: offer nothing beyond this version of the factory"
        )
        choice.add_argument("--offer-again", action="store_true", help="with --template: undo --keep-mine and --pin")

    def run(self, **options: Any) -> Any:
        """Merge each, or say what would become of it; one that cannot be taken does not stop the others."""
        project = find_project(options["project"])
        if options["keep_mine"] or options["pin"] is not None or options["offer_again"]:
            return self._choose(project, options)
        chosen = [offer for offer in updates.offers(project) if options["template"] in (None, offer.key)]
        if options["safe"]:
            chosen = [offer for offer in chosen if not updates.merge(project, offer).conflicts]
        new = [row for row in updates.new_documents(project) if options["new"] and options["template"] in (None, row.key)]
        gone = [row for row in updates.orphans(project) if options["template"] in (None, row.key)]
        if options["template"] and not chosen and not new and not gone:
            raise CommandError(f"The factory offers nothing new for “{options['template']}” in this project.")
        rows = [self._row(project, offer, dry_run=options["dry_run"]) for offer in self.progress(chosen, "Updates")]
        added = [self._add(project, row, dry_run=options["dry_run"]) for row in self.progress(new, "New documents")]
        return {"project": project.pk, "templates": rows, "new": added, "orphaned": [_gone(row) for row in gone]}

    def _choose(self, project: Project, options: Mapping[str, Any]) -> dict[str, Any]:
        """Keep a copy from updates, or offer them again."""
        key = options["template"]
        if not key or options["dry_run"] or options["safe"] or options["new"]:
            raise CommandError(
                "--keep-mine, --pin and --offer-again speak of one copy: name it with --template, and nothing else."
            )
        document = next((kind for kind in updates.DOCUMENTS if updates.has_copy(project, kind, key)), None)
        if document is None:
            raise CommandError(f"This project has no copy of a factory's document “{key}”.")
        if options["offer_again"]:
            want_updates(self.actor, project, document, key)
        elif options["pin"] is not None:
            pin_copy(self.actor, project, document, key, version=options["pin"])
        else:
            offer = updates.offer_for(project, document, key)
            decline_update(self.actor, project, document, key, offered=offer.offered if offer is not None else 0)
        held = [each for each in updates.set_aside(project) if (each.document, each.key) == (document, key)]
        kept = [
            {name: getattr(each, name) for name in ("document", "key", "taken", "published", "declined", "pinned")}
            for each in held
        ]
        return {"project": project.pk, "templates": [], "new": [], "orphaned": [], "kept": kept}

    def _add(self, project: Project, row: NewDocument, *, dry_run: bool) -> dict[str, Any]:
        told = {"document": row.document, "key": row.key, "version": row.version, "missing": list(row.missing), "added": False}
        if dry_run:
            return told
        try:
            add_copy(self.actor, project, row.document, row.key)
        except ChoiceRefused as refused:
            return told | {"refused": str(refused)}
        return told | {"added": True}

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
        if "kept" in result:
            self._say_kept(result["kept"])
            return
        if not result["templates"] and not result["new"]:
            self.stdout.write("Everything is current: the factory offers nothing new.")
        for row in result["templates"]:
            state = self.style.SUCCESS("taken") if row["taken"] else row.get("refused", "not taken")
            counts = f"{len(row['safe'])} safe, {len(row['conflicts'])} in conflict"
            self.stdout.write(f"{row['key']:24s} {row['from']} → {row['to']}   {counts}   {state}")
        for row in result["new"]:
            state = self.style.SUCCESS("added") if row["added"] else row.get("refused", "not added")
            self.stdout.write(f"{row['key']:24s} new at {row['version']}   {state}")
        for row in result["orphaned"]:
            self.stdout.write(f"{row['key']:24s} no longer in the factory   {_succession(row)}")

    def _say_kept(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            self.stdout.write("This copy is offered what the factory has.")
        for row in rows:
            said = f"stays at {row['pinned']}" if row["pinned"] is not None else f"does not want {row['declined']}"
            self.stdout.write(f"{row['key']} {said}; it has taken {row['taken']}, and the factory is at {row['published']}.")


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


def _gone(row: Orphan) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("document", "key", "successor", "has_successor")}


def _succession(row: Mapping[str, Any]) -> str:
    """What takes the place of a copy's original."""
    if not row["successor"]:
        return "nothing takes its place; the copy goes on as it is"
    if row["has_successor"]:
        return f"“{row['successor']}” takes its place, and is part of this project"
    return f"“{row['successor']}” takes its place: add it with --new --template {row['successor']}"


def _change(change: Change) -> dict[str, Any]:
    return {"path": change.path, "operation": change.operation, "from": change.before, "to": change.after}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    sides = {"base": conflict.base, "mine": conflict.ours, "theirs": conflict.theirs}
    held = {side: value for side, value in sides.items() if value is not ABSENT}
    return {"path": conflict.address, "kind": conflict.kind, **held}
