"""Erasing a project: when it is said to be gone, nothing of it is left, in its database and in Redis."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.utils import timezone

from omnia.infra import redis_keys
from omnia.infra.audit import Actor
from omnia.infra.bus import announce_keys
from omnia.infra.units import Entry
from omnia.mongo.clusters import client, client_for_uri, database, known
from omnia.mongo.context import ProjectRef
from omnia.mongo.data_keys import DOCUMENT, KEYS, forget
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants import sync
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.move_lease import NAME as MOVES
from tenants.actions.relocating import clusters_left
from tenants.audit_chains import platform_books
from tenants.control.collections import DECLARED
from tenants.control.models import Project, ProjectStatus

ERASED = "project.erased"

QUIET_SECONDS = 2.0
"""Seconds in which nothing of the project may have come back: a runtime process believes a key for one second at most."""

PAUSE_SECONDS = 0.25
MAX_ROUNDS = 240
RETRY = timedelta(minutes=2)
"""When an erasure that was not finished is tried again by the portal."""


class ErasureError(Exception):
    """A project that could not be erased, or not wholly; the sentence says what is left and what to do."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was removed with a project."""

    project: str
    documents: dict[str, int]
    """How many documents of each collection."""
    redis_keys: int
    data_keys: tuple[str, ...]
    """The ids of the data keys that were destroyed, without which nothing that was sealed is ever opened."""
    entry: int
    """The number of the entry in the platform's audit log that says all of this: the certificate."""


def erase_project(actor: Actor, project: Project) -> Erasure:
    """Drop the project's database, all that Redis holds of it, what it suggested to the factory, and everyone's rights in it.

    The registry keeps its id. May be called again for a project of which something was left.

    Raises:
        Absent, Forbidden: the actor may not do this.
        ErasureError: Redis does not answer, or the project does not come to rest.
    """
    authorise(actor, project, "manage_project")
    _require_redis("Nothing was erased.")
    documents, data_keys = _found(project.ref)
    # A cluster that is not configured any more was given up with all that was on it.
    clusters = {project.cluster} | (set(clusters_left(project.pk)) & set(known()))
    # Until the end it is known that something may be left, so that what a killed process left is erased later.
    later = timezone.now() + RETRY
    Project.objects.filter(pk=project.pk).update(status=ProjectStatus.ERASED, status_detail="", erase_at=later)
    project.status, project.status_detail = ProjectStatus.ERASED, ""
    # Where else it was is known until the end, too.
    remove_rows(project.pk, but=MOVES)
    sync.forget_suggestions(project.pk)
    keys = _remove_until_quiet([ProjectRef(project.pk, cluster) for cluster in sorted(clusters)])
    forget(project.ref)
    # Once more: whoever was at work on the project may have noted something of it meanwhile.
    remove_rows(project.pk)
    facts = {"clusters": sorted(clusters), "documents": documents, "redis_keys": keys, "data_keys": list(data_keys)}
    return Erasure(project.pk, documents, keys, data_keys, _certify(actor, project, facts))


def _certify(actor: Actor, project: Project, facts: dict[str, Any]) -> int:
    """Note that nothing is left, and tell it; of several processes that erased it one does. Returns the entry's number."""
    told, books = Entry(ERASED, project.pk, facts), platform_books()
    not_yet = row_query(project) | {"erase_at": {"$ne": None}}
    with trail.unit_of(books, actor, told, project) as unit:
        unit.change(collection_of(Project), not_yet, {"$set": stored(Project, erase_at=None)}, told)
    if unit.numbers:
        return unit.numbers[0]
    found = books.chain.log.find_one({"action": ERASED, "object": project.pk}, {"_id": 1}, sort=[("_id", -1)])
    return int(found["_id"]) if found is not None else 0


def _found(ref: ProjectRef) -> tuple[dict[str, int], tuple[str, ...]]:
    """What is there to be erased: how many documents in each collection, and the ids of the data keys."""
    held = database(ref)
    documents = {name: held[name].count_documents({}) for name in sorted(held.list_collection_names())}
    row = held[KEYS].find_one({"_id": DOCUMENT}) or {"keys": []}
    return documents, tuple(bytes(each["id"]).hex() for each in row["keys"])


def remove_rows(key: str, *, but: str = "") -> None:
    """Remove what the control database holds of a project: whatever is declared to be of one, but for one collection."""
    entry = settings.DATABASES["default"]
    held = client_for_uri(entry["HOST"])[entry["NAME"]]
    for each in DECLARED:
        if each.project and each.name != but:
            held[each.name].delete_many({each.project: key})


def _remove_until_quiet(places: list[ProjectRef]) -> int:
    """Remove what there is, and what requests that were on their way still write, until nothing comes any more."""
    removed, quiet, pause = 0, 0, threading.Event()
    for _round in range(MAX_ROUNDS):
        found = [_remove_once(ref) for ref in places]
        removed += sum(max(each, 0) for each in found)
        quiet = 0 if any(found) else quiet + 1
        if quiet * PAUSE_SECONDS > QUIET_SECONDS:
            return removed
        pause.wait(PAUSE_SECONDS)
    raise ErasureError("Something goes on writing to the project. Its keys are gone; erase it once more in a minute.")


def _remove_once(ref: ProjectRef) -> int:
    """Remove what is there now; 0 if there was nothing, -1 if there was only a database."""
    server = client(ref.cluster)
    had_database = bool(server[ref.database_name].list_collection_names())
    if had_database:
        server.drop_database(ref.database_name)
        announce_keys(ref)
    try:
        return redis_keys.delete_naming(ref.id) or -had_database
    except redis.RedisError as error:
        raise ErasureError(_left("The project's database is erased.")) from error


def _require_redis(done: str) -> None:
    try:
        redis_keys.is_configured()
    except redis.RedisError as error:
        raise ErasureError(_left(done)) from error


def _left(done: str) -> str:
    return f"{done} Redis does not answer, and holds parts of the project: erase it again, by its id, when Redis is back."
