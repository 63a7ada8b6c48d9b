"""Playing the actions of a step or a row: texts with their placeholders filled, requests to the host, ends."""

from __future__ import annotations

from typing import Any

from omnia.dialogue.compile import Act, Ladder, Level
from omnia.dialogue.engine.phrases import Phrase, phrase
from omnia.dialogue.engine.plain import MAX_TEXT, keepable
from omnia.dialogue.engine.state import Pending
from omnia.dialogue.engine.turn import Turn, fill, scope
from omnia.dialogue.expressions import Expression, ExpressionError, OverBudgetError
from omnia.dialogue.template import (
    Assign,
    AssignRow,
    End,
    HangUp,
    Log,
    Request,
    Transfer,
    TransferRow,
    Webhook,
)
from omnia.dialogue.texts import Text


def say(turn: Turn, text: Text, source: dict[str, Any], readback: bool = False) -> None:
    """Speak a text; one that comes out empty is not spoken."""
    words = words_for(turn, text, readback)
    if words:
        turn.outputs.append({"type": "say", "text": words, "locale": turn.locale, "source": source})


def words_for(turn: Turn, text: Text, readback: bool = False) -> str:
    """A text with its placeholders filled, as it is spoken."""
    return " ".join(text.fill(lambda name: fill(turn, name, readback)).split())[:MAX_TEXT]


def say_phrase(turn: Turn, name: Phrase) -> None:
    """Speak one of the product's own phrases."""
    source = {"template": None, "node": None, "step": name, "level": 1, "action": name}
    turn.outputs.append({"type": "say", "text": phrase(name, turn.locale), "locale": turn.locale, "source": source})


def source_of(turn: Turn, path: str, step: str, level: int, action: str) -> dict[str, Any]:
    """Where a message comes from: template, node, step, level and action."""
    return {"template": turn.template.key, "node": path or None, "step": step, "level": level, "action": action}


def row_source(turn: Turn, node: str, act: Act) -> dict[str, Any]:
    """Where a row of a flow comes from: flow, node and row."""
    return {"flow": turn.program.key, "node": node, "step": "row", "level": 1, "action": act.source.id}


def play(turn: Turn, level: Level, path: str, ladder: Ladder | None, number: int, then: Any = "listen", first: int = 0) -> None:
    """Play the actions of a level from `first` on; stops where the host has to act, and where the conversation ends."""
    step = ladder.step if ladder else path
    for place, act in enumerate(level.acts[first:], first):
        source = source_of(turn, path if ladder else "", step, number, act.source.id)
        if perform(turn, act, source, readback=step == "confirmation"):
            turn.session.pending = Pending(act.source.id, "level", path, step, number, place, then)
        if turn.session.pending is not None or turn.session.outcome is not None:
            return


def replay(turn: Turn, level: Level, path: str, ladder: Ladder, number: int) -> None:
    """Speak the texts of a level again and do nothing else of it."""
    for act in level.acts:
        if act.text is not None:
            say(turn, act.text, source_of(turn, path, ladder.step, number, act.source.id), readback=ladder.step == "confirmation")


def perform(turn: Turn, act: Act, source: dict[str, Any], readback: bool = False) -> bool:
    """Do one action; True where the conversation has to wait for the host."""
    if act.text is not None:
        say(turn, act.text, source, readback)
    if isinstance(act.source, Assign | AssignRow):
        assign(turn, act.source.variable, act.expression)
    elif isinstance(act.source, Log):
        turn.outputs.append({"type": "log", "message": act.source.message, "source": source})
    elif isinstance(act.source, Webhook | Request):
        return _request(turn, act, source)
    elif isinstance(act.source, Transfer | TransferRow):
        turn.outputs.append({"type": "action", "kind": "transfer", "id": act.source.id, "to": act.source.to, "source": source})
        turn.finish("transferred")
    elif isinstance(act.source, HangUp | End):
        kind = "hang_up" if isinstance(act.source, HangUp) else "end"
        turn.outputs.append({"type": "action", "kind": kind, "id": act.source.id, "source": source})
        turn.finish("closed")
    return False


def assign(turn: Turn, variable: str, expression: Expression | None, answer: Any = None) -> None:
    """Set a variable to the value of an expression: to null where it has none, and where it is too large to be kept."""
    variables, value = turn.session.variables, None
    if expression is not None:
        try:
            found = expression.evaluate(scope(turn, expression, answer=answer), turn.budget)
            value = keepable(found, variables, turn.budget)
        except OverBudgetError:
            turn.budget.note(expression.source)
        except ExpressionError:
            pass
    variables[variable] = value


def _request(turn: Turn, act: Act, source: dict[str, Any]) -> bool:
    asked = act.source
    fields = {name: text.fill(lambda key: fill(turn, key))[:MAX_TEXT] for name, text in act.fields.items()}
    output: dict[str, Any] = {"type": "action", "id": asked.id, "name": getattr(asked, "name", ""), "source": source}
    if isinstance(asked, Webhook):
        output |= {"kind": "webhook", "method": asked.method, "url": asked.url, "body": fields, "timeout": asked.timeout}
        waits = True
    else:
        waits = isinstance(asked, Request) and asked.wait
        output |= {"kind": "request", "parameters": fields, "wait": waits}
    turn.outputs.append(output)
    return waits


def map_answer(turn: Turn, act: Act, data: dict[str, Any]) -> None:
    """Take what the host sent back into the session's variables."""
    for variable, expression in act.mapping.items():
        assign(turn, variable, expression, answer=data)


def repeat_request(turn: Turn, pending: Pending) -> None:
    """Remind the host of the action that is still open, by its id."""
    turn.outputs.append({"type": "action", "kind": "reminder", "id": pending.id, "name": pending.place})
