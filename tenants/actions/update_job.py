"""Taking all safe updates: more than one request's work, done in slices, with a row that says how far it is.

A thread of each portal process carries jobs on (`tenants.actions.update_worker`), in the name of who began them and as long as
that one may; a process that is killed or a tab that is closed loses nothing: what is taken is taken, and the rest is still left.
One process at a time works on a project's job (`tenants.update_queue`), and an update that was taken is not offered any more.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.utils import timezone

from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from omnia.structs import build
from tenants import update_queue
from tenants.access import authorise
from tenants.actions.editing import StaleVersion
from tenants.actions.updating import UpdateRefused, take_update
from tenants.control.models import Project
from tenants.project import collections
from tenants.updates import Document, NoUpdate, merge, offer_for, offers

JOB = "take_safe_updates"
SLICE_SECONDS = 1.0
"""How long a request works on it; one update is always finished."""
ATTEMPTS = 3
CONFLICT = "It conflicts with a change of yours by now."


class Item(msgspec.Struct, frozen=True):
    """One update of the job, and what became of it."""

    document: Document
    key: str
    offered: int
    why: str = ""
    """Why it was not taken."""


class Job(msgspec.Struct, frozen=True):
    """How far it is."""

    by: str
    started_at: datetime
    left: list[Item]
    actor: Actor | None = None
    """Who began it; None for a job of an earlier version of the product."""
    taken: list[Item] = []
    refused: list[Item] = []

    @property
    def total(self) -> int:
        """How many updates it is about."""
        return len(self.left) + self.done

    @property
    def done(self) -> int:
        """How many of them are decided."""
        return len(self.taken) + len(self.refused)


build(Job)


def current(project: Project) -> Job | None:
    """The job as it stands, finished or not, or None."""
    row = database(project.ref)[collections.SETTINGS].find_one({"_id": JOB})
    if row is None:
        return None
    job = msgspec.convert(row["job"], Job)
    # MongoDB's times come without a zone and mean UTC.
    return msgspec.structs.replace(job, started_at=job.started_at.replace(tzinfo=UTC))


def begin(actor: Actor, project: Project) -> Job:
    """Note all updates that conflict with nothing as to be taken, unless an unfinished job is there, and have them taken.

    Raises `Forbidden`, `Absent`.
    """
    authorise(actor, project, "edit_templates")
    update_queue.note(project.ref)
    found = current(project)
    if found is not None and found.left:
        unnamed = {"_id": JOB, "job.started_at": found.started_at, "job.actor": None}
        database(project.ref)[collections.SETTINGS].update_one(unnamed, {"$set": {"job.actor": msgspec.to_builtins(actor)}})
        return found
    safe = [offer for offer in offers(project) if not merge(project, offer).conflicts]
    left = [Item(offer.document, offer.key, offer.offered) for offer in safe]
    job = Job(str(actor), timezone.now(), left, actor)
    content = msgspec.to_builtins(job, builtin_types=(datetime,))
    database(project.ref)[collections.SETTINGS].replace_one({"_id": JOB}, {"job": content}, upsert=True)
    update_queue.note(project.ref)
    return job


def go_on(
    actor: Actor, project: Project, *, seconds: float = SLICE_SECONDS, clock: Callable[[], float] = time.monotonic
) -> Job | None:
    """Take updates of the job until it is done or the time is over; None if there is no job.

    While another process works on it, this one only says how far it is. Raises `Forbidden`, `Absent`.
    """
    authorise(actor, project, "edit_templates")
    entry = update_queue.claim(project.ref)
    if entry is None:
        return current(project)
    try:
        return work(actor, project, seconds=seconds, clock=clock)
    finally:
        update_queue.let_go(entry)


def work(
    actor: Actor, project: Project, *, seconds: float = SLICE_SECONDS, clock: Callable[[], float] = time.monotonic
) -> Job | None:
    """The same for who holds the project in the queue. Raises `Forbidden`, `Absent`."""
    authorise(actor, project, "edit_templates")
    until = clock() + seconds
    job = current(project)
    while job is not None and job.left:
        item = job.left[0]
        _note(project, item, _take(actor, project, item))
        job = current(project)
        if clock() >= until:
            break
    return job


def give_up(project: Project, items: Iterable[Item], why: str) -> None:
    """Leave updates of the job untaken, and say why."""
    for item in items:
        _note(project, item, why)


def forget(project: Project) -> None:
    """Let go of a job that is done and told."""
    database(project.ref)[collections.SETTINGS].delete_one({"_id": JOB, "job.left": []})


def _take(actor: Actor, project: Project, item: Item) -> str:
    """Why an update was not taken; empty if it was, now or before the process that took it died."""
    for attempt in range(ATTEMPTS):
        offer = offer_for(project, item.document, item.key)
        if offer is None or offer.offered != item.offered:
            return ""
        try:
            if merge(project, offer).conflicts:
                return CONFLICT
            take_update(actor, project, offer)
        except StaleVersion as stale:
            # Somebody saved just now: what they saved is merged instead.
            if attempt + 1 == ATTEMPTS:
                return str(stale.args[0])
        except (UpdateRefused, NoUpdate) as refusal:
            return str(refusal.args[0])
        else:
            return ""
    return ""


def _note(project: Project, item: Item, why: str) -> None:
    """Move an update from what is left to what became of it, unless somebody else did."""
    row: dict[str, Any] = msgspec.to_builtins(item)
    kind = "refused" if why else "taken"
    database(project.ref)[collections.SETTINGS].update_one(
        {"_id": JOB, "job.left": row}, {"$pull": {"job.left": row}, "$push": {f"job.{kind}": row | {"why": why}}}
    )
