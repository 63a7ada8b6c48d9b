"""dateparser, asked when the product's own grammar finds nothing."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=256)
def parse_date(text: str, language: str, reference: datetime, *, prefer_past: bool) -> date | None:
    """The day that dateparser reads from the whole text in one language, or None."""
    import dateparser  # a heavy import

    settings = {
        "RELATIVE_BASE": reference,
        "PREFER_DATES_FROM": "past" if prefer_past else "future",
        "REQUIRE_PARTS": ["day", "month"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError, AttributeError):  # it raises all of these on odd input
        return None
    return found.date() if isinstance(found, datetime) else None
