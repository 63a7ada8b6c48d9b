"""What became untrue: one hub that hears of changes, wherever they are told, and to which caches subscribe by topic.

Redis's announcements, change streams and this process's own writes publish here; caches need not know them, nor they the caches.
What was derived from a project's values holds the project's epoch, and is worth nothing once that has moved on.
"""

import threading
import time
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakSet, WeakValueDictionary

from omnia.infra import background

HEADS = "heads"
KEYS = "keys"
"""Topics: which release a project's channels point to, and its API keys."""

FEED_SECONDS = 1.0
"""Seconds for which a feed that fell silent is still relied on."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something of a project changed. A head tells its channel and sequence where they are known."""

    project: str
    channel: str = ""
    sequence: int = 0


class Subscriber(Protocol):
    """What wants to hear of changes; held weakly."""

    def on_change(self, change: Change) -> None:
        """Something of a project changed."""

    def on_gap(self) -> None:
        """Changes may have been missed: anything may be untrue."""


class Epoch:
    """How often this process was told to look at a project again: what was derived from its values before may be old."""

    __slots__ = ("__weakref__", "count")

    def __init__(self) -> None:
        self.count = 0


class InvalidationHub:
    """Brings changes to those who subscribed to their topic, and keeps the epochs of projects that something was derived from."""

    def __init__(self) -> None:
        self._subscribers: dict[str, WeakSet[Subscriber]] = {}
        self._epochs: WeakValueDictionary[str, Epoch] = WeakValueDictionary()
        self._lock = threading.Lock()
        background.register(self)

    def subscribe(self, topic: str, subscriber: Subscriber) -> None:
        """Bring a topic's changes to a subscriber from now on."""
        self._subscribers.setdefault(topic, WeakSet()).add(subscriber)

    def publish(self, topic: str, change: Change) -> None:
        """Tell of a change."""
        for subscriber in list(self._subscribers.get(topic, ())):
            subscriber.on_change(change)

    def publish_gap(self) -> None:
        """Tell that changes of any topic may have been missed."""
        for subscribers in list(self._subscribers.values()):
            for subscriber in list(subscribers):
                subscriber.on_gap()

    def epoch(self, project: str) -> Epoch:
        """A project's epoch; read it before the values, and hold it as long as what is derived from them."""
        with self._lock:
            epoch = self._epochs.get(project)
            if epoch is None:
                epoch = self._epochs[project] = Epoch()
            return epoch

    def advance(self, project: str) -> None:
        """What was derived from a project's values is to be looked at again."""
        with self._lock:
            epoch = self._epochs.get(project)
            if epoch is not None:
                epoch.count += 1

    def advance_all(self) -> None:
        """Everything derived is to be looked at again."""
        with self._lock:
            for epoch in list(self._epochs.values()):
                epoch.count += 1

    def reset(self) -> None:
        """Begin anew, in a fresh process."""
        self._lock = threading.Lock()
        self.advance_all()


HUB = InvalidationHub()


class Feed:
    """How far an unbroken stream of changes has told everything.

    What was read since it began, and was not told of, is true up to there. A stream that broke is followed by another, with a
    feed of its own.
    """

    def __init__(self) -> None:
        self.began = self.caught_up_to = time.monotonic()

    def catch_up(self, until: float) -> None:
        """Every change up to a moment of the monotonic clock has been told."""
        self.caught_up_to = until


class Validity:
    """How long something holds that was derived from a project's watched values.

    Args:
        epoch: the project's epoch, taken before the values were read, and `count` its count then.
        until: when the first of the values is due, on the monotonic clock.
        feed: what tells of changes to them, if anything does.
        until_with_feed: until when they are not due as long as it does.
    """

    __slots__ = ("_count", "_epoch", "_feed", "_until", "_until_with_feed")

    def __init__(self, epoch: Epoch, count: int, until: float, feed: Feed | None, until_with_feed: float) -> None:
        self._epoch, self._count, self._until, self._feed, self._until_with_feed = epoch, count, until, feed, until_with_feed

    def holds(self, now: float) -> bool:
        """Whether nothing that it rests on can have changed."""
        if self._epoch.count != self._count:
            return False
        if now < self._until:
            return True
        return self._feed is not None and now < self._until_with_feed and now - self._feed.caught_up_to < FEED_SECONDS
