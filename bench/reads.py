"""Hot reads of one document, and reads that find it unchanged: the product beside a bare application, FastAPI and Fastify."""

import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.servers import BenchError, Load, NotInstalledError, get, granian, node_server, prepared, uvicorn, wrk

ADDRESS = "/api/v1/templates/date_of_birth?locale=en"
"""A document of 8 KB: a template as a service reads it, in its language."""
ROUNDS = 5
SECONDS = 3
OURS, SLOW, BARE = "the product", "the product, fast path off", "a bare WSGI application"
FAST, NODE = "FastAPI, the same work", "Fastify, the same work"


def measure() -> dict[str, Any]:
    """Requests a second, medians of interleaved rounds, and their ratios to the bare application's."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ready = stack.enter_context(prepared(Path(folder)))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        runtime = {**ready.environment, "OMNIA_ROLE": "runtime"}
        ours = stack.enter_context(granian("omnia.rsgi:application", runtime, "/livez"))
        slow = stack.enter_context(granian("omnia.rsgi:application", {**runtime, "OMNIA_FAST_PATH": "false"}, "/livez"))
        _status, headers, content = get(ours + ADDRESS, authorised)
        file = Path(folder) / "content.json"
        file.write_bytes(content)
        bare_environment = {
            **ready.environment,
            "BENCH_CONTENT": str(file),
            "BENCH_ETAG": headers["etag" if "etag" in headers else "ETag"],
            "BENCH_KEY": ready.api_key,
        }
        bare = stack.enter_context(granian("bench.peers.bare:application", bare_environment, "/"))
        fast = stack.enter_context(uvicorn("bench.peers.fast:application", bare_environment))
        servers = {OURS: ours, SLOW: slow, BARE: bare, FAST: fast}
        left_out = {}
        try:
            servers[NODE] = stack.enter_context(node_server("fastify", bare_environment, ADDRESS)).address
        except NotInstalledError as error:
            left_out = {NODE: f"left out: {error}"}
        unchanged = {**authorised, "If-None-Match": bare_environment["BENCH_ETAG"]}
        _check(servers, authorised, unchanged, content)
        hot = _interleaved(servers, lambda url: wrk(url + ADDRESS, authorised, seconds=SECONDS, status=200))
        same = _interleaved(servers, lambda url: wrk(url + ADDRESS, unchanged, seconds=SECONDS, status=304))
    return {"bytes of the document": len(content), **_table("200", hot), **_table("304", same), **left_out}


def _check(servers: dict[str, str], authorised: dict[str, str], unchanged: dict[str, str], content: bytes) -> None:
    for name, url in servers.items():
        status, _headers, got = get(url + ADDRESS, authorised)
        if (status, got) != (200, content) or get(url + ADDRESS, unchanged)[0] != 304:
            raise BenchError(f"{name} answers otherwise than the others.")


def _interleaved(servers: dict[str, str], load: Callable[[str], Load]) -> dict[str, list[Load]]:
    seen: dict[str, list[Load]] = {name: [] for name in servers}
    for _round in range(ROUNDS):
        for name, url in servers.items():
            seen[name].append(load(url))
    return seen


def _table(title: str, seen: dict[str, list[Load]]) -> dict[str, str]:
    rates = {name: statistics.median(load.rate for load in loads) for name, loads in seen.items()}
    slowest = {name: statistics.median(load.slowest for load in loads) for name, loads in seen.items()}
    return {
        f"{title}, {name}": f"{rate:,.0f} /s   {rate / rates[BARE]:.2f}   p99 {slowest[name] * 1000:.1f} ms"
        for name, rate in rates.items()
    }
