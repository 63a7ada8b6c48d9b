"""Portuguese of Portugal and Brazil: what is said between the words that count, and what is misheard."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.hearing import ConfusionWords, Contrasts, Disfluencies, Hearing

DISFLUENCIES = Disfluencies(
    "hum|hmm|ehm|eh|ah|mmm|uh",
    "ora bem|deixe-me pensar|deixe-me ver|espere um momento|um momento|um instante|por assim dizer|quer dizer|se nao me engano"
    "|parece-me|acho que e|vamos la ver|digamos|portanto",
    "entao|pois|bem|okay|ok|olhe|ora",
    "nao desculpe|desculpe|desculpe la|quero dizer|queria dizer|nao espere|alias|ou melhor|enganei-me|engano meu|perdao"
    "|nao perdao|nao nao|corrijo|melhor dizendo",
    "nao",
)  # fmt: skip

CONTRASTS = Contrasts("nao", "mas sim|e sim|mas|senao", "e nao|em vez de|em lugar de", "", "nao")

CONFUSIONS = ConfusionWords(
    by_ear=("BCDEGPTV", "MN", "FS", "LR", "36", "67", "AKH", "QU"),
)  # fmt: skip

HEARING = Hearing(
    inventions=frozenset(
        {
            "obrigado por assistir",
            "obrigada por assistir",
            "obrigado por ver o video",
            "inscreva-se no canal",
            "legendas pela comunidade amara org",
            "legendas pela comunidade das amara org",
            "transcricao e legendas",
        }
    ),
    transcriber_tags=frozenset({"ininteligivel", "inaudivel", "risos", "riso", "aplausos", "ruidos", "suspiros", "musica"}),
    courtesies="obrigado|obrigada|muito obrigado|muito obrigada|se faz favor|bom dia|boa tarde|ola",
    presence="esta la|esta-me a ouvir|esta a ouvir|esta ai alguem|ouve-me|ha alguem ai|ainda esta ai|desculpe|esta a ouvir-me",
    disfluencies=DISFLUENCIES,
    contrasts=CONTRASTS,
    confusions=CONFUSIONS,
)
