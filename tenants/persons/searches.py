"""The search of a project that goes on, or is done: one row, sealed, and forgotten after an hour."""

from datetime import UTC, datetime, timedelta

import msgspec
from bson import Binary

from omnia.infra.envelope import EnvelopeError
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.persons.finding import Search
from tenants.project import collections

ROW = "person"
KEPT = timedelta(hours=1)


def current(project: Project) -> Search | None:
    """The search as it stands, or None; one that is an hour old is deleted."""
    row = database(project.ref)[collections.SETTINGS].find_one({"_id": ROW})
    if row is None:
        return None
    try:
        found = msgspec.msgpack.decode(data_keys.unseal(project.ref, bytes(row["sealed"]), ROW), type=Search)
    except EnvelopeError:
        # It came from elsewhere, with a backup of another project.
        found = None
    if found is None or found.started_at + KEPT < datetime.now(UTC):
        forget(project)
        return None
    return found


def keep(project: Project, search: Search) -> None:
    """Keep a search in place of the one that there is."""
    sealed = Binary(data_keys.seal(project.ref, msgspec.msgpack.encode(search), ROW))
    database(project.ref)[collections.SETTINGS].replace_one({"_id": ROW}, {"sealed": sealed}, upsert=True)


def forget(project: Project) -> None:
    """Delete it."""
    database(project.ref)[collections.SETTINGS].delete_one({"_id": ROW})
