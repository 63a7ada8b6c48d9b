"""German: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "ah|ahm|hm|hmm|oh|mm|ehm|eh",
    "moment mal|einen moment|einen augenblick|moment bitte|lassen sie mich uberlegen|lassen sie mich kurz uberlegen|ich glaube"
    "|na gut|sagen wir|sagen wir mal|wie gesagt|ahm ja|warten sie|sozusagen|quasi|halt",
    "also|naja|okay|ok|gut|tja|moment",
    "nein entschuldigung|entschuldigung|entschuldigen sie|ich meine|ich meinte|nein moment|nein warten sie|beziehungsweise"
    "|besser gesagt|quatsch|nein quatsch|nein nein|nee|verzeihung|das war falsch|ich korrigiere|vielmehr",
    "nein",
)  # fmt: skip

CONTRASTS = Contrasts("nicht", "sondern", "und nicht|statt|anstatt", "nicht")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPTW", "MN", "FSX", "FVW", "23", "59", "67", "AHK", "QU"),
    tens=(("13", "30"), ("14", "40"), ("15", "50"), ("16", "60"), ("17", "70"), ("18", "80"), ("19", "90")),
)  # fmt: skip

HEARING = Hearing(
    inventions=frozenset(
        {
            "vielen dank furs zuschauen",
            "danke furs zuschauen",
            "danke fur's zuschauen",
            "untertitel der amara org-community",
            "untertitelung des zdf",
            "untertitel im auftrag des zdf fur funk",
            "untertitelung aufgrund der amara org-community",
            "abonniert den kanal",
        }
    ),
    transcriber_tags=frozenset(
        {
            "musik",
            "unverstandlich",
            "unverstandliches",
            "gelachter",
            "lachen",
            "lacht",
            "applaus",
            "beifall",
            "stille",
            "gerausch",
            "gerausche",
            "rauschen",
            "husten",
            "hustet",
            "seufzt",
            "atmet",
        }
    ),
    courtesies="bitte|bitte schon|danke|danke schon|vielen dank|guten tag|hallo",
    presence="horen sie mich|sind sie noch da|ist da jemand|ist da wer|sind sie da|horst du mich|verzeihung|entschuldigung",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
