"""Dry runs of a draft through all projects: begun, cancelled and resumed by staff, carried on by whichever process is there.

A run is one document with a cursor over the projects' ids. What was found in a project is written under the project's id before
the cursor moves, and the cursor moves by compare-and-set: whoever is killed in between leaves work that is done once more and
counted once. Docs: docs/decisions/0032-blast-radius-and-waves.md.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, Literal, cast

import msgspec
import orjson
from django.utils import timezone
from pymongo import ReplaceOne
from pymongo.errors import DuplicateKeyError

from factory import trail
from factory.actions import EDITORS, PUBLISHERS, CatalogueError, Kind, Staff
from factory.drafts import MODELS
from factory.models import CatalogueDocument
from fleet import projects, store
from fleet.dry_run import Outcome, Subject
from fleet.findings import Numbers, Place, numbers_of, outcome_of, places_of
from omnia.dialogue.canonical import canonical_bytes
from omnia.infra import units
from omnia.infra.audit import SYSTEM, Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Books, Entry, Unit

Status = Literal["running", "cancelled", "done"]
GOES_ON = "A blast radius of this document is being made already. Wait for it, or cancel it first."
GROUPS = (EDITORS, PUBLISHERS)
"""Who may begin, cancel and resume a run; everyone in a group of the staff reads what it found."""


class RunError(CatalogueError):
    """A run that cannot be begun, cancelled or resumed; the sentence says why."""


class Run(msgspec.Struct, frozen=True):
    """A run as it stands."""

    id: str
    document: Kind
    key: str
    hash: str
    revision: int
    next_version: int
    published: int
    by: str
    status: Status
    started_at: datetime
    ended_at: datetime | None
    cursor: str
    done: int
    total: int
    numbers: Numbers
    places: tuple[Place, ...]
    """Where most conflicts are."""

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return ((self.ended_at or timezone.now()) - self.started_at).total_seconds()


def last(document: str, key: str) -> Run | None:
    """The last run of a document, finished or not; of one that goes on the numbers are those so far."""
    row = store.runs().find_one({"_id": _name(document, key)}, {"body": 0})
    return _run(row) if row is not None else None


def progress(document: str, key: str) -> Run | None:
    """The same without its numbers, for who only wants to know how far it is."""
    row = store.runs().find_one({"_id": _name(document, key)}, {"body": 0})
    return _run(row, counted=False) if row is not None else None


def begin(staff: Staff, document: Kind, key: str) -> Run:
    """Begin to merge the draft as it is now into all projects; in the place of the run before.

    Raises `NotAllowed`, and `RunError` if one goes on or there is no such document.
    """
    staff.require(*GROUPS)
    head = MODELS[document].objects.filter(key=key).first()
    if head is None:
        raise RunError(f"The catalogue has no {document} “{key}”.")
    store.ensure_indexes()
    row, name = _fresh(staff, document, head), _name(document, key)
    before = store.runs().find_one({"_id": name}, {"run": 1, "status": 1, "unit": 1})
    if before is not None and before["status"] == "running":
        raise RunError(GOES_ON)
    facts = {"hash": row["hash"], "version": row["next_version"], "run": row["run"]}
    with _unit(staff.actor, "blast_radius.started", name) as unit:
        unit.give_way(before)
        row["unit"] = unit.stamp(Entry("blast_radius.started", name, facts))
        try:
            # Of two who begin at once one does: the other's row is there by then, and runs.
            store.runs().replace_one({"_id": name, "status": {"$ne": "running"}}, row, upsert=True)
        except DuplicateKeyError as error:
            unit.drop()
            raise RunError(GOES_ON) from error
    if before is not None:
        store.found().delete_many({"run": before["run"]})
    return _run(row)


def _unit(actor: Actor, action: str, name: str) -> AbstractContextManager[Unit]:
    """A unit of work on a run: its row is in the control database, its entry in the catalogue's log."""
    books = Books(trail.catalogue_chain(), store.intents())
    return units.begun(books, actor, action, store.runs(), name)


def _fresh(staff: Staff, document: Kind, head: CatalogueDocument) -> store.Row:
    is_published = head.draft_hash == head.published_hash
    return {
        "run": new_id(),
        "document": document,
        "key": head.key,
        "hash": head.draft_hash,
        "revision": head.revision,
        # What is published already is offered under its own number.
        "next_version": head.published if is_published else head.latest + 1,
        "published": head.published,
        "body": canonical_bytes(head.draft).decode(),
        "by": str(staff.actor),
        "status": "running",
        "started_at": timezone.now(),
        "ended_at": None,
        "cursor": "",
        "done": 0,
        "total": projects.count(),
    }


def cancel(staff: Staff, document: Kind, key: str) -> Run:
    """Let a run be as far as it is; it can be resumed. Raises `NotAllowed`, and `RunError` if none goes on."""
    return _turn(staff, document, key, "running", "cancelled", "blast_radius.cancelled")


def resume(staff: Staff, document: Kind, key: str) -> Run:
    """Go on with a run that was cancelled, with the draft that it began with. Raises as `cancel`."""
    return _turn(staff, document, key, "cancelled", "running", "blast_radius.resumed")


def _turn(staff: Staff, document: Kind, key: str, held: Status, wanted: Status, action: str) -> Run:
    staff.require(*GROUPS)
    name = _name(document, key)
    found, refusal = last(document, key), "This blast radius does not go on just now."
    if held != "running":
        refusal = "There is nothing to resume."
    if found is None or found.status != held:
        raise RunError(refusal)
    told = Entry(action, name, {"done": found.done, "total": found.total, "run": found.id})
    with _unit(staff.actor, action, name) as unit:
        query = {"_id": name, "status": held, "run": found.id}
        if not unit.change(store.runs(), query, {"$set": {"status": wanted}}, told):
            raise RunError(refusal)
    return last(document, key) or found


def oldest_running() -> tuple[Run, Subject] | None:
    """The run that is to be carried on, with the draft that it merges."""
    row = store.runs().find_one({"status": "running"}, sort=[("started_at", 1)])
    if row is None:
        return None
    run = _run(row, counted=False)
    subject = Subject(run.document, run.key, run.hash, orjson.loads(row["body"]), run.next_version, run.published)
    return run, subject


def record(run: Run, cursor: str, looked_at: int, outcomes: Sequence[Outcome]) -> bool:
    """Write what was found, then move the cursor; whether this process did, or the run was cancelled or another was quicker."""
    rows = [ReplaceOne({"_id": f"{run.id}:{each.project}"}, _row(run, each), upsert=True) for each in outcomes]
    if rows:
        store.found().bulk_write(rows, ordered=False)
    here = {"_id": _name(run.document, run.key), "run": run.id, "cursor": run.cursor, "status": "running"}
    change = {"$set": {"cursor": cursor}, "$inc": {"done": looked_at}}
    return store.runs().update_one(here, change).modified_count == 1


def _row(run: Run, outcome: Outcome) -> store.Row:
    content: dict[str, Any] = msgspec.to_builtins(outcome)
    return content | {"run": run.id, "outcome": outcome_of(outcome)}


def finish(run: Run) -> None:
    """Say that all projects have been looked at, and keep the numbers; once, whoever comes to the end."""
    numbers, places = numbers_of(run.id), places_of(run.id)
    here = {"_id": _name(run.document, run.key), "run": run.id, "cursor": run.cursor, "status": "running"}
    told = {"status": "done", "ended_at": timezone.now(), "cursor": "", "numbers": msgspec.to_builtins(numbers)}
    told["places"] = [msgspec.to_builtins(place) for place in places]
    facts = {"clean": numbers.clean, "conflicting": numbers.conflicting, "failing": numbers.failing}
    entry = Entry("blast_radius.finished", here["_id"], {"run": run.id, "projects": run.done, **facts})
    with _unit(SYSTEM, entry.action, here["_id"]) as unit:
        unit.change(store.runs(), here, {"$set": told}, entry)


def _run(row: store.Row, *, counted: bool = True) -> Run:
    kept = row.get("numbers")
    if kept is not None:
        numbers, places = msgspec.convert(kept, Numbers), msgspec.convert(row["places"], tuple[Place, ...])
    else:
        numbers, places = (numbers_of(row["run"]), places_of(row["run"])) if counted else (Numbers(), ())
    return Run(
        id=row["run"],
        document=cast("Kind", row["document"]),
        key=row["key"],
        hash=row["hash"],
        revision=row["revision"],
        next_version=row["next_version"],
        published=row["published"],
        by=row["by"],
        status=row["status"],
        started_at=_aware(row["started_at"]),
        ended_at=_aware(row["ended_at"]) if row["ended_at"] else None,
        cursor=row["cursor"],
        done=row["done"],
        total=max(row["total"], row["done"]),
        numbers=numbers,
        places=places,
    )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _name(document: str, key: str) -> str:
    return f"{document}:{key}"
