"""Saving, restoring, creating and deleting a project's templates and flows. Every save is an immutable version."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.canonical import normalised
from omnia.dialogue.diff import Change, diff
from omnia.dialogue.lint import Finding, lint_flow, lint_template
from omnia.dialogue.positions import FIELD as LAYOUT
from omnia.dialogue.positions import layout_of
from omnia.dialogue.references import acquired_templates
from omnia.documents.versions import Saved, StaleVersionError
from omnia.infra.audit import Actor
from omnia.infra.units import Entry, settle_made, settle_stamp
from omnia.mongo import transactions
from omnia.mongo.clusters import database
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.copying import origin_of
from tenants.actions.locked import locked_findings, rules_in
from tenants.audit_chains import books_of
from tenants.control.models import Project
from tenants.project import collections, provenance
from tenants.project.versions import body_of, get_bodies, get_body, put_body, version_id

if TYPE_CHECKING:
    from tenants.sync import Original

Body = dict[str, Any]
Fields = Mapping[str, Any]
Document = Literal["template", "flow"]
HEADS = {"template": collections.TEMPLATES, "flow": collections.FLOWS}
CREATION = "creation"
"""What a head says as long as its document's creation is not done: who makes it, and what they say of it."""

TEXT_FIELDS = frozenset({"text", "label", "description", "examples", "synonyms"})


class Source(NamedTuple):
    """Where a version comes from that nobody wrote anew."""

    restored_from: int | None = None
    """The version that it equals again."""
    origin: Fields | None = None
    """The fields of the copy's origin that change with it."""
    told: Entry | None = None
    """What the log says besides that it was saved; the number of the version is added."""
    is_named: bool = False
    """Whether the message is to name what is there, also where nothing changed."""
    layout: Fields = MappingProxyType({})
    """Where the nodes of a flow stand in it."""


WRITTEN = Source()


class EditingError(Exception):
    """A change that cannot be made; the sentence says why."""


class DocumentMissing(EditingError):  # noqa: N818
    """The project has no such template or flow."""

    def __init__(self, document: str, key: str) -> None:
        super().__init__(f"This project has no {document} “{key}”.")


class InvalidDocument(EditingError):  # noqa: N818
    """The document does not have the shape of its kind; `findings` lists everything that is wrong."""

    def __init__(self, findings: list[Finding]) -> None:
        first = next(finding for finding in findings if finding.severity == "error")
        super().__init__(f"The document cannot be saved: {first.message} ({first.path})")
        self.findings = findings


class LockedPlaces(InvalidDocument):
    """The change touches what the catalogue alone decides on; `findings` lists the places."""


class StaleVersion(EditingError, StaleVersionError):  # noqa: N818
    """Someone else saved meanwhile; nothing was written. Carries both sides, for a page that compares them."""

    def __init__(self, base_version: int, current_version: int, author: str, current: Body, changes: list[Change]) -> None:
        super().__init__(
            f"{author} saved version {current_version} while you were editing version {base_version}. Nothing was overwritten."
        )
        self.base_version = base_version
        self.current_version = current_version
        self.author = author
        self.current = current
        self.changes = changes


def check(project: Project, document: Document, body: Body, *, templates: Mapping[str, Body] | None = None) -> list[Finding]:
    """Everything that lint has to say of a document in this project, all at once.

    `templates` are those that a flow may run; the drafts of the project, if they were not read already.
    """
    if document == "template":
        return lint_template(body, locales=project.locales, default_locale=project.default_locale)
    templates = draft_bodies(project, "template") if templates is None else templates
    return lint_flow(body, locales=project.locales, templates=templates, default_locale=project.default_locale)


def draft_bodies(project: Project, document: Document) -> dict[str, Body]:
    """The drafts of all templates or flows, by key."""
    rows = list(database(project.ref)[HEADS[document]].find({"deleted": {"$ne": True}}, {"hash": 1}))
    bodies = get_bodies(project.ref, (row["hash"] for row in rows))
    return {row["_id"]: bodies[row["hash"]] for row in rows}


def save_template(actor: Actor, project: Project, key: str, body: Body, *, base_version: int, message: str = "") -> Saved:
    """Save a template's draft as a new version; see `save_document`."""
    return save_document(actor, project, "template", key, body, base_version=base_version, message=message)


def save_document(
    actor: Actor,
    project: Project,
    document: Document,
    key: str,
    body: Body,
    *,
    base_version: int,
    message: str = "",
    source: Source = WRITTEN,
    findings: list[Finding] | None = None,
) -> Saved:
    """Write a new version and move the draft to it, if nobody saved since `base_version`.

    A change of texts alone needs `edit_texts`, anything else `edit_templates`. A save that changes nothing writes nothing, unless
    the copy's origin moves with it or its message names what is there. `findings` is what lint says of the
    body, if it was asked already.

    Raises:
        Forbidden, Absent: the actor may not.
        DocumentMissing: there is no such document.
        InvalidDocument: the body does not have the shape of its kind; softer findings are returned, not raised.
        LockedPlaces: it changes what the catalogue alone decides on; an update and a restored version do so.
        StaleVersion: someone else was quicker.
    """
    head = _head(project, document, key)
    held = body_of(project.ref, head)
    body = normalised(body)
    authorise(actor, project, "edit_texts" if only_texts_differ(held, body) else "edit_templates")
    findings = _checked(project, document, key, body, findings)
    if head["version"] != base_version:
        raise _stale(project, head, base_version, body)
    if source.origin is None and source.restored_from is None:
        _refuse_locked(project, document, key, held, body)
    digest = put_body(project.ref, body)
    is_same = digest == head["hash"] and layout_of(held) == layout_of(body)
    if is_same and source.origin is None and not (source.is_named and message.strip()):
        return Saved(document, key, head["version"], digest, tuple(findings))
    number = base_version + 1
    row = _write_version(actor, project, document, key, number, digest, message, source._replace(layout=layout_of(body)))
    if row is None:
        raise _stale(project, _head(project, document, key), base_version, body)
    _finish(project, document, key, head, row, is_alone=transactions.is_running())
    return Saved(document, key, number, digest, tuple(findings))


def _refuse_locked(project: Project, document: Document, key: str, held: Body, body: Body) -> None:
    found = locked_findings(rules_in(project, document, key, held), held, body)
    if found:
        raise LockedPlaces(found)


def _checked(project: Project, document: Document, key: str, body: Body, findings: list[Finding] | None = None) -> list[Finding]:
    findings = check(project, document, body) if findings is None else findings
    if any(finding.severity == "error" and finding.code == "shape" for finding in findings):
        raise InvalidDocument(findings)
    if body.get("key") != key:
        raise EditingError(f"The key of a {document} never changes: “{key}” cannot become “{body.get('key')}”.")
    return findings


def _head(project: Project, document: Document, key: str) -> dict[str, Any]:
    """A document's head, moved on to a version that was written and that it does not name yet.

    The writer of such a version was killed between the two, or is slow. The version is never written over: its save is finished
    here, so that whoever was slow is told rightly that it was made, and nobody waits for somebody who is gone.
    """
    head = _read_head(project, document, key)
    if head.get(CREATION):
        _finish_creation(project, document, head)
    row = _version(project, document, key, head["version"] + 1)
    if row is None:
        return head
    _finish(project, document, key, head, row)
    return _read_head(project, document, key)


def finish_started(project: Project) -> None:
    """Finish all saves and units that were started and not done; for what then changes many documents in one transaction."""
    settle_made(books_of(project.ref))
    kinds: tuple[Document, ...] = ("template", "flow")
    for document in kinds:
        for head in database(project.ref)[HEADS[document]].find({CREATION: {"$exists": True}}):
            _finish_creation(project, document, head)
        heads = {
            version_id(document, head["_id"], head["version"] + 1): head
            for head in database(project.ref)[HEADS[document]].find({"deleted": {"$ne": True}})
        }
        for row in database(project.ref)[collections.VERSIONS].find({"_id": {"$in": list(heads)}}):
            head = heads[row["_id"]]
            _finish(project, document, head["_id"], head, row)


def _read_head(project: Project, document: Document, key: str) -> dict[str, Any]:
    head = database(project.ref)[HEADS[document]].find_one({"_id": key, "deleted": {"$ne": True}})
    if head is None:
        raise DocumentMissing(document, key)
    return head


def _version(project: Project, document: Document, key: str, number: int) -> dict[str, Any] | None:
    return database(project.ref)[collections.VERSIONS].find_one({"_id": version_id(document, key, number)})


def _stale(project: Project, head: dict[str, Any], base_version: int, mine: Body) -> StaleVersion:
    current = body_of(project.ref, head)
    return StaleVersion(base_version, head["version"], head["updated_by"], current, diff(current, mine))


def _write_version(
    actor: Actor, project: Project, document: Document, key: str, number: int, digest: str, message: str, source: Source = WRITTEN
) -> dict[str, Any] | None:
    """Write the version, with all that finishing its save takes; None if this number is taken."""
    row = {
        "document": document,
        "key": key,
        "number": number,
        "hash": digest,
        "author": str(actor),
        "by": msgspec.to_builtins(actor),
        "at": timezone.now(),
        "message": message.strip()[:200],
        "restored_from": source.restored_from,
        "origin": dict(source.origin) if source.origin is not None else None,
    }
    if source.layout:
        row[LAYOUT] = dict(source.layout)
    if source.told is not None:
        row["told"] = msgspec.to_builtins(source.told)
    # Looked for first: inside a transaction a key that is taken would end the transaction.
    if _version(project, document, key, number) is not None:
        return None
    try:
        database(project.ref)[collections.VERSIONS].insert_one({"_id": version_id(document, key, number), **row})
    except DuplicateKeyError:
        return None
    return row


def _finish(
    project: Project, document: Document, key: str, head: dict[str, Any], row: Mapping[str, Any], *, is_alone: bool = False
) -> None:
    """Note the save of a version, and move the head to it; what somebody else did of both meanwhile is not done again.

    In this order: a head that names the version says that its save is in the log. `is_alone` says that nobody else can see the
    version yet, so that nobody can have told of it.
    """
    held, body = get_body(project.ref, head["hash"]), get_body(project.ref, row["hash"])
    origin: Fields = row.get("origin") or {}
    written = provenance.after_save(
        project.ref, head, held, body, by=row["author"], at=row["at"], original=origin.get("hash")
    )  # fmt: skip
    actor = msgspec.convert(row["by"], Actor) if row.get("by") else Actor("user", row["author"], row["author"])
    facts = {"version": row["number"], "hash": row["hash"]}
    note = trail.note if is_alone else partial(trail.note_once, since=row["at"])
    note(project.ref, actor, action="document.saved", subject=f"{document}:{key}", **facts)
    if (told := row.get("told")) is not None:
        note(project.ref, actor, action=told["action"], subject=told["subject"], **told["facts"], version=row["number"])
    _move_head(project, document, key, body, row, head["version"], written)


def _move_head(
    project: Project, document: Document, key: str, body: Body, row: Mapping[str, Any], before: int, written: list[Fields]
) -> None:
    """Let a head name a version, if it still names the one before."""
    change = {
        "version": row["number"],
        "hash": row["hash"],
        "label": body["label"],
        "scope": body.get("scope", "universal"),
        "industry": body.get("industry", ""),
        "updated_at": row["at"],
        "updated_by": row["author"],
        "written": written,
        **{f"origin.{name}": value for name, value in (row.get("origin") or {}).items()},
    }
    if document == "template":
        change["kind"] = kind_of(body)
    heads = database(project.ref)[HEADS[document]]
    layout = row.get(LAYOUT)
    moved = {"$set": {**change, LAYOUT: layout}} if layout else {"$set": change, "$unset": {LAYOUT: ""}}
    heads.update_one({"_id": key, "version": before}, moved)


def kind_of(body: Body) -> str:
    """The kind that a template acquires, or `group` for several nodes."""
    return str(body["nodes"][0]["kind"]) if len(body["nodes"]) == 1 else "group"


def only_texts_differ(before: Any, after: Any, *, inside_text: bool = False) -> bool:
    """Whether two documents differ in texts for people at most, so that a translator may save the change."""
    if inside_text:
        return True
    if isinstance(before, dict) and isinstance(after, dict):
        if any(name not in TEXT_FIELDS for name in before.keys() ^ after.keys()):
            return False
        return all(
            only_texts_differ(before[name], after[name], inside_text=name in TEXT_FIELDS) for name in before.keys() & after.keys()
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(only_texts_differ(one, other) for one, other in zip(before, after, strict=True))
    return bool(before == after)


def create_document(
    actor: Actor,
    project: Project,
    document: Document,
    body: Body,
    *,
    message: str = "",
    findings: list[Finding] | None = None,
    original: "Original | None" = None,
) -> Saved:
    """Add a document: of the project's own, or one that was made of `original`, whose updates it is offered.

    Raises as `save_document`, and `EditingError` if the key is taken.
    """
    authorise(actor, project, "edit_templates")
    body = normalised(body)
    key = str(body.get("key", "")) if isinstance(body, dict) else ""
    findings = _checked(project, document, key, body, findings)
    # A key never changes, so that one that nothing else accepts could not be mended afterwards.
    if odd := [finding for finding in findings if (finding.path, finding.code) == ("/key", "key")]:
        raise InvalidDocument(odd)
    digest = put_body(project.ref, body)
    heads = database(project.ref)[HEADS[document]]
    newest = database(project.ref)[collections.VERSIONS].find_one({"document": document, "key": key}, sort=[("number", -1)])
    number = (newest["number"] if newest else 0) + 1
    head = {
        "label": body["label"],
        "scope": body.get("scope", "universal"),
        "industry": body.get("industry", ""),
        "version": number,
        CREATION: {"by": msgspec.to_builtins(actor), "message": message},
    }
    head |= {"hash": digest, "origin": None, "updated_at": timezone.now(), "updated_by": str(actor), "deleted": False}
    # Whose head says nothing of its writers was written by its author, as far as it differs from the original.
    head |= {"written": provenance.of_own(str(actor))} if original is None else {"origin": _kept_origin(project, original)}
    if document == "template":
        head["kind"] = kind_of(body)
    if layout := layout_of(body):
        head[LAYOUT] = layout
    # What deleted the one before is told before its head is written over.
    settle_stamp(books_of(project.ref), heads.find_one({"_id": key, "deleted": True}, {"unit": 1}))
    try:
        heads.replace_one({"_id": key, "deleted": True}, head, upsert=True)
    except DuplicateKeyError as error:
        raise EditingError(f"This project already has a {document} “{key}”. Choose another key.") from error
    _finish_creation(project, document, {"_id": key, **head}, is_alone=transactions.is_running())
    return Saved(document, key, number, digest, tuple(findings))


def _kept_origin(project: Project, original: "Original") -> Fields:
    """What the head says of an original, the base of later merges, whose body is kept before anything names it."""
    put_body(project.ref, original.body)
    return origin_of(original, timezone.now())


def _finish_creation(project: Project, document: Document, head: Mapping[str, Any], *, is_alone: bool = False) -> None:
    """Write the first version of a document whose head is there, and note that it was made; then the head says no more of it.

    What somebody else did of this meanwhile is not done again; `is_alone` as for `_finish`.
    """
    key, number, started = head["_id"], head["version"], head[CREATION]
    actor = msgspec.convert(started["by"], Actor)
    _write_version(actor, project, document, key, number, head["hash"], started["message"], Source(layout=head.get(LAYOUT) or {}))
    note = trail.note if is_alone else partial(trail.note_once, since=head["updated_at"])
    note(project.ref, actor, action="document.created", subject=f"{document}:{key}", version=number, hash=head["hash"])
    database(project.ref)[HEADS[document]].update_one({"_id": key, "version": number}, {"$unset": {CREATION: ""}})


def restore_document(
    actor: Actor, project: Project, document: Document, key: str, number: int, *, base_version: int | None = None
) -> Saved:
    """Write a new version "restored from n"; nothing is rewritten. Brings a deleted document back, too.

    `base_version` is the version that the person has seen as the draft: a later one is not replaced unseen.
    Raises as `save_document`, and `EditingError` if there is no such version.
    """
    authorise(actor, project, "edit_templates")
    held = database(project.ref)
    chosen = held[collections.VERSIONS].find_one({"_id": version_id(document, key, number)})
    if chosen is None:
        raise EditingError(f"There is no version {number} of “{key}”.")
    body = body_of(project.ref, chosen)
    _checked(project, document, key, body)
    _bring_back(actor, project, document, key, number)
    base = _head(project, document, key)["version"] if base_version is None else base_version
    message = f"Restored from version {number}"
    return save_document(actor, project, document, key, body, base_version=base, message=message, source=Source(number))


def _bring_back(actor: Actor, project: Project, document: Document, key: str, number: int) -> None:
    """Put a deleted document among the drafts again; noted by itself, since the content may be what it was."""
    heads, deleted = database(project.ref)[HEADS[document]], {"_id": key, "deleted": True}
    if heads.find_one(deleted, {"_id": 1}) is None:
        return
    told = Entry("document.restored", f"{document}:{key}", {"version": number})
    with trail.unit(project.ref, actor, told.action, HEADS[document], key) as unit:
        unit.change(heads, deleted, {"$set": {"deleted": False}}, told)


def delete_document(
    actor: Actor, project: Project, document: Document, key: str, *, base_version: int | None = None, is_unused: bool = False
) -> None:
    """Take a document out of the draft; its versions stay, so restoring one of them is the undo.

    `base_version` is the version that the person has seen: a later one does not go unseen. `is_unused` says that no flow
    runs it, which was looked at already.

    Raises:
        Forbidden, Absent: the actor may not.
        DocumentMissing: there is no such document.
        StaleVersion: someone else saved meanwhile.
        EditingError: flows run the template.
    """
    authorise(actor, project, "edit_templates")
    head = _head(project, document, key)
    seen = head["version"] if base_version is None else base_version
    if document == "template" and not is_unused:
        users = [name for name, flow in draft_bodies(project, "flow").items() if key in acquired_templates(flow)]
        if users:
            raise EditingError(f"“{key}” is used by the flow “{users[0]}”. Take it out of the flow first.")
    if head["version"] != seen:
        raise _stale(project, head, seen, {})
    ours = {"_id": key, "version": seen, "deleted": {"$ne": True}}
    told = Entry("document.deleted", f"{document}:{key}", {"version": seen})
    with trail.unit(project.ref, actor, told.action, HEADS[document], key) as unit:
        if not unit.change(database(project.ref)[HEADS[document]], ours, {"$set": {"deleted": True}}, told):
            raise _stale(project, _head(project, document, key), seen, {})
