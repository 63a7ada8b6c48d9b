"""Releases: what is live, what would go live, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.dialogue.references import acquired_templates
from tenants import selectors
from tenants.actions.releasing import NotPublishable, ReleaseError, ReleaseFinding, check_release, next_number, publish, rollback
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import section_url, words
from tenants.studio.views.home import shown_changes
from tenants.studio.wording import text_in


@project_page()
def release_list(request: ProjectRequest) -> HttpResponse:
    """All releases, newest first."""
    context = {
        **project_frame(request, "releases"),
        "releases": selectors.releases(request.project),
        "can_publish": may(request, "publish"),
    }
    return render(request, "studio/releases.html", context)


@project_page("publish")
def publish_page(request: ProjectRequest) -> HttpResponse:
    """What would go live and what speaks against it; publishes on POST."""
    if request.method == "POST":
        try:
            published = publish(actor_of(request), request.project, note=request.POST.get("note", ""))
        except NotPublishable as error:
            return _page(request, error.findings, status=422)
        except ReleaseError as error:
            messages.error(request, str(error))
            return redirect("studio:publish", request.project.pk)
        messages.success(request, _("Release %(number)s is live.") % {"number": published.release})
        return redirect("studio:releases", request.project.pk)
    return _page(request, check_release(request.project))


def _page(request: ProjectRequest, findings: list[ReleaseFinding], status: int = 200) -> HttpResponse:
    shown = _shown(request, findings)
    context = {
        **project_frame(request, "releases"),
        "errors": [row for row in shown if row["severity"] == "error"],
        "warnings": [row for row in shown if row["severity"] == "warning"],
        "changes": shown_changes(request),
        "next_number": next_number(request.project),
    }
    return render(request, "studio/publish.html", context, status=status)


def _shown(request: ProjectRequest, findings: list[ReleaseFinding]) -> list[dict[str, Any]]:
    project = request.project
    broken = {row.key for row in findings if row.document == "template" and row.finding.severity == "error"}
    bodies = {"template": selectors.draft_bodies(project, "template"), "flow": selectors.draft_bodies(project, "flow")}
    return [
        _finding(row, bodies[row.document][row.key], project.pk) for row in findings if not _follows(row, broken, bodies["flow"])
    ]


def _finding(row: ReleaseFinding, body: dict[str, Any], project_id: str) -> dict[str, str]:
    """A finding as the page shows it: what it is about, the place in it, and the address where it is mended."""
    title = text_in(body.get("label", {}), get_language() or "en", row.key)
    return {
        "title": title,
        "message": row.finding.message,
        # A template often has one node, named like itself.
        "place": words(body, row.finding.path).removeprefix(f"{title} › "),
        "severity": row.finding.severity,
        "url": section_url(project_id, row.document, row.key, body, row.finding.path),
    }


def _follows(row: ReleaseFinding, broken: set[str], flows: dict[str, dict[str, Any]]) -> bool:
    """Whether a flow fails only because a template that it asks with does; mending the template mends it."""
    if row.document != "flow" or row.finding.code != "compile":
        return False
    return not broken.isdisjoint(acquired_templates(flows[row.key]))


@require_POST
@project_page("publish")
def rollback_view(request: ProjectRequest, number: int) -> HttpResponse:
    """Make a release live again."""
    before = selectors.head(request.project)
    try:
        rollback(actor_of(request), request.project, to=number)
    except ReleaseError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Release %(number)s is live. To undo, make release %(before)s live again.")
            % {"number": number, "before": before.release if before else "—"},
        )
    return redirect(reverse("studio:releases", args=[request.project.pk]))
