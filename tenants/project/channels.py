"""A project's channels: where each points, the canary beside `live`, and on which side of it a person is.

A channel is one document of the collection `channels`. The canary is part of the document of `live`, because the two only make
sense together: promoting it, ending it and moving `live` are each one write that happens whole or not at all. A change names the
`revision` that it was made from and is refused if another came first. `revision` rises with each change, `sequence` with each
that moves where new conversations go.
Docs: docs/decisions/0029-channels.md.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import msgspec
from pymongo.errors import DuplicateKeyError

from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from omnia.structs import build
from tenants.project import collections

LIVE = "live"
CANARY = "canary"
RESERVED = frozenset({CANARY, "draft", "keys"})
"""Names that no document has: the canary is told in `live`, `draft` is the simulator's, `keys` the announcements'."""

NAME = r"[a-z][a-z0-9_-]{0,30}"
_NAME = re.compile(NAME)
MAX_CHANNELS = 20
BUCKETS = 10_000
WHOLE = 100
"""Weights are percent."""


class Step(msgspec.Struct, frozen=True):
    """A weight that the canary gets later; at 100 it becomes live."""

    at: datetime
    weight: int


class Canary(msgspec.Struct, frozen=True):
    """A release that a part of the new conversations gets. `salt` is new for each canary, and so names it too."""

    release: int
    baseline: int
    """The release that was live when it began; while it runs, `live` stays there."""
    weight: int
    salt: str
    started_at: datetime
    started_by: str
    changed_at: datetime
    changed_by: str
    rule: dict[str, Any] = {}
    """What counts as worse than the baseline, for whoever watches it."""
    steps: tuple[Step, ...] = ()


class Scheduled(msgspec.Struct, frozen=True):
    """A move of a channel to a release that happens by itself; with a weight it begins as a canary."""

    id: str
    at: datetime
    release: int
    by: str
    weight: int | None = None
    steps: tuple[Step, ...] = ()
    rule: dict[str, Any] = {}


class Pointer(msgspec.Struct, frozen=True):
    """Where a channel points: `release` is None as long as it never did."""

    channel: str
    release: int | None = None
    sequence: int = 0
    revision: int = 0
    updated_at: datetime | None = None
    updated_by: str = ""
    canary: Canary | None = None
    scheduled: tuple[Scheduled, ...] = ()
    unit: dict[str, Any] | None = None
    """The unit of work that changed it last, and what the log says of that (`omnia.infra.units`)."""

    def due(self) -> datetime | None:
        """When something is to happen by itself, if anything is."""
        steps = self.canary.steps if self.canary is not None else ()
        return min([*(each.at for each in self.scheduled), *(step.at for step in steps)], default=None)


build(Pointer)


def is_name(channel: str) -> bool:
    """Whether a document of `channels` may have this name."""
    return _NAME.fullmatch(channel) is not None and channel not in RESERVED


def bucket(salt: str, caller: str) -> int:
    """The place of a caller among `BUCKETS`: the same at each call, evenly spread, and independent for each salt."""
    digest = hashlib.blake2b(caller.encode(), digest_size=8, key=hashlib.blake2b(salt.encode(), digest_size=32).digest()).digest()
    return int.from_bytes(digest, "big") * BUCKETS >> 64


def is_in_canary(salt: str, weight: int, caller: str) -> bool:
    """Whether a caller is on the canary's side: a greater weight takes more people over and sends none back."""
    return bucket(salt, caller) < weight * BUCKETS // WHOLE


def read(project: ProjectRef, channel: str) -> Pointer:
    """A channel as it stands; one that never pointed anywhere has revision 0."""
    row = database(project)[collections.CHANNELS].find_one({"_id": channel})
    return pointer_of(row) if row is not None else Pointer(channel)


def read_all(project: ProjectRef) -> list[Pointer]:
    """All channels, `live` first."""
    rows = database(project)[collections.CHANNELS].find(sort=[("_id", 1)])
    return sorted(map(pointer_of, rows), key=lambda pointer: pointer.channel != LIVE)


def write(project: ProjectRef, before: Pointer, after: Pointer) -> bool:
    """Replace a channel's document; False, and nothing changed, if it is not `before` any more."""
    held = database(project)[collections.CHANNELS]
    row = msgspec.to_builtins(after, builtin_types=(datetime,))
    row["_id"] = row.pop("channel")
    if not before.revision and not before.sequence:
        # No upsert: of two at once one server refuses the second and the embedded one answers it with nothing.
        try:
            held.insert_one(row)
        except DuplicateKeyError:
            return False
        return True
    same = {"_id": before.channel, "sequence": before.sequence, "revision": before.revision or None}
    return held.replace_one(same, row).matched_count == 1


def pointer_of(row: Document) -> Pointer:
    """A stored channel. MongoDB's times come without a zone and mean UTC."""
    named = {("channel" if name == "_id" else name): value for name, value in row.items()}
    return msgspec.convert(_aware(named), Pointer)


def _aware(value: Any) -> Any:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, dict):
        return {name: _aware(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_aware(item) for item in value]
    return value
