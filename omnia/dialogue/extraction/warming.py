"""What the first caller would otherwise wait for: every lexicon, pattern and numbering plan, loaded once."""

from __future__ import annotations

from datetime import datetime

from omnia.dialogue.extraction.base import Context
from omnia.dialogue.extraction.lexicons import LANGUAGES
from omnia.dialogue.extraction.phones import load_plans
from omnia.dialogue.extraction.registry import kinds, recognise

_SAID = "5 a b c @ 12 euro"
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001  # recognisers take the caller's naive local time


def warm_up() -> None:
    """Read one text with every recogniser in every language, and load the numbering plan of every country."""
    for kind in kinds():
        for language in LANGUAGES:
            recognise(kind, _SAID, Context(language, _MOMENT))
    load_plans()
