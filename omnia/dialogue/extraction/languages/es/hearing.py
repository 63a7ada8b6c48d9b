"""Spanish: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "eh|ehm|em|mmm|mm|ah|uf|ehh",
    "a ver|dejeme pensar|dejeme ver|un momento|un segundo|por asi decir|o sea|me parece|creo que es|si no me equivoco|vamos a ver|digamos|entonces",
    "pues|bueno|okay|ok|mire|oiga",
    "no perdon|no perdone|perdon|perdone|quiero decir|perdone quiero decir|mejor dicho|no espere|no no|me he equivocado"
    "|me equivoque|corrijo|rectifico|digo|mas bien",
    "no",
)  # fmt: skip

CONTRASTS = Contrasts("no", "sino que|sino|pero si", "y no|en vez de|en lugar de", "", "no")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPT", "BV", "MN", "FS", "LR", "36", "67", "23", "AKH", "QU"),
)  # fmt: skip

HEARING = Hearing(
    inventions=frozenset(
        {
            "gracias por ver el video",
            "gracias por ver",
            "suscribete al canal",
            "suscribanse al canal",
            "subtitulos realizados por la comunidad de amara org",
            "subtitulos por la comunidad de amara org",
        }
    ),
    transcriber_tags=frozenset(
        {
            "inudible",
            "ininteligible",
            "risas",
            "aplausos",
            "aplauso",
            "silencio",
            "ruido",
            "ruidos",
            "tos",
            "suspiro",
            "suspira",
            "musica",
        }
    ),
    courtesies="gracias|muchas gracias|por favor|buenos dias|buenas tardes|hola",
    presence="diga|oiga|me oye|me escucha|hay alguien|sigue ahi|esta ahi|me oyes|perdone|bueno|probando",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
