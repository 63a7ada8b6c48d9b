"""Rate limits hold exactly, say the truth, share one count over Redis, and never fail because Redis does."""

import contextlib
import socket
import threading

import patience
import pytest
from published import Client

from omnia.infra import limiter, metrics
from omnia.infra.limiter import Limiter, Rule, rule, rules_for
from omnia.infra.redis import Script

PATH = "/api/v1/templates"


@pytest.fixture
def limits(settings):
    """Sets the three limits; none by default."""

    def choose(key=0, project=0, everyone=0):
        settings.OMNIA_LIMIT_PER_KEY, settings.OMNIA_LIMIT_PER_PROJECT, settings.OMNIA_LIMIT_GLOBAL = key, project, everyone

    choose()
    return choose


def parameters(header):
    return {name: int(value) for name, value in (part.split("=") for part in header.split(";")[1:])}


@pytest.fixture
def still_redis(redis, clock, monkeypatch):
    """The clocks of this process and of Redis stand still together, and go on when a test moves the first."""
    text = limiter.SCRIPT.text
    for goes_on, stands in (("redis.call('TIME')", "{'1000000000', '0'}"), ("* 1000) + 1000)", "* 1000) + 600000)")):
        assert text.count(goes_on) == 1
        text = text.replace(goes_on, stands)
    monkeypatch.setattr(limiter, "SCRIPT", Script(text))
    clock.stop()
    return redis


def test_every_authenticated_answer_tells_the_limits(api, limits):
    limits(key=5, project=50, everyone=500)
    for address in (PATH, "/api/v1/templates/missing", "/api/v1/templates?limit=0"):
        answer = api.get(address)
        assert answer.headers["RateLimit-Policy"] == '"key";q=5;w=1, "project";q=50;w=1, "global";q=500;w=1'
        assert answer.headers["RateLimit"].startswith('"key";r=')


def test_no_limits_no_headers(api, limits):
    assert not {"RateLimit", "RateLimit-Policy"} & api.get(PATH).headers.keys()


def test_over_the_limit(api, limits, clock):
    limits(key=3)
    clock.stop()
    answers = [api.get(PATH) for _request in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [parameters(answer.headers["RateLimit"])["r"] for answer in answers] == [2, 1, 0, 0]
    refused = answers[-1]
    assert refused.json()["type"] == "/problems/rate-limited"
    assert refused.headers["Retry-After"] == "1"
    clock.move(int(refused.headers["Retry-After"]))
    assert api.get(PATH).status == 200, "Retry-After said the truth"


def test_slow_rate_says_a_longer_wait(api, limits, clock):
    limits(key=0.25)
    clock.stop()
    assert [api.get(PATH).status, api.get(PATH).status] == [200, 429]
    answer = api.get(PATH)
    assert answer.headers["Retry-After"] == "4"
    assert parameters(answer.headers["RateLimit-Policy"]) == {"q": 1, "w": 4}


def test_keys_of_a_project_share_its_limit_and_projects_do_not(make_published_project, limits, clock):
    limits(key=100, project=4)
    clock.stop()
    first, second = make_published_project(), make_published_project()
    callers = [first.client, Client(first.issue())]
    statuses = [caller.get(PATH).status for _round in range(3) for caller in callers]
    assert statuses == [200, 200, 200, 200, 429, 429]
    assert second.client.get(PATH).status == 200


def test_the_global_limit_sheds_over_all_projects(make_published_project, limits, clock):
    limits(everyone=3)
    clock.stop()
    callers = [make_published_project().client for _project in range(2)]
    statuses = [caller.get(PATH).status for _round in range(2) for caller in callers]
    assert sorted(statuses) == [200, 200, 200, 429]


def test_refused_request_uses_nothing_of_the_other_limits(clock):
    clock.stop()
    counting, tight, wide = Limiter(), Rule("key", "a", 1, 1), Rule("project", "p", 5, 1)
    for _request in range(20):
        counting.check([tight, wide])
    assert counting.check([wide]).remaining == 3


def test_a_wrong_key_counts_against_nobody(api, limits, published_project, clock):
    limits(project=2)
    clock.stop()
    for _guess in range(5):
        Client(f"omk_default_{published_project.ref.id}_{'x' * 40}").get(PATH)
    assert api.get(PATH).status == 200


@pytest.mark.parametrize(("rate", "quota", "window"), [(200, 200, 1), (1.5, 1, 1), (0.5, 1, 2), (0.3, 1, 4)])
def test_rate_as_quota_and_window(rate, quota, window):
    found = rule("key", "a", rate)
    assert (found.quota, found.window) == (quota, window)


def checks(process, rules, _clock):
    return lambda: process.check(rules).refused_by is None


def short_cut(process, rules, clock):
    admission = process.admission(tuple(rules))
    return lambda: admission.take(clock.monotonic()) is not None


def admitted(admits, tries, threads=8):
    """How many requests get through when threads try at the same time, each a number of times."""
    counts, all_there = [0] * threads, threading.Barrier(threads)

    def run(place):
        all_there.wait(60)
        for _try in range(tries):
            counts[place] += admits[place % len(admits)]()

    running = [threading.Thread(target=run, args=(place,)) for place in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sum(counts)


@pytest.mark.parametrize("counted_by", [checks, short_cut])
def test_threads_together_keep_the_rate(clock, counted_by):
    clock.stop()
    admits = [counted_by(Limiter(), [Rule("key", "a", 100, 1)], clock)]
    assert admitted(admits, tries=50) == 100
    for _step in range(10):
        clock.move(0.05)
        assert admitted(admits, tries=5) == 5


@pytest.mark.redis
@pytest.mark.parametrize("counted_by", [checks, short_cut])
def test_processes_together_keep_the_rate(still_redis, clock, counted_by):
    # A limiter for each process: 100 at once, then 100 a second by Redis's clock, and less by what lies in their leases.
    processes = [counted_by(Limiter(), [Rule("key", "a", 100, 1)], clock) for _process in range(4)]
    through = admitted(processes, tries=100)
    for step in range(1, 9):
        clock.move(0.05)
        through += admitted(processes, tries=100)
        allowed = 100 + 5 * step
        assert 0.85 * allowed <= through <= allowed


@pytest.mark.redis
def test_short_cut_of_a_busy_key_asks_redis_once_for_many_requests_and_tells_what_is_left(redis, clock):
    clock.stop()
    admission = Limiter().admission((Rule("key", "a", 10_000, 1), Rule("project", "p", 20_000, 1)))
    redis.config_resetstat()
    left = [parameters(admission.take(clock.monotonic()))["r"] for _request in range(200)]
    assert left[0] == 9_999
    assert all(9_000 < each < 10_000 for each in left)
    assert redis.info("commandstats")["cmdstat_evalsha"]["calls"] < 100


@pytest.mark.redis
def test_slow_callers_of_many_processes_are_not_refused_for_tokens_that_lie_elsewhere(redis, clock):
    processes, rules = [Limiter() for _process in range(10)], [Rule("key", "a", 40, 1)]
    for _round in range(3):
        verdicts = [process.check(rules) for process in processes]
        assert all(verdict.refused_by is None for verdict in verdicts)
        clock.move(0.3)


@pytest.mark.redis
def test_limits_over_redis_say_the_truth(api, limits, still_redis, clock):
    limits(key=3)
    answers = [api.get(PATH) for _request in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [parameters(answer.headers["RateLimit"])["r"] for answer in answers] == [2, 1, 0, 0]
    clock.move(int(answers[-1].headers["Retry-After"]))
    assert api.get(PATH).status == 200


@pytest.mark.redis
def test_one_count_over_redis_for_two_processes(redis):
    first, second, rules = Limiter(), Limiter(), [Rule("key", "a", 4, 600)]
    verdicts = [process.check(rules).refused_by is None for _round in range(3) for process in (first, second)]
    assert verdicts == [True] * 4 + [False] * 2


@pytest.mark.redis
def test_keys_in_redis_are_tagged_for_a_cluster_and_expire(api, limits, redis):
    limits(key=0.005, project=0.01)
    api.get(PATH)
    names = list(redis.scan_iter("omnia:*limit*"))
    assert len(names) == 2
    assert all(b"{" in name for name in names)
    assert all(redis.ttl(name) >= 0 for name in names)


def times_that_redis_failed():
    return metrics.REDIS_FAILURES.labels("limits")._value.get()


def test_redis_that_is_away_costs_no_request_and_is_tried_once_in_a_while(api, limits, settings, clock):
    limits(key=3)
    clock.stop()
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    failed = times_that_redis_failed()
    assert [api.get(PATH).status for _request in range(4)] == [200, 200, 200, 429]
    assert times_that_redis_failed() == failed + 1
    clock.move(limiter.REDIS_PAUSE)
    assert [api.get(PATH).status for _request in range(4)] == [200, 200, 200, 429]
    assert times_that_redis_failed() == failed + 2


def connections_to(listening):
    """How many connections came since the last time."""
    listening.setblocking(False)
    came = []
    with contextlib.suppress(BlockingIOError), contextlib.ExitStack() as stack:
        while True:
            came.append(stack.enter_context(listening.accept()[0]))
    return len(came)


@pytest.mark.redis
def test_redis_that_hangs_delays_one_request_in_a_while(api, limits, settings, clock, quiet_bus, bounds):
    limits(key=100)
    clock.stop()
    bounds.own(patience.REDIS)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.OMNIA_REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert api.get(PATH).status == 200
        assert connections_to(silent) >= 1, "it was asked"
        assert {api.get(PATH).status for _request in range(10)} == {200}
        assert connections_to(silent) == 0


def test_memory_for_many_subjects_is_bounded(monkeypatch):
    monkeypatch.setattr(limiter, "MAX_STATES", 10)
    counting = Limiter()
    for number in range(50):
        counting.check([Rule("key", str(number), 5, 1)])
    assert len(counting._states) == 10


def test_rules_name_the_key_within_its_project(limits):
    limits(key=1, project=1, everyone=1)
    assert [each.subject for each in rules_for("k", "p").each] == ["p:k", "p", "all"]
