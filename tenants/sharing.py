"""What projects agreed to tell the factory, in numbers: which places of its documents they changed, never what they wrote there.

Kept in the control database: `sharing`, `{_id: project, since}`, a row for each project that agreed; and `shared_changes`,
`{_id: "<document>:<key>:<project>", document, key, project, places, at}`. Docs: docs/decisions/0032-blast-radius-and-waves.md.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings
from django.utils import timezone

from omnia.mongo.clusters import client_for_uri

if TYPE_CHECKING:
    from pymongo.collection import Collection as Rows

FEWEST = 5
"""Projects that must have agreed, and have a copy, before any number is shown: fewer could be told apart."""

MOST_PLACES = 200


class ChangedPlace(msgspec.Struct, frozen=True):
    """A place of a document of the factory, and how many projects changed it."""

    address: str
    projects: int
    percent: int
    """Of the projects that agreed and have a copy."""


class SharedChanges(msgspec.Struct, frozen=True):
    """What is known of a document's copies. With fewer than `FEWEST` projects there are no places."""

    projects: int
    counted_at: datetime | None
    places: tuple[ChangedPlace, ...]

    @property
    def is_enough(self) -> bool:
        """Whether numbers may be shown."""
        return self.projects >= FEWEST


def since(project_id: str) -> datetime | None:
    """Since when a project agrees; None if it does not."""
    row = _agreed().find_one({"_id": project_id})
    return row["since"].replace(tzinfo=UTC) if row is not None else None


def agreed_among(project_ids: Collection[str]) -> set[str]:
    """Those of the projects that agree."""
    return {row["_id"] for row in _agreed().find({"_id": {"$in": list(project_ids)}}, {"_id": 1})}


def agreements() -> "Rows[dict[str, Any]]":
    """The rows of the projects that agree."""
    return _agreed()


def agree(project_id: str, unit: dict[str, Any]) -> bool:
    """Note that a project agrees, with the stamp of the unit of work that notes it; whether it did not before."""
    change = {"$setOnInsert": {"since": timezone.now(), "unit": unit}}
    return _agreed().update_one({"_id": project_id}, change, upsert=True).upserted_id is not None


def forget(project_id: str) -> bool:
    """Keep nothing of what a project told, nor that it agreed; whether it had."""
    held = _agreed().delete_one({"_id": project_id}).deleted_count == 1
    _changes().delete_many({"project": project_id})
    return held


def tell(project_id: str, document: str, key: str, places: Sequence[str]) -> None:
    """Keep which places of a document a project changed, if it agrees."""
    row = {"document": document, "key": key, "project": project_id, "places": sorted(set(places)), "at": timezone.now()}
    name = f"{document}:{key}:{project_id}"
    _changes().replace_one({"_id": name}, row, upsert=True)
    if not agreed_among([project_id]):
        # It changed its mind while it was being read.
        _changes().delete_one({"_id": name})


def shared(document: str, key: str) -> SharedChanges:
    """What the projects that agree now changed in a document, the place that most changed first."""
    here = {"document": document, "key": key}
    agreed = agreed_among([row["project"] for row in _changes().find(here, {"project": 1})])
    meant = {**here, "project": {"$in": sorted(agreed)}}
    newest = _changes().find_one(meant, {"at": 1}, sort=[("at", -1)])
    counted_at = newest["at"].replace(tzinfo=UTC) if newest is not None else None
    count = _changes().count_documents(meant)
    if count < FEWEST:
        return SharedChanges(count, counted_at, ())
    pipeline: list[dict[str, Any]] = [
        {"$match": meant},
        {"$unwind": "$places"},
        {"$group": {"_id": "$places", "count": {"$sum": 1}}},
        {"$sort": {"count": -1, "_id": 1}},
        {"$limit": MOST_PLACES},
    ]
    rows = _changes().aggregate(pipeline)
    places = tuple(ChangedPlace(row["_id"], row["count"], round(100 * row["count"] / count)) for row in rows)
    return SharedChanges(count, counted_at, places)


def ensure_indexes() -> None:
    """Make what is looked up by; with the first project that agrees."""
    _changes().create_index([("document", 1), ("key", 1), ("project", 1)], name="by_document")
    _changes().create_index("project", name="by_project")


def _agreed() -> "Rows[dict[str, Any]]":
    return _held("sharing")


def _changes() -> "Rows[dict[str, Any]]":
    return _held("shared_changes")


def _held(name: str) -> "Rows[dict[str, Any]]":
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][name]
