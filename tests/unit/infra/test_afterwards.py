"""Work that no answer waits for: whoever waits for its end is told of it when nothing is left, and never before."""

import threading
from collections import deque

import pytest

from omnia.infra import afterwards, background
from omnia.infra.afterwards import do_afterwards, wait_until_done

SECONDS = 60


@pytest.fixture(autouse=True)
def _ended():
    assert wait_until_done(SECONDS)
    yield
    assert wait_until_done(SECONDS)


def test_what_was_asked_for_is_done_in_its_order_and_what_fails_stops_nothing():
    done = []
    do_afterwards(lambda: done.append("first"))
    do_afterwards(lambda: done.append(1 / 0))
    do_afterwards(lambda: done.append("last"))
    assert wait_until_done(SECONDS)
    assert done == ["first", "last"]


def test_work_that_comes_as_the_thread_finds_nothing_left_is_not_said_to_be_done(monkeypatch):
    done, told = [], []

    class Looked(deque):
        """Is asked whether work waits: the second piece comes right after the thread was told that none does."""

        def __bool__(self):
            found = len(self) > 0
            told.append((found, wait_until_done(0)))
            if not found and done == ["first"] and len(told) < 100:
                done.append("second comes")
                do_afterwards(lambda: done.append("second"))
            return found

    monkeypatch.setattr(afterwards, "_waiting", Looked())
    monkeypatch.setattr(afterwards, "_thread", background.BackgroundThread("afterwards", afterwards._run))
    do_afterwards(lambda: done.append("first"))
    assert wait_until_done(SECONDS)
    afterwards._thread.stop()
    assert done == ["first", "second comes", "second"]
    assert (True, True) not in told, "while work waits, nobody is told that none is left"


def test_more_than_may_wait_is_dropped_and_the_rest_is_done(monkeypatch):
    monkeypatch.setattr(afterwards, "MOST_WAITING", 2)
    go_on, begun, done = threading.Event(), threading.Event(), []

    def hold():
        begun.set()
        assert go_on.wait(SECONDS)

    do_afterwards(hold)
    assert begun.wait(SECONDS)
    for number in range(4):
        do_afterwards(lambda number=number: done.append(number))
    assert not wait_until_done(0)
    go_on.set()
    assert wait_until_done(SECONDS)
    assert done == [0, 1]
