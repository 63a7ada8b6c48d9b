"""A hash-chained log: each entry holds the hash of the one before it, so that a change or a gap shows."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

Document = dict[str, Any]
FIRST = "0" * 64
"""What the first entry names as its predecessor."""

MAX_ATTEMPTS = 50


class Actor(msgspec.Struct, frozen=True):
    """Who does something: a signed-in user, a command, the system, or an API key. `label` is for people."""

    kind: Literal["user", "command", "system", "api_key"]
    id: str
    label: str = ""

    def __str__(self) -> str:
        return self.label or self.id


SYSTEM = Actor("system", "system", "OMNIA")


class BrokenChain(RuntimeError):  # noqa: N818
    """An audit log whose hashes do not fit; the sentence names the first entry that is wrong."""


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over the entry's fields, its predecessor's hash included."""
    content = {name: entry[name] for name in ("_id", "at", "actor", "action", "object", "details", "previous")}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def append(
    log: "Collection[Document]", *, actor: Actor, action: str, subject: str, details: Mapping[str, Any] | None = None
) -> int:
    """Add an entry and return its number; of two writers at once, the second takes the next number.

    Args:
        log: the collection of the chain.
        actor: who acted.
        action: `entity.action`, in the past tense of its effect ("release.published").
        subject: what was acted on, as an id or key; never personal data.
        details: further ids and numbers.
    """
    for _attempt in range(MAX_ATTEMPTS):
        last = log.find_one(sort=[("_id", -1)])
        entry: Document = {
            "_id": (last["_id"] + 1) if last else 1,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "actor": {"kind": actor.kind, "id": actor.id, "label": actor.label},
            "action": action,
            "object": subject,
            "details": dict(details or {}),
            "previous": last["hash"] if last else FIRST,
        }
        entry["hash"] = entry_hash(entry)
        try:
            log.insert_one(entry)
        except DuplicateKeyError:
            continue
        return int(entry["_id"])
    raise RuntimeError(f"The audit log was too busy to take “{action}”. Try again.")


def entries(log: "Collection[Document]", *, limit: int = 50) -> list[Document]:
    """The newest entries, newest first."""
    return list(log.find(sort=[("_id", -1)], limit=limit))


def verify(log: "Collection[Document]") -> int:
    """Read the whole chain and return its length; raises `BrokenChain` at the first entry that does not fit."""
    previous, number = FIRST, 0
    for entry in _in_order(log):
        number += 1
        if entry["_id"] != number or entry["previous"] != previous or entry_hash(entry) != entry["hash"]:
            raise BrokenChain(f"Entry {number} of the audit log was changed or is missing.")
        previous = entry["hash"]
    return number


def _in_order(log: "Collection[Document]") -> Iterator[Document]:
    yield from log.find(sort=[("_id", 1)])
