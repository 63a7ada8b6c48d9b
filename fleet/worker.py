"""Carries runs on, widens waves whose time has come, and settles what killed processes began: a thread of each portal process.

A lease lets one process at a time work on a run; a wave's step is one compare-and-set, so any process may do it.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from pymongo.errors import DuplicateKeyError

from factory import rollouts
from fleet import projects, runs, shared_changes, store
from fleet.dry_run import DryRun, Outcome
from fleet.settling import Settling
from omnia.infra import background
from omnia.infra.crypto import new_id
from omnia.mongo.work_loop import work_loop
from tenants.control.models import Project

SLICE = 25
"""Projects that are read, and of which it is noted that they were, at once."""

AHEAD = 500
"""Rows of the registry that are read at once: the embedded server looks at all of them for each part of them."""

SLICE_SECONDS = 2.0
LEASE = timedelta(seconds=30)
"""How long a process may be silent before another takes over. It only saves work: what is written twice is the same."""

Clock = Callable[[], float]


class Worker:
    """One process's share of the work; it keeps the merges of a run that it has seen already."""

    def __init__(self) -> None:
        self._holder = new_id()
        self._is_holding = False
        self._ahead: list[Project] = []
        self._run = self._cursor = ""
        self._dry_run: DryRun | None = None

    def step(self, *, seconds: float = SLICE_SECONDS, clock: Clock = time.monotonic) -> bool:
        """Look at some projects of the oldest run; False if there is none, or another process works on it."""
        waiting = runs.oldest_running()
        if waiting is None or not self._take_lease():
            return False
        run, subject = waiting
        if self._dry_run is None or self._run != run.id:
            self._run, self._dry_run, self._ahead = run.id, DryRun(subject), []
        rows = self._next(run.cursor)
        if not rows:
            runs.finish(run)
            self._run, self._dry_run = "", None
            return True
        outcomes, looked_at = _look(self._dry_run, rows, clock() + seconds, clock)
        shared_changes.note(rows[:looked_at], subject.document, subject.key)
        runs.record(run, rows[looked_at - 1].pk, looked_at, outcomes)
        self._cursor, self._ahead = rows[looked_at - 1].pk, self._ahead[looked_at:]
        return True

    def _next(self, cursor: str) -> list[Project]:
        """The next projects; rows that were read before, unless another process went on from there."""
        if not self._ahead or self._cursor != cursor:
            self._cursor, self._ahead = cursor, projects.after(cursor, AHEAD)
        return self._ahead[:SLICE]

    def let_go(self) -> None:
        """Let another process work at once."""
        if not self._is_holding:
            return
        self._is_holding = False
        store.leases().delete_one({"_id": "blast_radius", "holder": self._holder})

    def _take_lease(self) -> bool:
        now = timezone.now()
        mine = {"_id": "blast_radius", "$or": [{"holder": self._holder}, {"until": {"$lte": now}}]}
        try:
            store.leases().update_one(mine, {"$set": {"holder": self._holder, "until": now + LEASE}}, upsert=True)
        except DuplicateKeyError:
            self._is_holding = False
            return False
        self._is_holding = True
        return True


def _look(dry_run: DryRun, rows: list[Project], until: float, clock: Clock) -> tuple[list[Outcome], int]:
    """What was found in the first of the projects, as many as the time is enough for; and how many were looked at."""
    found, looked_at = [], 0
    for project in rows:
        outcome = dry_run.look(project)
        looked_at += 1
        found += [outcome] if outcome is not None else []
        if clock() >= until:
            break
    return found, looked_at


def ensure_started() -> None:
    """Begin to carry runs on, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Carry nothing on any more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    worker, settling = Worker(), Settling()

    def step() -> bool:
        settling.look()
        rollouts.do_due_steps()
        return worker.step()

    work_loop(thread, step, name="blast_radius", rest=worker.let_go)


_thread = background.BackgroundThread("omnia-blast-radius", _work)
