"""Reactions to what a person may say at any moment: repeat, help, wait, cancel, a person please, start over."""

from __future__ import annotations

from omnia.dialogue.engine.asking import ask_afresh, ask_again, ladder_of
from omnia.dialogue.engine.reading import MULTI_CHOICE, Hypothesis, context, read
from omnia.dialogue.engine.speaking import play, say_phrase
from omnia.dialogue.engine.state import Run
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.signs import is_contradictory
from omnia.dialogue.extraction.universals import Universal, recognise_universal
from omnia.dialogue.extraction.yes_no import recognise_yes_no

HESITATIONS: frozenset[Universal] = frozenset(("wait", "help", "repeat"))
"""Universals whose words people also say on the way to an answer."""


def hear_universal(turn: Turn, heard: Hypothesis) -> bool:
    """React, if the utterance is one of the universals and not an answer to the question in the same words."""
    wanted = recognise_universal(heard.text, turn.language)
    if wanted is None or _is_answer(turn, heard.text, wanted):
        return False
    _react(turn, wanted)
    return True


def _is_answer(turn: Turn, text: str, wanted: Universal) -> bool:
    """An option of a closed list may well be called `help`; and who hesitates before a yes has said yes."""
    unit = turn.unit
    if turn.session.mode == "confirming" or unit.kind == "yes_no":
        return wanted in HESITATIONS and _says_yes_or_no(turn, text)
    return unit.kind in ("choice", MULTI_CHOICE) and bool(read(turn, unit, text).matches)


def _says_yes_or_no(turn: Turn, text: str) -> bool:
    """A yes, a no, or both of them: `no, wait, yes`."""
    return bool(recognise_yes_no(text, context(turn)).matches) or is_contradictory(text, turn.language)


def _react(turn: Turn, wanted: Universal) -> None:
    if wanted == "repeat":
        ask_again(turn)
    elif wanted == "help":
        _help(turn)
    elif wanted == "wait":
        say_phrase(turn, "wait")
        turn.asked = True
    elif wanted == "start_over":
        _start_over(turn)
    elif wanted == "cancel":
        say_phrase(turn, "cancelled")
        turn.finish("cancelled")
    else:
        hand_over(turn)


def hand_over(turn: Turn) -> None:
    """Put the person through to a colleague: an exit, not a miss."""
    say_phrase(turn, "agent")
    source = {"template": turn.template.key, "node": turn.session.focus, "step": "agent", "level": 1, "action": "agent"}
    turn.outputs.append({"type": "action", "kind": "transfer", "id": "agent", "to": "", "source": source})
    turn.finish("transferred")


def _help(turn: Turn) -> None:
    """Explain, then ask again; where a question stands in for the explanation, it is enough."""
    path = turn.session.focus
    ladder = ladder_of(turn, path, "help")
    if ladder is None:
        ask_again(turn)
        return
    play(turn, ladder.levels[0], path, ladder, 1)
    if turn.session.pending is not None or turn.session.outcome is not None:
        return
    turn.asked = True
    if ladder.step == "help":
        ask_afresh(turn)


def _start_over(turn: Turn) -> None:
    """Forget all data and begin again; what the host knew from the start (variables) stays."""
    session = turn.session
    say_phrase(turn, "start_over")
    session.runs = {name: Run() for name in session.runs}
    session.node, session.row, session.visits = turn.program.start, 0, {turn.program.start: 1}
    session.active, session.focus, session.mode = "", "", "asking"
    session.question, session.last = None, []
