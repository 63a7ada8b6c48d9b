"""The platforms that turns are measured beside: what they say is checked, and those that cannot be installed are left out."""

import json
import os
import shutil
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import redis

from bench import platforms, servers
from bench.servers import BenchError, exchange, redis_server, talk, uvicorn
from bench.turns import SAID

ANSWERS = ("Which date", "fourteenth of March", "Which date", "next Friday", "noted")


class Bot:
    """A bot that asks a date, reads it back and, if `listens`, asks again when that is refused."""

    def __init__(self, *, listens=True):
        self.listens, self.dates, self.finished = listens, {}, 0

    def answer(self, sender, message):
        if message == "/open":
            return "Which date would you like?"
        if message == "no" and self.listens:
            return "Which date is it then?"
        if message in ("yes", "no"):
            self.finished += 1
            return f"{self.dates[sender]} is noted."
        self.dates[sender] = message
        return f"You said {message}. Is that right?"


@contextmanager
def served(bot):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = bot.answer(asked["sender"], asked["message"])
            body = json.dumps([{"recipient_id": asked["sender"], "text": said}]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def conversations(address):
    opening, message = json.dumps(platforms.REST.opening), json.dumps(platforms.REST.message)
    return exchange(address, opening, message, tuple(SAID), ANSWERS, seconds=1)


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed; install it to run these.")
class TestWhatABotSaysIsChecked:
    def test_conversations_with_a_bot_that_answers_as_it_must_are_held_to_their_end(self):
        bot = Bot()
        with served(bot) as address:
            load = conversations(address)
        assert load.rate > 0
        assert bot.finished > 0
        assert set(bot.dates.values()) <= {"on the fourteenth of March 2027", "next Friday"}

    def test_a_bot_that_takes_a_refused_date_for_confirmed_is_no_measurement(self):
        with served(Bot(listens=False)) as address, pytest.raises(BenchError, match="answers were not what they must be"):
            conversations(address)


@pytest.mark.skipif(not (shutil.which("wrk") and shutil.which("redis-server")), reason="wrk or redis-server is not installed.")
def test_the_bare_peer_keeps_and_counts_each_conversation_with_the_products_own_scripts(tmp_path):
    steps = [{"step": "confirmation"}, {"step": "not_confirmed"}, {"step": "confirmation"}, {"outcome": "completed"}]
    status = ["listening"] * 3 + ["ended"]
    turns = [{"turn": turn + 1, "status": status[turn], **step} for turn, step in enumerate(steps)]
    kept = tmp_path / "conversation.json"
    answers = [{"session": "", "turn": 0, "status": "listening"}, *({"session": "", **turn} for turn in turns)]
    kept.write_text(json.dumps({"answers": answers, "state_bytes": 100}))
    with redis_server(tmp_path / "redis") as url:
        told = {**os.environ, "BENCH_CONVERSATION": str(kept), "OMNIA_REDIS_URL": url}
        with uvicorn("bench.peers.talking:application", told) as address:
            load = talk(address, {}, SAID, seconds=1)
        with redis.Redis.from_url(url, decode_responses=True) as connection:
            counted = connection.hgetall("peer:{p}:usage")
            conversations = list(connection.scan_iter("peer:{p}:session:*"))
    assert load.requests > len(SAID)
    assert 0 < int(counted["conversations"]) <= len(conversations)
    assert int(counted["conversations"]) <= int(counted["turns"]) <= int(counted["conversations"]) * len(SAID)


def test_platforms_that_cannot_be_installed_are_left_out_each_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.delenv("BENCH_PYTHON310", raising=False)
    monkeypatch.setattr(platforms, "RASA_ENVIRONMENT", tmp_path / "venv-rasa")
    with ExitStack() as stack:
        started, left_out = platforms.start_platforms(stack, "redis://127.0.0.1:1/0", SAID)
    assert started == {}
    rasa, bot_framework = left_out.values()
    assert rasa == "left out: There is no Python 3.10, which it wants. Name one in BENCH_PYTHON310."
    assert bot_framework.startswith("left out: Node and npm are not installed.")
    assert list(tmp_path.iterdir()) == []


def test_a_platform_whose_packages_cannot_be_fetched_is_left_out_with_what_npm_said(tmp_path, monkeypatch):
    for name, script in (("node", "exit 0"), ("npm", "echo 'the registry is away' >&2; exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(servers, "ROOT", tmp_path)
    monkeypatch.setattr(platforms, "PLATFORMS", {"the bot": platforms.bot_framework})
    with ExitStack() as stack:
        started, left_out = platforms.start_platforms(stack, "redis://127.0.0.1:1/0", SAID)
    assert started == {}
    assert left_out == {"the bot": "left out: It could not be installed: the registry is away"}
