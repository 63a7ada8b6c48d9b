"""What the words hold for a datum: the engines of its contract, its parts, the other transcriptions, the words left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.state import CLOSED, Content, Datum, Run
from omnia.dialogue.engine.turn import Turn, truth
from omnia.dialogue.events import MAX_ALTERNATIVES, MAX_TEXT, Utterance
from omnia.dialogue.extraction.base import EMPTY, Context, Match, Reading, Violation
from omnia.dialogue.extraction.registry import compose, kind_info, recognise
from omnia.dialogue.extraction.yes_no import read_confirmation
from omnia.dialogue.patterns import compile_pattern
from omnia.dialogue.template import LexiconEngine, PatternEngine, RuleEngine

SEPARATORS = str.maketrans("", "", " .-/_")
WHOLE_NUMBERS = frozenset(("number", "integer", "day", "month", "year", "hour", "minute"))
MAX_DIGITS = 16
MAX_EARLY = 12
"""Other data that one utterance is searched for."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One transcription of what was said."""

    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a datum, in which words; `parts` where the kind has parts."""

    value: Any
    parts: dict[str, Any]
    raw: str
    span: tuple[int, int]
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class Heeded:
    """The best reading of an utterance for one datum, or the near miss that was nearest."""

    found: Found | None = None
    violation: Violation | None = None


def hypotheses(event: Utterance) -> list[Hypothesis]:
    """The transcriptions of an utterance, each once, the first as given; its confidence is the one told beside it."""
    told = {item.text.strip(): min(max(item.confidence, 0.0), 1.0) for item in event.alternatives[:MAX_ALTERNATIVES]}
    first = event.text.strip()
    texts = dict.fromkeys([first, *told]) if first else told
    return [Hypothesis(text[:MAX_TEXT], told.get(text, 1.0)) for text in texts if text]


def context(turn: Turn, focus: str | None = None, options: Any = None, held: Mapping[str, Any] = EMPTY) -> Context:
    """What a recogniser is told besides the words."""
    return Context(turn.locale, turn.now, turn.session.region or None, focus, options or {}, held)


def read(turn: Turn, target: Unit | Part, text: str, focus: str | None = None, held: Mapping[str, Any] = EMPTY) -> Reading:
    """What the engines of a datum or part find, in their order; the first that finds something decides."""
    violations: tuple[Violation, ...] = ()
    for engine in target.engines:
        reading = _apply(turn, target, engine, text, context(turn, focus, getattr(engine, "options", None), held))
        if reading.matches:
            return reading
        violations += reading.violations
    return Reading((), violations)


def _apply(turn: Turn, target: Unit | Part, engine: Any, text: str, known: Context) -> Reading:
    if isinstance(engine, RuleEngine):
        return recognise(engine.recogniser, text, known)
    if isinstance(engine, LexiconEngine):
        return recognise("choice", text, context(turn, known.focus, {"entries": _entries(engine), "fuzzy": engine.fuzzy}))
    if isinstance(engine, PatternEngine):
        return _by_pattern(target, engine, text)
    return Reading()


def _entries(engine: LexiconEngine) -> list[dict[str, Any]]:
    return [{"value": entry.value, "label": entry.label, "synonyms": entry.synonyms} for entry in engine.entries]


def _by_pattern(target: Unit | Part, engine: PatternEngine, text: str) -> Reading:
    words = text.upper() if engine.upper else text
    words = words.translate(SEPARATORS) if engine.ignore_separators else words
    match = compile_pattern(engine.pattern).search(words)
    if match is None or not match.group():
        return Reading()
    groups = {name: value for name, value in match.groupdict().items() if value}
    value = _as_kind(target.kind, groups.pop("value", match.group()))
    parts = {part.key: _as_kind(part.kind, groups[part.key]) for part in getattr(target, "parts", ()) if part.key in groups}
    span = (0, len(text)) if engine.ignore_separators else match.span()
    return Reading((Match(target.kind, parts or value, text[slice(*span)], span, 0.9, parts),))


def _as_kind(kind: str, words: str) -> Any:
    """The words that a pattern found as the typed value of a kind of whole number; words as they are for others."""
    return int(words) if kind in WHOLE_NUMBERS and words.isascii() and words.isdigit() and len(words) < MAX_DIGITS else words


def heed(turn: Turn, unit: Unit, part: Part | None, held: Content, heard: Sequence[Hypothesis]) -> Heeded:
    """The reading of the first transcription whose value, with what is held already, keeps the constraints.

    Where none does, the first that holds a value at all; else the near miss of the first that has one.
    """
    first: Heeded | None = None
    miss: Violation | None = None
    for hypothesis in heard:
        heeded = _heed_one(turn, unit, part, held.parts, hypothesis)
        if heeded.found is None:
            miss = miss or heeded.violation
            continue
        if broken_rule(turn, unit, merged(unit, held, heeded.found)) is None:
            return heeded
        first = first or heeded
    return first or Heeded(violation=miss)


def _heed_one(turn: Turn, unit: Unit, part: Part | None, held: Mapping[str, Any], hypothesis: Hypothesis) -> Heeded:
    main = read(turn, unit, hypothesis.text, part.key if part else None, held)
    whole = _best(turn, unit, main, hypothesis)
    if part is None:
        return Heeded(whole, _first(main))
    if whole is not None and (len(whole.parts) > 1 or (part.key in whole.parts and len(unit.parts) > 1)):
        return Heeded(whole)
    alone = read(turn, part, hypothesis.text, part.key)
    if alone.matches:
        match = alone.matches[0]
        value = _normalised(part.source.normalise, match.value)
        sure = match.confidence * hypothesis.confidence
        return Heeded(Found(None, {part.key: value}, match.raw, match.span, sure, hypothesis.text))
    return Heeded(whole, _first(main) or _first(alone))


def _first(reading: Reading) -> Violation | None:
    return reading.violations[0] if reading.violations else None


def _best(turn: Turn, unit: Unit, reading: Reading, hypothesis: Hypothesis) -> Found | None:
    if not reading.matches or _is_scrap(unit, reading):
        return None
    match = reading.matches[0]
    parts = {key: value for key, value in match.parts.items() if value is not None} if unit.parts else {}
    value = _normalised(unit.source.normalise, match.value)
    span = _answer_span(turn, unit, match, hypothesis.text)
    return Found(value, parts, match.raw, span, match.confidence * hypothesis.confidence, hypothesis.text)


def _is_scrap(unit: Unit, reading: Reading) -> bool:
    """A year alone beside `the 31st of November` is what is left of a near miss, not what the person meant."""
    match = reading.matches[0]
    missing = any(part.required and match.parts.get(part.key) is None for part in unit.parts)
    return missing and any(miss.span[1] - miss.span[0] > match.span[1] - match.span[0] for miss in reading.violations)


def _answer_span(turn: Turn, unit: Unit, match: Match, text: str) -> tuple[int, int]:
    """The words that a match used; a yes or no uses only its own, so that what is told after it is heard too."""
    if unit.kind != "yes_no":
        return match.span
    leading = read_confirmation(text, turn.language)
    return (0, leading.offset) if leading.polarity is not None and leading.rest else match.span


def _normalised(steps: Sequence[str], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for step in steps:
        if step == "strip_separators":
            value = value.translate(SEPARATORS)
        else:
            value = {"upper": value.upper, "lower": value.lower, "title": value.title}[step]()
    return value


def merged(unit: Unit, held: Content, found: Found) -> Content:
    """What a datum holds once something was found: for one with parts, only the parts that were said are overwritten."""
    if not unit.parts:
        return Content(found.value, {}, found.raw, found.confidence)
    parts = {**held.parts, **found.parts}
    raw = found.raw if not held.raw or found.parts.keys() >= held.parts.keys() else f"{held.raw} {found.raw}"[-400:]
    return Content(compose(unit.kind, parts), parts, raw, found.confidence)


def is_ambiguous(turn: Turn, unit: Unit, held: Content, found: Found) -> bool:
    """Whether a number was said that could fill several parts, none of them known, and the contract asks, not guesses."""
    ambiguity = unit.source.contract.ambiguity if unit.source.contract else None
    if ambiguity is None or ambiguity.policy != "ask" or not held.is_empty or len(found.parts) != 1:
        return False
    (key, value), *_ = found.parts.items()
    small = isinstance(value, int) and ambiguity.minimum <= value <= ambiguity.maximum
    return small and key in ambiguity.parts and _is_bare_number(turn, found)


def _is_bare_number(turn: Turn, found: Found) -> bool:
    """Nothing but a cardinal: `five`, not `the 5th` and not `il 5`, which are days."""
    said = found.text.strip(" .,!?;")
    if said.casefold() != found.raw.strip(" .,!?;").casefold():
        return False
    return said.isdigit() or any(
        match.value == next(iter(found.parts.values())) for match in recognise("number", said, context(turn)).matches
    )


def rest_of(text: str, found: Found | None) -> str:
    """The words that a match left over; spaces stand in for what it took, so that words apart stay apart."""
    if found is None or found.text != text:
        return text if found is None else ""
    start, end = found.span
    return f"{text[:start]} {text[end:]}"


def take_early(turn: Turn, text: str, skipped: Unit | None) -> list[tuple[str, Unit, Content]]:
    """Values for data that are not asked for yet, on the words that are left: most constrained kinds first; kept at once."""
    taken = []
    for name, unit in _unfilled(turn, skipped):
        if sum(character.isalnum() for character in text) < 2:  # one character is no answer to another question
            break
        found = _early(turn, unit, text)
        if found is None:
            continue
        datum = turn.session.runs.setdefault(name, Run()).data.setdefault(unit.path, Datum())
        content = merged(unit, datum.content, found)
        if is_filled(unit, content) and broken_rule(turn, unit, content) is not None:
            continue
        datum.remember(content)
        datum.status = "filled" if is_filled(unit, content) else "partial"
        taken.append((name, unit, content))
        turn.note(name, unit, Content(found.value, found.parts, found.raw, found.confidence))
        text = rest_of(text, replace(found, text=text))
    return taken


def _unfilled(turn: Turn, skipped: Unit | None) -> list[tuple[str, Unit]]:
    """The data that may be given early, in the order in which the words are offered to them."""
    found: list[tuple[int, int, str, Unit]] = []
    for name in turn.program.acquires:
        run = turn.session.runs.get(name)
        if run is not None and run.finished:
            continue
        for unit in turn.template_of(name).units:
            if name == turn.session.active and unit is skipped:
                continue
            rank = kind_info(unit.kind).rank
            if rank is not None and not _has_been_said(run, unit) and truth(turn, unit.condition):
                found.append((rank, len(found), name, unit))
    return [(name, unit) for _, _, name, unit in sorted(found, key=lambda item: item[:2])[:MAX_EARLY]]


def _has_been_said(run: Run | None, unit: Unit) -> bool:
    datum = run.data.get(unit.path) if run else None
    return datum is not None and (datum.status in CLOSED or is_filled(unit, datum.content))


def _early(turn: Turn, unit: Unit, text: str) -> Found | None:
    match = next(iter(read(turn, unit, text).matches), None)
    if match is None or match.confidence < kind_info(unit.kind).sure:
        return None
    return _best(turn, unit, Reading((match,)), Hypothesis(text))
