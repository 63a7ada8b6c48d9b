"""Which transcription of an utterance is believed for a datum, and which of the readings of its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.reading import Found, Hypothesis, best, context, merged, normalised, read
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.hearing.checksum_repair import Sense, propose
from omnia.dialogue.extraction.hearing.evidence import BEFORE, Attempt, weights
from omnia.dialogue.extraction.hearing.evidence import heard as transcriptions
from omnia.dialogue.extraction.hearing.joined_codes import joined_code
from omnia.dialogue.extraction.hearing.nbest import Ballot, elected, is_checked, sureness
from omnia.dialogue.extraction.hearing.pieced_alternatives import PIECED
from omnia.dialogue.extraction.hearing.voted_rows import LEAST_ROWS, is_voted
from omnia.dialogue.extraction.registry import recognise_attempts
from omnia.dialogue.extraction.values import Reading, Violation
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


def heed(
    turn: Turn,
    unit: Unit,
    part: Part | None,
    held: Content,
    heard: Sequence[Hypothesis],
    earlier: Sequence[Sequence[Hypothesis]] = (),
) -> Heeded:
    """The reading of the transcription to believe: its value, with what is held already, keeps the constraints if any does.

    Of several such values one whose check digit holds wins, then the one that most speaks for (`extraction.hearing.nbest`), also
    in what was heard `earlier` for the same datum. Where no transcription holds a value, the near miss of the first that has one.
    """
    believed: list[Found] = []
    ballots: list[Ballot] = []
    miss: Violation | None = None
    counted = weights([item.confidence for item in heard])
    weighs = len(heard) > 1 and _hangs_on_rivals(unit)
    for place, (weight, hypothesis) in enumerate(zip(counted, heard, strict=True), 1):
        heeded = _heed_one(turn, unit, part, held.parts, hypothesis)
        if heeded.found is None:
            miss = miss or heeded.violation
            continue
        found, fits = _fitting(turn, unit, held, heeded.found)
        ballot = _ballot(unit, found, hypothesis, weight, fits=fits)
        unbeaten = fits and ballot.weight >= sum(counted[place:]) and _is_whole(unit, merged(unit, held, found))
        if not ballots and not earlier and (ballot.is_checked or (unbeaten and not weighs)):
            return Heeded(found)
        believed.append(found)
        ballots.append(ballot)
    if not ballots:
        return Heeded(violation=miss)
    for back, attempt in enumerate(reversed(earlier), 1):
        for found, ballot in _voices(turn, unit, part, held, attempt):
            believed.append(found)
            ballots.append(replace(ballot, weight=ballot.weight * BEFORE, attempt=back))
    return Heeded(_pieced(turn, unit, part, held, [*earlier, heard]) or _most_spoken_for(believed, ballots))


def _hangs_on_rivals(unit: Unit) -> bool:
    """Whether all transcriptions matter though the first is unbeaten: for its pieces, or for how sure it is beside the others."""
    return unit.kind in PIECED or unit.source.confirm.policy == "below_confidence"


def _voices(
    turn: Turn, unit: Unit, part: Part | None, held: Content, heard: Sequence[Hypothesis]
) -> Iterator[tuple[Found, Ballot]]:
    """What each transcription of an earlier attempt speaks for."""
    for weight, hypothesis in zip(weights([item.confidence for item in heard]), heard, strict=True):
        heeded = _heed_one(turn, unit, part, held.parts, hypothesis)
        if heeded.found is not None:
            found, fits = _fitting(turn, unit, held, heeded.found)
            yield found, _ballot(unit, found, hypothesis, weight, fits=fits)


def _ballot(unit: Unit, found: Found, hypothesis: Hypothesis, weight: float, *, fits: bool) -> Ballot:
    certainty = weight * found.confidence / (hypothesis.confidence or 1.0)
    return Ballot(found.parts or found.value, certainty, fits and is_checked(unit.kind, found.value), fits, found.confidence)


def _most_spoken_for(believed: Sequence[Found], ballots: Sequence[Ballot]) -> Found:
    """The value that most speaks for, as sure as its rivals leave it; one that only earlier attempts held is asked about."""
    place = elected(ballots)
    recalled = all(ballot.attempt for ballot in ballots if ballot.value == ballots[place].value)
    found = replace(believed[place], confidence=sureness(ballots, place))
    return replace(found, is_unsure=True) if recalled else found


def _pieced(turn: Turn, unit: Unit, part: Part | None, held: Content, attempts: Sequence[Sequence[Hypothesis]]) -> Found | None:
    """A whole value of the pieces that several transcriptions hold, where it keeps the constraints; None for other kinds."""
    engine = unit.engines[0] if len(unit.engines) == 1 else None
    if part is not None or not isinstance(engine, RuleEngine):
        return None
    if engine.recogniser not in PIECED and not (is_voted(engine.recogniser) and sum(map(len, attempts)) >= LEAST_ROWS):
        return None
    told = [_attempt(heard) for heard in attempts]
    heard = recognise_attempts(engine.recogniser, told, context(turn, None, engine.options, held.parts))
    said = next((item for item in attempts[-1] if item.text == heard.text), Hypothesis(heard.text))
    found = best(turn, unit, heard.reading, said)
    if found is None or not is_filled(unit, merged(unit, Content(), found)):
        return None
    found, fits = _fitting(turn, unit, held, found)
    return found if fits else None


def _is_whole(unit: Unit, content: Content) -> bool:
    """Whether nothing can be missing from a value: of a code characters may be."""
    return unit.kind not in FORMS and unit.kind not in BY_CHARACTERS and is_filled(unit, content)


def _fitting(turn: Turn, unit: Unit, held: Content, found: Found) -> tuple[Found, bool]:
    """The readings of the same words that keep the constraints, the first with the others beside it; all, where none does."""
    kept = [each for each in (found, *found.others) if broken_rule(turn, unit, merged(unit, held, each)) is None]
    if not kept:
        return found, False
    return (replace(kept[0], others=tuple(kept[1:])) if len(kept) > 1 or kept[0].others else kept[0]), True


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


def repaired(turn: Turn, unit: Unit, heard: Sequence[Hypothesis], earlier: Sequence[Sequence[Hypothesis]] = ()) -> Found | None:
    """The code that was meant where the one heard fails its check: one confusable character explains it, or others do together.

    Only where the template can read it back, where all transcriptions that can be put right agree, and never one that the person
    has refused already.
    """
    if "confirmation" not in unit.ladders or unit.parts:
        return None
    found = _put_right(turn, unit, heard) or _joined(turn, unit, [*earlier, heard])
    refused = [*turn.datum.history, turn.datum.content.value]
    proposed = next(iter(found.values())) if len(found) == 1 else None
    if proposed is None or proposed.value in refused or broken_rule(turn, unit, merged(unit, Content(), proposed)) is not None:
        return None
    return proposed


def _put_right(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> dict[str, Found]:
    """The codes that one exchanged character of a transcription makes right, by value."""
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
    return found


def _joined(turn: Turn, unit: Unit, attempts: Sequence[Sequence[Hypothesis]]) -> dict[str, Found]:
    """The code that several transcriptions spell together, by value."""
    found: dict[str, Found] = {}
    told = transcriptions([_attempt(heard) for heard in attempts], lambda _text: Reading())
    for engine in unit.engines:
        joined = (
            joined_code(engine.recogniser, told, context(turn, None, engine.options)) if isinstance(engine, RuleEngine) else None
        )
        if joined is not None:
            match = joined.reading.matches[0]
            value = normalised(unit.source.normalise, match.value)
            found.setdefault(value, Found(value, {}, match.raw, match.span, match.confidence, joined.text, is_unsure=True))
    return found


def _attempt(heard: Sequence[Hypothesis]) -> Attempt:
    return Attempt(tuple(item.text for item in heard), tuple(item.confidence for item in heard))
