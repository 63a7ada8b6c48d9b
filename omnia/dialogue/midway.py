"""A conversation that begins midway, at a node of a flow or a datum of a template; what was said before is given or left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from omnia.dialogue.compile import Program, Unit
from omnia.dialogue.conversation import State, answer_of
from omnia.dialogue.engine.checking import broken_rule, is_filled
from omnia.dialogue.engine.flow import run_on
from omnia.dialogue.engine.reading import Hypothesis, merged
from omnia.dialogue.engine.state import Content, Datum, Run, Session, dump
from omnia.dialogue.engine.turn import Turn, value_name
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.events import Answer, Channel
from omnia.dialogue.parsing import bare_turn
from omnia.dialogue.template import AcquireRow


class UnknownBeginning(ValueError):  # noqa: N818  # the name says it
    """A node or datum that the program does not have."""


class NotUnderstood(ValueError):  # noqa: N818  # the name says it
    """Words that were given for data and hold no value that their rules allow; `names` are those data."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Not understood: {', '.join(names)}.")
        self.names = names


@dataclass(frozen=True, slots=True)
class Earlier:
    """A datum that may have been acquired before: the name that it is reported by, the row that acquires it, and what it is."""

    name: str
    row: str
    unit: Unit


def earlier_data(program: Program, at: str) -> list[Earlier]:
    """The data that a conversation may hold when it comes to a node of a flow, or to a datum of a template.

    Raises:
        UnknownBeginning: there is no such node or datum.
    """
    found = list(_acquired(program, _rows_before(program, at)))
    if program.is_flow:
        return found
    paths = [each.unit.path for each in found]
    if at not in paths:
        raise UnknownBeginning(at)
    return found[: paths.index(at)]


def begin_midway(
    program: Program,
    at: str,
    given: Mapping[str, str],
    *,
    channel: Channel,
    variables: Mapping[str, Any],
    now: datetime,
    region: str | None = None,
) -> tuple[State, Answer]:
    """Start a conversation at a node of a flow, or at a datum of a template.

    Args:
        program: What is run (`omnia.dialogue.compile.compile_program`).
        at: The node's key, or the datum's path.
        given: What a person said before for the data of `earlier_data`, by their names, in words; what is empty was not acquired.
        channel: `voice` or `chat`.
        variables: What the host and the nodes before know, by name; any JSON.
        now: The person's local time.
        region: ISO 3166 country that phone numbers and the like are read for.

    Raises:
        NotUnderstood: words hold no value for their datum.
        UnknownBeginning: there is no such node or datum.
    """
    data = earlier_data(program, at)
    node = at if program.is_flow else program.start
    session = Session(channel, node, region or "", visits={node: 1}, variables=dict(variables))
    turn = Turn(program, session, now)
    contents = _contents(turn, data, given)
    for each in data:
        content = contents.get(each.name)
        # A flow asks anew for what it does not know; a template that begins at a later datum does not.
        if content is None and (program.is_flow and not any(one.row == each.row and one.name in contents for one in data)):
            continue
        run = session.runs.setdefault(each.row, Run(introduced=True, finished=program.is_flow))
        run.data[each.unit.path] = _known(content)
    run_on(turn)
    return dump(session), answer_of(turn)


def _known(content: Content | None) -> Datum:
    if content is None:
        return Datum(status="skipped")
    return Datum(status="done", content=content, good=content, confirmed=True)


def _rows_before(program: Program, at: str) -> list[str]:
    """The names of the rows that acquire something in the nodes from which a flow comes to this one."""
    if not program.is_flow:
        return list(program.acquires)
    if at not in program.stops:
        raise UnknownBeginning(at)
    before: set[str] = set()
    found = {at}
    while found:
        before |= found
        found = {key for key, stop in program.stops.items() if any(way.to in before for way in stop.exits)} - before
    rows = [act.source for key, stop in program.stops.items() if key in before - {at} for act in stop.rows]
    return list(dict.fromkeys(row.name or row.template for row in rows if isinstance(row, AcquireRow)))


def _acquired(program: Program, rows: list[str]) -> Iterator[Earlier]:
    for row in rows:
        for unit in program.templates[program.acquires[row]].units:
            yield Earlier(value_name(program, row, unit), row, unit)


def _contents(turn: Turn, data: list[Earlier], given: Mapping[str, str]) -> dict[str, Content]:
    """What the words hold, by the names of the data."""
    said = [(each, given.get(each.name, "").strip()) for each in data]
    read = {each.name: _read(turn, each, words) for each, words in said if words}
    missed = [name for name, content in read.items() if content is None]
    if missed:
        raise NotUnderstood(missed)
    return {name: content for name, content in read.items() if content is not None}


def _read(turn: Turn, datum: Earlier, words: str) -> Content | None:
    """What words hold for a datum; nothing where its rules refuse it or a part of it is missing."""
    bare = bare_turn(turn.template_of(datum.row), turn.now, turn.session.region or None)
    heeded = heed(bare, datum.unit, None, Content(), [Hypothesis(words)])
    if heeded.found is None:
        return None
    content = merged(datum.unit, Content(), heeded.found)
    is_whole = is_filled(datum.unit, content) and broken_rule(bare, datum.unit, content) is None
    return content if is_whole else None
