"""Each project's data key: wrapped in the project's own database, unwrapped in this process for a while.

A project that has none gets one when it is first needed; of two processes that make one, the first one's counts.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from bson import Binary
from django.conf import settings
from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from omnia.infra import background
from omnia.infra.cache import Unreachable
from omnia.infra.crypto import known_secrets
from omnia.infra.envelope import (
    DataKeys,
    EnvelopeError,
    KeyRing,
    KeyRings,
    LocalKeyRing,
    RingUnreachableError,
    UnknownKeyError,
    WrappedKey,
    derived_ring_key,
    new_data_key,
    parse_ring,
)
from omnia.infra.vault_transit import VaultKeyRing
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef

KEYS = "keys"
"""The collection; its one document is `{_id: "data", current, keys: [{id, ring_key, wrapped, made_at}]}`."""

DOCUMENT = "data"
SECONDS = 2.0
"""Seconds until reading or making a key is given up."""

KEPT_SECONDS = 300.0
"""How long an unwrapped key is used before the database is asked whether it is still the one."""

MAX_KEPT = 10_000
"""Projects whose keys a process holds."""

T = TypeVar("T")
_lock = threading.Lock()
_kept: OrderedDict[str, tuple[float, DataKeys]] = OrderedDict()


def ensure_data_key(project: ProjectRef) -> None:
    """Make a project's data key if it has none; a second time changes nothing."""
    _document(project)


def prepare(project: ProjectRef) -> None:
    """Have a project's key at hand before the database may go away, if it has one; whatever prevents it, the first use tells."""
    if project.id in _kept:
        return
    with contextlib.suppress(Unreachable, EnvelopeError):
        found = _asked(project, lambda held: held.find_one({"_id": DOCUMENT}))
        if found is not None:
            _keep(project, unwrapped(project, found))


def seal(project: ProjectRef, data: bytes, name: str) -> bytes:
    """Data under the project's key, bound to the project and a name; raises `Unreachable`, `EnvelopeError`."""
    return _keys(project).seal(data, f"{project.id}:{name}")


def unseal(project: ProjectRef, sealed: bytes, name: str) -> bytes:
    """What was sealed for the same project under the same name; raises `Unreachable`, `EnvelopeError`."""
    bound = f"{project.id}:{name}"
    try:
        return _keys(project).open(sealed, bound)
    except UnknownKeyError:
        # Another process may have made or changed the key a moment ago.
        return _keys(project, is_fresh=True).open(sealed, bound)


def mark(project: ProjectRef, text: str, name: str) -> bytes:
    """A keyed hash of a text under the project's current key, to find it again by; raises `Unreachable`, `EnvelopeError`."""
    return _keys(project).mark(text, f"{project.id}:{name}")


def marks(project: ProjectRef, text: str, name: str) -> list[bytes]:
    """The text's mark under each of the project's keys; raises `Unreachable`, `EnvelopeError`."""
    return _keys(project, is_fresh=True).marks(text, f"{project.id}:{name}")


def forget(project: ProjectRef) -> None:
    """Drop what this process knows of a project's key."""
    with _lock:
        _kept.pop(project.id, None)


@background.on_reset
def _forget_all() -> None:
    global _lock  # noqa: PLW0603  # a forked process must not wait for its parent's
    _lock = threading.Lock()
    _kept.clear()
    key_ring.cache_clear()


def _keys(project: ProjectRef, *, is_fresh: bool = False) -> DataKeys:
    kept = _kept.get(project.id)
    if kept is not None and not is_fresh and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    try:
        found = unwrapped(project, _document(project))
    except (Unreachable, RingUnreachableError):
        if kept is None:
            raise
        found = kept[1]
    _keep(project, found)
    return found


def _keep(project: ProjectRef, found: DataKeys) -> None:
    with _lock:
        _kept[project.id] = (time.monotonic(), found)
        _kept.move_to_end(project.id)
        while len(_kept) > MAX_KEPT:
            _kept.popitem(last=False)


def _document(project: ProjectRef) -> Document:
    """The project's key document, made if there is none."""
    found = _asked(project, lambda held: held.find_one({"_id": DOCUMENT}))
    if found is not None:
        return found
    fresh = new_data_key(key_ring(), _context(project))
    first = {"$setOnInsert": {"current": Binary(fresh.id), "keys": [_entry(fresh)]}}

    def make(held: Collection[Document]) -> Document | None:
        try:
            return held.find_one_and_update({"_id": DOCUMENT}, first, upsert=True, return_document=ReturnDocument.AFTER)
        except DuplicateKeyError:
            return held.find_one({"_id": DOCUMENT})

    made = _asked(project, make)
    if made is None:
        raise EnvelopeError("The project's data key was destroyed just now.")
    return made


def unwrapped(project: ProjectRef, document: Document) -> DataKeys:
    """The keys of a project's key document; raises `EnvelopeError` if the ring here does not unwrap them."""
    ring, context = key_ring(), _context(project)
    keys = {bytes(each["id"]): _raw(ring, each, context) for each in document["keys"]}
    return DataKeys(keys, bytes(document["current"]))


def _context(project: ProjectRef) -> bytes:
    """What a wrapped key is bound to: it opens nothing in another project."""
    return f"omnia:data-key:{project.id}".encode()


@functools.lru_cache(maxsize=1)
def key_ring() -> KeyRing:
    """The ring of the settings: a Vault or configured keys, and those derived from the secrets, which wrapped what is older."""
    local = LocalKeyRing({**parse_ring(settings.OMNIA_KEY_RING), **dict(map(derived_ring_key, known_secrets()))})
    if not settings.OMNIA_VAULT:
        return local
    vault = VaultKeyRing(settings.OMNIA_VAULT)
    return KeyRings(vault, local) if settings.OMNIA_VAULT_WRAPS else KeyRings(local, vault)


def rewrap(project: ProjectRef) -> int:
    """Wrap a project's data keys by the ring's current key; returns how many were under another. May be repeated.

    What is sealed stays as it is, and processes that use the data keys notice nothing.

    Raises:
        Unreachable: the project's database does not answer.
        EnvelopeError: the ring does not unwrap or wrap one of them; it is as it was.
    """
    ring, context = key_ring(), _context(project)
    document = _asked(project, lambda held: held.find_one({"_id": DOCUMENT}))
    current = ring.current() if document is not None else ""
    others = [each for each in document["keys"] if each["ring_key"] != current] if document is not None else []
    return sum(_replace(project, each, *ring.wrap(_raw(ring, each, context), context)) for each in others)


def _raw(ring: KeyRing, entry: Document, context: bytes) -> bytes:
    return ring.unwrap(entry["ring_key"], bytes(entry["wrapped"]), context)


def _replace(project: ProjectRef, entry: Document, ring_key: str, wrapped: bytes) -> int:
    """Store a data key as it is wrapped now, unless somebody else did so meanwhile; returns 1 if it was stored."""
    same = {"_id": DOCUMENT, "keys": {"$elemMatch": {"id": entry["id"], "wrapped": entry["wrapped"]}}}
    change = {"$set": {"keys.$.ring_key": ring_key, "keys.$.wrapped": Binary(wrapped)}}
    return _asked(project, lambda held: held.update_one(same, change).modified_count)


def renew(project: ProjectRef, also: Document) -> bool:
    """Give a project a new data key, which seals from now on; those before it still open. Returns False if another process did.

    `also` are further fields of what is stored, written with it.
    Other processes seal with the one before it for `KEPT_SECONDS` at most. Raises like `rewrap`.
    """
    before = _document(project)["current"]
    fresh = new_data_key(key_ring(), _context(project))
    change = {"$push": {"keys": _entry(fresh)}, "$set": {"current": Binary(fresh.id), **also}}
    done = _asked(project, lambda held: held.update_one({"_id": DOCUMENT, "current": before}, change).modified_count)
    forget(project)
    return bool(done)


def _entry(key: WrappedKey) -> Document:
    """A data key as it is stored."""
    return {"id": Binary(key.id), "ring_key": key.ring_key, "wrapped": Binary(key.wrapped), "made_at": datetime.now(UTC)}


def ring_keys(project: ProjectRef) -> list[str]:
    """The ids of the ring's keys that wrap a project's data keys, one for each; raises `Unreachable`."""
    document = _asked(project, lambda held: held.find_one({"_id": DOCUMENT}))
    return [str(each["ring_key"]) for each in document["keys"]] if document is not None else []


def _asked(project: ProjectRef, ask: Callable[[Collection[Document]], T]) -> T:
    return guarded_read(project.cluster, lambda: ask(database(project)[KEYS]), seconds=SECONDS)
