"""Codes of telephone lines and devices. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum import imei, luhn

from omnia.dialogue.extraction.forms.base import Check, Form, form


def _holds_iccid(value: str) -> bool:
    """Luhn over all digits; cards of twenty digits may carry a filler after the checked nineteen."""
    return bool(luhn.is_valid(value) or (len(value) == 20 and luhn.is_valid(value[:19])))


FORMS: Mapping[str, tuple[Form, ...]] = {
    # ITU-T E.118: 89, country, issuer, number, and a check digit by Luhn; nineteen digits, twenty in some countries.
    "iccid": (form("ICCID", r"89\d{17,18}", (19, 20), r"89\d{2,16}", _holds_iccid, distinctive=True),),
    # 3GPP TS 23.003: fifteen digits, the last of which checks the others by Luhn.
    "imei": (form("IMEI", r"\d{15}", (15, 15), r"\d{4,14}", imei.is_valid, distinctive=True),),
    # AGCOM, resolution 274/07/CONS: operator, resource, type of service and a check character; its lengths differ by operator.
    "migration_code": (form("migration code", r"[A-Z]{3}[A-Z0-9]{5,15}\d{3}[A-Z]", (12, 22), r"[A-Z]{3}[A-Z0-9]{0,15}"),),
}

CHECKS: Mapping[str, Check] = {"imei": imei.is_valid, "iccid": _holds_iccid}
"""Checks that a template's constraint may name."""
