"""What all projects use, and the quota of each: to read for operators and auditors, to set for operators."""

import csv
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from fleet import usage
from fleet.usage import Use
from omnia.infra.audit import Actor
from omnia.infra.spreadsheets import cell
from omnia.mongo.context import bind
from tenants import usage_pictures, usage_reading
from tenants.access import Absent, Forbidden
from tenants.actions.quota import QuotaError, set_quota
from tenants.control.models import Project, ProjectStatus, User
from tenants.placement import BeingMovedError
from tenants.project.usage import KINDS
from tenants.support import is_operator
from tenants.usage_pictures import NAMES
from tenants.usage_reading import Used

MONTHS = 13
MOST_SHOWN = 100
MOST_DIGITS = 15

View = Callable[..., HttpResponse]


def _of_readers(view: View) -> View:
    """A view of the staff's admin for those who may see the list of projects."""

    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not admin.site.get_model_admin(Project).has_view_permission(request):
            raise PermissionDenied(_("Only operators and auditors may see what projects use."))
        return view(request, **arguments)

    return admin.site.admin_view(guarded)


def usage_list(request: HttpRequest) -> HttpResponse:
    """What each project used this month, the largest first by what is asked for."""
    kind = _kind(request)
    month = usage_reading.months_before(usage_reading.today(), 1)[0]
    rows = _rows(month, kind)
    context = {
        **admin.site.each_context(request),
        "title": _("Usage"),
        "month": month,
        "kind": kind,
        "kinds": [(each, NAMES[each]) for each in KINDS],
        "columns": NAMES.values(),
        "rows": rows[:MOST_SHOWN],
        "count": len(rows),
        "most": MOST_SHOWN,
    }
    return TemplateResponse(request, "admin/fleet/usage.html", context)


def usage_list_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV, of all projects."""
    month = usage_reading.months_before(usage_reading.today(), 1)[0]
    response = _file(f"usage-{month}.csv")
    writer = csv.writer(response)
    writer.writerow(["project", "name", "month", *KINDS])
    for row in _rows(month, _kind(request)):
        use: Use = row["use"]
        writer.writerow([use.project, cell(row["name"]), use.month, *(use.total[kind] for kind in KINDS)])
    return response


def project_usage(request: HttpRequest, project_id: str) -> HttpResponse:
    """A project's month by day, and its quota; a POST of an operator sets that."""
    project, trouble = _project(project_id), ""
    if request.method == "POST":
        try:
            _set(request, project)
            return redirect("admin-usage-project", project.pk)
        except Forbidden as error:
            raise PermissionDenied(_("Only operators may set quotas.")) from error
        except Absent as error:
            raise Http404(str(error)) from error
        except (QuotaError, BeingMovedError) as error:
            trouble = str(error)
    used, kind = _used(request, project), _kind(request)
    context = {**_shown(used, kind), "project": project, "trouble": trouble, "limits": _limits(request, used, trouble)}
    context["refuses_reads"] = "refuses_reads" in request.POST if trouble else used.quota.refuses_reads
    context["may_operate"] = isinstance(request.user, User) and is_operator(request.user)
    whole = {**admin.site.each_context(request), "title": _("Usage of “%(name)s”") % {"name": project.name}, **context}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if trouble else HTTPStatus.OK
    return TemplateResponse(request, "admin/fleet/usage_project.html", whole, status=status)


def project_usage_file(request: HttpRequest, project_id: str) -> HttpResponse:
    """The days of the month as CSV."""
    project = _project(project_id)
    used = _used(request, project)
    response = _file(f"usage-{project.pk}-{used.month}.csv")
    response.write(usage_reading.as_csv(used.days))
    return response


def _rows(month: str, kind: str) -> list[dict[str, Any]]:
    """The projects of which something is known this month, the largest first."""
    uses = sorted((use for use in usage.read_all() if use.month == month), key=lambda use: -use.total[kind])
    names = dict(Project.objects.exclude(status=ProjectStatus.ERASED).values_list("pk", "name"))
    return [_row(use, names[use.project]) for use in uses if use.project in names]


def _row(use: Use, name: str) -> dict[str, Any]:
    cells = [
        {
            "words": usage_pictures.in_words(kind, use.total[kind]),
            "level": use.levels.get(kind, 0),
            "is_spiking": kind in use.spiking,
        }
        for kind in KINDS
    ]
    return {"use": use, "name": name, "cells": cells, "url": reverse("admin-usage-project", args=[use.project])}


def _shown(used: Used, kind: str) -> dict[str, Any]:
    return {
        "month": used.month,
        "months": usage_reading.months_before(usage_reading.today(), MONTHS),
        "figures": usage_pictures.figures(used),
        "kinds": [(each, NAMES[each]) for each in KINDS],
        "kind": kind,
        "kind_name": NAMES[kind],
        "chart": usage_pictures.chart(used.days, kind),
        "days": usage_pictures.table(used.days),
        "columns": NAMES.values(),
    }


def _limits(request: HttpRequest, used: Used, trouble: str) -> list[dict[str, Any]]:
    """The fields of the form; what could not be done stays as it was written."""
    return [
        {
            "kind": kind,
            "name": NAMES[kind],
            "explained": usage_pictures.EXPLAINED[kind],
            "value": request.POST.get(kind, "")[:40] if trouble else str(used.quota.limits.get(kind, "")),
        }
        for kind in KINDS
    ]


def _set(request: HttpRequest, project: Project) -> None:
    actor = Actor("user", str(request.user.pk), str(request.user))
    limits = {kind: _number(text) for kind in KINDS if (text := request.POST.get(kind, "").strip())}
    with bind(project.ref):
        set_quota(actor, project, limits=limits, refuses_reads="refuses_reads" in request.POST)
    messages.success(request, _("The quota holds now."))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise QuotaError(_("Write limits as whole numbers, or leave a field empty for none."))
    return int(text)


def _used(request: HttpRequest, project: Project) -> Used:
    month = usage_reading.month_named(request.GET.get("month", ""))
    with bind(project.ref):
        return usage_reading.read(project, month or usage_reading.today())


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in KINDS else KINDS[0]


def _project(project_id: str) -> Project:
    found = Project.objects.filter(pk=project_id).exclude(status=ProjectStatus.ERASED).first()
    if found is None:
        raise Http404("There is no such project.")
    return found


def _file(name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("", _of_readers(usage_list), name="admin-usage"),
    path("usage.csv", _of_readers(usage_list_file), name="admin-usage-file"),
    path("<str:project_id>/", _of_readers(project_usage), name="admin-usage-project"),
    path("<str:project_id>/usage.csv", _of_readers(project_usage_file), name="admin-usage-project-file"),
]
