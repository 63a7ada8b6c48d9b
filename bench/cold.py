"""Reads that memory cannot answer, and texts read without a conversation, beside the bare application."""

import json
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.servers import BenchError, Load, get, granian, post, prepared, read_many, wrk

ROUNDS = 5
SECONDS = 3
LOCALES = ("en", "it")
CACHE_BYTES = str(1024**2)
"""The least that may be set: too little for the documents that are read in turn."""

SPOKEN = {"template": "date", "locale": "en", "text": "on the fourteenth of March 1980"}
COLD, PARSE, BARE, BARE_POST = "a cold read", "parsing", "the bare application, read", "the bare application, posted to"


def measure() -> dict[str, str]:
    """Requests a second, medians of interleaved rounds, their ratios to the bare application's, and the share of misses."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        ready = stack.enter_context(prepared(folder / "data"))
        authorised = {"Authorization": f"Bearer {ready.api_key}"}
        runtime = {**ready.environment, "OMNIA_ROLE": "runtime"}
        ours = stack.enter_context(granian("omnia.rsgi:application", runtime, "/livez"))
        small = stack.enter_context(granian("omnia.rsgi:application", {**runtime, "OMNIA_CACHE_BYTES": CACHE_BYTES}, "/livez"))
        file = folder / "lines"
        lines = _lines(small, ready.api_key, file)
        content = folder / "content.json"
        content.write_bytes(get(f"{ours}/api/v1/templates/date", authorised)[2])
        told = {**runtime, "BENCH_CONTENT": str(content), "BENCH_ETAG": '"bench"'}
        bare = stack.enter_context(granian("bench.peers.bare:application", told, "/"))
        answer = post(f"{ours}/api/v1/parse", {**authorised, "Content-Type": "application/json"}, SPOKEN)
        if not answer["matches"]:
            raise BenchError("The text was not understood.")
        seen: dict[str, list[Load]] = {each: [] for each in (COLD, BARE, PARSE, BARE_POST)}
        for _round in range(ROUNDS):
            seen[COLD].append(read_many(small, file, seconds=SECONDS, exponent=0, lines=lines, seed=1))
            seen[BARE].append(read_many(bare, file, seconds=SECONDS, exponent=0, lines=lines, seed=1))
            seen[PARSE].append(wrk(f"{ours}/api/v1/parse", authorised, seconds=SECONDS, status=200, body=SPOKEN))
            seen[BARE_POST].append(wrk(f"{bare}/", authorised, seconds=SECONDS, status=200, body=SPOKEN))
    rates = {each: statistics.median(load.rate for load in loads) for each, loads in seen.items()}
    peers = {COLD: BARE, BARE: BARE, PARSE: BARE_POST, BARE_POST: BARE_POST}
    slowest = {each: statistics.median(load.slowest for load in loads) for each, loads in seen.items()}
    return {
        each: f"{rate:,.0f} /s   {rate / rates[peers[each]]:.3f}   p99 {slowest[each] * 1000:.1f} ms"
        for each, rate in rates.items()
    }


def _lines(server: str, key: str, file: Path) -> int:
    """Every document, whole and in each of two languages, one after the other; gives how many lines there are."""
    release = json.loads(get(f"{server}/api/v1/release", {"Authorization": f"Bearer {key}"})[2])
    paths = [f"/api/v1/templates/{row['key']}" for row in release["templates"]]
    paths = [*paths, *(f"{path}?locale={locale}" for locale in LOCALES for path in paths)]
    file.write_text("".join(f"{key} {path}\n" for path in paths), encoding="utf-8")
    return len(paths)
