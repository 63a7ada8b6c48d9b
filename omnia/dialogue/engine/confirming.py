"""Hearing the reaction to a read-back: yes, no with or without the right value, the right value alone, or which part is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.answering import ask_again_as_irrelevant
from omnia.dialogue.engine.asking import ask, react
from omnia.dialogue.engine.checking import broken_rule
from omnia.dialogue.engine.choosing import settle
from omnia.dialogue.engine.reading import Found, Hypothesis, context, merged, rest_of, take_early
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.registry import compose
from omnia.dialogue.extraction.universals import names_wrong_part
from omnia.dialogue.extraction.yes_no import read_confirmation, recognise_yes_no
from omnia.dialogue.texts import locale_chain

GUARDED = ("first_wins", "explicit_correction")
"""Redefinitions that need a no before a value is replaced."""


def hear_confirmation(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """Take an utterance as the reaction to a read-back."""
    text = heard[0].text
    leading = read_confirmation(text, turn.language)
    if leading.polarity is True:
        _agreed(turn, [Hypothesis(leading.rest, heard[0].confidence)])
    elif leading.polarity is False:
        rests = [read_confirmation(item.text, turn.language).rest or item.text for item in heard]
        _denied(turn, [Hypothesis(rest, item.confidence) for rest, item in zip(rests, heard, strict=True)], bool(leading.rest))
    else:
        _neither(turn, heard)


def confirm(turn: Turn) -> None:
    """The value is right."""
    turn.datum.status = "confirmed"
    turn.session.mode = "asking"


def _agreed(turn: Turn, rest: Sequence[Hypothesis]) -> None:
    """Yes; what is said after it is heard as well: another value of the datum corrects it, values for other data are kept."""
    unit = turn.unit
    if not rest[0].text.strip():
        confirm(turn)
        return
    if take_early(turn, rest[0].text, unit):
        confirm(turn)
        return
    found = _differing(turn, unit, rest)
    if found is not None and unit.source.redefinition not in GUARDED:
        correct(turn, unit, found)
        return
    confirm(turn)


def _denied(turn: Turn, rest: Sequence[Hypothesis], has_rest: bool) -> None:
    unit = turn.unit
    turn.denied = True
    if has_rest:
        found = heed(turn, unit, None, turn.datum.content, rest).found
        if found is not None:
            correct(turn, unit, found)
            take_early(turn, rest_of(rest[0].text, found), unit)
            return
        if _ask_wrong_part(turn, unit, rest[0].text):
            return
    refuse_value(turn)


def refuse_value(turn: Turn) -> None:
    """A plain no: the value is kept until a better one comes, and the right one is asked for; one put right or guessed is not."""
    datum = turn.datum
    datum.status = "rejected"
    if datum.content.is_unsure:
        datum.good = None
        datum.remember(Content())
    turn.session.mode = "correcting"
    turn.session.focus = turn.unit.path
    react(turn, "not_confirmed")


def _neither(turn: Turn, heard: Sequence[Hypothesis]) -> None:
    """No yes or no at the start: a wrong part named, a value, a yes or no further on, something else to keep, or a miss."""
    unit, text = turn.unit, heard[0].text
    if _ask_wrong_part(turn, unit, text):
        return
    found = heed(turn, unit, None, turn.datum.content, heard).found
    if found is not None and not _differs(turn, unit, found):
        confirm(turn)
        take_early(turn, rest_of(text, found), unit)
    elif found is not None and unit.source.redefinition not in GUARDED:
        correct(turn, unit, found)
        take_early(turn, rest_of(text, found), unit)
    elif (polarity := _polarity(turn, text)) is not None:
        if polarity:
            confirm(turn)
        else:
            refuse_value(turn)
    elif take_early(turn, text, unit):
        ask_again_as_irrelevant(turn)
    else:
        react(turn, "no_match")


def _polarity(turn: Turn, text: str) -> bool | None:
    matches = recognise_yes_no(text, context(turn)).matches
    return matches[0].value if matches else None


def correct(turn: Turn, unit: Unit, found: Found) -> None:
    """Put a corrected value in the place of the one that was read back; it is read back again."""
    turn.session.mode = "asking"
    turn.session.focus = unit.path
    settle(turn, unit, found)


def _differing(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> Found | None:
    found = heed(turn, unit, None, turn.datum.content, heard).found
    return found if found is not None and _differs(turn, unit, found) else None


def _differs(turn: Turn, unit: Unit, found: Found) -> bool:
    held = turn.datum.content
    return bool(_essence(merged(unit, held, found)) != _essence(held))


def _essence(content: Content) -> Any:
    return content.parts or content.value


def _ask_wrong_part(turn: Turn, unit: Unit, text: str) -> bool:
    """`The year is wrong`: ask for that part; its value is taken away, and the whole one that was good is remembered."""
    labels = {part.key: _labels(turn, part.source.label, part.key) for part in unit.parts}
    key = names_wrong_part(text, turn.language, labels) if labels else None
    if key is None:
        return False
    datum = turn.datum
    # "The year is wrong, it's 1981" says the right one as well.
    found = heed(turn, unit, None, datum.content, [Hypothesis(text)]).found
    if found is not None and key in found.parts and broken_rule(turn, unit, merged(unit, datum.content, found)) is None:
        correct(turn, unit, found)
        return True
    kept = {name: value for name, value in datum.content.parts.items() if name != key}
    datum.content = Content(compose(unit.kind, kept), kept, datum.content.raw, datum.content.confidence)
    datum.status = "rejected"
    turn.session.mode = "correcting"
    ask(turn, f"{unit.path}.{key}", "start", 1)
    return True


def _labels(turn: Turn, label: dict[str, str], key: str) -> list[str]:
    said = [label[name] for name in locale_chain(turn.locale, turn.language) if name in label]
    return [*said, key]
