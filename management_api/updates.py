"""What the factory offers the project's copies: listed, looked at as the merge that would be saved, taken."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import schemas
from management_api.answers import call, respond
from management_api.auth import Manager, manager_of
from management_api.documents import CHANGED, CONDITION, UNREADABLE, finding_rows, saved_answer
from management_api.preconditions import required_version, tag
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.diff import Change
from omnia.dialogue.merge import ABSENT, Choice, Conflict, Decision
from omnia.infra.problems import Problem
from tenants import selectors, updates
from tenants.actions import update_job
from tenants.actions.updating import add_copy, decline_update, pin_copy, take_update, want_updates
from tenants.control.models import Project
from tenants.updates import Merge, NoUpdate, Offer

CHOICES: dict[str, Choice] = {"mine": "ours", "theirs": "theirs", "edited": "edited"}
JOB_SECONDS = 4.0
"""How long one call works on taking all safe updates."""

router = Router(tags=["Updates"])


@call(router, "GET", "/updates", schemas.OfferList)
def list_updates(request: HttpRequest) -> HttpResponse:
    """All that the factory offers, and what each would mean for the copy; and the copies whose original it took back."""
    project = manager_of(request).project
    merges = [updates.merge(project, offer) for offer in updates.offers(project)]
    items = [schemas.OfferRow(**_offer(merge)) for merge in merges]
    return respond(schemas.OfferList(items=items, orphaned=_orphan_rows(project)))


def _orphan_rows(project: Project) -> list[schemas.OrphanRow]:
    names = ("document", "key", "label", "successor", "has_successor")
    return [schemas.OrphanRow(**{name: getattr(row, name) for name in names}) for row in updates.orphans(project)]


@call(router, "POST", "/updates/{document}/{key}/preview", schemas.UpdatePreview, problems=UNREADABLE)
def preview_update(request: HttpRequest, document: str, key: str, body: schemas.PreviewBody) -> HttpResponse:
    """What taking an offer would make of the copy, with these decisions; nothing is written."""
    manager = manager_of(request)
    return respond(_preview(manager, _find(manager, document, key), body.decisions))


@call(
    router, "POST", "/updates/{document}/{key}", schemas.SavedAnswer,
    problems=CHANGED | UNREADABLE | {422: "The merge has errors or fails its own tests.", 428: "If-Match is not there."},
    more={"parameters": [CONDITION]},
)  # fmt: skip
def take_offer(request: HttpRequest, document: str, key: str, body: schemas.TakeBody) -> HttpResponse:
    """Merge an offer into the copy's draft as a new version. `If-Match` is the `etag` of the preview that was looked at."""
    manager = manager_of(request)
    offer = _find(manager, document, key)
    if offer.offered != body.offered:
        raise Problem("precondition-failed", f"The factory offers version {offer.offered} now. Nothing was written.")
    base = required_version(request, selectors.draft(manager.project, offer.document, key))
    _merged, saved = take_update(manager.actor, manager.project, offer, decisions=_decisions(body.decisions), base_version=base)
    return saved_answer(saved)


@call(router, "POST", "/updates/take_safe", schemas.JobAnswer)
def take_safe(request: HttpRequest) -> HttpResponse:
    """Take updates that conflict with nothing, for a few seconds; what is left then is taken without another call.

    It is one job of the project, which the studio shows too: who calls again is told how far it is; what is taken stays taken.
    """
    manager = manager_of(request)
    begun = update_job.begin(manager.actor, manager.project)
    job = update_job.go_on(manager.actor, manager.project, seconds=JOB_SECONDS) or begun
    if not job.left:
        update_job.forget(manager.project)
    content = schemas.JobAnswer(
        total=job.total,
        left=len(job.left),
        taken=[_item(each) for each in job.taken],
        refused=[_item(each) for each in job.refused],
    )
    return respond(content)


def _item(item: update_job.Item) -> schemas.JobItem:
    return schemas.JobItem(document=item.document, key=item.key, offered=item.offered, why=item.why)


@call(router, "GET", "/updates/set_aside", schemas.SetAsideList)
def list_set_aside(request: HttpRequest) -> HttpResponse:
    """The copies that the project keeps from updates: pinned, or with a version declined."""
    names = ("document", "key", "label", "taken", "published", "declined", "pinned")
    rows = updates.set_aside(manager_of(request).project)
    return respond(
        schemas.SetAsideList(items=[schemas.SetAsideRow(**{name: getattr(row, name) for name in names}) for row in rows])
    )


@call(router, "GET", "/updates/orphaned", schemas.OrphanList)
def list_orphaned(request: HttpRequest) -> HttpResponse:
    """The copies whose original the factory has deprecated or does not have any more, and what takes its place."""
    return respond(schemas.OrphanList(items=_orphan_rows(manager_of(request).project)))


@call(router, "POST", "/updates/{document}/{key}/decline", schemas.SetAsideList, problems=UNREADABLE)
def decline_offer(request: HttpRequest, document: str, key: str, body: schemas.DeclineBody) -> HttpResponse:
    """Keep the copy as it is for good: this version is not offered again, a newer one is."""
    manager = manager_of(request)
    decline_update(manager.actor, manager.project, _kind(document, key), key, offered=body.offered)
    return list_set_aside(request)


@call(router, "PUT", "/updates/{document}/{key}/pin", schemas.SetAsideList, problems=UNREADABLE)
def pin_document(request: HttpRequest, document: str, key: str, body: schemas.PinBody) -> HttpResponse:
    """Offer the copy nothing beyond a version of the factory."""
    manager = manager_of(request)
    pin_copy(manager.actor, manager.project, _kind(document, key), key, version=body.version)
    return list_set_aside(request)


@call(router, "DELETE", "/updates/{document}/{key}/choice", schemas.SetAsideList)
def want_offers(request: HttpRequest, document: str, key: str) -> HttpResponse:
    """Undo a pin or a declined version: the copy is offered what the factory has."""
    manager = manager_of(request)
    want_updates(manager.actor, manager.project, _kind(document, key), key)
    return list_set_aside(request)


@call(router, "GET", "/new_documents", schemas.NewDocumentList)
def list_new_documents(request: HttpRequest) -> HttpResponse:
    """What the factory has for the project's industries and the project never had."""
    rows = updates.new_documents(manager_of(request).project)
    items = [
        schemas.NewDocumentRow(
            document=row.document, key=row.key, label=dict(row.label), version=row.version, missing=list(row.missing)
        )
        for row in rows
    ]
    return respond(schemas.NewDocumentList(items=items))


@call(
    router,
    "POST",
    "/new_documents/{document}/{key}",
    schemas.SavedAnswer,
    problems={422: "Templates that the flow runs are missing."},
)
def add_document(request: HttpRequest, document: str, key: str) -> HttpResponse:
    """Add a copy of a document that the factory has and the project never had."""
    manager = manager_of(request)
    saved = add_copy(manager.actor, manager.project, _kind(document, key), key)
    return saved_answer(saved)


def _kind(document: str, key: str) -> updates.Document:
    if document not in updates.DOCUMENTS:
        raise NoUpdate(f"This project has no copy of a {document} “{key}”.")
    return document


def _find(manager: Manager, document: str, key: str) -> Offer:
    found = updates.offer_for(manager.project, document, key)
    if found is None:
        raise NoUpdate(f"The factory offers nothing new for the {document} “{key}” in this project.")
    return found


def _preview(manager: Manager, offer: Offer, decided: Mapping[str, schemas.DecisionBody]) -> schemas.UpdatePreview:
    merged = updates.preview(manager.project, offer, _decisions(decided))
    return schemas.UpdatePreview(
        **_offer(merged),
        etag=tag(merged.base_version, content_hash(merged.ours)),
        sound=merged.is_sound,
        changes=[change_row(each) for each in merged.safe],
        open_conflicts=[_conflict(each) for each in merged.conflicts],
        findings=finding_rows(merged.findings),
        merged=merged.body,
    )


def _decisions(decided: Mapping[str, schemas.DecisionBody]) -> dict[str, Decision]:
    return {address: Decision(CHOICES[each.choice], each.value) for address, each in decided.items()}


def _offer(merge: Merge) -> dict[str, Any]:
    offer = merge.offer
    return {
        "document": offer.document, "key": offer.key, "label": dict(offer.label), "taken": offer.taken, "offered": offer.offered,
        "note": offer.note, "change_class": merge.change_class, "safe": len(merge.safe), "conflicts": len(merge.conflicts),
    }  # fmt: skip


def change_row(change: Change) -> schemas.ChangeRow:
    """A difference as the API tells it."""
    sides = {"from": change.before, "to": change.after}
    return schemas.ChangeRow(pointer=change.path, operation=change.operation, place=change.label, **sides)


def _conflict(conflict: Conflict) -> schemas.ConflictRow:
    sides = {"base": conflict.base, "mine": conflict.ours, "theirs": conflict.theirs}
    held = {side: value for side, value in sides.items() if value is not ABSENT}
    return schemas.ConflictRow(address=conflict.address, kind=conflict.kind, sides=held)
