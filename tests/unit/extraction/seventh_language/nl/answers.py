"""Dutch: yes and no."""

from __future__ import annotations

from dataclasses import replace

from omnia.dialogue.extraction.languages.en.answers import ANSWERS as ENGLISH

YES_NO = replace(
    ENGLISH.yes_no,
    yes="ja|jazeker|klopt|dat klopt|prima|goed|zeker",
    no="nee|neen|klopt niet|dat klopt niet|zeker niet|nooit",
    negations=frozenset({"niet", "geen", "nee", "nooit"}),
    plain_yes="ja",
    nobody="niemand",
    unsure="weet (?:ik )?niet|misschien",
    polite="alstublieft|graag|dank u|bedankt",
)

ANSWERS = replace(ENGLISH, yes_no=YES_NO)
