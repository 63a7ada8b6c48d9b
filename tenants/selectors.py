"""Reads of projects for pages and commands: typed, of one project at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from omnia.dialogue import addresses
from omnia.dialogue.provenance import Note, Writers
from omnia.documents.versions import Version
from omnia.documents.writers import FieldWriters
from omnia.mongo.clusters import database
from tenants import sync
from tenants.actions import editing
from tenants.audit_chains import READINGS, chain_of
from tenants.control.models import Invitation, Membership, Project, ProjectStatus, User
from tenants.origins import offered_version
from tenants.project import channels, collections, provenance, records, standing
from tenants.project.versions import body_of, get_bodies, version_id

Body = dict[str, Any]
Document = Literal["template", "flow"]
MOST_ROWS = 200
ON_A_PAGE = 50
"""Conversations that a page shows."""


class Missing(LookupError):  # noqa: N818
    """The project has no such thing."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a channel points."""

    release: int
    sequence: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One template or flow of the draft, for lists."""

    key: str
    label: dict[str, str]
    kind: str
    scope: str
    industry: str
    version: int
    hash: str
    status: str
    release_state: Literal["live", "changed", "unreleased"]
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class DraftBody:
    """One template or flow of the draft, whole."""

    key: str
    version: int
    hash: str
    status: str
    body: Body
    updated_by: str
    row: dict[str, Any] = field(repr=False)
    """What else its head says: who wrote it, and where it comes from."""


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What a template or flow of the draft is called, its version, and the hash of its body."""

    label: dict[str, str]
    version: int
    hash: str


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release, for lists."""

    number: int
    note: str
    author: str
    at: datetime
    locales: list[str]
    template_count: int
    flow_count: int
    missing_texts: dict[str, int]
    """How many spoken texts each language lacks, by locale, as the publisher allowed it."""


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One difference between the draft and the live release."""

    document: Document
    key: str
    label: dict[str, str]
    change: Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One API key, without its secret."""

    id: str
    name: str
    last_four: str
    scopes: list[str]
    channels: list[str]
    created_at: datetime
    expires_at: datetime | None
    state: Literal["active", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How a project is, and what to do if it is not well."""

    project: str
    name: str
    cluster: str
    status: str
    detail: str
    templates: int
    flows: int
    releases: int
    live: int | None
    sequence: int
    draft_changes: int
    unreleased: list[int]
    """Releases after the live one to which no channel points."""
    channels: dict[str, int]
    """Where the channels besides `live` point, a canary that runs included."""
    canary_weight: int | None
    advice: list[str]


def aware(moment: datetime | None) -> datetime | None:
    """MongoDB's times are UTC without saying so; pages need them said."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _at(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def projects_of(user: User) -> list[Project]:
    """The person's projects, by name; erased ones are gone."""
    ids = list(Membership.objects.filter(user=user).values_list("project_id", flat=True))
    return list(Project.objects.filter(pk__in=ids).exclude(status=ProjectStatus.ERASED).order_by("name"))


def members(project: Project) -> list[Membership]:
    """The project's people, by e-mail."""
    return sorted(Membership.objects.filter(project=project).select_related("user"), key=lambda row: row.user.email)


def invitations(project: Project) -> list[Invitation]:
    """The open invitations, by e-mail, those that are too old to be accepted included."""
    return list(Invitation.objects.filter(project=project, accepted_by="").order_by("email"))


def head(project: Project, channel: str = "live") -> Head | None:
    """Where a channel points, or None if it never did."""
    pointer = channels.read(project.ref, channel)
    if pointer.release is None or pointer.updated_at is None:
        return None
    return Head(pointer.release, pointer.sequence, pointer.updated_at)


def live_manifest(project: Project) -> dict[str, dict[str, Any]]:
    """The live release's manifest, or empty ones."""
    pointer = head(project)
    return manifest_of(project, pointer.release if pointer is not None else None)


def manifest_of(project: Project, release: int | None) -> dict[str, dict[str, Any]]:
    """The manifest of a release, or empty ones for none."""
    row = database(project.ref)[collections.RELEASES].find_one({"_id": release}) if release is not None else None
    manifest: dict[str, dict[str, Any]] = row["manifest"] if row else {"templates": {}, "flows": {}}
    return manifest


def copy_status(row: dict[str, Any], published: dict[str, sync.Seen]) -> str:
    """What a copy is in relation to its origin: current, customised, with an update available, local or orphaned."""
    origin = row.get("origin")
    if not origin:
        return "local"
    seen = published.get(origin["factory_key"])
    if seen is None or seen.deprecated:
        return "orphaned"
    customised, update = row["hash"] != origin["hash"], offered_version(origin, seen.version, seen.withdrawn) > 0
    if customised and update:
        return "customised_and_update_available"
    return "customised" if customised else "update_available" if update else "current"


def _rows(project: Project, document: Document) -> list[dict[str, Any]]:
    return list(database(project.ref)[editing.HEADS[document]].find({"deleted": {"$ne": True}}, sort=[("_id", 1)]))


def drafts(project: Project, document: Document) -> list[DraftRow]:
    """All templates or flows of the draft, by key."""
    published = sync.published_versions(document, project.pk)
    released = live_manifest(project)[f"{document}s"]

    def release_state(row: dict[str, Any]) -> Literal["live", "changed", "unreleased"]:
        entry = released.get(row["_id"])
        return "unreleased" if entry is None else "live" if entry["hash"] == row["hash"] else "changed"

    return [
        DraftRow(
            key=row["_id"],
            label=row["label"],
            kind=row.get("kind", ""),
            scope=row["scope"],
            industry=row["industry"],
            version=row["version"],
            hash=row["hash"],
            status=copy_status(row, published),
            release_state=release_state(row),
            updated_at=_at(row["updated_at"]),
            updated_by=row["updated_by"],
        )
        for row in _rows(project, document)
    ]


def draft(project: Project, document: Document, key: str) -> DraftBody:
    """One template or flow of the draft; raises `Missing`."""
    row, body = _head_and_body(project, document, key)
    origin = row.get("origin")
    published = sync.published_versions(document, project.pk, [origin["factory_key"]]) if origin else {}
    return DraftBody(key, row["version"], row["hash"], copy_status(row, published), body, row["updated_by"], row)


def draft_heads(project: Project, document: Document) -> dict[str, DraftHead]:
    """What all templates or flows of the draft are called, by key, with the hashes of their bodies."""
    rows = database(project.ref)[editing.HEADS[document]].find({"deleted": {"$ne": True}}, {"label": 1, "version": 1, "hash": 1})
    return {row["_id"]: DraftHead(row["label"], row["version"], row["hash"]) for row in rows.sort("_id", 1)}


def bodies_under(project: Project, hashes: Mapping[str, str]) -> dict[str, Body]:
    """The bodies of templates or flows, by key, from their hashes; what is not there any more is left out."""
    held = get_bodies(project.ref, hashes.values()) if hashes else {}
    return {key: held[digest] for key, digest in hashes.items() if digest in held}


def draft_bodies(project: Project, document: Document) -> dict[str, Body]:
    """The drafts of all templates or flows, by key."""
    return editing.draft_bodies(project, document)


def versions(project: Project, document: Document, key: str) -> list[Version]:
    """The saves of a document, newest first."""
    found = database(project.ref)[collections.VERSIONS].find(
        {"document": document, "key": key}, sort=[("number", -1)], limit=MOST_ROWS
    )
    return [
        Version(row["number"], row["hash"], row["author"], _at(row["at"]), row.get("message", ""), row.get("restored_from"))
        for row in found
    ]


def version_body(project: Project, document: Document, key: str, number: int) -> Body:
    """The body of one version; raises `Missing`."""
    row = database(project.ref)[collections.VERSIONS].find_one({"_id": version_id(document, key, number)})
    if row is None:
        raise Missing(f"There is no version {number} of “{key}”.")
    return body_of(project.ref, row)


@dataclass(frozen=True, slots=True)
class Written:
    """A place of a document that a person wrote last; `pointer` is where it is now."""

    address: str
    pointer: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who wrote a document: the version of the factory behind what is not listed, and the places that people wrote."""

    factory_key: str
    factory_version: int
    """0 for a document of the project's own."""
    written: list[Written]


def written_by(project: Project, document: Document, key: str, address: str | None = None) -> Provenance:
    """Who wrote each part of a draft last, from notes in its head; raises `Missing`.

    With an address, what is told is who wrote what is there: one place, or none where it is the factory's.
    """
    row, body = _head_and_body(project, document, key)
    origin = row.get("origin") or {}
    notes: Sequence[Note] = provenance.notes_of(project.ref, row, body)
    if address is not None:
        notes = [note for note in (Writers(notes).of(address),) if note is not None]
    places = [(note, addresses.to_pointer(body, note.address)) for note in notes]
    written = [
        Written(note.address, pointer, note.by, datetime.fromisoformat(note.at))
        for note, pointer in places
        if pointer is not None
    ]
    return Provenance(origin.get("factory_key", ""), origin.get("version", 0), written)


def field_writers(project: Project, document: Document, key: str) -> FieldWriters:
    """Who wrote each field of a draft last, to be asked by address; raises `Missing`."""
    return _writers(project, *_head_and_body(project, document, key))


def writers_of(project: Project, found: DraftBody) -> FieldWriters:
    """Who wrote each field of a draft that was read already."""
    return _writers(project, found.row, found.body)


def _writers(project: Project, row: dict[str, Any], body: Body) -> FieldWriters:
    return FieldWriters(body, provenance.notes_of(project.ref, row, body), (row.get("origin") or {}).get("version", 0))


def _head_and_body(project: Project, document: Document, key: str) -> tuple[dict[str, Any], Body]:
    row = database(project.ref)[editing.HEADS[document]].find_one({"_id": key, "deleted": {"$ne": True}})
    if row is None:
        raise Missing(f"This project has no {document} “{key}”.")
    return row, body_of(project.ref, row)


def releases(project: Project) -> list[ReleaseRow]:
    """The releases, newest first."""
    found = database(project.ref)[collections.RELEASES].find(sort=[("_id", -1)], limit=MOST_ROWS)
    return [
        ReleaseRow(
            row["_id"],
            row.get("note", ""),
            row["author"],
            _at(row["at"]),
            row["locales"],
            len(row["manifest"]["templates"]),
            len(row["manifest"]["flows"]),
            row.get("missing_texts", {}),
        )
        for row in found
    ]


def draft_changes(project: Project, manifest: dict[str, dict[str, Any]] | None = None) -> list[DraftChange]:
    """What publishing now would change, by document and key; `manifest` is that of the live release, if it was read already."""
    manifest = live_manifest(project) if manifest is None else manifest
    changes: list[DraftChange] = []
    kinds: tuple[Document, ...] = ("template", "flow")
    for document in kinds:
        released = manifest[f"{document}s"]
        rows = draft_heads(project, document)
        for key, row in rows.items():
            if key not in released:
                changes.append(DraftChange(document, key, row.label, "added"))
            elif released[key]["hash"] != row.hash:
                changes.append(DraftChange(document, key, row.label, "changed"))
        changes += [DraftChange(document, key, entry["label"], "removed") for key, entry in released.items() if key not in rows]
    return changes


def keys(project: Project) -> list[KeyRow]:
    """The API keys, newest first, without their secrets."""
    now = datetime.now(UTC)

    def state(row: dict[str, Any]) -> Literal["active", "expired", "revoked"]:
        if row["revoked_at"]:
            return "revoked"
        expiry = aware(row["expires_at"])
        return "expired" if expiry is not None and expiry <= now else "active"

    held = database(project.ref)[collections.API_KEYS]
    found = held.find(standing.ANY_KEY, sort=[("created_at", -1)], limit=MOST_ROWS)
    return [
        KeyRow(
            row["_id"],
            row["name"],
            row["last_four"],
            row["scopes"],
            row.get("channels") or [],
            _at(row["created_at"]),
            aware(row["expires_at"]),
            state(row),
        )
        for row in found
    ]


def has_conversations(project: Project) -> bool:
    """Whether a finished conversation is kept."""
    return database(project.ref)[collections.CONVERSATIONS].find_one({}, {"_id": 1}) is not None


def conversation(project: Project, session: str) -> dict[str, Any]:
    """One finished conversation; raises `Missing`."""
    row = database(project.ref)[collections.CONVERSATIONS].find_one({"_id": session})
    if row is None:
        raise Missing("There is no such conversation in this project, or it is past its retention.")
    return records.readable(project.ref, collections.CONVERSATIONS, row)


def conversation_page(project: Project, before: tuple[datetime, str] | None = None) -> list[dict[str, Any]]:
    """A page of finished conversations, newest first, as the runtime wrote them, redacted; one more row says that there are more.

    `before` is when the last one of the page before ended, and its id.
    """
    older: dict[str, Any] = {}
    if before is not None:
        at, session = before
        older = {"finished_at": {"$lte": at}, "$or": [{"finished_at": {"$lt": at}}, {"_id": {"$lt": session}}]}
    order = [("finished_at", -1), ("_id", -1)]
    rows = database(project.ref)[collections.CONVERSATIONS].find(older, sort=order, limit=ON_A_PAGE + 1)
    return [records.readable(project.ref, collections.CONVERSATIONS, row) for row in rows]


def audit_entries(project: Project, limit: int = 20) -> list[dict[str, Any]]:
    """The newest entries of the project's audit log that tell of a change: who read what is left out."""
    changes = {"action": {"$nin": list(READINGS)}}
    return list(chain_of(project.ref).log.find(changes, sort=[("_id", -1)], limit=limit))


def status(project: Project) -> StatusReport:
    """How the project is, with a sentence for everything that someone should do."""
    held = database(project.ref)
    pointers = channels.read_all(project.ref)
    pointer = next((each for each in pointers if each.channel == channels.LIVE), channels.Pointer(channels.LIVE))
    live, canary = pointer.release, pointer.canary
    elsewhere = {each.channel: each.release for each in pointers if each.channel != channels.LIVE and each.release is not None}
    if canary is not None:
        elsewhere[channels.CANARY] = canary.release
    later = [row["_id"] for row in held[collections.RELEASES].find({"_id": {"$gt": live or 0}}, {"_id": 1}, sort=[("_id", 1)])]
    later = [number for number in later if number not in elsewhere.values()]
    changes = len(draft_changes(project)) if project.status == ProjectStatus.ACTIVE else 0
    return StatusReport(
        project=project.pk,
        name=project.name,
        cluster=project.cluster,
        status=project.status,
        detail=project.status_detail,
        templates=len(_rows(project, "template")),
        flows=len(_rows(project, "flow")),
        releases=held[collections.RELEASES].count_documents({}),
        live=live,
        sequence=pointer.sequence,
        draft_changes=changes,
        unreleased=later,
        channels=elsewhere,
        canary_weight=canary.weight if canary is not None else None,
        advice=_advice(project, live, later),
    )


def _advice(project: Project, live: int | None, later: list[int]) -> list[str]:
    advice = []
    if project.status in (ProjectStatus.PROVISIONING, ProjectStatus.FAILED):
        advice.append(f"Setting up did not finish. Finish it with: manage.py create_project --resume {project.pk}")
    if project.status == ProjectStatus.ERASING:
        advice.append(f"It is closed and will be erased. Keep it with: manage.py erase_project --project {project.pk} --undo")
    if live is None and later:
        back = f"manage.py rollback --project {project.pk} --to {later[-1]}"
        advice.append(f"Release {later[-1]} was written and never made live. Publish again, or: {back}")
    elif live is None and project.status == ProjectStatus.ACTIVE:
        advice.append(f"Nothing is live. Publish with: manage.py publish --project {project.pk} --note “first release”")
    return advice
