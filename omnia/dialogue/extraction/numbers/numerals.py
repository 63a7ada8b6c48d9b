"""Numbers written in digits, with the marks of each place: `1.234,5`, `1 234 567`, `12,34,567.89`, `2.5e3`, `1 4/5`.

Which mark parts the decimals follows the Unicode CLDR number formats of the locale; where the digits leave only one
reading (a mark that comes twice can only group), that reading is taken.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

_NUMERAL = re.compile(
    r"(?P<digits>\d{1,3}(?:[ ]\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,']\d+)*|(?<![\w.,])[.,]\d+|(?=[¼½¾⅓-⅞]))"
    r"(?:e(?P<exponent>[+-]?\d{1,3})(?!\w)|\s?\^\s?(?P<power>[+-]?\d{1,3})|(?P<over>/\d{1,6})(?![\d/])|\s+(?P<part>\d{1,4}/\d{1,4})(?![\d/])|\s?(?P<vulgar>[¼½¾⅓-⅞]))?"
)
_GROUPED = re.compile(r"\d+(?:([.,])\d{2,3}(?:\1\d{2,3})*)?")
_MAX_DIGITS = 40
FRACTION_SLASH = "\u2044"
"""What stands between the two numbers of a vulgar fraction (`½`) in its compatibility form."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in digits: its exact value and where it stands in the folded text."""

    value: Fraction
    start: int
    end: int


def find_numerals(folded: str, *, decimal: str, grouping: str) -> list[Numeral]:
    """All numbers in digits, left to right, without their signs."""
    found = []
    for match in _NUMERAL.finditer(folded):
        value = _plain(match.group("digits"), decimal, grouping)
        if value is None:
            continue
        value = _extended(value, match)
        if value is not None:
            found.append(Numeral(value, match.start(), match.end()))
    return found


def _extended(value: Fraction, match: re.Match[str]) -> Fraction | None:
    """The value with its exponent, power or fraction."""
    exponent, power, over, part, vulgar = match.group("exponent", "power", "over", "part", "vulgar")
    if exponent:
        return value * Fraction(10) ** int(exponent)
    if power:
        number = int(power)
        if abs(number) > 64 or (value == 0 and number < 0) or value > 10**6:
            return None
        return value**number
    if over:
        below = int(over[1:])
        return value / below if below else None
    if part:
        above, below = (int(piece) for piece in part.split("/"))
        return value + Fraction(above, below) if below else None
    if vulgar:
        above, below = (int(piece) for piece in unicodedata.normalize("NFKD", vulgar).split(FRACTION_SLASH))
        return value + Fraction(above, below)
    return value


def _plain(text: str, decimal: str, grouping: str) -> Fraction | None:
    if len(text) > _MAX_DIGITS:
        return None
    if not text:
        return Fraction(0)  # a vulgar fraction alone
    marks = [character for character in text if not character.isdecimal()]
    if not marks:
        return Fraction(int(text))
    text = text.replace(" ", "").replace("'", "")
    marks = [mark for mark in marks if mark in ".,"]
    if not marks:
        return Fraction(int(text))
    point = _decimal_mark(text, marks, decimal, grouping)
    if not point and not _GROUPED.fullmatch(text):
        return None  # a date, a version, an address of the network
    for mark in ".,":
        if mark != point:
            text = text.replace(mark, "")
    if point:
        whole, _, part = text.rpartition(point)
        whole = whole.replace(point, "")
        return Fraction(int((whole or "0") + part), 10 ** len(part))
    return Fraction(int(text))


def _decimal_mark(text: str, marks: list[str], decimal: str, grouping: str) -> str:
    """The mark that parts the decimals here; empty when all marks group."""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        return ""
    head, _, tail = text.partition(last)
    if last == decimal:
        return last
    groups = last == grouping and len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
    return "" if groups else last
