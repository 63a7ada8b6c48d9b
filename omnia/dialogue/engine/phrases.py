"""What the product itself says in every language, where a template has no step for it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Phrase = Literal["wait", "agent", "cancelled", "start_over", "go_on", "yes_or_no"]

PHRASES: Mapping[Phrase, Mapping[str, str]] = {
    "wait": {
        "en": "Take your time, I'll wait.",
        "it": "Faccia con calma, aspetto.",
        "es": "Tómese su tiempo, espero.",
        "fr": "Prenez votre temps, j'attends.",
        "de": "Lassen Sie sich Zeit, ich warte.",
        "pt": "Esteja à vontade, eu espero.",
    },
    "agent": {
        "en": "One moment, I'll put you through to a colleague.",
        "it": "Un momento, le passo una persona.",
        "es": "Un momento, le paso con una persona.",
        "fr": "Un instant, je vous passe un conseiller.",
        "de": "Einen Moment, ich verbinde Sie.",
        "pt": "Um momento, vou passar a um colega.",
    },
    "cancelled": {
        "en": "All right, I'll stop here.",
        "it": "Va bene, mi fermo qui.",
        "es": "De acuerdo, lo dejamos aquí.",
        "fr": "D'accord, j'arrête ici.",
        "de": "In Ordnung, ich höre hier auf.",
        "pt": "Está bem, paro por aqui.",
    },
    "start_over": {
        "en": "All right, let's start again.",
        "it": "Va bene, ricominciamo.",
        "es": "De acuerdo, empecemos de nuevo.",
        "fr": "D'accord, recommençons.",
        "de": "In Ordnung, wir fangen von vorne an.",
        "pt": "Está bem, vamos recomeçar.",
    },
    "go_on": {
        "en": "Go on.",
        "it": "Prego, continui.",
        "es": "Continúe.",
        "fr": "Continuez.",
        "de": "Bitte weiter.",
        "pt": "Pode continuar.",
    },
    "yes_or_no": {
        "en": "Please answer with yes or no.",
        "it": "Risponda con un sì o con un no, per favore.",
        "es": "Responda con un sí o con un no, por favor.",
        "fr": "Répondez par oui ou par non, s'il vous plaît.",
        "de": "Bitte antworten Sie mit Ja oder Nein.",
        "pt": "Responda com sim ou com não, por favor.",
    },
}


@lru_cache(maxsize=32)
def phrases_in(locale: str) -> str:
    """All the phrases in the language of a locale, one after the other."""
    return " ".join(phrase(name, locale) for name in PHRASES)


def phrase(name: Phrase, locale: str) -> str:
    """The phrase in the language of a locale, in English for a language that the product does not speak."""
    texts = PHRASES[name]
    return texts.get(locale.split("-", maxsplit=1)[0], texts["en"])
