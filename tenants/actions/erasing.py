"""Erasing a project: when it is said to be gone, nothing of it is left, in its database and in Redis."""

import threading
from dataclasses import dataclass

import redis

from omnia.infra import redis_keys
from omnia.infra.audit import Actor
from omnia.infra.bus import announce_keys
from omnia.mongo.clusters import client, database
from omnia.mongo.context import ProjectRef
from tenants.access import authorise, withdraw_rights
from tenants.actions import trail
from tenants.control.models import Invitation, Membership, Project, ProjectStatus

QUIET_SECONDS = 2.0
"""Seconds in which nothing of the project may have come back: a runtime process believes a key for one second at most."""

PAUSE_SECONDS = 0.25
MAX_ROUNDS = 240


class ErasureError(Exception):
    """A project that could not be erased, or not wholly; the sentence says what is left and what to do."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was removed with a project."""

    project: str
    collections: tuple[str, ...]
    redis_keys: int


def erase_project(actor: Actor, project: Project) -> Erasure:
    """Drop the project's database, all that Redis holds of it, and everyone's rights in it; the registry keeps its id.

    May be called again for a project of which something was left.

    Raises:
        Absent, Forbidden: the actor may not do this.
        ErasureError: Redis does not answer, or the project does not come to rest.
    """
    authorise(actor, project, "manage_project")
    _require_redis("Nothing was erased.")
    names = tuple(sorted(database(project.ref).list_collection_names()))
    Project.objects.filter(pk=project.pk).update(status=ProjectStatus.ERASED, status_detail="")
    project.status, project.status_detail = ProjectStatus.ERASED, ""
    for membership in Membership.objects.filter(project=project).select_related("user"):
        withdraw_rights(membership.user, project)
    Membership.objects.filter(project=project).delete()
    Invitation.objects.filter(project=project).delete()
    keys = _remove_until_quiet(project.ref)
    trail.note_platform(actor, action="project.erased", subject=project.pk)
    return Erasure(project.pk, names, keys)


def _remove_until_quiet(ref: ProjectRef) -> int:
    """Remove what there is, and what requests that were on their way still write, until nothing comes any more."""
    removed, quiet, pause = 0, 0, threading.Event()
    for _round in range(MAX_ROUNDS):
        found = _remove_once(ref)
        removed += max(found, 0)
        quiet = 0 if found else quiet + 1
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
