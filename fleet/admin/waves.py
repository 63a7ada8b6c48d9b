"""Publishing for a wave of projects, and the page on which the wave grows, pauses, ends or is taken back."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from factory import rollouts, selectors, waves
from factory.actions import CatalogueError
from factory.admin.page import Page
from factory.admin.rights import may_publish, refusal
from factory.models import Rollout
from factory.waves import STAYS, WHOLE, Growth, Wave, WaveError, reaches
from fleet import projects
from fleet.admin.blast_radius import last_run

SHARES = (1, 5, 10, 25, 50, 75)
"""Percent that the pages offer; a command may name any."""

MOST_TEXT = 20_000
Change = Callable[..., Rollout]
CHANGES: dict[str, Change] = {
    "pause": rollouts.pause,
    "resume": rollouts.resume,
    "all": rollouts.finish,
    "withdraw": rollouts.withdraw,
}
DISTANCES = (24, 72, 168)
"""Hours from one step to the next that the pages offer; a command may name any."""


class WavePublishing:
    """What the page on which drafts are published shows of projects, and the wave that it asks for."""

    def context(self, page: Page) -> Mapping[str, Any]:
        """What the last dry run found, and the choice of a wave as it was made."""
        data = page.request.POST
        return {
            **last_run(page),
            "offers_waves": True,
            "shares": SHARES,
            "wave": data.get("wave", "all"),
            "share": data.get("share", "5"),
            "named": data.get("named", "")[:MOST_TEXT],
            "every": data.get("every", ""),
            "distances": distances(),
        }

    def wave(self, page: Page) -> Wave | None:
        """The wave that a post asks for; None for everybody at once. Raises `CatalogueError`."""
        if page.request.POST.get("wave", "all") == "all":
            return None
        asked = _asked(page)
        wave = Wave(asked.share, asked.named, _growth(page, asked.share))
        try:
            waves.check(wave)
        except WaveError as error:
            raise CatalogueError(str(error)) from error
        return wave


def _asked(page: Page) -> Wave:
    """The share and the projects that a form names. Raises `CatalogueError`."""
    data = page.request.POST
    share = data.get("share", "0")
    if not (share.isascii() and share.isdigit() and len(share) <= len(str(WHOLE))):
        raise CatalogueError(_("Choose a share of the projects, in percent."))
    try:
        named = projects.find(data.get("named", "")[:MOST_TEXT].replace(",", "\n").splitlines())
    except projects.UnknownProject as error:
        raise CatalogueError(str(error)) from error
    return Wave(int(share), named)


def _growth(page: Page, share: int) -> Growth:
    """How the wave grows by itself, as the form says: the usual shares above its own, or not at all."""
    every = page.request.POST.get("every", "")
    return waves.usual_growth(share, int(every)) if every in map(str, DISTANCES) else STAYS


def distances() -> list[tuple[str, str]]:
    """What the forms offer for the time from one step to the next."""
    named = {24: _("every day"), 72: _("every three days"), 168: _("every week")}
    return [(str(every), named[every]) for every in DISTANCES]


def rollout_page(page: Page) -> HttpResponse:
    """Who is offered which version now. A post changes that."""
    status: int = HTTPStatus.OK
    if page.request.method == "POST":
        if not may_publish(page.request):
            raise PermissionDenied(refusal(may_publish))
        try:
            _change(page)
        except CatalogueError as error:
            messages.error(page.request, str(error))
            page.head.refresh_from_db()
            status = HTTPStatus.CONFLICT
        else:
            return HttpResponseRedirect(page.url("rollout"))
    row = page.head
    rows = selectors.rollouts(page.document, row.key, row.published)
    everybody = rows[-1].before if rows else row.published
    title = _("Rollout of “%(name)s”") % {"name": row}
    shown = [_shown(each) | _typed(page, each, status) for each in rows]
    context = {"rollouts": shown, "everybody": everybody, "publish_url": page.url("publish")}
    return page.render("../fleet/rollout", "rollout", title=title, status=status, shares=SHARES, distances=distances(), **context)


def _change(page: Page) -> None:
    data = page.request.POST
    number, revision = (int(data[name]) if data.get(name, "").isdecimal() else 0 for name in ("number", "revision"))
    here = (page.staff, page.document, page.head.key, number)
    act = data.get("act", "")
    if act == "widen":
        rollouts.widen(*here, _asked(page), revision=revision)
    elif act == "grow":
        # The shares are those above the wave's own, which the form has shown.
        rollouts.plan_growth(*here, _growth(page, _asked(page).share), revision=revision)
    elif act == "stay":
        rollouts.plan_growth(*here, STAYS, revision=revision)
    elif act in CHANGES:
        CHANGES[act](*here, revision=revision)
    said = {
        "widen": _("More projects are offered version %(number)d now."),
        "grow": _("The wave of version %(number)d grows by itself."),
        "stay": _("The wave of version %(number)d stays as it is until somebody widens it."),
        "pause": _("Version %(number)d is offered to nobody until you resume it."),
        "resume": _("Version %(number)d is offered to its wave again."),
        "all": _("Version %(number)d is offered to all projects now."),
        "withdraw": _("Version %(number)d is withdrawn. Its text is still your draft."),
    }
    if act in said:
        messages.success(page.request, said[act] % {"number": number})


def _plan(row: Rollout) -> dict[str, Any] | None:
    """How a wave grows by itself, for people; None if it stays as it is."""
    growth = rollouts.growth_of(row)
    if not growth.shares:
        return None
    hours = _("every hour") if growth.every == 1 else _("every %(hours)d hours") % {"hours": growth.every}
    return {
        "share": growth.shares[0],
        "at": row.next_at,
        "rest": ", ".join(f"{share} %" for share in growth.shares[1:]),
        "distance": dict(distances()).get(str(growth.every), hours),
    }


def _typed(page: Page, row: Rollout, status: int) -> dict[str, str]:
    """What a person wrote for a rollout and could not be done: it stays in the form."""
    data = page.request.POST if status != HTTPStatus.OK else {}
    mine = data.get("number") == str(row.number)
    return {"typed": data.get("named", "") if mine else "", "chosen": data.get("share", "") if mine else ""}


def _shown(row: Rollout) -> dict[str, Any]:
    """A rollout as the page shows it, with how many projects are offered it."""
    reached, total = projects.counted(lambda key: reaches(row, key))
    return {
        "row": row,
        "reached": reached,
        "total": total,
        "named": projects.names(row.named),
        "plan": _plan(row),
        "wider": [share for share in SHARES if share > row.share],
    }
