"""Numbers and codes said in several breaths: gone on with until they are whole, also where a read-back came too early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.asking import go_on_speaking, needs_confirmation
from omnia.dialogue.engine.checking import broken_rule
from omnia.dialogue.engine.choosing import settle
from omnia.dialogue.engine.reading import Found, Hypothesis, merged
from omnia.dialogue.engine.state import Content, Datum
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.reactions import without_going_on
from omnia.dialogue.extraction.characters.emails import is_piece_of_email
from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.characters.spelling import spelled_word
from omnia.dialogue.extraction.values import Violation
from omnia.dialogue.template import RuleEngine

MAX_BREATHS = 6
"""Times that one code may be gone on with."""

IN_BREATHS = frozenset(("phone", "mobile", "digits", "alphanumeric", "meter_reading"))
"""Kinds, besides codes, that may be said in several breaths."""

MAX_BUFFER = 400
"""Characters of a code that are joined from several breaths."""

ANOTHER = 60
"""How alike, in percent, two numbers are of which the second is said in place of the first."""


def is_said_in_breaths(unit: Unit) -> bool:
    """Whether a datum is a number or code that may be said piece by piece."""
    return unit.kind in FORMS or unit.kind in IN_BREATHS


def joined_with_buffer(datum: Datum, heard: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The transcriptions with the breaths before them; none where there were none."""
    return [replace(item, text=f"{datum.buffer} {item.text}") for item in heard] if datum.buffer else []


def is_incomplete(turn: Turn, violation: Violation | None, heard: Hypothesis) -> bool:
    """Whether a code or address has only begun: by voice the rest may come in the next breath. Digits alone are a beginning."""
    if turn.session.channel != "voice" or heard.is_keyed:
        return False
    if turn.unit.kind == "email":
        return is_piece_of_email(heard.text, turn.language)
    if not is_said_in_breaths(turn.unit):
        return False
    if violation is not None:
        return violation.rule in ("length", "format")
    said = spelled_word(heard.text, turn.language)
    return len(said) > 1 and said.isdigit()


def go_on(turn: Turn, text: str) -> bool:
    """Keep what was said so far and invite the rest; False where it has gone on for too long."""
    datum = turn.datum
    if datum.breaths >= MAX_BREATHS or len(text) > MAX_BUFFER:
        datum.buffer, datum.breaths = "", 0
        return False
    datum.buffer, datum.breaths = text, datum.breaths + 1
    go_on_speaking(turn)
    return True


def may_go_on(turn: Turn, unit: Unit, found: Found, joined: Sequence[Hypothesis]) -> bool:
    """Whether a number that is said in breaths could still grow, and nothing but this asks for the rest: no read-back follows.

    What adds nothing to the breaths before (`that's all`) ends it.
    """
    if not joined or unit.parts or not is_said_in_breaths(unit):
        return False
    content = merged(unit, Content(), found)
    if needs_confirmation(turn, unit, content) or broken_rule(turn, unit, content) is not None:
        return False
    value = str(found.value)
    before = heed(turn, unit, None, Content(), [Hypothesis(turn.datum.buffer)]).found
    has_grown = before is None or str(before.value) != value
    return has_grown and len(value) < _most(unit)


def hold(turn: Turn, unit: Unit, found: Found) -> None:
    """Keep a number that could still grow: what it is so far is told, and counts if nothing follows."""
    datum = turn.datum
    datum.remember(merged(unit, Content(), found))
    datum.status = "partial"
    turn.note(turn.session.active, unit, datum.content)


def _most(unit: Unit) -> int:
    """The most characters that a template allows; a code of a fixed form has none to spare."""
    rules = [rule.source.params.get("max") for rule in unit.rules if rule.source.type == "length"]
    options = [engine.options.get("maximum") for engine in unit.engines if isinstance(engine, RuleEngine)]
    known = [int(most) for most in (*rules, *options) if isinstance(most, int | float)]
    return min(known, default=0)


def buffered(turn: Turn) -> tuple[Found | None, Violation | None, str]:
    """What an unfinished code comes to when nothing follows: it is taken for all that was to be said. Forgets the breaths."""
    datum = turn.datum
    text, datum.buffer, datum.breaths = datum.buffer, "", 0
    heeded = heed(turn, turn.unit, turn.part, datum.content, [Hypothesis(text)])
    return heeded.found, heeded.violation, text


def go_on_with_number(turn: Turn, unit: Unit, heard: Sequence[Hypothesis]) -> bool:
    """Join digits said at a read-back to the number that was read back, if it can be so long; it is read back again."""
    if unit.parts or not is_said_in_breaths(unit):
        return False
    held = turn.datum.content
    rests = [replace(item, text=rest) for item in heard if (rest := _rest_of_number(item.text, turn.language))]
    if not rests or not held.raw or rests[0].text not in heard[0].text:
        return False
    joined = [replace(item, text=f"{held.raw} {item.text}") for item in rests]
    found = heed(turn, unit, None, Content(), joined).found
    if found is None or not _extends(found, held) or _stands_for_itself(turn, unit, rests):
        return False
    turn.session.mode = "asking"
    turn.session.focus = unit.path
    settle(turn, unit, found)
    return True


def _rest_of_number(text: str, language: str) -> str:
    """The words themselves where they are digits and letters and nothing else, but for `and then` before them."""
    rest = without_going_on(text, language)
    return rest if spelled_word(rest.strip(" .,;!?"), language) else ""


def _extends(found: Found, held: Content) -> bool:
    """Whether a number begins with the one held and is longer."""
    old, new = _characters(held.value), _characters(found.value)
    return len(new) > len(old) and new.startswith(old)


def _characters(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("e164")
    return "".join(character for character in str(value) if character.isalnum())


def _stands_for_itself(turn: Turn, unit: Unit, rests: Sequence[Hypothesis]) -> bool:
    """Whether the digits are a number of their own that resembles the one read back: said in its place, not after it."""
    alone = heed(turn, unit, None, Content(), rests).found
    if alone is None:
        return False
    old, new = _characters(turn.datum.content.value), _characters(alone.value)
    return len(new) >= len(old) and fuzz.ratio(old, new) >= ANOTHER
