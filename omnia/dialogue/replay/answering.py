"""The answers of one conversation given to another program: each goes to the question that it was given to, if that is asked.

The person is the same and the questions may be others. A question that the person was asked gets the answers that they gave to
it, in their order. One that they were not asked gets none, and the run ends there: nothing is made up for them. Only a new
read-back is answered: yes to the value that they ended with, no to another. The host's answers are not recorded: it is taken to
answer nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from omnia.dialogue.compile import Program
from omnia.dialogue.conversation import advance, begin
from omnia.dialogue.events import Event, Resume, Utterance
from omnia.dialogue.replay.recording import Recording
from omnia.dialogue.replay.rerun import Course, Place, Step, place_of
from omnia.dialogue.speech import YES_NO

MAX_EXTRA = 20
"""Turns more than the recorded ones that a run may take."""

Stop = Literal["", "unasked", "asked_again", "endless"]
"""Why a run came to no end: the next question is one that the person was not asked, or was asked less often; or it goes round."""


@dataclass(frozen=True, slots=True)
class Given:
    """One step of a run on another program; `recorded` is the turn of the answer that was given, or None for one of ours."""

    step: Step
    recorded: int | None


@dataclass(frozen=True, slots=True)
class Replay:
    """A run on another program, and why it stopped where it came to no end."""

    given: tuple[Given, ...]
    stop: Stop

    @property
    def last(self) -> Step:
        """Its last step."""
        return self.given[-1].step


class _Person:
    """Who gives the recorded answers."""

    def __init__(self, course: Course, locale: str) -> None:
        self._left = [step for step in course.steps if step.event is not None]
        self._asked = {step.before.datum for step in course.steps if step.before is not None}
        self._meant = {name: entry["value"] for name, entry in course.last.answer.values.items()}
        self._yes, self._no = YES_NO.get(locale[:2], YES_NO["en"])
        self._open = course.last.after
        self._at = 0

    def answer_to(self, place: Place | None) -> tuple[Event | None, Step | None]:
        """The answer to a question, and the step that it was recorded in, if it was; None twice where there is none left."""
        if place is None:
            source = self._take(lambda step: step.before is None)
            return (source.event, source) if source is not None else (Resume(), None)
        if place.mode == "confirming":
            return self._answer_to_readback(place)
        asked = self._take(lambda step: step.before == place) or self._take(lambda step: _is_about(step, place))
        return (asked.event, asked) if asked is not None else (None, None)

    def was_asked(self, place: Place | None) -> bool:
        """Whether the person was asked for this datum at all."""
        return place is not None and place.datum in self._asked

    def _answer_to_readback(self, place: Place) -> tuple[Event | None, Step | None]:
        """What was said to the same value; else yes to the one that the person ended with, and no to another.

        A read-back that they left unanswered stays unanswered.
        """
        source = self._take(lambda step: step.before == place)
        meant = self._meant.get(place.datum)
        if source is None and place == self._open:
            return None, None
        if source is None and meant is not None:
            return Utterance(self._yes if place.value == meant else self._no), None
        source = source or self._take(lambda step: _is_about(step, place))
        return (source.event, source) if source is not None else (None, None)

    def _take(self, fits: Callable[[Step], bool]) -> Step | None:
        """The next answer that fits: one given later than the last, else one that was passed over."""
        found = [step for step in self._left if fits(step)]
        chosen = next((step for step in found if step.turn > self._at), found[0] if found else None)
        if chosen is not None:
            self._left.remove(chosen)
            self._at = max(self._at, chosen.turn)
        return chosen


def _is_about(step: Step, place: Place) -> bool:
    return step.before is not None and (step.before.datum, step.before.mode) == (place.datum, place.mode)


def answer_again(program: Program, recording: Recording, course: Course, *, region: str | None) -> Replay:
    """Give the answers of a conversation, as `rerun` held it again, to another program."""
    first = recording.exchanges[0]
    state, answer = begin(program, channel=recording.channel, variables={}, now=first.moment, region=region or None)
    given = [Given(Step(0, first.moment, None, (), answer, state, None, place_of(program, state)), 0)]
    person = _Person(course, recording.locale)
    for turn in range(1, len(course.steps) + MAX_EXTRA):
        last = given[-1].step
        if last.answer.status == "finished":
            return Replay(tuple(given), "")
        event, source = person.answer_to(last.after)
        if event is None:
            return Replay(tuple(given), "asked_again" if person.was_asked(last.after) else "unasked")
        moment = source.moment if source is not None else last.moment
        state, answer = advance(program, last.state, event, now=moment)
        stand_ins = source.stand_ins if source is not None else ()
        step = Step(turn, moment, event, stand_ins, answer, state, last.after, place_of(program, state))
        given.append(Given(step, source.turn if source is not None else None))
    return Replay(tuple(given), "" if given[-1].step.answer.status == "finished" else "endless")
