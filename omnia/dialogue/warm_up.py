"""Loading in advance what is loaded when it is first asked for: the recognisers' grammars, and the libraries' data."""

from __future__ import annotations

from datetime import datetime

from omnia.dialogue.extraction.characters.phones import load_plans
from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.registry import kinds
from omnia.dialogue.extraction.time.date_fallback import parse_date
from omnia.dialogue.parsing import parse_text

EVERYWHERE = ("12.05.2026 a.b@example.com", "nobody knows")

ANY_DAY = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # recognisers take the person's local time


def warm_up_dialogue() -> None:
    """Read some sentences for each kind in each language, so that no caller waits for what is loaded once. Takes some seconds."""
    for language in LANGUAGES:
        for kind in kinds():
            for sentence in (*pack(language).examples, *EVERYWHERE):
                parse_text(kind, sentence, locale=language, now=ANY_DAY)
        parse_date(EVERYWHERE[1], language, ANY_DAY, prefer_past=False)
    load_plans()
