"""Who did what in the project, and when."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from omnia.documents.wording import text_in
from tenants import audit_reading, selectors
from tenants.actions.reading import note_audit_exported
from tenants.audit_chains import chain_of
from tenants.audit_reading import FILES, MOST_EXPORTED, ON_A_PAGE, Chosen
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import project_frame
from tenants.studio.wording import event_text

SUBJECTS = {
    "document": _("Templates and flows"),
    "update": _("Updates from the factory"),
    "suggestion": _("Suggestions to the factory"),
    "release": _("Releases"),
    "channel": _("Channels"),
    "canary": _("Canaries"),
    "conversation": _("Conversations read"),
    "person": _("Callers looked for and erased"),
    "quota": _("What may be used in a month"),
    "retention": _("How long things are kept"),
    "member": _("People"),
    "invitation": _("Invitations"),
    "api_key": _("API keys"),
    "project": _("The project"),
    "support": _("Support sessions"),
    "audit": _("The audit log"),
}
"""What entries are about, by the first word of their events."""


@project_page("manage_project")
def audit_log(request: ProjectRequest) -> HttpResponse:
    """The chosen entries, newest first, a page at a time."""
    chosen, chain = audit_reading.asked_for(request.GET, SUBJECTS), chain_of(request.project.ref)
    rows = audit_reading.read(chain, chosen, ON_A_PAGE + 1)
    titles, shown = _titles(request), rows[:ON_A_PAGE]
    context = {
        **project_frame(request, "audit"),
        "rows": [_row(row, titles) for row in shown],
        "older": _address(request, chosen, before=shown[-1]["_id"]) if len(rows) > ON_A_PAGE else "",
        "newest": _address(request, chosen) if chosen.before else "",
        "chosen": chosen,
        "is_narrowed": chosen != Chosen(),
        "subjects": SUBJECTS.items(),
        "people": audit_reading.people(chain).items(),
        "query": audit_reading.query_of(chosen),
        "most_exported": MOST_EXPORTED,
    }
    return render(request, "studio/audit.html", context)


@require_POST
@project_page("manage_project")
def export(request: ProjectRequest, form: str) -> HttpResponse:
    """The chosen entries as a file; that it was taken is an entry too, which is why it is a POST."""
    write, media_type = FILES[form]
    chosen = audit_reading.asked_for(request.GET, SUBJECTS)
    rows = audit_reading.read(chain_of(request.project.ref), chosen, MOST_EXPORTED)
    note_audit_exported(actor_of(request), request.project, entries=len(rows))
    response = HttpResponse(write(rows), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="audit-{request.project.pk}.{form}"'
    return response


def _address(request: ProjectRequest, chosen: Chosen, before: int = 0) -> str:
    query = audit_reading.query_of(chosen, before)
    address = reverse("studio:audit", args=[request.project.pk])
    return f"{address}?{query}" if query else address


def _row(entry: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    actor = entry["actor"]
    return {
        "number": entry["_id"],
        "at": datetime.fromisoformat(entry["at"]),
        "who": actor["label"] or actor["id"],
        "kind": actor["kind"],
        "text": event_text(entry, titles),
        "action": entry["action"],
        "subject": entry["object"],
        "details": audit_reading.shown_details(entry["details"]),
    }


def _titles(request: ProjectRequest) -> dict[str, str]:
    language = get_language() or "en"
    rows = [*selectors.drafts(request.project, "template"), *selectors.drafts(request.project, "flow")]
    return {row.key: text_in(row.label, language, row.key) for row in rows}
