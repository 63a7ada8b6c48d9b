"""An engine turn alone, without input or output: real templates, real sentences."""

import statistics
import time
from datetime import datetime
from typing import Any

from factory.catalogue_files import read
from omnia.dialogue.compile import compile_program
from omnia.dialogue.conversation import Utterance, advance, begin

NOW = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # the person's local time
ROUNDS = 400
SCRIPTS = {
    "date": ["the 12th of May", "1980", "no, I meant the 13th", "yes"],
    "email": ["it's john dot smith at gmail dot com", "yes"],
    "full_name": ["my name is John Smith", "yes"],
    "iban": ["IT60X0542811101000000123456", "yes"],
    "phone": ["+39 333 1234567", "yes"],
    "yes_no": ["yes please"],
}


def measure() -> dict[str, Any]:
    """Microseconds of a turn by template, and over all of them: median and 99th percentile."""
    catalogue = read()
    figures: dict[str, Any] = {}
    every: list[float] = []
    for key, lines in SCRIPTS.items():
        program = compile_program(template=catalogue.templates[key], templates={}, locale="en")
        times = [spent for _ in range(ROUNDS) for spent in _conversation(program, lines)]
        every += times
        figures[f"{key}: turn, median / 99th percentile"] = _shown(times)
    program = compile_program(flow=catalogue.flows["activate_supply"], templates=catalogue.templates, locale="en")
    lines = ["my name is John Smith", "yes", "the 12th of May 1980", "yes", "RSSMRA80A01H501U", "yes", "IT001E12345678", "yes"]
    times = [spent for _ in range(ROUNDS // 4) for spent in _conversation(program, lines)]
    figures["flow activate_supply: turn, median / 99th percentile"] = _shown(times)
    figures["templates together: turn, median / 99th percentile"] = _shown(every)
    return figures


def _conversation(program: Any, lines: list[str]) -> list[float]:
    state, _ = begin(program, channel="voice", variables={}, now=NOW)
    times = []
    for line in lines:
        began = time.perf_counter()
        state, answer = advance(program, state, Utterance(line), now=NOW)
        times.append((time.perf_counter() - began) * 1e6)
        if answer.status == "finished":
            break
    return times


def _shown(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} µs / {ordered[int(len(ordered) * 0.99)]:.0f} µs"
