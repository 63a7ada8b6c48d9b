"""One value from the pieces that several transcriptions of the same words hold: what they agree on, and what is likely at all.

A recogniser of speech gives its transcriptions best first, but the best one need not hold the true value: often a letter is
right in one and its neighbour in another. Values that are built of such pieces are put together from all transcriptions; of
other kinds one transcription is elected (`alternatives`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import exp

from omnia.dialogue.extraction.base import Context, Match, Reading
from omnia.dialogue.extraction.british_codes import Candidate, british_codes, price
from omnia.dialogue.extraction.lexicons.names import name_lexicon
from omnia.dialogue.extraction.text import fold_word

MAX_TEXTS = 10
"""Transcriptions that are heard."""

LATER = 0.7
"""How fast the weight of a transcription falls with its place."""

BEST_CHARACTERS = 3
"""Characters for one place of a code that are tried."""

MISSING, UNLISTED, CROWDED = 0.15, 0.35, 0.6
"""What is left of the weight of a name whose part is missing, not listed, or of more words than one, by each."""

FLOOR = 0.02
"""What a character weighs that only a combination holds."""


def place_weights(count: int) -> list[float]:
    """The weight of each transcription, best first."""
    return [1 / (1 + LATER * place) for place in range(count)]


def reading_by_pieces(kind: str, readings: Sequence[Reading], texts: Sequence[str], context: Context) -> Reading | None:
    """What several transcriptions say together, of a kind whose values are built of pieces; None for any other kind.

    At least one of the readings holds a value.
    """
    if kind == "date_of_birth":
        return _most_agreed(readings)
    if kind == "full_name":
        return _name_by_parts(readings, context.language)
    first = next(reading for reading in readings if reading.matches)
    if kind == "postal_code" and context.language == "en" and _is_british(first.matches[0].value):
        return _code_by_characters(readings, texts)
    return None


# --- whole values --------------------------------------------------------------------------------------------------


def _most_agreed(readings: Sequence[Reading]) -> Reading:
    """The reading whose whole date most transcriptions hold, weighed by place and sureness; else the first with any value."""
    votes: dict[str, float] = defaultdict(float)
    held: dict[str, Reading] = {}
    for reading, weight in zip(readings, place_weights(len(readings)), strict=True):
        match = reading.matches[0] if reading.matches else None
        iso = match.value["iso"] if match is not None else None
        if match is not None and iso:
            votes[iso] += weight * match.confidence
            held.setdefault(iso, reading)
    if not votes:
        return next(reading for reading in readings if reading.matches)
    return held[max(votes, key=lambda iso: votes[iso])]


# --- names by their parts ------------------------------------------------------------------------------------------


def _name_by_parts(readings: Sequence[Reading], language: str) -> Reading:
    """The likeliest first name and surname of those heard, each by its place, its sureness and the lists of names."""
    votes: dict[str, dict[str, float]] = {"first": defaultdict(float), "last": defaultdict(float)}
    written: dict[str, str] = {}
    ranked: list[tuple[float, Reading]] = []
    for reading, weight in zip(readings, place_weights(len(readings)), strict=True):
        for match in reading.matches[:1]:
            likely = {part: likelihood(part, match.parts.get(part, ""), language) for part in votes}
            ranked.append((weight * match.confidence**2 * likely["first"] * likely["last"], reading))
            for part, said in match.parts.items():
                key = fold_word(said).replace("'", "")
                votes[part][key] += weight * match.confidence**2 * likely[part]
                written[key] = max(written.get(key, ""), said, key=lambda form: ("'" in form, form != ""))
    best = max(ranked, key=lambda item: item[0])[1]
    chosen = {part: written[max(own, key=lambda key: own[key])] if own else None for part, own in votes.items()}
    first = best.matches[0]
    if len(first.parts) < len(votes) or chosen == first.value:
        return best
    return replace(best, matches=(replace(first, value=chosen, parts=chosen), *best.matches[1:]))


def likelihood(part: str, said: str, language: str) -> float:
    """How likely a first name or surname is: of few words, and borne where the language is spoken."""
    lexicon = name_lexicon(language)
    listed = lexicon.firsts if part == "first" else lexicon.surnames
    words = fold_word(said).replace("'", "").split()
    if not words:
        return MISSING
    known = not listed or all(word in listed for word in words)
    return (1.0 if known else UNLISTED) * CROWDED ** (len(words) - 1)


# --- codes by their characters ---------------------------------------------------------------------------------------


def _is_british(value: str) -> bool:
    return not value.isdigit() and not value[-1].isdigit()


def _code_by_characters(readings: Sequence[Reading], texts: Sequence[str]) -> Reading:
    """The British code that all spell together: the likeliest characters that make a district that exists."""
    shapes: dict[str, list[dict[str, float]]] = {}
    for text, weight in zip(texts[:MAX_TEXTS], place_weights(MAX_TEXTS), strict=False):
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
