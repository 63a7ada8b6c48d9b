"""The record of a finished conversation in the project's database: redacted, and for as long as the project keeps it.

A record is written once, and the conversation is counted in the same transaction: whatever is repeated, and wherever a process is
killed, each conversation is counted exactly once. A finished conversation never changes, so the first writing is as good as any.
Docs: docs/decisions/0030-counted-conversations.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import bson
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument
from django.conf import settings
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError, OperationFailure, PyMongoError

from omnia.dialogue.compile import Program
from omnia.infra.cache import Unreachable, Watched
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, client, database
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import Record, utc_now
from runtime_api.conversations.transcript import missed_words, redacted_values, row_of
from runtime_api.published import RECHECK_SECONDS
from tenants.project import rollups
from tenants.project.collections import CONVERSATIONS, INSIGHT, SETTINGS

SECONDS = 1.0
"""Seconds until a write is given up."""

MAX_INTEGER = 2**63

CONFLICTS = frozenset((112, 11000))
"""Codes of a write that met another one: WriteConflict, and DuplicateKey of two that wrote the same record."""

_retention: Watched[int] = Watched(
    "retention", lambda: int(settings.OMNIA_CACHE_BYTES * 0.01), interval=RECHECK_SECONDS, stale_seconds=lambda: 0.0
)
"""Days by project, so that a busy project's setting is read once a second and not with each conversation."""


class Row(NamedTuple):
    """A record that waits to be written: encoded at once, for what waits is then one block of memory instead of some hundred."""

    session: str
    finished_at: datetime
    content: bytes
    """BSON of everything but `_id` and `expires_at`."""
    ended: rollups.Ended


def row_for(session: str, program: Program, record: Record) -> Row:
    """What people may see of a finished conversation."""
    finished_at = record.finished_at or utc_now()
    row = {
        "flow": record.flow,
        "template": record.template,
        "locale": record.locale,
        "channel": record.channel,
        "release": record.release,
        "release_channel": record.release_channel,
        "external_id": record.external_id,
        "outcome": record.outcome,
        "started_at": record.started_at,
        "finished_at": finished_at,
        "omitted": record.omitted,
        "turns": [row_of(turn) for turn in record.transcript],
        "values": redacted_values(program, record),
    }
    content = _encoded({name: value for name, value in row.items() if value is not None})
    return Row(session, finished_at, content, _ended(session, record, finished_at))


def _ended(session: str, record: Record, finished_at: datetime) -> rollups.Ended:
    """What counts of a finished conversation."""
    outcome, missed = record.outcome or "", missed_words(record)
    pointer = record.release_channel
    side = rollups.Side(record.trial, pointer, record.trial_weight) if record.trial else None
    return rollups.Ended(
        session, record.release, record.locale, record.channel, pointer, outcome, finished_at, record.results, missed, side
    )


def write(project: ProjectRef, rows: Sequence[Row]) -> bool:
    """Leave records in their project's database and count them, the same ones any number of times.

    False if the database does not answer, or other writers were always quicker; what was not written may be written again.
    """
    if not rows:
        # The driver takes an empty write for a fault, and the cluster would be taken to be away.
        return True
    try:
        days = timedelta(days=_retention.read((project.id, project.cluster), lambda: _read_days(project), lambda _days: 0).value)
        return _write_in_some_shard(project, rows, days)
    except Unreachable:
        return False


def _write_in_some_shard(project: ProjectRef, rows: Sequence[Row], days: timedelta) -> bool:
    """Write where no other writer is; of rows that meet one wherever it is tried, those apart that do not."""
    for shard in range(rollups.SHARDS):
        if guarded_read(project.cluster, lambda shard=shard: _write_once(project, rows, days, shard), seconds=SECONDS):  # type: ignore[misc]
            return True
    half = len(rows) // 2
    if not half:
        return False
    parts = [_write_in_some_shard(project, part, days) for part in (rows[:half], rows[half:])]
    return all(parts)


def _write_once(project: ProjectRef, rows: Sequence[Row], days: timedelta, shard: int) -> bool:
    """Write records and count those that were not there yet, all or nothing; False, and nothing written, if it met a writer."""
    held = database(project)
    puts = [_put(row, row.finished_at + days) for row in rows]
    try:
        with client(project.cluster).start_session() as session, session.start_transaction():
            done = held[CONVERSATIONS].bulk_write(puts, ordered=False, session=session)
            fresh = [rows[place] for place in done.upserted_ids or ()]
            if fresh:
                counted = rollups.updates([row.ended for row in fresh], shard)
                counted += [put for row in fresh for put in rollups.misses(row.ended, row.finished_at + days)]
                held[INSIGHT].bulk_write(counted, ordered=False, session=session)
    except PyMongoError as error:
        if not _is_conflict(error):
            raise
        return False
    return True


def _is_conflict(error: PyMongoError) -> bool:
    if isinstance(error, BulkWriteError):
        met = error.details["writeErrors"]
        return bool(met) and all(each["code"] in CONFLICTS for each in met)
    return isinstance(error, OperationFailure) and error.code in CONFLICTS


def _read_days(project: ProjectRef) -> int:
    """Days that the project keeps its conversations."""

    def find() -> Document | None:
        return database(project)[SETTINGS].find_one({"_id": "project"}, {"retention_days": 1})

    return int(
        (guarded_read(project.cluster, find, seconds=SECONDS) or {}).get("retention_days") or settings.OMNIA_CONVERSATION_DAYS
    )


def _encoded(document: Document) -> bytes:
    try:
        return bson.encode(document)
    except (BSONError, OverflowError):
        return bson.encode(_storable(document))


def _put(row: Row, expires_at: datetime) -> UpdateOne:
    document = RawBSONDocument(_with(row.content, {"expires_at": expires_at}))
    return UpdateOne({"_id": row.session}, {"$setOnInsert": document}, upsert=True)


def _with(content: bytes, more: Document) -> bytes:
    """Encoded fields with more of them at their end: a BSON document is its length, its fields and a zero."""
    fields = content[4:-1] + bson.encode(more)[4:-1]
    return (len(fields) + 5).to_bytes(4, "little") + fields + b"\x00"


def _storable(value: Any) -> Any:
    """A value as BSON can hold it: whole numbers of 64 bits, names without NUL."""
    if isinstance(value, bool | datetime):
        return value
    if isinstance(value, int):
        return value if -MAX_INTEGER <= value < MAX_INTEGER else str(value)
    if isinstance(value, dict):
        return {str(name).replace("\x00", ""): _storable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value
