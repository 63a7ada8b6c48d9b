"""The staff's pages on a project as a whole: moving it to another cluster, and taking one in from a bundle."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from omnia.backups.errors import BackupError
from omnia.bundles.errors import BundleError
from omnia.infra.audit import Actor
from omnia.mongo.clusters import UnknownCluster, known
from tenants.access import Forbidden
from tenants.actions import holding, relocating, relocating_asked
from tenants.actions.bundle_import import Imported, import_project
from tenants.actions.clusters import ClusterFull
from tenants.actions.holding import HoldError
from tenants.actions.move_lease import MoveError
from tenants.control.models import Hold, Project, ProjectStatus, User
from tenants.control.stopping import what_stops
from tenants.placement import BeingMovedError

REFUSALS = (MoveError, BackupError, BundleError, UnknownCluster, ClusterFull, BeingMovedError)
MAX_PASSPHRASE = 200
MAX_NAME = 200
MAX_REASON = 1000
MEGABYTE = 10**6


def move_page(site: ModelAdmin, request: HttpRequest, project_id: str, *, may_operate: bool) -> HttpResponse:
    """Where a project is and how its move stands; a POST of an operator begins, confirms or undoes one."""
    project, trouble = _project(project_id), ""
    if request.method == "POST":
        if not may_operate:
            raise PermissionDenied(_("Only operators may move projects."))
        try:
            _act(request, project)
            return redirect("admin:tenants_project_move", project.pk)
        except Forbidden as error:
            raise PermissionDenied(str(error)) from error
        except REFUSALS as error:
            trouble = str(error)
    context = _shown_move(project) | {
        "title": _("Move “%(name)s”") % {"name": project.name},
        "clusters": [each for each in known() if each != project.cluster],
        "may_operate": may_operate,
    }
    context["trouble"] = trouble or context["progress"].refusal
    return _page(site, request, "admin/tenants/move.html", context, status=422 if trouble else 200)


def hold_page(site: ModelAdmin, request: HttpRequest, project_id: str, *, may_operate: bool) -> HttpResponse:
    """What is stopped in a project, and what stopping it means; a POST of an operator suspends, archives or opens it."""
    project, trouble, asked = _project(project_id), "", None
    if request.method == "POST":
        if not may_operate:
            raise PermissionDenied(_("Only operators may suspend and archive projects."))
        try:
            asked = _asked_first(request, project)
            if asked is None:
                _change_hold(request, project)
                return redirect("admin:tenants_project_hold", project.pk)
        except Forbidden as error:
            raise PermissionDenied(str(error)) from error
        except (HoldError, BeingMovedError) as error:
            trouble = str(error)
    context = {
        "title": _("Suspend or archive “%(name)s”") % {"name": project.name},
        "project": project,
        "may_operate": may_operate,
        "is_ready": project.status == ProjectStatus.ACTIVE,
        "reason": request.POST.get("reason", ""),
        "asked": asked,
        "trouble": trouble,
    }
    return _page(site, request, "admin/tenants/hold.html", context, status=422 if trouble else 200)


HOLDS = {"suspend": Hold.SUSPENDED, "archive": Hold.ARCHIVED}


def _asked_first(request: HttpRequest, project: Project) -> dict[str, Any] | None:
    """What the page asks before a project is stopped, with what stops by name; None where nothing is to be asked any more."""
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "")[:MAX_REASON]
    if act not in HOLDS or "confirmed" in request.POST:
        return None
    reason = holding.check(_actor(request), project, HOLDS[act], reason)
    return {"act": act, "reason": reason, "stops": what_stops(project, HOLDS[act])}


def _change_hold(request: HttpRequest, project: Project) -> None:
    actor, act, reason = _actor(request), request.POST.get("act", ""), request.POST.get("reason", "")[:MAX_REASON]
    if act == "suspend":
        holding.suspend(actor, project, reason=reason)
        messages.success(request, _("The project is suspended. Its API keys are refused everywhere within a second."))
    elif act == "archive":
        holding.archive(actor, project, reason=reason)
        messages.success(request, _("The project is archived: it is read, and not changed."))
    elif act == "open":
        holding.open_again(actor, project)
        messages.success(request, _("The project is open again, as it was."))
    else:
        raise HoldError(_("Choose what is to be done."))


def progress_part(request: HttpRequest, project_id: str) -> HttpResponse:
    """How far a move is, for the page that is open; 204 when it has ended."""
    context = _shown_move(_project(project_id))
    if not context["is_running"]:
        return HttpResponse(status=204)
    return render(request, "admin/tenants/move_progress.html", context)


def import_page(site: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Take a project in from a bundle that is sent."""
    trouble = ""
    given = {name: request.POST.get(name, "")[:MAX_NAME] for name in ("name", "owner", "cluster")}
    if request.method == "POST":
        try:
            done = _take_in(request, given)
        except Forbidden as error:
            raise PermissionDenied(str(error)) from error
        except REFUSALS as error:
            trouble = str(error)
        else:
            _tell(request, done)
            return redirect("admin:tenants_project_change", done.project)
    context = {
        "title": _("Take a project in"),
        "trouble": trouble,
        "given": given,
        "clusters": known(),
        "megabytes": (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // MEGABYTE,
    }
    return _page(site, request, "admin/tenants/import.html", context, status=422 if trouble else 200)


def _project(project_id: str) -> Project:
    project = Project.objects.filter(pk=project_id).exclude(status=ProjectStatus.ERASED).first()
    if project is None:
        raise Http404("There is no such project.")
    return project


def _act(request: HttpRequest, project: Project) -> None:
    actor, act = _actor(request), request.POST.get("act", "")
    if act == "begin":
        relocating_asked.ask(actor, project, request.POST.get("to", "")[:MAX_NAME])
    elif act == "confirm":
        relocating.confirm(actor, project)
        messages.success(request, _("The old copy is dropped."))
    elif act == "back":
        move = relocating.state_of(project)
        if move.state == "switched":
            relocating_asked.ask(actor, project, move.source)
        else:
            relocating.back(actor, project)
            messages.success(request, _("The move is given up; the project is where it was."))


def _shown_move(project: Project) -> dict[str, Any]:
    move, progress = relocating.state_of(project), relocating.progress_of(project)
    return {
        "project": project,
        "move": move,
        "progress": progress,
        "step": _step_words(progress),
        "is_running": move.state == "copying" and progress.is_asked,
        "progress_url": reverse("admin:tenants_project_move_progress", args=[project.pk]),
    }


def _step_words(progress: relocating.Progress) -> str:
    """What a move does just now."""
    told = {"passes": progress.passes, "about": progress.about}
    if progress.step == "copy":
        return _("Pass %(passes)d: %(about)s") % told
    if progress.step == "hold":
        return _("Holding the project still")
    return _("Comparing %(about)s") % told if progress.step == "compare" else "…"


def _take_in(request: HttpRequest, given: dict[str, str]) -> Imported:
    sent = request.FILES.get("file")
    owner = User.objects.filter(email=given["owner"]).first()
    if not isinstance(sent, UploadedFile):
        raise BundleError(_("Choose a bundle."))
    if owner is None:
        raise BundleError(_("There is no account with this address."))
    passphrase = request.POST.get("passphrase", "")[:MAX_PASSPHRASE]
    with TemporaryDirectory(prefix="omnia-") as folder:
        path = Path(folder, "bundle")
        with path.open("wb") as file:
            for piece in sent.chunks():
                file.write(piece)
        cluster = given["cluster"] or "default"
        return import_project(_actor(request), path, name=given["name"], owner=owner, passphrase=passphrase, cluster=cluster)


def _tell(request: HttpRequest, done: Imported) -> None:
    messages.success(request, _("“%(name)s” is ready.") % {"name": done.name})
    if done.people:
        listed = ", ".join(email for email, _role in done.people)
        messages.info(
            request, _("These people belonged to it, and are to be invited by its owner: %(people)s") % {"people": listed}
        )


def _actor(request: HttpRequest) -> Actor:
    return Actor("user", str(request.user.pk), str(request.user))


def _page(site: ModelAdmin, request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    # The admin's tags find out from the request which site they are on.
    request.current_app = site.admin_site.name
    whole = {**site.admin_site.each_context(request), "opts": Project._meta, **context}
    return TemplateResponse(request, template, whole, status=status)
