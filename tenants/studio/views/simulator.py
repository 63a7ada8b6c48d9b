"""The chat simulator: holds a conversation with the project's draft, with the same engine as the runtime."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.dialogue.compile import CompileError, Program, compile_program
from omnia.dialogue.conversation import Answer, Dtmf, Event, HangUp, NoInput, Utterance, advance, begin
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.template import DocumentError
from tenants import selectors
from tenants.control.models import Project
from tenants.studio.access import ProjectRequest, project_page
from tenants.studio.templatetags.transcripts import outcome_label, source_words

MAX_TEXT = 4000
LIFETIME = 30 * 60
"""Seconds that an idle simulator conversation is kept."""


class Line(msgspec.Struct):
    """One line of the log on the page."""

    who: str
    text: str
    source: str = ""


class Conversation(msgspec.Struct):
    """A simulated conversation between two requests: what is spoken by which draft, and how far it is; it travels in the page."""

    subject: str
    key: str
    hash: str
    locale: str
    channel: str
    turn: int
    state: dict[str, Any]
    lines: list[Line]
    answer: Answer


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One understood value, as the panel lists it."""

    name: str
    formatted: str
    confirmed: bool


def _draft_program(project: Project, subject: str, key: str, locale: str) -> tuple[Program, str]:
    """The draft of a template or flow, compiled for a locale, with its content hash."""
    templates = selectors.draft_bodies(project, "template")
    if subject == "flow":
        flow = selectors.draft(project, "flow", key)
        program = compile_program(flow=flow.body, templates=templates, locale=locale, default_locale=project.default_locale)
        return program, flow.hash
    template = selectors.draft(project, "template", key)
    program = compile_program(template=template.body, templates=templates, locale=locale, default_locale=project.default_locale)
    return program, template.hash


def _signer(request: ProjectRequest) -> signing.TimestampSigner:
    """Signs the conversation into the page for this project and person, so that no process has to remember it."""
    return signing.TimestampSigner(salt=f"simulator:{request.project.pk}:{request.user.pk}")


def _seal(request: ProjectRequest, talk: Conversation) -> str:
    return _signer(request).sign_object(msgspec.to_builtins(talk), compress=True)


def _unseal(request: ProjectRequest, sealed: str) -> Conversation | None:
    try:
        return msgspec.convert(_signer(request).unsign_object(sealed, max_age=LIFETIME), Conversation)
    except (signing.BadSignature, msgspec.ValidationError):
        return None


def _source(output: dict[str, Any]) -> str:
    place = output.get("source") or {}
    return source_words(place)


def _lines_of(answer: Answer) -> list[Line]:
    lines = []
    for output in answer.outputs:
        if output.get("type") == "say":
            lines.append(Line("bot", str(output.get("text", "")), _source(output)))
        else:
            lines.append(Line("note", _("The host is asked to do: %(name)s") % {"name": output.get("name", output.get("type"))}))
    if answer.status == "finished":
        lines.append(Line("note", _("Finished: %(outcome)s") % {"outcome": outcome_label(str(answer.outcome or ""))}))
    return lines


def _shown_values(answer: Answer) -> list[ShownValue]:
    return [
        ShownValue(name, str(entry.get("formatted") or entry.get("value")), bool(entry.get("confirmed")))
        for name, entry in answer.values.items()
    ]


def _page(request: ProjectRequest, talk: Conversation) -> HttpResponse:
    context = {
        "project": request.project,
        "conversation": _seal(request, talk),
        "turn": talk.turn,
        "locale": talk.locale,
        "lines": talk.lines,
        "values": _shown_values(talk.answer),
        "status": talk.answer.status,
    }
    return render(request, "studio/simulator_body.html", context)


def _problem(request: ProjectRequest, sentence: str) -> HttpResponse:
    return render(request, "studio/simulator_body.html", {"project": request.project, "lines": [], "problem": sentence})


@require_POST
@project_page()
def start(request: ProjectRequest) -> HttpResponse:
    """Begin a conversation with the draft of a template or flow."""
    subject, _colon, key = request.POST.get("dialogue", "").partition(":")
    locale, channel = request.POST.get("locale", ""), request.POST.get("channel", "chat")
    project = request.project
    if locale not in project.locales:
        return _problem(request, _("This language is not enabled in the project."))
    try:
        program, content_hash = _draft_program(project, subject, key, locale)
    except selectors.Missing:
        return _problem(request, _("There is no such dialogue in this project any more."))
    except (CompileError, DocumentError) as error:
        return _problem(request, _("The draft cannot speak yet: %(reason)s") % {"reason": error})
    region = region_for(locale, project.default_locale, project.region)
    state, answer = begin(
        program, channel="voice" if channel == "voice" else "chat", variables={}, now=_now(), region=region or None
    )
    talk = Conversation(subject, key, content_hash, locale, channel, 0, state, _lines_of(answer), answer)
    return _page(request, talk)


@require_POST
@project_page()
def turn(request: ProjectRequest) -> HttpResponse:
    """Go on with a simulated conversation."""
    talk = _unseal(request, request.POST.get("conversation", ""))
    if talk is None:
        return _problem(request, _("This conversation has ended. Start a new one."))
    event, said = _event(request)
    if event is None:
        return _page(request, talk)
    try:
        program, content_hash = _draft_program(request.project, talk.subject, talk.key, talk.locale)
    except (selectors.Missing, CompileError, DocumentError) as error:
        return _problem(request, _("The draft cannot go on speaking: %(reason)s") % {"reason": error})
    if content_hash != talk.hash:
        return _problem(request, _("The draft was changed meanwhile. Start again to hear the new one."))
    state, answer = advance(program, talk.state, event, now=_now())
    lines = [*talk.lines, Line("person" if isinstance(event, Utterance) else "note", said), *_lines_of(answer)]
    return _page(request, msgspec.structs.replace(talk, turn=talk.turn + 1, state=state, lines=lines, answer=answer))


def _event(request: ProjectRequest) -> tuple[Event | None, str]:
    """What the person did, and how the log shows it; None if the form said nothing usable."""
    kind = request.POST.get("event", "utterance")
    text, keys = request.POST.get("text", "").strip()[:MAX_TEXT], request.POST.get("keys", "").strip()[:64]
    if kind == "no_input":
        return NoInput(), _("(silence)")
    if kind == "hang_up":
        return HangUp(), _("(hangs up)")
    if kind == "dtmf" and keys and set(keys) <= set("0123456789*#"):
        return Dtmf(keys=keys), _("(keys %(keys)s)") % {"keys": keys}
    if kind == "utterance" and text:
        return Utterance(text=text), text
    return None, ""


def _now() -> datetime:
    return timezone.localtime().replace(tzinfo=None)
