"""Turns at four fifths of the rate at which the product is saturated, sent at set times: what a person waits."""

import json
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.pacing import Answer, paced, request_bytes
from bench.servers import BenchError, granian, prepared, redis_server, talk
from bench.turns import SAID

LINES = list(SAID)
PART = 0.8
SATURATING = 5
SETTLING = 5
SECONDS = 8
OPENING = json.dumps({"template": "date", "locale": "en", "channel": "voice"}).encode()


def measure() -> dict[str, str]:
    """The rate, and the median and 99th percentile of requests, one in five of which starts a conversation."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(name) / "redis"))
        ready = stack.enter_context(prepared(Path(name) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        server = stack.enter_context(granian("omnia.rsgi:application", environment, "/livez"))
        talk(server, authorised, SAID, seconds=1)
        rate = talk(server, authorised, SAID, seconds=SATURATING).rate * PART
        # What saturation left waiting, records for the database above all, is done before anything is measured.
        paced(server, _Talk(server, authorised), rate=rate, seconds=SETTLING)
        seen = paced(server, _Talk(server, authorised), rate=rate, seconds=SECONDS)
    if set(seen.statuses) != {200, 201}:
        raise BenchError(f"The answers had the statuses {seen.statuses}.")
    shown = f"{rate:,.0f} /s   median {seen.at(0.5) * 1000:.1f} ms   p99 {seen.at(0.99) * 1000:.1f} ms"
    return {f"turns at {PART:.0%} of saturation": shown}


class _Talk:
    """Gives the next turn of whichever conversation waits for one, or starts one."""

    def __init__(self, server: str, headers: dict[str, str]) -> None:
        self._server, self._headers = server, headers
        self._waiting: deque[tuple[str, int]] = deque()

    def __call__(self) -> tuple[bytes, Callable[[Answer], None]]:
        """The request that is due."""
        if not self._waiting:
            return request_bytes(self._server, "POST", "/api/v1/sessions", self._headers, OPENING), self.then
        session, turn = self._waiting.popleft()
        body = json.dumps({"turn": turn, "event": "utterance", "text": LINES[turn % len(LINES)]}).encode()
        return request_bytes(self._server, "POST", f"/api/v1/sessions/{session}/turns", self._headers, body), self.then

    def then(self, answer: Answer) -> None:
        """Take note of the turn that the answer opens."""
        if answer.status in (200, 201):
            content = json.loads(answer.content)
            if content["status"] == "listening":
                self._waiting.append((content["session"], content["turn"]))
