"""Typed values of days and times from their parts; what was not said is null, and then `iso` too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Parts = Mapping[str, Any]

DATE_PARTS = ("day", "month", "year")


def compose_date(parts: Parts) -> dict[str, Any]:
    """The value of a day."""
    return {"iso": _iso_date(parts), **{part: parts.get(part) for part in DATE_PARTS}}


def compose_time(parts: Parts) -> dict[str, Any]:
    """The value of a time of day; an hour alone is the full one."""
    hour = parts.get("hour")
    if hour is None:
        return {"iso": None, "hour": None, "minute": None}
    minute = parts.get("minute") or 0
    return {"iso": f"{hour:02d}:{minute:02d}", "hour": hour, "minute": minute}


def compose_date_time(parts: Parts) -> dict[str, Any]:
    """The value of a day with a time, from the values of both."""
    day, clock = (parts.get(part) or {} for part in ("date", "time"))
    iso = f"{day['iso']}T{clock['iso']}" if day.get("iso") and clock.get("iso") else None
    return {"iso": iso, "date": parts.get("date"), "time": parts.get("time")}


def compose_card_expiry(parts: Parts) -> dict[str, Any]:
    """The value of the month in which a card expires."""
    month, year = parts.get("month"), parts.get("year")
    return {"iso": f"{year:04d}-{month:02d}" if month and year else None, "month": month, "year": year}


def _iso_date(parts: Parts) -> str | None:
    try:
        return date(parts["year"], parts["month"], parts["day"]).isoformat()
    except (KeyError, TypeError, ValueError):
        return None


COMPOSERS: Mapping[str, Callable[[Parts], dict[str, Any]]] = {
    "date": compose_date,
    "date_of_birth": compose_date,
    "time": compose_time,
    "date_time": compose_date_time,
    "card_expiry": compose_card_expiry,
}
"""Kind to what composes its value."""
