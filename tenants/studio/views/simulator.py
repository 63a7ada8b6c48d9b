"""The chat simulator: holds a conversation with the project's draft or a side of an update, with the runtime's own engine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from omnia.dialogue.compile import CompileError, Program
from omnia.dialogue.conversation import Answer, Channel, Dtmf, Event, HangUp, NoInput, Resume, Utterance, advance, begin
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.replay.keeping import Conversation as Held
from omnia.dialogue.replay.keeping import NotKeepable, keepable
from omnia.dialogue.template import DocumentError
from omnia.documents.wording import outcome_label
from omnia.infra.crypto import new_id
from omnia.structs import build
from omnia.workbench.mocking import pairs_in
from omnia.workbench.scripts import ONE_PREFIX
from tenants import selectors, updates
from tenants.actions.editing import EditingError, StaleVersion
from tenants.actions.learning import NotATestError, keep_simulated
from tenants.studio.access import ProjectRequest, actor_of, project_page
from tenants.studio.context import may
from tenants.studio.replay_words import no_test_words
from tenants.studio.speaking import DRAFT, SIDES, NoOffer, choices_in, program_of
from tenants.studio.templatetags.transcripts import source_words
from tenants.studio.understanding import Understanding, beside

MAX_TEXT = 4000
LIFETIME = 30 * 60
"""Seconds that an idle simulator conversation is kept."""


class Line(msgspec.Struct):
    """One line of the log on the page."""

    who: str
    text: str
    source: str = ""
    is_changed: bool = False
    """Whether it was not said before the draft was changed."""
    beside: Understanding | None = None
    """What the turn came to, of what the person did."""


class Did(msgspec.Struct):
    """One thing that the person or the host did, to be played again."""

    event: Event
    said: str


class Conversation(msgspec.Struct):
    """A simulated conversation between two requests: which document speaks, and how far it is; it travels in the page.

    `side` and `choices` say which side of an update speaks, as it was decided when the conversation began.
    """

    subject: str
    key: str
    hash: str
    locale: str
    channel: str
    turn: int
    state: dict[str, Any]
    lines: list[Line]
    answer: Answer
    side: str = DRAFT
    choices: dict[str, str] = {}
    did: list[Did] = []
    began: str = ""
    """When it began, by the clock that dates are read by."""


build(Conversation)


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One understood value, as the panel lists it."""

    name: str
    formatted: str
    confirmed: bool


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


def _page(request: ProjectRequest, talk: Conversation, **told: str) -> HttpResponse:
    context = {
        **told,
        "can_keep": talk.side == DRAFT and bool(talk.did) and may(request, "edit_templates"),
        "project": request.project,
        "conversation": _seal(request, talk),
        "turn": talk.turn,
        "locale": talk.locale,
        "lines": talk.lines,
        "values": _shown_values(talk.answer),
        "status": talk.answer.status,
        # Which nodes of a flow it went through, in order, for the picture beside it.
        "walked": " ".join(talk.state.get("visits", ())) if talk.subject == "flow" else "",
    }
    return render(request, "studio/simulator_body.html", context)


def _problem(request: ProjectRequest, sentence: str) -> HttpResponse:
    return render(request, "studio/simulator_body.html", {"project": request.project, "lines": [], "problem": sentence})


@require_POST
@project_page()
def start(request: ProjectRequest) -> HttpResponse:
    """Begin a conversation with a template or flow: its draft, or a side of its update as the page decides it."""
    subject, _colon, key = request.POST.get("dialogue", "").partition(":")
    locale, channel = request.POST.get("locale", ""), request.POST.get("channel", "chat")
    project, side = request.project, request.POST.get("side", DRAFT)
    if locale not in project.locales:
        return _problem(request, _("This language is not enabled in the project."))
    choices = choices_in(request.POST) if side == "result" else {}
    try:
        program, content_hash = program_of(project, subject, key, locale, side if side in SIDES else DRAFT, choices)
    except selectors.Missing:
        return _problem(request, _("There is no such dialogue in this project any more."))
    except (NoOffer, updates.NoUpdate):
        return _problem(request, _("This update is not offered any more. Reload the page to see what is."))
    except (CompileError, DocumentError) as error:
        return _problem(request, _("This cannot speak yet: %(reason)s") % {"reason": error})
    began = _now()
    state, answer = _begun(request, program, locale, channel)
    lines = _lines_of(answer)
    talk = Conversation(
        subject, key, content_hash, locale, channel, 0, state, lines, answer, side, choices, began=began.isoformat()
    )
    return _page(request, talk)


def _begun(request: ProjectRequest, program: Program, locale: str, channel: str) -> tuple[dict[str, Any], Answer]:
    held: Channel = "voice" if channel == "voice" else "chat"
    return begin(program, channel=held, variables={}, now=_now(), region=_region(request, locale))


def _region(request: ProjectRequest, locale: str) -> str | None:
    """The country that phone numbers and the like are read for."""
    return region_for(locale, request.project.default_locale, request.project.region) or None


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
        program, content_hash = program_of(request.project, talk.subject, talk.key, talk.locale, talk.side, talk.choices)
    except (selectors.Missing, CompileError, DocumentError) as error:
        return _problem(request, _("The draft cannot go on speaking: %(reason)s") % {"reason": error})
    except (NoOffer, updates.NoUpdate):
        return _problem(request, _("This update is not offered any more. Reload the page to see what is."))
    if content_hash != talk.hash:
        talk = _played_again(request, talk, program, content_hash)
    return _page(request, _gone_on(request, talk, program, Did(event, said)))


@require_POST
@project_page("edit_templates")
def keep(request: ProjectRequest) -> HttpResponse:
    """Keep a simulated conversation as a test of the draft, with the end that it came to."""
    talk = _unseal(request, request.POST.get("conversation", ""))
    if talk is None:
        return _problem(request, _("This conversation has ended. Start a new one."))
    if talk.side != DRAFT:
        return _page(request, talk, not_kept=_("Only a conversation with your draft can be kept."))
    project = request.project
    document: selectors.Document = "flow" if talk.subject == "flow" else "template"
    held = Held(document, talk.locale, talk.channel, datetime.fromisoformat(talk.began))
    said = [did.event for did in talk.did]
    try:
        program, _hash = program_of(project, talk.subject, talk.key, talk.locale)
        replies = "with_replies" in request.POST
        test = keepable(program, held, said, talk.answer, name=f"simulated_{new_id(8)}", with_replies=replies)
        saved = keep_simulated(actor_of(request), project, document, talk.key, test)
    except (selectors.Missing, CompileError, DocumentError) as error:
        return _problem(request, _("The draft cannot go on speaking: %(reason)s") % {"reason": error})
    except (NotKeepable, NotATestError) as error:
        return _page(request, talk, not_kept=no_test_words(error.code if isinstance(error, NotKeepable) else error.why))
    except StaleVersion:
        return _page(request, talk, not_kept=_("Somebody saved this document meanwhile, so nothing was kept. Try again."))
    except EditingError as error:
        return _page(request, talk, not_kept=str(error))
    # A test more changes nothing of what is spoken, so nothing has to be played again.
    kept = msgspec.structs.replace(talk, hash=selectors.draft(project, document, talk.key).hash)
    told = _("Kept as a test, in version %(version)s of the draft.") % {"version": saved.number}
    place = reverse(f"studio:{document}", args=[project.pk, talk.key])
    return _page(request, kept, kept=told, test_url=f"{place}?{urlencode({'section': ONE_PREFIX + test['id']})}")


def _gone_on(request: ProjectRequest, talk: Conversation, program: Program, did: Did) -> Conversation:
    """A conversation after one thing more; one that is over stays as it is."""
    if talk.answer.status == "finished":
        return talk
    now, region = _now(), _region(request, talk.locale)
    state, answer = advance(program, talk.state, did.event, now=now)
    told = beside(program, did.event, (talk.state, talk.answer), (state, answer), now=now, region=region)
    who = "person" if isinstance(did.event, Utterance) else "note"
    lines = [*talk.lines, Line(who, did.said, beside=told), *_lines_of(answer)]
    return msgspec.structs.replace(talk, turn=talk.turn + 1, state=state, lines=lines, answer=answer, did=[*talk.did, did])


def _played_again(request: ProjectRequest, talk: Conversation, program: Program, content_hash: str) -> Conversation:
    """The same answers given to the draft as it is now; what it says and did not say before is marked."""
    state, answer = _begun(request, program, talk.locale, talk.channel)
    again = msgspec.structs.replace(talk, hash=content_hash, turn=0, state=state, lines=_lines_of(answer), answer=answer, did=[])
    for did in talk.did:
        again = _gone_on(request, again, program, did)
    before = {line.text for line in talk.lines if line.who == "bot"}
    lines = [msgspec.structs.replace(line, is_changed=line.who == "bot" and line.text not in before) for line in again.lines]
    told = Line("note", _("The draft was changed meanwhile: the same answers were played again. What is new is marked."))
    return msgspec.structs.replace(again, lines=[told, *lines])


def _event(request: ProjectRequest) -> tuple[Event | None, str]:
    """What the person did, and how the log shows it; None if the form said nothing usable."""
    kind = request.POST.get("event", "utterance")
    text, keys = request.POST.get("text", "").strip()[:MAX_TEXT], request.POST.get("keys", "").strip()[:64]
    if kind == "no_input":
        return NoInput(), _("(silence)")
    if kind == "hang_up":
        return HangUp(), _("(hangs up)")
    if kind == "resume":
        answered = dict(pairs_in(request.POST.get("answer", "")[:MAX_TEXT]))
        return Resume(answered), _("(the host answers)")
    if kind == "dtmf" and keys and set(keys) <= set("0123456789*#"):
        return Dtmf(keys=keys), _("(keys %(keys)s)") % {"keys": keys}
    if kind == "utterance" and text:
        return Utterance(text=text), text
    return None, ""


def _now() -> datetime:
    return timezone.localtime().replace(tzinfo=None)
