"""How people choose among options that were read out to them: all, none, all but one, the first two, not that one.

Folded: small letters without accents; German `ß` may be written `ss` and is folded to one `s`.
Phrases are separated by `|`; `#` stands for each number word of `counts` (`um/uma`: either) and for its digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWords:
    """One language's words of choosing.

    `both` is all where there are two, `counted` all where there are as many as it says. `without` takes from all that was offered,
    `instead` puts one for another, `denial` denies what stands beside it. `contrast` ends what was denied, `join` goes on with it, `alternative` too.
    `agreed` says that what stands beside it is wanted; `added` that it comes on top, `only` that nothing else does. `first`, `last`
    and `place` name options by their place. `idle` phrases hold words of the others and say nothing.
    """

    all: str
    both: str
    counted: str
    none: str
    without: str
    instead: str
    denial: str
    contrast: str
    join: str
    alternative: str
    agreed: str
    added: str
    only: str
    first: str
    last: str
    last_one: str
    place: str
    idle: str
    counts: str


CHOICES: Mapping[str, ChoiceWords] = {
    "en": ChoiceWords(
        all="all|all of them|all of those|all of these|all of the above|everything|every one|every one of them|each of them|any of them|the lot|the whole lot|them all",
        both="both|both of them|the two of them|the two",
        counted="all #|all # of them|the #|the # of them",
        none="none|none of them|none of those|none of these|none of the above|not any of those|not any of these|not any|not interested in any of them|don t want any of them|don t want any of those|don t want any|nothing|nothing at all|neither|neither of them|not any of them|no option",
        without="except|except for|but not|all but|everything but|apart from|other than|anything but|bar|excluding|without|minus|with the exception of",
        instead="instead of|rather than",
        denial="remove|take off|take out|drop|delete|leave out|no|not|didn t|wouldn t|won t|can t|don t|do not|doesn t|never|nor|neither the",
        contrast="but|however|just not", join="and|plus|as well as|along with|together with", alternative="or|nor", agreed="yes|yeah|okay",
        added="also|too|as well|add|plus|on top|in addition|additionally", only="only|just|nothing but|simply|solely",
        first="first #|# first", last="last #|# last", last_one="last|last one|final|final one",
        place="number #|option #|option number #|choice #", counts="one two three four five six seven eight nine ten",
        idle="all right|alright|at all|that s all|that is all|after all|all the time|all in all|nothing else|nothing more|if not|why not|no problem|no worries|not only|yes and no|without exception|without exceptions"
        "|i don t know|i don t mind|don t mind|one of them|some of them|all clear",
    ),
    "it": ChoiceWords(
        all="tutti|tutte|tutto|tutti quanti|tutte quante|ognuno|ognuna|qualsiasi|tutto quanto",
        both="entrambi|entrambe|ambedue|tutti e due|tutte e due|tutt e due|tutti due|l uno e l altro|i due|le due",
        counted="tutti e #|tutte e #|tutt e #|i #|le #",
        none="nessuno|nessuna|nessuno di questi|nessuna di queste|nessuno dei due|nessuna delle due|niente|nulla|ne l uno ne l altro|ne l una ne l altra",
        without="tranne|eccetto|salvo|fuorche|a parte|escluso|esclusa|esclusi|escluse|ad eccezione di|a eccezione di|meno|all infuori di|ad esclusione di",
        instead="al posto di|al posto della|al posto del|invece di|invece della|invece del|anziche",
        denial="togliere|tolga|togli|tolgo|escluda|levi|levare|elimini|rimuova|no|non|ne|senza|mica|neanche|nemmeno|neppure", contrast="ma|pero|bensi", join="e|ed|piu|assieme a|insieme a|oltre a|sia|che", alternative="o|oppure|ne",
        agreed="si|va bene|ok", added="anche|pure|in piu|aggiunga|aggiungi|aggiungere|inoltre", only="solo|soltanto|solamente|unicamente|esclusivamente",
        first="primi #|prime #|# primi|# prime|i # primi|le # prime", last="ultimi #|ultime #|# ultimi|# ultime|gli # ultimi|le # ultime", last_one="ultimo|ultima",
        place="numero #|la #|il #|opzione #|opzione numero #", counts="uno/una due tre quattro cinque sei sette otto nove dieci",
        idle="nient altro|niente altro|nulla piu|niente di piu|va tutto bene|tutto bene|del tutto|tutto qui|e tutto|prima di tutto|di tutto|non solo|non importa|perche no|non so|non lo so|se no"
        "|a meno che|per lo meno|almeno|piu o meno|sempre che|in tutto|senza eccezione|senza eccezioni|nessuna eccezione",
    ),
    "es": ChoiceWords(
        all="todos|todas|todo|todos ellos|todas ellas|cualquiera|cualquiera de ellos|todo eso",
        both="ambos|ambas|los dos|las dos|el uno y el otro|uno y otro", counted="los #|las #|todos los #|todas las #",
        none="ninguno|ninguna|ninguno de ellos|ninguna de ellas|ninguno de los dos|ninguna de las dos|nada|ni uno ni otro|ni una ni otra|nada de eso",
        without="excepto|salvo|menos|quitando|aparte de|con excepcion de|a excepcion de|exceptuando",
        instead="en vez de|en lugar de|en vez del|en lugar del",
        denial="quite|quita|quitar|elimine|elimina|eliminar|borre|saque|no|ni|sin|tampoco|nunca", contrast="pero|sino|en cambio", join="y|e|mas|junto con|ademas de|asi como", alternative="o|u|ni",
        agreed="si|vale|de acuerdo", added="tambien|ademas|anada|anade|anadir|agregue|agrega|encima", only="solo|solamente|unicamente|nada mas que|nomas",
        first="primeros #|primeras #|los # primeros|las # primeras", last="ultimos #|ultimas #|los # ultimos|las # ultimas", last_one="ultimo|ultima",
        place="numero #|el #|la #|opcion #|opcion numero #|la numero #", counts="uno/una dos tres cuatro cinco seis siete ocho nueve diez",
        idle="nada mas|sobre todo|del todo|no solo|no importa|de todo|eso es todo|por que no|no se|no lo se|de nada|para nada|al menos|por lo menos|mas o menos|todo bien|ante todo|sin excepcion|sin excepciones",
    ),
    "fr": ChoiceWords(
        all="tous|toutes|tout|tout ca|tous ceux la|n importe lequel|n importe laquelle|la totalite|chacun|chacune",
        both="les deux|tous les deux|toutes les deux|l un et l autre|l une et l autre", counted="les #|tous les #|toutes les #",
        none="aucun|aucune|aucun d eux|aucune d elles|aucun des deux|aucune des deux|rien|rien du tout|ni l un ni l autre|ni l une ni l autre|rien de tout ca",
        without="sauf|excepte|hormis|a part|en dehors de|a l exception de|a l exception du|moins|hors|exception faite de",
        instead="au lieu de|au lieu du|plutot que",
        denial="enlevez|enleve|enlever|retirez|retirer|supprimez|otez|non|pas|pas de|ni|sans|jamais|surtout pas", contrast="mais|en revanche|par contre", join="et|plus|ainsi que|avec|et puis", alternative="ou|ni|ou bien",
        agreed="oui|d accord|ok", added="aussi|egalement|ajoutez|ajoute|ajouter|en plus|de plus|rajoutez", only="seulement|uniquement|juste|rien que|simplement|exclusivement",
        first="premiers #|premieres #|les # premiers|les # premieres", last="derniers #|dernieres #|les # derniers|les # dernieres", last_one="dernier|derniere",
        place="numero #|le #|la #|option #|l option #|choix #", counts="un/une deux trois quatre cinq six sept huit neuf dix",
        idle="rien d autre|rien de plus|pas seulement|c est tout|tout a fait|pas du tout|du tout|avant tout|pourquoi pas|je ne sais pas|je sais pas|tout de suite|tout d abord|tout va bien|au moins|plus ou moins"
        "|tout le temps|pas de probleme|pas de souci|surtout|non plus|le plus|sans exception",
    ),
    "de": ChoiceWords(
        all="alle|alles|allen|samtliche|jede|jedes|jeden|alle zusammen|alle davon|alles davon|jede davon",
        both="beide|beides|beiden|alle beide|die beiden|die zwei|sowohl als auch", counted="alle #|die #",
        none="keine|keins|keines|keiner|keinen|keine davon|keins davon|keiner davon|keines davon|nichts|nichts davon|gar nichts|weder noch|keine von beiden|weder das eine noch das andere|keine der beiden|keins von beiden|gar keine|gar keins",
        without="ausser|auser|bis auf|mit ausnahme von|ausgenommen|abgesehen von|abzuglich",
        instead="anstelle von|anstatt|statt",
        denial="streichen|streiche|entfernen|weglassen|weg|raus|nicht|kein|keine|keinen|ohne|nein|weder|nie|niemals|ja nicht|bloss nicht|blos nicht", contrast="aber|sondern|dafur|jedoch",
        join="und|sowie|plus|samt|zusammen mit|sowohl|als auch", alternative="oder|noch|bzw",
        agreed="ja|okay", added="auch|auch noch|zusatzlich|dazu|ausserdem|noch dazu|ebenfalls|obendrein", only="nur|lediglich|bloss|blos|ausschliesslich|ausschlieslich|allein",
        first="ersten #|# ersten|die # ersten|die beiden ersten|ersten beiden|beiden ersten", last="letzten #|# letzten|die # letzten|die beiden letzten|letzten beiden|beiden letzten",
        last_one="letzte|letzten|letzter|letztes|letztere", place="nummer #|option #|option nummer #|punkt #",
        counts="eins zwei drei vier funf sechs sieben acht neun zehn",
        idle="nichts weiter|nichts anderes|sonst nichts|nichts sonst|alles klar|alles gut|vor allem|das ist alles|das war alles|das ware alles|nicht nur|warum nicht|kein problem|keine ahnung|gar nicht|weiss nicht|weis nicht"
        "|weiss ich nicht|weis ich nicht|uberhaupt|alles in allem|keine sorge|ohne ausnahme",
    ),
    "pt": ChoiceWords(
        all="todos|todas|tudo|todos eles|todas elas|qualquer um|qualquer uma|qualquer um deles|tudo isso",
        both="ambos|ambas|os dois|as duas|um e outro|uma e outra", counted="os #|as #|todos os #|todas as #",
        none="nenhum|nenhuma|nenhum deles|nenhuma delas|nenhum dos dois|nenhuma das duas|nada|nem um nem outro|nem uma nem outra|nada disso",
        without="exceto|excepto|salvo|menos|tirando|fora|a excecao de|a excepcao de|com excecao de|com excecao do|com excecao da|a excecao do|a excecao da|sem ser",
        instead="em vez de|em vez do|em vez da|em lugar de",
        denial="retire|retirar|remova|remover|elimine|tire|tirar|nao|nem|sem|tao pouco|nunca|tampouco", contrast="mas|porem|antes", join="e|mais|bem como|junto com|alem de|assim como", alternative="ou|nem",
        agreed="sim|esta bem|pode ser", added="tambem|alem disso|acrescente|acrescenta|acrescentar|adicione|adicionar|e ainda|ainda", only="so|somente|apenas|unicamente|nada mais que",
        first="primeiros #|primeiras #|os # primeiros|as # primeiras", last="ultimos #|ultimas #|os # ultimos|as # ultimas", last_one="ultimo|ultima",
        place="numero #|a #|o #|opcao #|opcao numero #", counts="um/uma dois/duas tres quatro cinco seis sete oito nove dez",
        idle="nada mais|mais nada|sobretudo|nao so|nao importa|de todo|e tudo|esta tudo bem|tudo bem|por que nao|porque nao|nao sei|nao faz mal|de nada|acima de tudo|pelo menos|mais ou menos|antes de tudo|e so|e so isso|sem excecao|sem excepcao",
    ),
}  # fmt: skip
