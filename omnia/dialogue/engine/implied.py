"""Whether words said at a read-back, without a yes or a no, mean another value: any word could be a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from omnia.dialogue.compile import Unit
from omnia.dialogue.engine.reading import Found, Hypothesis, merged
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.extraction.answers.reactions import is_only_doubt, takes_back
from omnia.dialogue.extraction.registry import kind_info
from omnia.dialogue.extraction.text.tokens import fold

OPEN_KINDS = frozenset(
    ("full_name", "first_name", "last_name", "address", "street", "house_number", "city", "company_name", "free_text")
)
"""Kinds whose values may be any words."""

RESEMBLES = 60
"""How alike, in percent, another value must be to the one that was read back."""


def is_meant(turn: Turn, unit: Unit, found: Found, heard: Sequence[Hypothesis]) -> bool:
    """Whether a value that differs from the one read back is a correction.

    A value of a kind with a form of its own is; an unknown word is only where it was announced, is sure, or resembles the value.
    """
    if is_only_doubt(found.raw, turn.language):
        return False
    if unit.kind not in OPEN_KINDS or takes_back(found.text, turn.language):
        return True
    sure = kind_info(unit.kind).sure
    said = next((item.confidence for item in heard if item.text == found.text), 1.0) or 1.0
    return (sure > 0 and found.confidence / said >= sure) or _resembles(unit, turn.datum.content, found)


def _resembles(unit: Unit, held: Content, found: Found) -> bool:
    new, old = merged(unit, held, found), held
    if not unit.parts:
        return _alike(new.value, old.value)
    return all(_alike(value, old.parts.get(key)) for key, value in new.parts.items() if value != old.parts.get(key))


def _alike(new: Any, old: Any) -> bool:
    if not isinstance(new, str) or not isinstance(old, str):
        return False
    return fuzz.ratio(fold(new).text, fold(old).text) >= RESEMBLES


def essence(content: Content) -> Any:
    """What two contents must share to be the same value."""
    return content.parts or content.value


def differs(turn: Turn, unit: Unit, found: Found) -> bool:
    """Whether what was found is another value than the one read back."""
    held = turn.datum.content
    return bool(essence(merged(unit, held, found)) != essence(held))


def is_whole(unit: Unit, held: Content, found: Found) -> bool:
    """Whether all that was read back was said again."""
    return not unit.parts or found.parts.keys() >= held.parts.keys()
