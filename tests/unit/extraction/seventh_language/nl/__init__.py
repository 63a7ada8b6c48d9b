"""Dutch, as far as a test needs it: four areas of its own, the others borrowed from English."""

from __future__ import annotations

from dataclasses import replace

from omnia.dialogue.extraction.languages.nl.answers import ANSWERS
from omnia.dialogue.extraction.languages.nl.hearing import HEARING
from omnia.dialogue.extraction.languages.nl.numbers import NUMBERS
from omnia.dialogue.extraction.languages.nl.time import TIME

from omnia.dialogue.extraction.languages.en import PACK as ENGLISH

PACK = replace(
    ENGLISH,
    language="nl",
    region="NL",
    examples=("13 mei 2027 om half vijf", "volgende maandag", "over twee dagen", "twaalf euro"),
    numbers=NUMBERS,
    time=TIME,
    answers=ANSWERS,
    hearing=HEARING,
)
