"""Places on a road outside of towns, which the kilometre tells as a number tells a house: `SS16 km 12`, `N-340 km 85`."""

from __future__ import annotations

import re
from functools import lru_cache

from omnia.dialogue.extraction.languages import own_pack
from omnia.dialogue.extraction.places.address_units import AddressText, Unit
from omnia.dialogue.extraction.places.streets import House, Street
from omnia.dialogue.extraction.text.tokens import fold


def road_with_kilometre(words: AddressText) -> tuple[Street, House] | None:
    """The road of a text with its kilometre; None where none is told."""
    pattern = _pattern(words.language)
    match = pattern.search(words.folded.text) if pattern is not None else None
    if match is None:
        return None
    road = _units(words, *match.span("road"))
    kilometre = _units(words, *match.span("at"))
    if road is None or kilometre is None:
        return None
    number = _written(words.units[kilometre[0] : kilometre[1]])
    return Street(*road, sure=True, stands_alone=True), House(f"km {number}", *kilometre)


def _units(words: AddressText, start: int, end: int) -> tuple[int, int] | None:
    """The units within offsets: the first of them and the one after."""
    inside = [place for place, unit in enumerate(words.units) if start <= unit.start and unit.end <= end]
    return (inside[0], inside[-1] + 1) if inside else None


def _written(units: tuple[Unit, ...]) -> str:
    """The kilometre with its hundreds: `12`, `12+300`, `12,5`."""
    return "".join(unit.digits or unit.text for unit in units if unit.is_number or unit.is_mark(",+."))


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str] | None:
    own = own_pack(language)
    if own is None:
        return None
    words = own.places.addresses
    roads, kilometres = (
        "|".join(re.escape(word) for word in sorted(fold(listed).text.split("|"), key=len, reverse=True))
        for listed in (words.roads, words.kilometres)
    )
    road = rf"(?P<road>(?<!\w)(?:{roads})(?:[ -]?(?:[a-z]{{1,2}}-)?\d+[a-z]?| [^\W\d_]{{3,}})(?: (?:bis|ter))?)"
    number = r"(?P<at>(?:\d{1,4}(?:[,.+]\d{1,3})?|[^\W\d_]+))(?!\w)"
    return re.compile(rf"{road}(?:,? \w{{1,3}})??,? (?:{kilometres})\.? {number}")
