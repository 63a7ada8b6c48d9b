"""The second level of the caches: what a project has published, kept in Redis for all processes between their memory and MongoDB.

Bodies and releases never change and are kept for a day. A head is kept until a second after it was read from MongoDB, by Redis's
clock alone, and whoever takes it from here inherits its age: no answer is older than without this level. Nothing is believed
unseen: a body must have its content hash, a release and a head the seal of their own key. On a miss one process at a time loads,
under a short lease. Redis is never needed: while it fails, every process reads MongoDB itself.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import bson
import redis
from bson.errors import InvalidBSON
from django.conf import settings

from omnia.infra import background, metrics
from omnia.infra.crypto import is_keyed_hash, keyed_hash_of_bytes, new_id
from omnia.infra.redis import Pause, Script
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.clusters import Document
from omnia.mongo.context import ProjectRef

PURPOSE = "second-level"
KEEP_SECONDS = 86_400
"""Seconds that Redis keeps what never changes."""

LEASE_SECONDS = 1.0
"""Seconds after which a lease ends whose holder has died."""

WAIT_SECONDS = 1.0
"""Seconds that a process waits for another's load, at most; then it loads itself."""

POLL_SECONDS = 0.005

# With the value comes what is left of its time; on a miss, whether this process may load, and Redis's time. Asked twice, a holder
# is told twice that it is one. A value that was not believed is named and goes, if it is still there.
LOOK = Script("""
local value = redis.call('GET', KEYS[1])
if value and value == ARGV[3] then
  redis.call('DEL', KEYS[1])
  value = false
end
if value then return {value, redis.call('PTTL', KEYS[1]), 0, 0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holder = redis.call('GET', KEYS[2])
if not holder then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2]) end
if not holder or holder == ARGV[1] then return {false, 0, now, 1} end
return {false, 0, now, 0}
""")

KEEP = Script("""
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
""")

# An older sequence never replaces a newer, nor an older reading of the same. What arrives after its time is not kept.
KEEP_HEAD = Script("""
local time = redis.call('TIME')
local left = ARGV[3] - (time[1] * 1000 + math.floor(time[2] / 1000))
local there = redis.call('GET', KEYS[1])
local known = there and tonumber(string.match(there, '^%d+')) or -1
local sequence = tonumber(string.match(ARGV[2], '^%d+'))
if left > 0 and (sequence > known or sequence == known and left > redis.call('PTTL', KEYS[1])) then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', left)
end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
""")

RELEASE = Script("if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end")

T = TypeVar("T")
logger = log(__name__)
_pause = Pause()


class _Look(NamedTuple, Generic[T]):
    """What a look has found, or with which token and since when, by Redis's clock, this process loads; 0 without Redis."""

    found: T | None
    token: str = ""
    time: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value is kept; the hash tag brings it and its lease to one node of a Redis Cluster."""

    cache: str
    value: str
    lease: str


def body(project: ProjectRef, content_hash: str, load: Callable[[], bytes]) -> bytes:
    """The bytes under a content hash; raises what `load` raises."""

    def opened(value: bytes, _left: int, _asked_at: float) -> bytes | None:
        return value if hashlib.sha256(value).hexdigest() == content_hash else None

    place = _place("shared_bodies", project, "body", content_hash)
    seen = _look(place, opened)
    if seen.found is not None:
        return seen.found
    loaded = _loaded(place, seen, load)
    # What does not fit its hash in MongoDB either is answered as ever, but would be kept in vain.
    fits = opened(loaded, 0, 0.0) is not None
    _leave(place, seen, KEEP if fits else RELEASE, loaded, KEEP_SECONDS * 1000)
    return loaded


def release(project: ProjectRef, number: int, load: Callable[[], Document | None]) -> Document | None:
    """The row of a release, or None if there is none, which is not kept; raises what `load` raises."""
    place = _place("shared_releases", project, "release", str(number))
    seen = _look(place, lambda value, _left, _asked_at: _unsealed(place, value))
    if seen.found is not None:
        return seen.found
    row = _loaded(place, seen, load)
    if row is None:
        _leave(place, seen, RELEASE)
    else:
        # Who published it, and what they noted, is not for this place.
        kept = {name: value for name, value in row.items() if name not in {"author", "note"}}
        _leave(place, seen, KEEP, _sealed(place, number, kept), KEEP_SECONDS * 1000)
    return row


def head(
    project: ProjectRef,
    channel: str,
    load: Callable[[], Document | None],
    believes: Callable[[Document | None, float], bool],
    *,
    seconds: float,
) -> tuple[Document | None, float]:
    """The row of a channel's head and when MongoDB was asked for it, on the monotonic clock; raises what `load` raises.

    Args:
        project: whose channel it is.
        channel: its name.
        load: reads the row from MongoDB.
        believes: whether a row that was asked for at a moment may be taken as true.
        seconds: how long a head is taken as true.
    """
    place = _place("shared_heads", project, "head", channel)
    lifetime = int(seconds * 1000)

    def opened(value: bytes, left: int, asked_at: float) -> tuple[Document | None, float] | None:
        row = _unsealed(place, value)
        # One more, for what is cut off a time in milliseconds.
        read_at = asked_at - (lifetime - left + 1) / 1000
        return (row or None, read_at) if row is not None and 0 < left <= lifetime and believes(row or None, read_at) else None

    seen = _look(place, opened)
    if seen.found is not None:
        return seen.found
    asked_at = time.monotonic()
    row = _loaded(place, seen, load)
    sequence = int(row["sequence"]) if row else 0
    _leave(place, seen, KEEP_HEAD, _sealed(place, sequence, row or {}), seen.time + lifetime)
    return row, asked_at


background.on_reset(_pause.end)


def _place(cache: str, project: ProjectRef, kind: str, name: str) -> _Place:
    prefix = f"omnia:{{{project.id}}}"
    return _Place(cache, f"{prefix}:{kind}:{name}", f"{prefix}:lease:{kind}:{name}")


def _look(place: _Place, opened: Callable[[bytes, int, float], T | None]) -> _Look[T]:
    """Find a value, or become the one who loads it; waits a while for another's load, and does without Redis if it fails."""
    token, rejected, deadline = new_id(), b"", time.monotonic() + WAIT_SECONDS
    while True:
        asked_at = time.monotonic()
        answer = _run(LOOK, place, token, int(LEASE_SECONDS * 1000), rejected)
        if answer is None:
            return _Look(None)
        value, left, now, leased = answer
        if value is not None:
            found = opened(value, left, asked_at)
            if found is not None:
                metrics.CACHE_HITS.labels(place.cache).inc()
                return _Look(found)
            metrics.CACHE_REJECTED.labels(place.cache).inc()
            rejected = value
        elif leased:
            metrics.CACHE_MISSES.labels(place.cache).inc()
            return _Look(None, token, now)
        if time.monotonic() > deadline:
            return _Look(None, token, now)
        if value is None:
            time.sleep(POLL_SECONDS)


def _loaded(place: _Place, seen: _Look[Any], load: Callable[[], T]) -> T:
    try:
        return load()
    except BaseException:
        _leave(place, seen, RELEASE)
        raise


def _leave(place: _Place, seen: _Look[Any], script: Script, *arguments: Any) -> None:
    """End a load that went through Redis: keep what it found, and give the lease back if it is still this process's own."""
    if seen.time:
        _run(script, place, seen.token, *arguments)


def _run(script: Script, place: _Place, *arguments: Any) -> Any:
    """What a script answers; None without Redis, and while it fails."""
    if not settings.OMNIA_REDIS_URL or _pause.is_on():
        return None
    try:
        return script.run([place.value, place.lease], *arguments)
    except redis.RedisError as error:
        _pause.begin()
        metrics.REDIS_FAILURES.labels("cache").inc()
        note_outage(logger, "redis", "second_level.unreachable", error=type(error).__name__)
        return None


def _sealed(place: _Place, sequence: int, row: Document) -> bytes:
    """A row with its sequence in front, for the scripts, and a seal that holds for this place only."""
    content = bson.encode(row)
    return b"%d %s %s" % (sequence, _seal(place, sequence, content).encode(), content)


def _unsealed(place: _Place, value: bytes) -> Document | None:
    """The row, or None if the value was not sealed for this place."""
    try:
        sequence, seal, content = value.split(b" ", 2)
        if not is_keyed_hash(seal.decode(), _bound(place, int(sequence), content), purpose=PURPOSE):
            return None
        row: Document = bson.decode(content)
    except (ValueError, InvalidBSON):
        return None
    return row


def _seal(place: _Place, sequence: int, content: bytes) -> str:
    return keyed_hash_of_bytes(_bound(place, sequence, content), purpose=PURPOSE)


def _bound(place: _Place, sequence: int, content: bytes) -> bytes:
    """What a seal is of: the content, and where it belongs."""
    return b"%s %d %s" % (place.value.encode(), sequence, content)
