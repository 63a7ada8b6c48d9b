"""What the process counts for Prometheus. Labels are bounded and never hold a tenant's name, id or text.

With several web server processes, `PROMETHEUS_MULTIPROC_DIR` names a folder in which they keep their numbers together.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest

from omnia import VERSION
from omnia.infra import background, metric_files

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the histograms: from a cache hit to what nobody should wait for."""

REQUESTS = Counter("omnia_requests_total", "Requests answered by the JSON API.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("omnia_request_seconds", "Seconds to answer a request of the JSON API.", ["route"], buckets=SECONDS)
IN_FLIGHT = Gauge("omnia_requests_in_flight", "Requests of the JSON API that Django is answering.", multiprocess_mode="livesum")
AUTH_REFUSED = Counter("omnia_auth_refused_total", "Requests refused for their API key.", ["reason"])
LIMITED = Counter("omnia_limited_total", "Requests refused by a rate limit.", ["policy"])
CACHE_HITS = Counter("omnia_cache_hits_total", "Look-ups that a cache answered.", ["cache"])
CACHE_MISSES = Counter("omnia_cache_misses_total", "Look-ups that a cache could not answer.", ["cache"])
CACHE_REJECTED = Counter("omnia_cache_rejected_total", "Values of the shared cache that were not believed.", ["cache"])
CACHE_EVICTIONS = Counter("omnia_cache_evictions_total", "Entries that left an in-process cache to make room.", ["cache"])
CACHE_BYTES = Gauge("omnia_cache_bytes", "Bytes that an in-process cache holds.", ["cache"], multiprocess_mode="livesum")
STALE = Counter("omnia_stale_answers_total", "Answers made from what was known before MongoDB became unreachable.")
FEEDS = Gauge(
    "omnia_change_streams", "Streams of changes that processes listen to, one for each cluster.", multiprocess_mode="livesum"
)
MONGODB_SECONDS = Histogram("omnia_mongodb_read_seconds", "Seconds of a read from MongoDB.", buckets=SECONDS)
MONGODB_FAILURES = Counter("omnia_mongodb_failures_total", "Reads from MongoDB that failed.")
CONNECTIONS = Gauge("omnia_mongodb_connections", "Connections to MongoDB.", ["cluster"], multiprocess_mode="livesum")
CONNECTIONS_IN_USE = Gauge(
    "omnia_mongodb_connections_in_use",
    "Connections to MongoDB on which something runs.",
    ["cluster"],
    multiprocess_mode="livesum",
)
CONNECTIONS_LIMIT = Gauge(
    "omnia_mongodb_connections_limit",
    "Connections to a MongoDB server that may be opened.",
    ["cluster"],
    multiprocess_mode="livesum",
)
CHECKOUT_FAILURES = Counter("omnia_mongodb_checkout_failures_total", "Waits for a connection that were in vain.", ["cluster"])
OPERATION_SECONDS = Histogram(
    "omnia_mongodb_operation_seconds", "Seconds of an operation of MongoDB.", ["cluster", "operation"], buckets=SECONDS
)
OPERATION_FAILURES = Counter(
    "omnia_mongodb_operation_failures_total", "Operations that MongoDB refused.", ["cluster", "operation"]
)
REDIS_FAILURES = Counter("omnia_redis_failures_total", "Calls to Redis that failed and were done without.", ["use"])
CONVERSATIONS_STARTED = Counter("omnia_conversations_started_total", "Conversations started.", ["channel"])
CONVERSATIONS_FINISHED = Counter("omnia_conversations_finished_total", "Conversations that ended.", ["channel", "outcome"])
OVER_BUDGET = Counter("omnia_expressions_over_budget_total", "Expressions that took more work than they may.")
ACTIONS = Counter("omnia_actions_total", "Entries that were added to audit logs.", ["event"])
UNITS_SETTLED = Counter(
    "omnia_units_settled_total", "Units of work that were settled by another than who began them, or after a fault.", ["outcome"]
)
ARCHIVE_FAILURES = Counter("omnia_archive_failures_total", "Finished conversations that could not be written at once.")
RECORDER_WAITING = Gauge("omnia_recorder_waiting", "Finished conversations that wait to be written.", multiprocess_mode="livesum")
USAGE_MONTH = Gauge(
    "omnia_usage_month",
    "What all projects used this month; of storage, what they have now.",
    ["kind"],
    multiprocess_mode="livemostrecent",
)
USAGE_SPIKES = Gauge(
    "omnia_usage_spikes",
    "Projects that used far more today than on a usual day of the week before.",
    ["kind"],
    multiprocess_mode="livemostrecent",
)
QUOTA_PROJECTS = Gauge(
    "omnia_quota_projects", "Projects that used 80 or 100 % of a quota this month.", ["level"], multiprocess_mode="livemostrecent"
)
QUOTAS_REACHED = Counter("omnia_quotas_reached_total", "Quotas of which 80 or 100 % were used.", ["kind", "level"])
CHANNEL_MOVES = Counter("omnia_channel_moves_total", "Channels that were pointed elsewhere, canaries included.", ["channel"])
CANARIES_STOPPED = Counter("omnia_canaries_stopped_total", "Canaries that stopped themselves, being worse.")
PROJECTS = Gauge("omnia_projects", "Projects.", ["cluster", "status"], multiprocess_mode="livemostrecent")
CLUSTER_FILES = Gauge(
    "omnia_cluster_files",
    "Collections and indexes that projects have on a cluster.",
    ["cluster"],
    multiprocess_mode="livemostrecent",
)
LAST_BACKUP = Gauge(
    "omnia_last_backup_timestamp_seconds", "When everything was backed up last; 0: never.", multiprocess_mode="livemostrecent"
)
LAST_DRILL = Gauge(
    "omnia_last_drill_timestamp_seconds", "When a backup came back as it was last; 0: never.", multiprocess_mode="livemostrecent"
)
LAST_AUDIT_CHECK = Gauge(
    "omnia_last_audit_check_timestamp_seconds",
    "When the audit logs were checked last; 0: never.",
    multiprocess_mode="livemostrecent",
)
AUDIT_BROKEN = Gauge(
    "omnia_audit_broken", "1 if an audit log did not hold when they were checked last.", multiprocess_mode="livemostrecent"
)
FIGURES_AT = Gauge(
    "omnia_figures_timestamp_seconds", "When the figures of all projects were gathered.", multiprocess_mode="livemostrecent"
)
LOG_LINES_LEFT_OUT = Counter("omnia_log_lines_left_out_total", "Log lines left out because many alike were written.", ["event"])
BUILD = Gauge("omnia_build_info", "The version that runs; always 1.", ["version"], multiprocess_mode="livemax")
BUILD.labels(VERSION).set(1)


class LocklessHistogram:
    """Puts seconds into a histogram where its locks are too much; `observe` costs two additions and a search among the bounds.

    What `LocklessCounter` says of several processes holds here too.
    """

    def __init__(self, histogram: Histogram) -> None:
        self._bounds, self._values = histogram._upper_bounds, [*histogram._buckets, histogram._sum]  # noqa: SLF001  # see below
        self._is_in_files = metric_files.folder() is not None
        self.reset_cell()
        if self._is_in_files:
            _in_files.append(self)

    def reset_cell(self) -> None:
        """Count in this process's own file, from what it holds."""
        if self._is_in_files:
            self._held = [metric_files.cell(value._key, "histogram") for value in self._values]  # noqa: SLF001
            self.observe: Callable[[float], None] = self._observe_cells
        else:
            self.observe = self._observe_values

    def _observe_values(self, seconds: float) -> None:
        values = self._values
        values[bisect_left(self._bounds, seconds)]._value += 1.0  # noqa: SLF001
        values[-1]._value += seconds  # noqa: SLF001

    def _observe_cells(self, seconds: float) -> None:
        held = self._held
        held[bisect_left(self._bounds, seconds)].value += 1.0
        held[-1].value += seconds


class LocklessCounter:
    """Counts where even a counter's lock is too much: `count` costs a tenth, and no count is lost or late.

    With several processes it counts in a file of its own beside the counter's, so that whichever process is asked tells the sum,
    also of one that was killed.
    """

    def __init__(self, counter: Counter) -> None:
        if metric_files.folder() is None:
            self._held: Any = counter._value  # noqa: SLF001  # the library has no other way than under its lock
            self.count: Callable[[], Any] = self._count_value
        else:
            self._key = counter._value._key  # noqa: SLF001  # names it in the files
            self.count = self._count_cell
            self.reset_cell()
            _in_files.append(self)

    def reset_cell(self) -> None:
        """Count in this process's own file, from what it holds."""
        self._held = metric_files.cell(self._key)

    # CPython gives way to another thread at calls and jumps only: between reading and writing there is neither.

    def _count_value(self) -> None:
        self._held._value += 1.0  # noqa: SLF001

    def _count_cell(self) -> None:
        self._held.value += 1.0


_in_files: list[LocklessCounter | LocklessHistogram] = []


@background.after_fork
def _count_apart() -> None:
    for counter in _in_files:
        counter.reset_cell()


def exposition() -> tuple[bytes, str]:
    """All numbers in Prometheus's text form, and its content type; of all processes when they keep them together."""
    content = generate_latest(REGISTRY) if metric_files.folder() is None else metric_files.exposition()
    return content, CONTENT_TYPE_LATEST
