"""Figures of all projects together, for Prometheus: a thread of each portal process gathers them once a minute.

They come from the control database alone, so that a cluster which does not answer delays none of them. Several portals tell the
same; who adds them up takes the largest. No label names a tenant.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from omnia.infra import background, metrics
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import clusters, outages
from tenants.audit_chains import CHECKED, platform_chain
from tenants.control.models import Project, ProjectStatus
from tenants.project.collections import DECLARED

SECONDS = 60.0
PLATFORM = "platform"
FILES = sum(2 + len(declared.indexes) for declared in DECLARED)
"""Files that a project's database has: one for each collection, its `_id` index, and each other index."""

STATUSES = [status.value for status in ProjectStatus if status != ProjectStatus.ERASED]
LOOKED_AT = 50
"""Entries of one kind among which one that counts is looked for."""

Entry = dict[str, Any]
logger = log(__name__)


def gather() -> None:
    """Look, and tell Prometheus."""
    _count_projects()
    _note_last(metrics.LAST_BACKUP, "backup.made", lambda entry: entry["object"] == PLATFORM)
    _note_last(metrics.LAST_DRILL, "backup.tried", lambda entry: entry["details"]["equal"] == entry["details"]["databases"])
    checked = _note_last(metrics.LAST_AUDIT_CHECK, CHECKED)
    metrics.AUDIT_BROKEN.set(1 if checked and not checked["details"]["ok"] else 0)
    metrics.FIGURES_AT.set(datetime.now(UTC).timestamp())


def last(action: str, counts: Callable[[Entry], bool] = bool) -> datetime | None:
    """When something was done last, by the platform's log; only the newest few entries are looked at."""
    found = _last_entry(action, counts)
    return _moment(found["at"]) if found else None


def lately(action: str, since: datetime) -> list[tuple[datetime, Entry]]:
    """What was done since then, the newest first, by the platform's log; no more than the newest few entries."""
    newest = platform_chain().log.find({"action": action}, sort=[("_id", -1)], limit=LOOKED_AT)
    return [(at, entry) for entry in newest if (at := _moment(entry["at"])) >= since]


def files_by_cluster() -> dict[str, int]:
    """How many files the projects of each cluster have; their databases are not looked at."""
    projects = Counter(Project.objects.exclude(status=ProjectStatus.ERASED).values_list("cluster", flat=True))
    return {cluster: FILES * number for cluster, number in sorted(projects.items())}


def _count_projects() -> None:
    counts = Counter(Project.objects.exclude(status=ProjectStatus.ERASED).values_list("cluster", "status"))
    for cluster in {cluster for cluster, _status in counts} | set(clusters.known()):
        # Also those of which there are none any more.
        numbers = {status: counts[cluster, status] for status in STATUSES}
        for status, number in numbers.items():
            metrics.PROJECTS.labels(cluster, status).set(number)
        metrics.CLUSTER_FILES.labels(cluster).set(FILES * sum(numbers.values()))


def _note_last(gauge: Any, action: str, counts: Callable[[Entry], bool] = bool) -> Entry | None:
    """Tell when something was done last, and return its entry in the platform's log."""
    found = _last_entry(action, counts)
    gauge.set(_moment(found["at"]).timestamp() if found else 0)
    return found


def _last_entry(action: str, counts: Callable[[Entry], bool]) -> Entry | None:
    newest = platform_chain().log.find({"action": action}, sort=[("_id", -1)], limit=LOOKED_AT)
    return next((entry for entry in newest if counts(entry)), None)


def _moment(at: datetime | str) -> datetime:
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def ensure_started() -> None:
    """Begin to gather, in a thread of this process, if it does not yet."""
    _thread.ensure_started()


def stop() -> None:
    """Gather no more, in this process."""
    _thread.stop()


def _work(thread: background.BackgroundThread) -> None:
    while not thread.is_stopping:
        try:
            gather()
        except Exception as error:
            if not outages.is_outage(error):
                logger.exception("work.failed", work="figures")
            note_outage(logger, "figures", "work.waits", work="figures", error=type(error).__name__)
        thread.sleep(SECONDS)


_thread = background.BackgroundThread("omnia-figures", _work)
