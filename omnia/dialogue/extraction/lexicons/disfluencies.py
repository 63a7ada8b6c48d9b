"""What people say between the words that count: sounds of thinking, turns of phrase, and the words with which they correct themselves.

Folded: small letters without accents. A word that is also a name, a letter or a number of its language is not among them: `um` is a
preposition in German and a number in Portuguese, `em` a letter in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disfluencies:
    """Phrases of a language, separated by `|`."""

    sounds: str
    """Never a word."""
    phrases: str
    """Said for time; nobody answers with them."""
    markers: str
    """Single words said for time, which may also be names: they count only where no name is asked."""
    corrections: str
    """What was said before is taken back."""
    denial: str
    """The plain word for no, which takes back what was said only between two answers."""


COURTESIES = (
    "please|thank you|thanks|thank you very much|sorry|hello|hi|good morning|grazie|grazie mille|per favore|per cortesia|prego"
    "|buongiorno|buonasera|salve|ciao|gracias|muchas gracias|por favor|buenos dias|buenas tardes|hola|merci|merci beaucoup"
    "|merci bien|s'il vous plait|s'il te plait|bonjour|bonsoir|bitte|bitte schon|danke|danke schon|vielen dank|guten tag|hallo"
    "|obrigado|obrigada|muito obrigado|muito obrigada|se faz favor|bom dia|boa tarde|ola|okay|ok|right|yes please"
)
"""Said before or after an answer, in any language: people borrow them."""

PRESENCE: Mapping[str, str] = {
    "en": "hello|are you there|is anyone there|is anybody there|can you hear me|do you hear me|still there|what|sorry|am i on|testing|is this thing on",
    "it": "pronto|mi sente|mi sentite|c'e qualcuno|e ancora li|e in linea|mi senti|scusi|prova|sono in linea",
    "es": "diga|oiga|me oye|me escucha|hay alguien|sigue ahi|esta ahi|me oyes|perdone|bueno|probando",
    "fr": "allo|vous m'entendez|vous etes la|il y a quelqu'un|tu m'entends|vous etes toujours la|pardon|m'entendez-vous",
    "de": "horen sie mich|sind sie noch da|ist da jemand|ist da wer|sind sie da|horst du mich|verzeihung|entschuldigung",
    "pt": "esta la|esta-me a ouvir|esta a ouvir|esta ai alguem|ouve-me|ha alguem ai|ainda esta ai|desculpe|esta a ouvir-me",
}  # fmt: skip
"""Said to find out whether anybody listens; nobody answers a question with it."""

DISFLUENCIES: Mapping[str, Disfluencies] = {
    "en": Disfluencies(
        "uh|uhm|uhh|um|umm|er|erm|hm|hmm|mm|mhm",
        "you know|let me think|let me see|hang on|hold on|hold on a second|just a second|one second|one moment|just a moment|kind of"
        "|sort of|i guess|i suppose|i think|okay so|right then|um well|oh well|you see|basically|actually",
        "well|okay|ok|like|so",
        "no sorry|no wait|no i mean|no i meant|sorry i mean|i mean|i meant|or rather|or better|make that|scratch that|correction"
        "|i was wrong|my mistake|no no|sorry no|wait no|excuse me|sorry",
        "no",
    ),
    "it": Disfluencies(
        "ehm|eh|uhm|mmm|mm|mah|beh|boh|ehh|ah",
        "mi faccia pensare|mi lasci pensare|un attimo|un attimino|un momento|un secondo|aspetti un attimo|per cosi dire|come dire"
        "|credo che sia|mi sembra|se non sbaglio|se non erro|vediamo un po|diciamo cosi|cioe|diciamo|insomma|praticamente",
        "allora|dunque|ecco|okay|ok|guardi|senta|vediamo",
        "no scusi|no mi scusi|mi scusi|scusi|no anzi|anzi no|anzi|volevo dire|voglio dire|no aspetti|mi correggo|mi sono sbagliato"
        "|mi sono sbagliata|ho sbagliato|no no|cioe no|o meglio|no pardon|pardon",
        "no",
    ),
    "es": Disfluencies(
        "eh|ehm|em|mmm|mm|ah|uf|ehh",
        "a ver|dejeme pensar|dejeme ver|un momento|un segundo|por asi decir|o sea|me parece|creo que es|si no me equivoco|vamos a ver|digamos|entonces",
        "pues|bueno|okay|ok|mire|oiga",
        "no perdon|no perdone|perdon|perdone|quiero decir|perdone quiero decir|mejor dicho|no espere|no no|me he equivocado"
        "|me equivoque|corrijo|rectifico|digo|mas bien",
        "no",
    ),
    "fr": Disfluencies(
        "euh|heu|hum|hm|mmm|ben|bah|hein|beuh|ah",
        "attendez|attendez voir|un instant|un moment|une seconde|je reflechis|laissez-moi reflechir|comment dire|si je ne me trompe pas"
        "|je crois que c'est|il me semble|on va dire|disons|voyons",
        "alors|bon|voila|donc|okay|ok|ecoutez|enfin",
        "non pardon|pardon|je veux dire|enfin je veux dire|non attendez|ou plutot|plutot|excusez-moi|non excusez-moi|je me trompe"
        "|je me suis trompe|non non|je rectifie|non enfin",
        "non",
    ),
    "de": Disfluencies(
        "ah|ahm|hm|hmm|oh|mm|ehm|eh",
        "moment mal|einen moment|einen augenblick|moment bitte|lassen sie mich uberlegen|lassen sie mich kurz uberlegen|ich glaube"
        "|na gut|sagen wir|sagen wir mal|wie gesagt|ahm ja|warten sie|sozusagen|quasi|halt",
        "also|naja|okay|ok|gut|tja|moment",
        "nein entschuldigung|entschuldigung|entschuldigen sie|ich meine|ich meinte|nein moment|nein warten sie|beziehungsweise"
        "|besser gesagt|quatsch|nein quatsch|nein nein|nee|verzeihung|das war falsch|ich korrigiere|vielmehr",
        "nein",
    ),
    "pt": Disfluencies(
        "hum|hmm|ehm|eh|ah|mmm|uh",
        "ora bem|deixe-me pensar|deixe-me ver|espere um momento|um momento|um instante|por assim dizer|quer dizer|se nao me engano"
        "|parece-me|acho que e|vamos la ver|digamos|portanto",
        "entao|pois|bem|okay|ok|olhe|ora",
        "nao desculpe|desculpe|desculpe la|quero dizer|queria dizer|nao espere|alias|ou melhor|enganei-me|engano meu|perdao"
        "|nao perdao|nao nao|corrijo|melhor dizendo",
        "nao",
    ),
}  # fmt: skip
