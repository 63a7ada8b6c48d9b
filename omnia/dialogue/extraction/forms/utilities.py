"""Codes of energy and water supply. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from omnia.dialogue.extraction.forms.base import Check, Form, form

FORMS: Mapping[str, tuple[Form, ...]] = {
    # ARERA, resolution 293/05: IT, three digits of the distributor, E, eight digits, and at times a check digit.
    "pod": (form("POD code", r"IT\d{3}E\d{8}\d?", (14, 15), r"IT\d{0,3}E?\d{0,8}", shape="AA999A99999999", distinctive=True),),
}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
