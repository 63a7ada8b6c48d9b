"""Taking what the factory offers: the merge lands as a new version of the draft, and the copy's origin moves with it."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from omnia.dialogue.lint import Finding
from omnia.dialogue.merge import Decision
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from omnia.infra.units import Entry
from omnia.mongo.clusters import database
from tenants import sync
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.copying import copy_of, write_first_version
from tenants.actions.editing import HEADS, EditingError, Source, save_document
from tenants.control.models import Project
from tenants.project.versions import put_body
from tenants.updates import Document, NoUpdate, Offer, Preview, new_documents, offer_for, preview


class UpdateRefused(EditingError):  # noqa: N818
    """The merged document has errors or fails its own tests; nothing was written. `findings` lists them with their places."""

    def __init__(self, offer: Offer, findings: tuple[Finding, ...]) -> None:
        first = next(finding for finding in findings if finding.severity == "error")
        what = f"Version {offer.offered} of “{offer.key}” cannot be taken as it would be merged"
        super().__init__(f"{what}: {first.message} ({first.path})")
        self.findings = findings


class ChoiceRefused(EditingError):  # noqa: N818
    """A version that cannot be declined or stayed at, or a document that cannot be added; the sentence says why."""


def take_update(
    actor: Actor,
    project: Project,
    offer: Offer,
    *,
    decisions: Mapping[str, Decision] | None = None,
    base_version: int | None = None,
) -> tuple[Preview, Saved]:
    """Merge an offer into a copy's draft as a new version, and note the offered version as the one taken.

    Of a conflict that is not decided the copy's side stays. Undo is restoring the version before.

    Args:
        actor: who takes it; needs `edit_templates`.
        project: whose copy it is.
        offer: what the factory offers.
        decisions: what becomes of conflicts, by address.
        base_version: the version of the draft that the person has seen merged; a later one is not merged unseen.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: the copy or the offer has gone.
        UpdateRefused: the merged document is not sound.
        StaleVersion: somebody saved the draft meanwhile.
    """
    authorise(actor, project, "edit_templates")
    merged = preview(project, offer, decisions)
    if not merged.is_sound:
        raise UpdateRefused(offer, merged.findings)
    # The base of the next merge: kept before anything names it.
    digest = put_body(project.ref, merged.theirs)
    origin = {"version": offer.offered, "hash": digest, "pulled_at": timezone.now()}
    facts = {"taken": offer.taken, "offered": offer.offered, "conflicts": len(merged.conflicts)}
    told = Entry("update.taken", f"{offer.document}:{offer.key}", facts)
    saved = save_document(
        actor,
        project,
        offer.document,
        offer.key,
        merged.body,
        base_version=merged.base_version if base_version is None else base_version,
        message=f"Version {offer.offered} of the factory, merged",
        source=Source(origin=origin, told=told),
    )
    return merged, saved


def decline_update(actor: Actor, project: Project, document: Document, key: str, *, offered: int) -> None:
    """Keep the copy as it is for good: this version is not offered again, a newer one is.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: this version is not offered.
    """
    authorise(actor, project, "edit_templates")
    offer = offer_for(project, document, key)
    if offer is None or offer.offered != offered:
        raise NoUpdate(f"The factory does not offer version {offered} of the {document} “{key}” to this project.")
    told = Entry("update.declined", f"{document}:{key}", {"offered": offered})
    _choose(actor, project, document, key, {"$set": {"origin.declined": offered}}, told)


def pin_copy(actor: Actor, project: Project, document: Document, key: str, *, version: int) -> None:
    """Offer the copy nothing beyond a version of the factory; the one that it took last keeps it where it is.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: the project has no such copy.
        ChoiceRefused: the factory has no such version, or the copy is beyond it.
    """
    authorise(actor, project, "edit_templates")
    origin = _origin(project, document, key)
    published = (
        sync.published_versions(document, project.pk, [origin["factory_key"]]).get(origin["factory_key"], sync.NOTHING).version
    )
    if not origin["version"] <= version <= max(published, origin["version"]):
        raise ChoiceRefused(
            f"“{key}” has taken version {origin['version']}, the factory is at {published}: a copy stays between these."
        )
    told = Entry("update.pinned", f"{document}:{key}", {"version": version})
    _choose(actor, project, document, key, {"$set": {"origin.pinned": version}}, told)


def want_updates(actor: Actor, project: Project, document: Document, key: str) -> None:
    """Undo `decline_update` and `pin_copy`: the copy is offered what the factory has.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: the project has no such copy.
    """
    authorise(actor, project, "edit_templates")
    origin = _origin(project, document, key)
    if origin.get("declined") is None and origin.get("pinned") is None:
        return
    change = {"$unset": {"origin.declined": "", "origin.pinned": ""}}
    _choose(actor, project, document, key, change, Entry("update.wanted", f"{document}:{key}"))


def _origin(project: Project, document: Document, key: str) -> Mapping[str, Any]:
    row = database(project.ref)[HEADS[document]].find_one({"_id": key, "deleted": {"$ne": True}})
    if row is None or not row.get("origin"):
        raise NoUpdate(f"This project has no copy of a {document} “{key}”.")
    origin: Mapping[str, Any] = row["origin"]
    return origin


def _choose(actor: Actor, project: Project, document: Document, key: str, change: Mapping[str, Any], told: Entry) -> None:
    where = {"_id": key, "deleted": {"$ne": True}, "origin": {"$ne": None}}
    with trail.unit(project.ref, actor, told.action, HEADS[document], key) as unit:
        is_there = unit.change(database(project.ref)[HEADS[document]], where, change, told)
    if not is_there:
        raise NoUpdate(f"This project has no copy of a {document} “{key}”.")


def add_copy(actor: Actor, project: Project, document: Document, key: str) -> Saved:
    """Copy a document of the factory that the project never had, as published now.

    Raises:
        Forbidden, Absent: the actor may not.
        NoUpdate: the factory has no such document for the project's industries.
        ChoiceRefused: the project has one of this key, or lacks templates that the flow runs.
    """
    authorise(actor, project, "edit_templates")
    found = next((row for row in new_documents(project) if (row.document, row.key) == (document, key)), None)
    original = sync.original(document, key, found.version) if found is not None else None
    if found is None or original is None:
        raise NoUpdate(f"The factory has no new {document} “{key}” for this project.")
    if found.missing:
        raise ChoiceRefused(
            f"The flow “{key}” runs templates that this project lacks: {', '.join(found.missing)}. Add them first."
        )
    digest = put_body(project.ref, original.body)
    head = copy_of(original, str(actor), timezone.now())
    # The head comes last: whoever is killed before it leaves nothing that anybody sees, and the next one goes on.
    write_first_version(project, original, str(actor))
    told = Entry("update.added", f"{document}:{key}", {"offered": found.version})
    try:
        with trail.unit(project.ref, actor, told.action, HEADS[document], key) as unit:
            unit.insert(database(project.ref)[HEADS[document]], {"_id": key, **head, "hash": digest}, told)
    except DuplicateKeyError as error:
        raise ChoiceRefused(f"This project already has a {document} “{key}”.") from error
    return Saved(document, key, 1, digest, ())
