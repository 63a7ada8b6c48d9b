"""What each cluster tells this process of changes: one change stream over the heads and keys of all of its projects.

While it runs, a head or key that was read since it began and not told of is true, so that it need not be asked for again each
second, however many projects there are. Where a cluster has no change streams, or does not grant them, it is asked as before.
Docs: docs/decisions/0014-told-of-changes.md.
"""

import threading
import time
from typing import Any

from django.conf import settings
from pymongo.change_stream import ChangeStream
from pymongo.errors import OperationFailure, PyMongoError

from omnia.infra import background, metrics
from omnia.infra.invalidation import HEADS, HUB, KEYS, Change, Feed
from omnia.infra.telemetry import log, note_outage
from omnia.mongo.clusters import Document, client
from omnia.mongo.context import DATABASE_PREFIX
from tenants.project.collections import API_KEYS, CHANNELS

AWAIT_SECONDS = 0.25
"""Seconds for which a cluster waits for a change before it says that there was none."""

RETRY_SECONDS = 1.0
REFUSED_SECONDS = 300.0
"""Seconds until a cluster that refused is asked again."""

CHANGES_TOLD: list[Document] = [{"$match": {"ns.coll": {"$in": [CHANNELS, API_KEYS]}}}, {"$project": {"ns": 1}}]
"""Where something changed; what was written stays where it is."""

logger = log(__name__)
_lock = threading.Lock()
_watchers: dict[str, "Watcher"] = {}


def feed(cluster: str) -> Feed | None:
    """What tells of a cluster's changes now; the first call for a cluster starts to listen to it."""
    watcher = _watchers.get(cluster)
    if watcher is None:
        if not settings.OMNIA_FOLLOW_CHANGES:
            return None
        with _lock:
            if cluster not in _watchers:
                _watchers[cluster] = Watcher(cluster)
            watcher = _watchers[cluster]
    return watcher.feed


def stop() -> None:
    """Listen to no cluster any more."""
    with _lock:
        while _watchers:
            _watchers.popitem()[1].stop()


class Watcher:
    """Hears a cluster's changes in a thread of its own, in one stream after the other."""

    def __init__(self, cluster: str) -> None:
        self.feed: Feed | None = None
        self._cluster = cluster
        self._thread = background.BackgroundThread(f"omnia-changes-{cluster}", self._run)
        self._thread.ensure_started()

    def stop(self) -> None:
        """End the thread."""
        self._thread.stop()

    def _run(self, thread: background.BackgroundThread) -> None:
        while not thread.is_stopping:
            pause = RETRY_SECONDS
            try:
                self._watch(thread)
            except OperationFailure as error:
                pause = REFUSED_SECONDS
                logger.warning("feed.refused", cluster=self._cluster, code=error.code)
            except PyMongoError as error:
                note_outage(logger, f"mongodb {self._cluster}", "feed.lost", cluster=self._cluster, error=type(error).__name__)
            thread.sleep(pause)

    def _watch(self, thread: background.BackgroundThread) -> None:
        """Hear changes until the stream breaks or the thread is to end."""
        with client(self._cluster).watch(CHANGES_TOLD, max_await_time_ms=int(AWAIT_SECONDS * 1000)) as stream:
            self.feed = begun = Feed()
            with metrics.FEEDS.track_inprogress():
                try:
                    while stream.alive and not thread.is_stopping:
                        _hear(stream, begun)
                finally:
                    self.feed = None


def _hear(stream: "ChangeStream[Document]", begun: Feed) -> None:
    asked_at = time.monotonic()
    change = stream.try_next()
    if change is None:
        begun.catch_up(asked_at)
        return
    _publish(change["ns"])


def _publish(place: dict[str, Any]) -> None:
    if place["db"].startswith(DATABASE_PREFIX):
        topic = KEYS if place["coll"] == API_KEYS else HEADS
        HUB.publish(topic, Change(place["db"].removeprefix(DATABASE_PREFIX)))


@background.after_fork
def _forget_watchers() -> None:
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _watchers.clear()


background.on_reset(stop)
