"""Holding a conversation: the one door of the runtime and the simulator to the engine.

`begin` and `advance` are pure: a compiled program, a state and an event go in, a new state and an answer come out. They have no
clock but the one handed in, no randomness, and never change the state that they were given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from omnia.dialogue.compile import Program
from omnia.dialogue.engine.answering import close_buffer, hear_answer
from omnia.dialogue.engine.asking import ask_again, react
from omnia.dialogue.engine.choosing import choose
from omnia.dialogue.engine.confirming import confirm, hear_confirmation, refuse_value
from omnia.dialogue.engine.echo import hear_own_words, without_own_words
from omnia.dialogue.engine.flow import resume, run_on
from omnia.dialogue.engine.keypad import read_keys, strip_keys, yes_or_no
from omnia.dialogue.engine.outside import found_outside
from omnia.dialogue.engine.plain import plain
from omnia.dialogue.engine.reading import Hypothesis, hypotheses
from omnia.dialogue.engine.speaking import repeat_request
from omnia.dialogue.engine.spelling import ask_spelling_again, hear_spelling, is_spelling_asked
from omnia.dialogue.engine.state import Session, dump, encode, load
from omnia.dialogue.engine.taking import take
from omnia.dialogue.engine.turn import Turn, everything_said, format_of
from omnia.dialogue.engine.universals import hear_universal
from omnia.dialogue.events import (
    MAX_TEXT,
    Alternative,
    Answer,
    Channel,
    Dtmf,
    Event,
    HangUp,
    Heard,
    NoInput,
    Outcome,
    Resume,
    Status,
    Utterance,
)
from omnia.dialogue.parsing import ParseAnswer, UnknownNode, parse_text
from omnia.dialogue.redaction import is_private_question, redact_spoken, redact_text, redact_values, words_before
from omnia.dialogue.template import InputSettings

State = dict[str, Any]

CHOICE_KEYS = ("1", "2")
"""Keys for the first and the second of two readings."""


def begin(
    program: Program, *, channel: Channel, variables: Mapping[str, Any], now: datetime, region: str | None = None
) -> tuple[State, Answer]:
    """Start a conversation.

    Args:
        program: What is run (`omnia.dialogue.compile.compile_program`).
        channel: `voice` or `chat`: decides on read-backs and on how values are spoken.
        variables: What the host knows already, by name; any JSON.
        now: The person's local time; an aware one tells the offset from UTC too, for times said in another zone.
        region: ISO 3166 country that phone numbers and the like are read for.
    """
    session = Session(channel, program.start, region or "", visits={program.start: 1}, variables=dict(variables))
    turn = Turn(program, session, now)
    run_on(turn)
    return dump(session), answer_of(turn)


def advance(program: Program, state: State, event: Event, *, now: datetime) -> tuple[State, Answer]:
    """Go on with a conversation after an event; never raises, whatever the event says."""
    turn = _advanced(program, load(state), event, now)
    return dump(turn.session), answer_of(turn)


def advance_encoded(program: Program, state: bytes, event: Event, *, now: datetime) -> tuple[bytes, Answer]:
    """As `advance`, from and to the state's JSON: who only keeps it has no plain values made in between."""
    turn = _advanced(program, load(state), event, now)
    return encode(turn.session), answer_of(turn)


def _advanced(program: Program, session: Session, event: Event, now: datetime) -> Turn:
    turn = Turn(program, session, now)
    if session.outcome is None:
        session.turn += 1
        _hear(turn, event)
        run_on(turn)
    return turn


def _hear(turn: Turn, event: Event) -> None:
    if isinstance(event, HangUp):
        turn.finish("abandoned")
    elif turn.session.pending is not None:
        _hear_host(turn, event)
    elif isinstance(event, Utterance):
        _hear_words(turn, hypotheses(event))
    elif isinstance(event, Dtmf):
        _hear_keys(turn, event.keys)
    elif isinstance(event, NoInput):
        _hear_silence(turn)
    else:
        ask_again(turn)


def _hear_host(turn: Turn, event: Event) -> None:
    """While the host has something to do, only its answer counts; anything else is told again what is open."""
    pending = turn.session.pending
    if pending is None:
        return
    if not isinstance(event, Resume):
        repeat_request(turn, pending)
        return
    data = plain(event.data)
    if pending.place != "extraction":
        resume(turn, data)
        return
    turn.session.pending = None
    found = found_outside(turn, data, pending.text)
    if found is None:
        react(turn, "no_match")
    else:
        take(turn, turn.unit, found)


def _hear_words(turn: Turn, heard: list[Hypothesis]) -> None:
    if not heard:
        _hear_silence(turn)
        return
    turn.session.said = heard[0].text[:200]
    heard = without_own_words(turn, heard)
    if not heard:
        hear_own_words(turn)
        return
    if hear_universal(turn, heard[0]):
        return
    if turn.session.mode == "confirming":
        hear_confirmation(turn, heard)
    elif is_spelling_asked(turn):
        hear_spelling(turn, heard)
    else:
        hear_answer(turn, heard)


def _hear_silence(turn: Turn) -> None:
    if is_spelling_asked(turn):
        ask_spelling_again(turn)
    elif turn.session.mode == "confirming" or not close_buffer(turn):
        react(turn, "no_input")


def _hear_keys(turn: Turn, keys: str) -> None:
    """Keys answer a read-back (1 yes, 2 no), or the question if its attempt takes them."""
    settings = inputs_of(turn)
    keys = strip_keys(keys, settings)
    if turn.session.mode == "confirming":
        polarity = yes_or_no(keys)
        if polarity is None:
            react(turn, "no_match")
        elif polarity:
            confirm(turn)
        else:
            refuse_value(turn)
        return
    if is_spelling_asked(turn):
        ask_spelling_again(turn)
        return
    if settings.dtmf and turn.datum.choices and keys in CHOICE_KEYS:
        choose(turn, CHOICE_KEYS.index(keys), Hypothesis(keys))
        return
    if not settings.dtmf or not settings.min_digits <= len(keys) <= settings.max_digits:
        react(turn, "no_match")
        return
    found = read_keys(turn.unit, turn.part, keys, turn.now.date())
    if found is not None:
        take(turn, turn.unit, found)
    else:
        hear_answer(turn, [Hypothesis(keys, is_keyed=True)])


def inputs_of(turn: Turn) -> InputSettings:
    """What may be used to answer the open question, by how many times it was missed."""
    unit, datum = turn.unit, turn.datum
    listed = unit.source.inputs
    if not listed:
        return InputSettings()
    prefix = f"{turn.part.key}." if turn.part else ""
    missed = datum.counters.get(f"{prefix}no_match", 0) + datum.counters.get(f"{prefix}no_input", 0)
    return listed[min(missed, len(listed) - 1)]


def answer_of(turn: Turn) -> Answer:
    """What the turn came to, as the runtime API gives it."""
    session = turn.session
    status: Status = "listening"
    if session.outcome is not None:
        status = "finished"
    elif session.pending is not None:
        status = "waiting"
    return Answer(
        status=status,
        outputs=turn.outputs,
        listen=_listen(turn) if status == "listening" else None,
        values=values_of(turn),
        outcome=session.outcome,
        heard=tuple(turn.heard),
        over_budget=tuple(turn.budget.over),
    )


def _listen(turn: Turn) -> dict[str, Any]:
    settings = inputs_of(turn)
    voice = turn.session.channel == "voice"
    allowed = {"voice": voice and settings.voice, "text": not voice and settings.text, "dtmf": voice and settings.dtmf}
    confirming = turn.session.mode == "confirming"
    listen: dict[str, Any] = {
        "template": turn.template.key,
        "node": turn.session.focus,
        "mode": turn.session.mode,
        "inputs": [name for name, may in allowed.items() if may],
        "timeouts": {"no_input": settings.no_input_timeout, "end_of_speech": settings.end_of_speech_timeout},
        "expect_more": turn.expect_more,
    }
    if allowed["dtmf"]:
        listen["dtmf"] = {
            "min_digits": 1 if confirming or turn.datum.choices else settings.min_digits,
            "max_digits": 1 if confirming else settings.max_digits,
            "end_key": settings.end_key,
            "inter_digit": settings.inter_digit_timeout,
        }
    return listen


def values_of(turn: Turn) -> dict[str, Any]:
    """All that was said so far, by name, as the runtime API gives it."""
    confirmed = _confirmed(turn)
    return {
        name: {
            "value": content.value,
            "raw": content.raw,
            "formatted": format_of(unit, content, turn.locale),
            "confidence": round(content.confidence, 3),
            "confirmed": id(content) in confirmed,
        }
        for name, unit, content in everything_said(turn)
    }


def _confirmed(turn: Turn) -> set[int]:
    """The contents that the person has said yes to."""
    data = [datum for run in turn.session.runs.values() for datum in run.data.values()]
    return {id(datum.best) for datum in data if datum.confirmed or datum.status == "confirmed"}


__all__ = [
    "MAX_TEXT",
    "Alternative",
    "Answer",
    "Channel",
    "Dtmf",
    "Event",
    "HangUp",
    "Heard",
    "NoInput",
    "Outcome",
    "ParseAnswer",
    "Resume",
    "State",
    "UnknownNode",
    "Utterance",
    "advance",
    "advance_encoded",
    "begin",
    "is_private_question",
    "parse_text",
    "redact_spoken",
    "redact_text",
    "redact_values",
    "words_before",
]
