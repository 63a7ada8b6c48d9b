"""A conversation kept as a test of a document: what was said, stood-in values included, and the end that it must come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from omnia.dialogue.compile import Program
from omnia.dialogue.events import Answer, Dtmf, Event, HangUp, NoInput, Utterance
from omnia.dialogue.replay.recording import Recording
from omnia.dialogue.replay.rerun import Step
from omnia.dialogue.simulate import held as course
from omnia.dialogue.simulate import run_test, spoken
from omnia.dialogue.template import FlowTest, Test, Turn

MAX_TEST_TURNS = 60

SAME = ("locale", "turns", "expect", "channel")
"""What two tests that are one have in common."""


class NotKeepable(ValueError):  # noqa: N818
    """A conversation that no test can hold; `code` is `host`, `long`, `silent` or `elsewhere`."""

    def __init__(self, code: Literal["host", "long", "silent", "elsewhere"], sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def make_test(program: Program, recording: Recording, steps: Sequence[Step], *, name: str) -> dict[str, Any]:
    """A test that says what was said in `steps`, and expects what they came to.

    Args:
        program: the one that the steps were held with.
        recording: the conversation.
        steps: the run whose end is expected.
        name: the test's id.

    Raises:
        NotKeepable: a test cannot say this, or it would not come to the same end.
    """
    first = recording.exchanges[0].moment
    said = [step.event for step in steps if step.event is not None]
    held = Conversation(recording.document, recording.locale, recording.channel, first)
    return keepable(program, held, said, steps[-1].answer, name=name)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a test keeps of a conversation besides what was said: with what, in which language, how and when it was held."""

    document: str
    locale: str
    channel: str
    began: datetime


def keepable(
    program: Program, held: Conversation, said: Sequence[Event], last: Answer, *, name: str, with_replies: bool = False
) -> dict[str, Any]:
    """A test of what was said in a conversation, which expects what it came to.

    Args:
        program: the one that it was held with.
        held: the conversation.
        said: what the person and the host did.
        last: what the conversation came to.
        name: the test's id.
        with_replies: whether each turn must be answered in the same words.

    Raises:
        NotKeepable: a test cannot say this, or it would not come to the same end.
    """
    turns = [_turn(event) for event in said if not isinstance(event, HangUp)]
    if not turns:
        raise NotKeepable("silent", "The person said nothing, so there is nothing to test.")
    if len(turns) > MAX_TEST_TURNS:
        raise NotKeepable("long", f"The conversation has more than {MAX_TEST_TURNS} turns, too many for a test.")
    test = {
        "id": name,
        "locale": held.locale,
        "turns": turns,
        "expect": {key: entry["value"] for key, entry in last.values.items()},
        "channel": held.channel,
        "reference_time": held.began.replace(tzinfo=None, microsecond=0).isoformat(),
    }
    if last.outcome is not None and not isinstance(said[-1], HangUp):
        test["outcome"] = last.outcome
    if held.document == "template":
        test["category"] = "noisy"
    _check(program, held.document, test)
    return _with_replies(program, held.document, test) if with_replies else test


def is_kept(body: Mapping[str, Any], test: Mapping[str, Any]) -> bool:
    """Whether a document has a test already that says and expects the same."""
    return any(all(each.get(name) == test[name] for name in SAME) for each in body.get("tests", []))


def _with_replies(program: Program, document: str, test: dict[str, Any]) -> dict[str, Any]:
    """The test with what is answered to each turn."""
    answers = [answer for _turn, answer in course(program, _parsed(document, test))][1:]
    told = zip(test["turns"], answers, strict=True)
    replied = [(turn, spoken(answer) if answer is not None else "") for turn, answer in told]
    return {**test, "turns": [{**turn, "reply": reply} if reply else turn for turn, reply in replied]}


def _turn(event: Event) -> dict[str, Any]:
    if isinstance(event, Utterance) and event.text.strip():
        return {"say": event.text}
    if isinstance(event, Dtmf):
        return {"keys": event.keys}
    if isinstance(event, NoInput | Utterance):
        return {"silence": True}
    raise NotKeepable("host", "The host took part in this conversation, and a test has no host.")


def _check(program: Program, document: str, test: dict[str, Any]) -> None:
    """Hold the test: its clock stands still and it knows no country, so it may come to another end."""
    result = run_test(program, _parsed(document, test))
    if not result.passed:
        raise NotKeepable("elsewhere", f"As a test, this conversation comes to another end: {result.message}")


def _parsed(document: str, test: dict[str, Any]) -> Test | FlowTest:
    told = {**test, "turns": tuple(Turn(**turn) for turn in test["turns"])}
    return Test(**told) if document == "template" else FlowTest(**told)
