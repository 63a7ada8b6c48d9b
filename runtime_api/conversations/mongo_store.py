"""Conversations in the project's own database, for installations without Redis.

The collection holds three sorts of documents, told apart by their ids: a conversation (`s_…`), the memory that there was one
(`seen:s_…`), and a claim (`claim:…`). MongoDB deletes expired documents up to a minute late, so every look compares the time too.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bson import Binary
from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, PyMongoError

from omnia.infra.cache import Unreachable
from omnia.infra.problems import Problem
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, client, database
from omnia.mongo.context import ProjectRef
from omnia.mongo.transactions import is_conflict
from runtime_api import held_still
from runtime_api.conversations.sessions import (
    GONE_SECONDS,
    NOTHING,
    Counted,
    Gone,
    StoredSession,
    StoreUnavailable,
    after,
    utc_now,
)
from tenants.project import usage
from tenants.project.collections import SESSIONS

SECONDS = 2.0
"""Seconds until a write is given up."""

OWED = "owed"
"""What a conversation counts for and is not counted yet: changed with it, and taken off it by `settle_owed`."""

OWED_BATCH = 100

TRIES = 3
"""Looks at a claim that disappears just as it is looked at."""

T = TypeVar("T")


class MongoStore:
    """The store for when there is no Redis."""

    def create(
        self,
        project: ProjectRef,
        session: str,
        data: bytes,
        seconds: float,
        *,
        finished: bool = False,  # noqa: ARG002
        counted: Counted = NOTHING,
    ) -> None:
        """Keep a new conversation."""
        expires_at = after(utc_now(), seconds)
        seen_until = after(expires_at, GONE_SECONDS)
        rows: list[Document] = [
            {"_id": _seen(session), "expires_at": seen_until},
            {"_id": session, "version": 1, "data": Binary(data), "expires_at": expires_at, "seen_until": seen_until},
        ]
        rows[1] |= {OWED: _owed(counted)} if counted != NOTHING else {}
        _asked(project, lambda held: held.insert_many(rows))

    def load(self, project: ProjectRef, session: str) -> StoredSession | None:
        """A conversation, or None; raises `Gone`."""
        names = [session, _seen(session)]
        now = utc_now()
        rows = {row["_id"]: row for row in _asked(project, lambda held: list(held.find({"_id": {"$in": names}})))}
        row = rows.get(session)
        if row is not None and _aware(row["expires_at"]) > now:
            return StoredSession(bytes(row["data"]), row["version"])
        if any(_aware(found.get("seen_until") or found["expires_at"]) > now for found in rows.values()):
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
        finished: bool = False,  # noqa: ARG002
        counted: Counted = NOTHING,
    ) -> bool:
        """Keep the next version."""
        now = utc_now()
        expires_at = after(now, seconds)
        fresh = {"version": version + 1, "data": Binary(data), "expires_at": expires_at}
        current = {"_id": session, "version": version, "expires_at": {"$gt": now}}
        change: Document = {"$set": fresh}
        if counted != NOTHING:
            change["$inc"] = {f"{OWED}.{kind}": number for kind, number in _owed(counted).items()}
        before = _asked(project, lambda held: held.find_one_and_update(current, change, {"seen_until": 1}))
        if before is None:
            return False
        if _aware(before["seen_until"]) < expires_at + timedelta(seconds=GONE_SECONDS / 2):
            _remember_longer(project, session, after(expires_at, GONE_SECONDS))
        return True

    def recorded(self, project: ProjectRef, sessions: Sequence[str]) -> list[str]:  # noqa: ARG002
        """Nothing is owed: without Redis a record is written before the answer is given."""
        return []

    def remove(self, project: ProjectRef, session: str, version: int) -> bool:
        """Forget a conversation's contents; what remembers it stays, and what it counts for is not owed any more."""
        while not _asked(project, lambda held: held.delete_one({"_id": session, "version": version, OWED: None})).deleted_count:
            if not _asked(project, lambda held: held.count_documents({"_id": session, "version": version}, limit=1)):
                return False
            settle_owed(project, [session])
        return True

    def claim(self, project: ProjectRef, name: str, value: bytes, seconds: float) -> bytes | None:
        """Put a value under a free name; else the value that is there."""
        for _try in range(TRIES):
            now = utc_now()
            row = {"_id": _claim(name), "value": Binary(value), "expires_at": after(now, seconds)}
            if _asked(project, lambda held, row=row: _insert(held, row)):  # type: ignore[misc]
                return None
            found = _asked(project, lambda held: held.find_one({"_id": _claim(name)}))
            if found is not None and _aware(found["expires_at"]) > now:
                return bytes(found["value"])
            if found is not None:
                # It has expired and MongoDB has not deleted it yet; whoever deletes just this one makes room for the next try.
                stale = {"_id": found["_id"], "value": found["value"], "expires_at": found["expires_at"]}
                _asked(project, lambda held, stale=stale: held.delete_one(stale))  # type: ignore[misc]
        raise Problem("conflict", "Other requests used the same idempotency key at the same time. Send this one again.")

    def settle(self, project: ProjectRef, name: str, before: bytes, after: bytes | None, seconds: float) -> bool:
        """Replace or free a claim."""
        current = {"_id": _claim(name), "value": Binary(before)}
        if after is None:
            return bool(_asked(project, lambda held: held.delete_one(current)).deleted_count)
        fresh = {"value": Binary(after), "expires_at": utc_now() + timedelta(seconds=seconds)}
        return bool(_asked(project, lambda held: held.update_one(current, {"$set": fresh})).matched_count)


def settle_owed(project: ProjectRef, sessions: Sequence[str] = ()) -> int:
    """Count what conversations here are owed, of all or of some of them, each exactly once; how many were settled.

    It is taken off the conversations in the transaction that adds it to what the project uses.
    """
    chosen: Document = {OWED: {"$ne": None}} | ({"_id": {"$in": list(sessions)}} if sessions else {})
    settled = missed = 0
    while batch := _asked(project, lambda held: list(held.find(chosen, {OWED: 1}, limit=OWED_BATCH))):
        if _asked(project, lambda held, batch=batch: _settled(project, held, batch)):  # type: ignore[misc]
            settled += len(batch)
            continue
        # Whoever was quicker has changed what was read: then it is read again, but not for ever, for they may be dead.
        missed += 1
        if missed == TRIES:
            raise StoreUnavailable
    return settled


def _settled(project: ProjectRef, held: "Collection[Document]", batch: Sequence[Document]) -> bool:
    """Whether counts that were read were moved to where they belong; False, and nothing changed, if others moved them."""
    counts = {kind: sum(row[OWED].get(kind, 0) for row in batch) for kind in Counted._fields}
    taken = [UpdateOne({"_id": row["_id"], OWED: row[OWED]}, {"$unset": {OWED: 1}}) for row in batch]
    try:
        with client(project.cluster).start_session() as session, session.start_transaction():
            done = held.bulk_write(taken, ordered=False, session=session)
            if done.matched_count != len(batch):
                session.abort_transaction()
                return False
            usage.added(project, utc_now().date(), counts, session)
    except PyMongoError as error:
        if not is_conflict(error):
            raise
        return False
    return True


def _owed(counted: Counted) -> dict[str, int]:
    return {kind: number for kind, number in counted._asdict().items() if number}


def _seen(session: str) -> str:
    return f"seen:{session}"


def _claim(name: str) -> str:
    return f"claim:{name}"


def _aware(moment: datetime) -> datetime:
    """MongoDB's times come without a zone and mean UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _insert(held: "Collection[Document]", row: Document) -> bool:
    try:
        held.insert_one(row)
    except DuplicateKeyError:
        return False
    return True


def _remember_longer(project: ProjectRef, session: str, until: datetime) -> None:
    """Written twice a day at most for each conversation, however many turns it has."""
    _asked(project, lambda held: held.update_one({"_id": _seen(session)}, {"$set": {"expires_at": until}}, upsert=True))
    _asked(project, lambda held: held.update_one({"_id": session}, {"$set": {"seen_until": until}}))


def _asked(project: ProjectRef, ask: Callable[["Collection[Document]"], T]) -> T:
    if held_still.is_held(project):
        # It moves elsewhere: what were written here now would be left behind.
        raise StoreUnavailable
    try:
        return guarded_read(project.cluster, lambda: ask(database(project)[SESSIONS]), seconds=SECONDS)
    except Unreachable as error:
        raise StoreUnavailable from error
