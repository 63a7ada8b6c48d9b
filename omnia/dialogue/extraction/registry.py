"""The recognisers of the product by the kind of value that they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

from omnia.dialogue.extraction.alternatives import Ballot, elected, is_checked, weights
from omnia.dialogue.extraction.base import Context, Match, Reading, Recogniser
from omnia.dialogue.extraction.codes import code_recogniser, validate_checksum
from omnia.dialogue.extraction.disfluencies import hear
from omnia.dialogue.extraction.forms import CHECKS, FORMS
from omnia.dialogue.extraction.pieced_alternatives import reading_by_pieces

GROUP = "group"
"""Kind of a node that only holds other data together."""


@dataclass(frozen=True, slots=True)
class KindInfo:
    """A kind of value: the parts that it may have, and how sure its recogniser is beside others.

    `rank` orders kinds when words left over are offered to data not asked yet: low first; None means never.
    `sure` is the least confidence at which such an early value is taken.
    """

    kind: str
    parts: tuple[str, ...] = ()
    rank: int | None = None
    sure: float = 0.0


DATE_PARTS = ("day", "month", "year")

_KINDS: tuple[tuple[KindInfo, str], ...] = (
    (KindInfo("yes_no"), "yes_no:recognise_yes_no"),
    (KindInfo("number"), "numbers:recognise_number"),
    (KindInfo("integer"), "numbers:recognise_integer"),
    (KindInfo("percentage"), "numbers:recognise_percentage"),
    (KindInfo("rating"), "ratings:recognise_rating"),
    (KindInfo("date", DATE_PARTS, 4, 0.7), "dates:recognise_date"),
    (KindInfo("date_of_birth", DATE_PARTS, 4, 0.7), "dates:recognise_date_of_birth"),
    (KindInfo("day"), "dates:recognise_day"),
    (KindInfo("month"), "dates:recognise_month"),
    (KindInfo("year"), "dates:recognise_year"),
    (KindInfo("time", ("hour", "minute"), 5, 0.8), "times:recognise_time"),
    (KindInfo("hour"), "clock_parts:recognise_hour"),
    (KindInfo("minute"), "clock_parts:recognise_minute"),
    (KindInfo("date_range", ("start", "end"), 3, 0.9), "date_ranges:recognise_date_range"),
    (KindInfo("date_time", ("date", "time"), 3, 0.9), "date_times:recognise_date_time"),
    (KindInfo("card_expiry", ("month", "year"), 4, 0.9), "card_expiries:recognise_card_expiry"),
    (KindInfo("duration", (), 6, 0.9), "durations:recognise_duration"),
    (KindInfo("amount", (), 5, 0.9), "amounts:recognise_amount"),
    (KindInfo("full_name", ("first", "last"), 8, 0.75), "names:recognise_full_name"),
    (KindInfo("first_name"), "names:recognise_first_name"),
    (KindInfo("last_name"), "names:recognise_last_name"),
    (KindInfo("email", (), 2), "emails:recognise_email"),
    (KindInfo("phone", (), 3), "phones:recognise_phone"),
    (KindInfo("mobile", (), 3), "phones:recognise_mobile"),
    (KindInfo("address", ("street", "number", "postal_code", "city"), 7, 0.7), "addresses:recognise_address"),
    (KindInfo("street"), "addresses:recognise_street"),
    (KindInfo("house_number"), "addresses:recognise_house_number"),
    (KindInfo("city"), "addresses:recognise_city"),
    (KindInfo("company_name"), "companies:recognise_company_name"),
    (KindInfo("postal_code"), "postal_codes:recognise_postal_code"),
    (KindInfo("country", (), 6, 0.9), "countries:recognise_country"),
    (KindInfo("nationality", (), 6, 0.9), "nationalities:recognise_nationality"),
    (KindInfo("language"), "languages:recognise_language"),
    (KindInfo("choice"), "choices:recognise_choice"),
    (KindInfo("multi_choice"), "multi_choices:recognise_multi_choice"),
    (KindInfo("digits"), "codes:recognise_digits"),
    (KindInfo("alphanumeric"), "codes:recognise_alphanumeric"),
    (KindInfo("free_text"), "free_text:recognise_free_text"),
    (KindInfo("url"), "urls:recognise_url"),
    (KindInfo("meter_reading"), "meter_readings:recognise_meter_reading"),
    (KindInfo("size"), "sizes:recognise_size"),
    (KindInfo("contract_power"), "contract_power:recognise_contract_power"),
)

KINDS: Mapping[str, KindInfo] = {
    **{info.kind: info for info, _ in _KINDS},
    **{kind: KindInfo(kind, (), 1 if all(form.distinctive for form in forms) else None) for kind, forms in FORMS.items()},
    GROUP: KindInfo(GROUP),
}

_PLACES: Mapping[str, str] = {info.kind: place for info, place in _KINDS}


def kinds() -> tuple[str, ...]:
    """The kinds that a recogniser exists for, sorted."""
    return tuple(sorted(KINDS.keys() - {GROUP}))


def kind_info(kind: str) -> KindInfo:
    """What is known of a kind; raises `KeyError` for one that does not exist."""
    return KINDS[kind]


@lru_cache(maxsize=64)
def recogniser(kind: str) -> Recogniser:
    """The recogniser of a kind, imported when it is first asked for; raises `KeyError` for an unknown kind."""
    if kind in FORMS:
        return code_recogniser(kind)
    module, _, name = _PLACES[kind].partition(":")
    return cast(Recogniser, getattr(import_module(f"omnia.dialogue.extraction.{module}"), name))


def recognise(kind: str, text: str, context: Context) -> Reading:
    """All that the recogniser of a kind finds in a text, heard as people speak; raises `KeyError` for an unknown kind."""
    return hear(kind, recogniser(kind), compose, text, context)


def recognise_alternatives(kind: str, texts: Sequence[str], context: Context) -> tuple[Reading, str]:
    """The reading of the transcription to believe, and its text: without a value in any, the first's near misses."""
    readings = [(recognise(kind, text, context), text) for text in texts]
    holding = [each for each in readings if each[0].matches]
    if not holding:
        return readings[0] if readings else (Reading(), "")
    if len(holding) == 1:
        return holding[0]
    pieced = reading_by_pieces(kind, [reading for reading, _ in readings], texts, context)
    if pieced is not None:
        return pieced, holding[0][1]
    counted = {text: weight for weight, text in zip(weights([1.0] * len(texts)), texts, strict=True)}
    return holding[elected([_ballot(kind, reading.matches[0], counted[text]) for reading, text in holding])]


def _ballot(kind: str, match: Match, weight: float) -> Ballot:
    return Ballot(match.parts or match.value, weight * match.confidence, is_checked(kind, match.value))


def compose(kind: str, parts: Mapping[str, Any]) -> Any:
    """The typed value of a composite kind from its parts; what was not said is null, and then `iso` too."""
    if kind in ("date", "date_of_birth"):
        return {"iso": _iso_date(parts), **{part: parts.get(part) for part in DATE_PARTS}}
    if kind == "time":
        hour = parts.get("hour")
        minute = parts.get("minute") or 0
        return {
            "iso": f"{hour:02d}:{minute:02d}" if hour is not None else None,
            "hour": hour,
            "minute": minute if hour is not None else None,
        }
    if kind == "date_time":
        day, clock = (parts.get(part) or {} for part in ("date", "time"))
        iso = f"{day['iso']}T{clock['iso']}" if day.get("iso") and clock.get("iso") else None
        return {"iso": iso, "date": parts.get("date"), "time": parts.get("time")}
    if kind == "card_expiry":
        month, year = parts.get("month"), parts.get("year")
        return {"iso": f"{year:04d}-{month:02d}" if month and year else None, "month": month, "year": year}
    names = KINDS[kind].parts if kind in KINDS else ()
    return {name: parts.get(name) for name in dict.fromkeys((*names, *parts))}


def _iso_date(parts: Mapping[str, Any]) -> str | None:
    try:
        return date(parts["year"], parts["month"], parts["day"]).isoformat()
    except (KeyError, TypeError, ValueError):
        return None


def value_parts(kind: str, value: Any) -> dict[str, Any]:
    """The parts that a typed value holds; empty for kinds without parts."""
    if not isinstance(value, Mapping) or kind not in KINDS:
        return {}
    return {part: value[part] for part in KINDS[kind].parts if value.get(part) is not None}


__all__ = [
    "CHECKS",
    "KindInfo",
    "compose",
    "kind_info",
    "kinds",
    "recognise",
    "recognise_alternatives",
    "validate_checksum",
    "value_parts",
]
