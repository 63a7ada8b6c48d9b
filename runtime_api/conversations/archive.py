"""The record of a finished conversation in the project's database: redacted, and for as long as the project keeps it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import bson
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument
from django.conf import settings
from pymongo import ReplaceOne

from omnia.dialogue.compile import Program
from omnia.infra.cache import Unreachable, Watched
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import Record, utc_now
from runtime_api.conversations.transcript import redacted_values, row_of
from runtime_api.published import RECHECK_SECONDS
from tenants.project.collections import CONVERSATIONS, SETTINGS

SECONDS = 1.0
"""Seconds until a write is given up."""

MAX_INTEGER = 2**63

_retention: Watched[int] = Watched(
    "retention", lambda: int(settings.OMNIA_CACHE_BYTES * 0.01), interval=RECHECK_SECONDS, stale_seconds=lambda: 0.0
)
"""Days by project, so that a busy project's setting is read once a second and not with each conversation."""


class Row(NamedTuple):
    """A record that waits to be written: encoded at once, for what waits is then one block of memory instead of some hundred."""

    session: str
    finished_at: datetime
    content: bytes
    """BSON of everything but `expires_at`."""


def row_for(session: str, program: Program, record: Record) -> Row:
    """What people may see of a finished conversation."""
    finished_at = record.finished_at or utc_now()
    row = {
        "_id": session,
        "flow": record.flow,
        "template": record.template,
        "locale": record.locale,
        "channel": record.channel,
        "release": record.release,
        "external_id": record.external_id,
        "outcome": record.outcome,
        "started_at": record.started_at,
        "finished_at": finished_at,
        "omitted": record.omitted,
        "turns": [row_of(turn) for turn in record.transcript],
        "values": redacted_values(program, record),
    }
    return Row(session, finished_at, _encoded({name: value for name, value in row.items() if value is not None}))


def write(project: ProjectRef, rows: Sequence[Row]) -> bool:
    """Leave records in their project's database, the same ones any number of times; False if it does not answer."""
    try:
        days = timedelta(days=_retention.read((project.id, project.cluster), lambda: _read_days(project), lambda _days: 0).value)
        puts = [_put(row, row.finished_at + days) for row in rows]
        guarded_read(project.cluster, lambda: database(project)[CONVERSATIONS].bulk_write(puts, ordered=False), seconds=SECONDS)
    except Unreachable:
        return False
    return True


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


def _put(row: Row, expires_at: datetime) -> ReplaceOne[Document]:
    document = RawBSONDocument(_with(row.content, {"expires_at": expires_at}))
    return ReplaceOne({"_id": row.session}, document, upsert=True)


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
