"""Channels: a release is put on one, a canary is weighed, promoted and aborted, plans are cancelled."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from omnia.workbench.numbers import whole_number
from tenants import selectors
from tenants.actions import channels
from tenants.actions.moving import Published, ReleaseError
from tenants.actions.releasing import Target, rollback
from tenants.project import channels as project_channels
from tenants.project.channels import CANARY, LIVE
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import project_frame
from tenants.studio.placing import PlaceForm, place_context, steps_after


@project_page("publish")
def place_page(request: ProjectRequest, number: int) -> HttpResponse:
    """Where a release goes, and what that does; a POST does it."""
    release = next((row for row in selectors.releases(request.project) if row.number == number), None)
    if release is None:
        raise Http404
    form = PlaceForm(request.POST) if request.method == "POST" else PlaceForm()
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                _place(request, number, form.target)
            except ReleaseError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, said_of(number, form.target))
                return redirect("studio:releases", request.project.pk)
        status = 422
    pointers = project_channels.read_all(request.project.ref)
    context = {**project_frame(request, "releases"), **place_context(form, pointers), "release": release}
    return render(request, "studio/place.html", context, status=status)


def _place(request: ProjectRequest, number: int, target: Target) -> None:
    actor, project, seen = actor_of(request), request.project, seen_sequence(request)
    if target.at is not None:
        channels.schedule(
            actor, project, channel=target.channel, release=number, at=target.at, weight=target.weight, steps=target.steps
        )
    elif target.channel == CANARY:
        channels.start_canary(actor, project, release=number, weight=target.weight or 0, steps=target.steps, seen=seen)
    else:
        # What was seen is the sequence of `live`.
        channels.move_channel(
            actor, project, channel=target.channel, release=number, seen=seen if target.channel == LIVE else None
        )


def said_of(number: int, target: Target) -> str:
    """What has happened to a release, as a sentence."""
    words = {"number": number, "channel": target.channel, "weight": target.weight}
    if target.at is not None:
        return _("It is planned. Until then nothing changes, and you can cancel it in the list of channels.")
    if target.channel == LIVE:
        return _("Release %(number)s is live.") % words
    if target.channel == CANARY:
        return _("Release %(number)s is the canary: %(weight)s of 100 new callers get it.") % words
    return _("The channel %(channel)s is at release %(number)s.") % words


def seen_sequence(request: ProjectRequest) -> int | None:
    """The sequence of `live` that the page showed."""
    text = request.POST.get("seen", "")
    return whole_number(text) if text else None


def _done(request: ProjectRequest, act: Callable[[], object], sentence: str) -> HttpResponse:
    """Do something to a channel, and lead back to the releases with what it came to."""
    try:
        act()
    except ReleaseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect("studio:releases", request.project.pk)


@require_POST
@project_page("publish")
def promote_view(request: ProjectRequest) -> HttpResponse:
    """Make the canary live."""
    return _done(
        request,
        lambda: channels.promote_canary(actor_of(request), request.project, seen=seen_sequence(request)),
        _("The canary is live now: all new conversations speak it."),
    )


@require_POST
@project_page("publish")
def abort_view(request: ProjectRequest) -> HttpResponse:
    """End the canary."""

    def act() -> Published:
        return channels.abort_canary(request.project, by=actor_of(request), reason=_reason(request), seen=seen_sequence(request))

    return _done(request, act, _("The canary has ended. All new conversations speak what is live."))


def _reason(request: ProjectRequest) -> str:
    return str(request.POST.get("reason", "")).strip()[:200]


@require_POST
@project_page("publish")
def weight_view(request: ProjectRequest) -> HttpResponse:
    """Give more or fewer callers the canary, and plan how it goes on."""
    weight, every = whole_number(request.POST.get("weight", ""), -1), request.POST.get("every", "")
    if every not in {"", "1", "6", "24"}:
        every = ""

    def act() -> None:
        running = channels.running_canary(request.project)
        if running is None or running.weight != weight:
            channels.set_canary_weight(actor_of(request), request.project, weight=weight, seen=seen_sequence(request))
        if every or (running is not None and running.weight == weight):
            channels.set_canary_steps(actor_of(request), request.project, steps=steps_after(weight, every))

    sentence = ngettext(
        "%(weight)s of 100 new callers gets the canary.", "%(weight)s of 100 new callers get the canary.", max(weight, 0)
    )
    return _done(request, act, sentence % {"weight": weight})


@require_POST
@project_page("publish")
def move_view(request: ProjectRequest, channel: str) -> HttpResponse:
    """Point a channel at another release; `canary` puts it in the place of the one that runs."""
    number = whole_number(request.POST.get("release", ""))
    return _done(
        request,
        lambda: rollback(actor_of(request), request.project, to=number, channel=channel),
        _("The channel %(channel)s is at release %(number)s.") % {"channel": channel, "number": number},
    )


@require_POST
@project_page("publish")
def make_live_view(request: ProjectRequest, channel: str) -> HttpResponse:
    """Make live what a channel points to."""
    return _done(
        request,
        lambda: channels.make_live(actor_of(request), request.project, channel=channel, seen=seen_sequence(request)),
        _("What was on the channel %(channel)s is live.") % {"channel": channel},
    )


@require_POST
@project_page("publish")
def cancel_plan_view(request: ProjectRequest, plan: str) -> HttpResponse:
    """Do not do what was planned; `steps` names those of the canary."""
    if plan == "steps":
        return _done(
            request,
            lambda: channels.set_canary_steps(actor_of(request), request.project, steps=()),
            _("The canary stays at its weight until somebody changes it."),
        )
    return _done(
        request,
        lambda: channels.cancel_scheduled(actor_of(request), request.project, plan=plan),
        _("The plan is cancelled; nothing has changed."),
    )
