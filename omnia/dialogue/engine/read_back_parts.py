"""A part of what was read back, put right by its name or place: `the number is 14`, `dollars`, `it ends in five nine`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from omnia.dialogue.compile import Part, Unit
from omnia.dialogue.engine.reading import Found, Hypothesis, context, read
from omnia.dialogue.engine.state import Content
from omnia.dialogue.engine.turn import Turn
from omnia.dialogue.engine.weighing import heed
from omnia.dialogue.extraction.answers.commands import named_part
from omnia.dialogue.extraction.answers.reactions import ending_in, without_copula
from omnia.dialogue.extraction.characters.spelling import spelled_word, without_remark
from omnia.dialogue.extraction.money.currencies import named_currency
from omnia.dialogue.extraction.text.phrases import words_of
from omnia.dialogue.texts import locale_chain

NAMES = frozenset(("full_name", "first_name", "last_name", "company_name", "city"))
SHORTEST_WORD = 4
"""Letters of a word of a part's label that names the part alone: `number` of `House number`."""

SURE = 0.9


def corrected_part(turn: Turn, unit: Unit, text: str) -> Found | None:
    """The value with one part put right, where a correction names it; None where it does not."""
    found = _named(turn, unit, text)
    if found is None and unit.kind == "amount":
        found = _currency(turn, text)
    if found is None and not unit.parts:
        found = _ending(turn, unit, text)
    return found or (_spelled_otherwise(turn, unit, text) if unit.kind in NAMES else None)


def _named(turn: Turn, unit: Unit, text: str) -> Found | None:
    """`La città è Monza`: the name of a part, and its value."""
    labels = {part.key: list(_names_of(turn, part)) for part in unit.parts}
    key = named_part(text, labels) if labels else None
    part = next((part for part in unit.parts if part.key == key), None)
    if part is None:
        return None
    said = _after_label(text, labels[part.key], turn.language)
    matches = read(turn, part, said, part.key).matches if said else ()
    if not matches or matches[0].value is None:
        return None
    value = matches[0].value
    return Found(None, {part.key: value}, matches[0].raw, (0, len(text)), matches[0].confidence, text)


def _names_of(turn: Turn, part: Part) -> Iterator[str]:
    """What people call a part: its label, the label's own words, and its key."""
    yield part.key.replace("_", " ")
    for name in locale_chain(turn.locale, turn.language):
        if label := part.source.label.get(name):
            yield label
            yield from (word for word in words_of(label).split() if len(word) >= SHORTEST_WORD)


def _after_label(text: str, names: list[str], language: str) -> str:
    """The words after a part's name and the verb behind it."""
    words = words_of(text)
    ends = [match.end() for name in names for match in re.finditer(re.escape(words_of(name).strip()), words)]
    return without_copula(words[max(ends) :].strip(), text, language) if ends else ""


def _currency(turn: Turn, text: str) -> Found | None:
    """`Dollars`: the amount stays, in another currency."""
    held = turn.datum.content.value
    code = named_currency(text, context(turn))
    if code is None or not isinstance(held, dict) or held.get("currency") == code:
        return None
    return Found({**held, "currency": code}, {}, text, (0, len(text)), SURE, text)


def _ending(turn: Turn, unit: Unit, text: str) -> Found | None:
    """`It ends in five nine`: the last characters of a number or code."""
    said = ending_in(text, turn.language)
    tail = spelled_word(said.strip(" .,;!?"), turn.language) if said else ""
    held = turn.datum.content.value
    value = held.get("e164") if isinstance(held, dict) else held
    if not tail or not isinstance(value, str) or len(tail) >= len(value):
        return None
    whole = value[: -len(tail)] + tail
    found = heed(turn, unit, None, Content(), [Hypothesis(whole)]).found
    return found if found is not None and len(str(found.value)) >= len(value) else None


def _spelled_otherwise(turn: Turn, unit: Unit, text: str) -> Found | None:
    """`Lopes with an s at the end`: the name without the remark on how it is written."""
    bare = without_remark(text, turn.language)
    found = None if bare == text else heed(turn, unit, None, turn.datum.content, [Hypothesis(bare)]).found
    return replace(found, text=text) if found is not None else None
