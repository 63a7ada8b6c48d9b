"""Codes of insurance and vehicles. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from omnia.dialogue.extraction.forms.base import Check, Form, form

FORMS: Mapping[str, tuple[Form, ...]] = {
    # Each insurer has its own form: letters and digits, at least four of them digits.
    "policy_number": (form("policy number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,16}", (6, 16), r"[A-Z0-9]{2,5}"),),
}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
