"""The one door to a project's pages: signed in, a member, with the right; then the project is bound."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse

from omnia.infra.audit import Actor
from omnia.mongo.context import bind
from tenants.access import Absent, BehindError, Forbidden, Held, access_project_with_rights
from tenants.control.models import Project, User
from tenants.project import shapes

Rest = ParamSpec("Rest")
ProjectView = Callable[Concatenate["ProjectRequest", Rest], HttpResponseBase]


class ProjectRequest(HttpRequest):
    """A request to a project's page, as `project_page` hands it on."""

    user: User
    project: Project
    held_permissions: frozenset[str]
    """What the person may do in the project, as the door asked for it."""
    htmx: object


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person, as the actions and the audit log know them; of the platform's staff it is said that they are."""
    user = request.user
    label = f"{user} (support)" if isinstance(user, User) and user.is_staff else str(user)
    return Actor(kind="user", id=str(user.pk), label=label)


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """A template response renders lazily; it must render while its project is bound."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response


def _behind(request: HttpRequest, project: Project) -> HttpResponseBase:
    answer = render(request, "studio/project_behind.html", {"project": project}, status=503)
    answer.headers["Retry-After"] = str(shapes.RETRY_SECONDS)
    # Django would write a line for each page; doctor and `migrate_projects --check` tell of the project.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  # Django's own mark
    return answer


def project_page(
    permission: str = "view_project", *, in_grace: bool = False
) -> Callable[[ProjectView[Rest]], Callable[..., HttpResponseBase]]:
    """Guard a view of `(request, …)` that lives under `/p/<project_id>/`.

    A stranger gets 404 as if the project did not exist; a member without `permission` gets 403, also when the view's own
    action is what refuses. Inside the view the project is bound, so its models and the actions work on that project's
    database and no other. `in_grace` lets it open for a project that is to be erased.
    """

    def decorate(view: ProjectView[Rest]) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: ProjectRequest, project_id: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            # The actions ask again inside the view; what they refuse answers like what the door refuses.
            try:
                request.project, request.held_permissions = access_project_with_rights(
                    request.user, project_id, permission, in_grace=in_grace
                )
                with bind(request.project.ref):
                    return _rendered(view(request, *args, **kwargs))
            except Absent as error:
                raise Http404 from error
            except Held as error:
                return render(request, "studio/project_held.html", {"project": error.project}, status=403)
            except BehindError as error:
                return _behind(request, error.project)
            except Forbidden as error:
                raise PermissionDenied(str(error)) from error

        return guarded

    return decorate
