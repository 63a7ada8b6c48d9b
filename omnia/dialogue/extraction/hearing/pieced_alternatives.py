"""One value from the pieces that several transcriptions of the same words hold: what they agree on, and what is likely at all.

A recogniser of speech gives its transcriptions best first, but the best one need not hold the true value: often a letter is
right in one and its neighbour in another, or in what was heard when it was said before. Values that are built of such pieces are
put together from all transcriptions; of other kinds one transcription is elected (`nbest`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import exp
from typing import Any

from omnia.dialogue.extraction.characters.british_codes import Candidate, british_codes, price
from omnia.dialogue.extraction.characters.emails import valid_address
from omnia.dialogue.extraction.hearing.evidence import Heard, by_attempt, share, surest
from omnia.dialogue.extraction.languages import habits, own_pack
from omnia.dialogue.extraction.languages.compiled.names import commonness, name_lexicon
from omnia.dialogue.extraction.text.tokens import fold_word
from omnia.dialogue.extraction.time.composing import compose_date
from omnia.dialogue.extraction.values import Context, Match

PIECED = frozenset(("date_of_birth", "email", "full_name", "postal_code"))
"""Kinds whose values are put together of pieces, if several transcriptions hold any."""

MADE = 0.6
"""How sure a value is at most that no transcription holds whole."""

EVENED = 0.75
"""The power of the weights of transcriptions by which their pieces count: nearer to each other."""

MAX_CODES = 20
"""Transcriptions of which codes are put together."""

BEST_CHARACTERS = 3
"""Characters for one place of a code that are tried."""

MISSING, UNLISTED, CROWDED = 0.15, 0.35, 0.6
"""What is left of the weight of a name whose part is missing, not listed, or of more words than one, by each."""

FLOOR = 0.02
"""What a character weighs that only a combination holds."""

Votes = dict[Any, float]


def heard_by_pieces(kind: str, heard: Sequence[Heard], context: Context) -> Heard | None:
    """What several transcriptions say together, of a kind whose values are built of pieces; None for any other kind.

    At least one of the readings holds a value.
    """
    # A piece is right in a later transcription more often than a whole value is.
    heard = [replace(each, weight=each.weight**EVENED) for each in heard]
    if kind == "date_of_birth":
        return _most_agreed(heard)
    if kind == "full_name":
        return _name_by_parts(heard, context.language)
    if kind == "email":
        return _address_by_halves(heard)
    first = next(each.reading for each in heard if each.reading.matches)
    spelling = habits(context.language).characters.spelling
    if kind == "postal_code" and spelling.british_postcodes and _is_british(first.matches[0].value):
        return _code_by_characters(heard, context.language)
    return None


# --- whole values --------------------------------------------------------------------------------------------------


def _most_agreed(heard: Sequence[Heard]) -> Heard:
    """The reading whose whole date most transcriptions hold, weighed by place and sureness.

    Where none holds a whole one, the parts that were said at different times make one; else the first with any value.
    """
    votes: Votes = defaultdict(float)
    sures: list[tuple[int, Any, float]] = []
    held: dict[str, Heard] = {}
    for each, weight in by_attempt(heard):
        match = each.reading.matches[0]
        if match.value["iso"]:
            votes[match.value["iso"]] += weight * match.confidence
            sures.append((each.attempt, match.value["iso"], match.confidence))
            held.setdefault(match.value["iso"], each)
    if not votes:
        return _joined_date(heard)
    best = max(votes, key=lambda iso: votes[iso])
    first = held[best].reading.matches[0]
    return _holding(held[best], replace(first, confidence=share(votes, best) * surest(sures, best)))


def _joined_date(heard: Sequence[Heard]) -> Heard:
    """The date of the parts that attempts hold one by one: `the third of May`, and when asked again `nineteen eighty`."""
    first = next(each for each in heard if each.reading.matches)
    begun = first.reading.matches[0]
    parts, sure = dict(begun.parts), begun.confidence
    for each, _ in by_attempt(heard):
        match = each.reading.matches[0]
        if each.attempt != first.attempt and not parts.keys() & match.parts.keys():
            parts, sure = {**parts, **match.parts}, min(sure, match.confidence)
    value = compose_date(parts)
    if parts == begun.parts or not value["iso"]:
        return first
    return _holding(first, replace(begun, value=value, parts=parts, confidence=sure))


def _holding(heard: Heard, first: Match) -> Heard:
    """A transcription with another best match."""
    return replace(heard, reading=replace(heard.reading, matches=(first, *heard.reading.matches[1:])))


# --- names by their parts ------------------------------------------------------------------------------------------


def _name_by_parts(heard: Sequence[Heard], language: str) -> Heard:
    """The likeliest first name and surname of those heard, each by its place, its sureness and the lists of names."""
    votes: dict[str, Votes] = {"first": defaultdict(float), "last": defaultdict(float)}
    sures: list[tuple[int, Any, float]] = []
    written: dict[str, str] = {}
    ranked: list[tuple[float, Heard]] = []
    for each, weight in by_attempt(heard):
        match = each.reading.matches[0]
        likely = {part: likelihood(part, match.parts.get(part, ""), language) for part in votes}
        ranked.append((weight * match.confidence**2 * likely["first"] * likely["last"], each))
        for part, said in match.parts.items():
            key = fold_word(said).replace("'", "")
            votes[part][key] += weight * match.confidence**2 * likely[part]
            sures.append((each.attempt, (part, key), match.confidence))
            written[key] = max(written.get(key, ""), said, key=lambda form: ("'" in form, form != ""))
    best = max(ranked, key=lambda item: item[0])[1]
    keys = {part: max(own, key=lambda key: own[key]) for part, own in votes.items() if own}
    chosen = {part: written[keys[part]] if part in keys else None for part in votes}
    first = best.reading.matches[0]
    if len(first.parts) < len(votes) or chosen == first.value:
        keys = {part: fold_word(said).replace("'", "") for part, said in first.parts.items()}
        chosen = dict(first.value)
    sure = min(surest(sures, (part, key)) for part, key in keys.items())
    for part, key in keys.items():
        sure *= share(votes[part], key)
    parts = {part: said for part, said in chosen.items() if said is not None}
    return _holding(best, replace(first, value=chosen, parts=parts, confidence=sure))


def likelihood(part: str, said: str, language: str) -> float:
    """How likely a first name or surname is: of few words, and borne where the language is spoken."""
    lexicon = name_lexicon(language)
    listed = lexicon.firsts if part == "first" else lexicon.surnames
    words = fold_word(said).replace("'", "").split()
    if not words:
        return MISSING
    common = commonness(part, language) if own_pack(language) is not None else {}
    known = min(1.0 if not listed or word in listed else common.get(word, UNLISTED) for word in words)
    return known * CROWDED ** (len(words) - 1)


# --- e-mail addresses by their halves -----------------------------------------------------------------------------


def _address_by_halves(heard: Sequence[Heard]) -> Heard | None:
    """The name and the domain that most transcriptions hold; None where they make no address together."""
    votes: tuple[Votes, Votes] = (defaultdict(float), defaultdict(float))
    holding = list(by_attempt(heard))
    for each, weight in holding:
        name, _, domain = each.reading.matches[0].value.rpartition("@")
        for own, half in zip(votes, (name, domain), strict=True):
            own[half] += weight * each.reading.matches[0].confidence
    name, domain = (max(own, key=lambda half: own[half]) for own in votes)
    value = valid_address(f"{name}@{domain}")
    if value is None:
        return None
    whole = [each for each, _ in holding if each.reading.matches[0].value == value]
    told = (whole or [holding[0][0]])[0]
    match = told.reading.matches[0]
    sures = [(each.attempt, value, each.reading.matches[0].confidence) for each in whole]
    sure = surest(sures, value) if whole else min(match.confidence, MADE)
    agreed = share(votes[0], name) * share(votes[1], domain)
    return _holding(told, replace(match, value=value, confidence=sure * agreed))


# --- codes by their characters ---------------------------------------------------------------------------------------


def _is_british(value: str) -> bool:
    return not value.isdigit() and not value[-1].isdigit()


def _code_by_characters(heard: Sequence[Heard], language: str) -> Heard:
    """The British code that all spell together: the likeliest characters that make a district that exists."""
    shapes: dict[str, list[Votes]] = {}
    sures: list[tuple[int, Any, float]] = []
    for each, weight in list(by_attempt(heard, holding=False))[:MAX_CODES]:
        sures += [(each.attempt, match.value, match.confidence) for match in each.reading.matches]
        for code in british_codes(each.text, language):
            sure = weight * exp(-2 * code.cost)
            shape = "".join("9" if character.isdigit() else "A" for character in code.value)
            places = shapes.setdefault(shape, [defaultdict(float) for _ in code.value])
            for place, character in enumerate(code.value):
                places[place][character] += sure
    weighed = [_best_code(places) for places in shapes.values()]
    best, weight, _ = max(weighed, key=lambda found: found[1], default=("", 0.0, 0.0))
    total = sum(own for _, _, own in weighed)
    return _told(best, weight**2 / total if total else 0.0, surest(sures, best), heard)


def _best_code(places: Sequence[Mapping[str, float]]) -> tuple[str, float, float]:
    """The code of the heaviest characters, its weight, and the squared weights of all codes of this shape together."""
    total = sum(places[0].values())
    likeliest = [sorted(place.items(), key=lambda item: -item[1])[:BEST_CHARACTERS] for place in places]
    best, most, together = "", 0.0, 0.0
    for characters in product(*likeliest):
        value = "".join(character for character, _ in characters)
        weight = total
        for _, own in characters:
            weight *= (own + FLOOR) / (total + FLOOR)
        weight *= exp(-2 * price(Candidate(value, 0.0, 0, 0)))
        together += weight**2
        if weight > most:
            best, most = value, weight
    return best, most, together


def _told(value: str, share_of_it: float, sure: float, heard: Sequence[Heard]) -> Heard:
    """The transcription that holds this value, or the first that holds any, with the value in place of its own."""
    for each in heard:
        for match in each.reading.matches:
            if match.value == value:
                others = tuple(other for other in each.reading.matches if other is not match)
                return replace(
                    each, reading=replace(each.reading, matches=(replace(match, confidence=share_of_it * sure), *others))
                )
    each = next(each for each in heard if each.reading.matches)
    first = each.reading.matches[0]
    return _holding(each, replace(first, value=value, confidence=share_of_it * min(first.confidence, MADE)))
