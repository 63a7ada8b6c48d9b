"""Time zones as people name them, by language: minutes ahead of UTC, or a zone of the IANA database where the clocks change."""

from __future__ import annotations

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.shared.zones import CITIES, EVERYWHERE


def zones_of(language: str) -> dict[str, int | str]:
    """The phrases for zones in a language."""
    words = pack(language).time.zones
    found = EVERYWHERE | dict(words.own)
    for city, zone in CITIES.items():
        for name in words.cities.get(city, city).split("|"):
            found["|".join(form.format(name) for form in words.asked)] = zone
    return found
