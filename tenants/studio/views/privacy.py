"""What is stored of callers and for how long, and what is known of one of them; for owners."""

from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.workbench.numbers import whole_number
from tenants.actions import person, retention
from tenants.actions.person import PersonError
from tenants.persons import finding, searches
from tenants.persons.finding import How, Search
from tenants.persons.matching import ValueRefusedError
from tenants.persons.running_talks import StoreAwayError
from tenants.project.retention import FEWEST_DAYS, MOST_DAYS, Retention
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import project_frame
from tenants.studio.processing import rows_of
from tenants.studio.views.conversations import titles_of

SHOWN = 200
"""Conversations that the page names; the file has all of them."""


@project_page("manage_project")
def privacy_page(request: ProjectRequest) -> HttpResponse:
    """The record of processing, and how long what was said is kept."""
    return _page(request, retention.read(request.project))


def _page(request: ProjectRequest, figures: Retention, **more: Any) -> HttpResponse:
    context = {
        **project_frame(request, "privacy"),
        "rows": rows_of(retention.read(request.project)),
        "figures": figures,
        "fewest": FEWEST_DAYS,
        "most": MOST_DAYS,
        **more,
    }
    return render(request, "studio/privacy.html", context)


@require_POST
@project_page("manage_project")
def retention_view(request: ProjectRequest) -> HttpResponse:
    """Say what figures would delete; set them once that is confirmed."""
    asked = Retention(*(whole_number(request.POST.get(name, "")) for name in ("conversations", "words")))
    try:
        figures = retention.checked(*asked)
    except retention.RetentionError:
        return _page(request, asked, trouble=_refused(asked))
    if request.POST.get("confirm") != "yes":
        return _page(request, figures, doomed=retention.doomed(request.project, figures), is_asked=True)
    retention.set_retention(actor_of(request), request.project, conversations=figures.conversations, words=figures.words)
    messages.success(request, _("Saved. What is older is deleted within minutes."))
    return redirect("studio:privacy", request.project.pk)


def _refused(asked: Retention) -> str:
    if asked.words > asked.conversations >= FEWEST_DAYS and asked.words <= MOST_DAYS:
        return _("Words that did not help are parts of conversations, so they cannot stay longer than these do.")
    return _("Give whole days, from %(fewest)s to %(most)s.") % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}


@project_page("manage_project")
def person_page(request: ProjectRequest) -> HttpResponse:
    """Look for a person on POST; what was found so far."""
    if request.method != "POST":
        return _person(request, searches.current(request.project))
    how: How = "external_id" if request.POST.get("how") == "external_id" else "value"
    try:
        person.begin_search(actor_of(request), request.project, how, request.POST.get("wanted", ""))
        person.go_on(actor_of(request), request.project)
    except ValueRefusedError:
        trouble = _("Look for three letters or digits at least, and 200 signs at most.")
        return _person(request, None, trouble=trouble, how=how, wanted=request.POST.get("wanted", "")[:200])
    except StoreAwayError:
        messages.error(request, _away())
    return redirect("studio:privacy-person", request.project.pk)


def _person(request: ProjectRequest, search: Search | None, **more: Any) -> HttpResponse:
    context = {**project_frame(request, "privacy"), "search": search, **more}
    if search is not None:
        context |= {"how": search.how, "wanted": search.wanted, "hits": search.hits[:SHOWN], "titles": titles_of(request)}
        context |= {"left_out": max(0, len(search.hits) - SHOWN), "running": sum(hit.is_running for hit in search.hits)}
        context["most"] = finding.MOST_FOUND
    return render(request, "studio/person.html", context)


@require_POST
@project_page("manage_project")
def person_go_on(request: ProjectRequest) -> HttpResponse:
    """Look on: the progress as a part of the page, or the page itself once it is done."""
    try:
        search = person.go_on(actor_of(request), request.project)
    except StoreAwayError:
        search = None
        messages.error(request, _away())
    if search is not None and not search.is_done and request.htmx:
        return render(request, "studio/person_progress.html", {"project": request.project, "search": search})
    address = resolve_url("studio:privacy-person", request.project.pk)
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@require_POST
@project_page("manage_project")
def person_export(request: ProjectRequest) -> HttpResponse:
    """All that was found, as a file; that it was given out is an entry, which is why it is a POST."""
    search = _asked(request)
    if search is None:
        return _stale(request)
    try:
        content = person.export_person(actor_of(request), request.project, search)
    except (PersonError, StoreAwayError) as error:
        messages.error(request, _away() if isinstance(error, StoreAwayError) else _unfinished())
        return redirect("studio:privacy-person", request.project.pk)
    response = HttpResponse(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="person-{request.project.pk}.json"'
    return response


@require_POST
@project_page("manage_project")
def person_erase(request: ProjectRequest) -> HttpResponse:
    """Erase what was found, and name the entry that certifies it."""
    search = _asked(request)
    if search is None:
        return _stale(request)
    try:
        done = person.erase_person(actor_of(request), request.project, search)
    except StoreAwayError:
        messages.error(request, _away())
    except PersonError:
        messages.error(request, _unfinished())
    else:
        said = _("Erased. Entry %(entry)s of the audit log is the certificate: %(conversations)s conversations, %(words)s words.")
        facts = {"conversations": done.conversations + done.running, "words": done.words, "entry": done.entry}
        messages.success(request, said % facts)
    return redirect("studio:privacy-person", request.project.pk)


def _asked(request: ProjectRequest) -> Search | None:
    """The search that the form is about, if it is still the one."""
    search = searches.current(request.project)
    return search if search is not None and search.id == request.POST.get("search") else None


def _stale(request: ProjectRequest) -> HttpResponse:
    messages.error(request, _("This search is over: an hour passed, or somebody looked for another person. Look once more."))
    return redirect("studio:privacy-person", request.project.pk)


def _away() -> str:
    return _("Redis does not answer, and holds running conversations. Nothing was changed; try again in a moment.")


def _unfinished() -> str:
    return _("Not everything was looked at yet, or more was found than can be one person. Nothing was changed.")
