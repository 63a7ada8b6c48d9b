"""What an outside recogniser found, on the same way as what was said: extracted, normalised, and then validated and confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.reading import Found, Hypothesis, context, normalised
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.registry import compose, recognise
from omnia.dialogue.template import LexiconEngine

OPEN_WORDS = frozenset(("free_text", "first_name", "last_name", "street", "city", "company_name"))
"""Kinds whose values may be any words: for those an outside recogniser may know more than ours."""

UNTOLD = 0.8
"""The confidence of an answer that tells none."""


def found_outside(turn: Turn, data: Mapping[str, Any], said: str) -> Found | None:
    """The value that the host's answer holds for the datum in focus; None where it holds none that the kind can have.

    Args:
        turn: The turn, with the datum in focus.
        data: The host's answer: `value`, and perhaps `confidence` (0 to 1). A text is read as if it had been said; an object
            holds the datum's parts by key.
        said: The person's words, from which the value was taken.
    """
    value = data.get("value")
    confidence = _confidence(data.get("confidence", UNTOLD))
    if isinstance(value, str):
        found = _read(turn, value, confidence)
    elif isinstance(value, Mapping) and turn.unit.parts:
        parts = {part.key: value[part.key] for part in turn.unit.parts if value.get(part.key) is not None}
        found = Found(compose(turn.unit.kind, parts), parts, "", (0, 0), confidence, "") if parts else None
    else:
        found = None if value is None else Found(value, {}, "", (0, 0), confidence, "")
    return replace(found, raw=said[:200], span=(0, len(said)), text=said) if found else None


def _confidence(told: object) -> float:
    return min(max(float(told), 0.0), 1.0) if isinstance(told, int | float) else UNTOLD


def _read(turn: Turn, value: str, confidence: float) -> Found | None:
    """A text read by the contract's own engines, else by the kind's recogniser, else taken as it is where any words may be."""
    unit, part = turn.unit, turn.part
    if value in _options(unit):
        return Found(value, {}, "", (0, 0), confidence, "")
    found = heed(turn, unit, part, Content(), [Hypothesis(value, confidence)]).found
    if found is not None:
        return found
    target: Unit | Part = part or unit
    match = next(iter(recognise(target.kind, value, context(turn)).matches), None)
    if match is not None:
        return _whole(unit, part, match.value, dict(match.parts), confidence)
    words = normalised(target.source.normalise, value.strip())
    return _whole(unit, part, words, {}, confidence) if target.kind in OPEN_WORDS and words else None


def _whole(unit: Unit, part: Part | None, value: Any, parts: dict[str, Any], confidence: float) -> Found:
    if part is not None:
        return Found(None, {part.key: value}, "", (0, 0), confidence, "")
    return Found(value, parts if unit.parts else {}, "", (0, 0), confidence, "")


def _options(unit: Unit) -> set[str]:
    return {entry.value for engine in unit.engines if isinstance(engine, LexiconEngine) for entry in engine.entries}
