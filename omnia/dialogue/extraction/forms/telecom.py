"""Codes of telephone lines and devices. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from omnia.dialogue.extraction.forms.base import Check, Form

FORMS: Mapping[str, tuple[Form, ...]] = {}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
