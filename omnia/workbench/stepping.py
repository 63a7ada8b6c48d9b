"""The steps of a conversation that was held again, in words: what was said, what was understood, and how it stood then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.compile import Program, Unit
from omnia.dialogue.engine.state import Datum, load
from omnia.dialogue.engine.turn import value_name
from omnia.dialogue.replay.recording import words_of
from omnia.dialogue.replay.rerun import Place, Step
from omnia.dialogue.speech import format_value
from omnia.documents.spoken import Line, event_words, output_line
from omnia.documents.wording import step_name, text_of

Output = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was said: as it was recorded, or standing in; `meaning` names the datum that was understood in it."""

    text: str
    stands_in: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was understood."""

    name: str
    words: str
    value: str
    percent: int


@dataclass(frozen=True, slots=True)
class DatumRow:
    """How a datum stands; `is_new` marks what this step changed."""

    name: str
    value: str
    progress: str
    misses: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step as pages show it."""

    turn: int
    said: tuple[Piece, ...]
    lines: tuple[Line, ...]
    understood: tuple[Understood, ...]
    data: tuple[DatumRow, ...]
    waits_for: str
    where: str
    departs: bool


def labels_of(program: Program) -> dict[str, str]:
    """What each datum is called, in the reader's language, by the name under which it is reported."""
    return {
        value_name(program, name, unit): text_of(unit.source.label, unit.path)
        for name, key in program.acquires.items()
        for unit in program.templates[key].units
    }


def shown_step(program: Program, step: Step, before: Step | None) -> ShownStep:
    """A step in words; `before` is the one before it."""
    labels = labels_of(program)
    return ShownStep(
        turn=step.turn,
        said=tuple(pieces_of(step, labels)),
        lines=tuple(output_line(output) for output in step.answer.outputs if output.get("type") != "log"),
        understood=tuple(understood_in(program, step, labels)),
        data=tuple(_data(program, step, before, labels)),
        waits_for=waits_for(step, labels),
        where=_where(program, step, labels),
        departs=step.departs,
    )


def pieces_of(step: Step, labels: Mapping[str, str]) -> Iterator[Piece]:
    """What the person said, cut where a value stands in and where something was understood."""
    words = words_of(step.event)
    if not words.strip():
        yield from [Piece(event_words(step.event))] if step.event is not None else []
        return
    marks = [_Mark(stand_in.text, True, labels.get(stand_in.name, "")) for stand_in in step.stand_ins]
    marks += [_Mark(item.raw, False, labels.get(item.node, item.node)) for item in step.answer.heard if item.raw]
    yield from _cut(words, marks)


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    stands_in: bool
    meaning: str


def _cut(words: str, marks: Sequence[_Mark]) -> Iterator[Piece]:
    """Words cut at the first place of each mark; where two marks meet, the first of them counts."""
    rest = words
    while rest:
        found = [(rest.find(mark.text), place) for place, mark in enumerate(marks) if mark.text and mark.text in rest]
        if not found:
            yield Piece(rest)
            return
        start, place = min(found)
        mark = marks[place]
        if start:
            yield Piece(rest[:start])
        yield Piece(mark.text, mark.stands_in, mark.meaning)
        rest = rest[start + len(mark.text) :]
        marks = [each for number, each in enumerate(marks) if number != place]


def understood_in(program: Program, step: Step, labels: Mapping[str, str]) -> Iterator[Understood]:
    """What was understood in a step."""
    units = _units(program)
    for item in step.answer.heard:
        unit = units.get(item.node)
        yield Understood(
            labels.get(item.node, item.node), item.raw, _written(program, unit, item.value), round(item.confidence * 100)
        )


def value_words(program: Program, name: str, value: Any) -> str:
    """A value of a datum as people write it."""
    return _written(program, _units(program).get(name), value)


def waits_for(step: Step, labels: Mapping[str, str]) -> str:
    """What the conversation waits for after a step, in words."""
    place = step.after
    if place is not None:
        return question_words(place, labels)
    return _("The conversation is over.") if step.answer.status == "finished" else _("The host has to act.")


def question_words(place: Place, labels: Mapping[str, str]) -> str:
    """What is asked at a place."""
    name = labels.get(place.datum, place.datum)
    if place.mode == "confirming":
        return _("Whether “%(name)s” is right") % {"name": name}
    if place.mode == "choosing":
        return _("Which “%(name)s” was meant") % {"name": name}
    if place.part:
        return _("“%(name)s”: %(part)s") % {"name": name, "part": place.part}
    return _("“%(name)s”") % {"name": name}


def _units(program: Program) -> dict[str, Unit]:
    return {
        value_name(program, name, unit): unit for name, key in program.acquires.items() for unit in program.templates[key].units
    }


def _written(program: Program, unit: Unit | None, value: Any) -> str:
    if unit is None:
        return "" if value is None else str(value)
    return format_value(unit.kind, unit.named(value), program.locale, unit.format)


def _data(program: Program, step: Step, before: Step | None, labels: Mapping[str, str]) -> Iterator[DatumRow]:
    earlier = dict(datums_of(program, before)) if before is not None else {}
    for name, datum in datums_of(program, step):
        old = earlier.get(name)
        misses = sum(times for counter, times in datum.counters.items() if counter.rpartition(".")[2] in ("no_match", "no_input"))
        yield DatumRow(
            labels.get(name, name),
            value_words(program, name, datum.best.value),
            progress_words(datum),
            misses,
            is_new=old is None or old != datum,
        )


def datums_of(program: Program, step: Step) -> Iterator[tuple[str, Datum]]:
    """The data that were asked for until a step, by the names under which they are reported."""
    session = load(step.state)
    for name, key in program.acquires.items():
        run = session.runs.get(name)
        for unit in program.templates[key].units if run is not None else ():
            datum = run.data.get(unit.path) if run is not None else None
            if datum is not None:
                yield value_name(program, name, unit), datum


def progress_words(datum: Datum) -> str:
    """How far a datum is."""
    words = {
        "empty": _("Asked for"),
        "partial": _("Understood in part"),
        "filled": _("Understood"),
        "valid": _("Keeps its rules"),
        "confirmed": _("Confirmed"),
        "done": _("Done"),
        "invalid": _("Breaks a rule"),
        "rejected": _("Refused by the person"),
        "deferred": _("Put off"),
        "failed": _("Given up"),
        "skipped": _("Left out"),
    }
    return words[datum.status]


def _where(program: Program, step: Step, labels: Mapping[str, str]) -> str:
    """The place in the document that was spoken last: the flow's node, the datum, the step and its level."""
    session = load(step.state)
    names = [session.node] if program.is_flow else []
    source: Output = next((each["source"] for each in reversed(step.answer.outputs) if each.get("source")), {})
    if source.get("template"):
        names.append(labels.get(str(source.get("node")), str(source.get("node") or source["template"])))
        names.append(step_name(str(source["step"])))
        if source.get("level"):
            names.append(_("level %(number)s") % {"number": source["level"]})
    return " › ".join(name for name in names if name)
