"""The simulator: holds a conversation with a document, by the runtime's own engine; whose document it is, a stage knows."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import Answer, Dtmf, Event, HangUp, NoInput, Resume, Utterance, advance, begin
from omnia.dialogue.midway import Earlier, NotUnderstood, UnknownBeginning, begin_midway, earlier_data
from omnia.dialogue.replay.keeping import Conversation as Held
from omnia.dialogue.replay.keeping import NotKeepable, keepable
from omnia.documents.spoken import event_words, source_words
from omnia.documents.wording import outcome_label
from omnia.infra.crypto import new_id
from omnia.structs import build
from omnia.workbench.mocking import pairs_in
from omnia.workbench.stepping import labels_of
from omnia.workbench.understanding import Understanding, beside

MAX_TEXT = 4000
LIFETIME = 30 * 60
"""Seconds that an idle conversation is kept."""

BEGIN, GIVEN_PREFIX, IS_GIVEN = "begin_at", "given:", "is_given"
"""Fields of the form: the node to begin at, what was said before it, and that the person was asked for that."""


class CannotSpeakError(Exception):
    """The document cannot be spoken with; the sentence says why, in the reader's words."""


class NotKeptError(Exception):
    """The conversation is not kept as a test; the sentence says why, in the reader's words."""


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


class Speaker(msgspec.Struct, frozen=True):
    """Which document speaks, in which language, by which channel, and from where on.

    `side` and `choices` say which side of an update speaks, as it was decided when the conversation began. `begin_at` is the node
    that it begins at, if it is not the first, with what was said before (`given`, in words) and what is known (`variables`).
    """

    subject: str
    key: str
    locale: str
    channel: str
    side: str = ""
    choices: dict[str, str] = {}
    begin_at: str = ""
    given: dict[str, str] = {}
    variables: dict[str, Any] = {}


class Conversation(msgspec.Struct):
    """A simulated conversation between two requests; it travels in the page."""

    speaker: Speaker
    hash: str
    turn: int
    state: dict[str, Any]
    lines: list[Line]
    answer: Answer
    did: list[Did] = []
    began: str = ""
    """When it began, by the clock that dates are read by."""


build(Conversation)


@dataclass(frozen=True, slots=True)
class Kept:
    """The test that a conversation was kept as: the version that holds it, the draft's hash then, and the test's address."""

    number: int
    hash: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One understood value, as the panel lists it."""

    name: str
    formatted: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One datum that earlier nodes would have filled, as the form asks for it."""

    field: str
    name: str
    words: str
    is_missed: bool


class Stage(ABC):
    """Whose documents a person speaks with, and what they may do with the conversation."""

    def __init__(self, request: HttpRequest, locales: Sequence[str], place: str) -> None:
        """Open the simulator.

        Args:
            request: of the person.
            locales: the languages that are spoken.
            place: what conversations are sealed with, besides the person: none goes on elsewhere.
        """
        self.request = request
        self.locales = locales
        self._signer = signing.TimestampSigner(salt=f"simulator:{place}:{request.user.pk}")

    @abstractmethod
    def addresses(self) -> dict[str, str]:
        """The addresses of the simulator's actions: `start`, `turn` and `keep`."""

    @abstractmethod
    def program(self, speaker: Speaker) -> tuple[Program, str]:
        """What speaks, with the hash of its document; raises `CannotSpeakError`."""

    @abstractmethod
    def region(self, locale: str) -> str | None:
        """The country that phone numbers and the like are read for."""

    @abstractmethod
    def may_keep(self, speaker: Speaker) -> bool:
        """Whether the person may keep a conversation as a test."""

    @abstractmethod
    def keep(self, speaker: Speaker, test: dict[str, Any]) -> Kept:
        """Keep a test in the draft; raises `NotKeptError`."""

    def seal(self, talk: Conversation) -> str:
        """The conversation signed into the page, so that no process has to remember it."""
        return self._signer.sign_object(msgspec.to_builtins(talk), compress=True)

    def unseal(self, sealed: str) -> Conversation | None:
        """The conversation of a page; None for one that is too old or of somebody else."""
        try:
            return msgspec.convert(self._signer.unsign_object(sealed, max_age=LIFETIME), Conversation)
        except (signing.BadSignature, msgspec.ValidationError):
            return None


def start(stage: Stage, *, side: str = "", choices: dict[str, str] | None = None) -> HttpResponse:
    """Begin with what the form names; at a node that others come before, ask first what those would have filled."""
    posted = stage.request.POST
    subject, _colon, key = posted.get("dialogue", "").partition(":")
    locale, channel = posted.get("locale", ""), posted.get("channel", "")
    if locale not in stage.locales:
        return _problem(stage, _("This language is not enabled here."))
    given = {name[len(GIVEN_PREFIX) :]: posted[name][:MAX_TEXT] for name in posted if name.startswith(GIVEN_PREFIX)}
    speaker = Speaker(
        "flow" if subject == "flow" else "template",
        key,
        locale,
        "voice" if channel == "voice" else "chat",
        side,
        choices or {},
        posted.get(BEGIN, ""),
        given,
        dict(pairs_in(posted.get("variables", "")[:MAX_TEXT])),
    )
    try:
        program, content_hash = stage.program(speaker)
        if speaker.begin_at and IS_GIVEN not in posted:
            asked = _asked(stage, program, speaker)
            if asked is not None:
                return asked
        return _page(stage, _begun(stage, speaker, program, content_hash))
    except NotUnderstood as error:
        return _ask(stage, program, speaker, earlier_data(program, speaker.begin_at), error.names)
    except UnknownBeginning:
        return _problem(stage, _("This node is not in the draft any more. Choose another one to begin at."))
    except CannotSpeakError as error:
        return _problem(stage, str(error))


def _asked(stage: Stage, program: Program, speaker: Speaker) -> HttpResponse | None:
    """The form that asks what is known at the node; None where nothing can be: there the conversation begins at once."""
    data = earlier_data(program, speaker.begin_at)
    is_first = not data and speaker.begin_at == program.start
    return None if is_first or (not data and not program.is_flow) else _ask(stage, program, speaker, data, ())


def _ask(stage: Stage, program: Program, speaker: Speaker, data: Sequence[Earlier], missed: Sequence[str]) -> HttpResponse:
    labels = labels_of(program)
    questions = [
        Question(
            GIVEN_PREFIX + each.name, labels.get(each.name, each.name), speaker.given.get(each.name, ""), each.name in missed
        )
        for each in data
    ]
    return render(
        stage.request,
        "workbench/simulator_before.html",
        {
            "simulator": stage.addresses(),
            "speaker": speaker,
            "questions": questions,
            "missed": next((each.field for each in questions if each.is_missed), ""),
            "asks_variables": program.is_flow,
            "variables_text": stage.request.POST.get("variables", "")[:MAX_TEXT],
        },
    )


def turn(stage: Stage) -> HttpResponse:
    """Go on with a simulated conversation."""
    talk = stage.unseal(stage.request.POST.get("conversation", ""))
    if talk is None:
        return _problem(stage, _("This conversation has ended. Start a new one."))
    event = _event(stage.request)
    if event is None:
        return _page(stage, talk)
    try:
        program, content_hash = stage.program(talk.speaker)
        if content_hash != talk.hash:
            talk = _played_again(stage, talk, program, content_hash)
    except CannotSpeakError as error:
        return _problem(stage, str(error))
    except (NotUnderstood, UnknownBeginning):
        return _problem(stage, _("The draft was changed, and this conversation cannot begin as it did. Start a new one."))
    return _page(stage, _gone_on(stage, talk, program, Did(event, event_words(event))))


def keep(stage: Stage) -> HttpResponse:
    """Keep a simulated conversation as a test of the draft, with the end that it came to."""
    talk = stage.unseal(stage.request.POST.get("conversation", ""))
    if talk is None:
        return _problem(stage, _("This conversation has ended. Start a new one."))
    speaker = talk.speaker
    if speaker.side:
        return _page(stage, talk, not_kept=_("Only a conversation with your draft can be kept."))
    if speaker.begin_at:
        return _page(stage, talk, not_kept=_("A test begins at the beginning, and this conversation began midway."))
    held = Held(speaker.subject, speaker.locale, speaker.channel, datetime.fromisoformat(talk.began))
    replies = "with_replies" in stage.request.POST
    try:
        program, _hash = stage.program(speaker)
        said = [did.event for did in talk.did]
        test = keepable(program, held, said, talk.answer, name=f"simulated_{new_id(8)}", with_replies=replies)
        kept = stage.keep(speaker, test)
    except CannotSpeakError as error:
        return _problem(stage, str(error))
    except NotKeepable as error:
        return _page(stage, talk, not_kept=not_keepable_words(error.code))
    except NotKeptError as error:
        return _page(stage, talk, not_kept=str(error))
    # A test more changes nothing of what is spoken, so nothing has to be played again.
    told = _("Kept as a test, in version %(version)s of the draft.") % {"version": kept.number}
    return _page(stage, msgspec.structs.replace(talk, hash=kept.hash), kept=told, test_url=kept.url)


def not_keepable_words(why: str) -> str:
    """Why a conversation cannot be kept as a test; nothing for a reason that is none of the conversation's own."""
    words = {
        "host": _("Your service took part in this conversation, and a test has no service that answers."),
        "long": _("The conversation is too long for a test."),
        "silent": _("The person said nothing, so there is nothing to test."),
        "elsewhere": _("As a test, this conversation comes to another end: a test has one point in time, and no country."),
    }
    return words.get(why, "")


def _begun(stage: Stage, speaker: Speaker, program: Program, content_hash: str) -> Conversation:
    now, region, channel = _now(), stage.region(speaker.locale), "voice" if speaker.channel == "voice" else "chat"
    about: dict[str, Any] = {"channel": channel, "variables": speaker.variables, "now": now, "region": region}
    if speaker.begin_at:
        state, answer = begin_midway(program, speaker.begin_at, speaker.given, **about)
    else:
        state, answer = begin(program, **about)
    return Conversation(speaker, content_hash, 0, state, _lines_of(answer), answer, began=now.isoformat())


def _gone_on(stage: Stage, talk: Conversation, program: Program, did: Did) -> Conversation:
    """A conversation after one thing more; one that is over stays as it is."""
    if talk.answer.status == "finished":
        return talk
    now, region = _now(), stage.region(talk.speaker.locale)
    state, answer = advance(program, talk.state, did.event, now=now)
    told = beside(program, did.event, (talk.state, talk.answer), (state, answer), now=now, region=region)
    who = "person" if isinstance(did.event, Utterance) else "note"
    lines = [*talk.lines, Line(who, did.said, beside=told), *_lines_of(answer)]
    return msgspec.structs.replace(talk, turn=talk.turn + 1, state=state, lines=lines, answer=answer, did=[*talk.did, did])


def _played_again(stage: Stage, talk: Conversation, program: Program, content_hash: str) -> Conversation:
    """The same answers given to the draft as it is now; what it says and did not say before is marked."""
    again = msgspec.structs.replace(_begun(stage, talk.speaker, program, content_hash), began=talk.began)
    for did in talk.did:
        again = _gone_on(stage, again, program, did)
    before = {line.text for line in talk.lines if line.who == "bot"}
    lines = [msgspec.structs.replace(line, is_changed=line.who == "bot" and line.text not in before) for line in again.lines]
    told = Line("note", _("The draft was changed meanwhile: the same answers were played again. What is new is marked."))
    return msgspec.structs.replace(again, lines=[told, *lines])


def _event(request: HttpRequest) -> Event | None:
    """What the person did; None if the form said nothing usable."""
    kind = request.POST.get("event", "utterance")
    text, keys = request.POST.get("text", "").strip()[:MAX_TEXT], request.POST.get("keys", "").strip()[:64]
    if kind == "no_input":
        return NoInput()
    if kind == "hang_up":
        return HangUp()
    if kind == "resume":
        return Resume(dict(pairs_in(request.POST.get("answer", "")[:MAX_TEXT])))
    if kind == "dtmf" and keys and set(keys) <= set("0123456789*#"):
        return Dtmf(keys=keys)
    return Utterance(text=text) if kind == "utterance" and text else None


def _lines_of(answer: Answer) -> list[Line]:
    lines = []
    for output in answer.outputs:
        if output.get("type") == "say":
            lines.append(Line("bot", str(output.get("text", "")), source_words(output.get("source") or {})))
        else:
            lines.append(Line("note", _("The host is asked to do: %(name)s") % {"name": output.get("name", output.get("type"))}))
    if answer.status == "finished":
        lines.append(Line("note", _("Finished: %(outcome)s") % {"outcome": outcome_label(str(answer.outcome or ""))}))
    return lines


def _page(stage: Stage, talk: Conversation, **told: str) -> HttpResponse:
    speaker = talk.speaker
    values = [
        ShownValue(name, str(entry.get("formatted") or entry.get("value")), bool(entry.get("confirmed")))
        for name, entry in talk.answer.values.items()
    ]
    context = {
        **told,
        "simulator": stage.addresses(),
        "can_keep": not speaker.side and not speaker.begin_at and bool(talk.did) and stage.may_keep(speaker),
        "conversation": stage.seal(talk),
        "locale": speaker.locale,
        "lines": talk.lines,
        "values": values,
        "status": talk.answer.status,
        # Which nodes of a flow it went through, in order, for the picture beside it.
        "walked": " ".join(talk.state.get("visits", ())) if speaker.subject == "flow" else "",
    }
    return render(stage.request, "workbench/simulator_body.html", context)


def _problem(stage: Stage, sentence: str) -> HttpResponse:
    return render(stage.request, "workbench/simulator_body.html", {"problem": sentence})


def _now() -> datetime:
    return timezone.localtime().replace(tzinfo=None)
