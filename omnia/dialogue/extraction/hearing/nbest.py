"""Which of several transcriptions of one utterance is to be believed.

A value whose own check holds wins. Else transcriptions vote for their value, weighted with the confidence told beside them and
with the recogniser's own, after J. G. Fiscus, "A post-processing system to yield reduced word error rates: ROVER", 1997. The
order in which they were given decides between equals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.hearing.evidence import share, surest

LEAST_OF_A_WHOLE = 0.25
"""How likely a fuller value must be told to be at least, as a share of its piece, to be believed instead."""


LEAST_DIGITWISE = 100
"""Numbers from this on may be said digit by digit."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one transcription speaks for: `value` compares with the others', `fits` whether it keeps what is demanded of it.

    `sure` is how sure its recogniser is; `attempt` counts back from the present one, which is 0.
    """

    value: Any
    weight: float
    is_checked: bool = False
    fits: bool = True
    sure: float = 1.0
    attempt: int = 0


def elected(ballots: Sequence[Ballot]) -> int:
    """The place of the transcription to believe, the first of those that speak for the best value.

    A value that is a piece of another's has lost something on the way (`AB1` of `AB12`, a day without its month): it speaks for
    the whole one, unless that is told to be far less likely.
    """

    def rank(place: int) -> tuple[bool, bool, float, int]:
        own = ballots[place]
        return own.fits, own.is_checked, round(_support(own, ballots), 6), -place

    return max(range(len(ballots)), key=rank)


def sureness(ballots: Sequence[Ballot], place: int) -> float:
    """How sure the elected value is, by its share among all that could have been meant and by how sure its readers are together.

    What keeps the constraints, or holds a check digit, has no rival in what does not.
    """
    own = ballots[place]
    rivals: list[Ballot] = []
    for other in ballots:
        is_rival = (other.fits, other.is_checked) == (own.fits, own.is_checked) and not _speaks_for(other, own)
        if is_rival and all(other.value != known.value for known in (own, *rivals)):
            rivals.append(other)
    support = {0: _support(own, ballots), **{number: _support(each, ballots) for number, each in enumerate(rivals, 1)}}
    return share(support, 0) * surest(((each.attempt, each.value == own.value, each.sure) for each in ballots), True)


def _support(own: Ballot, ballots: Sequence[Ballot]) -> float:
    return sum(other.weight for other in ballots if other.value == own.value or _speaks_for(other, own))


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
