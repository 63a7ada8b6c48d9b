"""What the product itself says in every language, where a template has no step for it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Phrase = Literal["wait", "agent", "cancelled", "start_over", "go_on", "yes_or_no", "first_question", "declined", "unavailable"]

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
    "first_question": {
        "en": "There is nothing to go back to.",
        "it": "Non c'è niente a cui tornare.",
        "es": "No hay nada a lo que volver.",
        "fr": "Il n'y a rien sur quoi revenir.",
        "de": "Es gibt nichts, wohin wir zurückgehen könnten.",
        "pt": "Não há nada a que voltar.",
    },
    "declined": {
        "en": "I understand, but I cannot go on without it. You can also ask for a colleague.",
        "it": "Capisco, ma senza non posso andare avanti. Può anche chiedere di una persona.",
        "es": "Lo entiendo, pero sin eso no puedo seguir. También puede pedir hablar con una persona.",
        "fr": "Je comprends, mais je ne peux pas continuer sans cela. Vous pouvez aussi demander un conseiller.",
        "de": "Das verstehe ich, aber ohne das kann ich nicht weitermachen. Sie können auch nach einem Mitarbeiter fragen.",
        "pt": "Compreendo, mas sem isso não posso continuar. Também pode pedir para falar com um colega.",
    },
    "unavailable": {
        "en": "I need it to go on. If you do not have it, you can ask for a colleague.",
        "it": "Mi serve per andare avanti. Se non ce l'ha, può chiedere di una persona.",
        "es": "Lo necesito para seguir. Si no lo tiene, puede pedir hablar con una persona.",
        "fr": "J'en ai besoin pour continuer. Si vous n'en avez pas, vous pouvez demander un conseiller.",
        "de": "Das brauche ich, um weiterzumachen. Wenn Sie es nicht haben, können Sie nach einem Mitarbeiter fragen.",
        "pt": "Preciso disso para continuar. Se não tiver, pode pedir para falar com um colega.",
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
