"""What a conversation remembers between two turns: how far it is and what was said, never the definition."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from omnia.dialogue.events import Channel, Outcome
from omnia.structs import build

Progress = Literal[
    "empty", "partial", "filled", "valid", "confirmed", "done", "invalid", "rejected", "deferred", "failed", "skipped",
]  # fmt: skip
Mode = Literal["asking", "confirming", "correcting"]

CLOSED: frozenset[Progress] = frozenset(("done", "failed", "skipped"))
"""A datum in one of these is not talked about any more."""

MAX_HISTORY = 5
"""Earlier values that a datum remembers."""


class Content(msgspec.Struct, omit_defaults=True):
    """A value with where it came from; `parts` holds it by part where the kind has parts.

    `is_unsure` says that it was put right or guessed, and has to be confirmed whatever the policy.
    """

    value: Any = None
    parts: dict[str, Any] = {}
    raw: str = ""
    confidence: float = 1.0
    is_unsure: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of it yet."""
        return self.value is None and not self.parts


class Transcription(msgspec.Struct, array_like=True):
    """Words as they were heard, and how sure the recogniser of speech was of them."""

    text: str
    confidence: float = 1.0


class Datum(msgspec.Struct, omit_defaults=True):
    """One datum in the making.

    `good` is the last content that passed every constraint; `content` may be on the way to a new one. `counters` is step (for a
    part: `<part>.<step>`) to the times that it was played. `buffer` joins what was said in several breaths. `choices` are the
    readings of which the person is being asked which one was meant. `attempts` are what was heard for it, until it is done.
    `spelled` are the paths whose spelling was asked for.
    """

    status: Progress = "empty"
    content: Content = msgspec.field(default_factory=Content)
    good: Content | None = None
    counters: dict[str, int] = {}
    buffer: str = ""
    breaths: int = 0
    confirmed: bool = False
    history: list[Any] = []
    choices: list[Content] = []
    attempts: list[list[Transcription]] = []
    spelled: list[str] = []

    @property
    def best(self) -> Content:
        """What is to be reported: the last valid value, else what there is."""
        return self.good if self.good is not None else self.content

    def remember(self, content: Content) -> None:
        """Take new content; the value before it goes into the history."""
        if not self.content.is_empty:
            self.history = [*self.history, self.content.value][-MAX_HISTORY:]
        self.content = content

    def usable_value_gained(self) -> None:
        """Misses and silences start again; refusals and broken constraints do not."""
        kept = {step: times for step, times in self.counters.items() if step.rpartition(".")[2] not in ("no_match", "no_input")}
        self.counters = kept
        self.buffer, self.breaths = "", 0


class Run(msgspec.Struct, omit_defaults=True):
    """One template being run, or waiting with what was given early for it; data by the path of their unit."""

    data: dict[str, Datum] = {}
    introduced: bool = False
    second_round: bool = False
    finished: bool = False


class Question(msgspec.Struct, omit_defaults=True):
    """The question that is open, so that it can be repeated; `row` is the flow's text that led to it, if one did."""

    path: str
    step: str
    level: int
    row: list[Any] = []


class Pending(msgspec.Struct, omit_defaults=True):
    """An action that the host performs; where the conversation goes on afterwards.

    `place` is `row`, `level` or `extraction`; for a level, `path`, `step`, `level` and `act` name the action in it, and `then`
    says whether the conversation listens or proceeds when the level has been played.
    """

    id: str
    place: Literal["row", "level", "extraction"]
    path: str = ""
    step: str = ""
    level: int = 0
    act: int = 0
    then: Literal["listen", "proceed"] = "listen"
    text: str = ""


class Tally(msgspec.Struct, omit_defaults=True):
    """How one datum fared so far, for counts alone.

    `attempts` is how often it was asked for before it was understood, `understood` the attempt at which it was; `early` says that
    it was given before it was asked for. `played` and `rescued` count reprompts, and those after which it was understood, by
    `<step>_<level>`; `open` is the one that waits for its answer. `missed_turns` are turns whose words did not help.
    """

    attempts: int = 0
    understood: int = 0
    early: bool = False
    read_back: bool = False
    corrected: bool = False
    given_up: bool = False
    played: dict[str, int] = {}
    rescued: dict[str, int] = {}
    open: str = ""
    missed_turns: list[int] = []


class Session(msgspec.Struct, omit_defaults=True):
    """The whole state of a conversation."""

    channel: Channel
    node: str
    region: str = ""
    row: int = 0
    visits: dict[str, int] = {}
    variables: dict[str, Any] = {}
    runs: dict[str, Run] = {}
    active: str = ""
    focus: str = ""
    mode: Mode = "asking"
    question: Question | None = None
    pending: Pending | None = None
    last: list[str] = []
    turn: int = 0
    said: str = ""
    outcome: Outcome | None = None
    tallies: dict[str, Tally] = {}

    def datum(self, path: str) -> Datum:
        """The datum of the active run at a unit's path, made when it is first asked for."""
        data = self.runs[self.active].data
        # Asked for a dozen times a turn: made only where there is none.
        found = data.get(path)
        if found is None:
            found = data[path] = Datum()
        return found


build(Session)


_DECODER = msgspec.json.Decoder(Session)


def load(state: dict[str, Any] | bytes) -> Session:
    """The state from its JSON, parsed or as it is kept."""
    return _DECODER.decode(state) if isinstance(state, bytes) else msgspec.convert(state, Session)


def dump(session: Session) -> dict[str, Any]:
    """The state as JSON-able values."""
    found: dict[str, Any] = msgspec.to_builtins(session)
    return found


def encode(session: Session) -> bytes:
    """The state as JSON, the same as that of what `dump` returns."""
    return msgspec.json.encode(session)
