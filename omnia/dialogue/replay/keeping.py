"""A conversation kept as a test of a document: what was said, stood-in values included, and the end that it must come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from omnia.dialogue.compile import Program
from omnia.dialogue.events import Dtmf, Event, HangUp, NoInput, Utterance
from omnia.dialogue.replay.recording import Recording
from omnia.dialogue.replay.rerun import Step
from omnia.dialogue.simulate import run_test
from omnia.dialogue.template import FlowTest, Test, Turn

MAX_TEST_TURNS = 60


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
    said = [step.event for step in steps if step.event is not None]
    turns = [_turn(event) for event in said if not isinstance(event, HangUp)]
    if not turns:
        raise NotKeepable("silent", "The person said nothing, so there is nothing to test.")
    if len(turns) > MAX_TEST_TURNS:
        raise NotKeepable("long", f"The conversation has more than {MAX_TEST_TURNS} turns, too many for a test.")
    last = steps[-1].answer
    expect = {key: entry["value"] for key, entry in last.values.items()}
    test = {
        "id": name,
        "locale": recording.locale,
        "turns": turns,
        "expect": expect,
        "channel": recording.channel,
        "reference_time": recording.exchanges[0].moment.replace(tzinfo=None, microsecond=0).isoformat(),
    }
    if last.outcome is not None and not isinstance(said[-1], HangUp):
        test["outcome"] = last.outcome
    if recording.document == "template":
        test["category"] = "noisy"
    _check(program, recording, test)
    return test


def _turn(event: Event) -> dict[str, Any]:
    if isinstance(event, Utterance) and event.text.strip():
        return {"say": event.text}
    if isinstance(event, Dtmf):
        return {"keys": event.keys}
    if isinstance(event, NoInput | Utterance):
        return {"silence": True}
    raise NotKeepable("host", "The host took part in this conversation, and a test has no host.")


def _check(program: Program, recording: Recording, test: dict[str, Any]) -> None:
    """Hold the test: its clock stands still and it knows no country, so it may come to another end."""
    told = {**test, "turns": tuple(Turn(**turn) for turn in test["turns"])}
    held = Test(**told) if recording.document == "template" else FlowTest(**told)
    result = run_test(program, held)
    if not result.passed:
        raise NotKeepable("elsewhere", f"As a test, this conversation comes to another end: {result.message}")
