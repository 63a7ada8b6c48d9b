"""The one door to a project's pages: signed in, a member, with the right; then the project is bound."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from omnia.infra.audit import Actor
from omnia.mongo.context import bind
from tenants.access import Absent, Forbidden, access_project
from tenants.control.models import Project, User

Rest = ParamSpec("Rest")
ProjectView = Callable[Concatenate["ProjectRequest", Rest], HttpResponse]


class ProjectRequest(HttpRequest):
    """A request to a project's page, as `project_page` hands it on."""

    user: User
    project: Project
    htmx: object


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person, as the actions and the audit log know them."""
    user = request.user
    return Actor(kind="user", id=str(user.pk), label=str(user))


def _rendered(response: HttpResponse) -> HttpResponse:
    """A template response renders lazily; it must render while its project is bound."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response


def project_page(permission: str = "view_project") -> Callable[[ProjectView[Rest]], Callable[..., HttpResponse]]:
    """Guard a view of `(request, …)` that lives under `/p/<project_id>/`.

    A stranger gets 404 as if the project did not exist; a member without `permission` gets 403, also when the view's own
    action is what refuses. Inside the view the project is bound, so its models and the actions work on that project's
    database and no other.
    """

    def decorate(view: ProjectView[Rest]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def guarded(request: ProjectRequest, project_id: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            # The actions ask again inside the view; what they refuse answers like what the door refuses.
            try:
                request.project = access_project(request.user, project_id, permission)
                with bind(request.project.ref):
                    return _rendered(view(request, *args, **kwargs))
            except Absent as error:
                raise Http404 from error
            except Forbidden as error:
                raise PermissionDenied(str(error)) from error

        return guarded

    return decorate
