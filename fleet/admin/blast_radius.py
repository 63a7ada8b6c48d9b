"""What publishing the draft would mean in all projects: begun, watched, cancelled, resumed, and read."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factory import selectors
from factory.actions import CatalogueError, Staff
from factory.admin.page import Page
from factory.admin.rights import may_edit, may_publish, refusal
from fleet import findings, runs
from fleet.findings import KINDS, Numbers
from omnia.documents.places import at_address

MAX_DIGITS = 6
ACTS: dict[str, Callable[[Staff, Any, str], runs.Run]] = {"begin": runs.begin, "cancel": runs.cancel, "resume": runs.resume}


def blast_radius_page(page: Page) -> HttpResponse:
    """The last run: how far it is, or what it found. A post begins one, cancels it, or goes on with it."""
    if page.request.method == "POST":
        return _act(page)
    run, row = runs.last(page.document, page.head.key), page.head
    context: dict[str, Any] = {"run": run, "may_run": _may_run(page), "url": page.url("blast_radius")}
    if run is not None:
        context |= {
            "is_current": run.hash == row.draft_hash,
            "figures": _figures(page, run.numbers),
            "conflict_places": _places(page, run),
            "progress_url": page.url("blast_radius_progress"),
            **_listed(page, run),
        }
    title = _("Blast radius of “%(name)s”") % {"name": row}
    return page.render("../fleet/blast_radius", "blast_radius", title=title, **context)


def progress_part(page: Page) -> HttpResponse:
    """How far the run is, as a part of its page; an empty answer once it is not running any more."""
    run = runs.last(page.document, page.head.key)
    if run is None or run.status != "running":
        return HttpResponse(status=204)
    context = {"run": run, "may_run": _may_run(page), "url": page.url("blast_radius")}
    context["progress_url"] = page.url("blast_radius_progress")
    return render(page.request, "admin/fleet/progress.html", context)


def _may_run(page: Page) -> bool:
    return may_edit(page.request) or may_publish(page.request)


def _act(page: Page) -> HttpResponse:
    if not _may_run(page):
        raise PermissionDenied(refusal(may_edit))
    act = ACTS.get(page.request.POST.get("act", ""))
    try:
        if act is not None:
            act(page.staff, page.document, page.head.key)
    except CatalogueError as error:
        messages.error(page.request, str(error))
    return HttpResponseRedirect(page.url("blast_radius"))


def kind_names() -> dict[str, str]:
    """What the kinds of findings are called."""
    return {
        "clean": _("take it clean"),
        "conflicting": _("conflict"),
        "failing": _("fail their tests or break a rule"),
        "unreadable": _("could not be read"),
        "not_ready": _("are not ready"),
        "pinned": _("are pinned to a version before"),
        "ignored": _("ignore this version"),
        "current": _("have it already"),
        "no_copy": _("have no copy"),
    }


def list_titles() -> dict[str, str]:
    """What the list of the projects of a kind is called."""
    return {
        "clean": _("Projects that take it clean"),
        "conflicting": _("Projects that conflict"),
        "failing": _("Projects that fail their tests or break a rule"),
        "unreadable": _("Projects that could not be read"),
        "not_ready": _("Projects that are not ready"),
        "pinned": _("Projects that are pinned to a version before"),
        "ignored": _("Projects that ignore this version"),
        "current": _("Projects that have it already"),
        "no_copy": _("Projects that have no copy"),
    }


TONES = {
    "clean": ("success", "check_circle"),
    "conflicting": ("warning", "call_split"),
    "failing": ("danger", "error"),
    "unreadable": ("danger", "help"),
    "not_ready": ("default", "hourglass_empty"),
    "pinned": ("default", "keep"),
    "ignored": ("default", "notifications_off"),
    "current": ("default", "done"),
    "no_copy": ("default", "remove"),
}
SHOWN_FIRST: tuple[findings.Kind, ...] = ("clean", "conflicting", "failing", "unreadable")


def _figures(page: Page, numbers: Numbers) -> dict[str, Sequence[dict[str, Any]]]:
    """The numbers, with the address that lists the projects behind each; the four that matter apart from the others."""
    names, shown = kind_names(), page.request.GET.get("show", "")
    rows = {
        kind: {
            "name": names[kind],
            "count": getattr(numbers, kind),
            "icon": TONES[kind][1],
            "tone": TONES[kind][0],
            "url": f"?{urlencode({'show': kind})}#projects",
            "chosen": kind == shown,
        }
        for kind in KINDS
    }
    return {
        "first": [rows[kind] for kind in SHOWN_FIRST],
        "others": [row for kind, row in rows.items() if kind not in SHOWN_FIRST and row["count"]],
    }


def _places(page: Page, run: runs.Run) -> list[dict[str, Any]]:
    """Where conflicts are, in words of the draft or of what is published."""
    bodies = _bodies(page)
    most = max((place.projects for place in run.places), default=1)
    return [
        {
            "name": at_address(place.address, *bodies),
            "projects": place.projects,
            "percent": round(100 * place.projects / most),
            "url": f"?{urlencode({'place': place.address})}#projects",
        }
        for place in run.places
    ]


def _bodies(page: Page) -> list[Any]:
    published = selectors.version(page.document, page.head.key, page.head.published)
    return [page.head.draft, *([orjson.loads(published.body)] if published is not None else [])]


def _listed(page: Page, run: runs.Run) -> dict[str, Any]:
    """The projects of one kind or place, a page of them; at first those that somebody should look at."""
    asked = page.request.GET
    place = asked.get("place", "")[:2000]
    kind = "conflicting" if place else asked.get("show", "")
    if kind not in KINDS:
        kind = next((each for each in KINDS if getattr(run.numbers, each)), "clean")
    number = int(asked["page"]) if asked.get("page", "").isascii() and asked.get("page", "").isdigit() else 1
    number = min(max(number, 1), 10**MAX_DIGITS)
    rows, count = findings.listed(run.id, kind, place, page=number)
    bodies = _bodies(page)
    keep = {"place": place} if place else {"show": kind}
    return {
        "projects": [{"row": row, "says": _says(row), "places": _told(row, bodies)} for row in rows],
        "project_count": count,
        "list_title": at_address(place, *bodies) if place else list_titles()[kind],
        "by_place": bool(place),
        "older": f"?{urlencode({**keep, 'page': number + 1})}#projects" if number * findings.PAGE < count else "",
        "newer": f"?{urlencode({**keep, 'page': number - 1})}#projects" if number > 1 else "",
    }


def _told(row: findings.Row, bodies: Sequence[Any]) -> str:
    return "; ".join(at_address(place, *bodies) for place in row.places[:5])


def _says(row: findings.Row) -> list[str]:
    """What was found in a project, in words."""
    said = []
    if row.conflicts:
        said.append(ngettext("%(count)d conflict", "%(count)d conflicts", row.conflicts) % {"count": row.conflicts})
    if row.failed_tests:
        said.append(ngettext("%(count)d test fails", "%(count)d tests fail", row.failed_tests) % {"count": row.failed_tests})
    if row.errors:
        said.append(ngettext("%(count)d rule broken", "%(count)d rules broken", row.errors) % {"count": row.errors})
    if row.declined_last:
        said.append(_("declined the version before"))
    if row.reason:
        said.append(_("not read: %(reason)s") % {"reason": row.reason})
    return said


def last_run(page: Page) -> dict[str, Any]:
    """What the page on which the draft is published tells of the last run."""
    run = runs.last(page.document, page.head.key)
    context: dict[str, Any] = {"blast_url": page.url("blast_radius"), "blast_run": run}
    if run is not None:
        context |= {"blast_is_current": run.hash == page.head.draft_hash, "figures": _figures(page, run.numbers)}
    return context
