"""Going through a flow: rows in order, then the exits of the node, until the person is to answer."""

from __future__ import annotations

from typing import Any

from omnia.dialogue.compile import Stop
from omnia.dialogue.engine.asking import ladder_of
from omnia.dialogue.engine.proceeding import proceed
from omnia.dialogue.engine.speaking import map_answer, perform, play, row_source
from omnia.dialogue.engine.state import Pending, Run
from omnia.dialogue.engine.turn import Turn, truth
from omnia.dialogue.events import Outcome
from omnia.dialogue.template import AcquireRow, CloseRow, SayRow

MAX_STEPS = 2_000
"""Rows and data that one turn may pass; a flow that goes round without asking ends there."""


def run_on(turn: Turn) -> None:
    """Go on until something is asked, the conversation waits for the host, or it ends."""
    for _step in range(MAX_STEPS):
        if turn.is_settled:
            return
        if turn.session.active and not turn.run.finished:
            proceed(turn)
        elif turn.session.active:
            _leave_template(turn)
        else:
            _next_row(turn)
    turn.finish("failed")


def _leave_template(turn: Turn) -> None:
    turn.session.active, turn.session.focus, turn.session.mode = "", "", "asking"
    turn.session.row += 1


def _stop(turn: Turn) -> Stop:
    return turn.program.stops[turn.session.node]


def _next_row(turn: Turn) -> None:
    stop = _stop(turn)
    if turn.session.row >= len(stop.rows):
        _leave_node(turn, stop)
        return
    act = stop.rows[turn.session.row]
    if isinstance(act.source, AcquireRow):
        _enter_template(turn, act.source)
        return
    waits = perform(turn, act, row_source(turn, turn.session.node, act))
    if isinstance(act.source, SayRow):
        turn.leading_row = [turn.session.node, turn.session.row]
    if isinstance(act.source, CloseRow):
        turn.finish(reached(turn))
    elif waits:
        turn.session.pending = Pending(act.source.id, "row")
    else:
        turn.session.row += 1


def _enter_template(turn: Turn, row: AcquireRow) -> None:
    """Run the row's template; a datum that is known already is not asked for again."""
    name = row.name or row.template
    run = turn.session.runs.setdefault(name, Run())
    if run.finished:
        turn.session.row += 1
    else:
        turn.session.active = name


def _leave_node(turn: Turn, stop: Stop) -> None:
    """Take the first exit whose condition holds; without one the flow is over."""
    chosen = next((way.to for way in stop.exits if truth(turn, way.when)), "")
    if not chosen or chosen not in turn.program.stops:
        turn.finish(reached(turn))
        return
    visits = turn.session.visits.get(chosen, 0) + 1
    turn.session.visits[chosen] = visits
    if visits > turn.program.max_visits:
        turn.finish("failed")
        return
    turn.session.node, turn.session.row = chosen, 0


def reached(turn: Turn) -> Outcome:
    """The outcome of a conversation that came to its end: `partial` where a required datum was given up."""
    for name, run in turn.session.runs.items():
        for unit in turn.template_of(name).units:
            datum = run.data.get(unit.path)
            if run.finished and unit.source.required and datum is not None and datum.status in ("failed", "skipped"):
                return "partial"
    return "completed"


def resume(turn: Turn, data: dict[str, Any]) -> None:
    """Go on after the host has performed the open action and sent `data` back."""
    pending = turn.session.pending
    if pending is None:
        return
    turn.session.pending = None
    if pending.place == "row":
        map_answer(turn, _stop(turn).rows[turn.session.row], data)
        turn.session.row += 1
    elif pending.place == "level":
        _resume_level(turn, pending, data)


def _resume_level(turn: Turn, pending: Pending, data: dict[str, Any]) -> None:
    """Play the rest of the level in which the action stood."""
    if pending.step in ("introduction", "success") and pending.path == pending.step:
        level = turn.template.introduction if pending.step == "introduction" else turn.template.success
        ladder = None
    else:
        ladder = ladder_of(turn, pending.path, pending.step)
        level = ladder.levels[pending.level - 1] if ladder and pending.level <= len(ladder.levels) else None
    if level is None or pending.act >= len(level.acts):
        return
    map_answer(turn, level.acts[pending.act], data)
    turn.asked = pending.then == "listen"
    play(turn, level, pending.path, ladder, pending.level, pending.then, pending.act + 1)
