"""Suggesting what was changed in a copy to the factory, and what became of what was suggested."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.documents.comparing import compare_place
from omnia.documents.wording import text_in
from omnia.workbench.numbers import whole_number
from tenants import sync, upstream
from tenants.actions.editing import EditingError
from tenants.actions.suggesting import DraftMoved, suggest_change, withdraw_suggestion
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.updates import DOCUMENTS, Document
from tenants.upstream import Changed


@project_page()
def suggest_page(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """What the copy changes, to choose from, and what was suggested before. A POST sends the chosen places."""
    if document not in DOCUMENTS:
        raise Http404
    try:
        if request.method == "POST":
            return _suggest(request, document, key)
        return _page(request, upstream.changed(request.project, document, key))
    except upstream.NoOriginal as error:
        raise Http404(str(error)) from error


def _suggest(request: ProjectRequest, document: Document, key: str) -> HttpResponse:
    said = request.POST
    try:
        suggest_change(
            actor_of(request),
            request.project,
            document,
            key,
            places=said.getlist("place"),
            version=whole_number(said.get("version", "")),
            note=said.get("note", ""),
        )
    except (EditingError, sync.SuggestionRefused) as error:
        status = 409 if isinstance(error, DraftMoved) else 422
        return _page(request, upstream.changed(request.project, document, key), trouble=str(error), status=status)
    messages.success(request, _("Your suggestion is with the people of the factory. This page says what becomes of it."))
    return redirect("studio:suggest", request.project.pk, document, key)


def _page(request: ProjectRequest, held: Changed, *, trouble: str = "", status: int = 200) -> HttpResponse:
    project, chosen = request.project, set(request.POST.getlist("place"))
    rows = [
        {
            "address": place.address,
            "change": compare_place(place, held.base, held.ours),
            "is_chosen": not trouble or place.address in chosen,
        }
        for place in held.places
    ]
    made = sync.suggestions_of(project.pk, held.document, held.key)
    context = {
        **project_frame(request, f"{held.document}s"),
        "held": held,
        "title": text_in(held.ours.get("label", {}), get_language() or "en", held.key),
        "rows": rows,
        "is_cut": len(rows) == upstream.MOST_PLACES,
        "made": [_made(row) for row in made],
        "note": request.POST.get("note", ""),
        "trouble": trouble,
        "can_suggest": may(request, "edit_templates"),
        "max_note": sync.MAX_NOTE,
        "list_route": f"studio:{held.document}s",
        "document_route": f"studio:{held.document}",
    }
    return render(request, "studio/suggest.html", context, status=status)


def _made(row: sync.Suggestion) -> dict[str, Any]:
    return {"row": row, "published": sync.published_with(row)}


@require_POST
@project_page("edit_templates")
def withdraw_view(request: ProjectRequest, document: str, key: str, suggestion: str) -> HttpResponse:
    """Take a suggestion back."""
    try:
        withdraw_suggestion(actor_of(request), request.project, suggestion)
    except LookupError as error:
        raise Http404(str(error)) from error
    except sync.StaleSuggestion as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your suggestion is withdrawn. Nobody in the factory decides on it any more."))
    return redirect("studio:suggest", request.project.pk, document, key)
