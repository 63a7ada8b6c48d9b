"""Italian."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.it.answers import ANSWERS
from omnia.dialogue.extraction.languages.it.characters import CHARACTERS
from omnia.dialogue.extraction.languages.it.hearing import HEARING
from omnia.dialogue.extraction.languages.it.money import MONEY
from omnia.dialogue.extraction.languages.it.numbers import NUMBERS
from omnia.dialogue.extraction.languages.it.people import PEOPLE
from omnia.dialogue.extraction.languages.it.places import PLACES
from omnia.dialogue.extraction.languages.it.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="it",
    region="IT",
    examples=("12 maggio 2026 alle 5 e mezza", "lunedì prossimo", "Natale", "tra due giorni", "+39 06 1234567", "dodici euro"),
    numbers=NUMBERS,
    time=TIME,
    money=MONEY,
    characters=CHARACTERS,
    people=PEOPLE,
    places=PLACES,
    answers=ANSWERS,
    hearing=HEARING,
)
