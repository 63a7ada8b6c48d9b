"""Conversations with Redis: the product's turns beside a Starlette application doing only the same round trips and JSON."""

import json
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import redis

from bench.servers import BenchError, Load, granian, post, prepared, redis_server, talk, uvicorn

SAID = ["on the fourteenth of March", "no", "next Friday", "yes"]
"""A date, its read-back refused, another date, its read-back confirmed."""

ROUNDS = 5
SECONDS = 4
OURS, PEER = "the product", "Starlette, round trips and JSON only"


def measure() -> dict[str, Any]:
    """Requests a second (one in five starts a conversation), medians of interleaved rounds, and the ratio."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(redis_server(Path(folder) / "redis"))
        ready = stack.enter_context(prepared(Path(folder) / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}", "Content-Type": "application/json"}
        environment = {**ready.environment, "OMNIA_REDIS_URL": url, "OMNIA_ROLE": "runtime"}
        ours = stack.enter_context(granian("omnia.rsgi:application", environment, "/livez"))
        kept = Path(folder) / "conversation.json"
        kept.write_text(json.dumps(_one_conversation(ours, authorised, url)), encoding="utf-8")
        peer = stack.enter_context(uvicorn("bench.peers.talking:application", {**environment, "BENCH_CONVERSATION": str(kept)}))
        servers = {OURS: ours, PEER: peer}
        seen: dict[str, list[Load]] = {name: [] for name in servers}
        for _round in range(ROUNDS):
            for name, address in servers.items():
                seen[name].append(talk(address, authorised, SAID, seconds=SECONDS))
    rates = {name: statistics.median(load.rate for load in loads) for name, loads in seen.items()}
    slowest = {name: statistics.median(load.slowest for load in loads) for name, loads in seen.items()}
    return {
        name: f"{rate:,.0f} /s   {rate / rates[PEER]:.2f}   p99 {slowest[name] * 1000:.1f} ms at saturation"
        for name, rate in rates.items()
    }


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
    if answers[-1]["outcome"] != "completed" or [each["status"] for each in answers[:-1]] != ["listening"] * len(SAID):
        raise BenchError("The conversation did not go as it is written here.")
    return {"answers": answers, "state_bytes": largest}
