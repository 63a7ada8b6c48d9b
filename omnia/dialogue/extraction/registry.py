"""The recognisers of the product by the kind of value that they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

from omnia.dialogue.extraction.characters.codes import code_recogniser, validate_checksum
from omnia.dialogue.extraction.characters.forms import CHECKS, FORMS
from omnia.dialogue.extraction.hearing.disfluencies import read_with_repairs
from omnia.dialogue.extraction.hearing.evidence import Attempt, Heard, by_attempt, heard
from omnia.dialogue.extraction.hearing.joined_codes import joined_code
from omnia.dialogue.extraction.hearing.nbest import Ballot, elected, is_checked, sureness
from omnia.dialogue.extraction.hearing.pieced_alternatives import heard_by_pieces
from omnia.dialogue.extraction.hearing.voted_rows import voted_row
from omnia.dialogue.extraction.text.door import DoorText, at_the_door, blank_emoji
from omnia.dialogue.extraction.time.composing import COMPOSERS, DATE_PARTS
from omnia.dialogue.extraction.values import Context, Reading, Recogniser

EMOJI_COUNT = frozenset(("free_text", "yes_no"))
"""Kinds that an emoji may answer."""

FLAGGED = frozenset(("country", "nationality"))
"""Kinds that a flag stands for a value of."""

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


_KINDS: tuple[tuple[KindInfo, str], ...] = (
    (KindInfo("yes_no"), "answers.yes_no:recognise_yes_no"),
    (KindInfo("number"), "numbers.numbers:recognise_number"),
    (KindInfo("integer"), "numbers.numbers:recognise_integer"),
    (KindInfo("percentage"), "numbers.numbers:recognise_percentage"),
    (KindInfo("rating"), "numbers.ratings:recognise_rating"),
    (KindInfo("date", DATE_PARTS, 4, 0.7), "time.dates:recognise_date"),
    (KindInfo("date_of_birth", DATE_PARTS, 4, 0.7), "time.dates:recognise_date_of_birth"),
    (KindInfo("day"), "time.dates:recognise_day"),
    (KindInfo("month"), "time.dates:recognise_month"),
    (KindInfo("year"), "time.dates:recognise_year"),
    (KindInfo("time", ("hour", "minute"), 5, 0.8), "time.times:recognise_time"),
    (KindInfo("hour"), "time.clock_parts:recognise_hour"),
    (KindInfo("minute"), "time.clock_parts:recognise_minute"),
    (KindInfo("date_range", ("start", "end"), 3, 0.9), "time.ranges:recognise_date_range"),
    (KindInfo("date_time", ("date", "time"), 3, 0.9), "time.appointments:recognise_date_time"),
    (KindInfo("card_expiry", ("month", "year"), 4, 0.9), "time.card_expiries:recognise_card_expiry"),
    (KindInfo("duration", (), 6, 0.9), "time.durations:recognise_duration"),
    (KindInfo("amount", (), 5, 0.9), "money.amounts:recognise_amount"),
    (KindInfo("full_name", ("first", "last"), 8, 0.75), "people.names:recognise_full_name"),
    (KindInfo("first_name"), "people.names:recognise_first_name"),
    (KindInfo("last_name"), "people.names:recognise_last_name"),
    (KindInfo("email", (), 2), "characters.emails:recognise_email"),
    (KindInfo("phone", (), 3), "characters.phones:recognise_phone"),
    (KindInfo("mobile", (), 3), "characters.phones:recognise_mobile"),
    (KindInfo("address", ("street", "number", "postal_code", "city"), 7, 0.7), "places.addresses:recognise_address"),
    (KindInfo("street"), "places.addresses:recognise_street"),
    (KindInfo("house_number"), "places.addresses:recognise_house_number"),
    (KindInfo("city"), "places.addresses:recognise_city"),
    (KindInfo("company_name"), "people.companies:recognise_company_name"),
    (KindInfo("postal_code"), "characters.postcodes:recognise_postal_code"),
    (KindInfo("country", (), 6, 0.9), "places.countries:recognise_country"),
    (KindInfo("nationality", (), 6, 0.9), "places.nationalities:recognise_nationality"),
    (KindInfo("language"), "places.spoken_languages:recognise_language"),
    (KindInfo("choice"), "answers.choices:recognise_choice"),
    (KindInfo("multi_choice"), "answers.multi_choices:recognise_multi_choice"),
    (KindInfo("digits"), "characters.codes:recognise_digits"),
    (KindInfo("alphanumeric"), "characters.codes:recognise_alphanumeric"),
    (KindInfo("free_text"), "answers.free_text:recognise_free_text"),
    (KindInfo("url"), "characters.urls:recognise_url"),
    (KindInfo("meter_reading"), "characters.meter_readings:recognise_meter_reading"),
    (KindInfo("size"), "numbers.sizes:recognise_size"),
    (KindInfo("contract_power"), "numbers.contract_power:recognise_contract_power"),
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
    """All that the recogniser of a kind finds in a text, heard as people speak; raises `KeyError` for an unknown kind.

    Offsets and words of what is found are those of the text as given.
    """
    read = recogniser(kind)
    door = at_the_door(text)
    plain = door.text if kind in EMOJI_COUNT else blank_emoji(door.text, flags_are_codes=kind in FLAGGED)
    reading = read_with_repairs(kind, read, compose, plain, context)
    return reading if plain == text else _as_typed(reading, door, text)


def _as_typed(reading: Reading, door: DoorText, text: str) -> Reading:
    """A reading with offsets and words of what was typed."""
    spans = {span: door.span(*span) for found in (reading.matches, reading.violations) for span in (each.span for each in found)}
    matches = tuple(replace(each, raw=text[slice(*spans[each.span])], span=spans[each.span]) for each in reading.matches)
    misses = tuple(replace(each, raw=text[slice(*spans[each.span])], span=spans[each.span]) for each in reading.violations)
    return Reading(matches, misses)


def recognise_attempts(kind: str, attempts: Sequence[Attempt], context: Context) -> Heard:
    """The transcription to believe, with its reading, of what was said last and at earlier attempts.

    How sure its value is tells what rivals it has. Without a value in any transcription, the first of the last attempt.
    """
    every = heard(attempts, lambda text: recognise(kind, text, context))
    holding = [each for each in every if each.reading.matches]
    if not holding:
        return joined_code(kind, every, context) or (every[0] if every else Heard("", Reading()))
    if len(holding) == 1:
        return holding[0]
    return heard_by_pieces(kind, every, context) or voted_row(kind, every, context) or _elected(kind, every)


def _elected(kind: str, every: Sequence[Heard]) -> Heard:
    """The transcription whose value most speaks for."""
    holding, ballots = [], []
    for each, weight in by_attempt(every, holding=False):
        if each.reading.matches:
            match = each.reading.matches[0]
            checked = is_checked(kind, match.value)
            holding.append(each)
            ballots.append(
                Ballot(
                    match.parts or match.value, weight * match.confidence, checked, sure=match.confidence, attempt=each.attempt
                )
            )
    place = elected(ballots)
    first, *others = holding[place].reading.matches
    return replace(holding[place], reading=Reading((replace(first, confidence=sureness(ballots, place)), *others)))


def compose(kind: str, parts: Mapping[str, Any]) -> Any:
    """The typed value of a composite kind from its parts; what was not said is null, and then `iso` too."""
    if kind in COMPOSERS:
        return COMPOSERS[kind](parts)
    names = KINDS[kind].parts if kind in KINDS else ()
    return {name: parts.get(name) for name in dict.fromkeys((*names, *parts))}


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
    "recognise_attempts",
    "validate_checksum",
    "value_parts",
]
