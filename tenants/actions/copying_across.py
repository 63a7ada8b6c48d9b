"""Copying one template or flow of another project: that document and nothing else, read in its own project's context."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.beginnings import free_key
from omnia.dialogue.references import acquired_templates
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from omnia.mongo.clusters import database
from omnia.mongo.context import bind
from tenants import selectors, sync
from tenants.access import Absent, authorise
from tenants.actions import trail
from tenants.actions.editing import HEADS, Body, Document, DocumentMissing, EditingError, create_document
from tenants.control.models import Project, User

COPIED = "document.copied"
MESSAGE = "Copied from another project"


class SourceMoved(EditingError):  # noqa: N818
    """The document is another one than the person looked at."""

    def __init__(self, key: str) -> None:
        told = _("“%(key)s” was saved in its project since you looked. Nothing was copied: look at it again.")
        super().__init__(told % {"key": key})


@dataclass(frozen=True, slots=True)
class Offer:
    """A document of another project as it would come here."""

    document: Document
    source_key: str
    version: int
    body: Body
    """Under the key that it gets here."""
    original: sync.Original | None
    """What it was made of in the factory, if the factory's updates reach it here, too."""
    lost_origin: str
    """The factory's key of what it was made of, if they do not."""
    missing: tuple[str, ...]
    """Templates that a flow runs and that this project lacks."""
    services: tuple[str, ...]
    """What it asks the services for that hold the conversations, or asks of other addresses."""


def source_of(actor: Actor, project: Project, source_id: str) -> Project:
    """Another project, if the actor may see documents there. Raises as `authorise` does.

    Absent and not theirs answer alike. Of what a support session lets the platform's staff see nothing goes elsewhere.
    """
    source = Project.objects.filter(pk=source_id).first()
    if source is None or source.pk == project.pk:
        raise Absent
    if actor.kind == "user" and User.objects.filter(pk=actor.id, is_staff=True).exists():
        raise Absent
    authorise(actor, source, "view_project")
    return source


def look_at(actor: Actor, project: Project, source_id: str, document: Document, key: str) -> Offer:
    """What copying a document would bring here; raises `DocumentMissing`, and as `authorise` for both projects."""
    authorise(actor, project, "edit_templates")
    source = source_of(actor, project, source_id)
    with bind(source.ref):
        try:
            held = selectors.draft(source, document, key)
        except selectors.Missing as error:
            raise DocumentMissing(document, key) from error
    taken = set(selectors.draft_heads(project, document))
    own_key = free_key(key, taken)
    # Of the head that the body was read from: a later one may have taken a later version.
    origin = held.row.get("origin") or {}
    original = _original(project, document, origin) if own_key == key else None
    templates = taken if document == "template" else set(selectors.draft_heads(project, "template"))
    runs = acquired_templates(held.body) if document == "flow" else frozenset()
    return Offer(
        document,
        key,
        held.version,
        {**held.body, "key": own_key},
        original,
        str(origin.get("factory_key") or "") if original is None else "",
        tuple(sorted(runs - templates)),
        tuple(sorted(set(_services(held.body)))),
    )


def _original(project: Project, document: Document, origin: Mapping[str, Any]) -> sync.Original | None:
    """The factory's version that a copy was made of, if this project is offered as much and has no copy of it."""
    key, version = origin.get("factory_key"), int(origin.get("version") or 0)
    if not key:
        return None
    here = {"origin.factory_key": key, "deleted": {"$ne": True}}
    if database(project.ref)[HEADS[document]].find_one(here, {"_id": 1}) is not None:
        return None
    offered = {row.key: row.version for row in sync.available(document, project.industries, project.pk)}
    return sync.original(document, key, version) if offered.get(key, 0) >= version else None


def _services(value: Any) -> Iterator[str]:
    """What a document asks outside: requests by name and address, and outside recognisers by address."""
    if isinstance(value, dict):
        if value.get("type") in ("webhook", "request"):
            yield " ".join(str(value[name]) for name in ("name", "url") if value.get(name))
        for held in value.values():
            yield from _services(held)
    elif isinstance(value, list):
        for held in value:
            yield from _services(held)


def copy_from_project(
    actor: Actor, project: Project, source_id: str, document: Document, key: str, *, seen: int, name: str = ""
) -> Saved:
    """Add a copy of another project's document to the drafts, and note in both logs that it was read and made.

    Args:
        actor: who copies; may edit here, and see there.
        project: which gets it.
        source_id: the other project.
        document: its kind.
        key: its key there; here it gets another one if that is taken.
        seen: its version that the person looked at.
        name: what it is called here in the project's default language, if it is to be another name.

    Raises:
        Forbidden, Absent: the actor may not.
        DocumentMissing: the other project has no such document.
        SourceMoved: it was saved there meanwhile.
        EditingError: the key was taken meanwhile.
    """
    offer = look_at(actor, project, source_id, document, key)
    if offer.version != seen:
        raise SourceMoved(key)
    body = offer.body
    if name.strip():
        body = {**body, "label": {**body["label"], project.default_locale: name.strip()}}
    source = source_of(actor, project, source_id)
    with bind(source.ref):
        # First: what leaves a project is in its log, whatever becomes of it elsewhere.
        trail.note(source.ref, actor, action=COPIED, subject=f"{document}:{key}", version=offer.version)
    return create_document(actor, project, document, body, message=MESSAGE, original=offer.original)
