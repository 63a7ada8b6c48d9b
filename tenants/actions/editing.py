"""Saving, restoring, creating and deleting a project's templates and flows. Every save is an immutable version."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.canonical import normalised
from omnia.dialogue.diff import Change, diff
from omnia.dialogue.lint import Finding, lint_flow, lint_template
from omnia.dialogue.references import acquired_templates
from omnia.documents.versions import Saved, StaleVersionError
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from tenants.access import authorise
from tenants.actions import trail
from tenants.control.models import Project
from tenants.project import collections, provenance
from tenants.project.versions import get_bodies, get_body, put_body, version_id

Body = dict[str, Any]
Fields = Mapping[str, Any]
Document = Literal["template", "flow"]
HEADS = {"template": collections.TEMPLATES, "flow": collections.FLOWS}
TEXT_FIELDS = frozenset({"text", "label", "description", "examples", "synonyms"})


class Source(NamedTuple):
    """Where a version comes from that nobody wrote anew."""

    restored_from: int | None = None
    """The version that it equals again."""
    origin: Fields | None = None
    """The fields of the copy's origin that change with it."""


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


def save_flow(actor: Actor, project: Project, key: str, body: Body, *, base_version: int, message: str = "") -> Saved:
    """Save a flow's draft as a new version; see `save_document`."""
    return save_document(actor, project, "flow", key, body, base_version=base_version, message=message)


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
    the copy's origin moves with it. `findings` is what lint says of the body, if it was asked already.

    Raises:
        Forbidden, Absent: the actor may not.
        DocumentMissing: there is no such document.
        InvalidDocument: the body does not have the shape of its kind; softer findings are returned, not raised.
        StaleVersion: someone else was quicker.
    """
    head = _head(project, document, key)
    held = get_body(project.ref, head["hash"])
    body = normalised(body)
    authorise(actor, project, "edit_texts" if only_texts_differ(held, body) else "edit_templates")
    findings = _checked(project, document, key, body, findings)
    if head["version"] != base_version:
        raise _stale(project, head, base_version, body)
    digest = put_body(project.ref, body)
    origin = source.origin
    if digest == head["hash"] and origin is None:
        return Saved(document, key, head["version"], digest, tuple(findings))
    number = base_version + 1
    if not _write_version(actor, project, document, key, number, digest, message, source.restored_from):
        raise _stale(project, _head(project, document, key), base_version, body)
    notes = provenance.after_save(project.ref, head, held, body, by=str(actor), original=origin.get("hash") if origin else None)
    _move_head(actor, project, document, key, body, number, digest, origin=origin, written=notes)
    trail.note(project.ref, actor, action="document.saved", subject=f"{document}:{key}", version=number, hash=digest)
    return Saved(document, key, number, digest, tuple(findings))


def _checked(project: Project, document: Document, key: str, body: Body, findings: list[Finding] | None = None) -> list[Finding]:
    findings = check(project, document, body) if findings is None else findings
    if any(finding.severity == "error" and finding.code == "shape" for finding in findings):
        raise InvalidDocument(findings)
    if body.get("key") != key:
        raise EditingError(f"The key of a {document} never changes: “{key}” cannot become “{body.get('key')}”.")
    return findings


def _head(project: Project, document: Document, key: str) -> dict[str, Any]:
    head = database(project.ref)[HEADS[document]].find_one({"_id": key, "deleted": {"$ne": True}})
    if head is None:
        raise DocumentMissing(document, key)
    return head


def _stale(project: Project, head: dict[str, Any], base_version: int, mine: Body) -> StaleVersion:
    current = get_body(project.ref, head["hash"])
    return StaleVersion(base_version, head["version"], head["updated_by"], current, diff(current, mine))


def _write_version(
    actor: Actor,
    project: Project,
    document: Document,
    key: str,
    number: int,
    digest: str,
    message: str,
    restored_from: int | None,
) -> bool:
    """Write the version; False if this number is taken by a version that the head has reached.

    A version whose writer died before moving the head is taken over: its save was never acknowledged.
    """
    versions = database(project.ref)[collections.VERSIONS]
    row = {
        "document": document,
        "key": key,
        "number": number,
        "hash": digest,
        "author": str(actor),
        "at": timezone.now(),
        "message": message.strip()[:200],
        "restored_from": restored_from,
    }
    identifier = version_id(document, key, number)
    taken = versions.find_one({"_id": identifier})
    if taken is None:
        try:
            versions.insert_one({"_id": identifier, **row})
        except DuplicateKeyError:
            return False
        return True
    # Looked for first: inside a transaction a key that is taken would end the transaction.
    if _head(project, document, key)["version"] >= number:
        return False
    if (timezone.now().replace(tzinfo=None) - taken["at"]).total_seconds() < TAKE_OVER_SECONDS:
        return False
    return versions.replace_one({"_id": identifier, "hash": taken["hash"], "at": taken["at"]}, row).modified_count == 1


TAKE_OVER_SECONDS = 10
"""Seconds after which a version without a head is taken for one whose writer died."""


def _move_head(
    actor: Actor,
    project: Project,
    document: Document,
    key: str,
    body: Body,
    number: int,
    digest: str,
    *,
    origin: Fields | None = None,
    written: list[Fields],
) -> None:
    change = {
        "version": number,
        "hash": digest,
        "label": body["label"],
        "scope": body.get("scope", "universal"),
        "industry": body.get("industry", ""),
        "updated_at": timezone.now(),
        "updated_by": str(actor),
        "written": written,
        **{f"origin.{name}": value for name, value in (origin or {}).items()},
    }
    if document == "template":
        change["kind"] = kind_of(body)
    database(project.ref)[HEADS[document]].update_one({"_id": key, "version": {"$lt": number}}, {"$set": change})


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
    actor: Actor, project: Project, document: Document, body: Body, *, message: str = "", findings: list[Finding] | None = None
) -> Saved:
    """Add a document of the project's own, without origin. Raises as `save_document`, and `EditingError` if the key is taken."""
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
        "version": number - 1,
    }
    head |= {"hash": digest, "origin": None, "updated_at": timezone.now(), "updated_by": str(actor), "deleted": False}
    if document == "template":
        head["kind"] = kind_of(body)
    try:
        heads.replace_one({"_id": key, "deleted": True}, head, upsert=True)
    except DuplicateKeyError as error:
        raise EditingError(f"This project already has a {document} “{key}”. Choose another key.") from error
    _write_version(actor, project, document, key, number, digest, message, None)
    _move_head(actor, project, document, key, body, number, digest, written=provenance.of_own(str(actor)))
    trail.note(project.ref, actor, action="document.created", subject=f"{document}:{key}", version=number, hash=digest)
    return Saved(document, key, number, digest, tuple(findings))


def restore_template(actor: Actor, project: Project, key: str, number: int) -> Saved:
    """Write a new version of the template that equals version `number`."""
    return restore_document(actor, project, "template", key, number)


def restore_flow(actor: Actor, project: Project, key: str, number: int) -> Saved:
    """Write a new version of the flow that equals version `number`."""
    return restore_document(actor, project, "flow", key, number)


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
    body = get_body(project.ref, chosen["hash"])
    _checked(project, document, key, body)
    _bring_back(actor, project, document, key, number)
    base = _head(project, document, key)["version"] if base_version is None else base_version
    message = f"Restored from version {number}"
    return save_document(actor, project, document, key, body, base_version=base, message=message, source=Source(number))


def _bring_back(actor: Actor, project: Project, document: Document, key: str, number: int) -> None:
    """Put a deleted document among the drafts again; noted by itself, since the content may be what it was."""
    heads = database(project.ref)[HEADS[document]]
    if heads.update_one({"_id": key, "deleted": True}, {"$set": {"deleted": False}}).modified_count:
        trail.note(project.ref, actor, action="document.restored", subject=f"{document}:{key}", version=number)


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
    ours = {"_id": key, "version": seen, "deleted": {"$ne": True}}
    if not database(project.ref)[HEADS[document]].update_one(ours, {"$set": {"deleted": True}}).matched_count:
        raise _stale(project, _head(project, document, key), seen, {})
    trail.note(project.ref, actor, action="document.deleted", subject=f"{document}:{key}", version=seen)
