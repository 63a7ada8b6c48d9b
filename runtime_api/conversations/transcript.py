"""The turns of a conversation as they may be kept: private data are hidden before anything is stored for people to read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import Answer, Dtmf, Event, Utterance, redact_spoken, redact_text, redact_values
from omnia.dialogue.redaction import HIDDEN
from runtime_api.conversations.sessions import Record, TranscriptTurn, rfc3339

MAX_TURNS = 200
"""Turns that a transcript holds; of a longer conversation the newest."""

KEPT_FIELDS = ("type", "kind", "id", "name", "source")
"""What is kept of an action: not its parameters, which may hold what the person said."""

Values = dict[str, Any]


def opening(program: Program, answer: Answer, moment: datetime) -> TranscriptTurn:
    """The first turn, in which the person has not said anything."""
    return TranscriptTurn(0, moment, None, _outputs(program, answer, [answer.values], ""))


def turn_of(
    program: Program, turn: int, moment: datetime, event: Event, answer: Answer, *, state: dict[str, Any], values: Values
) -> TranscriptTurn:
    """A turn; `state` and `values` are those before the event."""
    known = [values, answer.values]
    said, private = _event(program, state, event, answer, known)
    return TranscriptTurn(turn, moment, said, _outputs(program, answer, known, private))


def _event(
    program: Program, state: dict[str, Any], event: Event, answer: Answer, known: list[Values]
) -> tuple[dict[str, Any], str]:
    """The event as it may be kept, and its words if they are private."""
    said: dict[str, Any] = {"type": type(event).__struct_config__.tag}
    if not isinstance(event, Utterance | Dtmf):
        return said, ""
    words, field = (event.text, "text") if isinstance(event, Utterance) else (event.keys, "keys")
    shown = redact_text(program, state, words, answer.heard) if words else words
    for values in known:
        shown = redact_spoken(program, values, shown)
    said[field] = shown
    return said, "" if shown == words else words


def _outputs(program: Program, answer: Answer, known: list[Values], private: str) -> list[dict[str, Any]]:
    """What was said and asked of the host; log lines are the host's own matter."""
    return [_output(program, output, known, private) for output in answer.outputs if output["type"] != "log"]


def _output(program: Program, output: Mapping[str, Any], known: list[Values], private: str) -> dict[str, Any]:
    kept = {name: output[name] for name in KEPT_FIELDS if output.get(name) is not None}
    if output["type"] != "say":
        return kept
    text = output["text"]
    # A text may repeat the person's words as they were heard, blanks aside.
    for words in (private, " ".join(private.split())):
        text = text.replace(words[:200], HIDDEN) if words else text
    for values in known:
        text = redact_spoken(program, values, text)
    return {**kept, "text": text}


def add(record: Record, turn: TranscriptTurn) -> tuple[list[TranscriptTurn], int]:
    """A conversation's transcript with one more turn, and how many it then leaves out."""
    turns = [*record.transcript, turn]
    surplus = max(0, len(turns) - MAX_TURNS)
    return turns[surplus:], record.omitted + surplus


def redacted_values(program: Program, record: Record) -> Values:
    """The values, private ones hidden."""
    return redact_values(program, msgspec.json.decode(record.values))


def answer_of(session: str, record: Record, values: Values) -> bytes:
    """The transcript as the API answers it; `values` are redacted already."""
    content = {
        "session": session,
        "release": record.release,
        "locale": record.locale,
        "channel": record.channel,
        "status": record.status,
        "outcome": record.outcome,
        "omitted": record.omitted,
        "turns": [row_of(turn) | {"at": rfc3339(turn.at)} for turn in record.transcript],
        "values": values,
    }
    return msgspec.json.encode(content)


def row_of(turn: TranscriptTurn) -> dict[str, Any]:
    """A turn as a plain document."""
    return {"turn": turn.turn, "at": turn.at, "event": turn.event, "outputs": turn.outputs}
