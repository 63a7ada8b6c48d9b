"""Carries on the taking of all safe updates: a thread of each portal process, a slice of each project in its turn."""

import time
from collections.abc import Callable
from datetime import timedelta

from omnia.infra import background
from omnia.infra.telemetry import log
from omnia.mongo import outages
from omnia.mongo.context import bind
from omnia.mongo.work_loop import work_loop
from tenants import update_queue
from tenants.access import Absent, Forbidden
from tenants.actions import update_job
from tenants.control.models import Project, ProjectStatus
from tenants.placement import settle
from tenants.project import passing_by

PAUSE = 0.05
"""Seconds between two slices, in which the pages of this process get on."""

RETRY = timedelta(seconds=30)
"""When a project whose database does not answer is tried again."""

NOT_ALLOWED = "Whoever began this may not change templates in this project any more."
FAULT = "A fault of the product kept it from being taken; its log says which."

logger = log(__name__)


def step(*, clock: Callable[[], float] = time.monotonic) -> bool:
    """Take some updates of the project whose turn it is; False if there is none that another process does not work on."""
    entry = update_queue.claim()
    if entry is None:
        return False
    project = Project.objects.filter(pk=entry.project).exclude(status=ProjectStatus.ERASED).first()
    if project is None:
        update_queue.forget(entry)
        return True
    if project.hold:
        # It goes on when the project is opened again.
        update_queue.let_go(entry, after=RETRY)
        return True
    try:
        settle(project)
        with bind(project.ref):
            if passing_by.is_passed_by(project.ref):
                update_queue.let_go(entry, after=RETRY)
                return True
            is_left = _carry_on(project, clock)
    except Exception as error:
        if not outages.is_outage(error):
            raise
        logger.warning("update_job.waits", project=project.pk, error=type(error).__name__)
        update_queue.let_go(entry, after=RETRY)
        return True
    if is_left:
        update_queue.let_go(entry)
    else:
        update_queue.settle(entry)
    return True


def _carry_on(project: Project, clock: Callable[[], float]) -> bool:
    """Take some updates of a project's job; whether any are left."""
    job = update_job.current(project)
    if job is None or not job.left or job.actor is None:
        return False
    try:
        rest = update_job.work(job.actor, project, clock=clock)
    except (Forbidden, Absent):
        update_job.give_up(project, job.left, NOT_ALLOWED)
        return False
    except Exception as error:
        if outages.is_outage(error):
            raise
        # One that fails each time must not keep the others from being taken.
        logger.exception("update_job.failed", project=project.pk)
        rest = update_job.current(project)
        update_job.give_up(project, rest.left[:1] if rest is not None else (), FAULT)
        return True
    return rest is not None and bool(rest.left)


def ensure_started() -> None:
    """Begin to carry jobs on, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Carry nothing on any more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    work_loop(thread, step, name="update_job", pause=PAUSE)


_thread = background.BackgroundThread("omnia-updates", _work)
