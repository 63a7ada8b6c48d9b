"""Decide on what projects suggest."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from factory import suggestions as kept
from factory.actions import CatalogueError, Staff
from factory.models import Suggestion
from factory.suggestions import Merge
from fleet import suggestions
from omnia.commands import OmniaCommand
from omnia.dialogue.diff import diff
from omnia.dialogue.merge import ABSENT, Decision


class Command(OmniaCommand):
    """Lists what waits, shows a suggestion merged into the draft as it is now, takes it with credit, or declines it."""

    help = "List what projects suggest to the catalogue, show one beside the draft, take it, or decline it with a reason."
    refusals = (CatalogueError,)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which suggestion, and what becomes of it."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--show", metavar="SUGGESTION", help="what it changes, and what would become of the draft")
        which.add_argument("--take", metavar="SUGGESTION", help="merge it into the draft as its next save")
        which.add_argument("--decline", metavar="SUGGESTION", help="say no to it; needs --reason")
        parser.add_argument(
            "--theirs", nargs="+", default=[], metavar="ADDRESS", help="conflicts in which the project's side wins"
        )
        parser.add_argument("--reason", default="", help="why it is declined; the project reads it")
        parser.add_argument("--seen", help="the state that --show told; another one is not decided on")

    def run(self, **options: Any) -> Any:
        """Do what was asked; list what waits otherwise."""
        chosen = options["show"] or options["take"] or options["decline"]
        if not chosen:
            return {"suggestions": [_row(row) for row in kept.waiting()]}
        row = Suggestion.objects.filter(pk=chosen).first()
        if row is None:
            raise CommandError(f"There is no suggestion “{chosen[:40]}”. Without arguments the command lists what waits.")
        if options["show"]:
            return {"suggestions": [_row(row)], **_merged(row)}
        staff = Staff.command("suggestions")
        if options["take"]:
            merged = kept.merge(row)
            self._refuse_other(options["seen"], row, merged)
            decisions = self._decisions(options["theirs"], merged)
            suggestions.take(staff, row.pk, seen=row.revision, base_revision=merged.revision, decisions=decisions)
        else:
            self._refuse_other(options["seen"], row, None)
            suggestions.decline(staff, row.pk, seen=row.revision, reason=options["reason"])
        return {"suggestions": [_row(Suggestion.objects.get(pk=row.pk))]}

    def _decisions(self, theirs: list[str], merged: Merge) -> dict[str, Decision]:
        known = {conflict.address for conflict in merged.conflicts}
        wrong = next((address for address in theirs if address not in known), None)
        if wrong is not None:
            raise CommandError(f"There is no conflict at “{wrong[:100]}”. --show lists the addresses.")
        return {address: Decision("theirs") for address in theirs}

    def _refuse_other(self, seen: str | None, row: Suggestion, merged: Merge | None) -> None:
        """Refuse a suggestion or a draft that is another one than was shown."""
        held = f"{row.revision}.{merged.revision}" if merged is not None else str(row.revision)
        asked = seen if merged is not None or seen is None else seen.partition(".")[0]
        if asked is not None and asked != held:
            raise CommandError("The suggestion or the draft is another one by now. Look at it again with --show.")

    def say(self, result: Any) -> None:
        """A line a suggestion, and what it would change."""
        if not result["suggestions"]:
            self.stdout.write("Nothing waits.")
        for row in result["suggestions"]:
            place = f"{row['document']} “{row['key']}”, {row['places']} places"
            self.stdout.write(f"{row['suggestion']}  {row['state']}  {place}, by {row['person']}, {row['project_name']}")
            if row["note"]:
                self.stdout.write(f"    {row['note']}")
        for change in result.get("changes", []):
            self.stdout.write(f"  {change['operation']} {change['pointer']}: {change['from']!r} → {change['to']!r}")
        for conflict in result.get("conflicts", []):
            self.stdout.write(f"  in conflict, the draft is kept: {conflict['address']}")


def _row(row: Suggestion) -> dict[str, Any]:
    return {
        "suggestion": row.pk,
        "state": str(row.state),
        "document": row.document,
        "key": row.key,
        "base_version": row.base_version,
        "places": row.place_count,
        "note": row.note,
        "project": row.project,
        "project_name": row.project_name,
        "person": row.person,
        "at": row.at,
        "reason": row.reason,
    }


def _merged(row: Suggestion) -> dict[str, Any]:
    """What taking it would change in the draft as it is now."""
    merged = kept.merge(row)
    conflicts = [
        {
            "address": each.address,
            "sides": {
                side: value
                for side, value in (("base", each.base), ("draft", each.ours), ("project", each.theirs))
                if value is not ABSENT
            },
        }
        for each in merged.conflicts
    ]
    changes = [
        {"pointer": each.path, "operation": each.operation, "from": each.before, "to": each.after}
        for each in diff(merged.draft, merged.merged)
    ]
    return {"seen": f"{row.revision}.{merged.revision}", "changes": changes, "conflicts": conflicts}
