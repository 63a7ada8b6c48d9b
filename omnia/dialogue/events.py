"""What comes into a conversation and what goes out of it: the JSON of the runtime API's turns, typed."""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Literal

import msgspec

MAX_TEXT = 4_000
"""Characters of an utterance that are read; the runtime API refuses longer ones."""

MAX_ALTERNATIVES = 30
"""Transcriptions of one utterance that are looked at."""

MAX_HEARD = 3 * MAX_TEXT
"""Characters of all transcriptions together that are read: those of people are short, and there may be many."""

MAX_EARLIER = 4
"""Earlier attempts to say a value that are weighed with the present one."""

Status = Literal["listening", "waiting", "finished"]
Outcome = Literal["completed", "partial", "failed", "transferred", "closed", "abandoned", "cancelled"]
Channel = Literal["voice", "chat"]


class Alternative(msgspec.Struct, frozen=True):
    """One more transcription of what was said, with the recogniser's confidence from 0 to 1."""

    text: str
    confidence: float = 1.0


class Utterance(msgspec.Struct, frozen=True, tag_field="event", tag="utterance"):
    """The person said or wrote something."""

    text: str
    alternatives: tuple[Alternative, ...] = ()

    def transcriptions(self, most: int = MAX_HEARD) -> list[Alternative]:
        """The text and its alternatives, best first and each once, of `most` characters; who told no confidence is sure."""
        if not self.alternatives and len(self.text) <= most:
            # Most utterances come alone.
            return [Alternative(self.text)]
        told = {each.text: min(max(each.confidence, 0.0), 1.0) for each in self.alternatives[:MAX_ALTERNATIVES]}
        texts = list(dict.fromkeys([self.text, *told]))
        reached = accumulate(len(text) for text in texts)
        return [Alternative(text, told.get(text, 1.0)) for text, length in zip(texts, reached, strict=True) if length <= most]


class NoInput(msgspec.Struct, frozen=True, tag_field="event", tag="no_input"):
    """The person stayed silent until the time-out."""


class Dtmf(msgspec.Struct, frozen=True, tag_field="event", tag="dtmf"):
    """The person pressed keys: digits, `*` and `#`."""

    keys: str


class HangUp(msgspec.Struct, frozen=True, tag_field="event", tag="hang_up"):
    """The person left."""


class Resume(msgspec.Struct, frozen=True, tag_field="event", tag="resume"):
    """The host performed the open action; `data` is what came back."""

    data: dict[str, Any] = {}


Event = Utterance | NoInput | Dtmf | HangUp | Resume


class Heard(msgspec.Struct, frozen=True):
    """One thing understood in a turn: where it went, the words, the typed value; kept in the transcript."""

    node: str
    raw: str
    value: Any
    confidence: float = 1.0


class Answer(msgspec.Struct, frozen=True):
    """What the conversation does after an event; `outputs`, `listen` and `values` are the runtime API's JSON as it stands.

    `over_budget` names the expressions that took more work than they may, and therefore counted as having no value.
    """

    status: Status
    outputs: list[dict[str, Any]]
    listen: dict[str, Any] | None
    values: dict[str, Any]
    outcome: Outcome | None = None
    heard: tuple[Heard, ...] = ()
    over_budget: tuple[str, ...] = ()
