"""Finished conversations, left in the project's database for the studio: redacted, and for as long as the project keeps them.

A conversation never fails because its record cannot be written: it waits in this process until the database answers again.
"""

import threading
from collections import deque
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from omnia.dialogue.compile import Program
from omnia.infra import metrics
from omnia.infra.cache import Unreachable, Watched
from omnia.infra.telemetry import log
from omnia.mongo.clusters import Document, database
from omnia.mongo.context import ProjectRef
from runtime_api.conversations.sessions import Record
from runtime_api.conversations.transcript import redacted_values, row_of
from runtime_api.reach import reading
from runtime_api.store import RECHECK_SECONDS
from tenants.project.collections import CONVERSATIONS, SETTINGS

SECONDS = 1.0
"""Seconds until a write is given up."""

MAX_WAITING = 1_000
"""Conversations that wait to be written; the oldest give way, so that a long outage does not fill the memory."""

MAX_INTEGER = 2**63

logger = log(__name__)
_waiting: deque[tuple[ProjectRef, Document]] = deque(maxlen=MAX_WAITING)
_lock = threading.Lock()
_retention: Watched[int] = Watched(
    "retention", lambda: int(settings.OMNIA_CACHE_BYTES * 0.01), interval=RECHECK_SECONDS, stale_seconds=lambda: 0.0
)
"""Days by project, so that a busy project's setting is read once a second and not with each conversation."""


def keep(project: ProjectRef, session: str, program: Program, record: Record) -> None:
    """Leave a finished conversation in its project's database; the same one any number of times."""
    with _lock:
        earlier = list(_waiting)
        _waiting.clear()
    down: set[str] = set()
    for owner, document in [*earlier, (project, _document(session, program, record))]:
        if owner.cluster in down or not _write(owner, document):
            down.add(owner.cluster)
            _waiting.append((owner, document))
    if down:
        metrics.ARCHIVE_FAILURES.inc()
        logger.warning("conversation.not_archived", session=session, waiting=len(_waiting))


def waiting() -> int:
    """How many conversations this process could not write yet."""
    return len(_waiting)


def forget_everything() -> None:
    """Drop what waits and what is known, as a fresh process has it."""
    _waiting.clear()
    _retention.clear()


def _document(session: str, program: Program, record: Record) -> Document:
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
    stored: Document = _storable({name: value for name, value in row.items() if value is not None})
    return stored


def _write(project: ProjectRef, document: Document) -> bool:
    def put() -> None:
        named = {"_id": document["_id"]}
        database(project)[CONVERSATIONS].replace_one(named, {**document, "expires_at": expires_at}, upsert=True)

    try:
        days = _retention.read((project.id, project.cluster), lambda: _read_days(project), lambda _days: 0).value
        expires_at = document["finished_at"] + timedelta(days=days)
        reading(project.cluster, put, seconds=SECONDS)
    except Unreachable:
        return False
    return True


def _read_days(project: ProjectRef) -> int:
    """Days that the project keeps its conversations."""

    def find() -> Document | None:
        return database(project)[SETTINGS].find_one({"_id": "project"}, {"retention_days": 1})

    return int((reading(project.cluster, find, seconds=SECONDS) or {}).get("retention_days") or settings.OMNIA_CONVERSATION_DAYS)


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
