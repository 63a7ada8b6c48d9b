"""How a conversation would end now, beside how it ended: what differs, and the turn at which the two part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from omnia.dialogue.replay.answering import Replay
from omnia.dialogue.replay.rerun import Course, Step

Why = Literal["same", "unasked", "asked_again", "endless", "outcome", "further", "value", "lost", "gained", "questions"]
"""What differs most, the gravest first:

`unasked`: the draft asks for a datum that the person was not asked for. `asked_again`: it asks for one more often than they
answered. `endless`: it goes round. `outcome`: it ends otherwise. `further`: they left, and would be asked on. `lost`, `gained`,
`value`: a datum is missing, new, or another. `questions`: it ends the same after more questions, or fewer.
"""


ENDS_THE_SAME = ("same", "questions")


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs; None where there is none."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Ending:
    """How a conversation ended: its outcome, or empty where it stopped at a question; what it held; how often it asked."""

    outcome: str
    at: str
    """The datum of the question at which it stopped."""
    values: Mapping[str, Any]
    questions: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two endings compared; `datum` is what `why` is about, where it is about one."""

    why: Why
    datum: str
    then: Ending
    now: Ending
    changes: tuple[Change, ...]
    parted: int | None
    """The recorded turn at which the two part: what was understood, or where the answer came from, differs."""

    @property
    def ends_otherwise(self) -> bool:
        """Whether it would end differently; another number of questions is no other end."""
        return self.why not in ENDS_THE_SAME


def compare_endings(course: Course, replay: Replay) -> Difference:
    """Compare a conversation as it was held again on its own release with the same answers given to another program."""
    then, now = _ending(course.steps), _ending([each.step for each in replay.given])
    changes = tuple(_changes(then.values, now.values))
    why, datum = _why(then, now, replay, changes)
    return Difference(why, datum, then, now, changes, None if why == "same" else _parted(course, replay))


def _ending(steps: Sequence[Step]) -> Ending:
    last = steps[-1]
    values = {name: entry["value"] for name, entry in last.answer.values.items()}
    questions = sum(step.answer.listen is not None for step in steps)
    return Ending(last.answer.outcome or "", last.after.datum if last.after else "", values, questions)


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    names = dict.fromkeys((*then, *now))
    return [Change(name, then.get(name), now.get(name)) for name in names if then.get(name) != now.get(name)]


def _why(then: Ending, now: Ending, replay: Replay, changes: Sequence[Change]) -> tuple[Why, str]:
    """What differs most, and the datum that it is about."""
    stands = (then.outcome, then.at) == (now.outcome, now.at)
    if replay.stop == "endless" and not stands:
        return "endless", now.at
    if replay.stop and not stands:
        left = then.outcome in ("", "abandoned") and replay.stop == "unasked"
        return ("further" if left else "unasked" if replay.stop == "unasked" else "asked_again"), now.at
    if then.outcome != now.outcome:
        return "outcome", ""
    if changes:
        first = changes[0]
        return ("gained" if first.before is None else "lost" if first.after is None else "value"), first.name
    return ("same" if then.questions == now.questions else "questions"), ""


def _parted(course: Course, replay: Replay) -> int | None:
    """The first recorded turn after which something else was understood, or is asked."""
    given = {each.recorded: each.step for each in replay.given if each.recorded is not None}
    for step in course.steps:
        other = given.get(step.turn)
        if other is None or came_to(step) != came_to(other):
            return step.turn
    return None


def came_to(step: Step) -> tuple[Any, ...]:
    """What a step came to: what was understood, what is waited for, and how it ended if it did."""
    return [(item.node, item.value) for item in step.answer.heard], step.after, step.answer.outcome
