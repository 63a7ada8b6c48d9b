"""German."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.de.answers import ANSWERS
from omnia.dialogue.extraction.languages.de.characters import CHARACTERS
from omnia.dialogue.extraction.languages.de.hearing import HEARING
from omnia.dialogue.extraction.languages.de.money import MONEY
from omnia.dialogue.extraction.languages.de.numbers import NUMBERS
from omnia.dialogue.extraction.languages.de.people import PEOPLE
from omnia.dialogue.extraction.languages.de.places import PLACES
from omnia.dialogue.extraction.languages.de.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="de",
    region="DE",
    examples=("12. Mai 2026 um halb 5", "nächsten Montag", "Weihnachten", "in zwei Tagen", "+49 30 123456", "zwölf Euro"),
    numbers=NUMBERS,
    time=TIME,
    money=MONEY,
    characters=CHARACTERS,
    people=PEOPLE,
    places=PLACES,
    answers=ANSWERS,
    hearing=HEARING,
)
