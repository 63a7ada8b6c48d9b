"""A template or flow copied from another project: which one is chosen, what it needs here is seen, then it is made."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.documents.wording import text_in
from omnia.mongo.context import bind
from omnia.workbench.numbers import whole_number
from omnia.workbench.remarks import remarks_of
from tenants import selectors
from tenants.actions import editing
from tenants.actions.copying_across import copy_from_project, look_at, source_of
from tenants.actions.editing import DocumentMissing, EditingError
from tenants.control.models import Hold, Project, ProjectStatus
from tenants.selectors import Document
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import project_frame
from tenants.studio.views.making import kind_of_address

MAX_NAME = 120
MOST_REMARKS = 20


@project_page("edit_templates")
def copy_page(request: ProjectRequest, document: str) -> HttpResponse:
    """Ask which document of which project, and show what it needs here; a POST copies what was shown."""
    kind = kind_of_address(document)
    asked = request.POST if request.method == "POST" else request.GET
    source_id, key = asked.get("from", ""), asked.get("key", "")
    if request.method == "POST":
        return _copied(request, kind, source_id, key)
    context: dict[str, Any] = {
        **project_frame(request, f"{kind}s"),
        "document_kind": kind,
        "others": _others(request),
        "list_url": f"studio:{kind}s",
    }
    if source_id:
        source = source_of(actor_of(request), request.project, source_id)
        context |= {"source": source, "listed": _listed(source, kind)}
        if key:
            context |= _shown(request, kind, source, key)
    return render(request, "studio/copy.html", context)


def _others(request: ProjectRequest) -> list[Project]:
    """The person's other projects, those that nobody works in left out; of staff there are none."""
    if request.user.is_staff:
        return []
    mine = [row for row in selectors.projects_of(request.user) if row.pk != request.project.pk]
    return [row for row in mine if row.status == ProjectStatus.ACTIVE and row.hold != Hold.SUSPENDED]


def _listed(source: Project, kind: Document) -> list[tuple[str, str]]:
    language = get_language() or "en"
    with bind(source.ref):
        rows = [(key, text_in(head.label, language, key)) for key, head in selectors.draft_heads(source, kind).items()]
    return sorted(rows, key=lambda row: row[1].casefold())


def _shown(request: ProjectRequest, kind: Document, source: Project, key: str) -> dict[str, Any]:
    try:
        offer = look_at(actor_of(request), request.project, source.pk, kind, key)
    except DocumentMissing as error:
        raise Http404(str(error)) from error
    project, language = request.project, get_language() or "en"
    remarks = remarks_of(offer.body, editing.check(project, kind, offer.body))
    return {
        "offer": offer,
        "title": text_in(offer.body.get("label", {}), language, key),
        "name": offer.body.get("label", {}).get(project.default_locale, ""),
        "remarks": remarks[:MOST_REMARKS],
        "more": max(0, len(remarks) - MOST_REMARKS),
    }


def _copied(request: ProjectRequest, kind: Document, source_id: str, key: str) -> HttpResponse:
    if not source_id or not key:
        return redirect("studio:copy", request.project.pk, kind)
    seen = whole_number(request.POST.get("seen", ""))
    name = request.POST.get("name", "")[:MAX_NAME]
    try:
        made = copy_from_project(actor_of(request), request.project, source_id, kind, key, seen=seen, name=name)
    except DocumentMissing as error:
        raise Http404(str(error)) from error
    except EditingError as error:
        messages.error(request, str(error))
        return redirect(f"{request.path}?{urlencode({'from': source_id, 'key': key})}")
    messages.success(request, _("It is copied. Nothing is live until you publish."))
    return redirect(f"studio:{kind}", request.project.pk, made.key)
