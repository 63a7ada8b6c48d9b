"""Say what publishing a draft of the factory would mean in all projects."""

import sys
import time
from typing import Any

import msgspec
from django.core.management.base import CommandParser
from tqdm import tqdm

from factory.actions import CatalogueError, Kind, Staff
from factory.drafts import MODELS
from fleet import findings, runs
from fleet.worker import Worker
from omnia.commands import OmniaCommand
from tenants import sharing

PAUSE_SECONDS = 0.2
MOST_LISTED = 1000


class Command(OmniaCommand):
    """Merges a draft dry into every copy of every project; nothing is written to any of them."""

    help = "Merge a draft of the catalogue dry into all projects' copies, and tell what would come of it."
    refusals = (CatalogueError,)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """Which document, and what to do."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--template", help="key of a template of the catalogue")
        which.add_argument("--flow", help="key of a starter flow of the catalogue")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--resume", action="store_true", help="go on with a run that was cancelled")
        what.add_argument("--cancel", action="store_true", help="stop a run that goes on; it can be resumed")
        what.add_argument("--last", action="store_true", help="tell what the last run found, and begin none")

    def run(self, **options: Any) -> Any:
        """Begin a run and work on it to its end, together with the portal if there is one."""
        document: Kind = "template" if options["template"] else "flow"
        key, staff = options["template"] or options["flow"], Staff.command("blast_radius")
        if options["cancel"]:
            runs.cancel(staff, document, key)
        elif options["resume"]:
            self._resume(staff, document, key)
        elif not options["last"]:
            runs.begin(staff, document, key)
        if not options["cancel"] and not options["last"]:
            self._follow(document, key)
        found = runs.last(document, key)
        if found is None:
            raise runs.RunError(f"No blast radius of the {document} “{key}” was made yet.")
        return _told(found)

    def _resume(self, staff: Staff, document: Kind, key: str) -> None:
        """Go on, also with a run whose process was ended."""
        held = runs.progress(document, key)
        if held is None or held.status != "running":
            runs.resume(staff, document, key)

    def _follow(self, document: str, key: str) -> None:
        worker = Worker()
        with tqdm(desc="Projects", disable=self.as_json or not sys.stderr.isatty(), leave=False) as bar:
            while (run := runs.progress(document, key)) is not None and run.status == "running":
                bar.total, bar.n = run.total, run.done
                bar.refresh()
                if not worker.step():
                    time.sleep(PAUSE_SECONDS)
        worker.let_go()

    def say(self, result: Any) -> None:
        """Numbers first, then where conflicts are, then the projects."""
        numbers, state = result["numbers"], "" if result["status"] == "done" else f" ({result['status']})"
        stale = "" if result["is_current"] else ", and the draft has changed since"
        self.stdout.write(
            f"“{result['key']}” in {result['done']} of {result['total']} projects{state}{stale}: "
            f"{numbers['clean']} clean, {numbers['conflicting']} in conflict, {numbers['failing']} fail tests or rules; "
            f"{numbers['pinned']} pinned, {numbers['ignored']} ignore it, {numbers['no_copy']} have no copy, "
            f"{numbers['unreadable']} could not be read, {numbers['not_ready']} are not ready."
        )
        for place in result["places"]:
            self.stdout.write(f"  {place['projects']:5d}  {place['address']}")
        for row in result["projects"]:
            self.stdout.write(f"  {row['outcome']:12s} {row['project']}  {row['name']}  {row['reason']}".rstrip())


def _told(run: runs.Run) -> dict[str, Any]:
    head = MODELS[run.document].objects.filter(key=run.key).only("draft_hash").first()
    rows: list[findings.Row] = []
    for kind in ("failing", "conflicting", "unreadable", "not_ready"):
        rows += findings.listed(run.id, kind, size=MOST_LISTED)[0]
    shared = sharing.shared(run.document, run.key)
    listed = {row.project: msgspec.to_builtins(row) for row in rows}
    return {
        "document": run.document,
        "key": run.key,
        "hash": run.hash,
        "is_current": head is not None and head.draft_hash == run.hash,
        "version": run.next_version,
        "status": run.status,
        "done": run.done,
        "total": run.total,
        "seconds": round(run.seconds, 3),
        "numbers": msgspec.to_builtins(run.numbers),
        "places": [msgspec.to_builtins(place) for place in run.places],
        "projects": list(listed.values()),
        "changes": {"projects": shared.projects, "places": [msgspec.to_builtins(place) for place in shared.places]},
    }
