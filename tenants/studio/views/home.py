"""A project's home: what is live, what the draft changes, what comes next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.documents.wording import text_in
from omnia.infra.headers import with_microphone
from tenants import selectors
from tenants.control.models import Project, ProjectStatus
from tenants.selectors import DraftRow
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.stage import simulator_addresses
from tenants.studio.wording import event_text


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


def _next_steps(request: ProjectRequest, templates: Sequence[DraftRow], *, live: bool) -> list[dict[str, Any]]:
    """What a new project needs before services can talk with it, as far as the person's role reaches."""
    steps = [
        ("edit_texts", _("Change a prompt"), "studio:templates", any(row.version > 1 for row in templates)),
        ("publish", _("Publish a release"), "studio:releases", live),
        (
            "manage_keys",
            _("Issue an API key"),
            "studio:keys",
            any(row.state == "active" for row in selectors.keys(request.project)),
        ),
    ]
    shown = [step for step in steps if may(request, step[0])]
    if all(done for _permission, _label, _route, done in shown):
        return []
    return [
        {"label": label, "url": reverse(route, args=[request.project.pk]), "done": done}
        for _permission, label, route, done in shown
    ]


def _titles(rows: Sequence[DraftRow]) -> dict[str, str]:
    """The names of documents by key, in the order of the names."""
    titles = {row.key: text_in(row.label, get_language() or "en", row.key) for row in rows}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))


def _recent(project: Project, titles: dict[str, str]) -> list[dict[str, Any]]:
    """What happened lately; `titles` names documents by key."""
    return [
        {"text": event_text(row, titles), "author": row["actor"]["label"], "at": datetime.fromisoformat(row["at"])}
        for row in selectors.audit_entries(project, 8)
    ]


@project_page()
def home(request: ProjectRequest) -> HttpResponse:
    """The project at a glance."""
    project = request.project
    if project.status != ProjectStatus.ACTIVE:
        return render(request, "studio/project_unready.html", {"project": project, "can_resume": may(request, "manage_project")})
    frame = project_frame(request, "home")
    live = next((row for row in selectors.releases(project) if row.number == frame["live_release"]), None)
    flows, templates = selectors.drafts(project, "flow"), selectors.drafts(project, "template")
    titles = {"flow": _titles(flows), "template": _titles(templates)}
    context = {
        **frame,
        "live": live,
        "changes": shown_changes(request),
        "can_publish": may(request, "publish"),
        "next_steps": _next_steps(request, templates, live=live is not None),
        "recent": _recent(project, {**titles["template"], **titles["flow"]}),
        "simulator": simulator_addresses(str(project.pk)),
        "dialogues": [(_("Flows"), "flow", titles["flow"]), (_("Templates"), "template", titles["template"])],
    }
    return with_microphone(render(request, "studio/home.html", context))
