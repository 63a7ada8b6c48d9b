"""What every page's frame shows: the theme, the project's places, what is live and what the draft changes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants import selectors
from tenants.access import permissions_of
from tenants.project import channels
from tenants.studio.views.account import THEME_COOKIE, THEMES


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
        ("updates", _("Updates"), "git-merge", "studio:updates"),
        ("releases", _("Releases"), "rocket", "studio:releases"),
        ("conversations", _("Conversations"), "messages-square", "studio:conversations"),
        ("insight", _("Insight"), "chart-line", "studio:insight"),
        ("people", _("People"), "users", "studio:people"),
        ("keys", _("API keys"), "key-round", "studio:keys"),
    )
    hidden = set() if may(request, "view_conversations") else {"conversations", "insight"}
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
        "live_release": live.release,
        "running_canary": live.canary,
        "draft_change_count": len(selectors.draft_changes(project)),
    }


def may(request: Any, permission: str) -> bool:
    """Whether the person may do this in the project of the request; pages hide what a role cannot do.

    The role is read once a request. What is hidden is no guard: the door and the actions ask for the right itself.
    """
    held: frozenset[str] | None = getattr(request, "held_permissions", None)
    if held is None:
        held = request.held_permissions = permissions_of(request.user, request.project)
    return permission in held
