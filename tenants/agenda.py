"""Which projects have something to do at a time: what is to happen is kept in each project's own database, and found here.

An entry is a look that is due, not the deed: one too many costs a read. It is noted before the deed is planned and goes only
after `GRACE`, so that none is lost between the two databases.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.mongo.clusters import client_for_uri
from omnia.mongo.context import ProjectRef

if TYPE_CHECKING:
    from pymongo.collection import Collection

NAME = "agenda"
GRACE = timedelta(seconds=60)
"""The longest that planning may take from its note here until it is written."""
MOST = 500


class Entry(NamedTuple):
    """A project at which to look."""

    project: str
    due_at: datetime
    noted_at: datetime


def note(project: ProjectRef, due_at: datetime) -> None:
    """Have a project looked at when something is due there, at the latest."""
    change = {"$min": {"due_at": due_at}, "$set": {"noted_at": timezone.now()}}
    held = _collection()
    if held.update_one({"_id": project.id}, change).matched_count:
        return
    # With a project's first entry, not by whoever looks: a process that only starts makes nothing in a database.
    held.create_index("due_at", name="by_time")
    try:
        held.insert_one({"_id": project.id, "due_at": due_at, "noted_at": timezone.now()})
    except DuplicateKeyError:
        held.update_one({"_id": project.id}, change)


def due(now: datetime) -> list[Entry]:
    """The projects at which to look now, those that wait longest first."""
    rows = _collection().find({"due_at": {"$lte": now}}, sort=[("due_at", 1)], limit=MOST)
    return [Entry(row["_id"], row["due_at"], row["noted_at"]) for row in rows]


def due_at(project: ProjectRef) -> datetime | None:
    """When a project is looked at next; None if it is not. MongoDB's times come without a zone and mean UTC."""
    row = _collection().find_one({"_id": project.id}, {"due_at": 1})
    return row["due_at"].replace(tzinfo=UTC) if row is not None else None


def settle(entry: Entry, next_due: datetime | None, now: datetime) -> None:
    """Look again when the next is due, or not at all; an entry that was noted just now, or since, stays as it is."""
    same = {"_id": entry.project, "due_at": entry.due_at, "noted_at": {"$eq": entry.noted_at, "$lt": now - GRACE}}
    if next_due is None:
        _collection().delete_one(same)
    else:
        _collection().update_one(same, {"$set": {"due_at": next_due}})


def postpone(entry: Entry, until: datetime) -> None:
    """Look at a project again at a time: it cannot be looked at now."""
    _collection().update_one({"_id": entry.project, "due_at": entry.due_at}, {"$set": {"due_at": until}})


def forget(project: str) -> None:
    """Look at a project no more: it does not exist."""
    _collection().delete_one({"_id": project})


def _collection() -> "Collection[dict[str, Any]]":
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][NAME]
