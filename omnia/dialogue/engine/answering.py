"""Hearing an answer: the datum in focus first, then the others, then the reaction."""

from __future__ import annotations

from collections.abc import Sequence

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import ask, ask_again, react, refuse
from omnia.dialogue.engine.attempts import earlier_attempts, is_too_doubtful, keep_attempt
from omnia.dialogue.engine.breaths import buffered, go_on, hold, is_incomplete, joined_with_buffer, may_go_on
from omnia.dialogue.engine.checking import rule_for
from omnia.dialogue.engine.choosing import ask_which_part, hear_choice, settle
from omnia.dialogue.engine.earlier import correct_earlier, reopen_wrong
from omnia.dialogue.engine.reading import Hypothesis, rest_of, take_early
from omnia.dialogue.engine.state import Content, Pending
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import Heeded, heed, repaired
from omnia.dialogue.extraction.answers.yes_no import is_correction
from omnia.dialogue.extraction.values import Violation
from omnia.dialogue.template import WebhookEngine


def hear_answer(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Take an utterance as the answer to the open question."""
    unit, part, datum = turn.unit, turn.part, turn.datum
    text = heard[0].text
    if datum.choices and hear_choice(turn, heard):
        return
    if datum.content.is_empty and is_correction(text, turn.language) and correct_earlier(turn, text):
        ask_again_as_irrelevant(turn)
        return
    joined = joined_with_buffer(datum, heard)
    heeded = _understood(turn, joined, heard)
    keep_attempt(turn, heard, heeded)
    if is_too_doubtful(unit, heeded.found):
        heeded = Heeded()
    if heeded.found is not None and part is None and ask_which_part(turn, unit, heeded.found):
        return
    if heeded.found is not None and may_go_on(turn, unit, heeded.found, joined) and go_on(turn, joined[0].text):
        hold(turn, unit, heeded.found)
        return
    if heeded.found is not None:
        rest = "" if joined else rest_of(text, heeded.found)
        settle(turn, unit, heeded.found)
        take_early(turn, rest, unit)
        return
    if is_incomplete(turn, heeded.violation, heard[0]) and go_on(turn, (joined or heard)[0].text):
        return
    if _talks_of_earlier(turn, text):
        return
    early = take_early(turn, text, unit)
    if early and heeded.violation is None:
        ask_again_as_irrelevant(turn)
        return
    _react_to_nothing(turn, unit, heeded.violation, text)


def _talks_of_earlier(turn: Turn, text: str) -> bool:
    """Correct a datum that is done, or ask it again where it is called wrong; False where the words are about none."""
    if correct_earlier(turn, text):
        ask_again_as_irrelevant(turn)
        return True
    return reopen_wrong(turn, text)


def _understood(turn: Turn, joined: Sequence[Hypothesis], heard: Sequence[Hypothesis]) -> Heeded:
    """What was said, with the breaths before it, else alone; a code of which one character is wrong is put right."""
    unit, part, held = turn.unit, turn.part, turn.datum.content
    heeded = heed(turn, unit, part, held, joined) if joined else Heeded()
    if heeded.found is None:
        alone = heed(turn, unit, part, held, heard, earlier_attempts(turn, unit, part))
        heeded = alone if alone.found is not None or not joined else heeded
    if heeded.violation is not None and heeded.violation.rule == "checksum" and not heard[0].is_keyed:
        return Heeded(repaired(turn, unit, joined or heard, earlier_attempts(turn, unit, part)), heeded.violation)
    return heeded


def close_buffer(turn: Turn) -> bool:
    """Silence after an unfinished code: it is taken for all that was to be said, and judged; False where there is none."""
    if not turn.datum.buffer:
        return False
    found, violation, text = buffered(turn)
    if found is not None:
        settle(turn, turn.unit, found)
    else:
        _react_to_nothing(turn, turn.unit, violation, text)
    return True


def _react_to_nothing(turn: Turn, unit: Unit, violation: Violation | None, text: str) -> None:
    """Nothing usable was said: name the constraint that the near miss breaks, ask an outside recogniser, or count a miss."""
    turn.datum.buffer, turn.datum.breaths = "", 0
    if violation is not None:
        rule = rule_for(unit, violation)
        if rule is not None:
            held = turn.datum.content
            refuse(turn, unit, rule, held if unit.parts else Content(raw=violation.raw))
            return
    if violation is None and _ask_outside(turn, unit, text):
        return
    react(turn, "no_match")


def _ask_outside(turn: Turn, unit: Unit, text: str) -> bool:
    """Ask the host to have the words read by the contract's outside recogniser, once for each utterance."""
    engine = next((engine for engine in unit.engines if isinstance(engine, WebhookEngine)), None)
    if engine is None:
        return False
    turn.outputs.append({
        "type": "action", "kind": "extract", "id": engine.id, "name": unit.kind, "url": engine.url, "timeout": engine.timeout,
        "body": {"text": text, "kind": unit.kind, "locale": turn.locale},
    })  # fmt: skip
    turn.session.pending = Pending(engine.id, "extraction", unit.path, text=text)
    return True


def ask_again_as_irrelevant(turn: Turn) -> None:
    """Something else than what was asked for has been kept: say so and ask again; that is no miss."""
    datum = turn.datum
    if turn.session.mode == "confirming":
        ask_again(turn)
        return
    count = datum.counters.get("irrelevant_match", 0) + 1
    datum.counters["irrelevant_match"] = min(count, 99)
    ask(turn, turn.session.focus, "irrelevant_match", count)
