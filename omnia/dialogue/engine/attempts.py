"""What was heard at earlier attempts to say the datum in focus: kept until it is done, and weighed with what is heard next."""

from __future__ import annotations

from collections.abc import Sequence

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.implied import essence
from omnia.dialogue.engine.reading import Found, Hypothesis, merged
from omnia.dialogue.engine.state import Content, Transcription
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import Heeded, heed
from omnia.dialogue.events import MAX_EARLIER

MAX_KEPT, MAX_LETTERS = 5, 200
"""Transcriptions of one attempt that are kept, and characters of each."""

SAID_ONCE = frozenset(("yes_no", "choice", "multi_choice", "free_text"))
"""Kinds of which another answer is another answer, no further attempt at the same."""


FAILED = frozenset(("empty", "invalid", "rejected"))
"""How a datum stands that is said once more, and not gone on with."""


def is_too_doubtful(unit: Unit, found: Found | None) -> bool:
    """Whether a value is less sure than the template demands of one that is taken or read back."""
    return found is not None and found.confidence < unit.source.confirm.reject_below


def keep_attempt(turn: Turn, heard: Sequence[Hypothesis], heeded: Heeded) -> None:
    """Remember what was heard for the datum in focus: on the telephone the next attempt may be heard with it.

    One transcription with a value tells nothing more, should the value be refused; one without is worth as much as its near miss.
    """
    if turn.session.channel != "voice" or heard[0].is_keyed or turn.unit.kind in SAID_ONCE:
        return
    told = heeded.found is not None and not is_too_doubtful(turn.unit, heeded.found)
    if len(heard) == 1 and (told or (heeded.found is None and heeded.violation is None)):
        return
    kept = [Transcription(item.text[:MAX_LETTERS], item.confidence) for item in heard[:MAX_KEPT]]
    turn.datum.attempts = [*turn.datum.attempts, kept][-MAX_EARLIER:]


def earlier_attempts(turn: Turn, unit: Unit, part: Part | None) -> list[list[Hypothesis]]:
    """The earlier attempts at the datum in focus, without the transcriptions of values that the person refused."""
    datum = turn.datum
    if part is not None or not datum.attempts or datum.status not in FAILED:
        return []
    kept = [[Hypothesis(item.text, item.confidence) for item in attempt] for attempt in datum.attempts]
    if datum.status != "rejected" and not datum.history:
        return kept
    return [left for attempt in kept if (left := [item for item in attempt if not _is_refused(turn, unit, item)])]


def _is_refused(turn: Turn, unit: Unit, item: Hypothesis) -> bool:
    found = heed(turn, unit, None, Content(), [item]).found
    if found is None:
        return False
    content, datum = merged(unit, Content(), found), turn.datum
    return essence(content) == essence(datum.content) or content.value in datum.history
