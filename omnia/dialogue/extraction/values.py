"""What every recogniser takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """What a recogniser may know besides the words.

    `reference` is the caller's now (naive, local time); `region` an ISO 3166 country; `focus` the part being asked;
    `options` come from the template's contract (for example `{"bias": "past"}` or `{"countries": ["IT"]}`); `held` are the parts
    of the datum that are known already (`until the 10th` is of the month that the range begins in); `offset` is how far the
    caller's clock is ahead of UTC, None where that is not known.
    """

    locale: str
    reference: datetime
    region: str | None = None
    focus: str | None = None
    options: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    held: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    offset: timedelta | None = None

    @classmethod
    def at(
        cls,
        now: datetime,
        locale: str,
        region: str | None = None,
        focus: str | None = None,
        options: Mapping[str, Any] = EMPTY,
        held: Mapping[str, Any] = EMPTY,
    ) -> Context:
        """The context of a person's local time; one that is aware tells the offset from UTC."""
        return cls(locale, now.replace(tzinfo=None), region, focus, options, held, now.utcoffset())

    @property
    def language(self) -> str:
        """The bare language of the locale: `it` for `it-CH`."""
        return _language_of(self.locale)


@lru_cache(maxsize=256)
def _language_of(locale: str) -> str:
    return locale.replace("_", "-").split("-", 1)[0].lower()


@dataclass(frozen=True, slots=True)
class Match:
    """One reading of the words.

    `value` is the typed JSON value of the kind (docs/reference/values.md); `parts` holds the same by
    part where the kind has parts (a part that was not said is absent); `span` are offsets into the text as given;
    `confidence` runs from 0 to 1.
    """

    kind: str
    value: Any
    raw: str
    span: tuple[int, int]
    confidence: float = 1.0
    parts: Mapping[str, Any] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Violation:
    """Words that look like the kind and break its rule (a wrong check digit, 31 February): not a match."""

    kind: str
    rule: str
    raw: str
    span: tuple[int, int]
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a recogniser found: matches best first, and near misses."""

    matches: tuple[Match, ...] = ()
    violations: tuple[Violation, ...] = ()


Recogniser = Callable[[str, Context], Reading]
"""A pure function from words and context to a reading; never raises, bounded in time, at most 4,000 characters in."""
