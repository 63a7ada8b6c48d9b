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
    inventions=frozenset(
        {
            "merci d'avoir regarde cette video",
            "merci d'avoir regarde",
            "abonnez-vous",
            "abonnez-vous a la chaine",
            "sous-titres realises par la communaute d'amara org",
            "sous-titrage st' 501",
            "sous-titrage societe radio-canada",
            "sous-titres realises para la communaute d'amara org",
        }
    ),
    transcriber_tags=frozenset(
        {
            "musique",
            "inintelligible",
            "rires",
            "rire",
            "applaudissements",
            "bruit",
            "bruits",
            "toux",
            "soupir",
            "soupire",
            "sonnerie",
            "silence",
        }
    ),
    courtesies="merci|merci beaucoup|merci bien|s'il vous plait|s'il te plait|bonjour|bonsoir",
    presence="allo|vous m'entendez|vous etes la|il y a quelqu'un|tu m'entends|vous etes toujours la|pardon|m'entendez-vous",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
