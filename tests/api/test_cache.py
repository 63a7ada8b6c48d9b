"""The in-process caches: bounded, fair, one load at a time, never older than they may be."""

import threading
import time
from types import SimpleNamespace

import pytest

from omnia.infra.cache import ENTRY_BYTES, SHARE, Cache, Unreachable, Watched


def sized(value):
    return len(value)


@pytest.fixture
def cache():
    return Cache("test", lambda: 100_000)


@pytest.fixture
def watched():
    return Watched("test", lambda: 100_000, interval=1.0, stale_seconds=lambda: 60.0)


def refuse():
    raise Unreachable


def test_a_value_is_loaded_once_however_many_ask(cache):
    loads, found, all_there, asking = [], [], threading.Barrier(16), threading.Semaphore(0)

    def load():
        loads.append(1)
        # Under way until all others are about to ask, or until one of them has found a way in here.
        for _other in range(15):
            assert asking.acquire(timeout=60)
        return b"value"

    def ask():
        all_there.wait(60)
        asking.release()
        found.append(cache.load(("p", "k"), load, sized))

    threads = [threading.Thread(target=ask) for _thread in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(loads), found) == (1, [b"value"] * 16)


@pytest.mark.parametrize("kind", [Cache, Watched])
def test_a_thread_that_looked_before_anothers_load_ended_does_not_load_again(kind, cache, watched, monkeypatch):
    held = cache if kind is Cache else watched
    load = held.load if kind is Cache else lambda *asked: held.read(*asked).value
    look, looks = held._find, []

    def look_while_another_loads(key):
        found = look(key)
        looks.append(found)
        if len(looks) == 1:
            load(key, lambda: b"of the other", sized)
        return found

    monkeypatch.setattr(held, "_find", look_while_another_loads)
    assert load(("p", "k"), refuse, sized) == b"of the other"


def test_a_fresh_process_knows_no_mark_of_the_one_before(watched, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr("omnia.infra.cache.time", SimpleNamespace(monotonic=lambda: time.monotonic() + 1000))
        watched.expire("p")
        watched.expire_all()
    watched.reset()
    watched.read(("p", "k"), lambda: b"value", sized)
    assert watched.fresh(("p", "k")) == b"value"


def test_failed_load_is_told_and_leaves_nothing(cache):
    with pytest.raises(Unreachable):
        cache.load(("p", "k"), refuse, sized)
    assert cache.load(("p", "k"), lambda: b"value", sized) == b"value"


def test_the_same_name_in_two_projects_is_two_values(cache):
    assert cache.load(("a", "k"), lambda: b"of a", sized) == b"of a"
    assert cache.load(("b", "k"), lambda: b"of b", sized) == b"of b"
    assert cache.load(("a", "k"), refuse, sized) == b"of a"


def test_bytes_are_bounded_and_the_least_recently_used_goes_first(cache):
    for project in range(20):
        cache.load((str(project), "k"), lambda: b"x" * 9_000, sized)
        cache.load(("0", "k"), lambda: b"lost", sized)
    assert cache.total_bytes <= 100_000
    assert cache.load(("0", "k"), lambda: b"lost", sized) != b"lost"
    assert cache.load(("1", "k"), lambda: b"gone", sized) == b"gone"


def test_a_busy_project_pushes_out_its_own_entries(cache):
    cache.load(("quiet", "k"), lambda: b"kept", sized)
    for number in range(200):
        cache.load(("busy", number), lambda: b"x" * 1_000, sized)
    assert cache.load(("quiet", "k"), lambda: b"lost", sized) == b"kept"
    assert cache.total_bytes <= 100_000 * SHARE + ENTRY_BYTES + len(b"kept")


def test_what_is_too_large_is_answered_and_not_kept(cache):
    assert cache.load(("p", "k"), lambda: b"x" * 99_000, sized)
    assert cache.total_bytes == 0


def test_many_threads_leave_the_count_right(cache):
    def work(seed):
        for number in range(300):
            cache.load((str((number * seed) % 7), number % 50), lambda size=number * seed % 3_000: b"x" * size, sized)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.total_bytes == sum(entry.size for entry in cache._entries.values()) == sum(cache._bytes.values())
    assert {key for held in cache._held.values() for key in held} == set(cache._entries)


def test_watched_value_is_asked_again_after_the_interval(watched, clock):
    values = iter([b"first", b"second"])

    def read():
        return watched.read(("p", "k"), lambda: next(values), sized).value

    clock.stop()
    assert read() == b"first"
    clock.move(0.99)
    assert read() == b"first"
    clock.move(0.02)
    assert read() == b"second"


def test_watched_value_is_asked_again_at_once_when_it_is_marked(watched):
    watched.read(("p", "k"), lambda: b"old", sized)
    watched.read(("q", "k"), lambda: b"old", sized)
    watched.expire("p")
    assert watched.read(("p", "k"), lambda: b"new", sized).value == b"new"
    assert watched.read(("q", "k"), lambda: b"new", sized).value == b"old"
    watched.expire_all()
    assert watched.read(("q", "k"), lambda: b"new", sized).value == b"new"


def test_value_that_was_under_way_when_it_was_marked_is_asked_again(watched):
    def slow():
        watched.expire("p")
        return b"perhaps old"

    watched.read(("p", "k"), slow, sized)
    assert watched.read(("p", "k"), lambda: b"new", sized).value == b"new"


def test_old_value_stands_in_for_a_while_and_tells_its_age(watched, clock):
    clock.stop()
    watched.read(("p", "k"), lambda: b"known", sized)
    clock.move(59.0)
    reading = watched.read(("p", "k"), refuse, sized)
    assert reading.value == b"known"
    assert reading.age == pytest.approx(59.0)
    assert watched.is_usable()
    clock.move(1.5)
    with pytest.raises(Unreachable):
        watched.read(("p", "k"), refuse, sized)
    assert not watched.is_usable()


def test_unknown_value_cannot_stand_in(watched):
    with pytest.raises(Unreachable):
        watched.read(("p", "k"), refuse, sized)
