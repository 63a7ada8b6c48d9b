"""What a finished conversation adds to the counts of its data: asked, understood at which attempt, corrected, given up.

Pure: from the engine's state to plain numbers, which add up. Who keeps them, and by what, is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from omnia.dialogue.compile import Program
from omnia.dialogue.engine.state import Session, Tally, load
from omnia.dialogue.engine.tallying import tally_key

ATTEMPTS = 4
"""Attempts that are told apart; the last stands for itself and all later ones."""

Counts = dict[str, int]


class DatumResult(msgspec.Struct, frozen=True, array_like=True):
    """How one datum of a conversation fared; `missed_turns` are turns whose words did not help."""

    template: str
    node: str
    counts: Counts
    missed_turns: list[int] = []

    @property
    def is_captured(self) -> bool:
        """Whether its value stood when the conversation ended."""
        return bool(self.counts.get("captured"))


def results_of(program: Program, state: dict[str, Any] | bytes) -> list[DatumResult]:
    """How each datum fared that was asked for or given, from the state in which a conversation ended."""
    session = load(state)
    return [
        DatumResult(program.templates[key].key, unit.path, counts, tally.missed_turns)
        for name, key in program.acquires.items()
        for unit in program.templates[key].units
        if (tally := session.tallies.get(tally_key(name, unit.path))) is not None
        and (counts := _counts(tally, session, name, unit.path))
    ]


def is_whole(results: Iterable[DatumResult]) -> bool:
    """Whether a conversation captured every datum that it asked for or was given."""
    return all(result.is_captured for result in results)


def add(total: Counts, counts: Mapping[str, int]) -> None:
    """Add counts to a total, in place."""
    for name, number in counts.items():
        total[name] = total.get(name, 0) + number


def _counts(tally: Tally, session: Session, name: str, path: str) -> Counts:
    """The numbers of one datum, without the zeros; none where it was neither asked for nor given."""
    asked = tally.attempts > 0
    if not asked and not tally.early:
        return {}
    run = session.runs.get(name)
    datum = run.data.get(path) if run is not None else None
    captured = datum is not None and datum.status == "done"
    understood = tally.understood or (tally.attempts if captured and not tally.early else 0)
    found: Counts = {
        "asked": asked,
        "early": tally.early,
        f"understood_{_attempt(understood)}": understood > 0,
        "read_back": tally.read_back,
        "confirmed": datum is not None and (datum.confirmed or datum.status == "confirmed"),
        "corrected": tally.corrected,
        "given_up": tally.given_up and not captured,
        "captured": captured,
        "left": not captured and not tally.given_up,
    }
    found |= {f"reached_{number}": 1 for number in range(2, _attempt(tally.attempts) + 1)}
    found |= {f"played_{reprompt}": times for reprompt, times in tally.played.items()}
    found |= {f"rescued_{reprompt}": times for reprompt, times in tally.rescued.items()}
    return {each: int(number) for each, number in found.items() if number}


def _attempt(number: int) -> int:
    return min(number, ATTEMPTS)
