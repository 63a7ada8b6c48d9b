"""Codes of telephone lines and devices. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum import imei, luhn

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _holds_iccid(value: str) -> bool:
    """Luhn over all digits; cards of twenty digits may carry a filler after the checked nineteen."""
    return bool(luhn.is_valid(value) or (len(value) == 20 and luhn.is_valid(value[:19])))


FORMS: Mapping[str, tuple[Form, ...]] = {
    # ITU-T E.118: 89, country, issuer, number, and a check digit by Luhn; nineteen digits, twenty in some countries.
    "iccid": (form("ICCID", r"89\d{17,18}", (19, 20), r"89\d{2,16}", _holds_iccid, distinctive=True),),
    # 3GPP TS 23.003: fifteen digits, the last of which checks the others by Luhn.
    "imei": (form("IMEI", r"\d{15}", (15, 15), r"\d{4,14}", imei.is_valid, distinctive=True),),
    "migration_code": (
        # AGCOM, resolution 274/07/CONS: three characters of the operator (COW), eight to twelve of the line (COR), three digits
        # of the service (COS: 001 and on; 222 and 999 for the number alone), a control letter whose computation is not published.
        form(
            "migration code",
            r"[A-Z][A-Z0-9]{10,14}(?:0[0-2]\d|222|999)[A-Z]",
            (15, 19),
            r"[A-Z][A-Z0-9]{1,13}",
            countries=("IT",),
        ),
        # ARCEP, decision 2009-0239, article 10 (relevé d'identité opérateur): operator, quality of the customer (E and P, for
        # fixed lines letters from F on), contract, a key of three characters that depends on the telephone number too.
        form("RIO", r"\d{2}[E-Z][A-Z0-9]{9}", (12, 12), r"\d{2}[E-Z]?[A-Z0-9]{0,8}", countries=("FR",)),
    ),
}

CHECKS: Mapping[str, Check] = {"imei": imei.is_valid, "iccid": _holds_iccid}
"""Checks that a template's constraint may name."""
