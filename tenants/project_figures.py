"""What staff see of each project in their list: how much is in it, and what goes on; numbers, and nothing of what people wrote.

They come from the project's own database, and are kept beside the registry, so that a list is one read. A page brings those up to
date that are the oldest, for as long as it may take: a cluster that is away costs the page one look.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pymongo
from django.conf import settings
from django.utils import timezone
from pymongo.errors import OperationFailure, PyMongoError

from omnia.mongo.clusters import Document, UnknownCluster, client_for_uri, database
from tenants.control.models import Project, ProjectStatus
from tenants.project import collections, rollups

if TYPE_CHECKING:
    from pymongo.collection import Collection

NAME = "project_figures"
TRAFFIC_DAYS = 30
FRESH = timedelta(minutes=10)
SECONDS = 0.15
"""Seconds that a page spends on bringing figures up to date."""

LOOK_SECONDS = 0.5
"""Seconds until a look at one project is given up."""

READY = (ProjectStatus.ACTIVE, ProjectStatus.MOVING)


class Figures(NamedTuple):
    """What is known of a project, and since when."""

    copies: int
    release: int
    """The newest; 0 if there is none."""
    released_at: datetime | None
    conversations: int
    """That ended within the last days."""
    size: int | None
    """Bytes on disk; None where the database does not tell."""
    at: datetime


def of(projects: Sequence[Project]) -> dict[str, Figures]:
    """The figures of projects by id, of those of which any are known; the oldest are looked at anew, as far as time allows."""
    rows = {row["_id"]: _read(row) for row in _collection().find({"_id": {"$in": [project.pk for project in projects]}})}
    now, end, away = timezone.now(), time.monotonic() + SECONDS, set()
    for project in _oldest_first(projects, rows):
        if project.pk in rows and now - rows[project.pk].at < FRESH:
            break
        if time.monotonic() > end:
            break
        if project.status not in READY or project.cluster in away:
            continue
        try:
            rows[project.pk] = _look(project)
        except (PyMongoError, UnknownCluster):
            away.add(project.cluster)
    return rows


def _oldest_first(projects: Sequence[Project], rows: dict[str, Figures]) -> Iterable[Project]:
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(projects, key=lambda project: rows[project.pk].at if project.pk in rows else never)


def _look(project: Project) -> Figures:
    with pymongo.timeout(LOOK_SECONDS):
        found = _figures(project)
    row = found._asdict()
    _collection().replace_one({"_id": project.pk}, row, upsert=True)
    return found


def _figures(project: Project) -> Figures:
    held = database(project.ref)
    newest = held[collections.RELEASES].find_one({}, {"at": 1}, sort=[("_id", -1)])
    since = timezone.now() - timedelta(days=TRAFFIC_DAYS)
    days = held[collections.INSIGHT].find({"kind": rollups.DAY, "at": {"$gte": since}}, {"conversations": 1})
    return Figures(
        copies=sum(held[name].count_documents({"deleted": {"$ne": True}}) for name in (collections.TEMPLATES, collections.FLOWS)),
        release=newest["_id"] if newest else 0,
        released_at=_aware(newest["at"]) if newest else None,
        conversations=sum(day.get("conversations", 0) for day in days),
        size=_size(held),
        at=timezone.now(),
    )


def _size(held: Any) -> int | None:
    try:
        told = held.command("dbStats")
    except OperationFailure:
        # Not every server tells, nor every user's rights include it.
        return None
    return int(told.get("storageSize", 0)) + int(told.get("indexSize", 0))


def _read(row: Document) -> Figures:
    at, released_at = _aware(row["at"]), row["released_at"]
    assert at is not None  # noqa: S101  # each row has its time
    return Figures(row["copies"], row["release"], _aware(released_at), row["conversations"], row["size"], at)


def _aware(moment: datetime | None) -> datetime | None:
    """MongoDB's times come without a zone and mean UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _collection() -> "Collection[Document]":
    entry = settings.DATABASES["default"]
    return client_for_uri(entry["HOST"])[entry["NAME"]][NAME]
