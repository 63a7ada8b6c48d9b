"""Leaves the record of each finished conversation in its project's database, without keeping the person waiting for it.

A conversation never fails because its record cannot be written: it waits in this process until the database answers again.
With Redis the records are written in the background, several at once. The store then holds the ids of those that are owed, so
that what a killed process leaves behind is written by whichever writes for the project next. What gave way here, since too much
waited while the project could not be written to, is taken from the store once it can. Without Redis a record is written at once.
Docs: docs/decisions/0013-turns-in-one-round-trip.md.
"""

import threading
import time
from collections import deque
from multiprocessing.util import Finalize

from django.conf import settings

from omnia.dialogue.compile import Program
from omnia.infra import background, metrics
from omnia.infra.problems import Problem
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.context import ProjectRef, bind
from runtime_api import published
from runtime_api.conversations import adding_up, archive
from runtime_api.conversations.redis_store import OVERDUE_SECONDS
from runtime_api.conversations.session_store import session_store
from runtime_api.conversations.sessions import IN_DATABASE, Gone, Record, decode

GATHER_SECONDS = 0.5
"""Seconds for which the background waits for a full batch: a transaction costs this process as much as forty records in it."""

RETRY_SECONDS = 1.0
"""Seconds until the background tries again what could not be written."""

MAX_WAITING = 1_000
"""Conversations that wait to be written; the oldest give way, so that a long outage does not fill the memory."""

LOOKS = 50
"""Times that the store is asked in a row for what it still owes; others' records are written in between."""

BATCH = 50
"""Records written with one request, so that one is answered long before `archive.SECONDS` are over, however many wait."""

logger = log(__name__)
_waiting: deque[tuple[ProjectRef, archive.Row]] = deque()
_behind: dict[ProjectRef, float] = {}
"""Projects that could not be written to, and when that was seen last: the store may owe what this process or another gave up."""
_writing = threading.Lock()
_putting = threading.Lock()
_full = threading.Event()
"""Set when a batch is full, so that it is not waited for longer."""


def record(project: ProjectRef, session: str, program: Program, finished: Record) -> None:
    """Leave a finished conversation in its project's database, now or in a moment; the same one any number of times."""
    _put(project, [archive.row_for(session, program, finished)])
    if _is_in_redis(session):
        if _thread.ensure_started():
            # The web server's processes are forked ones of multiprocessing: they end without Python's own atexit.
            Finalize(None, flush, exitpriority=1)
        _thread.wake()
        if len(_waiting) >= BATCH:
            _full.set()
    else:
        flush()


def _put(project: ProjectRef, rows: list[archive.Row]) -> None:
    """Have records wait; the oldest give way where too many do, and are taken from the store later."""
    with _putting:
        _waiting.extend((project, row) for row in rows)
        while len(_waiting) > MAX_WAITING:
            left, _row = _waiting.popleft()
            _behind[left] = time.monotonic()
    metrics.RECORDER_WAITING.set(len(_waiting))


def _is_in_redis(session: str) -> bool:
    return bool(settings.OMNIA_REDIS_URL) and not session.endswith(IN_DATABASE)


def flush() -> None:
    """Write what waits; what cannot be written goes on waiting."""
    with _writing:
        for project, rows in _taken().items():
            try:
                with bind(project):
                    _write(project, rows)
            except Exception:
                # What is wrong with one project's records must not keep others from being written.
                logger.exception("conversation.recording_failed", count=len(rows))
        for project in list(_behind):
            _catch_up(project)
        metrics.RECORDER_WAITING.set(len(_waiting))


def waiting() -> int:
    """How many conversations this process has not written yet."""
    return len(_waiting)


def _taken() -> dict[ProjectRef, list[archive.Row]]:
    """What waits, by project, taken out of the queue."""
    found: dict[ProjectRef, list[archive.Row]] = {}
    for _each in range(len(_waiting)):
        project, row = _waiting.popleft()
        found.setdefault(project, []).append(row)
    return found


def _write(project: ProjectRef, rows: list[archive.Row]) -> None:
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        if not archive.write(project, batch):
            _put(project, rows[first:])
            _behind[project] = time.monotonic()
            metrics.ARCHIVE_FAILURES.inc()
            note_outage(logger, f"archive {project.cluster}", "conversation.not_archived", waiting=len(_waiting))
            return
        adding_up.note_counted(project)
        _settle(project, batch)


def _settle(project: ProjectRef, rows: list[archive.Row]) -> None:
    """Note that records are written, and write those that another process should have written."""
    try:
        written = [row.session for row in rows if _is_in_redis(row.session)]
        owed = session_store().recorded(project, written) if written else []
        if owed:
            _write_owed(project, owed)
    except Problem:
        # The store is away: they are written once more by whoever writes next, with the same outcome.
        note_outage(logger, "redis", "conversation.not_settled", count=len(rows))


def _catch_up(project: ProjectRef) -> None:
    """Once a project is written to again: write what the store owes it, until nothing can come any more from before."""
    place, seen = archive.place_of(project), _behind.get(project)
    if seen is None:
        return
    if not settings.OMNIA_REDIS_URL:
        _is_level(project, seen)
    if place is None or not settings.OMNIA_REDIS_URL:
        return
    try:
        with bind(place):
            is_done = _write_all_owed(place)
    except Problem:
        note_outage(logger, "redis", "conversation.not_settled", count=0)
        return
    # Younger ones may still be on their way in the process that has them; it is taken to be gone after that time.
    if is_done and time.monotonic() - seen > OVERDUE_SECONDS + RETRY_SECONDS:
        _is_level(project, seen)


def _is_level(project: ProjectRef, seen: float) -> None:
    """Take it that a project is owed nothing, unless it was seen behind again since `seen`."""
    with _putting:
        if _behind.get(project) == seen:
            del _behind[project]


def _write_all_owed(project: ProjectRef) -> bool:
    """Write what is overdue, a part at a time; whether nothing more is."""
    for _look in range(LOOKS):
        owed = session_store().recorded(project, [])
        if not owed:
            return True
        if not _write_owed(project, owed):
            return False
    return False


def _write_owed(project: ProjectRef, sessions: list[str]) -> bool:
    """Write what another process should have written, and did not for a while; whether it is written."""
    found = [row for session in sessions if (row := _found_again(project, session)) is not None]
    if not archive.write(project, found):
        return False
    logger.info("conversation.archived_later", count=len(found))
    session_store().recorded(project, sessions)
    return True


def _found_again(project: ProjectRef, session: str) -> archive.Row | None:
    """The record of a conversation that is still stored, or None; raises `Problem` when that cannot be told."""
    try:
        held = session_store(session).load(project, session)
        kept = decode(held.data) if held is not None else None
        if kept is None or kept.status != "finished":
            return None
        program = published.program(project, kept.release, locale=kept.locale, flow=kept.flow, template=kept.template)
    except (Gone, published.Broken, LookupError) as error:
        logger.warning("conversation.not_recordable", session=session, error=type(error).__name__)
        return None
    return archive.row_for(session, program, kept)


def _run(thread: background.BackgroundThread) -> None:
    pause = threading.Event()
    while not thread.is_stopping:
        thread.sleep()
        _full.wait(GATHER_SECONDS)
        _full.clear()
        flush()
        if _waiting or _behind:
            pause.wait(RETRY_SECONDS)
            thread.wake()


_thread = background.BackgroundThread("omnia-recorder", _run)


@background.after_fork
def _renew_lock() -> None:
    global _writing, _putting, _full
    _writing, _putting, _full = threading.Lock(), threading.Lock(), threading.Event()


@background.on_reset
def _forget() -> None:
    with _writing:
        _waiting.clear()
        _behind.clear()
