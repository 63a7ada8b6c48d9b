"""Dutch: what is said between the words that count."""

from __future__ import annotations

from dataclasses import replace

from omnia.dialogue.extraction.languages.en.hearing import HEARING as ENGLISH

HEARING = replace(ENGLISH, courtesies="alstublieft|dank u wel", transcriber_tags=frozenset({"gelach"}))
