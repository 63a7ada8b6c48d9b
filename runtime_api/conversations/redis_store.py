"""Conversations in Redis: one hash each, changed by scripts that compare the version first.

Keys of a project share a hash tag, so that a script finds all of its keys on one node of a Redis Cluster. Beside the conversation
a small key lives longer: it tells an expired or deleted conversation from one that never was. A sorted set holds the ids of the
finished conversations whose records are not in the project's database yet, by the time of their end.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import redis

from omnia.infra import metrics
from omnia.infra.redis import Script, command
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import (
    GONE_SECONDS,
    NOTHING,
    Counted,
    Gone,
    StoredSession,
    StoreUnavailable,
    utc_now,
)
from tenants.project.running import claim_key, owed_key, seen_key, session_key, usage_key

# Counted in the step that keeps the change: a source of its own, told by the moment in which it began, that only counts on.
COUNT = """
local function count()
  if redis.call('EXISTS', KEYS[4]) == 0 then
    local now = redis.call('TIME')
    redis.call('HSET', KEYS[4], 'source', 'r' .. now[1] .. 'm' .. now[2])
  end
  redis.call('HINCRBY', KEYS[4], 'conversations', ARGV[1])
  redis.call('HINCRBY', KEYS[4], 'turns', ARGV[2])
  redis.call('PEXPIRE', KEYS[4], ARGV[3])
end
"""

# A command whose answer was lost is sent again: what stands there already is not counted twice.
CREATE = Script(
    COUNT
    + """
if ARGV[1] ~= '0' and redis.call('EXISTS', KEYS[1]) == 0 then count() end
redis.call('HSET', KEYS[1], 'version', 1, 'data', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('SET', KEYS[2], 1, 'PX', ARGV[6])
if ARGV[7] then
  redis.call('ZADD', KEYS[3], redis.call('TIME')[1], ARGV[7])
  redis.call('PEXPIRE', KEYS[3], ARGV[6])
end
"""
)

REPLACE = Script(
    COUNT
    + """
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[4] then return 0 end
if ARGV[1] ~= '0' or ARGV[2] ~= '0' then count() end
redis.call('HSET', KEYS[1], 'version', ARGV[4] + 1, 'data', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('SET', KEYS[2], 1, 'PX', ARGV[7])
if ARGV[8] then
  redis.call('ZADD', KEYS[3], redis.call('TIME')[1], ARGV[8])
  redis.call('PEXPIRE', KEYS[3], ARGV[7])
end
return 1
"""
)

RECORDED = Script("""
if ARGV[2] then redis.call('ZREM', KEYS[1], unpack(ARGV, 2)) end
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', redis.call('TIME')[1] - ARGV[1], 'LIMIT', 0, 20)
""")

REMOVE = Script("""
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], 1, 'PX', ARGV[2])
return 1
""")

# A command that was carried out and whose answer was lost is sent again: the second finds its own value and has succeeded.
SETTLE = Script("""
local there = redis.call('GET', KEYS[1])
if there and there == ARGV[2] then return 1 end
if there ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
""")

USAGE_SECONDS = 8 * 86_400
"""Seconds for which a project's counts of a day are kept after the last one; they are stored within a minute as a rule."""

OVERDUE_SECONDS = 10
"""Seconds after which the process that should have written a record is taken to be gone."""

T = TypeVar("T")
logger = log(__name__)


class RedisStore:
    """The store for when OMNIA_REDIS_URL is set. It never falls back to another place: a conversation must not exist twice."""

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
        """Keep a new conversation."""
        owed = (session,) if finished else ()
        _run(CREATE, _keys(project, session), *_counting(counted), data, _milliseconds(seconds), _remembered(seconds), *owed)

    def load(self, project: ProjectRef, session: str) -> StoredSession | None:
        """A conversation, or None; raises `Gone`."""
        key, seen, *_others = _keys(project, session)
        version, data = _asked(lambda: command("HMGET", key, "version", "data"))
        if version is not None and data is not None:
            return StoredSession(data, int(version))
        if _asked(lambda: command("EXISTS", seen)):
            raise Gone
        return None

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
        """Keep the next version."""
        owed = (session,) if finished else ()
        times = (_milliseconds(seconds), _remembered(seconds))
        return bool(_run(REPLACE, _keys(project, session), *_counting(counted), version, data, *times, *owed))

    def recorded(self, project: ProjectRef, sessions: Sequence[str]) -> list[str]:
        """Note whose records are written, and hear of those that are overdue."""
        overdue: list[bytes] = _run(RECORDED, [owed_key(project)], OVERDUE_SECONDS, *sessions)
        return [name.decode() for name in overdue]

    def used(self, project: ProjectRef, day: date) -> tuple[str, Counted] | None:
        """What conversations here were counted for on a day, and the source that counts it; None if nothing was."""
        source, *numbers = _asked(lambda: command("HMGET", usage_key(project, day), "source", *Counted._fields))
        return (source.decode(), Counted(*map(int, numbers))) if source is not None else None

    def remove(self, project: ProjectRef, session: str, version: int) -> bool:
        """Forget a conversation's contents."""
        return bool(_run(REMOVE, _keys(project, session)[:2], version, _remembered(0)))

    def claim(self, project: ProjectRef, name: str, value: bytes, seconds: float) -> bytes | None:
        """Put a value under a free name; else the value that is there."""
        key = claim_key(project, name)

        # One command: Redis answers with what was there, and an empty answer means that the name is ours.
        there: bytes | None = _asked(lambda: command("SET", key, value, "NX", "GET", "PX", _milliseconds(seconds)))
        return there

    def settle(self, project: ProjectRef, name: str, before: bytes, after: bytes | None, seconds: float) -> bool:
        """Replace or free a claim."""
        return bool(_run(SETTLE, [claim_key(project, name)], before, after or b"", _milliseconds(seconds)))


def _keys(project: ProjectRef, session: str) -> list[str]:
    day = utc_now().date()
    return [session_key(project, session), seen_key(project, session), owed_key(project), usage_key(project, day)]


def _counting(counted: Counted) -> tuple[int, int, int]:
    return counted.conversations, counted.turns, _milliseconds(USAGE_SECONDS)


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))


def _remembered(seconds: float) -> int:
    return _milliseconds(seconds + GONE_SECONDS)


def _run(script: Script, keys: list[str], *arguments: Any) -> Any:
    return _asked(lambda: script.run(keys, *arguments))


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except redis.RedisError as error:
        metrics.REDIS_FAILURES.labels("sessions").inc()
        note_outage(logger, "redis", "sessions.unreachable", error=type(error).__name__)
        raise StoreUnavailable from error
