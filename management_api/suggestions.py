"""Suggesting upstream: what of a copy can be suggested, what would leave the project, and what became of what was sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from management_api import suggestion_schemas as schemas
from management_api.answers import call, respond
from management_api.auth import manager_of
from management_api.documents import CHANGED, CONDITION, UNREADABLE
from management_api.preconditions import required_version, tag
from omnia.dialogue.canonical import content_hash
from omnia.dialogue.merge import ABSENT
from omnia.dialogue.picking import Place
from omnia.documents.comparing import compare_place
from omnia.infra.problems import Problem
from tenants import selectors, sync, upstream
from tenants.actions.suggesting import chosen_places, suggest_change, withdraw_suggestion
from tenants.control.models import Project
from tenants.updates import DOCUMENTS
from tenants.upstream import Changed

REFUSED = {422: "The places make no document without the others, nothing is chosen, or too many suggestions wait."}

router = Router(tags=["Suggestions"])


@call(router, "GET", "/suggestions", schemas.SuggestionList)
def list_suggestions(request: HttpRequest) -> HttpResponse:
    """What the project suggested last, newest first, and what became of it."""
    rows = sync.latest_suggestions(manager_of(request).project.pk)
    return respond(schemas.SuggestionList(items=[_row(row) for row in rows]))


@call(router, "GET", "/suggestions/{document}/{key}", schemas.PlacesAnswer)
def list_suggestible_places(request: HttpRequest, document: str, key: str) -> HttpResponse:
    """The places in which a copy differs from the factory's version that it took last."""
    held = _changed(manager_of(request).project, document, key)
    content = schemas.PlacesAnswer(
        document=held.document,
        key=held.key,
        factory_key=held.factory_key,
        version=held.version,
        etag=tag(held.version, content_hash(held.ours)),
        base_version=held.base_version,
        items=[_place(place, held) for place in held.places],
        is_cut=len(held.places) == upstream.MOST_PLACES,
    )
    return respond(content)


@call(router, "POST", "/suggestions/{document}/{key}/preview", schemas.LeavingAnswer, problems=UNREADABLE | REFUSED)
def preview_suggestion(request: HttpRequest, document: str, key: str, body: schemas.ChosenBody) -> HttpResponse:
    """All that would leave the project with these places; nothing is sent."""
    manager = manager_of(request)
    held = _changed(manager.project, document, key)
    chosen, sent = chosen_places(manager.project, held, body.places)
    content = schemas.LeavingAnswer(
        project_name=manager.project.name, person=str(manager.actor), note=body.note.strip(), places=len(chosen), document=sent
    )
    return respond(content)


@call(
    router, "POST", "/suggestions/{document}/{key}", schemas.SuggestionRow, status=201,
    problems=UNREADABLE | CHANGED | REFUSED | {428: "If-Match is not there."}, more={"parameters": [CONDITION]},
)  # fmt: skip
def suggest_places(request: HttpRequest, document: str, key: str, body: schemas.ChosenBody) -> HttpResponse:
    """Send chosen places to the factory's staff, as the preview shows them. `If-Match` is the `etag` of the places."""
    manager = manager_of(request)
    held = _changed(manager.project, document, key)
    version = required_version(request, selectors.draft(manager.project, held.document, key))
    made = suggest_change(manager.actor, manager.project, held.document, key, places=body.places, version=version, note=body.note)
    return respond(_row(made), status=201)


@call(router, "DELETE", "/suggestions/{suggestion}", schemas.SuggestionRow, problems={409: "It is decided, or being taken."})
def withdraw(request: HttpRequest, suggestion: str) -> HttpResponse:
    """Take a suggestion back that nobody has decided on; it stays in the list, as withdrawn."""
    manager = manager_of(request)
    try:
        return respond(_row(withdraw_suggestion(manager.actor, manager.project, suggestion)))
    except LookupError as error:
        raise Problem("not-found", f"This project has made no suggestion “{suggestion[:40]}”.") from error


def _changed(project: Project, document: str, key: str) -> Changed:
    if document not in DOCUMENTS:
        raise upstream.NoOriginal(f"This project has no copy of a {document[:20]} “{key[:40]}”.")
    return upstream.changed(project, document, key)


def _place(place: Place, held: Changed) -> schemas.PlaceRow:
    sides: dict[str, Any] = {"factory": place.before, "mine": place.after}
    return schemas.PlaceRow(
        address=place.address,
        place=compare_place(place, held.base, held.ours).label,
        is_order=place.is_order,
        sides={side: value for side, value in sides.items() if value is not ABSENT},
    )


def _row(row: sync.Suggestion) -> schemas.SuggestionRow:
    told = sync.told_suggestion(row)
    return schemas.SuggestionRow(**told)
