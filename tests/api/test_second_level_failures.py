"""The second level of the caches when many miss at once, and when a process, Redis or MongoDB is not there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import patience
import pytest

from omnia.infra import background, metrics
from omnia.infra import redis as connection
from omnia.infra.invalidation import HUB
from runtime_api import published, second_level

PATH = "/api/v1/templates/date"
ADDRESSES = [PATH, "/api/v1/templates/agrees", "/api/v1/flows/booking", "/api/v1/release"]
ROOT = Path(__file__).parents[2]
PROCESSES, THREADS = 4, 125
NOWHERE = "mongodb://127.0.0.1:1/?directConnection=true"

# No thread of this process listens, so nothing is marked at a moment of its own.
pytestmark = [pytest.mark.redis, pytest.mark.usefixtures("quiet_bus")]


@pytest.fixture
def stampede(migrated, settings, published_project):
    """Reads a document once from each thread of each of four processes that know no document; tells what each process saw."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OMNIA_", "DJANGO_"))}
    environment = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "omnia.settings.runtime",
        "OMNIA_ROLE": "runtime",
        "OMNIA_CLUSTERS": f"default={migrated}",
        "OMNIA_REDIS_URL": settings.OMNIA_REDIS_URL,
        "OMNIA_SECRET_KEY": os.environ["OMNIA_SECRET_KEY"],
        "OMNIA_LIMIT_PER_KEY": "0",
        "OMNIA_LIMIT_PER_PROJECT": "0",
        "OMNIA_LOG_LEVEL": "ERROR",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'api'}",
    }

    def run(**changes):
        command = [sys.executable, str(ROOT / "tests/api/stampede.py"), PATH, published_project.key, str(THREADS)]
        processes = [
            subprocess.Popen(
                command, env={**environment, **changes}, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _process in range(PROCESSES)
        ]
        for word in ("ready", "asking"):
            assert [process.stdout.readline() for process in processes] == [f"{word}\n"] * PROCESSES
            for process in processes:
                process.stdin.write("go\n")
                process.stdin.flush()
        return [json.loads(process.communicate(timeout=300)[0]) for process in processes]

    return run


def test_five_hundred_misses_at_once_in_four_processes_make_two_loads_at_most(redis, stampede):
    seen = stampede()
    assert [each["statuses"] for each in seen] == [{"200": THREADS}] * PROCESSES
    loads = [each["bodies"] for each in seen]
    assert max(loads) == 1
    assert sum(loads) <= 2


def test_five_hundred_misses_at_once_without_redis_make_one_load_a_process(redis, stampede):
    seen = stampede(OMNIA_REDIS_URL="redis://127.0.0.1:1/0")
    assert [each["statuses"] for each in seen] == [{"200": THREADS}] * PROCESSES
    assert [each["bodies"] for each in seen] == [1] * PROCESSES


def body_key(redis, project, kind="body"):
    (key,) = redis.keys(f"omnia:{{{project.ref.id}}}:{kind}:*")
    return key


def as_another_process():
    background.reset_process()


def lease_of(value):
    return value.replace(b"}:", b"}:lease:", 1)


def test_a_lease_whose_holder_died_ends_by_itself_and_the_document_is_answered(published_project, redis):
    assert published_project.client.get(PATH).status == 200
    value = body_key(redis, published_project)
    redis.delete(value)
    redis.set(lease_of(value), "died", px=100)
    as_another_process()
    assert published_project.client.get(PATH).status == 200
    assert redis.exists(value)


def test_a_lease_that_does_not_end_is_waited_for_a_while_and_stays_its_holders(published_project, redis, monkeypatch):
    monkeypatch.setattr(second_level, "WAIT_SECONDS", 0.05)
    assert published_project.client.get(PATH).status == 200
    value = body_key(redis, published_project)
    redis.delete(value)
    redis.set(lease_of(value), "another", px=600_000)
    as_another_process()
    assert published_project.client.get(PATH).status == 200
    assert redis.exists(value)
    assert redis.get(lease_of(value)) == b"another"


def test_a_load_that_fails_gives_its_lease_back(published_project, redis, settings, bounds):
    client = published_project.client
    assert client.get(PATH).status == 200
    redis.flushdb()
    for cache in (published._releases, published._bytes):
        cache.clear()
    settings.OMNIA_CLUSTERS = {"default": NOWHERE}
    bounds.own(patience.MONGODB)
    assert client.get("/api/v1/release").status == 503
    assert not redis.keys("*:lease:*")


def failures():
    return metrics.REDIS_FAILURES.labels("cache")._value.get()


def test_without_a_redis_that_answers_everything_is_read_from_mongodb(published_project, settings):
    settings.OMNIA_REDIS_URL = "redis://127.0.0.1:1/0"
    before = failures()
    assert [published_project.client.get(address).status for address in ADDRESSES] == [200] * 4
    assert failures() > before


def test_a_redis_that_refuses_scripts_is_done_without(published_project, redis):
    redis.config_set("maxmemory", "1")
    try:
        assert [published_project.client.get(address).status for address in ADDRESSES] == [200] * 4
    finally:
        redis.config_set("maxmemory", "0")


def test_a_redis_that_hangs_is_not_waited_for_by_each_request(published_project, redis, monkeypatch, bounds):
    monkeypatch.setattr(connection, "PAUSE_SECONDS", 600.0)
    bounds.own(patience.REDIS)
    before, process = failures(), redis.info("server")["process_id"]
    os.kill(process, signal.SIGSTOP)
    try:
        assert [published_project.client.get(address).status for address in ADDRESSES] == [200] * 4
    finally:
        os.kill(process, signal.SIGCONT)
    assert failures() == before + 1


def test_a_process_that_lacks_a_document_takes_it_from_redis_while_mongodb_is_away(published_project, redis, settings, bounds):
    client = published_project.client
    answers = [client.get(address).content for address in ADDRESSES]
    for cache in (published._releases, published._bytes):
        cache.clear()
    settings.OMNIA_CLUSTERS = {"default": NOWHERE}
    bounds.own(patience.MONGODB)
    HUB.publish_gap()
    again = [client.get(address) for address in ADDRESSES]
    assert ([answer.status for answer in again], [answer.content for answer in again]) == ([200] * 4, answers)


def test_a_process_that_knows_no_key_is_told_at_once_while_mongodb_is_away(published_project, redis, settings, bounds):
    assert published_project.client.get(PATH).status == 200
    settings.OMNIA_CLUSTERS = {"default": NOWHERE}
    bounds.own(patience.MONGODB)
    as_another_process()
    refused = published_project.client.get(PATH)
    assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
