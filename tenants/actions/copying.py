"""What a fresh copy of a catalogue document is in a project's database: its head, and its first version."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from pymongo import UpdateOne

from omnia.mongo.clusters import database
from tenants.control.models import Project
from tenants.project import collections
from tenants.project.versions import version_id
from tenants.sync import Original


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
    if row.document == "template":
        head["kind"] = row.body["nodes"][0]["kind"] if len(row.body["nodes"]) == 1 else "group"
    return head


def origin_of(row: Original, now: datetime) -> dict[str, Any]:
    """What a copy's head says of where it comes from."""
    return {"factory_key": row.key, "version": row.version, "hash": row.hash, "copied_at": now, "pulled_at": None}


def first_version(row: Original, author: str, now: datetime) -> UpdateOne:
    """The write of a copy's first version, which leaves one that is there alone."""
    document = {
        "document": row.document,
        "key": row.key,
        "number": 1,
        "hash": row.hash,
        "author": author,
        "at": now,
        "message": f"Copied from the factory, version {row.version}",
        "restored_from": None,
    }
    return once(version_id(row.document, row.key, 1), document)


def once(identifier: str, document: dict[str, Any]) -> UpdateOne:
    """A write that makes a document unless it is there, so that a second run finishes a first one."""
    return UpdateOne({"_id": identifier}, {"$setOnInsert": document}, upsert=True)


def write_first_version(project: Project, row: Original, author: str) -> None:
    """Write a copy's first version."""
    database(project.ref)[collections.VERSIONS].bulk_write([first_version(row, author, timezone.now())])
