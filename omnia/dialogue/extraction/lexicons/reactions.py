"""How people answer a read-back with less than a yes: with an exception, with a doubt, with yes and no at once. Words are folded."""

from collections.abc import Mapping

EXCEPTIONS: Mapping[str, str] = {
    "en": "but|except|excepting|however|although|though|only|just|apart from|aside from|other than|save for|exception|almost|nearly"
    "|mostly|mainly|partly|partially|in part|half|unless|one thing|one mistake|otherwise|not entirely|not completely|not all",
    "it": "ma|pero|tranne|eccetto|eccezione|salvo che|salvo per|salvo il|salvo la|salvo l|a parte|solo|soltanto|solamente|unica cosa"
    "|escluso|esclusa|fuorche|quasi|anche se|in parte|a meta|meno che|meno il|meno la|tutto meno|non del tutto|bensi",
    "es": "pero|excepto|excepcion|salvo|aunque|solo|solamente|unicamente|quitando|casi|sin embargo|en parte|a medias|aparte de"
    "|fuera de|menos el|menos la|menos los|menos las|todo menos|sino|no del todo|lo unico|salvando",
    "fr": "mais|sauf|excepte|exception|hormis|a part|seulement|juste le|juste la|juste l|juste un|juste une|juste que|juste avec"
    "|juste sans|uniquement|presque|cependant|toutefois|pourtant|par contre|en revanche|en partie|a moitie|a ceci pres|quoique"
    "|meme si|en dehors|il n y a que|ormis",
    "de": "aber|ausser|bis auf|nur|jedoch|allerdings|ausgenommen|ausnahme|fast|beinahe|obwohl|bloss|lediglich|wobei|hingegen"
    "|teilweise|zum teil|halb|abgesehen|einzig|nicht ganz|sondern",
    "pt": "mas|porem|exceto|excepto|excecao|excepcao|salvo|menos o|menos a|menos os|menos as|tudo menos|tirando|fora o|fora a|a parte"
    "|so que|so o|so a|so com|so sem|so falta|so nao|so um|so uma|somente|apenas|quase|contudo|todavia|entretanto|no entanto"
    "|embora|em parte|parcialmente|senao|nem tudo",
}
"""A yes beside one of these is no yes to all that was read back: `yes, but with an s`."""

NO_EXCEPTIONS: Mapping[str, str] = {
    "en": "that s all|nothing but|last but not least|just like that|just so|just that|only that|just fine|just right|just perfect"
    "|just go ahead|just go on|just continue|just do it|just as i said|just a moment|just a second|just a minute",
    "it": "solo quello|solo questo|solo un attimo|solo un momento|non solo|ma si|ma certo|ma certamente|ma ovvio|ma ovviamente",
    "es": "solo eso|solo un momento|pero claro|pero si|nada mas|no solo",
    "fr": "mais oui|mais si|mais certainement|mais bien sur|mais evidemment|non seulement|juste ca|juste cela",
    "de": "nur zu|nur das|nur so|aber ja|aber sicher|aber klar|aber naturlich|aber gern|aber gerne|aber selbstverstandlich|aber bitte"
    "|nicht nur",
    "pt": "so isso|apenas isso|mas claro|mas sim|mas certamente|nao so|so um momento|so um minuto|so um segundo|so um instante",
}
"""Turns of phrase that hold such a word and except nothing."""

DOUBTS: Mapping[str, str] = {
    "en": "probably|presumably|supposedly|possibly|more or less|roughly|approximately|sort of|kind of|hopefully|in a way|i hope"
    "|to some extent|somewhat|close|close enough|about right|likely|should be",
    "it": "probabilmente|piu o meno|all incirca|circa|pressappoco|presumibilmente|possibilmente|speriamo|spero|in un certo senso"
    "|suppongo|dovrebbe|diciamo",
    "es": "probablemente|mas o menos|aproximadamente|supuestamente|posiblemente|presumiblemente|ojala|espero|en cierto modo"
    "|seguramente|deberia",
    "fr": "probablement|plus ou moins|environ|a peu pres|sans doute|vraisemblablement|j espere|en quelque sorte|possiblement"
    "|normalement|ca devrait",
    "de": "wahrscheinlich|mehr oder weniger|ungefahr|vermutlich|hoffentlich|moglicherweise|womoglich|in etwa|irgendwie|sollte"
    "|normalerweise|vielleicht",
    "pt": "provavelmente|mais ou menos|aproximadamente|supostamente|possivelmente|presumivelmente|tomara|espero|de certa forma"
    "|em principio|deve estar|deveria",
}
"""Not sure enough to confirm; no values either, whatever is asked."""

BARE_NO: Mapping[str, str] = {
    "en": "no|nope|nah|nay|no no|no thanks|no thank you|uh uh",
    "it": "no|nono|no no|nossignore|ma no",
    "es": "no|nop|no no|que no",
    "fr": "non|nan|non non|mais non",
    "de": "nein|ne|nee|no|noe|nein nein|nope",
    "pt": "nao|nao nao",
}
"""A no that stands for itself; any other one denies the words after it: `not right`."""

DENIABLE: Mapping[str, str] = {
    "en": "",
    "it": "",
    "es": "correcto|exacto|cierto|bien|muy bien|seguro|verdad|es verdad|conforme|perfecto|de acuerdo|vale|va|esta bien|asi es|eso es"
    "|estoy de acuerdo|me parece bien|me gusta|suena bien|confirmo|confirmado|justo|listo|hecho|eso|eso mismo|soy yo",
    "fr": "",
    "de": "",
    "pt": "correto|correcto|certo|exato|exatamente|isso|isso mesmo|bem|bom|esta bem|ta bem|ta bom|ta|esta certo|e isso|perfeito"
    "|concordo|confirmo|confirmado|pode|quero|verdade|e verdade|de acordo|sou eu",
}
"""Where the word for no is also the word for not: what it denies when it stands before it without a pause."""

BETWEEN: Mapping[str, str] = {
    "en": "wait|wait a moment|wait a second|hang on|hold on|sorry|actually|well|oh|uh|um|erm|er|hmm|so|and|or|then|please|but|rather"
    "|excuse me|my mistake|it s|it is|thank you|thanks|i mean|i meant|i wanted to say|make that|correction|or better",
    "it": "aspetti|aspetta|un attimo|un momento|scusi|scusa|mi scusi|anzi|cioe|allora|eh|ehm|ah|beh|mah|e|o|ma|pero|dai|per favore"
    "|prego|invece|grazie|volevo dire|voglio dire|intendevo|o meglio|mi correggo|ho sbagliato|mi sono sbagliato|mi sono sbagliata",
    "es": "espere|espera|un momento|perdon|perdone|mejor dicho|bueno|pues|eh|ah|y|o|pero|por favor|digo|mas bien|gracias|quiero decir|queria decir|quise decir|me he equivocado|me equivoque|corrijo",
    "fr": "attendez|attends|un instant|un moment|pardon|excusez moi|enfin|plutot|bon|ben|euh|ah|et|ou|mais|alors|s il vous plait"
    "|merci|merci bien|merci beaucoup|je veux dire|je voulais dire|ou plutot|je me trompe|je me suis trompe|je me suis trompee|je rectifie",
    "de": "warten sie|warte|moment|einen moment|entschuldigung|also|ah|ahm|hm|und|oder|aber|naja|bitte|vielmehr|halt|das ist|es ist|danke"
    "|ich meine|ich meinte|ich wollte sagen|beziehungsweise|besser gesagt|quatsch|verzeihung|ich korrigiere",
    "pt": "espere|espera|um momento|desculpe|desculpa|alias|ou melhor|bem|bom|pois|eh|ah|e|ou|mas|entao|por favor|olhe|obrigado|obrigada"
    "|quero dizer|queria dizer|quis dizer|enganei me|engano meu|perdao|corrijo|melhor dizendo",
}
"""Said between a yes and a no by one who changes his mind."""

ASSENTING_QUESTIONS: Mapping[str, str] = {
    "en": "why not|why wouldn t i|you know what",
    "it": "perche no|come no",
    "es": "por que no|como no",
    "fr": "pourquoi pas|comment non",
    "de": "warum nicht|wieso nicht",
    "pt": "por que nao|porque nao|como nao",
}
"""Questions that say yes."""

GOING_ON: Mapping[str, str] = {
    "en": "and|and then|then|next|plus|followed by|again|it goes on|it continues|and the rest is|the rest is|also",
    "it": "e|e poi|poi|dopo|quindi|ancora|continua|e ancora|il resto e|seguito da",
    "es": "y|y luego|luego|despues|y despues|sigue|y sigue|el resto es|seguido de",
    "fr": "et|et puis|puis|ensuite|et ensuite|apres|la suite c est|suivi de",
    "de": "und|und dann|dann|weiter|es geht weiter|danach|und danach|der rest ist|gefolgt von|noch",
    "pt": "e|e depois|depois|a seguir|e a seguir|em seguida|continua|o resto e|seguido de",
}
"""Said before the rest of a number."""

TAKES_BACK: Mapping[str, str] = {
    "en": "sorry|actually|i said|it s|it is|it should be|i meant|i mean|rather|my name is|make that",
    "it": "scusi|scusa|mi scusi|anzi|ho detto|dicevo|volevo dire|intendevo|si chiama|mi chiamo|si scrive|e scritto",
    "es": "perdon|perdone|he dicho|dije|quise decir|queria decir|quiero decir|me llamo|se escribe|mejor dicho|es con",
    "fr": "pardon|excusez moi|j ai dit|je voulais dire|je veux dire|plutot|c est|je m appelle|ca s ecrit",
    "de": "entschuldigung|ich sagte|ich habe gesagt|ich meinte|ich meine|es ist|ich heisse|es heisst|vielmehr|das schreibt sich",
    "pt": "desculpe|eu disse|quis dizer|queria dizer|quero dizer|alias|chamo me|escreve se|ou melhor",
}
"""Said before the right value by one who puts a read-back right without a no."""
