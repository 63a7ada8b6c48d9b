"""English."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.en.answers import ANSWERS
from omnia.dialogue.extraction.languages.en.characters import CHARACTERS
from omnia.dialogue.extraction.languages.en.hearing import HEARING
from omnia.dialogue.extraction.languages.en.money import MONEY
from omnia.dialogue.extraction.languages.en.numbers import NUMBERS
from omnia.dialogue.extraction.languages.en.people import PEOPLE
from omnia.dialogue.extraction.languages.en.places import PLACES
from omnia.dialogue.extraction.languages.en.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="en",
    region="US",
    examples=("12th May 2026 at half past 5", "next Monday", "Christmas", "in two days", "+44 20 7946 0018", "twelve dollars"),
    numbers=NUMBERS,
    time=TIME,
    money=MONEY,
    characters=CHARACTERS,
    people=PEOPLE,
    places=PLACES,
    answers=ANSWERS,
    hearing=HEARING,
)
