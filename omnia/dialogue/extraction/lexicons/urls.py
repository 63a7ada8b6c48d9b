"""Web addresses as they are said: the signs that e-mail addresses do not have, and the words before an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from omnia.dialogue.extraction.lexicons.emails import EmailLexicon, email_lexicon

_EVERYWHERE: Mapping[str, str] = {"/": "slash", ":": "colon", "www": "w w w|triple w|world wide web|worldwide web|vvv|wuwuwu"}
"""Sign to the phrases that stand for it, said in every language."""

SIGNS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "/": "forward slash|stroke|slash sign",
        "//": "double slash|double forward slash|two slashes|slashes",
        "www": "double u double u double u|double you double you double you|triple double u|triple double you|dub dub dub|three w's|three w s",
        "https": "h t t p s|aitch tee tee pee ess|aitch t t p s|h t t p secure",
        "http": "h t t p|aitch tee tee pee|aitch t t p",
        "?": "question mark",
        "=": "equals|equal sign|equals sign",
        "~": "tilde",
    },
    "it": {
        "/": "barra|sbarra|barretta|barra obliqua|slesh|slasc|slesc",
        "//": "doppia barra|doppia sbarra|doppio slash|due barre|due slash|due barra",
        ":": "due punti|duepunti",
        "www": "vu vu vu|vi vi vi|v v v|doppia vu doppia vu doppia vu|doppia v doppia v doppia v|tre vu|tre w|tripla vu|tripla w|tre doppie vu|tre vu doppie|tre volte vu|tre volte w|vuvuvu|doppio vu doppio vu doppio vu",
        "https": "acca ti ti pi esse|h t t p s|acca t t p s|acca ti ti pi s",
        "http": "acca ti ti pi|h t t p|acca t t p",
        "?": "punto interrogativo|punto di domanda",
        "=": "uguale",
        "~": "tilde",
    },
    "es": {
        "/": "barra|barra inclinada|barra diagonal|diagonal",
        "//": "doble barra|dos barras|barra doble|doble slash",
        ":": "dos puntos",
        "www": "uve doble uve doble uve doble|doble uve doble uve doble uve|tres uves dobles|tres uve dobles|tres uve doble|tres dobles uves|triple uve doble|triple w|tres w|tres veces w|doble ve doble ve doble ve|triple doble ve|triple doble uve|uves dobles|doble u doble u doble u|triple u|tres doble u",
        "https": "hache te te pe ese|h t t p s|ache te te pe ese",
        "http": "hache te te pe|h t t p|ache te te pe",
        "?": "signo de interrogacion|interrogacion",
        "=": "igual|signo igual",
        "~": "tilde|virgulilla",
    },
    "fr": {
        "/": "barre oblique|barre|slash oblique",
        "//": "double slash|deux slash|deux slashs|double barre oblique|deux barres obliques|double barre",
        ":": "deux points|deux-points",
        "www": "double ve double ve double ve|double v double v double v|trois w|trois double ve|trois double v|trois fois w|trois fois double ve|trois fois double v|triple double v|triple double ve|triple w",
        "https": "ache te te pe esse|h t t p s|hache te te pe esse|ash te te pe esse|ache t t p s",
        "http": "ache te te pe|h t t p|hache te te pe|ash te te pe|ache t t p",
        "?": "point d interrogation",
        "=": "egal|egale",
        "~": "tilde",
    },
    "de": {
        "/": "schragstrich|schraegstrich|querstrich|slasch",
        "//": "doppelslash|doppelter schragstrich|doppelschragstrich|zwei schragstriche|zwei slashes|doppelter slash",
        ":": "doppelpunkt|doppel punkt",
        "www": "we we we|weh weh weh|drei w|dreimal w|drei we|dreimal we|3 w|3 mal w|drei mal w",
        "https": "ha te te pe es|h t t p s|ha t t p s",
        "http": "ha te te pe|h t t p|ha t t p",
        "?": "fragezeichen",
        "=": "gleich|ist gleich|gleichheitszeichen",
        "~": "tilde",
    },
    "pt": {
        "/": "barra|barra inclinada|barra obliqua",
        "//": "barra dupla|dupla barra|duas barras",
        ":": "dois pontos",
        "www": "dablio dablio dablio|dabliu dabliu dabliu|duplo ve duplo ve duplo ve|duplo v duplo v duplo v|tres dablios|tres dabliu|tres dablio|tres w|tres duplos ves|tres duplo ve|tres vezes w|triplo w|triplo dablio|ve duplo ve duplo ve duplo",
        "https": "aga te te pe esse|h t t p s|aga t t p s",
        "http": "aga te te pe|h t t p|aga t t p",
        "?": "ponto de interrogacao",
        "=": "igual",
        "~": "til",
    },
}  # fmt: skip

BEFORE: Mapping[str, str] = {
    "en": "website site websites page webpage web link url visit go going look see check find us here online internet homepage called into "
    "out type open then official from you'll company's shop's with it",
    "it": "sito siti pagina web link internet visita visiti visitate vada vai andare andate trova trovi trovate ufficiale ufficiali online guardi "
    "guarda digiti apra cerca cerchi quello nostri vostro suo sul nel del della dal collegati collegarsi cliccare chiama",
    "es": "sitio página pagina web enlace internet visite visita vaya entre entrar ir encuentra oficial online mire teclee abra busque "
    "en la nuestro vuestro llama sitios páginas portal",
    "fr": "site page web lien internet visitez visiter allez aller trouverez officiel officielle ligne regardez tapez ouvrez cherchez "
    "s'appelle appelle notre de du des dans voir",
    "de": "seite webseite website homepage internetseite internetadresse internet web link besuchen gehen sehen schauen finden zu uns offizielle "
    "offiziellen online öffnen suchen im am von geben ein einfach heißt nennt sich",
    "pt": "site sítio página pagina web link internet visite visita vá ir encontra encontre oficial online veja digite abra procure "
    "chama-se chama da do nosso portal",
}  # fmt: skip
"""Words that stand before a web address and are no part of it, besides those before an e-mail address."""


def _phrases(signs: Mapping[str, str]) -> Iterable[tuple[tuple[str, ...], str]]:
    for sign, phrases in signs.items():
        for phrase in phrases.split("|"):
            yield tuple(phrase.replace("'", " ").replace("-", " ").split()), sign


@lru_cache(maxsize=16)
def url_lexicon(language: str) -> EmailLexicon:
    """The lexicon of e-mail addresses with the signs and words of web addresses; English where the language is not served."""
    known = language if language in SIGNS else "en"
    base = email_lexicon(known)
    signs = {**base.signs, **dict(_phrases(_EVERYWHERE)), **dict(_phrases(SIGNS[known]))}
    return replace(
        base,
        signs=signs,
        before=base.before | frozenset(BEFORE[known].split()),
        longest=max(base.longest, *map(len, signs)),
        marks=base.marks | frozenset("/:?=&#~%"),
    )
