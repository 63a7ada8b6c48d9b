"""A conversation then and on the draft, turn beside turn."""

from collections.abc import Iterator
from dataclasses import dataclass

from omnia.dialogue.compile import Program
from omnia.dialogue.replay.answering import Given
from omnia.dialogue.replay.comparing import came_to
from omnia.dialogue.replay.rerun import Step
from omnia.documents.spoken import Line, output_line
from omnia.workbench.stepping import Piece, Understood, labels_of, pieces_of, understood_in, value_words, waits_for
from tenants.replaying import Held, OnDraft


@dataclass(frozen=True, slots=True)
class Side:
    """What one side made of an answer."""

    lines: tuple[Line, ...]
    understood: tuple[Understood, ...]
    waits_for: str


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the person: what it came to then, and on the draft; a side is None where it did not get the answer.

    `turn` is None for an answer that was made up: to a read-back that is new.
    """

    turn: int | None
    said: tuple[Piece, ...]
    then: Side | None
    now: Side | None
    differs: bool
    is_moved: bool = False
    """The draft got this answer at another point of the conversation."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A datum at the end, then and on the draft."""

    name: str
    then: str
    now: str
    differs: bool


def rows_of(held: Held, found: OnDraft) -> list[Row]:
    """The answers in the order in which they were given, each with both sides; made-up ones stand where the draft got them."""
    given = {each.recorded: each for each in found.replay.given if each.recorded is not None}
    made_up = _made_up(found)
    moved = _moved(found)
    rows = []
    for step in held.course.steps:
        other = given.get(step.turn)
        rows.append(_row(held, found, step, other.step if other is not None else None, is_moved=step.turn in moved))
        rows += [_own_row(found, each.step) for each in made_up.get(step.turn, ())]
    return rows


def _made_up(found: OnDraft) -> dict[int, list[Given]]:
    """The answers that were made up, by the recorded one before them."""
    held: dict[int, list[Given]] = {}
    last = 0
    for each in found.replay.given:
        if each.recorded is None:
            held.setdefault(last, []).append(each)
        else:
            last = each.recorded
    return held


def _moved(found: OnDraft) -> set[int]:
    """The recorded turns that the draft got after a later one."""
    moved, latest = set(), -1
    for each in found.replay.given:
        if each.recorded is not None and each.recorded < latest:
            moved.add(each.recorded)
        latest = max(latest, each.recorded or 0)
    return moved


def _row(held: Held, found: OnDraft, step: Step, other: Step | None, *, is_moved: bool) -> Row:
    said = tuple(pieces_of(step, labels_of(held.spoken.program)))
    now = _side(found.spoken.program, other) if other is not None else None
    differs = other is None or came_to(step) != came_to(other)
    return Row(step.turn, said, _side(held.spoken.program, step), now, differs, is_moved)


def _own_row(found: OnDraft, step: Step) -> Row:
    said = tuple(pieces_of(step, labels_of(found.spoken.program)))
    return Row(None, said, None, _side(found.spoken.program, step), differs=True)


def _side(program: Program, step: Step) -> Side:
    labels = labels_of(program)
    lines = tuple(output_line(output) for output in step.answer.outputs if output.get("type") != "log")
    return Side(lines, tuple(understood_in(program, step, labels)), waits_for(step, labels))


def values_of(held: Held, found: OnDraft) -> Iterator[ValueRow]:
    """The data at the end, those of either side."""
    then, now = found.difference.then.values, found.difference.now.values
    old, new = held.spoken.program, found.spoken.program
    labels = {**labels_of(old), **labels_of(new)}
    for name in dict.fromkeys((*then, *now)):
        before, after = value_words(old, name, then.get(name)), value_words(new, name, now.get(name))
        yield ValueRow(labels.get(name, name), before, after, then.get(name) != now.get(name))
