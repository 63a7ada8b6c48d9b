"""Strangers wait for pages in a line: who came first is served first, and nobody else waits behind them."""

import threading
from dataclasses import dataclass

import pytest

from omnia.gateway.page_lanes import WAITING_PER_ADDRESS, WAITING_STRANGERS, PageLanes


@dataclass
class Scope:
    """What the lanes ask of a request."""

    address: str
    is_stranger: bool = True


class Held:
    """A page that is being made until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.begun.set()
        self.go_on.wait(60)


@pytest.fixture
def lanes():
    made = PageLanes(1, 1, is_stranger=lambda scope: scope.is_stranger, address_of=lambda scope: scope.address)
    yield made
    made.stop()


@pytest.fixture
def held(lanes):
    """The one thread for strangers is at work."""
    page = Held()
    assert lanes.accept(page, Scope("192.0.2.1"))
    assert page.begun.wait(60)
    yield page
    page.go_on.set()


def test_strangers_are_served_in_the_order_in_which_they_came(lanes, held):
    served, done = [], threading.Event()
    for number in range(20):
        assert lanes.accept(lambda number=number: served.append(number), Scope(f"10.0.0.{number}"))
    assert lanes.accept(done.set, Scope("203.0.113.5"))
    held.go_on.set()
    assert done.wait(60)
    assert served == list(range(20))


def test_whoever_may_be_signed_in_waits_behind_no_stranger(lanes, held):
    done = threading.Event()
    assert lanes.accept(done.set, Scope("192.0.2.1", is_stranger=False))
    assert done.wait(60)
    assert not held.go_on.is_set()


def test_one_address_takes_few_places_and_gets_them_again(lanes, held):
    accepted = [lanes.accept(bool, Scope("192.0.2.9")) for _time in range(WAITING_PER_ADDRESS + 1)]
    assert accepted == [True] * WAITING_PER_ADDRESS + [False]
    done = threading.Event()
    assert lanes.accept(done.set, Scope("203.0.113.5"))
    held.go_on.set()
    assert done.wait(60)
    assert lanes.accept(bool, Scope("192.0.2.9"))


def test_line_that_is_full_refuses_whoever_comes(lanes, held):
    accepted = [lanes.accept(bool, Scope(f"10.1.0.{number}")) for number in range(WAITING_STRANGERS + 3)]
    assert accepted.count(False) == 3
    assert accepted[:WAITING_STRANGERS] == [True] * WAITING_STRANGERS
