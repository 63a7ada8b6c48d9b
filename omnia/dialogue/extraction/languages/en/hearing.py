"""English: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "uh|uhm|uhh|um|umm|er|erm|hm|hmm|mm|mhm",
    "you know|let me think|let me see|hang on|hold on|hold on a second|just a second|one second|one moment|just a moment|kind of"
    "|sort of|i guess|i suppose|i think|okay so|right then|um well|oh well|you see|basically|actually",
    "well|okay|ok|like|so",
    "no sorry|no wait|no i mean|no i meant|sorry i mean|i mean|i meant|or rather|or better|make that|make it|change that to|let's say|scratch that|correction"
    "|i was wrong|my mistake|no no|sorry no|wait no|excuse me|sorry",
    "no",
)  # fmt: skip

CONTRASTS = Contrasts("not", "but rather|but", "and not|rather than|instead of", "not")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPTVZ3", "MN", "FSX6", "AJKH8", "IY59", "QUW2", "O0"),
    tens=(("13", "30"), ("14", "40"), ("15", "50"), ("16", "60"), ("17", "70"), ("18", "80"), ("19", "90")),
)  # fmt: skip

HEARING = Hearing(
    presence="hello|are you there|is anyone there|is anybody there|can you hear me|do you hear me|still there|what|sorry|am i on|testing|is this thing on",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
