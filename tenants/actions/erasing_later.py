"""Erasing a project after some days in which its owner may change their mind; until then nobody reaches it, and nothing is lost.

Services are answered as if each key were revoked, people as if there were no project; the keys and rights themselves stay as they
are, so that keeping it is one step. Docs: docs/decisions/0047-one-customer-out-in-elsewhere-gone.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from pymongo.errors import PyMongoError

from omnia.infra import background, units
from omnia.infra.audit import SYSTEM, Actor
from omnia.infra.telemetry import log, note_outage
from omnia.infra.units import Entry, Intent
from omnia.mongo import outages
from omnia.mongo.clusters import database
from omnia.mongo.context import bind
from omnia.mongo.stamped import collection_of, row_query, stored
from tenants import agenda
from tenants.access import authorise
from tenants.actions import trail
from tenants.actions.erasing import RETRY, ErasureError, erase_project
from tenants.actions.holding import standing_of
from tenants.audit_chains import books_of
from tenants.control.models import Project, ProjectStatus
from tenants.project import channels, standing
from tenants.project.standing import Standing

SECONDS = 5.0
"""Seconds between two looks for projects whose days are over."""

CLOSED = Standing("closed")
GOING = (ProjectStatus.ERASED, ProjectStatus.ERASING)

logger = log(__name__)


def plan_erasure(actor: Actor, project: Project, *, days: int | None = None) -> datetime:
    """Close a project at once and have it erased after some days, `OMNIA_ERASURE_GRACE_DAYS` if None; returns when.

    Said twice, the first time counts. Raises `Absent`, `Forbidden`, and `ErasureError` for a project that is erased already.
    """
    authorise(actor, project, "manage_project", in_grace=True)
    if _is_half_kept(project):
        _open(actor, project)
    erase_at = timezone.now() + timedelta(days=settings.OMNIA_ERASURE_GRACE_DAYS if days is None else days)
    erase_at = erase_at.replace(microsecond=erase_at.microsecond // 1000 * 1000)
    project.refresh_from_db()
    if project.status not in GOING:
        _close(actor, project, erase_at)
    if project.status != ProjectStatus.ERASING or project.erase_at is None:
        raise ErasureError("This project is erased already.")
    # Also the second time: whoever said it first may have been killed here.
    standing.write(project.ref, CLOSED)
    return project.erase_at


def _close(actor: Actor, project: Project, erase_at: datetime) -> None:
    """Have it to be erased then, unless it is already."""
    began, told = timezone.now(), Entry("project.closed", project.pk, {"erase_at": erase_at.isoformat()})
    standing_yet = row_query(project) | {"status": {"$nin": [str(status) for status in GOING]}}
    values = stored(Project, status=ProjectStatus.ERASING, erase_at=erase_at, status_detail=project.status)
    with trail.unit_of(books_of(project.ref), actor, told, project) as unit:
        if unit.change(collection_of(Project), standing_yet, {"$set": values}, told):
            _tell_platform(actor, began, told)
    project.refresh_from_db()


def _tell_platform(actor: Actor, since: datetime, told: Entry) -> None:
    trail.note_platform_once(actor, since, action=told.action, subject=told.subject, **told.facts)


@units.finishes("project.closed")
@units.finishes("project.kept")
def _finish(intent: Intent, entries: Sequence[Entry]) -> None:
    """Tell the platform's log too, where whoever closed or opened the project was killed before that."""
    for told in entries:
        _tell_platform(intent.actor, intent.at, told)


def keep_project(actor: Actor, project: Project) -> bool:
    """Open a project again that was to be erased, as it was; False if it was not to be.

    Raises `Absent`, `Forbidden`, and `ErasureError` if it is too late.
    """
    authorise(actor, project, "manage_project", in_grace=True)
    project.refresh_from_db()
    if project.status == ProjectStatus.ERASED:
        raise ErasureError("It is too late: this project is erased.")
    if project.status != ProjectStatus.ERASING:
        return False
    # First the date: an eraser that looks now finds nothing to do, and `settle_closed` goes on if this process is killed.
    if not Project.objects.filter(pk=project.pk, status=ProjectStatus.ERASING).update(erase_at=None):
        raise ErasureError("It is too late: this project is being erased.")
    _open(actor, project)
    return True


def _open(actor: Actor, project: Project) -> None:
    """Open a closed project that is not to be erased any more; of several processes one tells of it."""
    if project.hold:
        standing.write(project.ref, standing_of(project.hold))
    else:
        standing.clear(project.ref)
    for pointer in channels.read_all(project.ref):
        due = pointer.due()
        if due is not None:
            agenda.note(project.ref, due)
    before = project.status_detail if project.status_detail in ProjectStatus.values else ProjectStatus.ACTIVE
    began, told = timezone.now(), Entry("project.kept", project.pk)
    closed = row_query(project) | stored(Project, status=ProjectStatus.ERASING, erase_at=None)
    with trail.unit_of(books_of(project.ref), actor, told, project) as unit:
        if unit.change(collection_of(Project), closed, {"$set": stored(Project, status=before, status_detail="")}, told):
            _tell_platform(actor, began, told)
    project.refresh_from_db()


def _is_half_kept(project: Project) -> bool:
    return project.status == ProjectStatus.ERASING and project.erase_at is None


def settle_closed() -> None:
    """Finish closing and keeping where whoever did it was killed: services and people are answered alike."""
    for project in Project.objects.filter(status=ProjectStatus.ERASING):
        if _is_half_kept(project):
            _open(SYSTEM, project)
        elif standing.read(database(project.ref)) != CLOSED:
            standing.write(project.ref, CLOSED)
            if not Project.objects.filter(pk=project.pk, status=ProjectStatus.ERASING).exists():
                # It was kept between the two looks.
                standing.clear(project.ref, CLOSED)


def erase_due(now: datetime | None = None) -> int:
    """Erase the projects whose days are over, and what is left of those that could not be erased wholly; returns how many."""
    moment, done = now or timezone.now(), 0
    for project in Project.objects.filter(erase_at__lte=moment):
        # Of several processes the one whose change counts erases it; if that one is killed, another does later.
        # From that change on nobody can keep it any more.
        mine = Project.objects.filter(pk=project.pk, erase_at=project.erase_at)
        if mine.update(erase_at=moment + RETRY, status=ProjectStatus.ERASED) and _erase(project):
            done += 1
    return done


def _erase(project: Project) -> bool:
    try:
        with bind(project.ref):
            erase_project(SYSTEM, project)
    except (ErasureError, PyMongoError) as error:
        note_outage(logger, "erasing", "erasure.postponed", project=project.pk, error=type(error).__name__)
        return False
    return True


def ensure_started() -> None:
    """Begin to erase what is due, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Erase nothing any more, in this process."""
    _thread.stop()


def _run(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        try:
            settle_closed()
            erase_due()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("work.failed", work="erasing")
            note_outage(logger, "erasing", "work.waits", work="erasing", error=type(error).__name__)
        thread.sleep(SECONDS)


_thread = background.BackgroundThread("omnia-erasing", _run)
