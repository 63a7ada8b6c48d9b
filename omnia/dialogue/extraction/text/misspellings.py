"""Names of months and weekdays with one slip of the pen, as people type them in a hurry: `Febuary`, `diciemre`, `Donerstag`.

One edit is allowed (Damerau: a letter left out, put in, changed, or two swapped), never at the end of the word, where other
words and names begin (`Domenico`, `Augusta`). The shorter the name, the fewer edits: of names with five or six letters only those
that cannot well be another word. A form that two names share is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words

SHORTEST = 5
"""Letters of the shortest name, and of the shortest slip, that is understood."""

LONG = 7
"""From so many letters on every edit is understood."""

_ALIKE = {pair for one, two in ("bv", "sz", "sc", "cz", "xs", "mn", "gj", "ck", "dt", "yi") for pair in ((one, two), (two, one))}


def misspellings_of(names: Mapping[str, object]) -> dict[str, str]:
    """Each slip to the name that it means; names that are too short have none, nor have forms that mean two things."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for name, meaning in names.items():
        if len(name) < SHORTEST or not name.isalpha():
            continue
        for slip in set(_edits(name)):
            if names[found.setdefault(slip, name)] != meaning:
                shared.add(slip)
    unfit = shared | names.keys() | shared_words().look_alikes
    return {slip: name for slip, name in found.items() if slip not in unfit and len(slip) >= SHORTEST}


def _edits(name: str) -> Iterator[str]:
    last = len(name) - 1
    for place in range(len(name)):
        before, letter, after = name[:place], name[place], name[place + 1 :]
        if place < last:
            yield before + after[0] + letter + after[1:]
            yield before + letter + letter + after
        if 0 < place < last or (place == last and len(name) >= LONG):
            yield before + after
        for other in ascii_lowercase:
            if (letter, other) in _ALIKE or (len(name) >= LONG and 0 < place < last):
                yield before + other + after
            if len(name) > SHORTEST and 0 < place < last:
                yield before + other + letter + after
