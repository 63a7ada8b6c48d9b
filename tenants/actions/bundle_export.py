"""A project handed out as one bundle: what the registry of collections says may be handed on, as of one moment, and its people.

Records of conversations, which hold what callers said, are left out unless asked for, and then sealed under a passphrase.
Docs: docs/reference/bundles.md, docs/decisions/0047-one-customer-out-in-elsewhere-gone.md.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument
from pymongo.client_session import ClientSession

from omnia.backups import reading
from omnia.bundles import container, lines, sealing, signing
from omnia.bundles.container import Writing
from omnia.bundles.errors import BundleError
from omnia.bundles.manifest import FORMAT, Manifest, Part, Person, ProjectFacts
from omnia.infra.audit import Actor
from omnia.infra.cache import Unreachable
from omnia.infra.envelope import EnvelopeError
from omnia.mongo.clusters import client, database
from omnia.mongo.declared import DeclaredCollection
from tenants.access import authorise
from tenants.actions import trail
from tenants.control.models import Membership, Project, ProjectStatus
from tenants.project import collections, records

ONLY: dict[str, Any] = {collections.SETTINGS: "project"}
"""Of a collection the one document that is handed on; what else is in it is about work that is under way here."""

Progress = Callable[[list[DeclaredCollection]], Iterable[DeclaredCollection]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written."""

    project: str
    file: Path
    documents: int
    size: int
    people: int
    has_conversations: bool
    consistency: str
    key: str
    """The public key that it is signed with."""
    passphrase: str = ""
    """What opens the conversations, if it was made here."""


def is_record(declared: DeclaredCollection) -> bool:
    """Whether a collection holds what callers said, or counts of it: what expires is about people, content is not."""
    return declared.expires


def handed_on(*, conversations: bool) -> list[DeclaredCollection]:
    """The collections that a bundle has a part for."""
    fitting = [each for each in collections.DECLARED if each.is_handed_on and each.is_backed_up]
    return [each for each in fitting if conversations or not is_record(each)]


def export_project(
    actor: Actor, project: Project, path: Path, *, conversations: bool = False, passphrase: str = "", progress: Progress = iter
) -> Exported:
    """Write a project's bundle to a file that is not there yet.

    Args:
        actor: an owner, a command, or the system.
        project: which one.
        path: where to.
        conversations: whether with the records of conversations, which need a passphrase.
        passphrase: for the conversations; made, and told in the answer, if empty.
        progress: goes through the collections, and may show how far it is.

    Raises:
        Absent, Forbidden: the actor may not do this.
        BundleError: the project is not whole, or the file cannot be written.
    """
    authorise(actor, project, "manage_project")
    if project.status != ProjectStatus.ACTIVE:
        raise BundleError("This project is not ready, or is to be erased. Finish setting it up, or keep it, first.")
    made = passphrase if passphrase or not conversations else sealing.new_passphrase()
    sealed = sealing.begin(made) if conversations else None
    held = database(project.ref)
    level = reading.consistency_of(client(project.cluster))
    chosen = handed_on(conversations=conversations)
    with container.writing(path) as bundle, reading.reading(held.client, level) as session:
        export = _Export(project, bundle, session, sealed[1] if sealed else b"")
        parts = tuple(export.part(each) for each in progress(chosen))
        people = tuple(_people(project))
        facts = Manifest(
            FORMAT, datetime.now(UTC), level, _facts(project), people, parts, sealing=sealed[0] if sealed is not None else None
        )
        bundle.manifest(facts)
    details = {"documents": facts.documents, "conversations": conversations, "people": len(people)}
    trail.note(project.ref, actor, action="project.exported", subject=project.pk, **details)
    trail.note_platform(actor, action="project.exported", subject=project.pk, **details)
    told = made if conversations and not passphrase else ""
    size = path.stat().st_size
    return Exported(project.pk, path, facts.documents, size, len(people), conversations, level, signing.own_key(), told)


@dataclass(slots=True)
class _Export:
    """The parts of a bundle as they are written."""

    project: Project
    bundle: Writing
    session: ClientSession | None
    key: bytes

    def part(self, declared: DeclaredCollection) -> Part:
        """Write one collection."""
        counted = _Counted(self._rows(declared.name))
        content: Iterable[bytes] = lines.written(counted)
        is_sealed = is_record(declared)
        name = f"{declared.name}.jsonl"
        if is_sealed:
            name += ".sealed"
            content = sealing.seal(content, self.key, name)
        size, digest = self.bundle.part(name, content, is_packed=not is_sealed)
        return Part(declared.name, counted.count, size, digest, counted.digest.hexdigest(), is_sealed)

    def _rows(self, name: str) -> Iterator[RawBSONDocument]:
        rows = reading.rows(database(self.project.ref), name, self.session)
        chosen = (row for row in rows if name not in ONLY or row["_id"] == ONLY[name])
        if name not in records.PRIVATE:
            return chosen
        # What callers said is sealed with the project's data key, which is not in the bundle.
        return (self._opened(name, row) for row in chosen)

    def _opened(self, name: str, row: RawBSONDocument) -> RawBSONDocument:
        """A record with what the caller said; raises `BundleError`."""
        try:
            return RawBSONDocument(bson.encode(records.opened(self.project.ref, name, bson.decode(row.raw))))
        except (EnvelopeError, Unreachable) as error:
            raise BundleError(f"The record {row['_id']} in {name} cannot be opened. Leave conversations out.") from error


@dataclass(slots=True)
class _Counted:
    """Documents as they pass, counted and hashed."""

    rows: Iterable[RawBSONDocument]
    count: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def __iter__(self) -> Iterator[RawBSONDocument]:
        for row in self.rows:
            self.count += 1
            self.digest.update(row.raw)
            yield row


def _facts(project: Project) -> ProjectFacts:
    return ProjectFacts(
        project.pk, project.name, tuple(project.industries), tuple(project.locales), project.default_locale, project.region
    )


def _people(project: Project) -> Iterator[Person]:
    rows = Membership.objects.filter(project=project).select_related("user")
    for row in sorted(rows, key=lambda each: each.user.email):
        yield Person(row.user.email, row.user.name, row.role)
