"""What the project used, month by month, and how far its quota is used: for its owners."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tenants import usage_pictures, usage_reading
from tenants.project.usage import KINDS
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import project_frame
from tenants.usage_reading import Used

MONTHS = 13
"""Months that can be chosen: a year, and the one that it is compared with."""


@project_page("manage_project")
def usage_page(request: ProjectRequest) -> HttpResponse:
    """A month by day, as figures, a picture and a table."""
    used, kind = _asked(request), _kind(request)
    context = {**project_frame(request, "usage"), **shown(used, kind)}
    return render(request, "studio/usage.html", context)


@project_page("manage_project")
def usage_file(request: ProjectRequest) -> HttpResponse:
    """The days of the month as CSV."""
    used = _asked(request)
    response = HttpResponse(usage_reading.as_csv(used.days), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{request.project.pk}-{used.month}.csv"'
    return response


def shown(used: Used, kind: str) -> dict[str, Any]:
    """What a page shows of a month."""
    return {
        "month": used.month,
        "months": usage_reading.months_before(usage_reading.today(), MONTHS),
        "figures": usage_pictures.figures(used),
        "kinds": [(each, usage_pictures.NAMES[each]) for each in KINDS],
        "kind": kind,
        "kind_name": usage_pictures.NAMES[kind],
        "chart": usage_pictures.chart(used.days, kind),
        "days": usage_pictures.table(used.days),
        "columns": usage_pictures.NAMES.values(),
        "refuses_reads": used.quota.refuses_reads,
    }


def _asked(request: ProjectRequest) -> Used:
    """The month that the address names; what makes no sense in it is left out."""
    month = usage_reading.month_named(request.GET.get("month", ""))
    return usage_reading.read(request.project, month or usage_reading.today())


def _kind(request: ProjectRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in KINDS else KINDS[0]
