"""What one process counts by itself, request for request, at moments that the tests choose."""

from types import SimpleNamespace

import pytest
import redis
from django.http import HttpRequest

from omnia.infra import background, limiter, metrics
from omnia.infra.limiter import Limiter, Rule, rule, rules_for
from omnia.infra.problems import Problem

KEY, PROJECT = rule("key", "p1:k1", 4), rule("project", "p1", 10)


@pytest.fixture
def clock(monkeypatch, settings):
    """A clock that stands still until a test moves it on; no Redis."""
    settings.OMNIA_REDIS_URL = ""
    background.reset_process()
    held = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(limiter, "time", SimpleNamespace(monotonic=lambda: held.now))
    yield held
    background.reset_process()


class Script:
    """The script of Redis as this file needs it: one count for all, which also keeps what was asked of it."""

    def __init__(self, clock):
        self.clock, self.tats, self.asked, self.is_down = clock, {}, [], False

    def run(self, keys, interval, window, wanted):
        if self.is_down:
            raise redis.ConnectionError("away")
        (name,) = keys
        self.asked.append((name, wanted))
        now = self.clock.now
        tat = max(self.tats.get(name, 0.0), now)
        room = int((now + window - tat) / interval + 1e-6)
        granted = min(room, wanted)
        self.tats[name] = tat = tat + granted * interval
        return [granted, room - granted, str(tat - now)]


@pytest.fixture
def script(clock, settings, monkeypatch):
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    made = Script(clock)
    monkeypatch.setattr(limiter, "SCRIPT", made)
    return made


@pytest.mark.parametrize(
    ("rate", "quota", "window", "interval"),
    [(5, 5, 1, 0.2), (2.7, 2, 1, 0.5), (1, 1, 1, 1.0), (0.1, 1, 10, 10.0), (0.3, 1, 4, 4.0)],
)
def test_rate_becomes_a_whole_quota_in_whole_seconds(rate, quota, window, interval):
    assert rule("key", "p:k", rate) == Rule("key", "p:k", quota, window)
    assert rule("key", "p:k", rate).interval == pytest.approx(interval)


def test_rules_are_named_in_order_and_a_rate_of_nothing_is_none(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 5, 0.5, 0
    found = rules_for("k", "p")
    assert [(each.policy, each.subject) for each in found.each] == [("key", "p:k"), ("project", "p")]
    assert found.policy == '"key";q=5;w=1, "project";q=1;w=2'
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 0, 0, 7
    assert [(each.policy, each.subject) for each in rules_for("k", "p").each] == [("global", "all")]
    settings.OMNIA_LIMIT_GLOBAL = 0
    assert rules_for("k", "p") == ((), "")
    assert limiter.admission(key="k", project="p") is None


def test_quota_is_used_up_one_by_one_and_comes_back_one_by_one(clock):
    counted = Limiter()
    left = [counted.check((KEY,)) for _request in range(4)]
    assert [(each.refused_by, each.remaining, each.retry_after) for each in left] == [(None, n, 0.0) for n in (3, 2, 1, 0)]
    assert [each.reset for each in left] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    refused = counted.check((KEY,))
    assert (refused.refused_by, refused.tightest, refused.remaining) == (KEY, KEY, 0)
    assert (refused.retry_after, refused.reset) == pytest.approx((0.25, 0.25))
    clock.now += 0.2
    assert counted.check((KEY,)).retry_after == pytest.approx(0.05)
    clock.now += 0.05
    assert counted.check((KEY,)).refused_by is None
    assert counted.check((KEY,)).refused_by == KEY


def test_what_was_not_used_is_not_saved_up(clock):
    counted = Limiter()
    clock.now += 1000
    assert [counted.check((KEY,)).refused_by for _request in range(5)] == [None] * 4 + [KEY]


def test_tightest_rule_is_told_and_a_refusal_takes_from_none(clock):
    counted = Limiter()
    for _request in range(4):
        verdict = counted.check((PROJECT, KEY))
    assert (verdict.tightest, verdict.remaining) == (KEY, 0)
    for _request in range(20):
        assert counted.check((PROJECT, KEY)).refused_by == KEY
    assert counted.check((PROJECT,)).remaining == 5
    other = rule("key", "p1:k2", 100)
    assert [counted.check((PROJECT, other)).tightest for _request in range(5)] == [PROJECT] * 5
    refused = counted.check((PROJECT, KEY))
    assert refused.refused_by == KEY, "the one that makes the caller wait longest"
    assert counted.check((PROJECT, other)).refused_by == PROJECT


def test_longest_unused_is_forgotten_first(clock, monkeypatch):
    monkeypatch.setattr(limiter, "MAX_STATES", 2)
    counted, rules = Limiter(), [rule("key", f"p:{number}", 1) for number in range(3)]
    for each in (rules[0], rules[1], rules[0], rules[2]):
        counted.check((each,))
    assert counted.check((rules[0],)).refused_by == rules[0]
    assert counted.check((rules[1],)).refused_by is None, "it was forgotten, which only ever admits more"


def test_short_cut_is_the_same_for_the_same_rules_and_the_longest_unused_is_forgotten(clock, monkeypatch):
    monkeypatch.setattr(limiter, "MAX_STATES", 20)
    counted = Limiter()
    first, second = counted.admission((KEY,)), counted.admission((PROJECT,))
    assert counted.admission((KEY,)) is first
    counted.admission((KEY, PROJECT))
    assert counted.admission((KEY,)) is first
    assert counted.admission((PROJECT,)) is not second


def test_short_cut_counts_at_a_low_rate_as_the_check_does(clock):
    counted = Limiter()
    admission = counted.admission((KEY, PROJECT))
    told = [admission.take(clock.now) for _request in range(6)]
    assert told == ['"key";r=3;t=1', '"key";r=2;t=1', '"key";r=1;t=1', '"key";r=0;t=1', None, None]
    assert counted.check((PROJECT,)).remaining == 5
    clock.now += 0.25
    assert admission.take(clock.now) == '"key";r=0;t=1'
    assert admission.take(clock.now) is None


def test_short_cut_takes_growing_batches_while_they_are_used_up_and_gives_back_what_is_left(clock):
    busy = rule("key", "p1:k9", 200)
    counted = Limiter()
    admission = counted.admission((busy,))
    assert [admission.take(clock.now) for _request in range(25)] == [f'"key";r={199 - n};t=1' for n in range(25)]
    # Batches of 1, 2, 4, 8 and of ten, the most: 25 requests are 15 and one batch of ten.
    assert counted.check((busy,)).remaining == 174
    assert admission.take(clock.now) == '"key";r=173;t=1'
    assert counted.check((busy,)).remaining == 163, "ten are taken, and one of them is used"
    clock.now += 0.1
    # Over the time of a batch: nine are given back, twenty have come back, one is taken, and the next batch is of one.
    assert admission.take(clock.now) == '"key";r=191;t=1'
    assert counted.check((busy,)).remaining == 190


def test_short_cut_takes_one_where_a_batch_has_no_room(clock):
    busy = rule("key", "p1:k9", 40)
    admission = Limiter().admission((busy,))
    assert [admission.take(clock.now) is not None for _request in range(42)] == [True] * 40 + [False] * 2


def test_short_cut_without_waiting_counts_as_the_other_does(clock):
    admission = Limiter().admission((KEY,))
    assert [admission.take_at_once(clock.now) for _request in range(5)] == [f'"key";r={n};t=1' for n in (3, 2, 1, 0)] + [None]


def test_leases_of_redis_grow_while_they_are_used_up_and_begin_anew_after_a_pause(clock, script):
    counted, busy = Limiter(), rule("key", "p1:k9", 400)
    for _request in range(30):
        assert counted.check((busy,)).refused_by is None
    name = "omnia:{p1:k9}:limit:key"
    assert script.asked == [(name, wanted) for wanted in (1, 2, 3, 4, 6, 8, 11)]
    assert counted.check((busy,)).remaining == 400 - 31
    clock.now += 0.1
    counted.check((busy,))
    assert script.asked[-1] == (name, 11 - 4), "as many as were used in the time of the last lease"
    clock.now += 0.3
    counted.check((busy,))
    assert script.asked[-1] == (name, 1)


def test_lease_is_at_most_a_part_of_the_quota(clock, script):
    counted, small = Limiter(), rule("key", "p1:k9", 60)
    for _request in range(20):
        counted.check((small,))
    assert max(wanted for _name, wanted in script.asked) == 3


def test_refusal_of_redis_is_remembered_until_there_is_room_and_what_was_taken_is_given_back(clock, script):
    counted = Limiter()
    for _request in range(4):
        assert counted.check((PROJECT, KEY)).refused_by is None
    asked = len(script.asked)
    refused = counted.check((PROJECT, KEY))
    assert (refused.refused_by, refused.tightest, refused.remaining) == (KEY, KEY, 0)
    assert refused.retry_after == pytest.approx(0.25)
    assert [name for name, _wanted in script.asked[asked:]] == ["omnia:{p1}:limit:project"]
    for _request in range(5):
        assert counted.check((PROJECT, KEY)).refused_by == KEY
    assert len(script.asked) == asked + 1, "neither is asked again: one is given back, the other has no room"
    verdict = counted.check((PROJECT,))
    assert (verdict.remaining, verdict.tightest) == (5, PROJECT)
    clock.now += 0.25
    assert counted.check((KEY,)).refused_by is None


def test_another_processs_requests_count_where_redis_counts(clock, script):
    one, other = Limiter(), Limiter()
    admitted = [counted.check((KEY,)).refused_by is None for _request in range(4) for counted in (one, other)]
    assert admitted == [True] * 4 + [False] * 4


def test_redis_that_fails_is_left_alone_for_a_second_and_the_process_counts_alone(clock, script):
    counted = Limiter()
    assert counted.check((KEY,)).remaining == 3
    script.is_down = True
    clock.now += 0.2
    assert [counted.check((KEY,)).refused_by for _request in range(5)] == [None, None, None, KEY, KEY]
    script.is_down, asked = False, len(script.asked)
    clock.now += 0.9
    counted.check((KEY,))
    assert len(script.asked) == asked
    clock.now += 0.1
    counted.check((KEY,))
    assert len(script.asked) == asked + 1


def test_short_cut_over_redis_takes_half_of_what_is_leased(clock, script):
    counted, busy = Limiter(), rule("key", "p1:k9", 400)
    admission = counted.admission((busy,))
    told = [admission.take(clock.now) for _request in range(60)]
    assert told == [f'"key";r={399 - n};t=1' for n in range(60)]
    assert [wanted for _name, wanted in script.asked] == [1, 2, 3, 4, 6, 8, 11, 14, 18]
    assert admission.take_at_once(clock.now + 5) is None, "what is leased is not believed for longer"


def test_short_cut_over_redis_without_waiting_counts_what_it_has_leased_and_no_more(clock, script):
    busy = rule("key", "p1:k9", 400)
    admission = Limiter().admission((busy,))
    told = []
    while len(script.asked) < 6:
        told.append(admission.take(clock.now))
    assert [admission.take_at_once(clock.now) for _request in range(4)] == [
        f'"key";r={399 - len(told) - n};t=1' for n in range(3)
    ] + [None]
    assert len(script.asked) == 6
    until = admission._lease.until
    assert admission.take(clock.now) is not None
    assert admission.take_at_once(until) is None


def test_short_cut_over_redis_is_refused_as_the_check_is(clock, script):
    counted = Limiter()
    admission = counted.admission((KEY,))
    assert [admission.take(clock.now) is None for _request in range(6)] == [False] * 4 + [True] * 2


def test_what_a_refused_request_had_taken_is_there_for_others(clock, script):
    counted, wide = Limiter(), rule("project", "p1", 400)
    for _request in range(13):
        counted.check((wide,))
    leased = counted._state(wide).leased
    assert leased > 1
    for _request in range(4):
        assert counted.check((KEY,)).refused_by is None
    assert counted.check((wide, KEY)).refused_by == KEY
    assert counted._state(wide).leased == leased


def test_short_cut_of_a_key_is_one_for_its_process_and_tells_its_rules(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 4, 10, 0
    admission, policy = limiter.admission(key="k", project="p")
    assert policy == '"key";q=4;w=1, "project";q=10;w=1'
    assert limiter.admission(key="k", project="p")[0] is admission
    assert [admission.take(clock.now) is None for _request in range(5)] == [False] * 4 + [True]
    assert limiter.admission(key="other", project="p")[0].take(clock.now) == '"key";r=3;t=1'
    assert limiter.admission(key="k", project="other")[0].take(clock.now) == '"key";r=3;t=1'


def test_refusal_is_counted_under_the_name_of_its_rule(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 0, 0.5, 0
    before = metrics.LIMITED.labels("project")._value.get()
    limiter.retry(key="k", project="p")
    limiter.retry(key="k", project="p")
    assert metrics.LIMITED.labels("project")._value.get() == before + 1


def test_request_is_noted_with_what_is_left_or_refused_in_words(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 0.4, 0, 0
    request = HttpRequest()
    limiter.admit(request, key="k", project="p")
    assert request.omnia_limit_headers == {"RateLimit-Policy": '"key";q=1;w=3', "RateLimit": '"key";r=0;t=3'}
    clock.now += 0.5
    with pytest.raises(Problem) as raised:
        limiter.admit(request, key="k", project="p")
    assert raised.value.type_name == "rate-limited"
    assert raised.value.detail == "The limit of 1 requests in 3 s is used up. Wait, then go on."
    assert raised.value.headers == {"Retry-After": "3"}
    headers, problem = limiter.retry(key="k", project="p")
    assert headers == {"RateLimit-Policy": '"key";q=1;w=3', "RateLimit": '"key";r=0;t=3'}
    assert problem.headers == {"Retry-After": "3"}
    clock.now += 2.5
    headers, problem = limiter.retry(key="k", project="p")
    assert (headers["RateLimit"], problem) == ('"key";r=0;t=3', None)


def test_request_that_a_layer_in_front_has_counted_is_not_counted_again(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY = 1
    request = HttpRequest()
    request.META[limiter.ADMITTED] = {"RateLimit": "told"}
    for _time in range(3):
        limiter.admit(request, key="k", project="p")
    assert request.omnia_limit_headers == {"RateLimit": "told"}


def test_request_under_no_rule_carries_no_headers(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY = settings.OMNIA_LIMIT_PER_PROJECT = settings.OMNIA_LIMIT_GLOBAL = 0
    request = HttpRequest()
    limiter.admit(request, key="k", project="p")
    assert not hasattr(request, "omnia_limit_headers")


def test_short_wait_is_told_as_a_second(clock, settings):
    settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = 10, 0, 0
    for _request in range(10):
        limiter.admit(HttpRequest(), key="k", project="p")
    _headers, problem = limiter.retry(key="k", project="p")
    assert problem.headers == {"Retry-After": "1"}
