"""What every page's frame shows: the theme, the project's places, what is live and what the draft changes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants import selectors, usage_reading
from tenants.access import permissions_of
from tenants.control.models import Project
from tenants.project import channels, quotas
from tenants.selectors import Document
from tenants.studio.views.account import THEME_COOKIE, THEMES
from tenants.support import session_of
from tenants.usage_pictures import NAMES


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail."""

    key: str
    label: str
    icon: str
    url: str
    count: int | None = None


def theme(request: HttpRequest) -> dict[str, str]:
    """Context processor: the chosen theme, or empty to follow the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {"theme": chosen if chosen in THEMES else ""}


def places_of(request: Any) -> list[Place]:
    """The rail's entries for the project of the request, as far as the person's role reaches."""
    entries = (
        ("home", _("Home"), "house", "studio:home"),
        ("templates", _("Templates"), "layout-template", "studio:templates"),
        ("flows", _("Flows"), "workflow", "studio:flows"),
        ("texts", _("Texts"), "languages", "studio:texts"),
        ("updates", _("Updates"), "git-merge", "studio:updates"),
        ("releases", _("Releases"), "rocket", "studio:releases"),
        ("conversations", _("Conversations"), "messages-square", "studio:conversations"),
        ("insight", _("Insight"), "chart-line", "studio:insight"),
        ("people", _("People"), "users", "studio:people"),
        ("keys", _("API keys"), "key-round", "studio:keys"),
        ("settings", _("Settings"), "settings", "studio:settings"),
        ("usage", _("Usage"), "coins", "studio:usage"),
        ("privacy", _("Privacy"), "shield", "studio:privacy"),
        ("audit", _("Audit log"), "scroll-text", "studio:audit"),
    )
    hidden = set() if may(request, "view_conversations") else {"conversations", "insight"}
    hidden |= set() if may(request, "manage_project") else {"audit", "privacy", "usage"}
    return [
        Place(key, label, icon, reverse(route, args=[request.project.pk]))
        for key, label, icon, route in entries
        if key not in hidden
    ]


def project_frame(request: Any, place: str) -> dict[str, Any]:
    """The frame's context for a page of the bound project `request.project`."""
    project = request.project
    live = channels.read(project.ref, channels.LIVE)
    return {
        "project": project,
        "places": places_of(request),
        "current_place": place,
        "my_projects": selectors.projects_of(request.user),
        "support_session": session_of(request.user, project),
        "live_release": live.release,
        "running_canary": live.canary,
        "draft_change_count": len(selectors.draft_changes(project, selectors.manifest_of(project, live.release))),
        "quota_levels": _quota_levels(project),
        "may_see_usage": may(request, "manage_project"),
    }


def _quota_levels(project: Project) -> dict[str, Any]:
    """What of the month's quota is nearly or wholly used, for the banner; empty if nothing is."""
    levels, is_refused = quotas.levels_and_refusal(project.ref, usage_reading.today())
    highest = max(levels.values(), default=0)
    names = ", ".join(str(NAMES[kind]) for kind, level in levels.items() if level == highest)
    return {"is_full": highest == quotas.FULL, "is_refused": is_refused, "names": names} if levels else {}


def document_frame(request: Any, document: Document, key: str) -> dict[str, Any]:
    """What the pages around one document show besides it."""
    project = request.project
    return {
        **project_frame(request, f"{document}s"),
        "document_kind": document,
        "document_key": key,
        "document_url": reverse(f"studio:{document}", args=[project.pk, key]),
        "history_url": reverse(f"studio:{document}-history", args=[project.pk, key]),
        "source_url": reverse(f"studio:{document}-source", args=[project.pk, key]),
        "remove_url": reverse(f"studio:{document}-remove", args=[project.pk, key]),
        "list_url": reverse(f"studio:{document}s", args=[project.pk]),
        "list_label": _("Templates") if document == "template" else _("Flows"),
    }


def may(request: Any, permission: str) -> bool:
    """Whether the person may do this in the project of the request; pages hide what a role cannot do.

    The rights are read once a request, by the door. What is hidden is no guard: the actions ask for the right itself.
    """
    held: frozenset[str] | None = getattr(request, "held_permissions", None)
    if held is None:
        held = request.held_permissions = permissions_of(request.user, request.project)
    return permission in held
