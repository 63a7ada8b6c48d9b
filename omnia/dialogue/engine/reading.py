"""What the words hold for a datum: the engines of its contract, its parts, the other transcriptions, the words left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.state import CLOSED, Content, Datum, Run
from omnia.dialogue.engine.tallying import note_understood
from omnia.dialogue.engine.turn import Turn, truth
from omnia.dialogue.events import MAX_TEXT, Alternative, Utterance
from omnia.dialogue.extraction.answers.yes_no import read_confirmation
from omnia.dialogue.extraction.registry import compose, kind_info, recognise
from omnia.dialogue.extraction.text.door import at_the_door
from omnia.dialogue.extraction.values import EMPTY, Context, Match, Reading, Violation
from omnia.dialogue.patterns import compile_pattern
from omnia.dialogue.template import LexiconEngine, PatternEngine, RuleEngine

SEPARATORS = str.maketrans("", "", " .-/_")
WHOLE_NUMBERS = frozenset(("number", "integer", "day", "month", "year", "hour", "minute"))
MULTI_CHOICE = "multi_choice"
MAX_DIGITS = 16
RIVAL = 0.4
"""Share of the best reading's confidence from which on another one of the same words is worth asking about."""

MAX_EARLY = 12
"""Other data that one utterance is searched for."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One transcription of what was said; `is_keyed` where it is keys of a telephone."""

    text: str
    confidence: float = 1.0
    is_keyed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a datum, in which words; `parts` where the kind has parts.

    `others` are other readings of the same words, `is_unsure` says that the value has to be confirmed whatever the policy.
    """

    value: Any
    parts: dict[str, Any]
    raw: str
    span: tuple[int, int]
    confidence: float
    text: str
    others: tuple[Found, ...] = ()
    is_unsure: bool = False


def hypotheses(event: Utterance) -> list[Hypothesis]:
    """The transcriptions of an utterance, each once, the first as given; its confidence is the one told beside it."""
    others = tuple(Alternative(_said(item.text), item.confidence) for item in event.alternatives)
    heard = Utterance(_said(event.text), others).transcriptions()
    return [Hypothesis(item.text, item.confidence) for item in heard if item.text]


def _said(text: str) -> str:
    return at_the_door(text[:MAX_TEXT]).text.strip()


def context(turn: Turn, focus: str | None = None, options: Any = None, held: Mapping[str, Any] = EMPTY) -> Context:
    """What a recogniser is told besides the words."""
    return Context.at(turn.now, turn.locale, turn.session.region or None, focus, options or {}, held)


def read(turn: Turn, target: Unit | Part, text: str, focus: str | None = None, held: Mapping[str, Any] = EMPTY) -> Reading:
    """What the engines of a datum or part find, in their order; the first that finds something decides."""
    violations: tuple[Violation, ...] = ()
    for engine in target.engines:
        reading = read_with(turn, target, engine, text, focus, held)
        if reading.matches:
            return reading
        violations += reading.violations
    return Reading((), violations)


def read_with(
    turn: Turn, target: Unit | Part, engine: Any, text: str, focus: str | None = None, held: Mapping[str, Any] = EMPTY
) -> Reading:
    """What one engine of a datum or part finds; one that is outside finds nothing here."""
    return _apply(turn, target, engine, text, context(turn, focus, getattr(engine, "options", None), held))


def _apply(turn: Turn, target: Unit | Part, engine: Any, text: str, known: Context) -> Reading:
    if isinstance(engine, RuleEngine):
        return recognise(engine.recogniser, text, known)
    if isinstance(engine, LexiconEngine):
        options = {"entries": _entries(engine), "fuzzy": engine.fuzzy}
        if target.kind == MULTI_CHOICE:
            return recognise(MULTI_CHOICE, text, context(turn, known.focus, {**options, **_chosen_before(turn, target)}))
        return recognise("choice", text, context(turn, known.focus, options))
    if isinstance(engine, PatternEngine):
        return _by_pattern(target, engine, text)
    return Reading()


def _chosen_before(turn: Turn, target: Unit | Part) -> dict[str, Any]:
    """The options held already, which words such as `the post too` add to; where the datum collects values, any option does."""
    held = turn.session.datum(target.path).content.value if isinstance(target, Unit) else None
    collects = target.source.redefinition == "accumulate" and turn.session.mode == "confirming" and not turn.denied
    return {"held": held, "adds": collects}


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


def best(turn: Turn, unit: Unit, reading: Reading, hypothesis: Hypothesis) -> Found | None:
    """The best match of a reading, with the other readings of its words."""
    if not reading.matches or _is_scrap(unit, reading):
        return None
    first = reading.matches[0]
    others = tuple(_found(turn, unit, match, hypothesis) for match in reading.matches[1:] if _is_rival(first, match))
    found = _found(turn, unit, first, hypothesis)
    return replace(found, others=others) if others else found


def _is_rival(first: Match, match: Match) -> bool:
    """Whether a match is another reading of the same words, and not much less likely."""
    return match.span == first.span and match.value != first.value and match.confidence >= first.confidence * RIVAL


def _found(turn: Turn, unit: Unit, match: Match, hypothesis: Hypothesis) -> Found:
    parts = {key: value for key, value in match.parts.items() if value is not None} if unit.parts else {}
    value = normalised(unit.source.normalise, match.value)
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


def normalised(steps: Sequence[str], value: Any) -> Any:
    """A text as the template wants it written; other values as they are."""
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
        return Content(found.value, {}, found.raw, found.confidence, found.is_unsure)
    parts = {**held.parts, **found.parts}
    is_new = found.parts.keys() >= held.parts.keys()
    raw = found.raw if not held.raw or is_new else f"{held.raw} {found.raw}"[-400:]
    is_unsure = found.is_unsure or (held.is_unsure and not is_new)
    return Content(compose(unit.kind, parts), parts, raw, found.confidence, is_unsure)


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
        if datum.status == "filled":
            note_understood(turn, name, unit)
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
    """What words left over hold for a datum; one of two readings has to be confirmed when its turn comes."""
    matches = read(turn, unit, text).matches
    if not matches or matches[0].confidence < kind_info(unit.kind).sure:
        return None
    found = best(turn, unit, Reading(matches), Hypothesis(text))
    return replace(found, is_unsure=bool(found.others) and unit.asks_back) if found is not None else None
