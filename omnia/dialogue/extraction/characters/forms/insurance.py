"""Codes of insurance and vehicles. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form

_WORTH = {letter: place % 9 + 1 for place, letter in enumerate("ABCDEFGHI")} | dict(
    zip("JKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _holds_vin(value: str) -> bool:
    """The ninth character checks the others where it must: of vehicles from North America (49 CFR 565.15) and China (GB 16735).

    Letters count by their column on a keyboard of punched cards (S is 2); the weighed sum modulo eleven, ten being X.
    """
    if value[0] not in "12345L":
        return True
    worth = (int(character) if character.isdigit() else _WORTH[character] for character in value)
    rest = sum(weight * number for weight, number in zip(_WEIGHTS, worth, strict=True)) % 11
    return value[8] == ("X" if rest == 10 else str(rest))


FORMS: Mapping[str, tuple[Form, ...]] = {
    # Each insurer has its own form: letters and digits, at least four of them digits.
    "policy_number": (form("policy number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,16}", (6, 16), r"[A-Z0-9]{2,5}"),),
    # Each insurer has its own form: letters and digits, at least four of them digits.
    "claim_number": (form("claim number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,20}", (6, 20), r"[A-Z0-9]{2,5}"),),
    # ISO 3779: seventeen characters without I, O and Q; the first tells the part of the world (ISO 3780).
    "vin": (
        form(
            "vehicle identification number",
            r"(?=(?:[A-Z]*\d){3})[A-HJ-NPR-Z0-9]{13}\d{4}",
            (17, 17),
            r"[A-HJ-NPR-Z0-9]{2,16}",
            _holds_vin,
            distinctive=True,
        ),
    ),
    # The series that are on the roads, country by country.
    "licence_plate": (
        # D.P.R. 495/1992: AA 000 AA without I, O, Q and U; before 1994 the province and six characters.
        form(
            "licence plate",
            r"[A-HJ-NPR-TV-Z]{2}\d{3}[A-HJ-NPR-TV-Z]{2}|(?:ROMA|[A-Z]{2})(?:\d{6}|\d{5}[A-Z]|[A-Z]\d{5})",
            (7, 10),
            r"[A-Z]{2}\d{1,4}[A-Z]?",
            countries=("IT",),
            shape="AA999AA",
        ),
        # Real Decreto 2822/1998: 0000 BBB without vowels, Ñ and Q; before 2000 the province.
        form(
            "licence plate",
            r"\d{4}[BCDFGHJ-NPRSTV-Z]{3}|[A-Z]{1,2}\d{4}[A-Z]{1,2}",
            (6, 8),
            r"\d{1,4}[A-Z]{0,2}",
            countries=("ES",),
        ),
        # Arrêté of 9 February 2009: AA-000-AA without I, O, U and SS, nor WW at its end; before it numbers, letters, department.
        form(
            "licence plate",
            r"(?!SS)[A-HJ-NP-TV-Z]{2}\d{3}(?!SS|WW)[A-HJ-NP-TV-Z]{2}|\d{1,4}[A-Z]{2,3}(?:\d{2}|2[AB]|97\d)",
            (6, 9),
            r"[A-Z]{2}\d{0,3}[A-Z]?",
            countries=("FR",),
            shape="AA999AA",
        ),
        # Fahrzeug-Zulassungsverordnung, annex 1: district, one or two letters, up to four digits, E or H.
        form(
            "licence plate",
            r"[A-ZÄÖÜ]{2,5}[1-9]\d{0,3}[EH]?",
            (3, 9),
            r"[A-ZÄÖÜ]{2,5}",
            countries=("DE",),
        ),
        # DVLA INF104: current style AA00 AAA without I, Q and, in front, Z; then prefix, suffix and the oldest ones.
        form(
            "licence plate",
            r"[A-HJ-PR-Y][A-HJ-PR-Y]\d{2}[A-HJ-PR-Z]{3}|[A-HJ-NP-TV-Y]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-HJ-NP-TV-Y]|[A-Z]{1,3}\d{4}",
            (4, 7),
            r"[A-Z]{1,3}\d{1,3}[A-Z]{0,2}",
            countries=("GB",),
        ),
        # Decreto-Lei 2/2020: pairs of letters and digits, of which the series so far have one or two pairs of letters.
        form(
            "licence plate",
            r"[A-Z]{2}\d{2}[A-Z]{2}|\d{2}[A-Z]{2}\d{2}|\d{4}[A-Z]{2}|[A-Z]{2}\d{4}",
            (6, 6),
            r"[A-Z0-9]{2,5}",
            countries=("PT",),
        ),
    ),
}

CHECKS: Mapping[str, Check] = {"vin": _holds_vin}
"""Checks that a template's constraint may name."""
