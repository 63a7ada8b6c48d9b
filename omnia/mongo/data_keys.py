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
from omnia.infra.envelope import (
    DataKeys,
    EnvelopeError,
    LocalKeyRing,
    UnknownKeyError,
    derived_ring_key,
    new_data_key,
    parse_ring,
)
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
            _keep(project, _unwrapped(project, found))


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


def forget(project: ProjectRef) -> None:
    """Drop what this process knows of a project's key."""
    with _lock:
        _kept.pop(project.id, None)


@background.on_reset
def _forget_all() -> None:
    global _lock  # noqa: PLW0603  # a forked process must not wait for its parent's
    _lock = threading.Lock()
    _kept.clear()
    _ring.cache_clear()


def _keys(project: ProjectRef, *, is_fresh: bool = False) -> DataKeys:
    kept = _kept.get(project.id)
    if kept is not None and not is_fresh and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    try:
        found = _unwrapped(project, _document(project))
    except Unreachable:
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
    fresh = new_data_key(_ring(), _context(project))
    entry = {"id": Binary(fresh.id), "ring_key": fresh.ring_key, "wrapped": Binary(fresh.wrapped), "made_at": datetime.now(UTC)}
    first = {"$setOnInsert": {"current": Binary(fresh.id), "keys": [entry]}}

    def make(held: Collection[Document]) -> Document | None:
        try:
            return held.find_one_and_update({"_id": DOCUMENT}, first, upsert=True, return_document=ReturnDocument.AFTER)
        except DuplicateKeyError:
            return held.find_one({"_id": DOCUMENT})

    made = _asked(project, make)
    if made is None:
        raise EnvelopeError("The project's data key was destroyed just now.")
    return made


def _unwrapped(project: ProjectRef, document: Document) -> DataKeys:
    ring, context = _ring(), _context(project)
    keys = {bytes(each["id"]): ring.unwrap(each["ring_key"], bytes(each["wrapped"]), context) for each in document["keys"]}
    return DataKeys(keys, bytes(document["current"]))


def _context(project: ProjectRef) -> bytes:
    """What a wrapped key is bound to: it opens nothing in another project."""
    return f"omnia:data-key:{project.id}".encode()


@functools.lru_cache(maxsize=1)
def _ring() -> LocalKeyRing:
    """The configured keys, and the one derived from the secret, which wrapped what was made before any were configured."""
    name, derived = derived_ring_key(settings.SECRET_KEY)
    return LocalKeyRing({**parse_ring(settings.OMNIA_KEY_RING), name: derived})


def _asked(project: ProjectRef, ask: Callable[[Collection[Document]], T]) -> T:
    return guarded_read(project.cluster, lambda: ask(database(project)[KEYS]), seconds=SECONDS)
