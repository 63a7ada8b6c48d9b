"""What a signed-in person is invited to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants.actions.inviting import InvitationGoneError, accept, decline, open_invitations
from tenants.actions.people import PeopleError
from tenants.studio.invitation_links import find_by_token


@login_required
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Everything that the person can accept or decline."""
    return render(request, "studio/invitations.html", {"invitations": open_invitations(request.user)})  # type: ignore[arg-type]


@login_required
def invitation_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one invitation of a link; whoever it is not for is told no more than of one that never was."""
    found = find_by_token(token, open_invitations(request.user))  # type: ignore[arg-type]
    if found is None:
        return render(request, "studio/invitation_gone.html", status=404)
    return render(request, "studio/invitations.html", {"invitations": [found]})


@require_POST
@login_required
def answer(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Accept or decline."""
    try:
        if "decline" in request.POST:
            decline(request.user, invitation_id=invitation_id)  # type: ignore[arg-type]
            messages.success(request, _("The invitation is declined."))
            return redirect("studio:invitations")
        project = accept(request.user, invitation_id=invitation_id)  # type: ignore[arg-type]
    except (InvitationGoneError, PeopleError):
        return render(request, "studio/invitation_gone.html", status=404)
    messages.success(request, _("You belong to “%(name)s” now.") % {"name": project.name})
    return redirect("studio:home", project.pk)
