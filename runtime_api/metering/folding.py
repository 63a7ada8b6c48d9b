"""Brings what was counted into the projects' databases: a thread of each runtime process, some seconds behind.

It looks at this process's files and at those that dead processes of the machine left. All numbers only grow and are stored by
taking the larger one, so nothing is lost or counted twice, whoever is killed and however many do it at once.
Docs: docs/decisions/0066-metered-usage.md.
"""

from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.util import Finalize
from typing import NamedTuple

import pymongo
from django.conf import settings
from pymongo.errors import PyMongoError

from omnia.infra import background, tallies
from omnia.infra.cache import Unreachable
from omnia.infra.problems import Problem
from omnia.infra.tallies import Row, TallyFile
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.circuit_breaker import guarded_read
from omnia.mongo.clusters import UnknownCluster, database
from omnia.mongo.context import ProjectRef, bind
from runtime_api.conversations import archive, mongo_store
from runtime_api.conversations.redis_store import RedisStore
from runtime_api.conversations.session_store import falls_back
from runtime_api.conversations.sessions import utc_now
from runtime_api.metering.meters import EGRESS, METERS, READS, TALKS, folder, project_named
from tenants.project import quota_telling as telling
from tenants.project import usage
from tenants.project.collections import API_KEYS

SECONDS = 30.0
"""Seconds between two times that a process stores what it counted."""

WRITE_SECONDS = 2.0
LATE = timedelta(hours=1)
"""How long after its end a day is still looked at: conversations that were stored just then are counted in it."""

MAX_AGE = timedelta(days=8)
"""After that, what could never be stored is given up: its project's database is nowhere to be found."""

logger = log(__name__)


class _Seen(NamedTuple):
    """A row as it was when it was stored last."""

    source: str
    name: str


_stored: dict[_Seen, Row] = {}
"""What this process has stored, so that it is not stored again as long as nothing was added."""


def fold() -> None:
    """Store what was counted, here and by processes of this machine that are gone."""
    METERS.turn_day()
    for day, held in METERS.own():
        _fold_own(day, held)
    for path in tallies.files(folder()):
        left = tallies.take_over(path)
        if left is None:
            # A living process counts in it, this one perhaps.
            continue
        day = _day_of(tallies.name_of(path))
        is_done = _fold_file(day, left) and _is_over(day)
        left.close(remove=is_done)
        if is_done:
            _forget_source(left.source)


def _fold_own(day: date, held: TallyFile) -> None:
    if _fold_file(day, held) and _is_over(day):
        METERS.earlier.pop(day, None)
        held.close(remove=True)
        _forget_source(held.source)


def _fold_file(day: date, held: TallyFile) -> bool:
    """Store what stands in a file; whether all of it is stored now."""
    source, rows = held.read()
    done = True
    for name, row in rows.items():
        if _stored.get(_Seen(source, name)) == row:
            continue
        if _fold_row(project_named(name), day, source, row):
            _stored[_Seen(source, name)] = row
        else:
            done = False
    return done or day < utc_now().date() - MAX_AGE


def _fold_row(project: ProjectRef, day: date, source: str, row: Row) -> bool:
    """Store what one project used on a day, as one source counted it; False if that has to wait."""
    try:
        with bind(project), pymongo.timeout(WRITE_SECONDS):
            place = archive.place_of(project)
            if place is None:
                return False
            _store(place, day, source, {"reads": row[READS], "egress": row[EGRESS]})
            if row[TALKS]:
                _fold_talks(place, day)
            telling.judge(place)
    except (PyMongoError, Unreachable, UnknownCluster, Problem) as error:
        note_outage(logger, f"usage {project.cluster}", "usage.not_stored", error=type(error).__name__)
        return False
    except Exception:
        # What is wrong with one project's counts must not keep others' from being stored.
        logger.exception("usage.storing_failed")
        return False
    return True


def _fold_talks(place: ProjectRef, day: date) -> None:
    """Store what conversations were counted for, in the database and in Redis."""
    if not settings.OMNIA_REDIS_URL or falls_back():
        mongo_store.settle_owed(place)
    if not settings.OMNIA_REDIS_URL:
        return
    # A conversation that was stored just before midnight may be noted just after.
    began = datetime.combine(day, time.min, UTC)
    for each in (day, day - timedelta(days=1)) if utc_now() < began + LATE else (day,):
        used = RedisStore().used(place, each)
        if used is not None:
            _store(place, each, used[0], used[1]._asdict())


def _store(place: ProjectRef, day: date, source: str, counts: dict[str, int]) -> None:
    def store() -> None:
        if not _is_gone(place):
            usage.stored(place, day, source, counts)

    guarded_read(place.cluster, store, seconds=WRITE_SECONDS)


def _is_gone(place: ProjectRef) -> bool:
    """Whether a project's database was erased: one that is there has at least the key that it was called with, or a pointer.

    Storing anything would make it anew.
    """
    return database(place)[API_KEYS].find_one({}, {"_id": 1}) is None


def _is_over(day: date) -> bool:
    """Whether nothing of a day can come any more."""
    return utc_now() > datetime.combine(day, time.min, UTC) + timedelta(days=1) + LATE


def _day_of(name: str) -> date:
    return date.fromisoformat(name)


def _forget_source(source: str) -> None:
    for seen in [seen for seen in _stored if seen.source == source]:
        del _stored[seen]


def ensure_started() -> None:
    """Begin to store what is counted, in a thread of this process, if it does not yet."""
    if _thread.ensure_started():
        # The web server's processes are forked ones of multiprocessing: they end without Python's own atexit.
        Finalize(None, fold, exitpriority=1)


def _run(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        thread.sleep(SECONDS)
        try:
            fold()
        except Exception:
            logger.exception("usage.storing_failed")


_thread = background.BackgroundThread("omnia-usage", _run)


@background.on_reset
def _forget() -> None:
    _stored.clear()
