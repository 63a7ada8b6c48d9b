"""Codes of bookings, flights and tickets. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _holds_ticket(value: str) -> bool:
    """Of fourteen digits the last is the rest of the ten of the document by seven."""
    return len(value) == 13 or int(value[3:13]) % 7 == int(value[13])


FORMS: Mapping[str, tuple[Form, ...]] = {
    # IATA Passenger Services: six letters and digits, without 0 and 1, which are taken for O and I.
    "booking_reference": (form("booking reference", r"[A-Z2-9]{6}", (6, 6), r"[A-Z0-9]{2,5}"),),
    # IATA Resolution 762: designator of the airline, up to four digits, at times a letter.
    "flight_number": (form("flight number", r"(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{1,4}[A-Z]?", (3, 7), r"[A-Z]{2}|[A-Z]\d"),),
    # IATA Resolution 722: three digits of the airline, ten of the document, at times a check digit (the number modulo 7).
    "ticket_number": (form("ticket number", r"\d{13}\d?", (13, 14), r"\d{3,12}", _holds_ticket),),
}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
