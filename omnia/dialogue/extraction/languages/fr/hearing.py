"""French: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "euh|heu|hum|hm|mmm|ben|bah|hein|beuh|ah",
    "attendez|attendez voir|un instant|un moment|une seconde|je reflechis|laissez-moi reflechir|comment dire|si je ne me trompe pas"
    "|je crois que c'est|il me semble|on va dire|disons|voyons",
    "alors|bon|voila|donc|okay|ok|ecoutez|enfin",
    "non pardon|pardon|je veux dire|enfin je veux dire|non attendez|ou plutot|plutot|excusez-moi|non excusez-moi|je me trompe"
    "|je me suis trompe|non non|je rectifie|non enfin",
    "non",
)  # fmt: skip

CONTRASTS = Contrasts("ce n'est pas|non pas|pas", "mais plutot|mais", "et pas|et non pas|et non|au lieu de", "pas")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPTV", "GJ", "MN", "FS", "LR", "36", "67", "56", "AKH", "QU"),
)  # fmt: skip

HEARING = Hearing(
    presence="allo|vous m'entendez|vous etes la|il y a quelqu'un|tu m'entends|vous etes toujours la|pardon|m'entendez-vous",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
