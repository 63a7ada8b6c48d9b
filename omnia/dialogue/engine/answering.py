"""Hearing an answer: the datum in focus first, then the others, then the reaction."""

from __future__ import annotations

from collections.abc import Sequence

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import ask, ask_again, react, refuse
from omnia.dialogue.engine.breaths import buffered, go_on, hold, is_incomplete, joined_with_buffer, may_go_on
from omnia.dialogue.engine.checking import broken_rule, is_filled, rule_for
from omnia.dialogue.engine.choosing import ask_which_part, hear_choice, settle
from omnia.dialogue.engine.reading import Hypothesis, merged, rest_of, take_early
from omnia.dialogue.engine.state import Content, Pending
from omnia.dialogue.engine.tallying import note_corrected
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import Heeded, heed, repaired
from omnia.dialogue.extraction.base import Violation
from omnia.dialogue.extraction.registry import kind_info
from omnia.dialogue.extraction.yes_no import is_correction, read_confirmation
from omnia.dialogue.template import WebhookEngine


def hear_answer(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Take an utterance as the answer to the open question."""
    unit, part, datum = turn.unit, turn.part, turn.datum
    text = heard[0].text
    if datum.choices and hear_choice(turn, heard):
        return
    if datum.content.is_empty and is_correction(text, turn.language) and _correct_last(turn, text):
        ask_again_as_irrelevant(turn)
        return
    joined = joined_with_buffer(datum, heard)
    heeded = _understood(turn, joined, heard)
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
    if _correct_last(turn, text):
        ask_again_as_irrelevant(turn)
        return
    early = take_early(turn, text, unit)
    if early and heeded.violation is None:
        ask_again_as_irrelevant(turn)
        return
    _react_to_nothing(turn, unit, heeded.violation, text)


def _understood(turn: Turn, joined: Sequence[Hypothesis], heard: Sequence[Hypothesis]) -> Heeded:
    """What was said, with the breaths before it, else alone; a code of which one character is wrong is put right."""
    unit, part, held = turn.unit, turn.part, turn.datum.content
    heeded = heed(turn, unit, part, held, joined) if joined else Heeded()
    if heeded.found is None:
        alone = heed(turn, unit, part, held, heard)
        heeded = alone if alone.found is not None or not joined else heeded
    if heeded.violation is not None and heeded.violation.rule == "checksum" and not heard[0].is_keyed:
        return Heeded(repaired(turn, unit, joined or heard), heeded.violation)
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


def _correct_last(turn: Turn, text: str) -> bool:
    """`No, I meant the 13th` at the next question corrects the datum before it, if the corrected one keeps its constraints."""
    leading = read_confirmation(text, turn.language)
    last = turn.session.last
    if leading.polarity is not False or not leading.rest or not last or last[0] not in turn.session.runs:
        return False
    name, path = last
    unit = next((unit for unit in turn.template_of(name).units if unit.path == path), None)
    datum = turn.session.runs[name].data.get(path)
    if unit is None or datum is None or kind_info(unit.kind).rank is None:
        return False
    found = heed(turn, unit, None, datum.content, [Hypothesis(leading.rest)]).found
    if found is None:
        return False
    content = merged(unit, datum.content, found)
    if not is_filled(unit, content) or broken_rule(turn, unit, content) is not None:
        return False
    datum.remember(content)
    datum.good, datum.confirmed = content, False
    note_corrected(turn, name, unit)
    turn.note(name, unit, Content(found.value, found.parts, found.raw, found.confidence))
    return True
