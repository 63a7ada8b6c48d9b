"""Sizes of clothes and shoes as they are said. All folded; the words of a kind are parted by blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.lexicons import lexicon

EXTRA: Mapping[str, str] = {
    "en": "x extra ex",
    "it": "x extra ics iks",
    "es": "x extra equis",
    "fr": "x extra ixe iks ix",
    "de": "x extra ix iks",
    "pt": "x extra xis",
}
"""Each stands for one X."""

TIMES: Mapping[str, Mapping[str, int]] = {
    "en": {"double": 2, "two": 2, "triple": 3, "three": 3, "four": 4, "five": 5},
    "it": {"doppia": 2, "doppio": 2, "due": 2, "tripla": 3, "triplo": 3, "tre": 3, "quattro": 4, "quadrupla": 4, "cinque": 5},
    "es": {"doble": 2, "dos": 2, "triple": 3, "tres": 3, "cuatro": 4, "cinco": 5},
    "fr": {"double": 2, "deux": 2, "triple": 3, "trois": 3, "quatre": 4, "cinq": 5},
    "de": {"doppel": 2, "doppelt": 2, "zwei": 2, "zweimal": 2, "dreifach": 3, "drei": 3, "dreimal": 3, "vier": 4, "funf": 5},
    "pt": {"duplo": 2, "dupla": 2, "dois": 2, "triplo": 3, "tripla": 3, "tres": 3, "quatro": 4, "cinco": 5},
}
"""How often the X after it stands."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"S": "small smalls", "M": "medium mediums", "L": "large larges", "XL": "xlarge extralarge", "XS": "xsmall extrasmall"},
    "it": {
        "S": "small piccola piccolo piccole piccoli",
        "M": "medium media medio medie medi",
        "L": "large larg grande grandi",
        "XL": "extralarge extralarg",
        "XS": "extrasmall",
    },
    "es": {
        "S": "small pequena pequeno pequenas",
        "M": "medium mediana mediano medianas media",
        "L": "large grande grandes",
        "XL": "extralarge extragrande",
    },
    "fr": {"S": "small petit petite", "M": "medium moyen moyenne", "L": "large grand grande", "XL": "extralarge", "XS": "extrasmall"},
    "de": {"S": "small klein kleine", "M": "medium mittel mittelgross mittelgros mittlere", "L": "large gross gros", "XL": "extralarge", "XS": "extrasmall"},
    "pt": {
        "S": "small pequeno pequena",
        "M": "medium medio media",
        "L": "large grande",
        "XL": "extralarge extragrande gg",
    },
}  # fmt: skip
"""Words that name a size by themselves; Brazil's GG is the international XL."""

LETTERS: Mapping[str, Mapping[str, str]] = {
    "en": {"S": "ess", "M": "", "L": "ell"},
    "it": {"S": "esse", "M": "emme", "L": "elle"},
    "es": {"S": "ese", "M": "eme", "L": "ele"},
    "fr": {"S": "esse", "M": "emme", "L": "elle"},
    "de": {"S": "es", "M": "em", "L": "el ell"},
    "pt": {"S": "esse", "M": "eme", "L": "ele"},
}
"""Names of letters that are words too: they count behind an X, a noun or an article, or as the whole answer."""

CUES: Mapping[str, str] = {
    "en": "size sizes sized number",
    "it": "taglia taglie misura numero",
    "es": "talla tallas numero tamano",
    "fr": "taille tailles pointure numero",
    "de": "grose grosse groesse grosen grossen gr schuhgrose schuhgrosse kleidergrose kleidergrosse konfektionsgrose nummer",
    "pt": "tamanho tamanhos numero",
}
"""Nouns before a size."""

ARTICLES: Mapping[str, str] = {
    "en": "a an the",
    "it": "una la un il",
    "es": "una la un el",
    "fr": "une la un le du",
    "de": "eine die ein das in",
    "pt": "uma a um o",
}

AROUND: Mapping[str, str] = {
    "en": "i wear take usually normally in shoe eu uk us european american british am",
    "it": "porto calzo prendo di solito normalmente ho in scarpe scarpa piede circa europea italiana uso",
    "es": "uso calzo llevo gasto tengo normalmente zapatos zapato europea de pie suelo llevar usar",
    "fr": "je fais chausse porte prends en du normalement chaussures europeenne c'est mets d'habitude general",
    "de": "ich trage habe brauche meistens normalerweise in schuhe schuh europaische",
    "pt": "uso calco visto normalmente sapatos sapato europeu costumo usar",
}
"""What else people say around a size that is a number."""

HALVES: Mapping[str, str] = {"de": "einhalb einhalbe"}
"""Words that add a half by themselves, besides those of numbers: `38 einhalb`."""

DENIED: Mapping[str, str] = {
    "en": "too very so more really",
    "it": "troppo molto piu cosi tanto abbastanza",
    "es": "demasiado muy mas tan bastante",
    "fr": "trop tres plus si assez",
    "de": "zu sehr so ganz ziemlich",
    "pt": "demasiado muito mais tao bastante",
}
"""Before one of these, small and large say how something is, and are no size."""


@dataclass(frozen=True, slots=True)
class SizeLexicon:
    """One language's words of sizes."""

    extra: frozenset[str]
    times: Mapping[str, int]
    words: Mapping[str, str]
    letters: Mapping[str, str]
    cues: frozenset[str]
    articles: frozenset[str]
    around: frozenset[str]
    halves: frozenset[str]
    denied: frozenset[str]


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: size for size, words in table.items() for word in words.split()}


@lru_cache(maxsize=16)
def size_lexicon(language: str) -> SizeLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in WORDS else "en"
    return SizeLexicon(
        extra=frozenset(EXTRA[known].split()),
        times={**TIMES[known], **{str(number): number for number in range(2, 10)}},
        words=_by_word(WORDS[known]),
        letters=_by_word(LETTERS[known]),
        cues=frozenset(CUES[known].split()),
        articles=frozenset(ARTICLES[known].split()),
        around=frozenset(AROUND[known].replace("'", " ").split()),
        halves=frozenset(HALVES.get(known, "").split()) | lexicon(known).numbers.halves,
        denied=frozenset(DENIED[known].split()),
    )
