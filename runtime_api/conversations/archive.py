"""The record of a finished conversation in the project's database: redacted, and for as long as the project keeps it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import bson
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument
from django.conf import settings
from pymongo import ReplaceOne

from omnia.dialogue.compile import Program
from omnia.infra.cache import Unreachable, Watched
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import Record
from runtime_api.conversations.transcript import redacted_values, row_of
from runtime_api.reach import reading
from runtime_api.store import RECHECK_SECONDS
from tenants.project.collections import CONVERSATIONS, SETTINGS

SECONDS = 1.0
"""Seconds until a write is given up."""

MAX_INTEGER = 2**63

_retention: Watched[int] = Watched(
    "retention", lambda: int(settings.OMNIA_CACHE_BYTES * 0.01), interval=RECHECK_SECONDS, stale_seconds=lambda: 0.0
)
"""Days by project, so that a busy project's setting is read once a second and not with each conversation."""


def document_of(session: str, program: Program, record: Record) -> Document:
    """What people may see of a finished conversation."""
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
        "finished_at": record.finished_at,
        "omitted": record.omitted,
        "turns": [row_of(turn) for turn in record.transcript],
        "values": redacted_values(program, record),
    }
    return {name: value for name, value in row.items() if value is not None}


def write(project: ProjectRef, documents: Sequence[Document]) -> bool:
    """Leave records in their project's database, the same ones any number of times; False if it does not answer."""
    try:
        days = timedelta(days=_retention.read((project.id, project.cluster), lambda: _read_days(project), lambda _days: 0).value)
        puts: list[ReplaceOne[Document]] = [
            ReplaceOne({"_id": each["_id"]}, _encoded({**each, "expires_at": each["finished_at"] + days}), upsert=True)
            for each in documents
        ]
        reading(project.cluster, lambda: database(project)[CONVERSATIONS].bulk_write(puts, ordered=False), seconds=SECONDS)
    except Unreachable:
        return False
    return True


def forget_everything() -> None:
    """Drop what is known, as a fresh process has it."""
    _retention.clear()


def _read_days(project: ProjectRef) -> int:
    """Days that the project keeps its conversations."""

    def find() -> Document | None:
        return database(project)[SETTINGS].find_one({"_id": "project"}, {"retention_days": 1})

    return int((reading(project.cluster, find, seconds=SECONDS) or {}).get("retention_days") or settings.OMNIA_CONVERSATION_DAYS)


def _encoded(document: Document) -> RawBSONDocument:
    try:
        return RawBSONDocument(bson.encode(document))
    except (BSONError, OverflowError):
        return RawBSONDocument(bson.encode(_storable(document)))


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
