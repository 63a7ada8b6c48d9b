"""What a watched cache answers was true within its interval, whatever is written, told of, lost or late."""

from dataclasses import dataclass, field

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from omnia.infra import cache, invalidation
from omnia.infra.cache import Unreachable, Watched
from omnia.infra.invalidation import HUB, Feed, Validity

KEY = ("p1", "head")
INTERVAL = 1.0


@dataclass
class World:
    """A database with one value, the stream of its changes, a process that watches it, and their clock."""

    now: float = 1000.0
    value: int = 0
    is_away: bool = False
    written: list[tuple[float, int]] = field(default_factory=lambda: [(0.0, 0)])
    untold: int = 0
    feed: Feed | None = None

    def __post_init__(self) -> None:
        self.watched: Watched[int] = Watched("test", lambda: 10_000, interval=INTERVAL, stale_seconds=lambda: 600.0)

    def monotonic(self) -> float:
        return self.now

    def write(self) -> None:
        self.now += 0.001
        self.value += 1
        self.untold += 1
        self.written.append((self.now, self.value))

    def tell(self) -> None:
        """The stream tells of everything so far, and that this is everything."""
        if self.feed is None:
            return
        asked_at = self.now
        for _change in range(self.untold):
            self.watched.expire(KEY[0])
        self.untold = 0
        self.feed.catch_up(asked_at)

    def lose(self) -> None:
        """The stream breaks, and what it had not told is lost."""
        self.feed, self.untold = None, 0

    def follow(self) -> None:
        """Another stream begins."""
        self.lose()
        self.feed = Feed()

    def load(self, *during: str) -> int:
        found = self.value
        for step in during:
            self.do(step)
        if self.is_away:
            raise Unreachable
        return found

    def read(self, *during: str) -> int:
        return self.watched.read(KEY, lambda: self.load(*during), lambda _value: 10, self.feed).value

    def do(self, step: str) -> None:
        if step.startswith("wait"):
            self.now += float(step.removeprefix("wait "))
        else:
            getattr(self, step)()

    def was_true_lately(self, value: int, at: float) -> bool:
        """Whether a value was the database's at any time in the interval before a moment."""
        ends = [moment for moment, _value in self.written[1:]] + [self.now + 1]
        return any(held == value and end > at - INTERVAL for (_since, held), end in zip(self.written, ends, strict=True))


OFTEN = ["tell", "tell", "tell", "tell", "wait 0.3", "wait 0.3", "wait 0.7", "wait 0.7", "write"]
STEPS = st.sampled_from([*OFTEN, *OFTEN, "lose", "follow", "wait 1.1"])


@pytest.fixture(scope="module")
def clock():
    """Lets a world be the clock of the caches."""
    patch = pytest.MonkeyPatch()

    def follow(world: World) -> None:
        patch.setattr(cache, "time", world)
        patch.setattr(invalidation, "time", world)

    yield follow
    patch.undo()


def followed(clock) -> World:
    """A world whose changes are told of."""
    world = World()
    clock(world)
    world.follow()
    world.now += 0.01
    return world


@example([("wait 1.1", "write", "tell"), "wait 0.7", "tell", "wait 0.7", "tell"])
@example(["tell", "write", "tell", "wait 0.7", "tell", "wait 0.7", "tell"])
@example(["tell", "write", "follow", "wait 0.7", "tell", "wait 0.7", "tell"])
@given(st.lists(st.one_of(STEPS, STEPS, STEPS, st.tuples(STEPS, STEPS, STEPS)), max_size=30))
def test_value_that_is_answered_was_true_within_the_interval(clock, steps):
    world = followed(clock)
    world.read()
    for step in steps:
        # The second and third of three happen while the value is on its way.
        first, *during = (step,) if isinstance(step, str) else step
        world.do(first)
        asked_at = world.now
        assert world.was_true_lately(world.read(*during), asked_at)


@example(["tell", "write", "tell", "wait 0.7", "tell", "wait 0.7", "tell"])
@example(["wait 0.3", "tell", "write", "follow", "wait 0.3", "tell", "wait 0.7", "tell", "wait 0.7", "tell"])
@given(st.lists(STEPS, max_size=30))
def test_what_was_derived_holds_only_as_long_as_what_it_rests_on(clock, steps):
    world = followed(clock)
    world.read()
    derived: list[tuple[int, Validity]] = []
    for step in steps:
        world.do(step)
        epoch, feed = HUB.epoch(KEY[0]), world.feed
        count, value = epoch.count, world.read()
        until, covered = world.watched.valid_until(KEY), world.watched.valid_until_with_feed(KEY, feed)
        derived = [each for each in derived if each[1].holds(world.now)] + [(value, Validity(epoch, count, until, feed, covered))]
        assert all(world.was_true_lately(each, world.now) for each, _validity in derived)


def test_value_that_another_process_read_before_the_stream_began_is_not_covered_by_it(clock):
    world = World()
    clock(world)
    theirs = world.value, world.now
    world.write()
    world.follow()
    world.watched.read_dated(KEY, lambda: theirs, lambda _value: 10, world.feed)
    world.now += 1.1
    world.tell()
    assert world.read() == 1


def read_often(world: World, steps: int) -> int:
    """How often the database is asked while the value is read again and again."""
    asked = []
    for _step in range(steps):
        world.now += 0.5
        world.tell()
        world.watched.read(KEY, lambda: asked.append(1) or world.value, lambda _value: 10, world.feed)
    return len(asked)


def test_value_is_not_asked_for_again_while_a_feed_tells_of_no_change(clock):
    world = World()
    clock(world)
    world.follow()
    assert read_often(world, 100) == 1


def test_value_is_asked_for_each_interval_without_a_feed(clock):
    world = World()
    clock(world)
    assert read_often(world, 100) == 50


def test_value_is_asked_for_again_after_a_while_whatever_the_feed_tells(clock):
    world = World()
    clock(world)
    world.follow()
    assert read_often(world, 2 * int(cache.TRUST_SECONDS) + 10) == 2


@pytest.mark.parametrize("told_of", [False, True])
def test_value_that_was_true_until_a_moment_ago_stands_in_for_as_long_as_a_fresh_one(clock, told_of):
    world = World()
    clock(world)
    world.follow()
    world.now += 0.01
    world.read()
    world.now += 200
    world.tell()
    if told_of:
        world.watched.expire(KEY[0])
    world.lose()
    world.is_away = True
    world.now += 590
    found = world.watched.read(KEY, world.load, lambda _value: 10, None)
    assert found.age == pytest.approx(590)
