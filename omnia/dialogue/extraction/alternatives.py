"""Which of several transcriptions of one utterance is to be believed.

A value whose own check holds wins. Else transcriptions vote for their value, weighted with the confidence told beside them and
with the recogniser's own, after J. G. Fiscus, "A post-processing system to yield reduced word error rates: ROVER", 1997. The
order in which they were given decides between equals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnia.dialogue.extraction.forms import FORMS

LEAST_OF_A_WHOLE = 0.25
"""How likely a fuller value must be told to be at least, as a share of its piece, to be believed instead."""


LEAST_DIGITWISE = 100
"""Numbers from this on may be said digit by digit."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one transcription speaks for: `value` compares with the others', `fits` whether it keeps what is demanded of it."""

    value: Any
    weight: float
    is_checked: bool = False
    fits: bool = True


def weights(confidences: Sequence[float]) -> list[float]:
    """How much each transcription counts.

    Confidences are squared, so that several doubtful ones do not outvote a sure one. Where they tell nothing, because all are
    alike, the place counts: three others have to agree against the first.
    """
    if len(set(confidences)) > 1:
        return [confidence**2 for confidence in confidences]
    return [1 / place for place in range(1, len(confidences) + 1)]


def elected(ballots: Sequence[Ballot]) -> int:
    """The place of the transcription to believe, the first of those that speak for the best value.

    A value that is a piece of another's has lost something on the way (`AB1` of `AB12`, a day without its month): it speaks for
    the whole one, unless that is told to be far less likely.
    """

    def rank(place: int) -> tuple[bool, bool, float, int]:
        own = ballots[place]
        votes = sum(other.weight for other in ballots if other.value == own.value or _speaks_for(other, own))
        return own.fits, own.is_checked, round(votes, 6), -place

    return max(range(len(ballots)), key=rank)


def _speaks_for(piece: Ballot, whole: Ballot) -> bool:
    return whole.weight >= piece.weight * LEAST_OF_A_WHOLE and _is_piece(piece.value, whole.value)


def _is_piece(piece: Any, whole: Any) -> bool:
    """Whether a code lacks characters of another, or parts are some of another's."""
    if isinstance(piece, Mapping) and isinstance(whole, Mapping):
        return len(piece) < len(whole) and all(whole.get(key) == value for key, value in piece.items())
    part, code = _code(piece), _code(whole)
    rest = iter(code)
    return 0 < len(part) < len(code) and all(character in rest for character in part)


def _code(value: Any) -> str:
    """The characters of a code, or of a number long enough to be said digit by digit; empty for anything else."""
    if isinstance(value, int) and value >= LEAST_DIGITWISE:
        return str(value)
    return value if isinstance(value, str) and value.isalnum() and value == value.upper() else ""


def is_checked(kind: str, value: Any) -> bool:
    """Whether a code has a check digit, and it is right."""
    if not isinstance(value, str):
        return False
    return any(form.holds is not None and form.pattern.fullmatch(value) and form.holds(value) for form in FORMS.get(kind, ()))
