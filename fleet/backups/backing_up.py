"""Making a backup: each database read as of one moment, what is new written, and what is too old removed.

A run may be killed at any point: a manifest is written when everything that it names is there, so earlier moments stay whole, and
the next run goes on from the chunks that were written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fleet.backups import scopes
from fleet.backups.keeping import Rule
from fleet.backups.scopes import RUNS, Scope, require_operator
from omnia.backups import manifest, reading
from omnia.backups.errors import BackupError
from omnia.backups.manifest import Consistency, Manifest
from omnia.backups.storage import Storage
from omnia.backups.vault import FORMAT, Vault, moment_of
from omnia.infra.audit import Actor
from omnia.mongo.data_keys import key_ring
from tenants.actions import trail
from tenants.control.models import Project, ProjectStatus

Progress = Callable[[list[Scope]], Iterable[Scope]]
"""Goes through the scopes, and may show how far it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one database."""

    scope: str
    documents: int
    written: int
    """Bytes, encrypted."""
    consistency: Consistency
    undeclared: tuple[str, ...]
    """Collections that are there and that nobody declared, hence in no backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a run has made and removed."""

    moment: str
    parts: tuple[Part, ...]
    removed: int
    """Manifests and chunks that were not to be kept."""

    @property
    def written(self) -> int:
        """Bytes that were written."""
        return sum(part.written for part in self.parts)


def back_up(
    actor: Actor, storage: Storage, *, project: Project | None = None, rule: Rule | None = None, progress: Progress = iter
) -> Backup:
    """Back one project up, or the platform and all projects.

    Args:
        actor: a command, or the system.
        storage: where to.
        project: which one; everything if None.
        rule: what is kept of what is there; nothing is removed without one.
        progress: see `Progress`.

    Raises:
        Forbidden, Absent: the actor may not do this.
        BackupError: another backup runs there, or what is there cannot be read.
    """
    require_operator(actor, project)
    if project is not None and project.status == ProjectStatus.ERASED:
        raise BackupError("This project is erased: nothing of it is left that could be backed up.")
    chosen = [scopes.of_project(project)] if project is not None else _everything()
    with storage.exclusive():
        moment = moment_of(datetime.now(UTC))
        levels: dict[Any, Consistency] = {}
        parts = tuple(_store(storage, scope, moment, levels) for scope in progress(chosen))
        if project is None:
            _note_run(storage, moment, [scope.name for scope in chosen])
        removed = _remove_erased(storage) if project is None else 0
        removed += _remove_old(storage, [scope.name for scope in chosen] + [RUNS], rule) if rule is not None else 0
        trail.note_platform(
            actor, action="backup.made", subject=project.pk if project else "platform", moment=moment, databases=len(parts)
        )
    return Backup(moment, parts, removed)


def _everything() -> list[Scope]:
    return [*scopes.platform(), *map(scopes.of_project, scopes.projects())]


def vault_of(storage: Storage, scope: str) -> Vault:
    """A scope's part of a storage, under the configured key ring."""
    return Vault(storage, scope, key_ring())


def _store(storage: Storage, scope: Scope, moment: str, levels: dict[Any, Consistency]) -> Part:
    vault = vault_of(storage, scope.name)
    vault.begin()
    client = scope.held.client
    if client not in levels:
        levels[client] = reading.consistency_of(client)
    collections, written = reading.store(scope.held, scope.backed_up, vault, levels[client])
    made = Manifest(FORMAT, scope.name, moment, levels[client], scope.about, tuple(collections))
    manifest.write(vault, made)
    known = {each.name for each in scope.declared}
    odd = sorted(name for name in scope.held.list_collection_names() if name not in known and not name.startswith("system."))
    return Part(scope.name, made.documents, written, made.consistency, tuple(odd))


def _note_run(storage: Storage, moment: str, names: list[str]) -> None:
    """Keep which databases belong together at a moment."""
    vault = vault_of(storage, RUNS)
    vault.begin()
    manifest.write(vault, Manifest(FORMAT, RUNS, moment, "none", {"scopes": names}, ()))


def _remove_erased(storage: Storage) -> int:
    """Remove what there is of projects that were erased since; their key goes first."""
    held = {name.split("/")[0] for name in storage.names() if name.endswith("/key")}
    erased = Project.objects.filter(status=ProjectStatus.ERASED).values_list("pk", flat=True)
    doomed = held & {scopes.PROJECT_PREFIX + key for key in erased}
    for scope in doomed:
        vault_of(storage, scope).remove()
    return len(doomed)


def _remove_old(storage: Storage, names: list[str], rule: Rule) -> int:
    return sum(_remove_old_of(vault_of(storage, name), rule) for name in names)


def _remove_old_of(vault: Vault, rule: Rule) -> int:
    """Remove moments beyond the rule, then the chunks that no moment needs. Raises `BackupError` if one cannot be read."""
    moments = vault.moments()
    kept = rule.kept(moments)
    doomed = [moment for moment in moments if moment not in kept]
    for moment in doomed:
        vault.remove_moment(moment)
    left = [manifest.read(vault, moment) for moment in sorted(kept)]
    needed = {chunk.name for each in left for stored in each.collections for chunk in stored.chunks}
    return len(doomed) + vault.remove_chunks_but(needed)
