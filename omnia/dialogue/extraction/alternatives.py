"""One reading of several transcriptions of the same words: what they agree on counts, and what is likely at all.

A recogniser of speech gives its transcriptions best first, but the best one need not hold the true value: often a letter is
right in one and its neighbour in another. For kinds whose values are built of such pieces all transcriptions are heard; of all
others the first that holds a value counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import exp

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.british_codes import Candidate, british_codes, price

MAX_TEXTS = 10
"""Transcriptions that are heard."""

LATER = 0.7
"""How fast the weight of a transcription falls with its place."""

BEST_CHARACTERS = 3
"""Characters for one place of a code that are tried."""

FLOOR = 0.02
"""What a character weighs that only a combination holds."""


def weights(count: int) -> list[float]:
    """The weight of each transcription, best first."""
    return [1 / (1 + LATER * place) for place in range(count)]


def rank_alternatives(kind: str, readings: Sequence[Reading], texts: Sequence[str], context: Context) -> Reading:
    """The best reading of several transcriptions, or what they say together; the first's near misses where there is none."""
    first = next((reading for reading in readings if reading.matches), None)
    if first is None:
        return readings[0] if readings else Reading()
    if len(readings) == 1:
        return first
    if kind == "date_of_birth":
        return _most_agreed(readings)
    if kind == "postal_code" and context.language == "en" and _is_british(first.matches[0].value):
        return _code_by_characters(readings, texts)
    return first


# --- whole values --------------------------------------------------------------------------------------------------


def _most_agreed(readings: Sequence[Reading]) -> Reading:
    """The reading whose whole date most transcriptions hold, weighed by place and sureness; else the first with any value."""
    votes: dict[str, float] = defaultdict(float)
    held: dict[str, Reading] = {}
    for reading, weight in zip(readings, weights(len(readings)), strict=True):
        match = reading.matches[0] if reading.matches else None
        iso = match.value["iso"] if match is not None else None
        if match is not None and iso:
            votes[iso] += weight * match.confidence
            held.setdefault(iso, reading)
    if not votes:
        return next(reading for reading in readings if reading.matches)
    return held[max(votes, key=lambda iso: votes[iso])]


# --- codes by their characters ---------------------------------------------------------------------------------------


def _is_british(value: str) -> bool:
    return not value.isdigit() and not value[-1].isdigit()


def _code_by_characters(readings: Sequence[Reading], texts: Sequence[str]) -> Reading:
    """The British code that the transcriptions spell together: the likeliest characters that make a district that exists."""
    shapes: dict[str, list[dict[str, float]]] = {}
    for text, weight in zip(texts[:MAX_TEXTS], weights(MAX_TEXTS), strict=False):
        for code in british_codes(text):
            sure = weight * exp(-2 * code.cost)
            shape = "".join("9" if character.isdigit() else "A" for character in code.value)
            places = shapes.setdefault(shape, [defaultdict(float) for _ in code.value])
            for place, character in enumerate(code.value):
                places[place][character] += sure
    best = max((_best_code(places) for places in shapes.values()), key=lambda found: found[1], default=("", 0.0))[0]
    return _reading_of(best, readings)


def _best_code(places: Sequence[Mapping[str, float]]) -> tuple[str, float]:
    """The code of the heaviest characters, and its weight."""
    total = sum(places[0].values())
    likeliest = [sorted(place.items(), key=lambda item: -item[1])[:BEST_CHARACTERS] for place in places]
    found = ("", 0.0)
    for characters in product(*likeliest):
        value = "".join(character for character, _ in characters)
        weight = total
        for _, own in characters:
            weight *= (own + FLOOR) / (total + FLOOR)
        weight *= exp(-2 * price(Candidate(value, 0.0, 0, 0)))
        if weight > found[1]:
            found = (value, weight)
    return found


def _reading_of(value: str, readings: Sequence[Reading]) -> Reading:
    """The reading with this value, or the first with the value in place of its own."""
    for reading in readings:
        for match in reading.matches:
            if match.value == value:
                return replace(reading, matches=(match, *(other for other in reading.matches if other is not match)))
    first = next(reading for reading in readings if reading.matches)
    made: Match = replace(first.matches[0], value=value, confidence=round(min(first.matches[0].confidence, 0.6), 2))
    return replace(first, matches=(made, *first.matches[1:]))
