"""Putting a backup back: a database in place of what stands, or a project beside the one it is of.

In place, what is restored is written beside what stands, in the same database, verified there, and then put in its place by
renaming: the runtime finds a project's database by the API key alone, so there is no pointer that could be turned. What stood is
kept until the audit log holds the entry. It is one unit of work: killed before a note says that what is staged is to stand, it is
undone, afterwards finished, by a portal process, `doctor --repair` or the next call.
Docs: docs/decisions/0038-one-registry-and-backups.md, docs/decisions/0044-units-of-work.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from factory.trail import books as catalogue_books
from fleet.backups import carrying
from fleet.backups.backing_up import vault_of
from fleet.backups.scopes import CONTROL_SCOPE, Scope, of_project, platform, project_id, require_operator
from omnia.backups import loading, manifest, replacing
from omnia.backups.errors import BackupError, MissingFileError
from omnia.backups.manifest import Manifest
from omnia.backups.replacing import Replacement
from omnia.backups.storage import Storage
from omnia.backups.vault import Vault
from omnia.infra import audit, audit_checkpoints, units
from omnia.infra.audit import Actor, BrokenChain, Chain
from omnia.infra.crypto import new_id
from omnia.infra.long_units import kept
from omnia.infra.units import Books, Entry, Intent, Unit
from omnia.mongo.clusters import database
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.access import grant_role
from tenants.actions import erasing_later, holding, trail
from tenants.audit_chains import books_of, platform_books
from tenants.control.models import Membership, Project, ProjectStatus, Role
from tenants.project import collections, standing

RESTORED, PLATFORM_RESTORED = "project.restored", "platform.restored"
BEGUN = "restoring"
"""The probe of a unit that restores in place."""

BUSY = (
    "This is being restored just now by another process, or by one of another machine that ended less than two minutes ago. Call "
    "again when it has ended; what is begun then is finished."
)
OVERTAKEN = (
    "This process was halted for so long that another one settled what it had begun. It has stopped there. Look at the log for "
    "what became of it, and restore once more if that is still wanted."
)
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
    """Put a database back in place of what stands; one that was begun and killed is settled first.

    Args:
        actor: a command, or the system.
        storage: where the backup is.
        scope: which database.
        moment: the newest backup that is not after it; the newest of all if None.

    Raises:
        Forbidden, Absent: the actor may not do this.
        BackupError: the backup is not what was written, or there is none, or another process restores this just now; what stands
            was not touched then. Or Redis does not answer: it is finished later.
    """
    require_operator(actor, scope.project)
    _refuse_erased(scope.project)
    _settle_earlier(actor, scope)
    try:
        return _restore(actor, storage, scope, moment)
    except units.TakenOverError:
        raise BackupError(OVERTAKEN) from None


def _restore(actor: Actor, storage: Storage, scope: Scope, moment: str | None) -> Restored:
    vault, books, key = vault_of(storage, scope.name), _books(scope), new_id()
    found = manifest.read(vault, moment_for(vault, moment))
    told = [_told(scope, Replacement(found.moment, (), {"id": key, "log": "continued"}))]
    # After any number: the log may be replaced by a shorter one.
    with units.begun(books, actor, told[0].action, None, key, told=told, probe=BEGUN, after=0) as unit, kept(unit):
        _refuse_another(books, scope, unit)
        replacement = _staged(scope, found, vault, key, unit)
        # What others changed, and were killed before they told, is told while it can still be seen.
        units.settle_made(books)
        unit.foretell(_told(scope, replacement))
        unit.keep()
        unit.is_decided = True
        replacing.begin(scope.held, replacement)
        return _finish(actor, scope, replacement, unit)


def _staged(scope: Scope, found: Manifest, vault: Vault, key: str, unit: Unit) -> Replacement:
    """Write what is put back beside what stands, verified; returns what is to be replaced by it."""
    names = _replaced(scope, found)
    replacing.stage(scope.held, found, vault, names, unit.keep)
    unit.keep()
    log = "continued"
    if scope.chain.log.name in names:
        log, names = _log(scope, names)
    facts = {"id": key, "log": log, "documents": found.documents, "began_at": datetime.now(UTC).isoformat()}
    return Replacement(found.moment, tuple(names), facts)


def _books(scope: Scope) -> Books:
    if scope.project is not None:
        return books_of(scope.project.ref)
    return platform_books() if scope.name == CONTROL_SCOPE else catalogue_books()


def _told(scope: Scope, replacement: Replacement) -> Entry:
    """What the log of a database says of its restoring."""
    facts = {"moment": replacement.moment, "log": replacement.facts["log"], "restoring": replacement.facts["id"]}
    return Entry(RESTORED if scope.project is not None else PLATFORM_RESTORED, project_id(scope.name) or scope.name, facts)


def _open(books: Books) -> list[Intent]:
    """The restorings of a database that are written down."""
    return [units.read(row) for row in books.intents.find({"chain": books.chain.name, "probe": BEGUN})]


def _settle_earlier(actor: Actor, scope: Scope) -> None:
    """Finish, or undo, what a killed process began."""
    books = _books(scope)
    for intent in _open(books):
        if not units.is_abandoned(intent):
            raise BackupError(BUSY)
        try:
            units.settle(books, intent)
        except units.HeldStillError as error:
            raise BackupError(BUSY) from error
    begun = replacing.under_way(scope.held)
    if begun is not None:
        # By an earlier release, which wrote down no unit.
        _finish(actor, scope, begun)


def _refuse_another(books: Books, scope: Scope, unit: Unit) -> None:
    if any(intent.id != unit.id for intent in _open(books)) or replacing.under_way(scope.held) is not None:
        raise BackupError(BUSY)


@units.probes(BEGUN)
def _is_begun(intent: Intent) -> bool:
    """Whether what was staged is to stand, or stands and is told of."""
    scope = _scope_of(intent)
    begun = replacing.under_way(scope.held)
    return (begun is not None and begun.facts["id"] == intent.key) or units.is_told(scope.chain, intent)


def _scope_of(intent: Intent) -> Scope:
    if intent.project:
        return of_project(Project.objects.get(pk=intent.project))
    return next(scope for scope in platform() if scope.chain.name == intent.chain)


@units.undoes(BEGUN)
def _undo(intent: Intent) -> None:
    """Drop what was staged by whoever was killed before it was to stand."""
    scope = _scope_of(intent)
    units.claim(_books(scope), intent)
    if replacing.under_way(scope.held) is None:
        replacing.discard(scope.held)


def _finish_begun(intent: Intent) -> None:
    """Go on where whoever restored in place was killed."""
    scope = _scope_of(intent)
    unit = units.claim(_books(scope), intent)
    begun = replacing.under_way(scope.held)
    if begun is None:
        return
    with kept(unit):
        try:
            _finish(intent.actor, scope, begun, unit)
        except (BackupError, units.TakenOverError) as error:
            # Redis does not answer, and remembers what was published; or a third process goes on with it.
            raise units.HeldStillError from error


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


def _finish(actor: Actor, scope: Scope, replacement: Replacement, unit: Unit | None = None) -> Restored:
    """Everything after the point of no return; each step may be done again, by whoever holds the unit: a halted process stops."""
    keep = unit.keep if unit is not None else _nobody_else
    replacing.switch(scope.held, replacement.names, keep)
    keep()
    if scope.project is not None:
        ensure_collections(scope.project.ref, collections.COLLECTIONS)
        carrying.carry_over(scope.project, scope.held)
        _stand(scope.project)
    keep()
    _note(actor, scope, replacement, unit)
    if scope.project is not None:
        carrying.announce(scope.project)
    keep()
    replacing.end(scope.held)
    facts = replacement.facts
    return Restored(scope.name, replacement.moment, facts["documents"], facts["log"], project_id(scope.name) or "")


def _nobody_else() -> None:
    """A restoring that an earlier release began has no unit that could be taken over."""


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


def _note(actor: Actor, scope: Scope, replacement: Replacement, unit: Unit | None) -> None:
    """Write the entries, once; tell elsewhere that an earlier log stands again, if one does."""
    log, facts = scope.chain.log, replacement.facts
    if log.find_one({"details.restoring": facts["id"]}) is None:
        _note_own(actor, scope, replacement, unit)
    if scope.project is not None:
        # Also by who finishes it: whoever began may have been killed between the two logs.
        began = datetime.fromisoformat(facts["began_at"]) if "began_at" in facts else datetime.now(UTC) - timedelta(days=1)
        told = {"moment": replacement.moment, "restoring": facts["id"]}
        trail.note_platform_once(actor, began, action=RESTORED, subject=scope.project.pk, **told)


def _note_own(actor: Actor, scope: Scope, replacement: Replacement, unit: Unit | None) -> None:
    log = scope.chain.log
    if replacement.facts["log"] == "replaced":
        last = log.find_one(sort=[("_id", -1)])
        audit_checkpoints.write_restart(scope.chain.name, last["_id"] if last else 0, last["hash"] if last else audit.FIRST)
    if unit is not None:
        unit.tell(actor)
    else:
        told = _told(scope, replacement)
        audit.append(scope.chain, actor=actor, action=told.action, subject=told.subject, details=told.facts)


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
    _make_ready(actor, made, {"source": source.pk, "moment": found.moment})
    documents = sum(each.count for each in found.collections if each.name in handed_on)
    return Restored(vault.scope, found.moment, documents, "own", made.pk)


def _make_ready(actor: Actor, made: Project, facts: dict[str, Any]) -> None:
    """From now on the project is there; both logs say so."""
    began, told = datetime.now(UTC), Entry(RESTORED, made.pk, facts)
    ready = {"$set": stored(Project, status=ProjectStatus.ACTIVE, status_detail="")}
    with trail.unit_of(books_of(made.ref), actor, told, made) as unit:
        if not unit.change(collection_of(Project), row_query(made), ready, told):
            raise BackupError("The new project was erased meanwhile. Restore once more.")
        trail.note_platform_once(actor, began, action=RESTORED, subject=made.pk, **facts)


@units.finishes(RESTORED)
@units.finishes(PLATFORM_RESTORED)
def _finish_killed(intent: Intent, entries: Sequence[Entry]) -> None:
    """Finish what was restored in place; of one beside tell the platform's log too, where the process was killed before that."""
    if intent.probe == BEGUN:
        _finish_begun(intent)
        return
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
