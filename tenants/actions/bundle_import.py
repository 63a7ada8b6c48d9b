"""A bundle taken in as a new project: all of it, or nothing.

The new project's row says that it is not ready, and a note says until when its importer is believed to be alive; only when all
that the bundle holds was written, compared and found to fit together does it become ready. What a killed importer left is removed
by the next import. Docs: docs/reference/bundles.md.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bson
from bson.raw_bson import RawBSONDocument
from django.conf import settings
from django.utils import timezone

from omnia.backups.reading import RAW, hash_of
from omnia.bundles import container, lines, sealing
from omnia.bundles.container import Bundle
from omnia.bundles.errors import BundleError, PassphraseError
from omnia.bundles.manifest import Manifest, Part
from omnia.infra import units
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from omnia.infra.units import Entry, Intent
from omnia.mongo.clusters import Document, client, client_for_uri, database
from omnia.mongo.data_keys import ensure_data_key
from omnia.mongo.indexes import ensure_collections
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants.access import grant_role
from tenants.actions import trail
from tenants.actions.bundle_checks import check, check_references
from tenants.actions.bundle_export import handed_on
from tenants.actions.clusters import place, require_operator
from tenants.actions.erasing import remove_rows
from tenants.actions.people import STAFF_SENTENCE
from tenants.actions.provisioning import BEING_TAKEN_IN, MAX_NAME, project_settings
from tenants.audit_chains import books_of, platform_books
from tenants.control.models import Membership, Project, ProjectStatus, Role, User
from tenants.project import collections, records

if TYPE_CHECKING:
    from pymongo.collection import Collection

NAME = "imports"
"""The collection of the control database that says which imports are under way, and until when they are believed to be alive."""

LEASE = timedelta(minutes=2)
OVERTAKEN = "Another import took this one for broken off, and removed it. Import once more."
AT_ONCE = 500
BYTES_AT_ONCE = 4 * 2**20

Progress = Callable[[list[Part]], Iterable[Part]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in."""

    project: str
    name: str
    source: str
    """The id of the project that the bundle was made of."""
    signed_by: str
    documents: int
    has_conversations: bool
    people: tuple[tuple[str, str], ...]
    """Address and role of those who belonged to it; they are to be invited by its new owner."""


def import_project(
    actor: Actor, path: Path, *, name: str, owner: User, passphrase: str = "", cluster: str = "default", progress: Progress = iter
) -> Imported:
    """Take a bundle in as a new project of an owner.

    Nobody else of the bundle's people gets in: an address that is the same is no proof that the person is. API keys, the log and
    running conversations are not in a bundle; what was planned, and canaries, do not begin by themselves here.

    Args:
        actor: an operator, a command, or the system.
        path: the bundle.
        name: the new project's name.
        owner: whose it will be.
        passphrase: what the conversations are sealed with; without it those are left out.
        cluster: where it is to be.
        progress: goes through the parts, and may show how far it is.

    Raises:
        Forbidden: the actor is no operator.
        BundleError: the bundle is refused, or something else speaks against it; nothing is left of the try.
        UnknownCluster, ClusterFull: it cannot be placed there.
        OSError: the file cannot be read.
    """
    require_operator(actor, "import_projects")
    if owner.is_staff or owner.is_superuser:
        raise BundleError(STAFF_SENTENCE)
    if not 0 < len(name.strip()) <= MAX_NAME:
        raise BundleError(f"A project needs a name of at most {MAX_NAME} characters.")
    undo_left(actor)
    with container.opened(path) as bundle:
        parts = _chosen(bundle.manifest, has_passphrase=bool(passphrase))
        key = sealing.key_of(bundle.manifest.sealing, passphrase) if bundle.manifest.sealing is not None and passphrase else b""
        place(actor, cluster)
        made = _row(bundle.manifest, name.strip(), cluster, owner)
        try:
            _fill(bundle, made, parts, key, progress)
            check_references(database(made.ref))
            _adapt(made)
            _finish(actor, made, owner, _facts(bundle))
        except BaseException:
            if not Project.objects.filter(pk=made.pk, status=ProjectStatus.ACTIVE).exists():
                _undo(made.pk)
            raise
    people = tuple((person.email, person.role) for person in bundle.manifest.people)
    documents = sum(part.documents for part in parts)
    has_conversations = any(part.is_sealed for part in parts)
    return Imported(made.pk, made.name, bundle.manifest.project.id, bundle.signed_by, documents, has_conversations, people)


def undo_left(actor: Actor) -> int:
    """Remove what imports left that were killed; returns how many. Those that go on are left alone."""
    left = list(_imports().find({"until": {"$lt": timezone.now()}}))
    undone = 0
    for row in left:
        if Project.objects.filter(pk=row["_id"], status=ProjectStatus.ACTIVE).exists():
            # Killed when all was done.
            _imports().delete_one({"_id": row["_id"]})
            continue
        told = Entry("project.import_undone", row["_id"])
        with units.begun(platform_books(), actor, told.action, _imports(), row["_id"], told=[told]) as unit:
            if _undo(row["_id"]):
                unit.stamp(told)
                undone += 1
    return undone


def _chosen(manifest: Manifest, *, has_passphrase: bool) -> list[Part]:
    """The parts that are taken in; raises `BundleError` for one that is not known here."""
    known = {each.name: each for each in handed_on(conversations=True)}
    unknown = [part.collection for part in manifest.parts if part.collection not in known]
    if unknown:
        raise BundleError(f"The bundle has a part “{unknown[0]}”, which this release does not know. Take a newer release.")
    missing = {each.name for each in handed_on(conversations=False)} - {part.collection for part in manifest.parts}
    if missing:
        raise BundleError(f"The bundle lacks the part “{min(missing)}”. It is not whole: take another one.")
    if has_passphrase and manifest.sealing is None:
        raise PassphraseError("The bundle holds no conversations: leave the passphrase out.")
    return [part for part in manifest.parts if has_passphrase or not part.is_sealed]


def _row(manifest: Manifest, name: str, cluster: str, owner: User) -> Project:
    """The registry's row of the new project, not ready yet; first the note by which it is found if this process is killed."""
    facts, key = manifest.project, new_id()
    _imports().insert_one({"_id": key, "until": timezone.now() + LEASE})
    made = Project(
        id=key,
        name=name,
        cluster=cluster,
        status=ProjectStatus.FAILED,
        status_detail=BEING_TAKEN_IN,
        industries=list(facts.industries),
        locales=list(facts.locales),
        default_locale=facts.default_locale,
        region=facts.region,
        created_by=str(owner.pk),
    )
    made.save(force_insert=True)
    return made


def _fill(bundle: Bundle, made: Project, parts: list[Part], key: bytes, progress: Progress) -> None:
    """Write the parts, each compared with its manifest as it is read and as the server has it; then make all indexes."""
    declared = {each.name: each for each in collections.DECLARED}
    held = database(made.ref)
    for part in progress(parts):
        with bundle.open(part) as file:
            content = sealing.unseal(file, key, part.file) if part.is_sealed else lines.pieces_of(file)
            told, kept, count = hashlib.sha256(), hashlib.sha256(), 0
            for batch in _batches(lines.read(content, part.file)):
                stored = []
                for raw in batch:
                    count += 1
                    row = check(declared[part.collection], raw, count)
                    told.update(raw)
                    stored.append(_stored(made, part, row, raw))
                    kept.update(stored[-1])
                collection = held.get_collection(part.collection, codec_options=RAW)
                collection.insert_many([RawBSONDocument(each, RAW) for each in stored], ordered=False)
                _alive(made.pk)
        if (told.hexdigest(), count) != (part.hash, part.documents):
            raise BundleError(f"{part.file} holds other documents than the bundle's manifest says. Nothing was taken in.")
        if hash_of(held, part.collection) != (kept.hexdigest(), part.documents):
            raise BundleError(f"The database holds {part.collection} otherwise than it was given. Nothing was taken in.")
    # Only now: by some of them documents expire, and would be missing where they are compared.
    ensure_collections(made.ref, collections.COLLECTIONS)


def _stored(made: Project, part: Part, row: Document, raw: bytes) -> bytes:
    """A document of a bundle as the new project stores it: what callers said is sealed with its own data key."""
    if part.collection not in records.PRIVATE:
        return raw
    return bson.encode(records.closed(made.ref, part.collection, row))


def _batches(rows: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row)
        if len(batch) >= AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _adapt(made: Project) -> None:
    """Make it this installation's: its own data key, its own name, and nothing that would happen by itself."""
    ensure_data_key(made.ref)
    held = database(made.ref)
    held[collections.SETTINGS].update_one({"_id": "project"}, {"$set": project_settings(made)}, upsert=True)
    held[collections.CHANNELS].update_many({}, {"$set": {"scheduled": [], "canary": None}})


def _facts(bundle: Bundle) -> dict[str, Any]:
    """What the log says of where it comes from."""
    about = bundle.manifest
    return {"source": about.project.id, "made_at": about.made_at.isoformat(), "signed_by": bundle.signed_by}


def _finish(actor: Actor, made: Project, owner: User, facts: dict[str, Any]) -> None:
    """Give it to its owner; from then on it is there."""
    _alive(made.pk)
    Membership(user=owner, project=made, role=Role.OWNER).save()
    grant_role(owner, made, Role.OWNER)
    began, told = timezone.now(), Entry("project.imported", made.pk, facts)
    ready = {"$set": stored(Project, status=ProjectStatus.ACTIVE, status_detail="")}
    with trail.unit_of(books_of(made.ref), actor, told, made) as unit:
        as_begun = row_query(made) | stored(Project, status=ProjectStatus.FAILED, status_detail=BEING_TAKEN_IN)
        if not unit.change(collection_of(Project), as_begun, ready, told):
            raise BundleError(OVERTAKEN)
        _settle_imported(actor, began, told)


def _settle_imported(actor: Actor, since: datetime, told: Entry) -> None:
    """Tell the platform's log too, and strike the note off by which a broken import is found."""
    trail.note_platform_once(actor, since, action=told.action, subject=told.subject, **told.facts)
    _imports().delete_one({"_id": told.subject})


@units.finishes("project.imported")
def _finish_imported(intent: Intent, entries: Sequence[Entry]) -> None:
    """The same, where the process that took it in was killed before that."""
    for told in entries:
        _settle_imported(intent.actor, intent.at, told)


def _alive(key: str) -> None:
    """Say that this import goes on; raises `BundleError` if another process took it for broken off."""
    if not _imports().update_one({"_id": key}, {"$set": {"until": timezone.now() + LEASE}}).matched_count:
        raise BundleError(OVERTAKEN)


def _undo(key: str) -> bool:
    """Remove all that an import has written, and then the note of it; whether it was this call that removed that.

    One that was halted and wakes finds in the row that it may not make the project ready; what is ready is left alone.
    """
    row = Project.objects.filter(pk=key).first()
    if row is not None:
        if not Project.objects.filter(pk=key).exclude(status=ProjectStatus.ACTIVE).update(status_detail=OVERTAKEN):
            return False
        client(row.cluster).drop_database(row.ref.database_name)
        # The note goes last: by it whoever comes next finds what is left.
        remove_rows(key, but=NAME)
        Project.objects.filter(pk=key).delete()
    return bool(_imports().delete_one({"_id": key}).deleted_count)


def _imports() -> "Collection[dict[str, Any]]":
    control = settings.DATABASES["default"]
    return client_for_uri(control["HOST"])[control["NAME"]][NAME]
