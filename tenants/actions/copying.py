"""What a fresh copy of a catalogue document is in a project's database: its head, and its first version."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from pymongo.errors import BulkWriteError

from omnia.dialogue.positions import FIELD, layout_of
from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.versions import version_id
from tenants.sync import Original

if TYPE_CHECKING:
    from pymongo.collection import Collection

Document = dict[str, Any]

DUPLICATE_KEY = 11000
"""What MongoDB answers to who inserts a document whose id is there ("Error Codes", MongoDB manual)."""


def copy_of(row: Original, author: str, now: datetime) -> dict[str, Any]:
    """The head document of a fresh copy."""
    head = {
        "label": row.body["label"],
        "scope": row.body.get("scope", "universal"),
        "industry": row.body.get("industry", ""),
        "version": 1,
        "hash": row.hash,
        # The base of a later three-way merge: the body under this hash is kept in the project's own database.
        "origin": origin_of(row, now),
        "updated_at": now,
        "updated_by": author,
        "deleted": False,
    }
    if layout := layout_of(row.body):
        head[FIELD] = layout
    if row.document == "template":
        head["kind"] = row.body["nodes"][0]["kind"] if len(row.body["nodes"]) == 1 else "group"
    return head


def origin_of(row: Original, now: datetime) -> dict[str, Any]:
    """What a copy's head says of where it comes from."""
    return {"factory_key": row.key, "version": row.version, "hash": row.hash, "copied_at": now, "pulled_at": None}


def first_version(row: Original, author: str, now: datetime) -> Document:
    """A copy's first version."""
    return {
        "_id": version_id(row.document, row.key, 1),
        "document": row.document,
        "key": row.key,
        "number": 1,
        "hash": row.hash,
        "author": author,
        "at": now,
        "message": f"Copied from the factory, version {row.version}",
        "restored_from": None,
        **({FIELD: layout} if (layout := layout_of(row.body)) else {}),
    }


def insert_absent(held: "Collection[Document]", rows: Sequence[Document]) -> None:
    """Write those of the documents that are not there, so that a second run finishes a first one; it takes less than upserts."""
    if not rows:
        return
    try:
        held.insert_many(rows, ordered=False)
    except BulkWriteError as error:
        told = error.details
        if told.get("writeConcernErrors") or any(each["code"] != DUPLICATE_KEY for each in told["writeErrors"]):
            raise


def write_first_version(project: Project, row: Original, author: str) -> None:
    """Write a copy's first version."""
    insert_absent(database(project.ref)[collections.VERSIONS], [first_version(row, author, timezone.now())])
