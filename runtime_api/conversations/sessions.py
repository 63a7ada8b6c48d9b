"""What is kept of a conversation while it runs, and what a place to keep it must be able to do."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

import msgspec

from omnia.dialogue.events import Channel, Outcome, Status
from omnia.dialogue.funnel import DatumResult
from omnia.infra.crypto import new_secret
from omnia.infra.problems import Problem
from omnia.mongo.context import ProjectRef
from omnia.structs import build
from tenants.project.channels import LIVE

ID = re.compile(r"s_[A-Za-z0-9]{24}(-d)?")
IN_DATABASE = "-d"
"""The end of the id of a conversation that is kept in the project's database though there is Redis."""

GONE_SECONDS = 86_400
"""Seconds after its end for which an id still gets the answer that the conversation is over, and not that there is none."""

UNAVAILABLE = "Conversations cannot be reached just now. Nothing is lost: send the same request again in a moment."


class TranscriptTurn(msgspec.Struct, omit_defaults=True):
    """One turn as a transcript may show it: private data are hidden already; with the expressions that took too much work.

    `heard` tells which data were understood and how surely, never what they were; None of a turn that an older release took.
    `alternatives` counts the further transcriptions that were sent with the words and are not kept.
    """

    turn: int
    at: datetime
    event: dict[str, Any] | None
    outputs: list[dict[str, Any]]
    over_budget: list[str] = []
    heard: list[dict[str, Any]] | None = None
    alternatives: int = 0


class KeptAnswer(msgspec.Struct, array_like=True):
    """An answer that can be given again: the turn that it answered, the fingerprint of that request, and the bytes sent."""

    turn: int
    fingerprint: bytes
    content: bytes


class Record(msgspec.Struct, omit_defaults=True):
    """A conversation.

    `reference_time` is the person's local time at `started_at`. `state` (the engine's own) and `values` are JSON. `answers` are
    the newest. `omitted` counts the turns that a very long transcript no longer holds. `results` tell how each datum fared, once
    the conversation is finished.
    """

    release: int
    locale: str
    channel: Channel
    region: str
    started_at: datetime
    reference_time: datetime
    expires_at: datetime
    status: Status
    state: bytes
    values: bytes
    last_answer: bytes
    turn: int = 0
    flow: str | None = None
    template: str | None = None
    external_id: str | None = None
    outcome: Outcome | None = None
    finished_at: datetime | None = None
    transcript: list[TranscriptTurn] = []
    omitted: int = 0
    answers: list[KeptAnswer] = []
    results: list[DatumResult] = []
    release_channel: str = LIVE
    """The channel that the release came from when it started: `canary` too for a caller of `live` who is on that side."""
    trial: str = ""
    """The canary, by its salt, that ran when a caller of `live` began, on whichever side they are; with its weight then."""
    trial_weight: int = 0
    had_variables: bool = False
    """Whether the host gave variables at the start; what was in them is never recorded."""

    def local_time(self, moment: datetime) -> datetime:
        """The person's local time at a moment: the reference time and what has passed since."""
        return self.reference_time + (moment - self.started_at)


build(Record)


class Counted(NamedTuple):
    """What a change of a conversation counts for in what its project uses: stored with the change, or not at all."""

    conversations: int = 0
    turns: int = 0


NOTHING = Counted()


class StoredSession(msgspec.Struct, frozen=True):
    """A stored conversation and the version that a change must name."""

    data: bytes
    version: int


class Gone(Exception):  # noqa: N818
    """The conversation existed, and has expired or was deleted."""


class SessionStore(Protocol):
    """A place for conversations and for claims (idempotency keys), safe for any number of processes at once.

    Every method raises the problem `unavailable` quickly when the place does not answer.
    """

    def create(
        self,
        project: ProjectRef,
        session: str,
        data: bytes,
        seconds: float,
        *,
        finished: bool = False,
        counted: Counted = NOTHING,
    ) -> None:
        """Keep a new conversation, in version 1, for so many seconds; of a finished one the record is owed from then on."""

    def load(self, project: ProjectRef, session: str) -> StoredSession | None:
        """A conversation, or None if there never was one; raises `Gone`."""

    def replace(
        self,
        project: ProjectRef,
        session: str,
        version: int,
        data: bytes,
        seconds: float,
        *,
        finished: bool = False,
        counted: Counted = NOTHING,
    ) -> bool:
        """Keep the next version for so many seconds; False, and nothing changed, if the version is not the stored one."""

    def recorded(self, project: ProjectRef, sessions: Sequence[str]) -> list[str]:
        """Note whose records are written; returns some of those that are owed for so long that nobody else will write them."""

    def remove(self, project: ProjectRef, session: str, version: int) -> bool:
        """Forget a conversation's contents; False, and nothing changed, if the version is not the stored one."""

    def claim(self, project: ProjectRef, name: str, value: bytes, seconds: float) -> bytes | None:
        """Put a value under a free name; None if that succeeded, else the value that is there."""

    def settle(self, project: ProjectRef, name: str, before: bytes, after: bytes | None, seconds: float) -> bool:
        """Replace a claim's value, or free its name with None; False, and nothing changed, if `before` is not what is there."""


def new_session_id(*, in_database: bool = False) -> str:
    """An id that nobody can guess; it tells where the conversation is kept, so that it is never looked for in two places."""
    return f"s_{new_secret(24)}{IN_DATABASE if in_database else ''}"


_DECODER, _ENCODER = msgspec.msgpack.Decoder(Record), msgspec.msgpack.Encoder()


def encode(record: Record) -> bytes:
    """A conversation as bytes."""
    return _ENCODER.encode(record)


def decode(data: bytes) -> Record:
    """A conversation from its bytes; fields that a newer release added have their defaults."""
    return _DECODER.decode(data)


def utc_now() -> datetime:
    """The moment, to the millisecond: what every store can hold."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def after(moment: datetime, seconds: float) -> datetime:
    """A moment so many seconds later."""
    return moment + timedelta(seconds=seconds)


def rfc3339(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


class StoreUnavailable(Problem):
    """The problem of a store that does not answer."""

    def __init__(self) -> None:
        super().__init__("unavailable", UNAVAILABLE, headers={"Retry-After": "1"})
