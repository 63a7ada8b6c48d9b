"""What people say in the place of a number, and of which of two numbers they leave it open.

Folded: small letters without accents (German `ß` as one `s`). Phrases are separated by `|`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """One language's words around numbers.

    Words of `either` alone between two numbers leave open which is meant. `zero` says that there is none, unless a word of `others`
    is said with it (`nobody else`). `groups` are numbers without a number word, `few` no number at all. `shares` are parts of a
    whole, in hundredths.
    """

    either: str
    zero: str
    others: str
    groups: Mapping[str, int]
    few: str
    shares: Mapping[str, float]


QUANTITIES: Mapping[str, QuantityWords] = {
    "en": QuantityWords(
        either="or|to|and|till|maybe|perhaps|even|a|an|between|possibly|through|percent|per|cent",
        zero="none|nobody|no one|none at all|not any|not one|not a single one|nothing|nil", others="else|other|others|more|but|apart|except",
        groups={"a couple": 2, "couple of": 2, "a pair": 2, "pair of": 2, "half a dozen": 6}, few="a few|several|some|quite a few|a handful",
        shares={"half": 50},
    ),
    "it": QuantityWords(
        either="o|oppure|e|a|ai|al|alle|il|i|le|l|un|forse|anche|tra|fra|diciamo|per|cento|percento",
        zero="nessuno|nessuna|nessun|niente|neanche uno|neanche una|nemmeno uno|nemmeno una", others="altro|altra|altri|altre|tranne|oltre",
        groups={"un paio": 2, "una coppia": 2}, few="alcuni|alcune|qualche|qualcuno|un po|parecchi",
        shares={"meta": 50, "terza parte": 33.33, "quarta parte": 25, "quinta parte": 20, "decima parte": 10},
    ),
    "es": QuantityWords(
        either="o|u|y|a|al|hasta|el|un|quizas|quiza|tal|vez|incluso|entre|por|ciento",
        zero="ninguno|ninguna|nadie|nada|ni uno|ni una|ningun", others="mas|otro|otra|otros|excepto|salvo",
        groups={"un par": 2, "una pareja": 2}, few="unos|unas|algunos|algunas|varios|varias|unos cuantos|unas cuantas",
        shares={"mitad": 50, "tercera parte": 33.33, "cuarta parte": 25, "quinta parte": 20, "decima parte": 10},
    ),
    "fr": QuantityWords(
        either="ou|a|et|un|le|peut|etre|voire|entre|plutot|pour|cent",
        zero="aucun|aucune|personne|rien|zero|pas un|pas une|pas un seul|pas une seule", others="autre|autres|sauf|plus",
        groups={"une paire": 2}, few="quelques|plusieurs|quelques uns|quelques unes",
        shares={"moitie": 50},
    ),
    "de": QuantityWords(
        either="oder|bis|und|vielleicht|sogar|eine|die|eher|bzw|zwischen|prozent",
        zero="keine|keiner|keinen|keins|kein|niemand|nichts|kein einziger|keine einzige|kein einziges", others="anderer|andere|anderen|mehr|ausser|auser|sonst|weiteren|weitere",
        groups={"zu zweit": 2, "zu dritt": 3, "zu viert": 4, "zu funft": 5, "zu sechst": 6, "zu siebt": 7, "zu acht": 8, "zu neunt": 9, "zu zehnt": 10},
        few="ein paar|einige|mehrere|ein bisschen|ein wenig",
        shares={"halfte": 50},
    ),
    "pt": QuantityWords(
        either="ou|a|ao|e|um|o|talvez|ate|entre|quem|sabe|por|cento",
        zero="nenhum|nenhuma|ninguem|nada|nem um|nem uma", others="mais|outro|outra|outros|exceto|excepto",
        groups={"um par": 2, "um casal": 2}, few="uns|umas|alguns|algumas|varios|varias|uns quantos|umas quantas",
        shares={"metade": 50, "terca parte": 33.33, "quarta parte": 25, "quinta parte": 20, "decima parte": 10},
    ),
}  # fmt: skip

PARTS_OF_A_PERCENT = frozenset(
    "percent percentage per point points punto punti puntos ponto pontos prozent prozentpunkt prozentpunkte pour por".split()  # noqa: SIM905
)
"""Words after a fraction that make it one of a per cent: `half a per cent`, `mezzo punto`."""
