"""Italian: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "ehm|eh|uhm|mmm|mm|mah|beh|boh|ehh|ah",
    "mi faccia pensare|mi lasci pensare|un attimo|un attimino|un momento|un secondo|aspetti un attimo|per cosi dire|come dire"
    "|credo che sia|mi sembra|se non sbaglio|se non erro|vediamo un po|diciamo cosi|cioe|diciamo|insomma|praticamente",
    "allora|dunque|ecco|okay|ok|guardi|senta|vediamo",
    "facciamo|no scusi|no mi scusi|mi scusi|scusi|no anzi|anzi no|anzi|volevo dire|voglio dire|no aspetti|mi correggo|mi sono sbagliato"
    "|mi sono sbagliata|ho sbagliato|no no|cioe no|o meglio|no pardon|pardon",
    "no",
)  # fmt: skip

CONTRASTS = Contrasts("non", "ma bensi|ma|bensi", "e non|invece di|anziche", "non")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDGPTVI", "MN", "FS", "LR", "36", "67", "AKH", "QU"),
)  # fmt: skip

HEARING = Hearing(
    inventions=frozenset(
        {
            "grazie per la visione",
            "grazie per aver guardato",
            "grazie per aver guardato il video",
            "iscrivetevi al canale",
            "sottotitoli e revisione a cura di qtss",
            "sottotitoli creati dalla comunita amara org",
            "sottotitoli a cura di qtss",
        }
    ),
    transcriber_tags=frozenset(
        {
            "inaudibile",
            "incomprensibile",
            "musica",
            "risate",
            "risata",
            "ride",
            "applausi",
            "applauso",
            "silenzio",
            "rumore",
            "rumori",
            "tosse",
            "tossisce",
            "sospiro",
            "sospira",
            "respiro",
            "squillo",
            "brusio",
            "voci",
            "sottofondo",
        }
    ),
    courtesies="grazie|grazie mille|per favore|per cortesia|prego|buongiorno|buonasera|salve|ciao",
    presence="pronto|mi sente|mi sentite|c'e qualcuno|e ancora li|e in linea|mi senti|scusi|prova|sono in linea",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
