"""Who belongs to the project."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants import selectors
from tenants.actions.people import PeopleError, add_member, change_role, remove_member
from tenants.control.models import Role
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame


@project_page()
def people_page(request: ProjectRequest) -> HttpResponse:
    """The members and their roles; a POST adds one."""
    failure, email = "", request.POST.get("email", "")
    if request.method == "POST":
        try:
            add_member(actor_of(request), request.project, email=email, role=request.POST.get("role", ""))
        except PeopleError as error:
            failure = str(error)
        else:
            messages.success(request, _("%(email)s belongs to the project now.") % {"email": email})
            return redirect("studio:people", request.project.pk)
    context = {
        **project_frame(request, "people"),
        "members": selectors.members(request.project),
        "roles": Role.choices,
        "can_manage": may(request, "manage_people"),
        "failure": failure,
        "email": email,
    }
    return render(request, "studio/people.html", context)


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
