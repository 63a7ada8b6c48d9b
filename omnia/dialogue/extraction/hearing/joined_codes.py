"""A code with a check digit of which every transcription, or every attempt, has a character wrong: put together from all of them.

Where transcriptions of one length differ, their characters are tried in all combinations; those whose check is right are
possible. The one that the transcriptions speak for is taken if no other is nearly as likely, and it is never sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from omnia.dialogue.extraction.characters.codes import forms_by_country
from omnia.dialogue.extraction.characters.forms import FORMS, Form
from omnia.dialogue.extraction.hearing.checksum_repair import broken_codes
from omnia.dialogue.extraction.hearing.evidence import Heard, by_attempt, share
from omnia.dialogue.extraction.values import Context, Match, Reading

MAX_DIFFERING = 6
"""Places at which transcriptions may differ."""

BEST_CHARACTERS = 3
"""Characters for one place that are tried."""

LIKELY = 0.7
"""What the share of a joined code must be among all that are possible."""

JOINED = 0.6
"""How sure a code is that no transcription holds."""


def joined_code(kind: str, heard: Sequence[Heard], context: Context) -> Heard | None:
    """The code that several transcriptions spell together, none of which holds one; None where there is none, or several."""
    if len(heard) < 2 or not any(form.holds for form in FORMS.get(kind, ())):
        return None
    for forms in forms_by_country(FORMS[kind], context):
        for spellings in _by_length(forms, heard, context.language):
            found = _joined(kind, spellings)
            if found is not None:
                return found
    return None


_Spelling = tuple[Form, str, tuple[int, int], Heard, float]
"""A form, characters that have it and fail its check, their offsets, the transcription, and its weight."""


def _by_length(forms: tuple[Form, ...], heard: Sequence[Heard], language: str) -> Iterator[list[_Spelling]]:
    """What transcriptions hold of the same form and length."""
    groups: dict[tuple[str, int], list[_Spelling]] = defaultdict(list)
    for each, weight in by_attempt(heard, holding=False):
        for form, value, piece in broken_codes(forms, each.text, language):
            groups[form.name, len(value)].append((form, value, piece.span, each, weight))
    yield from (group for group in groups.values() if len({spelling[1] for spelling in group}) > 1)


def _joined(kind: str, spellings: Sequence[_Spelling]) -> Heard | None:
    form, _, span, first, _ = spellings[0]
    places = _places(spellings)
    if sum(len(place) > 1 for place in places) > MAX_DIFFERING:
        return None
    possible = {
        value: weight for value, weight in _combined(places) if form.pattern.fullmatch(value) and form.holds and form.holds(value)
    }
    best = max(possible, key=lambda value: possible[value], default="")
    if not best or share(possible, best) < LIKELY:
        return None
    match = Match(kind, best, first.text[slice(*span)], span, round(JOINED * share(possible, best), 2))
    return replace(first, reading=Reading((match,)))


def _places(spellings: Sequence[_Spelling]) -> list[Mapping[str, float]]:
    """The characters of each place with their weights, the heaviest ones."""
    found: list[dict[str, float]] = [defaultdict(float) for _ in spellings[0][1]]
    for _, value, _, _, weight in spellings:
        for place, character in zip(found, value, strict=True):
            place[character] += weight
    return [dict(sorted(place.items(), key=lambda item: -item[1])[:BEST_CHARACTERS]) for place in found]


def _combined(places: Sequence[Mapping[str, float]]) -> Iterator[tuple[str, float]]:
    """All codes of the characters, with what speaks for each."""
    for characters in product(*(place.items() for place in places)):
        yield "".join(character for character, _ in characters), prod(weight for _, weight in characters)
