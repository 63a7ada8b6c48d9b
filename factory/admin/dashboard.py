"""The admin's first page: what the catalogue holds, and which drafts projects do not get yet."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from factory import selectors
from factory.admin.lists import STATUS_VARIANTS
from factory.admin.page import document_url
from factory.admin.rights import may_edit, may_read
from factory.models import DocumentStatus, Flow, Template

MAX_WAITING = 8


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page."""
    context["may_read_catalogue"] = may_read(request)
    if not context["may_read_catalogue"]:
        return context
    shelves: list[tuple[str, str, Any]] = [(_("Templates"), "template", Template), (_("Starter flows"), "flow", Flow)]
    context["shelves"] = [_shelf(title, name, selectors.status_counts(model)) for title, name, model in shelves]
    context["waiting"] = [
        {
            "row": row,
            "url": document_url(name, row.pk, "change"),
            "variant": STATUS_VARIANTS[row.status][0],
            "icon": STATUS_VARIANTS[row.status][1],
        }
        for _title, name, model in shelves
        for row in selectors.waiting(model, MAX_WAITING)
    ]
    context["may_edit_catalogue"] = may_edit(request)
    return context


def _shelf(title: str, name: str, counts: dict[str, int]) -> dict[str, Any]:
    url = reverse(f"admin:factory_{name}_changelist")
    shown = (DocumentStatus.PUBLISHED, DocumentStatus.AHEAD, DocumentStatus.NEW, DocumentStatus.DEPRECATED)
    by_status = [
        {
            "label": status.label,
            "count": counts[status],
            "url": f"{url}?status={status.value}",
            "icon": STATUS_VARIANTS[status][1],
            "variant": STATUS_VARIANTS[status][0],
        }
        for status in shown
    ]
    return {
        "title": title,
        "url": url,
        "add_url": reverse(f"admin:factory_{name}_add"),
        "total": sum(counts.values()),
        "statuses": by_status,
    }
