"""Where the processor's time of a turn goes: the parts of a request in the thread that answers it, in one process.

The conversations are those of `bench turns`, one after the other, through what stands in front of Django; nothing of the web
server is in it. The functions at which a part begins are wrapped, and the thread's own time is read at each of them: other work
on the machine counts less than in rates, and the shares can be compared from run to run. The records are written by a thread of
their own, whose time is told by itself.
"""

import contextvars
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.servers import ROOT, BenchError, prepared, redis_server
from bench.turns import SAID

CONVERSATIONS = 600
WARM_UP = 150
READY_TRIES = 200
KEY = "BENCH_KEY"
REST = "reading and checking the request, key, limits in memory, metrics"
START = b'{"template": "date", "locale": "en", "channel": "voice"}'

PARTS: dict[str, tuple[str, ...]] = {
    "engine: the state read and encoded": (
        "omnia.dialogue.conversation:load",
        "omnia.dialogue.conversation:dump",
        "omnia.dialogue.conversation:encode",
    ),
    "engine: passing over what the bot itself said": ("omnia.dialogue.conversation:without_own_words",),
    "engine: recognisers": ("omnia.dialogue.engine.reading:recognise",),
    "engine: the rest": ("runtime_api.conversations.turns:advance_encoded", "runtime_api.conversations.turns:begin"),
    "transcript": ("runtime_api.conversations.transcript:turn_of", "runtime_api.conversations.transcript:opening"),
    "encoding and decoding the conversation": (
        "runtime_api.conversations.turns:encode",
        "runtime_api.conversations.turns:decode",
    ),
    "sealing": ("runtime_api.conversations.sealed_store:seal",),
    "Redis: scripts and limits": ("omnia.infra.redis:_ask",),
    "the record of a finished conversation, made ready": ("runtime_api.conversations.recorder:record",),
    "the conversation: what it is, the answer, the copy in memory": (
        "runtime_api.conversations.turns:take_turn",
        "runtime_api.conversations.turns:start",
    ),
}
"""Parts of a request, and the functions at which each begins; what one calls that is a part of its own is not in it."""


def measure() -> dict[str, Any]:
    """Microseconds of the processor's time of a request by part, means over a conversation, and those of its record."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(folder) / "redis"))
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        told = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime", KEY: ready.api_key}
        told["DJANGO_SETTINGS_MODULE"] = "omnia.settings"
        # A process of its own, because Django can be set up only once in one.
        command = [sys.executable, "-m", "bench.turn_parts"]
        done = subprocess.run(command, env=told, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError("The process that holds the conversations ended over it.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class Clock:
    """The time of one thread by the part that it is in; of others it takes no notice."""

    def __init__(self) -> None:
        """Begin outside of all parts."""
        self.spent: dict[str, float] = {}
        self._inside = [""]
        self._since = time.thread_time()
        self._thread = threading.get_ident()

    def timed(self, part: str, inner: Callable[..., Any]) -> Callable[..., Any]:
        """A function that counts for a part while it runs."""

        def run(*arguments: Any, **named: Any) -> Any:
            if threading.get_ident() != self._thread:
                return inner(*arguments, **named)
            self._note()
            self._inside.append(part)
            try:
                return inner(*arguments, **named)
            finally:
                self._note()
                self._inside.pop()

        return run

    def _note(self) -> None:
        now, part = time.thread_time(), self._inside[-1]
        self.spent[part] = self.spent.get(part, 0.0) + now - self._since
        self._since = now


class Talker:
    """Holds conversations as a caller does, without a web server."""

    def __init__(self) -> None:
        """Stand in front of the product's own front; Django is set up already."""
        from omnia.gateway.exchange import Request
        from runtime_api.front import RuntimeFront

        self.answer, self._request = RuntimeFront().answer, Request
        self._headers = {"authorization": f"Bearer {os.environ[KEY]}", "content-type": "application/json"}

    def converse(self) -> list[float]:
        """Hold one conversation; gives the time of each of its requests."""
        content, took = self._ask("/api/v1/sessions", START)
        path, times = f"/api/v1/sessions/{json.loads(content)['session']}/turns", [took]
        for turn, (text, held) in enumerate(SAID.items()):
            body = json.dumps({"turn": turn, "event": "utterance", "text": text}).encode()
            content, took = self._ask(path, body)
            times.append(took)
            if held.encode() not in content:
                raise BenchError("The conversation did not go as it is written here.")
        return times

    def _ask(self, path: str, body: bytes) -> tuple[bytes, float]:
        scope = SimpleNamespace(method="POST", path=path, query_string="", headers=self._headers)
        began = time.thread_time()
        reply = contextvars.Context().run(self.answer, self._request(scope, body))
        took = time.thread_time() - began
        if reply is None or reply.status not in (200, 201):
            raise BenchError("A request was left to Django, or refused.")
        return reply.content, took


def _measure() -> dict[str, str]:
    import django

    django.setup(set_prefix=False)
    from runtime_api.health import warm_up

    warm_up()
    talker = Talker()
    _await_key(talker)
    for _each in range(WARM_UP):
        talker.converse()
    return {**_whole(talker), **_by_part(talker)}


def _await_key(talker: Talker) -> None:
    """Talk until the key is known afresh: before that Django answers."""
    for _each in range(READY_TRIES):
        with suppress(BenchError):
            talker.converse()
            return
        time.sleep(0.05)
    raise BenchError("The key never came to be known afresh.")


def _whole(talker: Talker) -> dict[str, str]:
    """The medians of each request, and what else the process had for a conversation until all records were written."""
    from runtime_api.conversations import recorder

    recorder.flush()
    own, all_threads = time.thread_time(), time.process_time()
    times = list(zip(*(talker.converse() for _each in range(CONVERSATIONS)), strict=True))
    own = time.thread_time() - own
    recorder.flush()
    beside = time.process_time() - all_threads - own
    names = ("the opening", *(f"“{text}”" for text in SAID))
    found = {name: f"{statistics.median(took) * 1e6:.0f} µs" for name, took in zip(names, times, strict=True)}
    return {**found, "its record written, beside the requests": f"{beside / CONVERSATIONS * 1e6:.0f} µs"}


def _by_part(talker: Talker) -> dict[str, str]:
    """A request's mean by part, from the medians of whole conversations: what happens now and then is left out."""
    clock = Clock()
    for part, places in PARTS.items():
        for place in places:
            module, _colon, name = place.partition(":")
            setattr(import_module(module), name, clock.timed(part, getattr(import_module(module), name)))
    talker.answer = clock.timed(REST, talker.answer)
    seen: list[dict[str, float]] = []
    for _each in range(CONVERSATIONS):
        clock.spent = {}
        talker.converse()
        seen.append(clock.spent)
    parts = {part: statistics.median(spent.get(part, 0.0) for spent in seen) for part in (*PARTS, REST)}
    whole = sum(parts.values())
    return {part: f"{spent * 1e6 / (len(SAID) + 1):.1f} µs   {spent / whole:.0%}" for part, spent in parts.items()}


if __name__ == "__main__":
    print(json.dumps(_measure()))
