"""Which projects have safe updates to be taken, and which process takes them: one a project, each project in its turn.

The job itself is kept in the project's own database (`tenants.actions.update_job`) and found here. A row is held for a while by
whoever works on it; a process that is killed lets go of it when that is over, and another goes on. After each slice of work a
project goes behind those that wait, so that none waits for another one's end.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from omnia.mongo.clusters import client_for_uri
from omnia.mongo.context import ProjectRef

if TYPE_CHECKING:
    from pymongo.collection import Collection

NAME = "update_queue"
HELD = timedelta(seconds=30)
"""How long a process may be silent before another goes on. It only saves work: an update is never taken twice."""

GRACE = timedelta(seconds=60)
"""The longest that beginning a job may take from its note here until it is written."""

NOBODY = datetime(2000, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """A project that this process works on."""

    project: str
    held_until: datetime
    noted_at: datetime


def note(project: ProjectRef) -> None:
    """Have a project's job carried on. Noted before the job is written, so that none is forgotten, and after it, to begin."""
    now = timezone.now()
    change = {"$set": {"noted_at": now, "turn_at": now}}
    held = _collection()
    if held.update_one({"_id": project.id}, change).matched_count:
        return
    # With the first job, not by whoever looks: a process that only starts makes nothing in a database.
    held.create_index("turn_at", name="by_turn")
    try:
        held.insert_one({"_id": project.id, "noted_at": now, "turn_at": now, "held_until": NOBODY})
    except DuplicateKeyError:
        held.update_one({"_id": project.id}, change)


def holds(project: ProjectRef) -> bool:
    """Whether a project's job is carried on; not so for one that came back with a backup, or is an earlier version's."""
    return _collection().find_one({"_id": project.id}, {"_id": 1}) is not None


def claim(project: ProjectRef | None = None) -> Entry | None:
    """Hold the project whose turn it is, or the one that is named; None if there is none, or another process holds it."""
    now = timezone.now()
    free: dict[str, Any] = {"turn_at": {"$lte": now}} if project is None else {"_id": project.id}
    row = _collection().find_one_and_update(
        free | {"held_until": {"$lte": now}},
        {"$set": {"held_until": now + HELD}},
        sort=[("turn_at", 1)],
        return_document=ReturnDocument.AFTER,
    )
    return Entry(row["_id"], row["held_until"], row["noted_at"]) if row is not None else None


def let_go(entry: Entry, *, after: timedelta = timedelta()) -> None:
    """Hold a project no more; its next turn comes after a time, or at once if it was noted meanwhile."""
    mine = {"_id": entry.project, "held_until": entry.held_until}
    later = {"held_until": NOBODY, "turn_at": timezone.now() + after}
    if not _collection().update_one({**mine, "noted_at": entry.noted_at}, {"$set": later}).matched_count:
        _collection().update_one(mine, {"$set": {"held_until": NOBODY}})


def settle(entry: Entry) -> None:
    """Look at a project no more, for nothing is left there; one that was noted just now or meanwhile is looked at again."""
    old = entry.noted_at.replace(tzinfo=UTC) < timezone.now() - GRACE
    same = {"_id": entry.project, "held_until": entry.held_until, "noted_at": entry.noted_at}
    if not old or not _collection().delete_one(same).deleted_count:
        let_go(entry, after=GRACE)


def forget(entry: Entry) -> None:
    """Look at a project no more: it does not exist."""
    _collection().delete_one({"_id": entry.project})


def _collection() -> "Collection[dict[str, Any]]":
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][NAME]
