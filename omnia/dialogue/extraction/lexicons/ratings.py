"""How people give marks: out of how many, top marks and the least, what they give them with.

Folded: small letters without accents (German `ß` as one `s`). Phrases are separated by `|`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingWords:
    """One language's words of rating.

    `over` stands between a mark and the greatest one, `to` between the ends of a scale.
    `highest` and `lowest` are marks without a number. `cues` stand before the mark that counts where other
    numbers are told, `units` after those; marks are `counted` in points. `negations` deny the mark after them, unless one of `bounds`
    stands between.
    """

    over: str
    to: str
    highest: str
    lowest: str
    cues: str
    units: str
    negations: str
    bounds: str
    counted: str


RATINGS: Mapping[str, RatingWords] = {
    "en": RatingWords(
        over="out of|out of a|of|over|on|from", to="to|through|and",
        highest="top marks|full marks|top score|perfect score|highest score|highest mark|maximum score|the maximum|the highest|the max|maximum",
        lowest="lowest score|lowest mark|minimum score|the minimum|the lowest|bottom marks|minimum",
        cues="give|gave|rate|rating|score|mark|say|put|grade|call|it s|deserve|deserves|make|go with",
        units="minute|minutes|hour|hours|day|days|week|weeks|month|months|year|years|time|times|people|call|calls|euro|euros|pounds|dollars|am|pm|o clock|of you|agents|orders",
        negations="not|never|t|cannot|hardly", bounds="more|less|least|most|under|over|below|above|lower|higher",
        counted="star|stars|point|points|mark|only|please|plus|minus|thanks",
    ),
    "it": RatingWords(
        over="su|sui|su un totale di|su un massimo di", to="a|al|ad|e",
        highest="e lode|con lode|massimo dei voti|pieni voti|voto massimo|punteggio massimo|punteggio pieno|il massimo|voto piu alto|massimo",
        lowest="voto minimo|punteggio minimo|voto piu basso|il minimo|minimo",
        cues="do|darei|diamo|dare|metto|metterei|mettiamo|voto|valuto|valutazione|punteggio|dico|direi|merita|merito|un bel|assegno",
        units="minuto|minuti|ora|ore|giorno|giorni|settimana|settimane|mese|mesi|anno|anni|volta|volte|persone|persona|euro|chiamate|operatori|ordini",
        negations="non|mai|mica|neanche|nemmeno", bounds="piu|meno|oltre|almeno|sotto|sopra|massimo|inferiore|superiore",
        counted="stella|stelle|stelline|stellina|punto|punti|solo|grazie|piu|meno",
    ),
    "es": RatingWords(
        over="sobre|de|de un total de|de un maximo de", to="a|al|y|hasta",
        highest="maxima puntuacion|puntuacion maxima|nota maxima|maxima nota|matricula de honor|el maximo|la maxima|maximo",
        lowest="minima puntuacion|puntuacion minima|nota minima|el minimo|la minima|minimo",
        cues="doy|daria|damos|dar|pongo|pondria|ponle|pongale|nota|puntuacion|puntuo|valoro|valoracion|digo|diria|merece|califico|calificacion",
        units="minuto|minutos|hora|horas|dia|dias|semana|semanas|mes|meses|ano|anos|vez|veces|persona|personas|euro|euros|llamadas|agentes|pedidos",
        negations="no|nunca|tampoco|ni", bounds="mas|menos|minimo|maximo|menor|mayor|inferior|superior|bajo|encima",
        counted="estrella|estrellas|punto|puntos|solo|gracias",
    ),
    "fr": RatingWords(
        over="sur|sur un total de|sur un maximum de", to="a|et|jusqu a",
        highest="note maximale|note maximum|meilleure note|le maximum|la meilleure|maximum",
        lowest="note minimale|note minimum|plus mauvaise note|pire note|le minimum|minimum",
        cues="donne|donnerais|donnerai|donner|mets|mettrais|mettrai|mettre|note|noterais|score|dis|dirais|merite|attribue|attribuerais",
        units="minute|minutes|heure|heures|jour|jours|semaine|semaines|mois|an|ans|annees|fois|personnes|euro|euros|appels|agents|commandes",
        negations="pas|jamais|ne|n", bounds="plus|moins|maximum|minimum|dessous|dessus|inferieur|superieur",
        counted="etoile|etoiles|point|points|seulement|merci",
    ),
    "de": RatingWords(
        over="von|von maximal|aus|auf", to="bis|bis zu|und",
        highest="volle punktzahl|hochste punktzahl|hochstpunktzahl|hochstnote|bestnote|hochste note|volle punkte|das maximum|die hochste|maximum",
        lowest="niedrigste punktzahl|mindestpunktzahl|schlechteste note|niedrigste note|das minimum|die niedrigste|minimum",
        cues="gebe|gebe ich|wurde|vergebe|bewerte|bewertung|note|sage|sagen|nehme|verdient|verdienen|punkte|geben|eine glatte",
        units="minute|minuten|stunde|stunden|tag|tage|tagen|woche|wochen|monat|monate|monaten|jahr|jahre|jahren|mal|uhr|personen|leute|euro|anrufe|bestellungen",
        negations="nicht|nie|kein|keine|keinen", bounds="mehr|weniger|mindestens|hochstens|unter|uber|maximal",
        counted="stern|sterne|sternen|punkt|punkte|punkten|nur|danke",
    ),
    "pt": RatingWords(
        over="em|de|sobre|num total de|num maximo de", to="a|ao|e|ate",
        highest="nota maxima|pontuacao maxima|maxima pontuacao|o maximo|a maxima|maximo",
        lowest="nota minima|pontuacao minima|minima pontuacao|o minimo|a minima|minimo",
        cues="dou|daria|damos|dar|ponho|poria|nota|pontuacao|classifico|classificacao|avalio|avaliacao|digo|diria|merece|atribuo",
        units="minuto|minutos|hora|horas|dia|dias|semana|semanas|mes|meses|ano|anos|vez|vezes|pessoa|pessoas|euro|euros|chamadas|operadores|encomendas",
        negations="nao|nunca|nem|jamais", bounds="mais|menos|minimo|maximo|menor|maior|inferior|superior|abaixo|acima",
        counted="estrela|estrelas|ponto|pontos|so|obrigado|obrigada",
    ),
}  # fmt: skip
