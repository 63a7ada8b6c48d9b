"""How long a project keeps what was said to it: its own figures, else the platform's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings

FEWEST_DAYS, MOST_DAYS = 1, 3650
FIELDS = {"retention_days": 1, "words_days": 1}
"""The fields of the project's settings, as a projection."""


class Retention(NamedTuple):
    """Days that finished conversations, and words that did not help, are kept."""

    conversations: int
    words: int


def retention_of(row: Mapping[str, Any] | None) -> Retention:
    """What a project's settings say; words never stay longer than the conversations that they are from."""
    held = row or {}
    days = int(held.get("retention_days") or settings.OMNIA_CONVERSATION_DAYS)
    return Retention(days, min(days, int(held.get("words_days") or days)))
