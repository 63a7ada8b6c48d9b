"""Trying a backup: everything of a moment restored into databases of other names, compared, and thrown away."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

from pymongo.database import Database

from fleet.backups import scopes
from fleet.backups.backing_up import vault_of
from fleet.backups.restoring import moment_for
from fleet.backups.scopes import RUNS, require_operator
from omnia.backups import loading, manifest
from omnia.backups.errors import BackupError
from omnia.backups.manifest import Manifest
from omnia.backups.storage import Storage
from omnia.infra import audit
from omnia.infra.audit import Actor, BrokenChain, Chain
from omnia.infra.envelope import EnvelopeError
from omnia.mongo import data_keys
from omnia.mongo.clusters import Document, UnknownCluster, client
from omnia.mongo.context import ProjectRef
from tenants.actions import trail
from tenants.control.models import Project

DATABASE = "omnia_drill"
"""On each cluster the database that a drill restores into, one backup after the other, and drops; nothing else has the name."""

Progress = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one database."""

    scope: str
    documents: int
    collections: int
    wrong: str
    """What is not as it was, in a sentence; empty if all is."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill has found."""

    moment: str
    tried: tuple[Tried, ...]
    seconds: float

    @property
    def equal(self) -> int:
        """How many databases came back as they were."""
        return sum(not each.wrong for each in self.tried)


def drill(
    actor: Actor, storage: Storage, *, project: Project | None = None, moment: str | None = None, progress: Progress = iter
) -> Drill:
    """Restore what was backed up last, or at a moment, beside everything; compare each collection's hash and indexes.

    Also looked at: that the audit log holds under its own name, and that a project's data keys can be unwrapped here.

    Raises:
        Forbidden, Absent: the actor may not do this.
        BackupError: there is no backup, or nothing of it can be read.
    """
    require_operator(actor, project)
    began = time.monotonic()
    names, chosen = _chosen(storage, project, moment)
    with _Stage() as stage:
        tried = tuple(_try(storage, stage, name, chosen) for name in progress(names))
    result = Drill(chosen, tried, time.monotonic() - began)
    subject = project.pk if project is not None else "platform"
    trail.note_platform(actor, action="backup.tried", subject=subject, moment=chosen, databases=len(tried), equal=result.equal)
    return result


def _chosen(storage: Storage, project: Project | None, moment: str | None) -> tuple[list[str], str]:
    """The scopes that are tried, and the moment."""
    if project is not None:
        scope = scopes.of_project(project).name
        return [scope], moment_for(vault_of(storage, scope), moment)
    runs = vault_of(storage, RUNS)
    found = manifest.read(runs, moment_for(runs, moment))
    return list(found.about["scopes"]), found.moment


class _Stage:
    """The databases in which a drill restores: one on each cluster, dropped at the end."""

    def __init__(self) -> None:
        self._held: dict[str, Database[Document]] = {}
        self._platform = {scope.name: scope.held.client for scope in scopes.platform()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for held in self._held.values():
            held.client.drop_database(held.name)

    def empty(self, scope: str, found: Manifest) -> "Database[Document]":
        """An empty database on the cluster that a backup is of; raises `UnknownCluster`."""
        key = scope if scope in self._platform else str(found.about["cluster"])
        if key not in self._held:
            self._held[key] = (self._platform.get(scope) or client(key))[DATABASE]
        loading.clear(self._held[key])
        return self._held[key]


def _try(storage: Storage, stage: _Stage, scope: str, moment: str) -> Tried:
    vault = vault_of(storage, scope)
    try:
        found = manifest.read(vault, moment)
        target = stage.empty(scope, found)
    except (BackupError, UnknownCluster) as error:
        return Tried(scope, 0, 0, str(error))
    try:
        loading.load(target, found, vault)
        wrong = _wrong_log(target, scope) or _wrong_keys(target, scope)
    except BackupError as error:
        wrong = str(error)
    return Tried(scope, found.documents, len(found.collections), wrong)


def _wrong_log(target: "Database[Document]", scope: str) -> str:
    key = scopes.project_id(scope)
    names = {scopes.CONTROL_SCOPE: ("platform_audit", "platform"), scopes.FACTORY_SCOPE: ("audit", "catalogue")}
    collection, chain = ("audit", f"project:{key}") if key is not None else names[scope]
    try:
        audit.verify(Chain(target[collection], chain))
    except BrokenChain as error:
        return f"The audit log does not hold: {error}"
    return ""


def _wrong_keys(target: "Database[Document]", scope: str) -> str:
    key, document = scopes.project_id(scope), target[data_keys.KEYS].find_one({"_id": data_keys.DOCUMENT})
    if key is None or document is None:
        return ""
    try:
        data_keys.unwrapped(ProjectRef(key), document)
    except EnvelopeError as error:
        return f"The project's data keys cannot be unwrapped: {error}"
    return ""


def report(result: Drill) -> dict[str, Any]:
    """A drill in plain data."""
    projects = [each for each in result.tried if scopes.project_id(each.scope) is not None]
    return {
        "moment": result.moment,
        "projects": len(projects),
        "databases": len(result.tried),
        "equal": result.equal,
        "documents": sum(each.documents for each in result.tried),
        "collections": sum(each.collections for each in result.tried),
        "seconds": round(result.seconds, 2),
        "wrong": [{"scope": each.scope, "sentence": each.wrong} for each in result.tried if each.wrong],
    }
