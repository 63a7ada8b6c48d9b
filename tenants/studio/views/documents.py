"""Templates and flows of the draft: the lists, the editors, the history, and the source."""

from typing import Any

import orjson
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from omnia.dialogue.references import acquired_templates
from omnia.dialogue.scores import score_template
from omnia.documents import failing
from omnia.documents.comparing import compare
from omnia.documents.history import sessions_of_work
from omnia.documents.versions import Version
from omnia.documents.wording import language_name, text_in
from omnia.workbench import drafting
from omnia.workbench.numbers import whole_number
from tenants import selectors
from tenants.actions.editing import EditingError, restore_document
from tenants.selectors import Document, DraftRow
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import document_frame, may, project_frame
from tenants.studio.desk import StudioDesk
from tenants.studio.wording import COPY_STATUSES
from tenants.studio.writers import shown_writers

RELEASE_STATES = [
    ("live", gettext_lazy("Live")),
    ("changed", gettext_lazy("Draft differs")),
    ("unreleased", gettext_lazy("Not released")),
]


@project_page()
def template_list(request: ProjectRequest) -> HttpResponse:
    """The project's templates, by name, as far as search and status let them through."""
    query, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    rows = [row for row in _rows(request, "template", query) if status in ("", row["status"])]
    context = {**project_frame(request, "templates"), "rows": rows, "query": query, "status": status, "statuses": COPY_STATUSES}
    context["can_shape"] = may(request, "edit_templates")
    return render(request, "studio/template_list.html", context)


@project_page()
def flow_list(request: ProjectRequest) -> HttpResponse:
    """The project's flows, by name, as far as search and status let them through."""
    query, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    bodies = selectors.draft_bodies(request.project, "flow")
    found = [row for row in _rows(request, "flow", query) if status in ("", row["release_state"]) and row["key"] in bodies]
    rows = [{**row, **_size(bodies[row["key"]])} for row in found]
    context = {**project_frame(request, "flows"), "rows": rows, "query": query, "status": status, "statuses": RELEASE_STATES}
    context |= {"has_any": bool(bodies), "can_shape": may(request, "edit_templates")}
    return render(request, "studio/flow_list.html", context)


def _size(flow: dict[str, Any]) -> dict[str, int]:
    return {"node_count": len(flow["nodes"]), "template_count": len(acquired_templates(flow))}


def _rows(request: ProjectRequest, document: Document, query: str) -> list[dict[str, Any]]:
    found = [_row(row) for row in selectors.drafts(request.project, document) if _matches(row, query)]
    return sorted(found, key=lambda row: str(row["title"]).casefold())


def _row(row: DraftRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": text_in(row.label, get_language() or "en", row.key),
        "kind": row.kind,
        "status": row.status,
        "release_state": row.release_state,
        "version": row.version,
        "updated_at": row.updated_at,
        "updated_by": row.updated_by,
    }


def _matches(row: DraftRow, query: str) -> bool:
    """Whether the search fits: every word in a name, in whichever language, in the key or in the kind."""
    held = " ".join((*row.label.values(), row.key, row.kind)).casefold()
    return all(word in held for word in query.casefold().split())


@project_page()
def template_edit(request: ProjectRequest, key: str) -> HttpResponse:
    """A template's texts and settings, section by section; a POST saves them."""
    return drafting.page(request, StudioDesk(request, "template", key))


@project_page()
def flow_edit(request: ProjectRequest, key: str) -> HttpResponse:
    """A flow's texts, node by node, under its picture; a POST saves them."""
    return drafting.page(request, StudioDesk(request, "flow", key))


@project_page()
def template_history(request: ProjectRequest, key: str) -> HttpResponse:
    """The versions of a template; a POST restores one."""
    return _history(request, "template", key)


@project_page()
def flow_history(request: ProjectRequest, key: str) -> HttpResponse:
    """The versions of a flow; a POST restores one."""
    return _history(request, "flow", key)


def _history(request: ProjectRequest, document: Document, key: str) -> HttpResponse:
    versions = selectors.versions(request.project, document, key)
    if not versions:
        raise Http404(f"There is no {document} {key}.")
    if request.method == "POST":
        return _restored(request, document, key)
    chosen = _chosen(versions, request.GET.get("version"), versions[0].number)
    others = [row for row in versions if row.number != chosen.number]
    before_it = next((row for row in versions if row.number < chosen.number), None)
    wanted = request.GET.get("against")
    against = _chosen(others, wanted, 0) if wanted is not None else before_it
    current = _current(request, document, key, versions)
    each = [row.number for row in versions]
    apart = [row.number for row in (chosen, against, current) if row is not None]
    work = sessions_of_work(versions, apart=each if "all" in request.GET else apart)
    body = selectors.version_body(request.project, document, key, chosen.number)
    before = selectors.version_body(request.project, document, key, against.number) if against else body
    context = {
        **document_frame(request, document, key),
        "title": text_in(body.get("label", {}), get_language() or "en", key),
        "work": work,
        "is_taken_together": any(one.earlier for one in work),
        "shows_all": "all" in request.GET,
        "chosen": chosen,
        "against": against,
        "is_step": against is not None and against == before_it,
        "others": others,
        "comparison": compare(before, body),
        "current": current,
        "written": shown_writers(request.project, document, key),
        "next_version": versions[0].number + 1,
        "editable": may(request, "edit_templates"),
    }
    return render(request, "studio/history.html", context)


def _chosen(versions: list[Version], wanted: str | None, otherwise: int) -> Version:
    """The version that the address names; without one, version `otherwise`."""
    number = str(otherwise) if wanted is None else wanted
    found = next((row for row in versions if str(row.number) == number), None)
    if found is None:
        raise Http404(f"There is no version {number}.")
    return found


def _current(request: ProjectRequest, document: Document, key: str, versions: list[Version]) -> Version | None:
    """The version that is the draft; None for a document that was deleted from it."""
    try:
        number = selectors.draft(request.project, document, key).version
    except selectors.Missing:
        return None
    return next((row for row in versions if row.number == number), None)


def _restored(request: ProjectRequest, document: Document, key: str) -> HttpResponse:
    wanted = request.POST.get("restore", "")
    try:
        saved = restore_document(actor_of(request), request.project, document, key, whole_number(wanted))
    except EditingError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Version %(number)s is the draft again, as version %(saved)s.") % {"number": wanted, "saved": saved.number},
        )
    return redirect(f"studio:{document}-history", request.project.pk, key)


@project_page()
def template_source(request: ProjectRequest, key: str) -> HttpResponse:
    """A template as JSON, to read or to download."""
    return _source(request, "template", key)


@project_page()
def flow_source(request: ProjectRequest, key: str) -> HttpResponse:
    """A flow as JSON, to read or to download."""
    return _source(request, "flow", key)


@project_page()
def template_score(request: ProjectRequest, key: str) -> HttpResponse:
    """How well the draft of a template is understood in each language of the project."""
    try:
        held = selectors.draft(request.project, "template", key)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    project = request.project
    scores = score_template(held.body, locales=project.locales, default_locale=project.default_locale)
    tried = [score for score in scores if score.whole.all]
    context = {
        **document_frame(request, "template", key),
        "document": held,
        "title": text_in(held.body.get("label", {}), get_language() or "en", key),
        "scores": [(language_name(score.locale), score) for score in tried],
        "missed": [(language_name(score.locale), score.missed) for score in tried if score.missed],
        "failures": failing.in_words(held.body, [failure for score in tried for failure in score.failures]),
    }
    return render(request, "studio/template_score.html", context)


def _source(request: ProjectRequest, document: Document, key: str) -> HttpResponse:
    try:
        held = selectors.draft(request.project, document, key)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    text = orjson.dumps(held.body, option=orjson.OPT_INDENT_2)
    if "download" in request.GET:
        disposition = f'attachment; filename="{key}.v{held.version}.json"'
        return HttpResponse(text, content_type="application/json", headers={"Content-Disposition": disposition})
    context = {
        **document_frame(request, document, key),
        "document": held,
        "title": text_in(held.body.get("label", {}), get_language() or "en", key),
        "source": text.decode(),
        "line_count": text.count(b"\n") + 1,
        "import_url": reverse(f"studio:{document}-import", args=[request.project.pk, key]) if may(request, "edit_texts") else "",
    }
    return render(request, f"studio/{document}_source.html", context)
