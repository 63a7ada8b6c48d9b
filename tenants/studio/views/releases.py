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
from omnia.documents.places import in_words
from omnia.documents.wording import text_in
from omnia.finding_words import in_readers_language, language_in_words
from tenants import selectors
from tenants.actions.moving import ReleaseError
from tenants.actions.release_check import ReleaseFinding, Snapshot, check_drafts, read_drafts
from tenants.actions.releasing import MissingTexts, NotPublishable, UnseenDrafts, next_number, publish, rollback
from tenants.project import channels
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import section_url
from tenants.studio.placing import PlaceForm, place_context
from tenants.studio.views.channels import said_of, seen_sequence
from tenants.studio.views.home import shown_changes


@project_page()
def release_list(request: ProjectRequest) -> HttpResponse:
    """All releases, newest first."""
    context = {
        **project_frame(request, "releases"),
        "releases": selectors.releases(request.project),
        **place_context(PlaceForm(), channels.read_all(request.project.ref)),
        "can_publish": may(request, "publish"),
    }
    return render(request, "studio/releases.html", context)


@project_page("publish")
def publish_page(request: ProjectRequest) -> HttpResponse:
    """What would go live and what speaks against it; publishes on POST what was shown."""
    if request.method != "POST":
        return _page(request)
    data = request.POST
    allowed, form = "allow_missing_texts" in data, PlaceForm(data)
    if not form.is_valid():
        return _page(request, status=422)
    try:
        published = publish(
            actor_of(request),
            request.project,
            note=data.get("note", ""),
            seen=data.get("seen", ""),
            allow_missing_texts=allowed,
            target=form.target,
        )
    except UnseenDrafts:
        return _page(request, unseen=True, status=409)
    except MissingTexts:
        return _page(request, unsaid=True, status=422)
    except NotPublishable:
        return _page(request, status=422)
    except ReleaseError as error:
        messages.error(request, str(error))
        return _page(request, status=409)
    messages.success(request, said_of(published.release, form.target))
    return redirect("studio:releases", request.project.pk)


def _page(request: ProjectRequest, *, unseen: bool = False, unsaid: bool = False, status: int = 200) -> HttpResponse:
    """The page, with the drafts as they are now.

    `unseen`: they are others than those the person wanted to publish. `unsaid`: texts are missing, and nothing was said of it.
    """
    drafts = read_drafts(request.project)
    findings = check_drafts(request.project, drafts)
    shown = _shown(request, drafts, findings)
    context = {
        **project_frame(request, "releases"),
        **place_context(
            PlaceForm(request.POST) if request.method == "POST" else PlaceForm(), channels.read_all(request.project.ref)
        ),
        "errors": [row for row in shown if row["severity"] == "error"],
        "languages": _languages(request, shown),
        "warnings": [row for row in shown if row["severity"] == "warning" and not row["lacks_text"]],
        "changes": shown_changes(request),
        "next_number": next_number(request.project),
        "seen": drafts.digest,
        "unseen": unseen,
        "unsaid": unsaid,
        "note": request.POST.get("note", ""),
        "can_replay": may(request, "view_conversations"),
        # What was allowed was allowed of what was shown, so it is asked again.
        "allowed": "allow_missing_texts" in request.POST and not unseen,
    }
    return render(request, "studio/publish.html", context, status=status)


def _languages(request: ProjectRequest, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each language lacks, those that lack most first."""
    lacking: dict[str, list[dict[str, Any]]] = {}
    for row in shown:
        if row["lacks_text"]:
            lacking.setdefault(row["locale"], []).append(row)
    return [
        {"name": language_in_words(locale), "fallback": language_in_words(request.project.default_locale), "rows": rows}
        for locale, rows in sorted(lacking.items(), key=lambda item: -len(item[1]))
    ]


def _shown(request: ProjectRequest, drafts: Snapshot, findings: list[ReleaseFinding]) -> list[dict[str, Any]]:
    broken = {row.key for row in findings if row.document == "template" and row.blocks}
    bodies = {"template": drafts.templates, "flow": drafts.flows}
    return [
        _finding(row, bodies[row.document][row.key], request.project.pk)
        for row in findings
        if not _follows(row, broken, drafts.flows)
    ]


def _finding(row: ReleaseFinding, body: dict[str, Any], project_id: str) -> dict[str, Any]:
    """A finding as the page shows it: what it is about, the place in it, and the address where it is mended."""
    title = text_in(body.get("label", {}), get_language() or "en", row.key)
    return {
        "title": title,
        "message": in_readers_language([row.finding])[0].message,
        # A template often has one node, named like itself.
        "place": in_words(body, row.finding.path).removeprefix(f"{title} › "),
        "severity": row.finding.severity,
        "lacks_text": row.lacks_text,
        "locale": row.finding.locale,
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
        rollback(actor_of(request), request.project, to=number, seen=seen_sequence(request))
    except ReleaseError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Release %(number)s is live. To undo, make release %(before)s live again.")
            % {"number": number, "before": before.release if before else "—"},
        )
    return redirect(reverse("studio:releases", args=[request.project.pk]))
