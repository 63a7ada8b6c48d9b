"""Numbers of orders, goods and cases. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum import ean

from omnia.dialogue.extraction.characters.forms.base import Check, Form, form


def _holds_article(value: str) -> bool:
    """The check digit of numbers by GS1; what has letters is the shop's own affair."""
    return not value.isdigit() or bool(ean.is_valid(value))


FORMS: Mapping[str, tuple[Form, ...]] = {
    # Each shop has its own form: letters and digits, at least four of them digits.
    "order_number": (form("order number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{5,20}", (5, 20), r"[A-Z0-9]{2,4}"),),
    # GS1 General Specifications: 8, 12, 13 or 14 digits with a check digit; else the shop's own letters and digits.
    "article_number": (
        form(
            "article number",
            r"\d{8}|\d{12,14}|(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){2})[A-Z0-9]{4,16}",
            (4, 16),
            r"[A-Z0-9]{2,3}",
            _holds_article,
        ),
    ),
    # Each office has its own form: letters and digits, at least four of them digits.
    "case_number": (form("case number", r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{5,20}", (5, 20), r"[A-Z0-9]{2,4}"),),
}

CHECKS: Mapping[str, Check] = {}
"""Checks that a template's constraint may name."""
