"""A project's home: what is live, what the draft changes, what comes next."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenants import selectors
from tenants.control.models import ProjectStatus
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.wording import event_text, text_in


def shown_changes(request: ProjectRequest) -> list[dict[str, Any]]:
    """The differences between draft and live release, with titles and links."""
    labels = {"added": _("New"), "changed": _("Changed"), "removed": _("Removed")}
    return [
        {
            "key": change.key,
            "title": text_in(change.label, get_language() or "en", change.key),
            "change": change.change,
            "change_label": labels[change.change],
            "url": reverse(f"studio:{change.document}-history", args=[request.project.pk, change.key]),
        }
        for change in selectors.draft_changes(request.project)
    ]


def _next_steps(request: ProjectRequest, *, live: bool) -> list[dict[str, Any]]:
    project = request.project
    edited = any(row.version > 1 for row in selectors.drafts(project, "template"))
    keys = any(row.state == "active" for row in selectors.keys(project))
    return [
        {"label": _("Change a prompt"), "url": reverse("studio:templates", args=[project.pk]), "done": edited},
        {"label": _("Publish a release"), "url": reverse("studio:releases", args=[project.pk]), "done": live},
        {"label": _("Issue an API key"), "url": reverse("studio:keys", args=[project.pk]), "done": keys},
    ]


@project_page()
def home(request: ProjectRequest) -> HttpResponse:
    """The project at a glance."""
    project = request.project
    if project.status != ProjectStatus.ACTIVE:
        return render(request, "studio/project_unready.html", {"project": project, "can_resume": may(request, "manage_project")})
    frame = project_frame(request, "home")
    live = next((row for row in selectors.releases(project) if row.number == frame["live_release"]), None)
    flows = selectors.drafts(project, "flow")
    context = {
        **frame,
        "live": live,
        "changes": shown_changes(request),
        "can_publish": may(request, "publish"),
        "next_steps": _next_steps(request, live=live is not None),
        "recent": [
            {"text": event_text(row), "author": row["actor"]["label"], "at": datetime.fromisoformat(row["at"])}
            for row in selectors.audit_entries(project, 8)
        ],
        "simulator_subject": "flow" if flows else "template",
        "simulator_key": flows[0].key if flows else "date",
    }
    return render(request, "studio/home.html", context)
