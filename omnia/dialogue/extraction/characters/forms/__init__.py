"""The forms of codes that people say and type, one file a trade."""

from collections.abc import Mapping

from omnia.dialogue.extraction.characters.forms import finance, health, identity, insurance, orders, telecom, travel, utilities
from omnia.dialogue.extraction.characters.forms.base import Check, Form

_TRADES = (finance, identity, utilities, insurance, telecom, health, travel, orders)

FORMS: Mapping[str, tuple[Form, ...]] = {kind: forms for trade in _TRADES for kind, forms in trade.FORMS.items()}
"""The forms of each kind of code; several where countries have their own."""

CHECKS: Mapping[str, Check] = {name: check for trade in _TRADES for name, check in trade.CHECKS.items()}
"""Checks by the name that a template's constraint gives."""

__all__ = ["CHECKS", "FORMS", "Check", "Form"]
