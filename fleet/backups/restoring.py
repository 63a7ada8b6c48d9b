"""Putting a backup back: a database in place of what stands, or a project beside the one it is of.

In place, what is restored is written beside what stands, in the same database, verified there, and then put in its place by
renaming: the runtime finds a project's database by the API key alone, so there is no pointer that could be turned. What stood is
kept until the audit log holds the entry. Docs: docs/decisions/0038-one-registry-and-backups.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fleet.backups import carrying
from fleet.backups.backing_up import vault_of
from fleet.backups.scopes import Scope, of_project, project_id, require_operator
from omnia.backups import loading, manifest, replacing
from omnia.backups.errors import BackupError, MissingFileError
from omnia.backups.manifest import Manifest
from omnia.backups.replacing import Replacement
from omnia.backups.storage import Storage
from omnia.backups.vault import Vault
from omnia.infra import audit, audit_checkpoints, units
from omnia.infra.audit import Actor, BrokenChain, Chain
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry, Intent
from omnia.mongo.clusters import database
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.access import grant_role
from tenants.actions import erasing_later, holding, trail
from tenants.audit_chains import books_of
from tenants.control.models import Membership, Project, ProjectStatus, Role
from tenants.project import collections, standing

RESTORED = "project.restored"
BROKE_OFF = "Its restoring from a backup broke off, or goes on. If it broke off, erase this project and restore once more."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    scope: str
    moment: str
    documents: int
    log: str
    """What became of the audit log: `continued`, or `replaced` by the backup's."""
    project: str = ""


def moment_for(vault: Vault, wanted: str | None) -> str:
    """The newest moment of a scope, or the newest that is not after `wanted`; raises `MissingFileError`."""
    fitting = [moment for moment in vault.moments() if wanted is None or moment <= wanted]
    if not fitting:
        asked = f" of {wanted} or before" if wanted else ""
        raise MissingFileError(f"There is no backup of {vault.scope}{asked} here. `restore --list` shows what there is.")
    return fitting[-1]


def restore(actor: Actor, storage: Storage, scope: Scope, *, moment: str | None = None) -> Restored:
    """Put a database back in place of what stands; one that was begun and killed is finished first.

    Args:
        actor: a command, or the system.
        storage: where the backup is.
        scope: which database.
        moment: the newest backup that is not after it; the newest of all if None.

    Raises:
        Forbidden, Absent: the actor may not do this.
        BackupError: the backup is not what was written, or there is none; what stands was not touched then.
    """
    require_operator(actor, scope.project)
    _refuse_erased(scope.project)
    begun = replacing.under_way(scope.held)
    if begun is not None:
        _finish(actor, scope, begun)
    vault = vault_of(storage, scope.name)
    found = manifest.read(vault, moment_for(vault, moment))
    names = _replaced(scope, found)
    replacing.stage(scope.held, found, vault, names)
    log = "continued"
    if collections.AUDIT in names or "platform_audit" in names:
        log, names = _log(scope, names)
    facts = {"id": new_id(), "log": log, "documents": found.documents, "began_at": datetime.now(UTC).isoformat()}
    replacement = Replacement(found.moment, tuple(names), facts)
    replacing.begin(scope.held, replacement)
    return _finish(actor, scope, replacement)


def _refuse_erased(project: Project | None) -> None:
    if project is not None and project.status == ProjectStatus.ERASED:
        raise BackupError("This project was erased, and erasing is for good: it is not restored.")


def _replaced(scope: Scope, found: Manifest) -> list[str]:
    """The collections that are put back; of those that go on, only what does not stand, and the log, to be compared."""
    going_on, log = set(scope.names("continued")), scope.chain.log.name
    present = [each.name for each in found.collections if each.name in scope.backed_up]
    return [name for name in present if name not in going_on or name == log or not _stands(scope, name)]


def _stands(scope: Scope, name: str) -> bool:
    return scope.held[name].find_one({}, {"_id": 1}) is not None


def _log(scope: Scope, names: list[str]) -> tuple[str, list[str]]:
    """Whether the log that stands goes on, which it does if it holds and begins as the backup's; else the backup's is taken."""
    log = scope.chain.log
    staged = Chain(scope.held[replacing.STAGED + log.name], scope.chain.name)
    last = staged.log.find_one(sort=[("_id", -1)])
    if last is None or not _stands(scope, log.name):
        return "replaced", names
    same = log.find_one({"_id": last["_id"], "hash": last["hash"]}) is not None
    if not same or not _holds(scope.chain):
        return "replaced", names
    staged.log.drop()
    return "continued", [name for name in names if name != log.name]


def _holds(chain: Chain) -> bool:
    try:
        audit.verify(chain)
    except BrokenChain:
        return False
    return True


def _finish(actor: Actor, scope: Scope, replacement: Replacement) -> Restored:
    """Everything after the point of no return; each step may be done again."""
    replacing.switch(scope.held, replacement.names)
    if scope.project is not None:
        ensure_collections(scope.project.ref, collections.COLLECTIONS)
        carrying.carry_over(scope.project, scope.held)
        _stand(scope.project)
    _note(actor, scope, replacement)
    if scope.project is not None:
        carrying.announce(scope.project)
    replacing.end(scope.held)
    facts = replacement.facts
    return Restored(scope.name, replacement.moment, facts["documents"], facts["log"], project_id(scope.name) or "")


def _stand(project: Project) -> None:
    """Where all was lost, the backup's keys say how the project stood then; the registry knows how it stands now."""
    project.refresh_from_db()
    if project.status == ProjectStatus.ERASING and project.erase_at is not None:
        standing.write(project.ref, erasing_later.CLOSED)
        return
    found = standing.read_of(project.ref)
    if project.status == ProjectStatus.ACTIVE and found is not None and found.state in ("closed", "frozen"):
        standing.clear(project.ref, found)
    holding.tell_runtime(project)


def _note(actor: Actor, scope: Scope, replacement: Replacement) -> None:
    """Write the entries, once; tell elsewhere that an earlier log stands again, if one does."""
    log, facts = scope.chain.log, replacement.facts
    if log.find_one({"details.restoring": facts["id"]}) is None:
        _note_own(actor, scope, replacement)
    if scope.project is not None:
        # Also by who finishes it: whoever began may have been killed between the two logs.
        began = datetime.fromisoformat(facts["began_at"]) if "began_at" in facts else datetime.now(UTC) - timedelta(days=1)
        told = {"moment": replacement.moment, "restoring": facts["id"]}
        trail.note_platform_once(actor, began, action=RESTORED, subject=scope.project.pk, **told)


def _note_own(actor: Actor, scope: Scope, replacement: Replacement) -> None:
    log, facts = scope.chain.log, replacement.facts
    if facts["log"] == "replaced":
        last = log.find_one(sort=[("_id", -1)])
        audit_checkpoints.write_restart(scope.chain.name, last["_id"] if last else 0, last["hash"] if last else audit.FIRST)
    details = {"moment": replacement.moment, "log": facts["log"], "restoring": facts["id"]}
    action = RESTORED if scope.project is not None else "platform.restored"
    audit.append(scope.chain, actor=actor, action=action, subject=project_id(scope.name) or scope.name, details=details)


def restore_beside(actor: Actor, storage: Storage, source: Project, *, moment: str | None = None) -> Restored:
    """Restore a project as another one beside it, with the same owners, to look at and to take from.

    It gets what may be handed on: no API keys, no running conversations, and a log of its own. It is ready once it was verified.

    Raises: as `restore` does; the new project is then marked, and can be erased.
    """
    require_operator(actor, source)
    _refuse_erased(source)
    vault = vault_of(storage, of_project(source).name)
    found = manifest.read(vault, moment_for(vault, moment))
    made = _row_beside(source, found)
    handed_on = [each.name for each in collections.DECLARED if each.is_handed_on and each.is_backed_up]
    loading.load(database(made.ref), found, vault, only=handed_on)
    ensure_collections(made.ref, collections.COLLECTIONS)
    ensure_data_key(made.ref)
    carrying.seal_anew(source, made)
    database(made.ref)[collections.SETTINGS].update_one({"_id": "project"}, {"$set": {"name": made.name}})
    carrying.stop_plans(made)
    _share(source, made)
    _open(actor, made, {"source": source.pk, "moment": found.moment})
    documents = sum(each.count for each in found.collections if each.name in handed_on)
    return Restored(vault.scope, found.moment, documents, "own", made.pk)


def _open(actor: Actor, made: Project, facts: dict[str, Any]) -> None:
    """From now on the project is there; both logs say so."""
    began, told = datetime.now(UTC), Entry(RESTORED, made.pk, facts)
    ready = {"$set": stored(Project, status=ProjectStatus.ACTIVE, status_detail="")}
    with trail.unit_of(books_of(made.ref), actor, told, made) as unit:
        if not unit.change(collection_of(Project), row_query(made), ready, told):
            raise BackupError("The new project was erased meanwhile. Restore once more.")
        trail.note_platform_once(actor, began, action=RESTORED, subject=made.pk, **facts)


@units.finishes(RESTORED)
def _finish_opening(intent: Intent, entries: Sequence[Entry]) -> None:
    """Tell the platform's log too, where the process was killed before that."""
    for told in entries:
        trail.note_platform_once(intent.actor, intent.at, action=told.action, subject=told.subject, **told.facts)


def _row_beside(source: Project, found: Manifest) -> Project:
    """The registry's row of the new project, not ready yet."""
    about: dict[str, Any] = found.about
    made = Project(
        id=new_id(),
        name=f"{source.name[:60]} ({found.moment[:8]})",
        cluster=source.cluster,
        status=ProjectStatus.FAILED,
        status_detail=BROKE_OFF,
        industries=about["industries"],
        locales=about["locales"],
        default_locale=about["default_locale"],
        region=about["region"],
        created_by=source.created_by,
    )
    made.save(force_insert=True)
    return made


def _share(source: Project, made: Project) -> None:
    """Make the owners of the one the owners of the other."""
    for membership in Membership.objects.filter(project=source, role=Role.OWNER).select_related("user"):
        Membership(user=membership.user, project=made, role=Role.OWNER).save()
        grant_role(membership.user, made, Role.OWNER)
