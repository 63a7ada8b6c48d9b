"""Noting how each datum fares, for the counts that are kept of finished conversations; nothing in a conversation hangs on it."""

from __future__ import annotations

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.state import Tally
from omnia.dialogue.engine.turn import Turn

MAX_LEVEL = 9
"""Reprompts of a step that are told apart; later ones count as this one."""

MAX_MISSED = 5
"""Turns that a datum remembers as not understood."""


def tally_key(name: str, path: str) -> str:
    """The name of a datum's tally: the acquire row's name and the unit's path."""
    return f"{name}/{path}"


def _tally(turn: Turn, name: str, path: str) -> Tally:
    tallies, key = turn.session.tallies, tally_key(name, path)
    found = tallies.get(key)
    if found is None:
        found = tallies[key] = Tally()
    return found


def _in_focus(turn: Turn) -> Tally:
    return _tally(turn, turn.session.active, turn.unit.path)


def note_asked(turn: Turn, step: str) -> None:
    """A question about the datum in focus is put, or its value read back."""
    tally = _in_focus(turn)
    if step == "confirmation":
        tally.read_back = True
    else:
        tally.attempts = max(tally.attempts, 1)


def note_miss(turn: Turn, step: str) -> None:
    """An answer, or a silence, did not help; the words are those of this turn."""
    missed = _in_focus(turn).missed_turns
    if step != "no_input" and turn.session.turn not in missed and len(missed) < MAX_MISSED:
        missed.append(turn.session.turn)


def note_reprompt(turn: Turn, step: str, number: int) -> None:
    """The datum in focus is asked for once more, by a level of a step."""
    tally = _in_focus(turn)
    if tally.attempts and not tally.understood:
        tally.attempts += 1
    tally.open = f"{step.partition(':')[0]}_{min(number, MAX_LEVEL)}"
    tally.played[tally.open] = tally.played.get(tally.open, 0) + 1


def note_understood(turn: Turn, name: str, unit: Unit) -> None:
    """A datum has all that it needs, in a value that keeps its constraints."""
    tally = _tally(turn, name, unit.path)
    if not tally.understood:
        tally.understood = tally.attempts
        tally.early = tally.early or not tally.attempts
    if tally.open:
        tally.rescued[tally.open] = tally.rescued.get(tally.open, 0) + 1
        tally.open = ""


def note_corrected(turn: Turn, name: str, unit: Unit) -> None:
    """The person put right, or refused, what had been understood."""
    _tally(turn, name, unit.path).corrected = True


def note_given_up(turn: Turn) -> None:
    """The datum in focus is not asked for any more."""
    _in_focus(turn).given_up = True
