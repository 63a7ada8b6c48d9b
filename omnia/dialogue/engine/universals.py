"""Reactions to what a person may say at any moment: repeat, help, wait, cancel, a person please, start over."""

from __future__ import annotations

from typing import Literal

from omnia.dialogue.engine.asking import ask, ask_afresh, ask_again, give_up, ladder_of
from omnia.dialogue.engine.earlier import go_back
from omnia.dialogue.engine.reading import MULTI_CHOICE, Hypothesis, context, read
from omnia.dialogue.engine.speaking import play, say_phrase
from omnia.dialogue.engine.spelling import is_spelling_asked
from omnia.dialogue.engine.state import Run
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.answers.commands import Universal, recognise_universal
from omnia.dialogue.extraction.answers.signs import is_contradictory
from omnia.dialogue.extraction.answers.yes_no import recognise_yes_no

GOING_WITHOUT: frozenset[Universal] = frozenset(("declined", "unavailable"))
"""Universals that say that there will be no answer."""

MOST_REFUSALS = 99

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
    if wanted in GOING_WITHOUT:
        confirming = turn.session.mode == "confirming" or unit.kind == "yes_no"
        return confirming or unit.kind == "free_text" or bool(read(turn, unit, text).matches)
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
    elif wanted == "back":
        if not go_back(turn):
            say_phrase(turn, "first_question")
            ask_again(turn)
    elif wanted in ("declined", "unavailable"):
        _go_without(turn, wanted)
    elif wanted == "start_over":
        _start_over(turn)
    elif wanted == "cancel":
        say_phrase(turn, "cancelled")
        turn.finish("cancelled")
    else:
        hand_over(turn)


def _go_without(turn: Turn, wanted: Literal["declined", "unavailable"]) -> None:
    """Who will not or cannot answer hears the datum's own step for it, level by level, and then the datum is given up.

    Without such a step one is told once that it is needed; where it is not, or that is said again, it is given up. Who will not
    spell a name keeps it as it was heard.
    """
    if is_spelling_asked(turn):
        return
    unit, datum = turn.unit, turn.datum
    count = datum.counters.get(wanted, 0) + 1
    datum.counters[wanted] = min(count, MOST_REFUSALS)
    ladder = ladder_of(turn, turn.session.focus, wanted)
    if ladder is not None and count <= unit.source.limits.get(wanted, len(ladder.levels)):
        ask(turn, turn.session.focus, wanted, count)
        return
    if ladder is not None or count > 1 or unit.source.on_exhausted != "exit":
        give_up(turn)
        return
    say_phrase(turn, wanted)
    ask_again(turn)


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
