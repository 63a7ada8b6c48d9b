"""Who belongs to the project, and who is invited."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants import selectors
from tenants.actions.inviting import invite, resend, withdraw
from tenants.actions.people import PeopleError, change_role, remove_member
from tenants.control.models import Invitation, Role
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.invitation_links import link_to, send_invitation
from tenants.who_may import who_may


@project_page()
def people_page(request: ProjectRequest) -> HttpResponse:
    """The members and their roles, for owners the open invitations too; a POST invites."""
    failure, email = "", request.POST.get("email", "")
    if request.method == "POST":
        try:
            made = invite(actor_of(request), request.project, email=email, role=request.POST.get("role", ""))
        except PeopleError as error:
            failure = str(error)
        else:
            _tell_sent(request, made)
            return redirect("studio:people", request.project.pk)
    manages = may(request, "manage_people")
    context = {
        **project_frame(request, "people"),
        "members": selectors.members(request.project),
        "invitations": _shown(request) if manages else [],
        "roles": Role.choices,
        "can_manage": manages,
        "failure": failure,
        "email": email,
    }
    return render(request, "studio/people.html", context)


@project_page()
def who_may_page(request: ProjectRequest) -> HttpResponse:
    """Who may do what: by each right, the people, the API keys and a support session."""
    context = {**project_frame(request, "people"), "found": who_may(request.project)}
    return render(request, "studio/who_may.html", context)


@require_POST
@project_page("manage_people")
def change_person(request: ProjectRequest, user_id: str) -> HttpResponse:
    """Change a member's role, or take the member out."""
    try:
        if "remove" in request.POST:
            remove_member(actor_of(request), request.project, user_id=user_id)
            messages.success(request, _("The person does not belong to the project any more."))
        else:
            change_role(actor_of(request), request.project, user_id=user_id, role=request.POST.get("role", ""))
            messages.success(request, _("The role is changed."))
    except PeopleError as error:
        messages.error(request, str(error))
    return redirect("studio:people", request.project.pk)


@require_POST
@project_page("manage_people")
def change_invitation(request: ProjectRequest, invitation_id: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    try:
        if "withdraw" in request.POST:
            withdraw(actor_of(request), request.project, invitation_id=invitation_id)
            messages.success(request, _("The invitation is withdrawn; its link leads nowhere any more."))
        else:
            _tell_sent(request, resend(actor_of(request), request.project, invitation_id=invitation_id))
    except PeopleError as error:
        messages.error(request, str(error))
    return redirect("studio:people", request.project.pk)


def _tell_sent(request: ProjectRequest, invitation: Invitation) -> None:
    if send_invitation(request, request.project, invitation):
        messages.success(request, _("The invitation for %(email)s is on its way.") % {"email": invitation.email})
    else:
        messages.warning(request, _("The mail could not be sent. The invitation is open: copy its link and pass it on."))


def _shown(request: ProjectRequest) -> list[dict[str, Any]]:
    return [{"row": row, "link": link_to(request, row)} for row in selectors.invitations(request.project)]
