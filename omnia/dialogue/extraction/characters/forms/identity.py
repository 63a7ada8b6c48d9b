"""Codes of persons: tax codes and the numbers of identity documents. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum.de import idnr
from stdnum.es import dni, nie, nif
from stdnum.fr import nif as french_nif
from stdnum.gb import utr
from stdnum.it import codicefiscale
from stdnum.pt import cc
from stdnum.pt import nif as portuguese_nif

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _holds_spanish(value: str) -> bool:
    """The letter of a DNI or of a NIE."""
    return bool(nie.is_valid(value) if value[0] in "XYZ" else dni.is_valid(value))


WEIGHTS = (7, 3, 1)


def _holds_german(value: str) -> bool:
    """The tenth character checks the other nine (ICAO Doc 9303-3, 4.9); without it only the form is known."""
    if len(value) == 9:
        return True
    worth = (int(character, 36) * WEIGHTS[place % 3] for place, character in enumerate(value[:9]))
    return sum(worth) % 10 == int(value[9])


FORMS: Mapping[str, tuple[Form, ...]] = {
    # D.M. 23/12/1976 n. 13813: surname, name, year, month, day and sex, municipality, check character; homocodes put letters
    # for digits.
    "codice_fiscale": (
        form(
            "codice fiscale",
            r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]",
            (16, 16),
            r"[A-Z]{3,6}[0-9LMNPQRSTUV]{0,2}[ABCDEHLMPRST]?[0-9LMNPQRSTUV]{0,2}[A-Z]?[0-9LMNPQRSTUV]{0,3}",
            codicefiscale.is_valid,
            shape="AAAAAA99A99A999A",
            distinctive=True,
        ),
    ),
    "tax_code": (
        # See `codice_fiscale`.
        form(
            "tax code",
            r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]",
            (16, 16),
            r"[A-Z]{3,6}\d{0,2}",
            codicefiscale.is_valid,
            countries=("IT",),
            shape="AAAAAA99A99A999A",
        ),
        # Real Decreto 1065/2007: DNI, NIE or CIF with their letters.
        form("tax code", r"[A-Z0-9]\d{7}[A-Z0-9]", (9, 9), r"[A-Z0-9]\d{2,7}", nif.is_valid, countries=("ES",)),
        # Code général des impôts: thirteen digits, the last three a key modulo 511.
        form("tax code", r"[0-3]\d{12}", (13, 13), r"[0-3]\d{3,11}", french_nif.is_valid, countries=("FR",)),
        # § 139b AO: eleven digits, the last by ISO 7064 mod 11, 10.
        form("tax code", r"[1-9]\d{10}", (11, 11), r"[1-9]\d{3,9}", idnr.is_valid, countries=("DE",)),
        # Decreto-Lei 14/2013: nine digits, the last modulo 11.
        form("tax code", r"[1-9]\d{8}", (9, 9), r"[1-9]\d{3,7}", portuguese_nif.is_valid, countries=("PT",)),
        # HMRC NIM39110 (National Insurance number) and the Unique Taxpayer Reference.
        form(
            "tax code",
            r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]",
            (9, 9),
            r"[A-Z]{2}\d{1,6}",
            countries=("GB",),
            shape="AA999999A",
        ),
        form("tax code", r"\d{10}", (10, 10), r"\d{4,9}", utr.is_valid, countries=("GB",)),
    ),
    "identity_document": (
        # D.M. 23/12/2015: the electronic card; before it two letters and seven digits.
        form("document number", r"C[A-Z]\d{5}[A-Z]{2}|[A-Z]{2}\d{7}", (9, 9), r"[A-Z]{2}\d{1,6}", countries=("IT",)),
        # Real Decreto 1553/2005 and 557/2011: DNI and NIE with their letter.
        form("document number", r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]", (9, 9), r"[XYZ]?\d{2,8}", _holds_spanish, countries=("ES",)),
        # Arrêté of 15 March 2021: nine characters; the older cards twelve digits.
        form(
            "document number",
            r"\d{12}|(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){2})[A-Z0-9]{9}",
            (9, 12),
            r"[A-Z0-9]{3,8}",
            countries=("FR",),
        ),
        # BSI TR-03110, ICAO Doc 9303: nine characters without vowels, at times with their check digit.
        form(
            "document number",
            r"[CFGHJK-NPRTV-Z][CFGHJK-NPRTV-Z0-9]{8}\d?",
            (9, 10),
            r"[CFGHJK-NPRTV-Z0-9]{3,8}",
            _holds_german,
            countries=("DE",),
        ),
        # Lei 7/2007: the civil number, a digit, two letters and a check digit.
        form("document number", r"\d{9}[A-Z0-9]{2}\d", (12, 12), r"\d{3,9}[A-Z]{0,2}", cc.is_valid, countries=("PT",)),
    ),
    # ICAO Doc 9303: nine characters at most; each state has its own series.
    "passport": (
        form("passport number", r"[A-Z]{2}\d{7}", (9, 9), r"[A-Z]{2}\d{1,6}", countries=("IT",), shape="AA9999999"),
        form("passport number", r"[A-Z]{2,3}\d{6}", (8, 9), r"[A-Z]{2,3}\d{1,5}", countries=("ES",)),
        form("passport number", r"\d{2}[A-Z]{2}\d{5}", (9, 9), r"\d{2}[A-Z]{0,2}\d{0,4}", countries=("FR",), shape="99AA99999"),
        form(
            "passport number",
            r"[CFGHJK-NPRTV-Z][CFGHJK-NPRTV-Z0-9]{8}\d?",
            (9, 10),
            r"[CFGHJK-NPRTV-Z0-9]{3,8}",
            _holds_german,
            countries=("DE",),
        ),
        form("passport number", r"\d{9}", (9, 9), r"\d{3,8}", countries=("GB",)),
        # Nine digits; since 2021 a letter and eight digits (Department of State, Next Generation Passport).
        form("passport number", r"[A-Z]\d{8}|\d{9}", (9, 9), r"[A-Z]?\d{2,7}", countries=("US",)),
        form("passport number", r"[A-Z]{1,2}\d{6}", (7, 8), r"[A-Z]{1,2}\d{1,5}", countries=("PT",)),
    ),
    "driving_licence": (
        # D.M. 20/4/2012: ten characters, the last a letter.
        form(
            "driving licence number", r"U1[A-Z0-9]{7}[A-Z]|[A-Z]{2}\d{7}[A-Z]", (10, 10), r"[A-Z][A-Z1]\d{1,7}", countries=("IT",)
        ),
        form(
            "driving licence number", r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]", (9, 9), r"[XYZ]?\d{2,8}", _holds_spanish, countries=("ES",)
        ),
        # Arrêté of 20 April 2012: twelve digits, since 2013 nine characters.
        form("driving licence number", r"\d{12}|\d{2}[A-Z]{2}\d{5}", (9, 12), r"\d{2}[A-Z]{0,2}\d{1,9}", countries=("FR",)),
        # Fahrerlaubnis-Verordnung: eleven characters.
        form("driving licence number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{11}", (11, 11), r"[A-Z0-9]{3,10}", countries=("DE",)),
        # DVLA: five of the surname, six of the birth, two initials, three characters.
        form(
            "driving licence number",
            r"[A-Z]{1,5}9{0,4}\d{6}[A-Z9]{2}[A-Z0-9]{3}",
            (16, 16),
            r"[A-Z]{2,5}[0-9]{0,6}",
            countries=("GB",),
        ),
        form("driving licence number", r"[A-Z]{1,2}\d{5,8}", (6, 10), r"[A-Z]{1,2}\d{1,4}", countries=("PT",)),
    ),
}

CHECKS: Mapping[str, Check] = {"codice_fiscale": codicefiscale.is_valid}
"""Checks that a template's constraint may name."""
