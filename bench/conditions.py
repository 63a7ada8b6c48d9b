"""Customers' conditions: what an ordinary one costs, how long the worst ones last, and what a tenant of them costs others."""

import statistics
import threading
import time
from typing import Any

from bench.engine import NOW
from factory.catalogue_files import read
from omnia.dialogue.compile import Program, compile_program
from omnia.dialogue.conversation import Utterance, advance, begin
from omnia.dialogue.expressions import Budget, Expression, ExpressionError

ORDINARY = [
    "data.consent == true",
    "data.accident_date.iso > today",
    "parts.start.iso <= parts.end.iso",
    "timestamp(value.iso + 'T00:00:00Z') >= timestamp(today + 'T00:00:00Z') - duration('9504h')",
]
BOMBS = [
    "size(variables.l.map(i, variables.l + variables.l)) > 0",
    "variables.l.all(i, variables.l.all(j, i + j >= 0))",
    "variables.l.all(i, string(i) + 'a' != '' && double(string(i)) >= 0.0)",
    "variables.l.all(i, iban_country(variables.s) == null)",
    "variables.l.all(i, duration('1h1m1s1ms1us1h1m1s1ms1us') > duration('1h'))",
    "value.matches('((a?){18}){18}b') || variables.l.all(i, value.matches('((a?){18}){18}b'))",
]
SCOPE = {
    "value": {"iso": "2026-01-02"}, "parts": {"start": {"iso": "2026-01-01"}, "end": {"iso": "2026-02-01"}},
    "data": {"consent": True, "accident_date": {"iso": "2025-12-01"}}, "today": "2026-01-15",
}  # fmt: skip
LARGE = {"variables": {"l": list(range(500)), "s": "a" * 16_000}, "value": "a" * 900, "today": "2026-01-15"}
THREADS = 8
SECONDS = 3.0
ROUNDS = 5


def measure() -> dict[str, Any]:
    """Microseconds of ordinary conditions, milliseconds of the worst, and the turns that others keep beside a tenant of those."""
    figures: dict[str, Any] = {f"ordinary: {source[:32]}": f"{_ordinary(source):.1f} µs" for source in ORDINARY}
    figures |= {f"bomb: {source[:38]}": f"{_bomb(source):.1f} ms" for source in BOMBS}
    calm, pressed = _others()
    figures["turns of others beside an ordinary tenant"] = f"{calm:,.0f} /s"
    figures["turns of others beside one that burns all"] = f"{pressed:,.0f} /s   {pressed / calm:.2f}"
    return figures


def _ordinary(source: str) -> float:
    expression, times = Expression(source), 2_000
    began = time.perf_counter()
    for _ in range(times):
        expression.evaluate(SCOPE)
    return (time.perf_counter() - began) / times * 1e6


def _bomb(source: str) -> float:
    """The longest of some evaluations; each ends because its budget does."""
    expression, longest = Expression(source), 0.0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        try:
            expression.evaluate(LARGE, Budget())
        except ExpressionError:
            longest = max(longest, time.perf_counter() - began)
    return longest * 1e3


def _others() -> tuple[float, float]:
    """Turns a second of seven threads beside an eighth: one that talks as they do, and one whose every turn burns its budget."""
    body = read().templates["date"]
    ordinary = compile_program(template=body, templates={}, locale="en")
    node = body["nodes"][0]
    bombs = [{"id": f"bomb{n}", "key": f"bomb{n}", "type": "expression", "params": {"expression": BOMBS[1]}} for n in range(3)]
    burning = {**body, "nodes": [{**node, "constraints": [*node.get("constraints", []), *bombs]}]}
    loud = compile_program(template=burning, templates={}, locale="en")
    rounds = [(_beside(ordinary, ordinary), _beside(ordinary, loud)) for _ in range(ROUNDS)]
    calm, pressed = (statistics.median(column) for column in zip(*rounds, strict=True))
    return calm, pressed


def _beside(quiet: Program, loud: Program) -> float:
    over = threading.Event()
    counts = [0] * THREADS
    talks = [
        threading.Thread(target=_talk, args=(loud if place == 0 else quiet, over, counts, place)) for place in range(THREADS)
    ]
    for each in talks:
        each.start()
    over.wait(SECONDS)
    over.set()
    for each in talks:
        each.join()
    return sum(counts[1:]) / SECONDS


def _talk(program: Program, over: threading.Event, counts: list[int], place: int) -> None:
    while not over.is_set():
        state, _answer = begin(program, channel="chat", variables=LARGE["variables"], now=NOW)  # type: ignore[arg-type]
        for words in ("the 12th of May", "1980"):
            state, _answer = advance(program, state, Utterance(words), now=NOW)
            counts[place] += 1
