"""Holding conversations: each way in which one changes is one function here.

A conversation is read with its version, changed in memory, and kept only if the version is still the stored one. Of two changes
at once, in whatever processes, one wins and the other is told.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec
from django.conf import settings

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import Answer, Event, HangUp, Resume, advance_encoded, begin
from omnia.dialogue.extraction.regions import region_for
from omnia.dialogue.funnel import results_of
from omnia.infra import disk_space, metrics
from omnia.infra.problems import Problem
from omnia.infra.telemetry import log
from omnia.mongo.context import ProjectRef
from runtime_api import published
from runtime_api.conversations import recorder, session_cache, transcript
from runtime_api.conversations.requests import checked_subject, checked_variables, event_of, local_time, validation_problem
from runtime_api.conversations.schemas import StartBody, TurnBody
from runtime_api.conversations.session_store import falls_back, session_store
from runtime_api.conversations.sessions import (
    ID,
    Counted,
    Gone,
    KeptAnswer,
    Record,
    StoredSession,
    StoreUnavailable,
    after,
    decode,
    encode,
    new_session_id,
    rfc3339,
    utc_now,
)
from runtime_api.metering.meters import noted_talk
from tenants.project.channels import CANARY, LIVE, is_in_canary

KEPT_ANSWERS = 8
"""Answers that a repeated turn still finds."""

TRIES = 5
"""Times that ending a conversation begins again because a turn came in between."""

EMPTY = b"{}"
NO_ROOM = "No conversation is started just now: the disk of the databases is nearly full. Those that run go on."

NOT_KEPT = "New conversations cannot be kept just now, so none was started. Send the same request again in a moment."

logger = log(__name__)


def _refuse_without_room() -> None:
    """Keep what room is left for the conversations that run; raises the problem `unavailable`."""
    if disk_space.is_short():
        raise Problem("unavailable", NO_ROOM, headers={"Retry-After": "30"})


def start(project: ProjectRef, body: StartBody) -> tuple[str, bytes]:
    """Start a conversation with a channel's release; returns its id and the answer.

    Raises:
        Problem: nothing is published, the release lacks the document or the locale, the body is not right, what is started
            cannot be kept, or the disk of the databases is nearly full.
    """
    _refuse_without_room()
    try:
        return _start(project, body, new_session_id())
    except StoreUnavailable as error:
        if falls_back():
            return _start(project, body, new_session_id(in_database=True))
        raise Problem("unavailable", NOT_KEPT, headers=error.headers) from error


def _start(project: ProjectRef, body: StartBody, session: str) -> tuple[str, bytes]:
    checked_subject(body, "flow", "template")
    variables, reference_time = checked_variables(body.variables), local_time(body.reference_time)
    chosen = _chosen(project, body, session)
    release = chosen.release
    program = program_of(project, release.number, body.locale, flow=body.flow, template=body.template)
    region = region_for(body.locale, release.default_locale, release.region)
    state, answer = begin(program, channel=body.channel, variables=variables, now=reference_time, region=region or None)
    now = utc_now()
    record = Record(
        release=release.number,
        flow=body.flow,
        template=body.template,
        locale=body.locale,
        channel=body.channel,
        region=region,
        external_id=body.external_id,
        started_at=now,
        reference_time=reference_time,
        expires_at=_expiry(now),
        status=answer.status,
        state=EMPTY,
        values=EMPTY,
        last_answer=b"",
        transcript=[transcript.opening(program, answer, now)],
        release_channel=chosen.channel,
        trial=chosen.trial,
        trial_weight=chosen.weight,
        had_variables=bool(variables),
    )
    content = _take(program, record, session, msgspec.json.encode(state), answer, now)
    data = encode(record)
    finished = record.status == "finished"
    with noted_talk(project):
        # One that goes on counts with its first turn: a start whose answer was lost, and which nobody goes on with, is none.
        counted = Counted(conversations=int(finished))
        session_store(session).create(project, session, data, settings.OMNIA_SESSION_TTL, finished=finished, counted=counted)
    if not finished:
        session_cache.remember(project, session, StoredSession(data, 1))
    metrics.CONVERSATIONS_STARTED.labels(record.channel).inc()
    logger.info("conversation.started", session=session, release=record.release)
    _note_work(session, answer)
    _close(project, session, program, record)
    return session, content


def undo_start(project: ProjectRef, session: str) -> None:
    """Take back a conversation that nobody has heard of."""
    session_cache.forget(project, session)
    session_store(session).remove(project, session, 1)


def take_turn(project: ProjectRef, session: str, body: TurnBody, fingerprint: bytes) -> bytes:
    """Go on with a conversation; returns the answer, the same again for a request sent again.

    Raises:
        Problem: there is no such conversation, or the turn or the event is not its next one.
    """
    event = event_of(body)
    guessed = session_cache.peek(project, session)
    if guessed is not None:
        record = decode(guessed.data)
        if record.turn == body.turn and _is_expected(record, event):
            answered = _go_on(project, session, guessed.version, record, event, body, fingerprint)
            if answered is not None:
                return answered
        session_cache.forget(project, session)
    held, record = find(project, session)
    if body.turn == record.turn and record.status != "finished":
        _check_expected(record, event)
        answered = _go_on(project, session, held.version, record, event, body, fingerprint)
        if answered is not None:
            return answered
        _held, record = find(project, session)
    return _given_answer(project, session, record, body, fingerprint)


def _go_on(
    project: ProjectRef, session: str, version: int, record: Record, event: Event, body: TurnBody, fingerprint: bytes
) -> bytes | None:
    """The answer to an event, once what follows from it is stored; None if another version is stored, and nothing changes."""
    now = utc_now()
    program = _program_of(project, record)
    fresh_state, answer = advance_encoded(program, record.state, event, now=record.local_time(now))
    turn = transcript.turn_of(program, record, now, event, record.state, answer)
    turns, omitted = transcript.add(record, turn)
    fresh = msgspec.structs.replace(
        record, turn=record.turn + 1, status=answer.status, expires_at=_expiry(now), transcript=turns, omitted=omitted
    )
    content, finished = _take(program, fresh, session, fresh_state, answer, now), answer.status == "finished"
    # Of a finished conversation with private data only the last turn can be repeated.
    kept = 1 if finished and program.has_private else KEPT_ANSWERS
    fresh.answers = [*record.answers, KeptAnswer(body.turn, fingerprint, content)][-kept:]
    data = encode(fresh)
    seconds, counted = settings.OMNIA_SESSION_TTL, Counted(conversations=int(not record.turn), turns=1)
    with noted_talk(project):
        if not session_store(session).replace(project, session, version, data, seconds, finished=finished, counted=counted):
            return None
    if finished:
        session_cache.forget(project, session)
    else:
        session_cache.remember(project, session, StoredSession(data, version + 1))
    _note_work(session, answer)
    _close(project, session, program, fresh)
    return content


def end(project: ProjectRef, session: str) -> None:
    """End a conversation and forget its contents; one that was not finished is recorded as abandoned."""
    session_cache.forget(project, session)
    for _try in range(TRIES):
        held, record = find(project, session)
        version, program = held.version, _program_of(project, record)
        if record.status != "finished":
            # First it is finished, as a hang-up does it: what is recorded and counted must not go on.
            record, version = _abandoned(program, session, record), version + 1
            data = encode(record)
            if not _replace_ended(project, session, held.version, data, Counted(conversations=int(not record.turn))):
                continue
            _count_end(session, record)
        recorder.record(project, session, program, record)
        # What it rests on goes away now, so it is not left to the background.
        recorder.flush()
        if session_store(session).remove(project, session, version):
            return
    raise Problem("conflict", "The conversation went on while it was being ended. Send the request again.")


def _replace_ended(project: ProjectRef, session: str, version: int, data: bytes, counted: Counted) -> bool:
    with noted_talk(project):
        store = session_store(session)
        return store.replace(project, session, version, data, settings.OMNIA_SESSION_TTL, finished=True, counted=counted)


def _abandoned(program: Program, session: str, record: Record) -> Record:
    """A conversation that runs as one that ends here, though nothing was said."""
    now = utc_now()
    fresh = msgspec.structs.replace(record, status="finished", finished_at=now)
    if program.has_private:
        fresh.answers = fresh.answers[-1:]
    values = msgspec.json.decode(record.values)
    _take(program, fresh, session, record.state, Answer("finished", [], None, values, "abandoned"), now)
    return fresh


def find(project: ProjectRef, session: str) -> tuple[StoredSession, Record]:
    """A conversation that runs or is finished and not yet forgotten; raises the problem `not-found` or `gone`."""
    try:
        held = session_store(session).load(project, session) if ID.fullmatch(session) else None
    except Gone as gone:
        raise Problem("gone", "The conversation has expired or was deleted. Start a new one.") from gone
    if held is None:
        raise Problem("not-found", "There is no such conversation.")
    return held, decode(held.data)


def transcript_of(project: ProjectRef, session: str) -> bytes:
    """A conversation's transcript, redacted, as the API answers it."""
    _held, record = find(project, session)
    return transcript.answer_of(session, record, transcript.redacted_values(_program_of(project, record), record))


def state_of(project: ProjectRef, session: str) -> bytes:
    """A conversation as it stands, as the API answers it."""
    _held, record = find(project, session)
    content = msgspec.json.decode(record.last_answer, type=dict[str, msgspec.Raw])
    told = {name: getattr(record, name) for name in ("flow", "template", "locale", "channel", "external_id")}
    return msgspec.json.encode({**content, **told, "started_at": rfc3339(record.started_at)})


def live_release(project: ProjectRef) -> published.Release:
    """The release that is live; raises the problem `not-published`."""
    return published.release(project, _head(project, LIVE).release)


class _Chosen(NamedTuple):
    """What a new conversation speaks, the channel that it comes from, and the canary that runs beside, with its weight."""

    release: published.Release
    channel: str
    trial: str = ""
    weight: int = 0


def _chosen(project: ProjectRef, body: StartBody, session: str) -> _Chosen:
    """The release that a new conversation gets; raises the problem `not-published`."""
    channel = body.release_channel
    head = _head(project, channel)
    beside = head.canary
    if beside is None:
        return _Chosen(published.release(project, head.release), channel)
    on_it = is_in_canary(beside.salt, beside.weight, body.caller_id or body.external_id or session)
    release, side = (beside.release, CANARY) if on_it else (head.release, channel)
    return _Chosen(published.release(project, release), side, beside.salt, beside.weight)


def _head(project: ProjectRef, channel: str) -> published.Head:
    head = published.head(project, channel)
    if head is not None:
        return head
    detail = "This project has published nothing yet. Publish a release in the studio; then conversations can start."
    if channel != LIVE:
        detail = f"Nothing is published on the channel “{channel}”."
    raise Problem("not-published", detail, status=409)


def program_of(
    project: ProjectRef, release: int, locale: str, *, flow: str | None = None, template: str | None = None
) -> Program:
    """The compiled form of a released document; raises the problems `unknown-locale` and `unknown-document`."""
    try:
        return published.program(project, release, locale=locale, flow=flow, template=template)
    except published.UnknownLocale as error:
        enabled = ", ".join(published.release(project, release).locales)
        sentence = f"The release does not speak “{locale}”. Choose among: {enabled}."
        raise validation_problem("/locale", sentence, "unknown-locale") from error
    except published.UnknownDocument as error:
        name = "flow" if flow is not None else "template"
        sentence = f"The release holds no {name} of this key. GET /api/v1/{name}s lists those that it holds."
        raise validation_problem(f"/{name}", sentence, "unknown-document") from error


def _program_of(project: ProjectRef, record: Record) -> Program:
    return published.program(project, record.release, locale=record.locale, flow=record.flow, template=record.template)


def _expiry(now: datetime) -> datetime:
    return after(now, settings.OMNIA_SESSION_TTL)


def _take(program: Program, record: Record, session: str, state: bytes, answer: Answer, now: datetime) -> bytes:
    """Put the engine's state and answer into a record; returns the answer as it is sent.

    Nothing goes on from a finished conversation: what is kept of it shows no private datum, and the answer to its last turn is
    kept beside it for a repetition alone.
    """
    finished = answer.status == "finished"
    record.state = EMPTY if finished else state
    record.results = results_of(program, state) if finished else []
    record.values = msgspec.json.encode(answer.values)
    record.outcome = answer.outcome
    record.finished_at = now if finished else None
    sent = {
        "session": session,
        "release": record.release,
        "turn": record.turn,
        "status": answer.status,
        "outputs": answer.outputs,
        "listen": answer.listen,
        # They are encoded already.
        "values": msgspec.Raw(record.values),
        "outcome": answer.outcome,
        "expires_at": rfc3339(record.expires_at),
    }
    content = record.last_answer = msgspec.json.encode(sent)
    if finished and program.has_private:
        values = transcript.redacted_values(program, record)
        record.values = msgspec.json.encode(values)
        record.last_answer = msgspec.json.encode(sent | {"values": values, "outputs": record.transcript[-1].outputs})
    return content


def _given_answer(project: ProjectRef, session: str, record: Record, body: TurnBody, fingerprint: bytes) -> bytes:
    """The answer that a turn got already; raises `Problem` for any other that is not the next one."""
    kept = next((each for each in record.answers if each.turn == body.turn), None)
    if kept is not None and kept.fingerprint == fingerprint:
        if record.status == "finished" and record.turn == body.turn + 1:
            # The first request may have been cut off between its last two steps.
            recorder.record(project, session, _program_of(project, record), record)
        return kept.content
    if body.turn > record.turn:
        raise _turn_problem("turn-ahead", f"The conversation is at turn {record.turn}; answer that one.")
    if body.turn < record.turn:
        sentence = f"Turn {body.turn} was answered already with another body; the conversation is at turn {record.turn}."
        raise _turn_problem("turn-taken", sentence)
    raise Problem("session-finished", f"The conversation is finished ({record.outcome}). Start a new one.")


def _turn_problem(type_name: str, sentence: str) -> Problem:
    return Problem(type_name, sentence, errors=[{"pointer": "/turn", "detail": sentence}])


def _is_expected(record: Record, event: Event) -> bool:
    """While the host has something to do, only its answer or a hang-up counts; at other times there is nothing to resume."""
    return isinstance(event, Resume | HangUp) if record.status == "waiting" else not isinstance(event, Resume)


def _check_expected(record: Record, event: Event) -> None:
    if _is_expected(record, event):
        return
    sentence = "No action is open, so there is nothing to resume. Send what the person did."
    if record.status == "waiting":
        sentence = "The conversation waits for the action that it asked for. Send the event resume with its data, or hang_up."
    raise Problem("wrong-event", sentence, errors=[{"pointer": "/event", "detail": sentence}])


def _note_work(session: str, answer: Answer) -> None:
    """Count and log the expressions of a turn that took too much work."""
    if answer.over_budget:
        metrics.OVER_BUDGET.inc(len(answer.over_budget))
        logger.warning("expression.over_budget", session=session, expressions=len(answer.over_budget))


def _close(project: ProjectRef, session: str, program: Program, record: Record) -> None:
    """Count and record a conversation that has come to its end."""
    if record.status == "finished":
        _count_end(session, record)
        recorder.record(project, session, program, record)


def _count_end(session: str, record: Record) -> None:
    metrics.CONVERSATIONS_FINISHED.labels(record.channel, record.outcome or "").inc()
    logger.info("conversation.finished", session=session, outcome=record.outcome, turns=record.turn)
