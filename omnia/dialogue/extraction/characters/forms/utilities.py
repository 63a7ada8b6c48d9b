"""Codes of energy and water supply. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum.es import cups

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form

FORMS: Mapping[str, tuple[Form, ...]] = {
    # ARERA, resolution 293/05: IT, three digits of the distributor, E, eight digits, and at times a check digit.
    "pod": (form("POD code", r"IT\d{3}E\d{8}\d?", (14, 15), r"IT\d{0,3}E?\d{0,8}", shape="AA999A99999999", distinctive=True),),
    # ARERA, resolution 138/04: fourteen digits, the first of which name the distributor.
    "pdr": (form("PDR code", r"\d{14}", (14, 14), r"\d{2,13}"),),
    # Real Decreto 1164/2001 and CNMC: ES, sixteen digits, two check letters, at times a number and the letter of a border point.
    "cups": (
        form(
            "CUPS code",
            r"ES\d{16}[A-Z]{2}(?:\d[FPRCXYZ])?",
            (20, 22),
            r"ES\d{0,16}[A-Z]?",
            cups.is_valid,
            shape="AA9999999999999999AA",
            distinctive=True,
        ),
    ),
    # Makers number their meters as they like: letters and digits, at least four of them digits.
    "meter_number": (form("meter number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{5,20}", (5, 20), r"[A-Z0-9]{2,4}"),),
    # Each supplier has its own form: letters and digits, at least four of them digits.
    "customer_code": (form("customer code", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{5,16}", (5, 16), r"[A-Z0-9]{2,4}"),),
}

CHECKS: Mapping[str, Check] = {"cups": cups.is_valid}
"""Checks that a template's constraint may name."""
