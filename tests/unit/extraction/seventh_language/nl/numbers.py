"""Dutch: numbers in words."""

from __future__ import annotations

from dataclasses import replace

from omnia.dialogue.extraction.languages.en.numbers import NUMBERS as ENGLISH
from omnia.dialogue.extraction.languages.schema.numbers import NumberLexicon

_UNITS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
)
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"

CARDINALS = NumberLexicon(
    cardinals={word: n for n, word in enumerate(_UNITS.split())} | {word: 20 + 10 * n for n, word in enumerate(_TENS.split())},
    scales={"duizend": 10**3, "miljoen": 10**6},
    hundreds=frozenset({"honderd"}),
    joiners=frozenset({"en"}),
    inverted="en",
    glued=True,
    ordinals={"eerste": 1, "tweede": 2, "dertiende": 13},
    digit_endings=frozenset({"e", "ste", "de"}),
    points=frozenset({"komma"}),
    minus=frozenset({"min"}),
    articles=frozenset({"een"}),
)

NUMBERS = replace(ENGLISH, cardinals=CARDINALS)
