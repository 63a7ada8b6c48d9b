"""Currencies: the shape of what a language tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Currencies: all that a language says of it."""

    currencies: Mapping[str, str]
    """Phrases to ISO 4217 codes; may name a multiple too ("GBP 1000"; "-" where no currency is implied)."""
    cents: Mapping[str, str]
    """Names of hundredths to the code they imply ("" where they fit several)."""
    hundredths_joiners: frozenset[str] = frozenset()
    """What stands between units and hundredths before a currency (`dodici e cinquanta euro`; "" where none is needed)."""
    articles: frozenset[str] = frozenset()
    """Articles that number words hold too and that are no word for one before a currency; read whatever is spoken."""
    words_like_codes: frozenset[str] = frozenset()
    """Words of everyday speech that are written as a currency's code (`all`, `top`); read whatever is spoken."""
    unsaid_hundred: bool = False
    """Whether a unit and a ten are said without their hundred: `one fifty five dollars`."""
