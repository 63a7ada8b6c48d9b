"""Two releases, or a release and the draft, beside each other: every document that differs, place by place."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.documents.wording import text_in
from tenants import release_contents, selectors
from tenants.release_contents import Contents, Difference
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.context import project_frame

DRAFT = "draft"
OPERATIONS = {"added": "+", "removed": "−", "changed": "~"}


@project_page()
def compare_page(request: ProjectRequest) -> HttpResponse:
    """What leads from one release to another, or to the draft; without a choice, from the live one to the draft."""
    numbers = [str(row.number) for row in selectors.releases(request.project)]
    live = selectors.head(request.project)
    before = request.GET.get("from", str(live.release) if live else DRAFT)
    after = request.GET.get("to", DRAFT)
    found = release_contents.differences(request.project, _contents(request, before), _contents(request, after))
    context = {
        **project_frame(request, "releases"),
        "choices": [(DRAFT, _("The draft")), *((number, _("Release %(number)s") % {"number": number}) for number in numbers)],
        "before": before,
        "after": after,
        "differences": [_shown(row) for row in found],
    }
    return render(request, "studio/release_compare.html", context)


def _contents(request: ProjectRequest, wanted: str) -> Contents:
    if wanted == DRAFT:
        return release_contents.of_draft(request.project)
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Http404(f"There is no release {wanted}.")
    try:
        return release_contents.of_release(request.project, int(wanted))
    except selectors.Missing as error:
        raise Http404(str(error)) from error


def _shown(row: Difference) -> dict[str, Any]:
    return {
        "document": row.document,
        "key": row.key,
        "title": text_in(row.label, get_language() or "en", row.key),
        "operation": row.operation,
        "sign": OPERATIONS[row.operation],
        "comparison": row.comparison,
    }
