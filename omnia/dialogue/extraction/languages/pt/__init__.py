"""Portuguese of Portugal and Brazil."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.pt.answers import ANSWERS
from omnia.dialogue.extraction.languages.pt.characters import CHARACTERS
from omnia.dialogue.extraction.languages.pt.hearing import HEARING
from omnia.dialogue.extraction.languages.pt.money import MONEY
from omnia.dialogue.extraction.languages.pt.numbers import NUMBERS
from omnia.dialogue.extraction.languages.pt.people import PEOPLE
from omnia.dialogue.extraction.languages.pt.places import PLACES
from omnia.dialogue.extraction.languages.pt.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="pt",
    region="PT",
    examples=(
        "12 de maio de 2026 às 5 e meia",
        "próxima segunda-feira",
        "Natal",
        "em dois dias",
        "+351 21 234 5678",
        "doze euros",
    ),
    numbers=NUMBERS,
    time=TIME,
    money=MONEY,
    characters=CHARACTERS,
    people=PEOPLE,
    places=PLACES,
    answers=ANSWERS,
    hearing=HEARING,
)
