"""Codes of banking and business: accounts, banks, cards, VAT numbers. Sources of the rules stand at each form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stdnum import bic, iban, luhn
from stdnum.ch import uid
from stdnum.eu import vat as eu_vat
from stdnum.it import iva

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _iban_length(characters: str) -> int | None:
    """Length of an IBAN by its country (SWIFT IBAN registry, as python-stdnum carries it); None for no such country."""
    found = iban._ibandb.info(characters[:2] + "00")[0][1]  # noqa: SLF001  # the registry has no public door
    structure = found.get("bban")
    return 4 + sum(int(size) for size in re.findall(r"(\d+)!", structure)) if structure else None


def _holds_iban(value: str) -> bool:
    """ISO 7064 mod 97-10 and the country's length; national digits inside are the bank's own affair."""
    return bool(iban.is_valid(value, check_country=False))


def _least_vat(characters: str) -> int:
    """An Italian number alone has 11 digits; with a country before it the shortest in Europe has 10 characters."""
    return 11 if characters.isdigit() else 10


def _holds_vat(value: str) -> bool:
    return bool(iva.is_valid(value)) if value.isdigit() else bool(eu_vat.is_valid(value))


def _holds_in(country: str) -> Check:
    """Whether a VAT number that lacks its country is one there."""
    return lambda value: bool(eu_vat.is_valid(f"{country}{value}"))


def _holds_swiss_vat(value: str) -> bool:
    """A Swiss or Liechtenstein enterprise's number; what follows it says in which language that it is a VAT number."""
    return bool(uid.is_valid(value[:12]))


def _national_vat(country: str, pattern: str, length: int) -> Form:
    """A VAT number as it is told at home, without the country before it."""
    return form(
        "VAT number", pattern, (length, length), r"\d{4,8}", _holds_in(country), countries=(country,), distinctive=True
    )  # fmt: skip


FORMS: Mapping[str, tuple[Form, ...]] = {
    # ISO 13616; check by ISO 7064 mod 97-10.
    "iban": (
        form(
            "IBAN", r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", (15, 34), r"[A-Z]{2}\d{2}[A-Z0-9]*", _holds_iban,
            length_of=_iban_length, distinctive=True,
        ),
    ),
    # ISO 9362: bank, country, location, branch.
    "bic": (
        form(
            "BIC", r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", (8, 11), r"[A-Z]{4,6}[A-Z0-9]{0,2}", bic.is_valid,
            announced=("bic", "swift"),
        ),
    ),
    # Council Directive 2006/112/EC art. 215; the Italian number alone has 11 digits with a Luhn check (D.P.R. 633/1972).
    "vat": (
        form(
            "VAT number", r"(?:[A-Z]{2}[A-Z0-9]{8,12}|\d{11})", (10, 14), r"(?:[A-Z]{2})?\d{4,10}", _holds_vat,
            least=_least_vat, distinctive=True,
        ),
        form(
            "VAT number", r"CHE\d{9}(?:MWST|TVA|IVA|TPV)?", (12, 16), r"CHE\d{4,8}", _holds_swiss_vat,
            countries=("CH", "LI"), distinctive=True,
        ),
        _national_vat("AT", r"U\d{8}", 9),
        _national_vat("ES", r"[A-Z]\d{7}[A-Z0-9]", 9),
        _national_vat("NL", r"\d{9}B\d{2}", 12),
    ),
    # ISO/IEC 7812: payment cards, checked by Luhn.
    "card_number": (form("card number", r"[2-6]\d{12,18}", (13, 19), r"[2-6]\d{3,12}", luhn.is_valid, distinctive=True),),
    # Domestic accounts without a country: six to eighteen digits.
    "account_number": (form("account number", r"\d{6,18}", (6, 18), r"\d{2,5}"),),
}  # fmt: skip

CHECKS: Mapping[str, Check] = {
    "luhn": luhn.is_valid,
    "mod97": _holds_iban,
    "iban": _holds_iban,
    "partita_iva": iva.is_valid,
    "vat": _holds_vat,
    "bic": bic.is_valid,
}
"""Checks that a template's constraint may name."""
