"""The conversations of a project that run, or ended a moment ago, as the runtime holds them: read, and forgotten."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import msgspec
import orjson
import redis

from omnia.infra.envelope import EnvelopeError, is_sealed
from omnia.infra.redis import client
from omnia.infra.telemetry import log
from omnia.mongo import data_keys
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from tenants.project import running
from tenants.project.collections import SESSIONS

AT_ONCE = 1000
"""Keys that Redis looks at in one step of its search."""

CLAIM = "claim:"
logger = log(__name__)


class StoreAwayError(RuntimeError):
    """Redis does not answer, and holds running conversations."""

    def __init__(self) -> None:
        super().__init__("Redis does not answer, and holds running conversations. Nothing was done; try again in a moment.")


class Talk(NamedTuple):
    """A conversation as the runtime holds it: the fields of its record."""

    session: str
    record: Document

    @property
    def is_running(self) -> bool:
        """Whether it goes on; one that has ended is held for a while, for its last answer may be asked for again."""
        return bool(self.record.get("status") != "finished")


def read(project: ProjectRef) -> Iterator[Talk]:
    """Each conversation that is held, those in Redis and those in the database; raises `StoreAwayError`, `Unreachable`."""
    for session, version, data in (*_in_redis(project), *_in_database(project)):
        content = _opened(project, data, running.sealed_session(session, version))
        if content is not None:
            yield Talk(session, msgspec.msgpack.decode(content))


def forget(project: ProjectRef, sessions: Collection[str]) -> int:
    """Remove conversations and the answers kept for their idempotency keys; that there were some is remembered for a day.

    Returns how many conversations were there. Raises `StoreAwayError`, `Unreachable`.
    """
    if not sessions:
        return 0
    held = database(project)[SESSIONS]
    held.delete_many({"_id": {"$in": [CLAIM + name for name in _claims_of(project, _claims_in_database(project), sessions)]}})
    removed: int = held.delete_many({"_id": {"$in": sorted(sessions)}}).deleted_count
    connection = client()
    if connection is None:
        return removed
    try:
        for name in _claims_of(project, _claims_in_redis(project), sessions):
            connection.unlink(running.claim_key(project, name))
        connection.zrem(running.owed_key(project), *sorted(sessions))
        return removed + sum(int(connection.unlink(running.session_key(project, each))) for each in sessions)
    except redis.RedisError as error:
        raise StoreAwayError from error


def _in_redis(project: ProjectRef) -> Iterator[tuple[str, int, bytes]]:
    connection = client()
    if connection is None:
        return
    start = running.session_key(project, "")
    try:
        for key in connection.scan_iter(match=f"{start}*", count=AT_ONCE):
            version, data = connection.hmget(key, "version", "data")
            if version is not None and data is not None:
                yield _text(key).removeprefix(start), int(version), bytes(data)
    except redis.RedisError as error:
        raise StoreAwayError from error


def _in_database(project: ProjectRef) -> Iterator[tuple[str, int, bytes]]:
    for row in database(project)[SESSIONS].find({"data": {"$exists": True}}):
        yield str(row["_id"]), int(row["version"]), bytes(row["data"])


def _claims_in_redis(project: ProjectRef) -> Iterator[tuple[str, bytes]]:
    start = running.claim_key(project, "")
    connection: Any = client()
    for key in connection.scan_iter(match=f"{start}*", count=AT_ONCE):
        value = connection.get(key)
        if value is not None:
            yield _text(key).removeprefix(start), bytes(value)


def _claims_in_database(project: ProjectRef) -> Iterator[tuple[str, bytes]]:
    for row in database(project)[SESSIONS].find({"value": {"$exists": True}}):
        yield str(row["_id"]).removeprefix(CLAIM), bytes(row["value"])


def _claims_of(project: ProjectRef, claims: Iterator[tuple[str, bytes]], sessions: Collection[str]) -> list[str]:
    """The names of the idempotency keys whose answers began one of the conversations."""
    return [name for name, value in claims if _begun_by(project, name, value) in sessions]


def _begun_by(project: ProjectRef, name: str, value: bytes) -> str:
    """The conversation that the answer of an idempotency key is about; empty where it has no answer yet."""
    content = _opened(project, value, running.sealed_claim(name)) if is_sealed(value) else None
    if content is None:
        return ""
    _fingerprint, _owner, answer = msgspec.msgpack.decode(content)
    return str(orjson.loads(answer).get("session", "")) if answer else ""


def _opened(project: ProjectRef, data: bytes, name: str) -> bytes | None:
    """What was sealed; None for what cannot be opened, which the runtime cannot open either."""
    if not is_sealed(data):
        return data
    try:
        return data_keys.unseal(project, data, name)
    except EnvelopeError:
        logger.warning("person.unreadable", kind=name.partition(":")[0])
        return None


def _text(key: bytes | str) -> str:
    return key.decode() if isinstance(key, bytes) else key
