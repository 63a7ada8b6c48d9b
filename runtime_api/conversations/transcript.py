"""The turns of a conversation as they may be kept: private data are hidden before anything is stored for people to read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import (
    Answer,
    Dtmf,
    Event,
    State,
    Utterance,
    is_private_question,
    redact_spoken,
    redact_text,
    redact_values,
    words_before,
)
from omnia.dialogue.redaction import HIDDEN
from runtime_api.conversations.sessions import Record, TranscriptTurn, rfc3339
from tenants.project.rollups import Missed

MAX_TURNS = 200
"""Turns that a transcript holds; of a longer conversation the newest."""

REPEATED = 200
"""Characters of the person's words that a text can repeat."""

KEPT_FIELDS = ("type", "kind", "id", "name", "source")
"""What is kept of an action: not its parameters, which may hold what the person said."""

Values = dict[str, Any]


def opening(program: Program, answer: Answer, moment: datetime) -> TranscriptTurn:
    """The first turn, in which the person has not said anything."""
    return TranscriptTurn(0, moment, None, _outputs(program, answer, [answer.values], []), list(answer.over_budget), heard=[])


def turn_of(
    program: Program, before: Record, moment: datetime, event: Event, state: State | bytes, answer: Answer
) -> TranscriptTurn:
    """The turn after `before`; `state` is the engine's before the event."""
    known = _known(before, answer) if program.has_private else []
    said, private = _event(program, state, event, answer, known)
    private += _private_before(before, state)
    outputs = _outputs(program, answer, known, private)
    alternatives = len(event.alternatives) if isinstance(event, Utterance) else 0
    understood = [{"node": item.node, "confidence": round(item.confidence, 3)} for item in answer.heard]
    return TranscriptTurn(before.turn + 1, moment, said, outputs, list(answer.over_budget), understood, alternatives)


def _known(before: Record, answer: Answer) -> list[Values]:
    """All values that a text may repeat; only where something private is asked for has anyone to know them."""
    # A value that was refused at once is in neither of the two sets of values, but it was heard.
    heard = {item.node: {"value": item.value, "raw": item.raw} for item in answer.heard}
    return [msgspec.json.decode(before.values), heard, answer.values]


def _event(
    program: Program, state: State | bytes, event: Event, answer: Answer, known: list[Values]
) -> tuple[dict[str, Any], list[str]]:
    """The event as it may be kept, and its words if they are private."""
    said: dict[str, Any] = {"type": type(event).__struct_config__.tag}
    if not isinstance(event, Utterance | Dtmf):
        return said, []
    words, field = (event.text, "text") if isinstance(event, Utterance) else (event.keys, "keys")
    shown = redact_text(program, state, words, answer.heard) if words else words
    for values in known:
        shown = redact_spoken(program, values, shown)
    said[field] = shown
    if shown == words:
        return said, []
    return said, [words, *(each.text for each in event.alternatives)] if isinstance(event, Utterance) else [words]


def _private_before(before: Record, state: State | bytes) -> list[str]:
    """The person's last words, which a text may still repeat, if they were hidden when they were said."""
    events = (turn.event for turn in reversed(before.transcript) if turn.event is not None)
    last = next((event["text"] for event in events if "text" in event), "")
    return [words_before(state)] if HIDDEN in last else []


def _outputs(program: Program, answer: Answer, known: list[Values], private: list[str]) -> list[dict[str, Any]]:
    """What was said and asked of the host; log lines are the host's own matter."""
    return [_output(program, output, known, private) for output in answer.outputs if output["type"] != "log"]


def _output(program: Program, output: Mapping[str, Any], known: list[Values], private: list[str]) -> dict[str, Any]:
    kept = {name: output[name] for name in KEPT_FIELDS if output.get(name) is not None}
    if output["type"] != "say":
        return kept
    if is_private_question(program, output["source"]):
        return {**kept, "text": HIDDEN}
    text = output["text"]
    for words in private:
        # A text may repeat the person's words as the engine remembers them: the beginning, blanks aside.
        for form in (words[:REPEATED], " ".join(words[:REPEATED].split())):
            text = text.replace(form, HIDDEN) if form else text
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


def missed_words(record: Record) -> list[Missed]:
    """The words that did not help, by the datum that they did not help with; none that are hidden altogether."""
    said = {turn.turn: turn.event.get("text", "") for turn in record.transcript if turn.event is not None}
    return [
        Missed(result.template, result.node, turn, said[turn])
        for result in record.results
        for turn in result.missed_turns
        if said.get(turn, "").strip(f"{HIDDEN} ")
    ]


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


def kept_row_of(turn: TranscriptTurn) -> dict[str, Any]:
    """A turn as a finished conversation's record has it: with what holding the conversation again needs to know."""
    row = row_of(turn)
    if turn.heard is not None:
        row["heard"] = turn.heard
    return row | {"alternatives": turn.alternatives} if turn.alternatives else row


def row_of(turn: TranscriptTurn) -> dict[str, Any]:
    """A turn as a plain document."""
    row = {"turn": turn.turn, "at": turn.at, "event": turn.event, "outputs": turn.outputs}
    return row | {"over_budget": turn.over_budget} if turn.over_budget else row
