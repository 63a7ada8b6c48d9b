"""Suggest a change of a copy to the factory."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from omnia.dialogue.merge import ABSENT
from omnia.documents.comparing import compare_place
from tenants import sync, upstream
from tenants.actions.suggesting import DraftMoved, chosen_places, suggest_change, withdraw_suggestion
from tenants.commands import ProjectCommand, find_project, version_number
from tenants.control.models import Project
from tenants.updates import Document
from tenants.upstream import Changed


class Command(ProjectCommand):
    """Lists what of a copy can be suggested, sends chosen places of it, withdraws, and tells what became of what was sent."""

    help = "Suggest chosen places of a project's copy to the factory; list or withdraw what was suggested."
    refusals = (*ProjectCommand.refusals, upstream.NoOriginal, sync.SuggestionRefused, sync.StaleSuggestion)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which copy, and what of it."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--template", help="key of the copy: lists the places that differ from the factory's version")
        which.add_argument("--flow", help="the same of a flow")
        which.add_argument("--withdraw", metavar="SUGGESTION", help="id of a suggestion that nobody has decided on")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--places", nargs="+", metavar="ADDRESS", help="send these places and no other")
        chosen.add_argument("--all", action="store_true", help="send all places")
        parser.add_argument("--note", default="", help="why it is better, for the people of the factory")
        parser.add_argument("--draft", type=version_number, help="version of the draft that you looked at; no other is sent")
        parser.add_argument("--dry-run", action="store_true", help="show what would leave the project, and send nothing")

    def run(self, **options: Any) -> Any:
        """Do what was asked; without a copy list what was suggested."""
        project = find_project(options["project"])
        document: Document = "flow" if options["flow"] else "template"
        key = options["flow"] or options["template"]
        if not key and (options["places"] or options["all"]):
            raise CommandError("Say with --template or --flow of which copy the places are.")
        if options["withdraw"]:
            self._withdraw(project, options["withdraw"])
        if not key:
            return {
                "project": project.pk,
                "suggestions": [sync.told_suggestion(row) for row in sync.latest_suggestions(project.pk)],
            }
        held = upstream.changed(project, document, key)
        if not options["places"] and not options["all"]:
            return {"project": project.pk, "draft": held.version, "base_version": held.base_version, "places": _places(held)}
        return {"project": project.pk} | self._send(project, held, options)

    def _withdraw(self, project: Project, suggestion: str) -> None:
        try:
            withdraw_suggestion(self.actor, project, suggestion)
        except LookupError as error:
            raise CommandError(f"This project has made no suggestion “{suggestion[:40]}”.") from error

    def _send(self, project: Project, held: Changed, options: Any) -> dict[str, Any]:
        places = [place.address for place in held.places] if options["all"] else options["places"]
        version, note = options["draft"] or held.version, options["note"]
        if options["dry_run"]:
            if version != held.version:
                raise DraftMoved
            chosen, body = chosen_places(project, held, places)
            sent = {"project_name": project.name, "person": str(self.actor), "note": note.strip(), "places": len(chosen)}
            return {"leaves": sent | {"document": body}}
        made = suggest_change(self.actor, project, held.document, held.key, places=places, version=version, note=note)
        return {"suggestions": [sync.told_suggestion(made)]}

    def say(self, result: Any) -> None:
        """A line a place or a suggestion."""
        if "leaves" in result:
            sent = result["leaves"]
            self.stdout.write(
                f"{sent['places']} places would leave, with the names “{sent['project_name']}” and “{sent['person']}”."
            )
        for row in result.get("places", []):
            self.stdout.write(f"{row['address']}\n    {row['place']}")
        for row in result.get("suggestions", []):
            place = f"{row['document']} “{row['key']}”, {row['places']} places"
            self.stdout.write(f"{row['suggestion']}  {row['at']:%Y-%m-%d}  {place}: {row['state']}")
            if row["reason"]:
                self.stdout.write(f"    {row['reason']}")
        if not any(result.get(name) for name in ("leaves", "places", "suggestions")):
            self.stdout.write(
                "Nothing differs from the factory's version." if "places" in result else "Nothing was suggested yet."
            )


def _places(held: Changed) -> list[dict[str, Any]]:
    return [
        {
            "address": place.address,
            "place": compare_place(place, held.base, held.ours).label,
            "sides": {side: value for side, value in (("factory", place.before), ("mine", place.after)) if value is not ABSENT},
        }
        for place in held.places
    ]
