"""Reads of a slow cluster hold half of the threads at most, and those of other clusters none the fewer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from pymongo.errors import AutoReconnect

from omnia.infra import background
from omnia.infra.cache import Unreachable
from omnia.mongo import circuit_breaker
from omnia.mongo.circuit_breaker import SLOW_SECONDS, guarded_read

THREADS, HALF = 6, 3
WAIT_SECONDS = 60


class Reads:
    """Reads of one cluster that stay under way until they are let go."""

    def __init__(self, pool, cluster):
        self._pool, self._cluster = pool, cluster
        self._began, self._go = threading.Semaphore(0), threading.Event()
        self._made = []

    def begin(self, count):
        """Begin some, and wait until each is under way."""
        for _read in range(count):
            self._made.append(self._pool.submit(guarded_read, self._cluster, self._read))
        for _read in range(count):
            assert self._began.acquire(timeout=WAIT_SECONDS)

    def _read(self):
        self._began.release()
        assert self._go.wait(WAIT_SECONDS)
        return "found"

    def end(self):
        """Let all of them end; what they found."""
        self._go.set()
        found = [each.result(WAIT_SECONDS) for each in self._made]
        self._go.clear()
        self._made.clear()
        return found


@pytest.fixture
def clock(monkeypatch, settings):
    settings.OMNIA_THREADS = THREADS
    settings.OMNIA_CLUSTERS = {"slow": "mongodb://slow.invalid", "well": "mongodb://well.invalid"}
    background.reset_process()
    held = SimpleNamespace(now=50.0)
    monkeypatch.setattr(circuit_breaker, "time", SimpleNamespace(monotonic=lambda: held.now))
    yield held
    background.reset_process()


@pytest.fixture
def slow(clock):
    with ThreadPoolExecutor(THREADS * 2) as pool:
        yield Reads(pool, "slow")


def take(clock, seconds, cluster="slow"):
    """A read that takes some seconds."""

    def read():
        clock.now += seconds
        return seconds

    return guarded_read(cluster, read)


def test_slow_cluster_is_read_by_half_of_the_threads_and_others_by_all(clock, slow):
    take(clock, SLOW_SECONDS * 2)
    slow.begin(HALF)
    for _time in range(3):
        with pytest.raises(Unreachable):
            take(clock, 0)
    assert take(clock, 0, "well") == 0
    assert slow.end() == ["found"] * HALF
    assert take(clock, 0) == 0


def test_cluster_that_answers_quickly_is_read_by_as_many_as_come(clock, slow):
    take(clock, SLOW_SECONDS / 2)
    slow.begin(THREADS)
    assert take(clock, 0) == 0
    assert slow.end() == ["found"] * THREADS


def test_slow_cluster_is_quick_again_after_one_quick_read(clock, slow):
    take(clock, SLOW_SECONDS * 2)
    take(clock, SLOW_SECONDS / 2)
    slow.begin(HALF + 1)
    assert slow.end() == ["found"] * (HALF + 1)


def test_only_cluster_is_read_by_as_many_as_come_however_slow_it_is(clock, slow, settings):
    settings.OMNIA_CLUSTERS = {"slow": "mongodb://slow.invalid"}
    take(clock, SLOW_SECONDS * 2)
    slow.begin(HALF)
    assert take(clock, 1) == 1
    assert slow.end() == ["found"] * HALF


def test_read_that_fails_gives_its_place_back(clock, slow):
    def fail():
        clock.now += 1
        raise AutoReconnect("away")

    for _time in range(THREADS):
        with pytest.raises(Unreachable):
            guarded_read("slow", fail)
        clock.now += circuit_breaker.PAUSE_SECONDS
    take(clock, 1)
    slow.begin(HALF)
    with pytest.raises(Unreachable):
        take(clock, 0)
    assert slow.end() == ["found"] * HALF


def test_process_of_one_thread_reads_its_slow_cluster_still(clock, settings):
    settings.OMNIA_THREADS = 1
    take(clock, 1)
    assert take(clock, 1) == 1
