"""Loading in advance what is loaded when it is first asked for: the recognisers' grammars, and the libraries' data."""

from __future__ import annotations

from datetime import datetime

from omnia.dialogue.extraction.date_fallback import parse_date
from omnia.dialogue.extraction.phones import load_plans
from omnia.dialogue.extraction.registry import kinds
from omnia.dialogue.parsing import parse_text

SENTENCES = {
    "en": ("12th May 2026 at half past 5", "next Monday", "Christmas", "in two days", "+44 20 7946 0018", "twelve dollars"),
    "it": ("12 maggio 2026 alle 5 e mezza", "lunedì prossimo", "Natale", "tra due giorni", "+39 06 1234567", "dodici euro"),
    "es": ("12 de mayo de 2026 a las 5 y media", "el próximo lunes", "Navidad", "en dos días", "+34 912 345 678", "doce euros"),
    "fr": ("12 mai 2026 à 5 heures et demie", "lundi prochain", "Noël", "dans deux jours", "+33 1 23 45 67 89", "douze euros"),
    "de": ("12. Mai 2026 um halb 5", "nächsten Montag", "Weihnachten", "in zwei Tagen", "+49 30 123456", "zwölf Euro"),
    "pt": ("12 de maio de 2026 às 5 e meia", "próxima segunda-feira", "Natal", "em dois dias", "+351 21 234 5678", "doze euros"),
}
"""By language: words that set every grammar going; what they mean does not matter."""

EVERYWHERE = ("12.05.2026 a.b@example.com", "nobody knows")

ANY_DAY = datetime(2026, 1, 15, 10, 0)  # noqa: DTZ001  # recognisers take the person's local time


def warm_up_dialogue() -> None:
    """Read some sentences for each kind in each language, so that no caller waits for what is loaded once. Takes some seconds."""
    for language, sentences in SENTENCES.items():
        for kind in kinds():
            for sentence in (*sentences, *EVERYWHERE):
                parse_text(kind, sentence, locale=language, now=ANY_DAY)
        parse_date(EVERYWHERE[1], language, ANY_DAY, prefer_past=False)
    load_plans()
