"""What comes next in a template: the datum or part to ask for, the read-back, the spelling of a name, the end."""

from __future__ import annotations

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import ask, needs_confirmation, refuse, session_datum
from omnia.dialogue.engine.checking import broken_rule, missing_parts
from omnia.dialogue.engine.speaking import play
from omnia.dialogue.engine.spelling import ask_spelling
from omnia.dialogue.engine.state import CLOSED, Datum
from omnia.dialogue.engine.turn import Turn, truth


def proceed(turn: Turn) -> None:
    """Go on in the active template until something is asked, the conversation waits or ends, or all its data are acquired."""
    while not turn.is_settled:
        unit = _next_unit(turn)
        if unit is None:
            _complete(turn)
            return
        if not turn.run.introduced:
            turn.run.introduced = True
            if turn.template.introduction:
                play(turn, turn.template.introduction, "introduction", None, 1, "proceed")
                continue
        _advance(turn, unit)


def _next_unit(turn: Turn) -> Unit | None:
    run = turn.run
    open_units = [unit for unit in turn.template.units if _status(turn, unit) not in CLOSED and truth(turn, unit.condition)]
    first = next((unit for unit in open_units if _status(turn, unit) != "deferred"), None)
    if first is None and open_units and not run.second_round:
        run.second_round = True
        for unit in open_units:
            session_datum(turn, unit).status = "empty"
        return open_units[0]
    return first


def _status(turn: Turn, unit: Unit) -> str:
    datum = turn.run.data.get(unit.path)
    return datum.status if datum else "empty"


def _complete(turn: Turn) -> None:
    turn.run.finished = True
    if turn.template.success and any(datum.status == "done" for datum in turn.run.data.values()):
        play(turn, turn.template.success, "success", None, 1, "proceed")


def _advance(turn: Turn, unit: Unit) -> None:
    """One step for one datum: ask for it or a missing part, refuse it, read it back, or be done with it."""
    datum = session_datum(turn, unit)
    turn.session.focus = unit.path
    if datum.content.is_empty:
        turn.session.mode = "asking"
        ask(turn, unit.path, "start", 1)
        return
    missing = missing_parts(unit, datum.content)
    if missing:
        turn.session.mode = "asking"
        datum.status = "partial"
        ask(turn, missing[0].path, "start", 1)
        return
    rule = broken_rule(turn, unit, datum.content)
    if rule is not None:
        refuse(turn, unit, rule, datum.content)
        return
    _accept(turn, unit, datum)


def _accept(turn: Turn, unit: Unit, datum: Datum) -> None:
    datum.good = datum.content
    if datum.status != "confirmed":
        datum.status = "valid"
        if needs_confirmation(turn, unit, datum.content):
            turn.session.mode = "confirming"
            ask(turn, unit.path, "confirmation", 1)
            return
    if ask_spelling(turn, unit, datum):
        return
    datum.confirmed = datum.status == "confirmed"
    datum.status, datum.attempts, datum.spelled = "done", [], []
    turn.session.mode = "asking"
    turn.session.last = [turn.session.active, unit.path]
    if ladder := unit.ladders.get("success"):
        play(turn, ladder.levels[0], unit.path, ladder, 1, "proceed")
