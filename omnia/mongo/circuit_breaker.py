"""Reading from MongoDB without ever waiting long for it: a bound on each read, and a pause after a failure.

While a cluster does not answer, one request a second tries it; all others are told at once, so that warm projects stay as quick
as ever and cold ones are refused in well under a second. While one of several clusters answers slowly, reads of it hold half of
the threads at most: the other half is for the projects of other clusters.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pymongo
from django.conf import settings
from pymongo.errors import PyMongoError

from omnia.infra import background, metrics
from omnia.infra.cache import Unreachable
from omnia.infra.telemetry import log, note_outage
from omnia.mongo import clusters, write_check

READ_SECONDS = 0.45
"""Seconds until a read is given up; the driver looks for a server in steps of half a second, so it takes one step at most."""

WRITE_SECONDS = 1.5
"""Seconds until a probe takes a cluster for one that takes no writes."""

PAUSE_SECONDS = 1.0
"""Seconds that a cluster is left alone after a failure."""

SLOW_SECONDS = 0.1
"""A cluster whose newest read took longer is slow, until a read is quicker."""

T = TypeVar("T")
logger = log(__name__)


class _Breaker:
    """Remembers which clusters failed, and lets one thread at a time find out whether they answer again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._not_before: dict[str, float] = {}
        background.register(self)

    def admit(self, cluster: str) -> bool:
        """Whether this read may try the cluster."""
        with self._lock:
            not_before = self._not_before.get(cluster)
            if not_before is None:
                return True
            if time.monotonic() < not_before:
                return False
            # This thread finds out; the others wait for its word a little longer.
            self._not_before[cluster] = time.monotonic() + PAUSE_SECONDS
            return True

    def succeeded(self, cluster: str) -> None:
        """The cluster answers."""
        if cluster in self._not_before:
            with self._lock:
                self._not_before.pop(cluster, None)

    def reset(self) -> None:
        """Take every cluster to be well, as a fresh process does."""
        self._lock = threading.Lock()
        self._not_before.clear()

    def failed(self, cluster: str) -> None:
        """The cluster does not answer."""
        with self._lock:
            self._not_before[cluster] = time.monotonic() + PAUSE_SECONDS


class _Bulkhead:
    """Counts the reads of each cluster that are under way, and knows which clusters are slow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()
        self._slow: set[str] = set()
        background.register(self)

    def admit(self, cluster: str) -> bool:
        """Whether a read may begin; who is let in tells `ended`."""
        with self._lock:
            is_full = cluster in self._slow and self._under_way[cluster] >= max(1, settings.OMNIA_THREADS // 2)
            if is_full and len(clusters.known()) > 1:
                return False
            self._under_way[cluster] += 1
            return True

    def ended(self, cluster: str, seconds: float) -> None:
        """A read is over, after so many seconds."""
        with self._lock:
            # A process that began anew meanwhile has forgotten the read.
            self._under_way[cluster] = max(0, self._under_way[cluster] - 1)
            if seconds > SLOW_SECONDS:
                self._slow.add(cluster)
            else:
                self._slow.discard(cluster)

    def reset(self) -> None:
        """Take every cluster to be quick, as a fresh process does."""
        self._lock = threading.Lock()
        self._under_way.clear()
        self._slow.clear()


_breaker = _Breaker()
_bulkhead = _Bulkhead()


def guarded_read(cluster: str, read: Callable[[], T], *, seconds: float = READ_SECONDS) -> T:
    """The result of a read.

    Args:
        cluster: which one is read.
        read: asks it.
        seconds: after how many it is given up.

    Raises:
        Unreachable: the cluster does not answer in time, did not a moment ago, or is slow while half of the threads read it.
    """
    if not _breaker.admit(cluster) or not _bulkhead.admit(cluster):
        raise Unreachable
    began = time.monotonic()
    try:
        with metrics.MONGODB_SECONDS.time(), pymongo.timeout(seconds):
            found = read()
    except PyMongoError as error:
        _breaker.failed(cluster)
        metrics.MONGODB_FAILURES.inc()
        note_outage(logger, f"mongodb {cluster}", "mongodb.read_failed", cluster=cluster, error=type(error).__name__)
        raise Unreachable from error
    finally:
        _bulkhead.ended(cluster, time.monotonic() - began)
    _breaker.succeeded(cluster)
    return found


def takes_writes(cluster: str) -> bool:
    """Whether the cluster takes a write now, though a read may have taken too long a moment ago: one slow answer is no outage."""
    try:
        with pymongo.timeout(WRITE_SECONDS):
            write_check.write_once(clusters.client(cluster))
    except PyMongoError as error:
        _breaker.failed(cluster)
        note_outage(logger, f"mongodb {cluster}", "mongodb.write_failed", cluster=cluster, error=type(error).__name__)
        return False
    _breaker.succeeded(cluster)
    return True
