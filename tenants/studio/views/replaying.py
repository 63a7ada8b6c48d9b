"""Finished conversations held again: one step by step on its own release, and the last days' ones on the draft."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.documents.spoken import event_words, output_line
from omnia.documents.wording import outcome_label
from omnia.workbench.stepping import labels_of, shown_step
from tenants import selectors
from tenants.actions import replay_job
from tenants.actions.editing import EditingError, StaleVersion
from tenants.actions.learning import NotATestError, keep_conversation
from tenants.actions.reading import note_conversation_read
from tenants.past_programs import Edition, NoProgram, draft_edition, spoken
from tenants.replaying import Held, NotHeld, OnDraft, Verdict, hold_again, hold_on
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.beside import rows_of, values_of
from tenants.studio.context import may, project_frame
from tenants.studio.replay_words import lacks_words, no_test_words, not_held_words, not_on_draft_words, why_words
from tenants.studio.views.conversations import titles_of

MAX_DIGITS = 4


@project_page("view_conversations")
def steps(request: ProjectRequest, session: str) -> HttpResponse:
    """One conversation, a step at a time: `?step=` names the step."""
    row = _row(request, session)
    context: dict[str, Any] = {**project_frame(request, "conversations"), "row": row, "titles": titles_of(request)}
    try:
        context |= _stepped(request, hold_again(request.project, row))
    except NotHeld as error:
        context["not_held"] = not_held_words(error.why)
    return render(request, "studio/conversation_steps.html", context)


def _row(request: ProjectRequest, session: str) -> dict[str, Any]:
    """A stored conversation, the reading of which is noted; raises `Http404`."""
    try:
        row = selectors.conversation(request.project, session)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    note_conversation_read(actor_of(request), request.project, session)
    return row


def _stepped(request: ProjectRequest, held: Held) -> dict[str, Any]:
    course, exchanges = held.course.steps, held.recording.exchanges
    at = min(number(request.GET.get("step", "")), len(course) - 1)
    step = course[at]
    departure = held.course.departure
    return {
        "step": shown_step(held.spoken.program, step, course[at - 1] if at else None),
        "recorded": [output_line(output) for output in exchanges[at].outputs],
        "path": [_entry(turn.turn, event_words(turn.event) if turn.event else "") for turn in course],
        "last": len(course) - 1,
        "departure": departure.turn if departure is not None else None,
        "has_stand_ins": any(turn.stand_ins for turn in course),
        "lacks": lacks_words(held.recording),
        "release": held.recording.release,
        "left_out": len(exchanges) - len(course),
    }


def _entry(turn: int, words: str) -> dict[str, Any]:
    return {"turn": turn, "words": words}


@project_page("view_conversations")
def overview(request: ProjectRequest) -> HttpResponse:
    """What became of the last days' conversations on the draft; begins to hold them on POST."""
    if request.method == "POST":
        days, sample = (number(request.POST.get(name, "")) for name in ("days", "sample"))
        replay_job.begin(actor_of(request), request.project, days=days or 7, sample=sample or 200)
        replay_job.go_on(actor_of(request), request.project)
        return redirect("studio:replay", request.project.pk)
    job = replay_job.current(request.project)
    context = {
        **project_frame(request, "releases"),
        "job": job,
        "days": replay_job.DAYS,
        "samples": replay_job.SAMPLES,
        "chosen_days": job.days if job is not None else 7,
        "has_conversations": selectors.has_conversations(request.project),
        "can_publish": may(request, "publish"),
    }
    if job is not None and not job.is_running:
        context |= _found(request, job)
    return render(request, "studio/replay.html", context)


@require_POST
@project_page("view_conversations")
def go_on(request: ProjectRequest) -> HttpResponse:
    """Hold more of the conversations: the progress as a part of the page, or the page itself once it is done."""
    job = replay_job.go_on(actor_of(request), request.project)
    if job is not None and job.is_running and request.htmx:
        return render(request, "studio/replay_progress.html", {"project": request.project, "job": job})
    address = resolve_url("studio:replay", request.project.pk)
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@require_POST
@project_page("view_conversations")
def stop(request: ProjectRequest) -> HttpResponse:
    """Hold no more conversations, and show what was found until now."""
    replay_job.stop(actor_of(request), request.project)
    return redirect("studio:replay", request.project.pk)


def _found(request: ProjectRequest, job: replay_job.Job) -> dict[str, Any]:
    """The verdicts, grouped by what differs."""
    titles = titles_of(request)
    otherwise = [each for each in job.done if each.ends_otherwise]
    return {
        "otherwise": len(otherwise),
        "same": sum(each.is_held and each.why == "same" for each in job.done),
        "questions": sum(each.is_held and each.why == "questions" for each in job.done),
        "not_held": sum(not each.is_held for each in job.done),
        "groups": [_group(request, job.edition, rows, titles) for rows in _grouped(otherwise)],
        "reasons": Counter(not_on_draft_words(each.why) for each in job.done if not each.is_held).most_common(),
        "stands_in": any(each.stands_in for each in job.done),
        "departs": sum(each.departs for each in otherwise),
        "is_stale": draft_edition(request.project).digest != job.edition.digest,
    }


def _grouped(verdicts: list[Verdict]) -> list[list[Verdict]]:
    """Verdicts by what differs in what, the most frequent first."""
    held: dict[tuple[str, ...], list[Verdict]] = {}
    for each in verdicts:
        outcomes = (each.then, each.now) if each.why == "outcome" else ()
        held.setdefault((each.document, each.key, each.why, each.datum, *outcomes), []).append(each)
    return sorted(held.values(), key=len, reverse=True)


def _group(request: ProjectRequest, edition: Edition, rows: list[Verdict], titles: dict[str, str]) -> dict[str, Any]:
    first = rows[0]
    return {
        "why": why_words(first.why, _datum_label(request, edition, first)),
        "then": outcome_label(first.then) if first.why == "outcome" else "",
        "now": outcome_label(first.now) if first.why == "outcome" else "",
        "title": titles.get(first.key, first.key),
        "rows": [{"verdict": each, "then": outcome_label(each.then), "now": _ending(each)} for each in rows],
    }


def _ending(verdict: Verdict) -> str:
    return outcome_label(verdict.now) if verdict.now else _("Stops at a question")


def _datum_label(request: ProjectRequest, edition: Edition, verdict: Verdict) -> str:
    """What the datum of a verdict is called in the draft that was tried; its name where that lacks it."""
    try:
        program = spoken(request.project, edition, verdict.document, verdict.key, verdict.locale).program
    except NoProgram:
        return verdict.datum
    return labels_of(program).get(verdict.datum, verdict.datum)


@project_page("view_conversations")
def side_by_side(request: ProjectRequest, session: str) -> HttpResponse:
    """One conversation then and on the draft as it is now, turn beside turn."""
    row = _row(request, session)
    context: dict[str, Any] = {**project_frame(request, "releases"), "row": row, "titles": titles_of(request)}
    try:
        held = hold_again(request.project, row)
        found = hold_on(request.project, held, draft_edition(request.project))
    except NotHeld as error:
        context["not_held"] = not_on_draft_words(error.why)
    else:
        context |= _beside(request, held, found)
    return render(request, "studio/replay_one.html", context)


def _beside(request: ProjectRequest, held: Held, found: OnDraft) -> dict[str, Any]:
    difference, departure = found.difference, held.course.departure
    labels = {**labels_of(held.spoken.program), **labels_of(found.spoken.program)}
    return {
        "rows": rows_of(held, found),
        "values": list(values_of(held, found)),
        "difference": difference,
        "why": why_words(difference.why, labels.get(difference.datum, difference.datum)),
        "then_label": outcome_label(held.recording.outcome),
        "now_label": outcome_label(difference.now.outcome) if difference.now.outcome else _("Stops at a question"),
        "departure": departure.turn if departure is not None else None,
        "has_stand_ins": any(step.stand_ins for step in held.course.steps),
        "lacks": lacks_words(held.recording),
        "left_out": len(held.recording.exchanges) - len(held.course.steps),
        "release": held.recording.release,
        "locale": held.recording.locale,
        "can_keep": may(request, "edit_templates"),
    }


@require_POST
@project_page("edit_templates")
def keep(request: ProjectRequest, session: str) -> HttpResponse:
    """Keep a conversation as a test of the draft, with the end that it came to or the one that it comes to now."""
    as_now = request.POST.get("end") == "now"
    try:
        saved = keep_conversation(actor_of(request), request.project, session, as_now=as_now)
    except selectors.Missing as error:
        raise Http404(str(error)) from error
    except NotATestError as error:
        messages.error(request, no_test_words(error.why))
    except StaleVersion:
        messages.error(request, _("Somebody saved this document meanwhile, so nothing was kept. Try again."))
    except EditingError as error:
        messages.error(request, str(error))
    else:
        said = _("Kept as a test, in version %(version)s of the draft. To undo, restore the version before in its history.")
        messages.success(request, said % {"version": saved.number})
    return redirect("studio:replay-one", request.project.pk, session)


def number(text: str) -> int:
    """A number that an address names; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0
