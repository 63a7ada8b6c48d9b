"""Commands over a thread's own connection to a real Redis: answers of every size, errors, hanging servers, a lost connection."""

import os
import shutil
import signal

import pytest
import redis as redis_client
from redis_servers import port_of, server

from omnia.infra import redis

pytestmark = [
    pytest.mark.redis,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not installed; install it to run these."),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with server(tmp_path_factory.mktemp("connection") / "one") as one:
        yield one


@pytest.fixture
def asked(held, settings, long_bounds):
    settings.OMNIA_REDIS_URL = f"redis://127.0.0.1:{port_of(held)}/0?socket_timeout=60"
    redis.PAUSE.end()
    held.flushall()
    yield held
    redis.PAUSE.end()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 3_000_000])
def test_value_of_any_size_comes_back_whole(asked, size):
    value = bytes(place % 251 for place in range(size))
    assert redis.command("SET", "value", value) == b"OK"
    assert redis.command("GET", "value") == value
    assert redis.command("GET", "nothing") is None


def test_error_of_the_server_leaves_the_connection_for_the_next_command(asked):
    assert redis.command("SET", "word", "one") == b"OK"
    own = {each["id"] for each in asked.client_list()}
    with pytest.raises(redis_client.ResponseError, match="WRONGTYPE"):
        redis.command("LPUSH", "word", "two")
    assert redis.command("GET", "word") == b"one"
    assert {each["id"] for each in asked.client_list()} == own


def test_script_that_the_server_does_not_know_is_sent_in_full(asked):
    script = redis.Script("return redis.call('INCR', KEYS[1])")
    asked.script_flush()
    assert [script.run(["counted"]), script.run(["counted"])] == [1, 2]


def test_server_that_hangs_is_waited_for_once_and_its_late_answer_is_nobodys(asked, settings, clock):
    settings.OMNIA_REDIS_URL = settings.OMNIA_REDIS_URL.replace("socket_timeout=60", "socket_timeout=2")
    clock.stop()
    redis.command("SET", "word", "one")
    process = asked.info("server")["process_id"]
    os.kill(process, signal.SIGSTOP)
    try:
        with pytest.raises(redis_client.TimeoutError):
            redis.command("GET", "word")
        with pytest.raises(redis_client.TimeoutError, match="a moment ago"):
            redis.command("GET", "word")
    finally:
        os.kill(process, signal.SIGCONT)
    redis.PAUSE.end()
    assert redis.command("GET", "nothing") is None
    assert redis.command("GET", "word") == b"one"


def test_lost_connection_is_made_again_within_the_command(asked):
    redis.command("SET", "word", "one")
    asked.client_kill_filter(_type="normal", skipme=True)
    assert redis.command("GET", "word") == b"one"
    assert redis.command("GET", "word") == b"one"
