"""Codes of persons: tax codes and the numbers of identity documents. Sources of the rules stand at each form."""

from __future__ import annotations

from collections.abc import Mapping

from stdnum.it import codicefiscale

from omnia.dialogue.extraction.forms.base import Check, Form, form

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
}

CHECKS: Mapping[str, Check] = {"codice_fiscale": codicefiscale.is_valid}
"""Checks that a template's constraint may name."""
