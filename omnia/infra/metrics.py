"""What the process counts for Prometheus. Labels are bounded and never hold a tenant's name, id or text.

With several web server processes, `PROMETHEUS_MULTIPROC_DIR` names a folder in which they keep their numbers together.
"""

import itertools
import os
import threading

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the histograms: from a cache hit to what nobody should wait for."""

REQUESTS = Counter("omnia_requests_total", "Requests answered by the JSON API.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "omnia_request_seconds", "Seconds to answer a request of the JSON API, reads from memory aside.", ["route"], buckets=SECONDS
)
IN_FLIGHT = Gauge("omnia_in_flight_count", "Requests of the JSON API that Django is answering.", multiprocess_mode="livesum")
AUTH_REFUSED = Counter("omnia_auth_refused_total", "Requests refused for their API key.", ["reason"])
LIMITED = Counter("omnia_limited_total", "Requests refused by a rate limit.", ["policy"])
CACHE_HITS = Counter("omnia_cache_hits_total", "Look-ups that a cache answered.", ["cache"])
CACHE_MISSES = Counter("omnia_cache_misses_total", "Look-ups that a cache could not answer.", ["cache"])
CACHE_REJECTED = Counter("omnia_cache_rejected_total", "Values of the shared cache that were not believed.", ["cache"])
CACHE_EVICTIONS = Counter("omnia_cache_evictions_total", "Entries that left an in-process cache to make room.", ["cache"])
CACHE_BYTES = Gauge("omnia_cache_bytes", "Bytes that an in-process cache holds.", ["cache"], multiprocess_mode="livesum")
STALE = Counter("omnia_stale_answers_total", "Answers made from what was known before MongoDB became unreachable.")
FEEDS = Gauge(
    "omnia_feeds_count", "Streams of changes that processes listen to, one for each cluster.", multiprocess_mode="livesum"
)
MONGODB_SECONDS = Histogram("omnia_mongodb_read_seconds", "Seconds of a read from MongoDB.", buckets=SECONDS)
MONGODB_FAILURES = Counter("omnia_mongodb_failures_total", "Reads from MongoDB that failed.")
REDIS_FAILURES = Counter("omnia_redis_failures_total", "Calls to Redis that failed and were done without.", ["use"])
CONVERSATIONS_STARTED = Counter("omnia_conversations_started_total", "Conversations started.", ["channel"])
CONVERSATIONS_FINISHED = Counter("omnia_conversations_finished_total", "Conversations that ended.", ["channel", "outcome"])
OVER_BUDGET = Counter("omnia_expressions_over_budget_total", "Expressions that took more work than they may.")
ARCHIVE_FAILURES = Counter("omnia_archive_failures_total", "Finished conversations that could not be written at once.")


class BatchedCounter:
    """Counts for a counter where even its lock is too much: `count` costs a tenth, and the counter hears of it in batches."""

    def __init__(self, counter: Counter) -> None:
        self._counter, self._lock = counter, threading.Lock()
        self._ticks = itertools.count(1)
        # `next` of a count is one step for the interpreter, so threads never lose any.
        self.count = self._ticks.__next__
        self._flushed = 0
        _batched.append(self)

    def flush(self) -> None:
        """Add to the counter what was counted since the last time."""
        with self._lock:
            # Looking is a tick as well, which is not counted.
            ticks = next(self._ticks)
            self._counter.inc(ticks - 1 - self._flushed)
            self._flushed = ticks


_batched: list[BatchedCounter] = []


def flush_counters() -> None:
    """Bring every counter up to date with what was counted for it."""
    for counter in _batched:
        counter.flush()


def exposition() -> tuple[bytes, str]:
    """All numbers in Prometheus's text form, and its content type; of all processes when they keep them together."""
    flush_counters()
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library types its other parts
    return generate_latest(registry), CONTENT_TYPE_LATEST
