"""What a run found, counted by the database: numbers, places of conflicts, and the projects by name."""

from typing import Any, Literal

import msgspec

from fleet import store
from fleet.dry_run import Outcome
from omnia.structs import build

Kind = Literal["clean", "conflicting", "failing", "unreadable", "not_ready", "pinned", "ignored", "no_copy", "current"]
KINDS: tuple[Kind, ...] = (
    "failing",
    "conflicting",
    "unreadable",
    "not_ready",
    "clean",
    "pinned",
    "ignored",
    "current",
    "no_copy",
)
"""In the order in which people look at them. Each project is of one kind: of a merge that conflicts and fails, `failing`."""

MOST_PLACES = 100
PAGE = 50


class Numbers(msgspec.Struct, frozen=True):
    """How many projects there are of each kind. `conflicting` includes those of `failing` that conflict as well."""

    clean: int = 0
    conflicting: int = 0
    failing: int = 0
    failing_in_conflict: int = 0
    """Those that are counted as both."""
    unreadable: int = 0
    not_ready: int = 0
    pinned: int = 0
    ignored: int = 0
    current: int = 0
    no_copy: int = 0
    declined_last: int = 0
    """Those that are offered the draft although they declined the version that is published now."""

    @property
    def merged(self) -> int:
        """How many projects the draft was merged into."""
        return self.clean + self.conflicting + self.failing - self.failing_in_conflict

    @property
    def looked_at(self) -> int:
        """How many projects are counted."""
        apart = self.unreadable + self.not_ready + self.pinned + self.ignored + self.current + self.no_copy
        return self.merged + apart


class Place(msgspec.Struct, frozen=True):
    """An address at which copies conflict with the draft, and how many do."""

    address: str
    projects: int


build(Numbers, Place, tuple[Place, ...])


class Row(msgspec.Struct, frozen=True):
    """What was found in one project."""

    project: str
    name: str
    outcome: Kind
    conflicts: int
    places: tuple[str, ...]
    failed_tests: int
    errors: int
    declined_last: bool
    reason: str


def outcome_of(found: Outcome) -> Kind:
    """The kind that a project is listed under."""
    if found.state != "merged":
        return found.state
    if not found.verdict.is_sound:
        return "failing"
    return "conflicting" if found.verdict.conflicts else "clean"


def numbers_of(run: str) -> Numbers:
    """How many projects of a run there are of each kind so far."""
    conflicts = {"$gt": ["$verdict.conflicts", 0]}
    group = {"_id": {"outcome": "$outcome", "conflicts": conflicts, "declined": "$declined_last"}, "count": {"$sum": 1}}
    held: dict[str, int] = dict.fromkeys(Numbers.__struct_fields__, 0)
    for row in store.found().aggregate([{"$match": {"run": run}}, {"$group": group}]):
        kind, count = row["_id"], row["count"]
        held[kind["outcome"]] += count
        if kind["outcome"] == "failing" and kind["conflicts"]:
            held["conflicting"] += count
            held["failing_in_conflict"] += count
        if kind["declined"] and kind["outcome"] in ("clean", "conflicting", "failing"):
            held["declined_last"] += count
    return Numbers(**held)


def places_of(run: str) -> tuple[Place, ...]:
    """Where conflicts are, the places that most projects changed first."""
    pipeline: list[dict[str, Any]] = [
        {"$match": {"run": run, "outcome": {"$in": ["conflicting", "failing"]}}},
        {"$unwind": "$verdict.places"},
        {"$group": {"_id": "$verdict.places", "count": {"$sum": 1}}},
        {"$sort": {"count": -1, "_id": 1}},
        {"$limit": MOST_PLACES},
    ]
    return tuple(Place(row["_id"], row["count"]) for row in store.found().aggregate(pipeline))


def listed(run: str, kind: str = "", place: str = "", *, page: int = 1, size: int = PAGE) -> tuple[list[Row], int]:
    """The projects of one kind, or those that conflict at a place, by name; and how many there are."""
    query: dict[str, Any] = {"run": run}
    if kind == "conflicting":
        query |= {"verdict.conflicts": {"$gt": 0}}
    elif kind in KINDS:
        query |= {"outcome": kind}
    if place:
        query |= {"verdict.places": place}
    rows = store.found().find(query, sort=[("name", 1), ("_id", 1)], skip=(page - 1) * size, limit=size)
    return [_row(row) for row in rows], store.found().count_documents(query)


def _row(row: store.Row) -> Row:
    verdict = row["verdict"]
    return Row(
        row["project"],
        row["name"],
        row["outcome"],
        verdict["conflicts"],
        tuple(verdict["places"]),
        verdict["failed_tests"],
        verdict["errors"],
        row["declined_last"],
        row["reason"],
    )
