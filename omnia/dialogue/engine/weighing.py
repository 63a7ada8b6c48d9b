"""Which transcription of an utterance is believed for a datum, and which of the readings of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.reading import Found, Hypothesis, best, context, merged, normalised, read
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.alternatives import Ballot, elected, is_checked, weights
from omnia.dialogue.extraction.base import Reading, Violation
from omnia.dialogue.extraction.forms import FORMS
from omnia.dialogue.extraction.repair import Sense, propose
from omnia.dialogue.template import RuleEngine

BY_CHARACTERS = frozenset(("digits", "alphanumeric", "meter_reading"))
"""Kinds, besides codes, that are said character by character."""

MAX_REPAIRED = 3
"""Transcriptions that are tried to be put right."""


@dataclass(frozen=True, slots=True)
class Heeded:
    """The best reading of an utterance for one datum, or the near miss that was nearest."""

    found: Found | None = None
    violation: Violation | None = None


def heed(turn: Turn, unit: Unit, part: Part | None, held: Content, heard: Sequence[Hypothesis]) -> Heeded:
    """The reading of the transcription to believe: its value, with what is held already, keeps the constraints if any does.

    Of several such values one whose check digit holds wins, then the one that most speaks for (`extraction.alternatives`).
    Where no transcription holds a value, the near miss of the first that has one.
    """
    believed: list[Found] = []
    ballots: list[Ballot] = []
    miss: Violation | None = None
    counted = weights([item.confidence for item in heard])
    for place, (weight, hypothesis) in enumerate(zip(counted, heard, strict=True), 1):
        heeded = _heed_one(turn, unit, part, held.parts, hypothesis)
        if heeded.found is None:
            miss = miss or heeded.violation
            continue
        found, fits = _fitting(turn, unit, held, heeded.found)
        checked = fits and is_checked(unit.kind, found.value)
        certainty = weight * found.confidence / (hypothesis.confidence or 1.0)
        unbeaten = fits and certainty >= sum(counted[place:]) and _is_whole(unit, merged(unit, held, found))
        if not ballots and (checked or unbeaten):
            return Heeded(found)
        believed.append(found)
        ballots.append(Ballot(found.parts or found.value, certainty, checked, fits))
    return Heeded(believed[elected(ballots)]) if ballots else Heeded(violation=miss)


def _is_whole(unit: Unit, content: Content) -> bool:
    """Whether nothing can be missing from a value: of a code characters may be."""
    return unit.kind not in FORMS and unit.kind not in BY_CHARACTERS and is_filled(unit, content)


def _fitting(turn: Turn, unit: Unit, held: Content, found: Found) -> tuple[Found, bool]:
    """The readings of the same words that keep the constraints, the first with the others beside it; all, where none does."""
    kept = [each for each in (found, *found.others) if broken_rule(turn, unit, merged(unit, held, each)) is None]
    return (replace(kept[0], others=tuple(kept[1:])), True) if kept else (found, False)


def _heed_one(turn: Turn, unit: Unit, part: Part | None, held: Mapping[str, Any], hypothesis: Hypothesis) -> Heeded:
    main = read(turn, unit, hypothesis.text, part.key if part else None, held)
    whole = best(turn, unit, main, hypothesis)
    if part is None:
        return Heeded(whole, _first(main))
    if whole is not None and (len(whole.parts) > 1 or (part.key in whole.parts and len(unit.parts) > 1)):
        return Heeded(whole)
    alone = read(turn, part, hypothesis.text, part.key)
    if alone.matches:
        match = alone.matches[0]
        value = normalised(part.source.normalise, match.value)
        sure = match.confidence * hypothesis.confidence
        return Heeded(Found(None, {part.key: value}, match.raw, match.span, sure, hypothesis.text))
    return Heeded(whole, _first(main) or _first(alone))


def _first(reading: Reading) -> Violation | None:
    return reading.violations[0] if reading.violations else None


def repaired(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> Found | None:
    """The code that was meant where the one heard fails its check and one confusable character explains it.

    Only where the template can read it back, where all transcriptions that can be put right agree, and never one that the person
    has refused already.
    """
    if "confirmation" not in unit.ladders or unit.parts:
        return None
    sense: Sense = "ear" if turn.session.channel == "voice" else "eye"
    found: dict[str, Found] = {}
    for item in heard[:MAX_REPAIRED]:
        for engine in unit.engines:
            if not isinstance(engine, RuleEngine):
                continue
            match = propose(engine.recogniser, item.text, context(turn, None, engine.options), sense)
            if match is not None:
                value = normalised(unit.source.normalise, match.value)
                sure = match.confidence * item.confidence
                found.setdefault(value, Found(value, {}, match.raw, match.span, sure, item.text, is_unsure=True))
    refused = [*turn.datum.history, turn.datum.content.value]
    proposed = next(iter(found.values())) if len(found) == 1 else None
    if proposed is None or proposed.value in refused or broken_rule(turn, unit, merged(unit, Content(), proposed)) is not None:
        return None
    return proposed
