"""Sealing the records that an earlier release left open; whoever is killed meanwhile loses nothing, and the next call goes on."""

from collections.abc import Callable
from typing import Any

from pymongo import UpdateOne

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from omnia.mongo.indexes import ensure_collections
from tenants.access import authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import collections, records

AT_ONCE = 200


def count_open(project: Project) -> int:
    """How many records of a project are not sealed."""
    return sum(database(project.ref)[name].count_documents(_open(name)) for name in records.PRIVATE)


def seal_records(actor: Actor, project: Project, told: Callable[[int], object] = lambda _number: None) -> int:
    """Seal what is left open of a project's conversations and of the words that did not help; returns how many records it was.

    Args:
        actor: who has it done.
        project: whose records.
        told: hears of each batch how many were sealed in it.

    Raises:
        Forbidden, Absent: the actor may not do this.
        Unreachable, EnvelopeError: the project's data key is not to be had; what was sealed until then stays so.
    """
    authorise(actor, project, "manage_project")
    # A project that is older than the marks lacks their index.
    ensure_collections(project.ref, collections.COLLECTIONS)
    sealed = 0
    for name in records.PRIVATE:
        while count := _seal_batch(project, name):
            sealed += count
            told(count)
    if sealed:
        trail.note(project.ref, actor, action="records.sealed", subject=project.pk, records=sealed)
    return sealed


def _open(name: str) -> dict[str, Any]:
    """Which records of a collection are open."""
    there = [{field: {"$exists": True}} for field in records.PRIVATE[name]]
    return {records.SEALED: {"$exists": False}, "$or": there}


def _seal_batch(project: Project, name: str) -> int:
    held = database(project.ref)[name]
    rows = list(held.find(_open(name), limit=AT_ONCE))
    if not rows:
        return 0
    gone = dict.fromkeys(records.PRIVATE[name], "")
    writes = []
    for row in rows:
        made = records.closed(project.ref, name, row)
        put = {field: made[field] for field in (records.SEALED, records.PERSON) if field in made}
        writes.append(UpdateOne({"_id": row["_id"], **_open(name)}, {"$set": put, "$unset": gone}))
    held.bulk_write(writes, ordered=False)
    return len(rows)
