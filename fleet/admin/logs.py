"""Who did what to the platform and its catalogue: the page of the auditors."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from factory.admin.rights import staff_of
from fleet import logs
from fleet.logs import AUDITORS, Log
from tenants import audit_reading
from tenants.audit_reading import FILES, MOST_EXPORTED, ON_A_PAGE, Chosen

TITLES = {"platform": _("People, projects and clusters"), "catalogue": _("The catalogue")}
SUBJECTS: dict[Log, dict[str, Any]] = {
    "platform": {
        "user": _("Accounts"),
        "project": _("Projects"),
        "cluster": _("Clusters"),
        "support": _("Support sessions"),
        "backup": _("Backups"),
        "platform": _("Restoring"),
        "audit": _("The audit log"),
    },
    "catalogue": {
        "catalogue": _("Templates, flows and industries"),
        "rollout": _("Waves"),
        "suggestion": _("Suggestions from projects"),
        "audit": _("The audit log"),
    },
}
"""What entries are about, by the first word of their events."""

View = Callable[..., HttpResponse]


def may_read_logs(request: HttpRequest) -> bool:
    """Whether the person of a request is an auditor."""
    return AUDITORS in staff_of(request).groups


def _of_auditors(view: View) -> View:
    """A view of the staff's admin that refuses everybody else."""

    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not may_read_logs(request):
            told = _("Only people in the group “%(group)s” may do this. Ask an operator to add you.") % {"group": AUDITORS}
            raise PermissionDenied(told)
        return view(request, **arguments)

    return admin.site.admin_view(guarded)


def log_page(request: HttpRequest, log: Log) -> HttpResponse:
    """The chosen entries of a log, newest first, a page at a time."""
    chosen, chain = audit_reading.asked_for(request.GET, SUBJECTS[log]), logs.chain_of(log)
    rows = audit_reading.read(chain, chosen, ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    context = {
        **admin.site.each_context(request),
        "title": _("Audit log"),
        "log": log,
        "logs": [(name, title, reverse(f"admin-log-{name}")) for name, title in TITLES.items()],
        "rows": [_row(row) for row in shown],
        "older": _address(log, chosen, before=shown[-1]["_id"]) if len(rows) > ON_A_PAGE else "",
        "newest": _address(log, chosen) if chosen.before else "",
        "everything": reverse(f"admin-log-{log}"),
        "chosen": chosen,
        "is_narrowed": chosen != Chosen(),
        "subjects": SUBJECTS[log].items(),
        "people": audit_reading.people(chain).items(),
        "files": [(form, reverse(f"admin-log-{log}-file", args=[form])) for form in FILES],
        "query": audit_reading.query_of(chosen),
        "most_exported": MOST_EXPORTED,
    }
    return TemplateResponse(request, "admin/fleet/log.html", context)


def log_file(request: HttpRequest, log: Log, form: str) -> HttpResponse:
    """The chosen entries as a file; that it was taken is an entry too, which is why it is a POST."""
    write, media_type = FILES[form]
    rows = audit_reading.read(logs.chain_of(log), audit_reading.asked_for(request.GET, SUBJECTS[log]), MOST_EXPORTED)
    logs.note_exported(staff_of(request), log, entries=len(rows))
    response = HttpResponse(write(rows), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="audit-{log}.{form}"'
    return response


def _address(log: Log, chosen: Chosen, before: int = 0) -> str:
    query, address = audit_reading.query_of(chosen, before), reverse(f"admin-log-{log}")
    return f"{address}?{query}" if query else address


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    actor, details = entry["actor"], entry["details"]
    return {
        "number": entry["_id"],
        "at": datetime.fromisoformat(entry["at"]),
        "who": actor["label"] or actor["id"],
        "kind": actor["kind"],
        "action": entry["action"],
        "subject": entry["object"],
        "details": audit_reading.shown_details(details),
    }


FILE_VIEW = require_POST(_of_auditors(log_file))

urlpatterns = [
    each
    for log in TITLES
    for each in (
        path(f"{log}/", _of_auditors(log_page), {"log": log}, name=f"admin-log-{log}"),
        re_path(rf"^{log}/log\.(?P<form>csv|jsonl)$", FILE_VIEW, {"log": log}, name=f"admin-log-{log}-file"),
    )
]
