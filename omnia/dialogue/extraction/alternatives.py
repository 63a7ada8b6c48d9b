"""Which of several transcriptions of one utterance is to be believed.

A value whose own check holds wins. Else transcriptions vote for their value, weighted with the confidence told beside them and
with the recogniser's own, after J. G. Fiscus, "A post-processing system to yield reduced word error rates: ROVER", 1997. The
order in which they were given decides between equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from omnia.dialogue.extraction.forms import FORMS


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
    """The place of the transcription to believe, the first of those that speak for the best value."""

    def rank(place: int) -> tuple[bool, bool, float, int]:
        own = ballots[place]
        votes = sum(other.weight for other in ballots if other.value == own.value)
        return own.fits, own.is_checked, round(votes, 6), -place

    return max(range(len(ballots)), key=rank)


def is_checked(kind: str, value: Any) -> bool:
    """Whether a code has a check digit, and it is right."""
    if not isinstance(value, str):
        return False
    return any(form.holds is not None and form.pattern.fullmatch(value) and form.holds(value) for form in FORMS.get(kind, ()))
