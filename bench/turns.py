"""Conversations with Redis: the product's turns beside a Starlette application doing only the same round trips and JSON.

Beside them, where they can be installed, the platforms that a user would pick, whose bots hold the same conversation.
"""

import json
import statistics
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import redis

from bench.platforms import PLATFORMS, Partner, start_platforms
from bench.servers import (
    BenchError,
    Load,
    granian_process,
    post,
    prepared,
    processor_seconds,
    redis_server,
    talk,
    uvicorn_process,
)

SAID = {
    "on the fourteenth of March 2027": '"step":"confirmation"',
    "no": '"step":"not_confirmed"',
    "next Friday": '"step":"confirmation"',
    "yes": '"outcome":"completed"',
}
"""A date, its read-back refused, another date, its read-back confirmed; and what each answer must hold."""

ROUNDS = 5
SECONDS = 4
PAUSE = 1.0
OURS, PEER = "the product", "Starlette, round trips and JSON only"


def measure() -> dict[str, Any]:
    """Requests a second (one in five starts a conversation) and their processor time: medians of interleaved rounds, ratios."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(folder) / "redis"))
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}", "Content-Type": "application/json"}
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        ours = stack.enter_context(granian_process("omnia.rsgi:application", environment, "/livez"))
        kept = Path(folder) / "conversation.json"
        kept.write_text(json.dumps(_one_conversation(ours.address, authorised, url)), encoding="utf-8")
        told = {**environment, "BENCH_CONVERSATION": str(kept)}
        peer = stack.enter_context(uvicorn_process("bench.peers.talking:application", told))
        partners = {
            name: Partner(server.process.pid, partial(talk, server.address, authorised, SAID))
            for name, server in ((OURS, ours), (PEER, peer))
        }
        platforms, left_out = start_platforms(stack, url, SAID)
        partners |= platforms
        seen: dict[str, list[tuple[Load, float]]] = {name: [] for name in partners}
        for _round in range(ROUNDS):
            for name, partner in partners.items():
                seen[name].append(_round_with(partner))
    return {**_table(seen), **left_out}


def _round_with(partner: Partner) -> tuple[Load, float]:
    """What wrk saw, and the processor's time that the server had for a request."""
    before = processor_seconds(partner.process)
    load = partner.converse(seconds=SECONDS)
    spent = (processor_seconds(partner.process) - before) / load.requests
    # What wrk no longer waits for is answered before the next server has the core.
    time.sleep(PAUSE)
    return load, spent


def _table(seen: dict[str, list[tuple[Load, float]]]) -> dict[str, str]:
    rates = {name: statistics.median(load.rate for load, _spent in rounds) for name, rounds in seen.items()}
    slowest = {name: statistics.median(load.slowest for load, _spent in rounds) for name, rounds in seen.items()}
    spent = {name: statistics.median(spent for _load, spent in rounds) for name, rounds in seen.items()}
    shown = {
        name: f"{rate:,.0f} /s   {rate / rates[PEER]:.2f}   p99 {slowest[name] * 1000:.1f} ms at saturation"
        f"   {spent[name] * 1e6:,.0f} µs of the processor a request"
        for name, rate in rates.items()
    }
    for name in PLATFORMS.keys() & rates.keys():
        shown[name] += (
            f"   1/{rates[OURS] / rates[name]:.1f} of the product's requests, {spent[name] / spent[OURS]:.1f} of its time"
        )
    return shown


def _one_conversation(address: str, headers: dict[str, str], url: str) -> dict[str, Any]:
    """One conversation's answers, and the bytes that it took in Redis at most."""
    answers = [post(f"{address}/api/v1/sessions", headers, {"template": "date", "locale": "en", "channel": "voice"})]
    session, largest = answers[0]["session"], 0
    with redis.Redis.from_url(url) as connection:
        for turn, text in enumerate(SAID):
            body = {"turn": turn, "event": "utterance", "text": text}
            answers.append(post(f"{address}/api/v1/sessions/{session}/turns", headers, body))
            for key in connection.scan_iter(f"*:session:{session}"):
                largest = max(largest, int(connection.hstrlen(key, "data")))
    spoken = [json.dumps(each, separators=(",", ":")) for each in answers[1:]]
    if not all(held in text for held, text in zip(SAID.values(), spoken, strict=True)):
        raise BenchError("The conversation did not go as it is written here.")
    return {"answers": answers, "state_bytes": largest}
