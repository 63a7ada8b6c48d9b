"""Words that whoever guesses an account of this product tries first: a password made of one and little else is refused."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.control.models import User

WORDS = (
    "omnia",
    "dialogue",
    "template",
    "catalogue",
    "studio",
    "password",
    "passwort",
    "benvenuto",
    "welcome",
    "assistenza",
    "support",
)
FEWEST_BESIDE = 8
"""Letters that a password must have beside such words; digits and signs are what people add to them."""


class OwnWordsValidator:
    """Refuses passwords that are the product's own words with a number behind them."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002  # Django's signature
        """Raise `ValidationError` for such a password."""
        rest = password.lower()
        for word in WORDS:
            rest = rest.replace(word, "")
        if rest != password.lower() and len(re.sub(r"[\W\d_]", "", rest)) < FEWEST_BESIDE:
            raise ValidationError(_("This password is made of words that everybody here would try first."), code="own_words")

    def get_help_text(self) -> str:
        """What the admin's form says beforehand."""
        return _("Your password can’t be made of this product’s own words and a number.")
