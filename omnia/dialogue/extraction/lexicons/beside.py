"""Words beside numbers and days that tell what they are, by language: read by the grammars of dates and times (see `doubts`).

They stand apart from the lexicons' own words, which are never names: many of these may be.

`label`: says that a number of another kind follows; `counted`: what a number before it counts; `street`: named after days;
`called`: a name follows; `upto`: parts the ends of a range; `between`: opens one; `plural`: an article of several;
`lasting`: after a number of hours, a while; `neg`: rules the next day out; `every`: means them all; `firstday`: the only ordinal that is said for a day;
`zone`: a time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from omnia.dialogue.extraction.lexicons.zones import zones_of

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "every": "every|each",
        "label": "version|number|numbers|room|page|channel|chapter|line|code|order|size|gate|platform|apartment|flat|floor|extension|dial|pin|postcode|article|section|score|ip",
        "street": "street|road|avenue|square",
        "called": "my name is|surname is|last name is|first name is|i am called",
        "counted": "euro|euros|dollar|dollars|pound|pounds|pence|cent|cents|bucks|quid|percent|per cent|kilo|kilos|kilometers|kilometres|km|kg|miles|metres|meters|feet|people|persons|guests|adults|children|kids|tickets|nights|rooms|pieces|times|points|floor|floors|option|one|ones|name|place|half|step|choice|row|class|grade|thing|opinion|hand|question|call|attempt|try|person|party|all|aid|language|visit|child|home|house|job|item",
        "upto": "to|till|until|through",
        "plural": "these|those",
        "between": "between",
        "lasting": "hours|hour|hrs|hr",
        "neg": "not",
    },
    "it": {
        "every": "ogni|tutti i|tutte le",
        "label": "versione|numero|stanza|camera|pagina|canale|capitolo|codice|ordine|taglia|uscita|binario|interno|piano|telefono|cellulare|articolo|scala|punteggio",
        "street": "via|viale|corso|piazza|piazzale|largo|vicolo",
        "called": "mi chiamo|il cognome e|il mio cognome e|il nome e|il mio nome e",
        "counted": "euro|dollari|sterline|centesimi|per cento|percento|chilo|chili|chilometri|km|kg|metri|persone|ospiti|adulti|bambini|biglietti|notti|camere|pezzi|volte|punti|piano|piani|volta|opzione|cosa|nome|posto|parte|scelta|fila|classe|domanda|tentativo|persona|figlio|figlia|figli|tempo|lavoro|mano|colpo",
        "upto": "a|ad",
        "plural": "i|gli|le",
        "lasting": "ore|ora",
        "neg": "non",
        "firstday": "primo",
    },
    "es": {
        "every": "cada|todos los",
        "label": "version|numero|habitacion|pagina|canal|capitulo|codigo|pedido|talla|puerta|anden|piso|telefono|movil|extension|articulo|escalera",
        "street": "calle|plaza|avenida|avda|paseo",
        "called": "me llamo|mi apellido es|mi nombre es",
        "counted": "euro|euros|dolares|dolar|pesos|libras|centimos|centavos|por ciento|kilo|kilos|kilometros|km|kg|metros|personas|adultos|ninos|entradas|billetes|noches|habitaciones|piezas|veces|puntos|piso|pisos|planta|vez|opcion|cosa|nombre|apellido|lugar|parte|eleccion|fila|clase|pregunta|intento|persona|hijo|hija|hijos|tiempo|plato|grado|mano",
        "upto": "a|al|hasta",
        "plural": "los|las",
        "between": "entre",
        "neg": "no",
        "firstday": "primero",
    },
    "fr": {
        "every": "chaque|tous les",
        "label": "version|numero|chambre|page|chaine|canal|chapitre|code|commande|taille|porte|quai|voie|etage|telephone|portable|poste|article",
        "street": "rue|avenue|boulevard|place|quai",
        "called": "je m appelle|mon nom est|mon prenom est|nom de famille",
        "counted": "euro|euros|dollar|dollars|livres|francs|centimes|pour cent|kilo|kilos|kilometres|km|kg|metres|personnes|adultes|enfants|billets|nuits|chambres|pieces|fois|points|etage|etages|option|chose|nom|prenom|lieu|partie|choix|rang|classe|question|essai|personne|fils|fille|place|coup|main|arrondissement|avis",
        "upto": "a|au|jusqu a",
        "plural": "les",
        "between": "entre",
        "neg": "pas",
        "firstday": "premier",
    },
    "de": {
        "every": "jeden|jede|jedes",
        "label": "version|nummer|zimmer|seite|kanal|kapitel|code|bestellung|bestellnummer|grose|groesse|gleis|stock|telefon|telefonnummer|handy|durchwahl|postleitzahl|artikel|hausnummer",
        "street": "strase|strasse|platz|allee",
        "called": "ich heise|ich heisse|mein name ist|nachname ist|vorname ist|nachname",
        "counted": "euro|dollar|pfund|franken|cent|prozent|kilo|kilogramm|kilometer|km|kg|meter|personen|leute|gaste|erwachsene|kinder|karten|nachte|zimmer|stuck|mal|male|punkte|stock|stockwerk|etage|option|sache|name|platz|teil|wahl|reihe|klasse|frage|versuch|person|hilfe|hand|kind|sohn|tochter|linie|weltkrieg|liga|bank",
        "upto": "bis|zu",
        "plural": "die",
        "between": "zwischen",
        "lasting": "stunde|stunden|std",
        "neg": "nicht",
    },
    "pt": {
        "every": "cada|todas as|todos os|aos",
        "label": "versao|numero|pagina|canal|capitulo|codigo|encomenda|pedido|tamanho|porta|andar|telefone|telemovel|celular|ramal|artigo",
        "street": "rua|avenida|praca|largo|travessa",
        "called": "chamo me|me chamo|o meu nome e|meu nome e|apelido e|sobrenome e",
        "counted": "euro|euros|dolares|dolar|reais|libras|centimos|centavos|por cento|quilo|quilos|quilometros|km|kg|metros|pessoas|adultos|criancas|bilhetes|noites|quartos|pecas|vezes|pontos|andar|andares|piso|vez|opcao|coisa|nome|lugar|parte|escolha|fila|classe|pergunta|tentativa|pessoa|filho|filha|filhos|tempo|prato|mao|posicao|linha|sinfonia|via",
        "upto": "a|ao|ate",
        "plural": "os",
        "between": "entre",
        "neg": "nao|sem ser",
        "firstday": "primeiro",
    },
}  # fmt: skip


def beside(language: str) -> Mapping[str, Mapping[str, Any] | str]:
    """The words of a language by role."""
    return {**_WORDS[language], "zone": zones_of(language)}
