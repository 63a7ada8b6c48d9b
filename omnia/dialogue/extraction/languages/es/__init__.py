"""Spanish."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.es.answers import ANSWERS
from omnia.dialogue.extraction.languages.es.characters import CHARACTERS
from omnia.dialogue.extraction.languages.es.hearing import HEARING
from omnia.dialogue.extraction.languages.es.money import MONEY
from omnia.dialogue.extraction.languages.es.numbers import NUMBERS
from omnia.dialogue.extraction.languages.es.people import PEOPLE
from omnia.dialogue.extraction.languages.es.places import PLACES
from omnia.dialogue.extraction.languages.es.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="es",
    region="ES",
    examples=(
        "12 de mayo de 2026 a las 5 y media",
        "el próximo lunes",
        "Navidad",
        "en dos días",
        "+34 912 345 678",
        "doce euros",
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
