"""Telephone lines: how badly words are heard, and what recognisers of speech make of codes, names and years on real calls.

The causes are those that real calls showed, each with its rate; the words of the calls are made up (`simulate_calls`).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_YEAR = re.compile(r"\b(19|20)(\d)(\d)$")
_PLURAL = re.compile(r"\b([a-z]{4,}[^s\W])s$")


@dataclass(frozen=True, slots=True)
class Line:
    """What goes wrong on a line.

    `noises`: how likely other words are beside the true ones, one of which is drawn for each attempt. The rates: `unlisted` of
    callers whose postcode is of an area that exists and a district that is not listed, `possessive` of surnames that end in `s`
    and are written as of somebody (`robert's`), `in_pieces` of years in digits that are written in two numbers (`1970 8th`), with
    a hyphen (`19-78`), or as a numeral (`mmiv`).
    """

    noises: tuple[float, ...]
    unlisted: float = 0.0
    possessive: float = 0.0
    in_pieces: float = 0.0

    def district(self, rng: random.Random, listed: str) -> str:
        """The district of a caller."""
        if not self.unlisted or rng.random() >= self.unlisted:
            return listed
        area = "".join(character for character in listed[:2] if character.isalpha())
        return f"{area}{rng.randint(1, 99)}"

    def written(self, rng: random.Random, text: str) -> str:
        """A transcription as it is written on the line."""
        if self.possessive and rng.random() < self.possessive:
            text = _PLURAL.sub(r"\1's", text)
        if self.in_pieces and rng.random() < self.in_pieces:
            text = _YEAR.sub(lambda match: _in_pieces(rng, match), text)
        return text


ORDINARY = Line((0.1, 0.3, 0.6, 1.0))
"""From a quiet line to a bad one; every district is listed."""

REAL = Line((0.6, 1.0, 1.6, 2.4), unlisted=0.5, possessive=0.1, in_pieces=0.1)
"""As calls were heard: what was said is often in no transcription."""


def _in_pieces(rng: random.Random, match: re.Match[str]) -> str:
    century, decade, unit = match.groups()
    ways = [f"{century}-{decade}{unit}"] if f"{decade}{unit}" > "12" else []
    if unit != "0":
        ways.append(f"{century}{decade}0 {unit}{'th' if unit > '3' else ''}")
    numeral = _roman(int(match.group()))
    if len(numeral) > 3:
        ways.append(numeral)
    return rng.choice(ways) if ways else match.group()


def _roman(number: int) -> str:
    found = ""
    for value, letters in ROMAN:
        found += letters * (number // value)
        number %= value
    return found
