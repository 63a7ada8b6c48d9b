"""In-process caches bounded in bytes, with one load at a time for each key.

A key is a tuple that starts with a project's id, so nothing of one project can be found under another, and each project's share
of a cache is bounded: a busy project pushes out its own entries before it pushes out another's.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from omnia.infra import background, metrics
from omnia.infra.invalidation import HUB, Change, Feed

T = TypeVar("T")
Key = tuple[str, *tuple[Hashable, ...]]

ENTRY_BYTES = 300
"""What an entry costs besides its value: the key, the dicts' slots, and the objects around them."""

SHARE = 0.5
"""The part of a full cache that one project may hold."""

MAX_MARKS = 10_000
"""How many projects may be marked to be looked at again before the old marks are cleared away."""

MARK_SECONDS = 60.0
"""Seconds for which a mark stays at least: longer than any read is on its way."""

TRUST_SECONDS = 300.0
"""Seconds after which a value is read again though its feed told of no change: a write that was rolled back is not told of."""


@dataclass(slots=True)
class _Entry(Generic[T]):
    value: T
    size: int
    checked_at: float
    feed: Feed | None = None
    """What tells of changes to it; None once it was told of."""

    @property
    def true_at(self) -> float:
        """When it was last known to be true, on the monotonic clock."""
        caught_up_to = self.feed.caught_up_to if self.feed is not None else 0.0
        return max(self.checked_at, min(caught_up_to, self.checked_at + TRUST_SECONDS))

    def part_from_feed(self) -> None:
        """It was told of: it is not known to be true any more, only until when it was."""
        self.checked_at, self.feed = self.true_at, None


class _Flights:
    """At most one load for a key at a time; whoever comes later waits for it and then looks again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Key, threading.Event] = {}

    def begin(self, key: Key) -> bool:
        """Whether this thread is the one to load; if not, the other's load has ended when this returns."""
        with self._lock:
            running = self._running.get(key)
            if running is None:
                self._running[key] = threading.Event()
                return True
        running.wait()
        return False

    def end(self, key: Key) -> None:
        """The load is over, well or not."""
        with self._lock:
            self._running.pop(key).set()


class Cache(Generic[T]):
    """Values that never change under their key, least recently used ones first to go.

    Args:
        name: what the metrics call it.
        max_bytes: how much it may hold; a function, so that it follows the settings.
    """

    def __init__(self, name: str, max_bytes: Callable[[], int]) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, _Entry[T]] = OrderedDict()
        self._held: dict[str, OrderedDict[Key, None]] = {}
        self._bytes: dict[str, int] = {}
        self._total = 0
        self._flights = _Flights()
        self._count_hit = metrics.LocklessCounter(metrics.CACHE_HITS.labels(name)).count
        self._misses = metrics.CACHE_MISSES.labels(name)
        self._evictions = metrics.CACHE_EVICTIONS.labels(name)
        self._gauge = metrics.CACHE_BYTES.labels(name)
        background.register(self)

    @property
    def total_bytes(self) -> int:
        """Bytes held now."""
        return self._total

    def load(self, key: Key, loader: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """The value under a key; it is loaded if it is missing, by one thread while the others wait for it."""
        while True:
            entry = self._find(key)
            if entry is not None:
                self._count_hit()
                return entry.value
            if self._flights.begin(key):
                try:
                    return self._loaded(key, loader, size_of)
                finally:
                    self._flights.end(key)

    def peek(self, key: Key) -> T | None:
        """The value if it is held; without a lock, and without counting as a use."""
        entry = self._entries.get(key)
        return entry.value if entry is not None else None

    def keep(self, key: Key, value: T, size: int) -> None:
        """Hold a value of `size` bytes, as the most recently used one."""
        self._put(key, value, size, time.monotonic())

    def drop(self, key: Key) -> None:
        """Forget one value."""
        with self._lock:
            self._remove(key)
            self._gauge.set(self._total)

    def drop_older_than(self, seconds: float) -> None:
        """Forget what was put here longer ago; for a cache that is only peeked at: it holds the oldest first."""
        oldest = time.monotonic() - seconds
        while self._entries:
            with self._lock:
                first = next(iter(self._entries.items()), None)
                if first is None or first[1].checked_at >= oldest:
                    return
                self._remove(first[0])
                self._gauge.set(self._total)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._held.clear()
            self._bytes.clear()
            self._total = 0
            self._gauge.set(0)

    def reset(self) -> None:
        """Forget everything in a fresh process, where no thread holds the locks or loads."""
        self._lock, self._flights = threading.Lock(), _Flights()
        self.clear()

    def _loaded(self, key: Key, loader: Callable[[], T], size_of: Callable[[T], int]) -> T:
        # Looked up again: another thread's load may have ended between this one's look and its turn to load.
        entry = self._find(key)
        if entry is not None:
            self._count_hit()
            return entry.value
        self._misses.inc()
        value = loader()
        self._put(key, value, size_of(value), time.monotonic())
        return value

    def _find(self, key: Key) -> _Entry[T] | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                self._held[key[0]].move_to_end(key)
            return entry

    def _put(self, key: Key, value: T, size: int, checked_at: float, feed: Feed | None = None) -> None:
        cost, bound = size + ENTRY_BYTES, self._max_bytes()
        with self._lock:
            self._remove(key)
            if cost > bound * SHARE:
                return
            self._entries[key] = _Entry(value, cost, checked_at, feed)
            self._held.setdefault(key[0], OrderedDict())[key] = None
            self._bytes[key[0]] = self._bytes.get(key[0], 0) + cost
            self._total += cost
            self._make_room(key[0], bound)
            self._gauge.set(self._total)

    def _make_room(self, project: str, bound: int) -> None:
        while self._bytes[project] > bound * SHARE:
            self._evict(next(iter(self._held[project])))
        while self._total > bound:
            self._evict(next(iter(self._entries)))

    def _evict(self, key: Key) -> None:
        self._remove(key)
        self._evictions.inc()

    def _remove(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        project = key[0]
        del self._held[project][key]
        self._bytes[project] -= entry.size
        self._total -= entry.size
        if not self._held[project]:
            del self._held[project], self._bytes[project]


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value that may change, with the seconds since it was last known to be true; 0 while it is fresh."""

    value: T
    age: float = 0.0


class Unreachable(Exception):  # noqa: N818
    """What a loader raises when the truth cannot be asked just now: older knowledge may stand in."""


class Watched(Cache[T]):
    """Values that may change: read again at most once an interval, and kept for a while when they cannot be.

    Args:
        name: what the metrics call it.
        max_bytes: how much it may hold.
        interval: seconds for which a value is taken to be true.
        stale_seconds: seconds for which an old value stands in when the truth cannot be asked.
        topic: what the hub calls changes to them, if it hears of them.
    """

    def __init__(
        self,
        name: str,
        max_bytes: Callable[[], int],
        *,
        interval: float,
        stale_seconds: Callable[[], float],
        topic: str | None = None,
    ) -> None:
        super().__init__(name, max_bytes)
        self._interval = interval
        self._stale_seconds = stale_seconds
        self._expired_at: dict[str, float] = {}
        self._all_expired_at = 0.0
        if topic is not None:
            HUB.subscribe(topic, self)

    def on_change(self, change: Change) -> None:
        """Something of a project changed."""
        self.expire(change.project)

    def on_gap(self) -> None:
        """Changes may have been missed."""
        self.expire_all()

    def read(self, key: Key, loader: Callable[[], T], size_of: Callable[[T], int], feed: Feed | None = None) -> Reading[T]:
        """The value under a key, asked again if it is due; raises `Unreachable` when it is unknown, or known for too long.

        While a `feed` tells of changes to the value, it is not due.
        """

        def load() -> tuple[T, float]:
            asked_at = time.monotonic()
            return loader(), asked_at

        return self.read_dated(key, load, size_of, feed)

    def read_dated(
        self, key: Key, loader: Callable[[], tuple[T, float]], size_of: Callable[[T], int], feed: Feed | None = None
    ) -> Reading[T]:
        """As `read`, with a loader that also tells when the value was asked for, which may be before now."""
        while True:
            entry = self._find(key)
            now = time.monotonic()
            if entry is not None and self._is_fresh(key, entry, now):
                self._count_hit()
                return Reading(entry.value)
            if self._flights.begin(key):
                return self._refresh(key, loader, size_of, feed)
            found = self._find(key)
            if found is not None and found is entry:
                # The load that this thread waited for has failed: it is not tried once for each who waited.
                return self._stand_in(found)

    def fresh(self, key: Key) -> T | None:
        """The value under a key if it is known and not due to be asked for."""
        entry = self._find(key)
        return entry.value if entry is not None and self._is_fresh(key, entry, time.monotonic()) else None

    def valid_until(self, key: Key) -> float:
        """When the value under a key is due, on the monotonic clock, unless the hub tells of its project; 0 if it is due."""
        entry = self._entries.get(key)
        now = time.monotonic()
        if entry is None or not self._is_fresh(key, entry, now):
            return 0.0
        return entry.true_at + self._interval

    def valid_until_with_feed(self, key: Key, feed: Feed | None) -> float:
        """Until when the value under a key is not due while a feed tells of no change; 0 if that does not tell of it."""
        entry = self._entries.get(key)
        return entry.checked_at + TRUST_SECONDS if entry is not None and entry.feed is feed and feed is not None else 0.0

    def drop(self, key: Key) -> None:
        """Forget one value."""
        super().drop(key)
        HUB.advance(key[0])

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        HUB.advance_all()

    def reset(self) -> None:
        """Forget everything in a fresh process, and from when on it is to be asked for again."""
        super().reset()
        self._expired_at, self._all_expired_at = {}, 0.0

    def asked_within(self, key: Key, seconds: float) -> bool:
        """Whether the value under a key was asked for in the last seconds."""
        entry = self._find(key)
        return entry is not None and time.monotonic() - entry.checked_at < seconds

    def note(self, key: Key, value: T, size: int, *, asked_at: float) -> None:
        """Keep a value that was asked for elsewhere, at `asked_at` on the monotonic clock."""
        self._put(key, value, size, asked_at)

    def look_again(self, key: Key) -> None:
        """Have the value under a key be due after the interval, whatever its feed tells: it does not tell of all."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                entry.part_from_feed()

    def is_usable(self) -> bool:
        """Whether any value could be answered with now, at least as a stale one."""
        oldest = time.monotonic() - self._stale_seconds()
        with self._lock:
            return any(entry.true_at >= oldest for entry in self._entries.values())

    def expire(self, project: str) -> None:
        """Ask again for everything of a project; what is known now stays for the case that nobody answers."""
        with self._lock:
            self._expired_at[project] = time.monotonic()
            for key in self._held.get(project, ()):
                self._entries[key].part_from_feed()
            if len(self._expired_at) > MAX_MARKS:
                # No value is on its way for so long, so that older marks have no effect any more.
                recent = time.monotonic() - MARK_SECONDS
                self._expired_at = {name: at for name, at in self._expired_at.items() if at > recent}
        HUB.advance(project)

    def expire_all(self) -> None:
        """Ask again for everything."""
        self._all_expired_at = time.monotonic()
        HUB.advance_all()

    def _is_fresh(self, key: Key, entry: _Entry[T], now: float) -> bool:
        # A value that was asked for before the project was marked may be the old one, even if it arrived afterwards.
        return now - entry.true_at < self._interval and not self._is_marked(key, entry.checked_at)

    def _is_marked(self, key: Key, checked_at: float) -> bool:
        return checked_at <= max(self._all_expired_at, self._expired_at.get(key[0], 0.0))

    def _refresh(
        self,
        key: Key,
        loader: Callable[[], tuple[T, float]],
        size_of: Callable[[T], int],
        feed: Feed | None,
    ) -> Reading[T]:
        # Looked up again: another thread's load may have ended between this one's look and its turn to load.
        entry = self._find(key)
        try:
            if entry is not None and self._is_fresh(key, entry, time.monotonic()):
                self._count_hit()
                return Reading(entry.value)
            self._misses.inc()
            value, asked_at = loader()
            told_of_all = feed is not None and feed.began < asked_at and not self._is_marked(key, asked_at)
            self._put(key, value, size_of(value), asked_at, feed if told_of_all else None)
            return Reading(value)
        except Unreachable:
            if entry is None:
                raise
            return self._stand_in(entry)
        finally:
            self._flights.end(key)

    def _stand_in(self, entry: _Entry[T]) -> Reading[T]:
        age = time.monotonic() - entry.true_at
        if age > self._stale_seconds():
            raise Unreachable
        return Reading(entry.value, age)


class Sequenced(Watched[T]):
    """Watched values that carry a sequence, which only rises: an announced one tells what is older.

    Args:
        sequence_of: the sequence of a value.
        key_of: the key of the value that a change with a sequence is about.
    """

    def __init__(
        self,
        name: str,
        max_bytes: Callable[[], int],
        *,
        sequence_of: Callable[[T], int],
        key_of: Callable[[Change], Key],
        **watched: Any,
    ) -> None:
        super().__init__(name, max_bytes, **watched)
        self._sequence_of, self._key_of = sequence_of, key_of
        self._announced: dict[Key, tuple[int, float]] = {}

    def reset(self) -> None:
        """Forget everything in a fresh process, and what was announced."""
        super().reset()
        self._announced = {}

    def on_change(self, change: Change) -> None:
        """A value changed: the one that is named, with what is older, or any of its project."""
        if change.sequence:
            self.announce(self._key_of(change), change.sequence)
        else:
            self.expire(change.project)

    def announce(self, key: Key, sequence: int) -> None:
        """Take nothing older than a sequence as true any more, unless it is asked for from now on."""
        with self._lock:
            now = time.monotonic()
            self._announced[key] = (sequence, now)
            held = self._entries.get(key)
            if held is not None and self._sequence_of(held.value) < sequence:
                held.part_from_feed()
            if len(self._announced) > MAX_MARKS:
                # No value is on its way for so long, so that older marks have no effect any more.
                self._announced = {name: mark for name, mark in self._announced.items() if mark[1] > now - MARK_SECONDS}
        HUB.advance(key[0])

    def believes(self, key: Key, value: T, asked_at: float) -> bool:
        """Whether a value that another process asked for, about `asked_at`, can be taken as true here."""
        now, sequence, held = time.monotonic(), self._sequence_of(value), self._find(key)
        announced, announced_at = self._announced.get(key, (0, 0.0))
        if sequence < announced and now - announced_at < self._interval:
            return False
        if held is not None and sequence < self._sequence_of(held.value):
            return False
        return self._is_fresh(key, _Entry(value, 0, asked_at), now)

    def clear(self) -> None:
        """Forget everything."""
        self._announced.clear()
        super().clear()

    def _is_fresh(self, key: Key, entry: _Entry[T], now: float) -> bool:
        sequence, announced_at = self._announced.get(key, (0, 0.0))
        if self._sequence_of(entry.value) < sequence and entry.checked_at <= announced_at:
            return False
        return super()._is_fresh(key, entry, now)
