"""Updates: what the factory offers a project's copies, exactly what taking it would make of them, and taking it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.documents.comparing import compare
from omnia.documents.conflicts import decisions_from, shown_conflicts
from omnia.documents.merged_tree import Branch, merged_tree
from omnia.documents.places import in_words
from omnia.documents.wording import text_in
from omnia.infra.headers import with_microphone
from tenants import sync, update_queue, updates
from tenants.actions import update_job
from tenants.actions.editing import StaleVersion
from tenants.actions.updating import ChoiceRefused, UpdateRefused, add_copy, decline_update, pin_copy, take_update, want_updates
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may, project_frame
from tenants.studio.places import section_url
from tenants.studio.stage import simulator_addresses
from tenants.updates import Offer, Preview

MAX_DIGITS = 9


@project_page()
def update_list(request: ProjectRequest) -> HttpResponse:
    """All that the factory offers, with what each would change."""
    with sync.rollouts_read_once():
        context = _listed(request)
    return render(request, "studio/updates.html", context)


def _listed(request: ProjectRequest) -> dict[str, Any]:
    merges = [updates.merge(request.project, offer) for offer in updates.offers(request.project)]
    job = update_job.current(request.project)
    rows = [{"merge": merge, "title": _title(merge.offer)} for merge in merges]
    return {
        **project_frame(request, "updates"),
        "rows": rows,
        "safe_count": sum(not merge.conflicts for merge in merges),
        "job": job,
        "is_stalled": job is not None and bool(job.left) and not update_queue.holds(request.project.ref),
        "new": [{"row": row, "title": _title(row)} for row in updates.new_documents(request.project)],
        "orphans": [{"row": row, "title": _title(row)} for row in updates.orphans(request.project)],
        "set_aside": [{"row": row, "title": _title(row)} for row in updates.set_aside(request.project)],
        "can_take": may(request, "edit_templates"),
    }


@project_page()
def update_page(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """One offer merged into the copy: what it would get, the conflicts one by one, what its tests say. Takes it on POST."""
    offer = updates.offer_for(request.project, document, key)
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
        "tree": _tree(request, merged, [conflict.address for conflict in undecided.conflicts]),
        "kept": compare(merged.theirs, merged.body).changes,
        "conflicts": shown_conflicts(undecided.conflicts, request.POST, undecided.ours, undecided.theirs, undecided.base),
        "take_theirs": _("Take the factory's"),
        "problems": _problems(request, merged),
        "trouble": trouble,
        "can_take": may(request, "edit_templates"),
        "simulator": simulator_addresses(str(request.project.pk)),
    }
    return with_microphone(render(request, "studio/update.html", context, status=status))


def _tree(request: ProjectRequest, merged: Preview, contested: list[str]) -> Branch:
    """What the copy would become, with who wrote each field, as taking it would leave that."""
    writers = updates.writers_after(request.project, merged, str(actor_of(request)))
    return merged_tree(merged.ours, merged.body, writers, contested)


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
    """Begin to take every offer that has no conflict, and do as much of it as one request may; the portal does the rest."""
    update_job.begin(actor_of(request), request.project)
    job = update_job.go_on(actor_of(request), request.project)
    if job is not None and not job.left:
        _tell(request, job)
        update_job.forget(request.project)
    return redirect("studio:updates", request.project.pk)


@project_page()
def take_safe_progress(request: ProjectRequest) -> HttpResponse:
    """How far it is, as a part of the page; the page itself once it is done."""
    job = update_job.current(request.project)
    if job is None or not job.left or not request.htmx:
        address = resolve_url("studio:updates", request.project.pk)
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    return render(request, "studio/update_progress.html", {"project": request.project, "job": job})


@require_POST
@project_page("edit_templates")
def take_safe_told(request: ProjectRequest) -> HttpResponse:
    """Let go of what became of the safe updates: it was read."""
    update_job.forget(request.project)
    return redirect("studio:updates", request.project.pk)


def _tell(request: ProjectRequest, job: update_job.Job) -> None:
    """Say what became of the updates."""
    count, refused = len(job.taken), ", ".join(item.key for item in job.refused)
    if count:
        said = ngettext("%(count)s update was taken into the draft.", "%(count)s updates were taken into the draft.", count)
        messages.success(request, said % {"count": count})
    if refused:
        messages.error(request, _("Not taken, for their tests fail when merged: %(titles)s.") % {"titles": refused})


@require_POST
@project_page("edit_templates")
def decline(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """Keep the copy as it is: the version on the page is not offered again."""
    offered = _number(request.POST.get("offered", ""))
    return _choose(
        request,
        lambda: decline_update(actor_of(request), request.project, _kind(document), key, offered=offered),
        _("Kept as it is. This version is not offered again; a newer one will be."),
    )


@require_POST
@project_page("edit_templates")
def pin(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """Stay at the version that the copy took last, whatever the factory publishes."""
    version = _number(request.POST.get("version", ""))
    return _choose(
        request,
        lambda: pin_copy(actor_of(request), request.project, _kind(document), key, version=version),
        _("This copy stays at version %(version)s of the factory until you say otherwise.") % {"version": version},
    )


@require_POST
@project_page("edit_templates")
def want(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """Offer the copy what the factory has, after all."""
    return _choose(
        request,
        lambda: want_updates(actor_of(request), request.project, _kind(document), key),
        _("This copy is offered newer versions again."),
    )


@require_POST
@project_page("edit_templates")
def add(request: ProjectRequest, document: str, key: str) -> HttpResponse:
    """Copy a document of the factory that the project never had."""
    return _choose(
        request,
        lambda: add_copy(actor_of(request), request.project, _kind(document), key),
        _("“%(key)s” was added to your draft.") % {"key": key},
    )


def _choose(request: ProjectRequest, act: Callable[[], object], said: str) -> HttpResponse:
    """Do what a button of the list says, and tell it, or why not."""
    try:
        act()
    except updates.NoUpdate as error:
        raise Http404 from error
    except ChoiceRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("studio:updates", request.project.pk)


def _number(text: str) -> int:
    """A version that a form names; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0


def _kind(document: str) -> updates.Document:
    if document not in updates.DOCUMENTS:
        raise Http404
    return document


def _title(offer: Offer | updates.NewDocument | updates.SetAside | updates.Orphan) -> Any:
    return text_in(offer.label, get_language() or "en", offer.key)
