"""French."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.fr.answers import ANSWERS
from omnia.dialogue.extraction.languages.fr.characters import CHARACTERS
from omnia.dialogue.extraction.languages.fr.hearing import HEARING
from omnia.dialogue.extraction.languages.fr.money import MONEY
from omnia.dialogue.extraction.languages.fr.numbers import NUMBERS
from omnia.dialogue.extraction.languages.fr.people import PEOPLE
from omnia.dialogue.extraction.languages.fr.places import PLACES
from omnia.dialogue.extraction.languages.fr.time import TIME
from omnia.dialogue.extraction.languages.schema import Pack

PACK = Pack(
    language="fr",
    region="FR",
    examples=("12 mai 2026 à 5 heures et demie", "lundi prochain", "Noël", "dans deux jours", "+33 1 23 45 67 89", "douze euros"),
    numbers=NUMBERS,
    time=TIME,
    money=MONEY,
    characters=CHARACTERS,
    people=PEOPLE,
    places=PLACES,
    answers=ANSWERS,
    hearing=HEARING,
)
