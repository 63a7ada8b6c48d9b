"""What is known of one person who talked to a project: found, given out, erased."""

import os
from pathlib import Path
from typing import Any

import msgspec
import orjson
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from omnia.infra.envelope import EnvelopeError
from tenants.actions.person import PersonError, begin_search, erase_person, export_person, go_on
from tenants.commands import ProjectCommand, find_project
from tenants.control.models import Project
from tenants.persons.finding import Search
from tenants.persons.matching import ValueRefusedError
from tenants.persons.running_talks import StoreAwayError

SHOWN = 20


class Command(ProjectCommand):
    """Looks through all that a project keeps of its callers; what was looked for is written into no log."""

    help = "Find what is known of one caller, by their external id or a value they said; export it; erase it."
    refusals = (*ProjectCommand.refusals, PersonError, ValueRefusedError, StoreAwayError, EnvelopeError)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Who, and what is done."""
        parser.add_argument("--project", required=True, help="id or name of the project")
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--external-id", help="the customer's own id of the call or person")
        who.add_argument("--value", help="something that the person said: an e-mail address, a number, a name")
        parser.add_argument("--export", type=Path, metavar="FILE", help="write all that was found to a new file, as JSON")
        parser.add_argument("--erase", action="store_true", help="erase it; conversations that run are ended")

    def run(self, **options: Any) -> Any:
        """Look, then give out, then erase."""
        project, file = find_project(options["project"]), options["export"]
        if file is not None and file.exists():
            raise CommandError(f"{file} is there already. Nothing was looked for; name a file that is not.")
        search = self._looked(project, options["external_id"], options["value"])
        if file is not None:
            _write(file, export_person(self.actor, project, search))
        erased = erase_person(self.actor, project, search) if options["erase"] else None
        return {
            "project": project.pk,
            "conversations": [msgspec.to_builtins(hit) for hit in search.hits],
            "words": search.words,
            "content": [msgspec.to_builtins(place) for place in search.places],
            "exported": str(file) if file is not None else None,
            "certificate": msgspec.to_builtins(erased) if erased is not None else None,
        }

    def _looked(self, project: Project, external_id: str | None, value: str | None) -> Search:
        search = begin_search(self.actor, project, "value" if external_id is None else "external_id", external_id or value or "")
        with tqdm(desc="Records", total=search.total, disable=not self.is_watched, leave=False) as bar:
            while not search.is_done:
                found = go_on(self.actor, project)
                if found is None or found.id != search.id:
                    raise CommandError("Somebody else began a search in this project meanwhile. Call this again when it is done.")
                search = found
                bar.n = search.seen
                bar.refresh()
        return search

    def say(self, result: Any) -> None:
        """Numbers, then each conversation, then the certificate."""
        found = result["conversations"]
        self.stdout.write(f"{len(found)} conversations, and {result['words']} words that did not help.")
        for hit in found[:SHOWN]:
            when = "runs" if hit["is_running"] else hit["ended_at"]
            self.stdout.write(f"  {hit['session']}  {hit['subject']}  {when}: {', '.join(hit['where'])}")
        if len(found) > SHOWN:
            self.stdout.write(f"  … and {len(found) - SHOWN} more; --json names all.")
        for place in result["content"]:
            where = "in the draft" if place["what"] == "draft" else "in a note of a version"
            self.stdout.write(
                f"  {place['document']} {place['key']}, {where}: content of the project, which this does not change"
            )
        if result["exported"]:
            self.stdout.write(f"Written to {result['exported']}.")
        if result["certificate"]:
            said = "Erased. Entry {entry} of the project's audit log is the certificate (mark {mark})."
            self.stdout.write(self.style.SUCCESS(said.format(**result["certificate"])))


def _write(file: Path, content: dict[str, Any]) -> None:
    """Write a new file that nobody else can read."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str))
    except OSError as error:
        raise CommandError(f"{file} cannot be written ({error.strerror}). Nothing was erased.") from error
