"""A finished conversation as its record tells it, and what the record does not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from omnia.dialogue.events import Channel, Dtmf, Event, HangUp, NoInput, Resume, Utterance
from omnia.dialogue.redaction import HIDDEN

MAX_TURNS = 250
"""Turns of a record that are read; the runtime keeps 200."""

KEPT = ("type", "kind", "id", "name", "source")
"""The fields of an output that a record holds, besides the text of what was said."""

Lack = Literal["local_time", "country", "variables", "alternatives", "host_answers"]
"""Something that the conversation had and its record does not hold.

`local_time` and `country`: of records older than these fields. `variables`: what the host knew at the start. `alternatives`:
further transcriptions of what was said. `host_answers`: what came back from webhooks and requests.
"""


class RecordingError(ValueError):
    """A record that cannot be held again; `code` is `cut`, `empty` or `broken`."""

    def __init__(self, code: Literal["cut", "empty", "broken"], sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the person did, and what the conversation did then; the first one has no event.

    `heard` are the data that were understood, or None where the record does not tell.
    """

    turn: int
    moment: datetime
    event: Event | None
    outputs: tuple[Mapping[str, Any], ...]
    heard: tuple[str, ...] | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether redaction took something away of what the person said."""
        return HIDDEN in words_of(self.event)


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished conversation; moments are the person's local time, with the offset from UTC where the host told it."""

    session: str
    document: Literal["template", "flow"]
    key: str
    locale: str
    channel: Channel
    release: int
    region: str | None
    outcome: str
    exchanges: tuple[Exchange, ...]
    lacks: frozenset[Lack]


def read_recording(row: Mapping[str, Any]) -> Recording:
    """A stored conversation as a `Recording`; raises `RecordingError` for one that cannot be held again."""
    if row.get("omitted"):
        raise RecordingError("cut", "The conversation was so long that its beginning was not kept.")
    try:
        return _read(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, RecordingError):
            raise
        raise RecordingError("broken", "The record of this conversation is damaged and cannot be read.") from error


def _read(row: Mapping[str, Any]) -> Recording:
    turns: Sequence[Mapping[str, Any]] = row.get("turns") or ()
    if not turns or turns[0].get("event") is not None:
        raise RecordingError("empty", "No words were kept of this conversation.")
    document: Literal["template", "flow"] = "flow" if row.get("flow") else "template"
    started = row["started_at"]
    local = datetime.fromisoformat(row["reference_time"]) if row.get("reference_time") else started
    exchanges = tuple(_exchange(turn, started, local) for turn in turns[:MAX_TURNS])
    return Recording(
        session=str(row["_id"]),
        document=document,
        key=_text(row[document]),
        locale=_text(row["locale"]),
        channel="voice" if row["channel"] == "voice" else "chat",
        release=int(row["release"]),
        region=row.get("region"),
        outcome=str(row.get("outcome") or ""),
        exchanges=exchanges,
        lacks=frozenset(_lacks(row, exchanges)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _exchange(turn: Mapping[str, Any], started: datetime, local: datetime) -> Exchange:
    moment = local + (turn["at"] - started)
    outputs = tuple(dict(output) for output in turn.get("outputs") or ())
    told = turn.get("heard")
    heard = tuple(str(each["node"]) for each in told) if told is not None else None
    event = _event(turn["event"]) if turn.get("event") else None
    return Exchange(int(turn["turn"]), moment, event, outputs, heard)


def _event(told: Mapping[str, Any]) -> Event:
    kind = told["type"]
    if kind == "utterance":
        return Utterance(str(told["text"]))
    if kind == "dtmf":
        return Dtmf(str(told["keys"]))
    others: Mapping[str, Event] = {"no_input": NoInput(), "hang_up": HangUp(), "resume": Resume()}
    return others[kind]


def _lacks(row: Mapping[str, Any], exchanges: Sequence[Exchange]) -> list[Lack]:
    found: list[Lack] = []
    if row.get("reference_time") is None:
        found.append("local_time")
    if row.get("region") is None:
        found.append("country")
    if row.get("had_variables"):
        found.append("variables")
    if any(turn.get("alternatives") for turn in row["turns"]):
        found.append("alternatives")
    if any(isinstance(each.event, Resume) for each in exchanges):
        found.append("host_answers")
    return found


def words_of(event: Event | None) -> str:
    """The words or keys of an event; empty for one without any."""
    if isinstance(event, Utterance):
        return event.text
    return event.keys if isinstance(event, Dtmf) else ""


def with_words(event: Event, words: str) -> Event:
    """The event with other words or keys."""
    if isinstance(event, Utterance):
        return Utterance(words)
    return Dtmf(words) if isinstance(event, Dtmf) else event


def signature(outputs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was said and asked of the host, without the words: where each came from."""
    return [{name: output.get(name) for name in KEPT} for output in outputs if output.get("type") != "log"]
