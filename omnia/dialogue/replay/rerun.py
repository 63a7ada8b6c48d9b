"""A recorded conversation held again on the release that it ran on, step by step, with where that departs from the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import Answer, State, advance, begin
from omnia.dialogue.engine.state import load
from omnia.dialogue.engine.turn import value_name
from omnia.dialogue.events import Event, NoInput
from omnia.dialogue.replay.recording import Exchange, Recording, signature
from omnia.dialogue.replay.standins import Filled, Memory, StandIn, StandIns

MAX_TRIES = 400
"""Ways to fill hidden words that are tried in one conversation."""

Mode = Literal["asking", "confirming", "choosing"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a conversation waits for: the datum by its reported name, the part of it, and in which way.

    `value` is what a read-back reads. `choosing` is the question which of two readings was meant.
    """

    datum: str
    part: str
    mode: Mode
    value: Any = None


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of a run: the event as it was played, what the conversation did, and how it stands then."""

    turn: int
    moment: datetime
    event: Event | None
    stand_ins: tuple[StandIn, ...]
    answer: Answer
    state: State
    before: Place | None
    """What was waited for when the event came."""
    after: Place | None
    """What is waited for now."""
    departs: bool = False
    """The record says that the conversation did something else."""


@dataclass(frozen=True, slots=True)
class Course:
    """A conversation that was held again."""

    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """Its last step."""
        return self.steps[-1]

    @property
    def departure(self) -> Step | None:
        """The first step that differs from the record."""
        return next((step for step in self.steps if step.departs), None)


def rerun(
    program: Program,
    recording: Recording,
    *,
    region: str | None,
    examples: Mapping[str, Sequence[str]],
    memory: Memory | None = None,
) -> Course:
    """Hold a recorded conversation again on a program.

    Hidden words are stood in for by whichever value makes the conversation do what the record says that it did.

    Args:
        program: the one that the conversation ran on.
        recording: what was said.
        region: the country that it was held for, if the recording does not tell.
        examples: sentences that hold values, by the key of the template that they are for.
        memory: what was found to stand in on this program, to be found again.
    """
    first = recording.exchanges[0]
    country = recording.region if recording.region is not None else region
    stand_ins = StandIns(program, examples, now=first.moment, region=country, memory=memory)
    state, answer = begin(program, channel=recording.channel, variables={}, now=first.moment, region=country or None)
    begun = Step(0, first.moment, None, (), answer, state, None, place_of(program, state), _departs(answer, first))
    steps, spare = [begun], MAX_TRIES
    for exchange in recording.exchanges[1:]:
        if exchange.event is None or steps[-1].answer.status == "finished":
            break
        step, tried = _step(program, exchange, stand_ins, steps[-1], spare)
        steps.append(step)
        spare -= tried
    return Course(_noting_end(recording, steps))


def _noting_end(recording: Recording, steps: list[Step]) -> tuple[Step, ...]:
    """The steps, the last of which departs where the conversation did not end as the record says."""
    ended = steps[-1].answer.outcome or "abandoned"
    if len(steps) == len(recording.exchanges) and ended == recording.outcome:
        return tuple(steps)
    return (*steps[:-1], replace(steps[-1], departs=True))


def _step(program: Program, exchange: Exchange, stand_ins: StandIns, last: Step, spare: int) -> tuple[Step, int]:
    """Play one recorded exchange: of the ways to fill what is hidden, the first that does what the record says; how many it took.

    When no tries are to spare, the likeliest way is taken.
    """
    event = exchange.event or NoInput()
    ways = stand_ins.ways(event, last.state, exchange.heard) if exchange.is_hidden else iter([Filled(event, ())])
    tried = []
    for way in islice(ways, max(spare, 1)):
        tried.append(_play(program, exchange, way, last))
        if not tried[-1].departs:
            return tried[-1], len(tried)
    return tried[0], len(tried)


def _play(program: Program, exchange: Exchange, way: Filled, last: Step) -> Step:
    state, answer = advance(program, last.state, way.event, now=exchange.moment)
    after, departs = place_of(program, state), _departs(answer, exchange)
    return Step(exchange.turn, exchange.moment, way.event, way.stand_ins, answer, state, last.after, after, departs)


def _departs(answer: Answer, exchange: Exchange) -> bool:
    """Whether an answer came from other places of the document than the recorded one, or other data were understood."""
    if signature(answer.outputs) != signature(exchange.outputs):
        return True
    return exchange.heard is not None and sorted(item.node for item in answer.heard) != sorted(exchange.heard)


def place_of(program: Program, state: State) -> Place | None:
    """What a conversation in this state waits for, or None where it waits for the host, or for nothing."""
    session = load(state)
    if session.outcome is not None or session.pending is not None or not session.active:
        return None
    unit = program.unit(session.active, session.focus)
    datum = session.datum(unit.path)
    name, part = value_name(program, session.active, unit), session.focus.removeprefix(unit.path).removeprefix(".")
    if session.mode == "confirming":
        return Place(name, part, "confirming", datum.content.value)
    return Place(name, part, "choosing" if datum.choices else "asking")
