"""What each cluster tells this process of changes: one change stream over the heads and keys of all of its projects.

While it runs, a head or key that was read since it began and not told of is true, so that it need not be asked for again each
second, however many projects there are. Where a cluster has no change streams, or does not grant them, it is asked as before.
Docs: docs/decisions/0014-told-of-changes.md.
"""

import os
import threading
import time
from typing import Any

from django.conf import settings
from pymongo.change_stream import ChangeStream
from pymongo.errors import OperationFailure, PyMongoError

from omnia.infra import metrics
from omnia.infra.cache import Feed
from omnia.infra.telemetry import log
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
_followers: dict[str, "_Follower"] = {}


def feed(cluster: str) -> Feed | None:
    """What tells of a cluster's changes now; the first call for a cluster starts to listen to it."""
    follower = _followers.get(cluster)
    if follower is None:
        if not settings.OMNIA_FOLLOW_CHANGES:
            return None
        with _lock:
            if cluster not in _followers:
                _followers[cluster] = _Follower(cluster)
            follower = _followers[cluster]
    return follower.feed


def stop() -> None:
    """Listen to no cluster any more."""
    with _lock:
        while _followers:
            _followers.popitem()[1].stop()


class _Follower:
    """A thread that hears a cluster's changes, in one stream after the other."""

    def __init__(self, cluster: str) -> None:
        self.feed: Feed | None = None
        self._cluster = cluster
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"omnia-feed-{cluster}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            try:
                self._follow()
                pause = RETRY_SECONDS
            except OperationFailure as error:
                pause = REFUSED_SECONDS
                logger.warning("feed.refused", cluster=self._cluster, code=error.code)
            except PyMongoError as error:
                pause = RETRY_SECONDS
                logger.warning("feed.lost", cluster=self._cluster, error=type(error).__name__)

    def _follow(self) -> None:
        """Hear changes until the stream breaks or the thread is to end."""
        with client(self._cluster).watch(CHANGES_TOLD, max_await_time_ms=int(AWAIT_SECONDS * 1000)) as stream:
            self.feed = begun = Feed()
            with metrics.FEEDS.track_inprogress():
                try:
                    while stream.alive and not self._stopped.is_set():
                        _hear(stream, begun)
                finally:
                    self.feed = None


def _hear(stream: "ChangeStream[Document]", begun: Feed) -> None:
    asked_at = time.monotonic()
    change = stream.try_next()
    if change is None:
        begun.tell(asked_at)
        return
    _changed(change["ns"])


def _changed(place: dict[str, Any]) -> None:
    from runtime_api import auth, store  # both ask for feeds, so they import this module

    if not place["db"].startswith(DATABASE_PREFIX):
        return
    project = place["db"].removeprefix(DATABASE_PREFIX)
    if place["coll"] == API_KEYS:
        auth.expire(project)
    else:
        store.expire(project)


def _forget_after_fork() -> None:
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _followers.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
