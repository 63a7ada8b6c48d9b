"""Telephone numbers and codes without a check digit, character by character.

Where three transcriptions or attempts each err in another place, the true row is in none of them, and in all. Rows of one length
vote for each place; what they vote for together is believed if it is a number of the plan, or has the form of the code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from omnia.dialogue.extraction.characters.forms import FORMS
from omnia.dialogue.extraction.characters.phones import recognise_mobile, recognise_phone
from omnia.dialogue.extraction.hearing.evidence import Heard, by_attempt
from omnia.dialogue.extraction.values import Context, Match

PHONES = {"phone": recognise_phone, "mobile": recognise_mobile}
ROWS = frozenset(("digits", "alphanumeric"))

LEAST_ROWS = 3
"""Rows that may outvote every one of them: of two that differ none tells which is right."""

MADE = 0.6
"""How sure a row is at most that no transcription holds."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The characters of a transcription's value, with the transcription and what it counts."""

    characters: str
    heard: Heard
    weight: float


def voted_row(kind: str, heard: Sequence[Heard], context: Context) -> Heard | None:
    """The row that transcriptions vote for place by place; None for other kinds, and where too few rows differ."""
    if not is_voted(kind):
        return None
    rows = _of_one_length([_Row(_characters(each.reading.matches[0].value), each, weight) for each, weight in by_attempt(heard)])
    if len({row.characters for row in rows}) < LEAST_ROWS:
        return None
    places = _votes(rows)
    best = "".join(max(place, key=lambda character: place[character]) for place in places)
    holding = next((row.heard for row in rows if row.characters == best), None)
    told = holding or rows[0].heard
    match = told.reading.matches[0] if holding else _as_match(kind, best, told.reading.matches[0], context)
    if match is None:
        return None
    total = sum(row.weight for row in rows)
    agreed = prod(place[character] / total for place, character in zip(places, best, strict=True)) ** 0.5
    confidence = round(min(match.confidence if holding else MADE, agreed), 2)
    return replace(told, reading=replace(told.reading, matches=(replace(match, confidence=confidence),)))


def is_voted(kind: str) -> bool:
    """Whether values of a kind are rows of characters that nothing but their form checks."""
    return kind in PHONES or kind in ROWS or (kind in FORMS and all(form.holds is None for form in FORMS[kind]))


def _characters(value: Any) -> str:
    return str(value["e164"]) if isinstance(value, Mapping) else str(value)


def _of_one_length(rows: Sequence[_Row]) -> list[_Row]:
    """The rows of the length that weighs most."""
    lengths: dict[int, float] = defaultdict(float)
    for row in rows:
        lengths[len(row.characters)] += row.weight
    most = max(lengths, key=lambda length: lengths[length], default=0)
    return [row for row in rows if len(row.characters) == most]


def _votes(rows: Sequence[_Row]) -> list[dict[str, float]]:
    places: list[dict[str, float]] = [defaultdict(float) for _ in rows[0].characters]
    for row in rows:
        for place, character in zip(places, row.characters, strict=True):
            place[character] += row.weight
    return places


def _as_match(kind: str, characters: str, first: Match, context: Context) -> Match | None:
    """The characters as a value of the kind, in the words of a transcription; None where they are none."""
    if kind in PHONES:
        found = PHONES[kind](characters, replace(context, options={})).matches
        return replace(first, value=found[0].value) if found else None
    if kind in FORMS and not any(form.pattern.fullmatch(characters) for form in FORMS[kind]):
        return None
    return replace(first, value=characters)
