"""The record of a finished conversation in the project's database: redacted, sealed, and for as long as the project keeps it.

A record is written once, and the conversation is counted in the same transaction: whatever is repeated, and wherever a process is
killed, each conversation is counted exactly once. A finished conversation never changes, so the first writing is as good as any.
What is of the caller is sealed when it is written, not when the turn is answered, so that nobody waits for that.
Docs: docs/decisions/0030-counted-conversations.md, docs/decisions/0045-what-is-known-of-a-person.md.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

import bson
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument
from django.conf import settings
from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from omnia.dialogue.compile import Program
from omnia.infra.cache import Unreachable, Watched
from omnia.infra.envelope import RingKeyError
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, UnknownCluster, client, database
from omnia.mongo.context import ProjectRef
from omnia.mongo.transactions import is_conflict
from runtime_api.conversations.sessions import Record, utc_now
from runtime_api.conversations.transcript import kept_row_of, missed_words, redacted_values
from runtime_api.published import RECHECK_SECONDS
from tenants.project import passing_by, records, rollups, shapes, standing
from tenants.project.collections import CONVERSATIONS, INSIGHT, SETTINGS
from tenants.project.retention import FIELDS, Retention, retention_of
from tenants.project.standing import Standing

SECONDS = 1.0
"""Seconds until a write is given up."""

MAX_INTEGER = 2**63


class _Keeping(NamedTuple):
    """How long a project keeps its conversations and words, and how it stands where that was read."""

    days: Retention
    standing: Standing | None
    is_behind: bool
    """Whether its database is of a shape that this version does not read any more."""


_keeping: Watched[_Keeping] = Watched(
    "retention", lambda: int(settings.OMNIA_CACHE_BYTES * 0.01), interval=RECHECK_SECONDS, stale_seconds=lambda: 0.0
)
"""By project, so that a busy project's setting is read once a second and not with each conversation."""


class Row(NamedTuple):
    """A record that waits to be written: encoded at once, for what waits is then one block of memory instead of some hundred."""

    session: str
    finished_at: datetime
    content: bytes
    """BSON of what is stored as it is, but `_id` and `expires_at`."""
    private: bytes
    """BSON of what is stored sealed."""
    external_id: str | None
    ended: rollups.Ended


class Sealed(NamedTuple):
    """A record as it is written: itself, and the words that did not help."""

    ended: rollups.Ended
    put: UpdateOne
    misses: list[UpdateOne]


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
        "outcome": record.outcome,
        "started_at": record.started_at,
        "finished_at": finished_at,
        "omitted": record.omitted,
        "reference_time": record.reference_time.isoformat(),
        "region": record.region,
        "had_variables": record.had_variables,
    }
    private = {"turns": [kept_row_of(turn) for turn in record.transcript], "values": redacted_values(program, record)}
    private |= {"external_id": record.external_id} if record.external_id is not None else {}
    content = _encoded({name: value for name, value in row.items() if value is not None})
    ended = _ended(session, record, finished_at)
    return Row(session, finished_at, content, _encoded(private), record.external_id, ended)


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

    False if the database does not answer, the project's key is not to be had, other writers were always quicker, or the project
    is just moving or waits to be upgraded; what was not written may be written again. A project that has moved is written to
    where it is.
    """
    if not rows:
        # The driver takes an empty write for a fault, and the cluster would be taken to be away.
        return True
    try:
        place, keeping = _followed(project)
        if _is_held(place, keeping):
            return False
        return _write_in_some_shard(place, [sealed(place, row, keeping.days) for row in rows])
    except (Unreachable, RingKeyError, UnknownCluster):
        return False


def place_of(project: ProjectRef) -> ProjectRef | None:
    """Where a project is written to now; None while it is held still or waits to be upgraded, or nobody tells."""
    try:
        place, keeping = _followed(project)
    except (Unreachable, UnknownCluster):
        return None
    return None if _is_held(place, keeping) else place


def _followed(project: ProjectRef) -> tuple[ProjectRef, _Keeping]:
    """Where a project has moved to, and what holds there. Raises `Unreachable`, `UnknownCluster`."""
    turn = 0
    while True:
        keeping = _keeping.read((project.id, project.cluster), partial(_read_keeping, project), lambda _keeping: 0).value
        here = keeping.standing
        # A pointer that was turned before the one that led here is out of date: the project is here again.
        if here is None or here.state != "moved" or here.turn <= turn:
            return project, keeping
        turn, project = here.turn, ProjectRef(project.id, here.to)


def _is_held(place: ProjectRef, keeping: _Keeping) -> bool:
    """Whether nothing is written to a project now."""
    if passing_by.note(place, is_behind=keeping.is_behind):
        return True
    return keeping.standing is not None and keeping.standing.is_frozen(datetime.now(UTC))


def sealed(project: ProjectRef, row: Row, days: Retention) -> Sealed:
    """A record as it is written; raises `Unreachable`, `EnvelopeError`."""
    expires_at, words_expire_at = (row.finished_at + timedelta(days=each) for each in (days.conversations, days.words))
    kept = records.sealed_fields(project, CONVERSATIONS, row.session, row.private, row.external_id)
    document = RawBSONDocument(_with(row.content, kept | {"expires_at": expires_at}))
    put = UpdateOne({"_id": row.session}, {"$setOnInsert": document}, upsert=True)
    return Sealed(row.ended, put, rollups.misses(row.ended, words_expire_at, partial(records.closed, project, INSIGHT)))


def _write_in_some_shard(project: ProjectRef, rows: Sequence[Sealed]) -> bool:
    """Write where no other writer is; of rows that meet one wherever it is tried, those apart that do not."""
    for shard in range(rollups.SHARDS):
        if guarded_read(project.cluster, lambda shard=shard: _write_once(project, rows, shard), seconds=SECONDS):  # type: ignore[misc]
            return True
    half = len(rows) // 2
    if not half:
        return False
    parts = [_write_in_some_shard(project, part) for part in (rows[:half], rows[half:])]
    return all(parts)


def _write_once(project: ProjectRef, rows: Sequence[Sealed], shard: int) -> bool:
    """Write records and count those that were not there yet, all or nothing; False, and nothing written, if it met a writer."""
    held = database(project)
    try:
        with client(project.cluster).start_session() as session, session.start_transaction():
            done = held[CONVERSATIONS].bulk_write([row.put for row in rows], ordered=False, session=session)
            fresh = [rows[place] for place in done.upserted_ids or ()]
            if fresh:
                counted = rollups.updates([row.ended for row in fresh], shard)
                counted += [put for row in fresh for put in row.misses]
                held[INSIGHT].bulk_write(counted, ordered=False, session=session)
    except PyMongoError as error:
        if not is_conflict(error):
            raise
        return False
    return True


def _read_keeping(project: ProjectRef) -> _Keeping:
    def find() -> _Keeping:
        held = database(project)
        row = held[SETTINGS].find_one({"_id": "project"}, {**FIELDS, shapes.FIELD: 1})
        # A database that is not there, or just being made, has no shape at all.
        is_behind = row is not None and shapes.is_unread(shapes.shape_in(row))
        return _Keeping(retention_of(row), standing.read(held), is_behind)

    return guarded_read(project.cluster, find, seconds=SECONDS)


def _encoded(document: Document) -> bytes:
    try:
        return bson.encode(document)
    except (BSONError, OverflowError):
        return bson.encode(_storable(document))


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
