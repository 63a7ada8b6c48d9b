"""Numbers of health cards and prescriptions. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.it import codicefiscale

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _holds_kvnr(value: str) -> bool:
    """The check digit of a German number: the letter as two digits, weights one and two, cross sums modulo ten (§ 290 SGB V)."""
    digits = f"{ord(value[0]) - ord('A') + 1:02d}{value[1:9]}"
    products = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(value[9])


FORMS: Mapping[str, tuple[Form, ...]] = {
    "health_card": (
        # The Italian card bears the codice fiscale (D.M. 11/3/2004), homocodes among them.
        form(
            "health card number",
            r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]",
            (16, 16),
            r"[A-Z]{3,6}\d{0,2}",
            codicefiscale.is_valid,
            countries=("IT",),
            shape="AAAAAA99A99A999A",
        ),
        # Real Decreto 183/2004: the community's own code, of four letters of the surnames and ten digits or twelve.
        form("health card number", r"[A-Z]{4}\d{10,12}", (14, 16), r"[A-Z]{4}\d{0,9}", countries=("ES",)),
        # The code of the whole Sistema Nacional de Salud on the same card: B eight times, two letters, six digits.
        form("health card number", r"B{8}[A-Z]{2}\d{6}", (16, 16), r"B{2,8}[A-Z]{0,2}\d{0,5}", countries=("ES",)),
        # Décret 82-103: sex, year and month of birth, department, commune, order, and a key modulo 97; 3, 4, 7, 8 provisional.
        form(
            "health card number",
            r"[1-478]\d{4}(?:\d{2}|2[AB])\d{8}",
            (15, 15),
            r"[1-478]\d{4,13}",
            nir.is_valid,
            countries=("FR",),
        ),
        # § 290 SGB V: a letter and nine digits, the last a check digit.
        form("health card number", r"[A-Z]\d{9}", (10, 10), r"[A-Z]\d{1,8}", _holds_kvnr, countries=("DE",), shape="A999999999"),
        # NHS Data Dictionary: ten digits, the last a check digit modulo 11.
        form("health card number", r"\d{10}", (10, 10), r"\d{3,9}", nhs.is_valid, countries=("GB",)),
        # Registo Nacional de Utentes: nine digits.
        form("health card number", r"\d{9}", (9, 9), r"\d{3,8}", countries=("PT",)),
        # The European card, field 8 (Decision S2 of 12 June 2009; EN 1867): 80 for health, the country by ISO 3166 numeric, the
        # institution, and ten digits of its own; on the back of the Italian and the German card.
        form(
            "European health insurance card number",
            r"80(?:380|724|250|276|826|620)\d{15}",
            (20, 20),
            r"80(?:380|724|250|276|826|620)\d{2,14}",
            countries=("IT", "ES", "FR", "DE", "GB", "PT"),
        ),
    ),
    # D.M. 2/11/2011: three digits of the region, two characters of the lot, ten digits; elsewhere letters and digits.
    "prescription_code": (
        form("prescription code", r"\d{3}[A-Z0-9]{2}\d{10}", (15, 15), r"\d{3}[A-Z0-9]{0,11}", countries=("IT",)),
        form(
            "prescription code",
            r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{8,20}",
            (8, 20),
            r"[A-Z0-9]{3,7}",
            countries=("ES", "FR", "DE", "GB", "PT"),
        ),
    ),
}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
