"""Conversations held as the runtime holds them, and the record that it would leave of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import bson
import msgspec

from omnia.dialogue.compile import Program, compile_program
from omnia.dialogue.conversation import Event, Utterance, advance, begin
from omnia.dialogue.replay.recording import Recording, read_recording
from omnia.dialogue.replay.rerun import Course, rerun
from runtime_api.conversations import archive, transcript
from runtime_api.conversations.sessions import Record
from runtime_api.conversations.turns import EMPTY

STARTED = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # as MongoDB gives times


def program_of(body: Mapping[str, Any], locale: str = "en", templates: Mapping[str, Any] | None = None) -> Program:
    """A template, or a flow with its templates, compiled."""
    if "start" in body:
        return compile_program(flow=body, templates=templates or {}, locale=locale)
    return compile_program(template=body, templates={}, locale=locale)


def record_of(
    program: Program, events: Sequence[Event | str], *, channel: str = "chat", variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The row of a finished conversation in which `events` came; one that goes on after them is ended there."""
    state, answer = begin(program, channel=channel, variables=variables or {}, now=STARTED, region=None)
    record = Record(
        release=1,
        locale=program.locale,
        channel=channel,
        region="",
        started_at=STARTED,
        reference_time=STARTED,
        expires_at=STARTED,
        status=answer.status,
        state=EMPTY,
        values=msgspec.json.encode(answer.values),
        last_answer=b"",
        transcript=[transcript.opening(program, answer, STARTED)],
        had_variables=bool(variables),
    )
    setattr(record, "flow" if program.is_flow else "template", program.key)
    for number, event in enumerate(events, 1):
        if answer.status == "finished":
            break
        told = Utterance(event) if isinstance(event, str) else event
        moment = STARTED + timedelta(seconds=number)
        before = state
        state, answer = advance(program, state, told, now=moment)
        record.transcript.append(transcript.turn_of(program, record, moment, told, before, answer))
        record.turn, record.values = number, msgspec.json.encode(answer.values)
    record.outcome, record.finished_at = answer.outcome or "abandoned", STARTED + timedelta(minutes=1)
    row = archive.row_for("s_one", program, record)
    return {"_id": "s_one", **bson.decode(row.content), **bson.decode(row.private)}


def recorded(program: Program, *events: Event | str, **more: Any) -> Recording:
    """The record of a conversation, read again."""
    return read_recording(record_of(program, events, **more))


def held_again(program: Program, recording: Recording) -> Course:
    """A recording held again on a program, with no sentences but the document's own examples."""
    return rerun(program, recording, region=None, examples={})
