"""Support sessions as the project's people and the operator in one see them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants.actions.supporting import SupportError, allow_support, end_support
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.support import session_of


@require_POST
@project_page()
def end_view(request: ProjectRequest) -> HttpResponse:
    """End one's own session, or as an owner any of the project's."""
    own = session_of(request.user, request.project)
    try:
        end_support(actor_of(request), request.project, support=own.pk if own else request.POST.get("support", ""))
        messages.success(request, _("The support session has ended."))
    except SupportError as error:
        messages.error(request, str(error))
    if own is not None:
        return redirect(reverse("admin:tenants_project_change", args=[request.project.pk]))
    return redirect("studio:settings", request.project.pk)


@require_POST
@project_page("manage_project")
def level_view(request: ProjectRequest) -> HttpResponse:
    """Say what support sessions may do here."""
    try:
        allow_support(actor_of(request), request.project, level=request.POST.get("level", ""))
        messages.success(request, _("What the platform's support may do here is changed."))
    except SupportError as error:
        messages.error(request, str(error))
    return redirect("studio:settings", request.project.pk)
