"""A project's settings."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants import sharing
from tenants.actions.agreeing import share_changes, stop_sharing
from tenants.control.models import SupportLevel
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.support import latest


def shown_settings(request: ProjectRequest) -> dict[str, Any]:
    """What the page of settings shows."""
    return {
        **project_frame(request, "settings"),
        "sharing_since": sharing.since(request.project.pk),
        "fewest": sharing.FEWEST,
        "support_levels": SupportLevel.choices,
        "support_sessions": latest(request.project) if may(request, "manage_project") else [],
        "can_manage": may(request, "manage_project"),
        "grace_days": settings.OMNIA_ERASURE_GRACE_DAYS,
    }


@project_page()
def settings_page(request: ProjectRequest) -> HttpResponse:
    """What the project has agreed to, and the way to its end."""
    return render(request, "studio/settings.html", shown_settings(request))


@require_POST
@project_page("manage_project")
def sharing_view(request: ProjectRequest) -> HttpResponse:
    """Agree to share, in numbers, what was changed, or agree no more."""
    if request.POST.get("share") == "yes":
        share_changes(actor_of(request), request.project)
        messages.success(request, _("Which places you change is shared from now on, in numbers."))
    elif request.POST.get("share") == "no":
        stop_sharing(actor_of(request), request.project)
        messages.success(request, _("Nothing is shared any more, and what was shared is deleted."))
    return redirect("studio:settings", request.project.pk)
