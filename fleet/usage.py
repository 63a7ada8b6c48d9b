"""What all projects use, for staff: a thread of each portal process goes through them, the one that waits longest first.

Of each it measures the database, looks how far the quota is used, and keeps the month's sums in the control database, so that
pages and figures ask no project. A project that uses far more of something than the week before is told apart. Each project is
looked at by one process at a time, by a compare-and-set of when it was looked at last.
Docs: docs/decisions/0066-metered-usage.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pymongo
from pymongo.errors import PyMongoError

from fleet import store
from omnia.infra import background, metrics
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import outages
from omnia.mongo.context import bind
from tenants import usage_reading
from tenants.actions import quota_warning
from tenants.control.models import Project, ProjectStatus
from tenants.project import passing_by, quota_telling, quotas, usage
from tenants.project.usage import COUNTED, KINDS, Day, Numbers

if TYPE_CHECKING:
    from pymongo.collection import Collection

SECONDS = 60.0
"""Seconds between two looks at the same project, if there is time for all."""

PAUSE = 10.0
"""Seconds between two slices of projects: ten thousand are gone through in a quarter of an hour."""

SLICE = 100
LOOK_SECONDS = 5.0
"""Seconds until a look at one project is given up."""

WEEK = 7
"""Days that a day is compared with."""

FEWEST_DAYS = 3
"""Days of that week with anything, without which nothing is usual."""

TIMES = 3
"""How often as much as usual is far more."""

FLOORS: Mapping[str, int] = {"conversations": 100, "turns": 1000, "reads": 10_000, "egress": 100_000_000}
"""Below these nothing is far more, whatever was usual."""

Row = dict[str, Any]
logger = log(__name__)


class Use(NamedTuple):
    """What a project uses, as it was last looked at."""

    project: str
    month: str
    total: Numbers
    levels: Mapping[str, int]
    spiking: Sequence[str]
    at: datetime


def rows() -> "Collection[Row]":
    """A document a project."""
    return store.held("project_usage")


def look(project: Project, now: datetime) -> None:
    """Look at one project, keep what it uses, and warn its owners; one that waits to be upgraded is passed by."""
    today = now.astimezone(UTC).date()
    with bind(project.ref), pymongo.timeout(LOOK_SECONDS):
        if passing_by.is_passed_by(project.ref):
            return
        usage_reading.measure(project)
        quota_telling.judge(project.ref)
        days = usage.days(project.ref, today - timedelta(days=max(WEEK, today.day - 1)), today)
        levels = quotas.levels(project.ref, today)
    month = [each for each in days if each.day >= usage.first_of(today)]
    found = {"month": quotas.month_of(today), "total": usage.total(month), "levels": levels, "spiking": spiking(days, today)}
    rows().update_one({"_id": project.pk}, {"$set": found})
    if levels:
        # Without the bound on the look: a mail server may take its time.
        with bind(project.ref):
            quota_warning.warn_owners(project, now)


def spiking(days: Iterable[Day], today: date) -> list[str]:
    """The kinds of which a project used far more today than on a usual day of the week before."""
    held = {each.day: each.counted for each in days}
    week = [held[day] for day in (today - timedelta(days=back) for back in range(1, WEEK + 1)) if day in held]
    found = []
    for kind in COUNTED:
        before = [counted[kind] for counted in week]
        is_usual = sum(1 for number in before if number) >= FEWEST_DAYS
        most = max(FLOORS[kind], TIMES * sum(before) / max(1, len(before)))
        found += [kind] if is_usual and held.get(today, {}).get(kind, 0) > most else []
    return found


def step(now: datetime | None = None) -> bool:
    """Look at the projects whose turn it is; whether there were any."""
    moment = now or datetime.now(UTC)
    due = _due(moment)
    for project, before in due:
        # Of several processes the one whose change counts looks.
        if _claimed(project, before, moment) and _is_here(project):
            _look_or_wait(project, moment)
    tell(moment)
    return bool(due)


def _due(now: datetime) -> list[tuple[Project, datetime | None]]:
    """The projects that were not looked at for a while, those that wait longest first."""
    seen = {row["_id"]: row["at"].replace(tzinfo=UTC) for row in rows().find({}, {"at": 1})}
    here = list(Project.objects.filter(status=ProjectStatus.ACTIVE))
    gone = set(seen) - set(Project.objects.exclude(status=ProjectStatus.ERASED).values_list("pk", flat=True))
    if gone:
        rows().delete_many({"_id": {"$in": sorted(gone)}})
    long_ago = datetime.min.replace(tzinfo=UTC)
    waiting = [each for each in here if seen.get(each.pk, long_ago) <= now - timedelta(seconds=SECONDS)]
    waiting.sort(key=lambda each: (seen.get(each.pk, long_ago), each.pk))
    return [(each, seen.get(each.pk)) for each in waiting[:SLICE]]


def _claimed(project: Project, before: datetime | None, now: datetime) -> bool:
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if before is None:
        fresh = {"month": "", "total": {}, "levels": {}, "spiking": [], "at": at}
        return rows().update_one({"_id": project.pk}, {"$setOnInsert": fresh}, upsert=True).upserted_id is not None
    return rows().update_one({"_id": project.pk, "at": before}, {"$set": {"at": at}}).modified_count == 1


def _is_here(project: Project) -> bool:
    """Whether a project is still where it was read: one that moves is written to by nobody else."""
    return Project.objects.filter(pk=project.pk, cluster=project.cluster, status=ProjectStatus.ACTIVE).exists()


def _look_or_wait(project: Project, now: datetime) -> None:
    """Look at a project; one whose database is away keeps no other from its turn, and waits for its next."""
    try:
        look(project, now)
    except Exception as error:
        if not outages.is_outage(error) and not isinstance(error, PyMongoError):
            logger.exception("usage.looking_failed", project=project.pk)
        note_outage(logger, f"usage {project.cluster}", "usage.not_looked_at", error=type(error).__name__)


def read_all() -> list[Use]:
    """What each project uses, as it was last looked at."""
    return [
        Use(row["_id"], row["month"], _numbers(row), row["levels"], row["spiking"], row["at"].replace(tzinfo=UTC))
        for row in rows().find({"month": {"$ne": ""}})
    ]


def _numbers(row: Row) -> Numbers:
    numbers: Numbers = row["total"]
    return dict.fromkeys(KINDS, 0) | numbers


def tell(now: datetime) -> None:
    """Tell Prometheus what all projects use together, and how many are out of the ordinary."""
    month = quotas.month_of(now.astimezone(UTC).date())
    present = [use for use in read_all() if use.month == month]
    spikes = Counter(kind for use in present for kind in use.spiking)
    reached = Counter(max(use.levels.values()) for use in present if use.levels)
    for kind in KINDS:
        metrics.USAGE_MONTH.labels(kind).set(sum(use.total[kind] for use in present))
    for kind in COUNTED:
        metrics.USAGE_SPIKES.labels(kind).set(spikes[kind])
    for level in (quotas.WARNED, quotas.FULL):
        metrics.QUOTA_PROJECTS.labels(str(level)).set(reached[level])


def ensure_started() -> None:
    """Begin to look, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Look no more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        try:
            step()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("work.failed", work="usage")
            note_outage(logger, "usage", "work.waits", work="usage", error=type(error).__name__)
        thread.sleep(PAUSE)


_thread = background.BackgroundThread("omnia-project-usage", _work)
