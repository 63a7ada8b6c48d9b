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

from omnia.infra import metrics

T = TypeVar("T")
Key = tuple[str, *tuple[Hashable, ...]]

ENTRY_BYTES = 300
"""What an entry costs besides its value: the key, the dicts' slots, and the objects around them."""

SHARE = 0.5
"""The part of a full cache that one project may hold."""


MAX_MARKS = 10_000
"""How many projects may be marked to be looked at again before the old marks are cleared away."""


@dataclass(slots=True)
class _Entry(Generic[T]):
    value: T
    size: int
    checked_at: float


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
        self._hits = metrics.CACHE_HITS.labels(name)
        self._misses = metrics.CACHE_MISSES.labels(name)
        self._evictions = metrics.CACHE_EVICTIONS.labels(name)
        self._gauge = metrics.CACHE_BYTES.labels(name)

    @property
    def total_bytes(self) -> int:
        """Bytes held now."""
        return self._total

    def load(self, key: Key, loader: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """The value under a key; it is loaded if it is missing, by one thread while the others wait for it."""
        while True:
            entry = self._find(key)
            if entry is not None:
                self._hits.inc()
                return entry.value
            if self._flights.begin(key):
                try:
                    self._misses.inc()
                    value = loader()
                    self._put(key, value, size_of(value), time.monotonic())
                    return value
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

    def _find(self, key: Key) -> _Entry[T] | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                self._held[key[0]].move_to_end(key)
            return entry

    def _put(self, key: Key, value: T, size: int, checked_at: float) -> None:
        cost, bound = size + ENTRY_BYTES, self._max_bytes()
        with self._lock:
            self._remove(key)
            if cost > bound * SHARE:
                return
            self._entries[key] = _Entry(value, cost, checked_at)
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


class Changes:
    """How often this process was told to look again, whatever for: what was derived from watched values may then be old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seen = 0

    def note(self) -> None:
        """Say that something is to be looked at again."""
        with self._lock:
            self.seen += 1


CHANGES = Changes()


class Unreachable(Exception):  # noqa: N818
    """What a loader raises when the truth cannot be asked just now: older knowledge may stand in."""


class Watched(Cache[T]):
    """Values that may change: read again at most once an interval, and kept for a while when they cannot be.

    Args:
        name: what the metrics call it.
        max_bytes: how much it may hold.
        interval: seconds for which a value is taken to be true.
        stale_seconds: seconds for which an old value stands in when the truth cannot be asked.
    """

    def __init__(self, name: str, max_bytes: Callable[[], int], *, interval: float, stale_seconds: Callable[[], float]) -> None:
        super().__init__(name, max_bytes)
        self._interval = interval
        self._stale_seconds = stale_seconds
        self._expired_at: dict[str, float] = {}
        self._all_expired_at = 0.0

    def read(self, key: Key, loader: Callable[[], T], size_of: Callable[[T], int]) -> Reading[T]:
        """The value under a key, asked again if it is due; raises `Unreachable` when it is unknown, or known for too long."""

        def load() -> tuple[T, float]:
            asked_at = time.monotonic()
            return loader(), asked_at

        return self.read_dated(key, load, size_of)

    def read_dated(self, key: Key, loader: Callable[[], tuple[T, float]], size_of: Callable[[T], int]) -> Reading[T]:
        """As `read`, with a loader that also tells when the value was asked for, which may be before now."""
        while True:
            entry = self._find(key)
            now = time.monotonic()
            if entry is not None and self._is_fresh(key, entry, now):
                self._hits.inc()
                return Reading(entry.value)
            if self._flights.begin(key):
                return self._refresh(key, entry, loader, size_of)
            found = self._find(key)
            if found is not None and found is entry:
                # The load that this thread waited for has failed: it is not tried once for each who waited.
                return self._stand_in(found)

    def fresh(self, key: Key) -> T | None:
        """The value under a key if it is known and not due to be asked for."""
        entry = self._find(key)
        return entry.value if entry is not None and self._is_fresh(key, entry, time.monotonic()) else None

    def fresh_until(self, key: Key) -> float:
        """When the value under a key is due, on the monotonic clock, unless `CHANGES` rises before; 0 if it is due now."""
        entry = self._entries.get(key)
        fresh = entry is not None and self._is_fresh(key, entry, time.monotonic())
        return entry.checked_at + self._interval if entry is not None and fresh else 0.0

    def drop(self, key: Key) -> None:
        """Forget one value."""
        super().drop(key)
        CHANGES.note()

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        CHANGES.note()

    def asked_within(self, key: Key, seconds: float) -> bool:
        """Whether the value under a key was asked for in the last seconds."""
        entry = self._find(key)
        return entry is not None and time.monotonic() - entry.checked_at < seconds

    def note(self, key: Key, value: T, size: int, *, asked_at: float) -> None:
        """Keep a value that was asked for elsewhere, at `asked_at` on the monotonic clock."""
        self._put(key, value, size, asked_at)

    def is_usable(self) -> bool:
        """Whether any value could be answered with now, at least as a stale one."""
        oldest = time.monotonic() - self._stale_seconds()
        with self._lock:
            return any(entry.checked_at >= oldest for entry in self._entries.values())

    def expire(self, project: str) -> None:
        """Ask again for everything of a project; what is known now stays for the case that nobody answers."""
        with self._lock:
            self._expired_at[project] = time.monotonic()
            if len(self._expired_at) > MAX_MARKS:
                # Older marks than an interval have no effect any more.
                recent = time.monotonic() - self._interval
                self._expired_at = {name: at for name, at in self._expired_at.items() if at > recent}
        CHANGES.note()

    def expire_all(self) -> None:
        """Ask again for everything."""
        self._all_expired_at = time.monotonic()
        CHANGES.note()

    def _is_fresh(self, key: Key, entry: _Entry[T], now: float) -> bool:
        # A value that was asked for before the project was marked may be the old one, even if it arrived afterwards.
        expired_at = max(self._all_expired_at, self._expired_at.get(key[0], 0.0))
        return now - entry.checked_at < self._interval and entry.checked_at > expired_at

    def _refresh(
        self, key: Key, entry: _Entry[T] | None, loader: Callable[[], tuple[T, float]], size_of: Callable[[T], int]
    ) -> Reading[T]:
        try:
            self._misses.inc()
            value, asked_at = loader()
            self._put(key, value, size_of(value), asked_at)
            return Reading(value)
        except Unreachable:
            if entry is None:
                raise
            return self._stand_in(entry)
        finally:
            self._flights.end(key)

    def _stand_in(self, entry: _Entry[T]) -> Reading[T]:
        age = time.monotonic() - entry.checked_at
        if age > self._stale_seconds():
            raise Unreachable
        return Reading(entry.value, age)


class Sequenced(Watched[T]):
    """Watched values that carry a sequence, which only rises: an announced one tells what is older.

    Args:
        sequence_of: the sequence of a value.
    """

    def __init__(self, name: str, max_bytes: Callable[[], int], *, sequence_of: Callable[[T], int], **watched: Any) -> None:
        super().__init__(name, max_bytes, **watched)
        self._sequence_of = sequence_of
        self._announced: dict[Key, tuple[int, float]] = {}

    def announce(self, key: Key, sequence: int) -> None:
        """Take nothing older than a sequence as true any more, unless it is asked for from now on."""
        with self._lock:
            now = time.monotonic()
            self._announced[key] = (sequence, now)
            if len(self._announced) > MAX_MARKS:
                # Older marks than an interval have no effect any more.
                self._announced = {name: mark for name, mark in self._announced.items() if mark[1] > now - self._interval}
        CHANGES.note()

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
