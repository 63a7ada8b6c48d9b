"""Words tried on one datum: which of its engines finds what in them, and why the others do not decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from omnia.dialogue.compile import CompiledTemplate, Part, Unit
from omnia.dialogue.engine.reading import read_with
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.values import Reading
from omnia.dialogue.parsing import ParseAnswer, bare_turn, parse_text, wanted_units
from omnia.dialogue.template import WebhookEngine

State = Literal["decides", "later", "near", "silent", "outside"]


@dataclass(frozen=True, slots=True)
class Tried:
    """One engine: `later` also found something, after one that decided; `near` found what breaks the kind's own rule."""

    type: str
    recogniser: str
    state: State
    reading: Reading


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the words: engine by engine, and what the datum understands in the end."""

    engines: Sequence[Tried]
    answer: ParseAnswer


def try_words(template: CompiledTemplate, node: str, text: str, *, now: datetime, region: str | None = None) -> Trial:
    """Read words for one node of a template, or a part, with each of its engines; raises `UnknownNode`."""
    turn = bare_turn(template, now, region)
    unit, part_key = wanted_units(template, node)[0]
    target = next((part for part in unit.parts if part.key == part_key), None) or unit
    answer = parse_text(template, text, locale=template.locale, now=now, region=region, node=node)
    return Trial(list(_tried(turn, target, text)), answer)


def _tried(turn: Turn, target: Unit | Part, text: str) -> Iterator[Tried]:
    decided = False
    for engine in target.engines:
        reading = read_with(turn, target, engine, text)
        yield Tried(engine.__struct_config__.tag, getattr(engine, "recogniser", ""), _state(engine, reading, decided), reading)
        decided = decided or bool(reading.matches)


def _state(engine: Any, reading: Reading, decided: bool) -> State:
    if isinstance(engine, WebhookEngine):
        return "outside"
    if reading.matches:
        return "later" if decided else "decides"
    return "near" if reading.violations else "silent"
