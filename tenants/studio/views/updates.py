"""Updates: what the factory offers a project's copies, exactly what taking it would make of them, and taking it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.documents.comparing import compare
from omnia.documents.conflicts import decisions_from, shown_conflicts
from omnia.documents.places import in_words
from omnia.documents.wording import text_in
from tenants import updates
from tenants.actions.editing import StaleVersion
from tenants.actions.updating import UpdateRefused, take_update
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import section_url
from tenants.updates import Offer, Preview


@project_page()
def update_list(request: ProjectRequest) -> HttpResponse:
    """All that the factory offers, with what each would change."""
    merges = [updates.merge(request.project, offer) for offer in updates.offers(request.project)]
    rows = [{"merge": merge, "title": _title(merge.offer)} for merge in merges]
    context = {
        **project_frame(request, "updates"),
        "rows": rows,
        "safe_count": sum(not merge.conflicts for merge in merges),
        "can_take": may(request, "edit_templates"),
    }
    return render(request, "studio/updates.html", context)


@project_page()
def update_page(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """One offer merged into the copy: what it would get, the conflicts one by one, what its tests say. Takes it on POST."""
    offer = next((found for found in updates.offers(request.project) if (found.document, found.key) == (document, key)), None)
    if offer is None:
        if request.method != "POST" and updates.has_copy(request.project, document, key):
            messages.info(request, _("This copy is current: the factory offers nothing new for it."))
            return redirect("studio:updates", request.project.pk)
        raise Http404
    if request.method == "POST":
        return _take(request, offer)
    return _page(request, offer)


def _take(request: ProjectRequest, offer: Offer) -> HttpResponse:
    if request.POST.get("offered") != str(offer.offered):
        return _page(request, offer, status=409, trouble=_("The factory has published a newer version. This page shows it now."))
    base = request.POST.get("base_version", "")
    base_version = int(base) if base.isdecimal() else 0
    try:
        take_update(actor_of(request), request.project, offer, decisions=decisions_from(request.POST), base_version=base_version)
    except UpdateRefused:
        return _page(
            request, offer, status=422, trouble=_("Nothing was saved: the merged document has the problems listed here.")
        )
    except StaleVersion as error:
        said = _("%(author)s saved this document meanwhile. This page shows the merge with that; look again, then take it.")
        return _page(request, offer, status=409, trouble=said % {"author": error.author})
    said = _("Version %(version)s of “%(title)s” was merged into your draft. To undo, restore the version before in its history.")
    messages.success(request, said % {"version": offer.offered, "title": _title(offer)})
    return redirect(f"studio:{offer.document}-history", request.project.pk, offer.key)


def _page(request: ProjectRequest, offer: Offer, *, status: int = 200, trouble: str = "") -> HttpResponse:
    decisions = decisions_from(request.POST)
    merged = updates.preview(request.project, offer, decisions)
    undecided = updates.merge(request.project, offer)
    context = {
        **project_frame(request, "updates"),
        "offer": offer,
        "title": _title(offer),
        "merged": merged,
        "changes": compare(merged.ours, merged.body).changes,
        "conflicts": shown_conflicts(undecided.conflicts, request.POST, undecided.ours, undecided.theirs, undecided.base),
        "take_theirs": _("Take the factory's"),
        "problems": _problems(request, merged),
        "trouble": trouble,
        "can_take": may(request, "edit_templates"),
    }
    return render(request, "studio/update.html", context, status=status)


def _problems(request: ProjectRequest, merged: Preview) -> list[dict[str, str]]:
    offer = merged.offer
    return [
        {
            "message": finding.message,
            "place": in_words(merged.body, finding.path),
            "url": section_url(request.project.pk, offer.document, offer.key, merged.body, finding.path),
        }
        for finding in merged.findings
        if finding.severity == "error"
    ]


@require_POST
@project_page("edit_templates")
def take_safe(request: ProjectRequest) -> HttpResponse:
    """Take every offer that has no conflict; one that cannot be taken does not stop the others."""
    taken: list[Offer] = []
    refused: list[str] = []
    for offer in updates.offers(request.project):
        if updates.merge(request.project, offer).conflicts:
            continue
        try:
            take_update(actor_of(request), request.project, offer)
        except (UpdateRefused, StaleVersion):
            refused.append(_title(offer))
        else:
            taken.append(offer)
    if taken:
        said = ngettext("%(count)s update was taken into the draft.", "%(count)s updates were taken into the draft.", len(taken))
        messages.success(request, said % {"count": len(taken)})
    if refused:
        messages.error(request, _("Not taken, for their tests fail when merged: %(titles)s.") % {"titles": ", ".join(refused)})
    return redirect("studio:updates", request.project.pk)


def _title(offer: Offer) -> Any:
    return text_in(offer.label, get_language() or "en", offer.key)
