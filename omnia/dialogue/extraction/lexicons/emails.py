"""E-mail addresses as they are said: the names of the signs, the words before an address, and well-known providers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_EVERYWHERE: Mapping[str, str] = {
    "@": "@", "at": "at", "at sign": "@", "at symbol": "@", "dot": ".", "underscore": "_", "under score": "_", "underline": "_",
}  # fmt: skip
"""Said in every language. `@` is sure; `at` is an ordinary word too and needs a domain after it."""

SIGNS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "dot": ".", "point": ".", "period": ".", "full stop": ".", "dash": "-", "hyphen": "-", "minus": "-", "minus sign": "-", "plus": "+",
        "plus sign": "+", "underbar": "_", "under bar": "_", "low line": "_",
    },
    "it": {
        "chiocciola": "@", "chiocciolina": "@", "chioccia": "@", "a commerciale": "@", "punto": ".", "trattino": "-", "trattino alto": "-",
        "trattino normale": "-", "trattino medio": "-", "meno": "-", "lineetta": "-", "trattino basso": "_", "trattino in basso": "_",
        "et": "at", "underscor": "_", "sottolineato": "_", "lineetta bassa": "_", "piu": "+",
    },
    "es": {
        "arroba": "@", "aroba": "@", "punto": ".", "guion": "-", "guion medio": "-", "guion alto": "-", "guion normal": "-", "menos": "-",
        "raya": "-", "guion bajo": "_", "barra baja": "_", "raya baja": "_", "subguion": "_", "subrayado": "_", "mas": "+",
    },
    "fr": {
        "arobase": "@", "arobas": "@", "arobaze": "@", "arrobase": "@", "arrobas": "@", "a commercial": "@", "point": ".", "tiret": "-",
        "trait d'union": "-", "tiret du 6": "-", "tiret du six": "-", "tiret haut": "-", "moins": "-", "tiret du bas": "_", "tiret bas": "_",
        "tiret du 8": "_", "tiret du huit": "_", "tiret d'en bas": "_", "souligne": "_", "plus": "+",
    },
    "de": {
        "klammeraffe": "@", "affenschwanz": "@", "at zeichen": "@", "att": "@", "aet": "@", "ad": "at", "aed": "at", "punkt": ".", "bindestrich": "-", "minus": "-",
        "strich": "-", "mittelstrich": "-", "minuszeichen": "-", "unterstrich": "_", "tiefstrich": "_", "bodenstrich": "_", "plus": "+",
    },
    "pt": {
        "arroba": "@", "aroba": "@", "ponto": ".", "traco": "-", "hifen": "-", "tracinho": "-", "traco de uniao": "-", "menos": "-",
        "underline": "_", "traco baixo": "_", "traco inferior": "_", "traco em baixo": "_", "traco embaixo": "_", "sublinhado": "_",
        "subtraco": "_", "mais": "+",
    },
}  # fmt: skip

REMARKS: Mapping[str, str] = {
    "en": "all lowercase|all lower case|lowercase|lower case|in lowercase|all one word|one word|no spaces|without spaces|all together|capital|uppercase|letter|number|the letter|the number|and then|then",
    "it": "tutto minuscolo|tutto in minuscolo|in minuscolo|minuscolo|tutto attaccato|attaccato|tutto unito|tutta una parola|senza spazi|maiuscola|maiuscolo|lettera|numero|poi|e poi",
    "es": "todo en minusculas|en minusculas|todo minusculas|minusculas|todo junto|junto|sin espacios|mayuscula|letra|numero|luego|y luego|despues",
    "fr": "tout en minuscules|tout en minuscule|en minuscules|en minuscule|tout attache|attache|en un mot|sans espace|sans espaces|majuscule|lettre|chiffre|puis|et puis|ensuite",
    "de": "alles klein|alles kleingeschrieben|kleingeschrieben|klein geschrieben|alles zusammen|zusammen|zusammengeschrieben|zusammen geschrieben|in einem wort|ein wort|ohne leerzeichen|gross|gros|buchstabe|zahl|dann|und dann|mit u e|mit ue|mit o e|mit oe|mit a e|mit ae|mit doppel s|mit ss|mit scharfem s",
    "pt": "tudo em minusculas|tudo minusculo|em minusculas|minusculas|tudo junto|junto|sem espacos|maiuscula|letra|numero|depois|e depois",
}  # fmt: skip
"""How an address is written, said in passing; no part of it."""

BEFORE: Mapping[str, str] = {
    "en": "is it it's its i'm s be my our your the a an email e-mail mail address write writes to me contact use used send reach under on as or and have try that's that this for yes yeah yep ok okay sure well so um uh er erm hmm "
    "please hello hi of course right actually no not sorry would think by via can could you we i he she his her name",
    "it": "è é e' sono la il lo le gli mia mio nostra nostro mail email e-mail posta elettronica indirizzo scrivi scriva scrivere scrivimi mandi manda mandare a al alla mi ci un una su come per questa questo quella sarebbe dunque allora "
    "sì si certo ok okay va bene ehm eh uhm ecco guardi senta no anzi scusi che usa uso usi ho abbiamo poi oppure ed",
    "es": "es el la mi mis nuestro nuestra su correo electrónico electronico mail email e-mail dirección direccion escribe escriba escribir escríbame a al en un una por este esta sería seria sí si claro vale ok bueno pues eh em mire "
    "no perdón perdon que tengo uso usa cuenta y o",
    "fr": "est c'est c l' ma mon notre votre le la les mail email e-mail courriel mél adresse électronique electronique écrivez écrire ecrire à sur un une pour cette ce serait alors oui d'accord ok euh bon ben voici voilà non pardon "
    "que j'ai ai utilise ou et donc bien sûr",
    "de": "ist es sind meine mein unsere unser die der das den dem e-mail email mail mailadresse emailadresse adresse lautet lauten heißt heisst wäre schreiben schreib sie an unter mir mich auf ein eine für diese dieser also ja gut ok "
    "okay klar äh ähm nein nicht sorry bitte ich habe nutze verwende und oder hier",
    "pt": "é o a os as meu minha nosso nossa seu email e-mail mail correio eletrónico eletrônico eletronico endereço endereco escreva escrever para em no na um uma este esta seria sim claro ok está bem bom então entao eh hum olhe "
    "não nao desculpe que tenho uso usa ou eu",
}  # fmt: skip
"""Words that stand before an address and are no part of it (spelled as said: `è` is no `e`)."""

HINTS: Mapping[str, str] = {
    "en": "with a|with an",
    "it": "con la|con l|con",
    "es": "con",
    "fr": "avec un|avec une|avec",
    "de": "mit",
    "pt": "com",
}
"""Before a letter these tell how the word before is spelled (`Francesca con la c`)."""

WRITES: Mapping[str, str] = {
    "en": "write writing send sending contact mail",
    "it": "può puo potete posso puoi scrivermi scrivetemi scrivete scrivimi scriva scrivo scriverci inviare inviarmi inviatemi invii inviate invia "
    "mandarmi mandatemi mandami mandarla mandarlo mandatela spedire spedirmi contattarmi contattatemi contattami contattare",
    "es": "puede puedes pueden escribirme escríbame escríbanme escribame escríbeme escribeme enviar enviarme envíe envíeme envíamelo enviármelo "
    "mandar mandarme mándeme mándame mándalo mándelo contactar contácteme contactarme",
    "fr": "pouvez peux écrivez écrivez-moi écrire m'écrire écris envoyez envoyer envoyez-moi envoie contacter contactez joindre",
    "de": "schreiben schreib schreibt schicken schick senden sende erreichen können kann",
    "pt": "pode podem podes escrever escreva escreva-me escrever-me escreve enviar envie envie-me enviar-me mandar mande mande-me contactar contactar-me contatar",
}
"""Verbs that stand before an address (`può scrivermi a`), as said."""

PARTICLES = frozenset({"de", "di", "von", "van", "zu"})
"""After one of these an article belongs to a name: `de la cruz`, `von der heide`."""

NOUNS: Mapping[str, str] = {
    "en": "email mail address",
    "it": "mail email indirizzo elettronica posta",
    "es": "correo email mail electronico direccion",
    "fr": "mail email adresse courriel electronique",
    "de": "mail email adresse mailadresse emailadresse",
    "pt": "mail email correio endereco eletronico",
}
"""After one of these a lone `e` is the verb written without its accent, not a letter."""

PROVIDERS: Mapping[str, Mapping[str, str]] = {
    "": {
        "gmail": "gmail.com", "googlemail": "googlemail.com", "hotmail": "hotmail.com", "outlook": "outlook.com", "yahoo": "yahoo.com",
        "icloud": "icloud.com", "aol": "aol.com", "msn": "msn.com", "protonmail": "protonmail.com", "gmx": "gmx.net", "webde": "web.de",
        "ymail": "ymail.com",
    },
    "it": {
        "libero": "libero.it", "alice": "alice.it", "tiscali": "tiscali.it", "virgilio": "virgilio.it", "fastweb": "fastwebnet.it",
        "fastwebnet": "fastwebnet.it", "aruba": "aruba.it", "tim": "tim.it", "inwind": "inwind.it", "pec": "pec.it",
    },
    "es": {"telefonica": "telefonica.net", "terra": "terra.es", "ono": "ono.com", "movistar": "movistar.es"},
    "fr": {
        "orange": "orange.fr", "free": "free.fr", "wanadoo": "wanadoo.fr", "laposte": "laposte.net", "sfr": "sfr.fr", "bbox": "bbox.fr",
        "neuf": "neuf.fr", "numericable": "numericable.fr",
    },
    "de": {"gmx": "gmx.de", "web": "web.de", "tonline": "t-online.de", "freenet": "freenet.de", "arcor": "arcor.de", "mailbox": "mailbox.org"},
    "pt": {"sapo": "sapo.pt", "uol": "uol.com.br", "bol": "bol.com.br", "terra": "terra.com.br", "clix": "clix.pt", "iol": "iol.pt"},
}  # fmt: skip
"""The domain that is meant when only the provider's name is said; keys without spaces."""

HEARD: Mapping[str, str] = {
    "g-mail": "gmail", "gimail": "gmail", "jimail": "gmail", "gemail": "gmail", "geemail": "gmail", "jmail": "gmail", "gmeil": "gmail",
    "gimeil": "gmail", "dschimail": "gmail", "dschimehl": "gmail", "hot-mail": "hotmail", "otmail": "hotmail", "hotmeil": "hotmail",
    "otmeil": "hotmail", "autluk": "outlook", "outluk": "outlook", "autlook": "outlook", "aicloud": "icloud", "iahoo": "yahoo",
    "yaho": "yahoo", "iaho": "yahoo", "yahu": "yahoo", "tonline": "t-online", "lapost": "laposte",
}  # fmt: skip
"""How recognisers of speech write providers' names."""

ENDINGS = frozenset(
    ["com", "org", "net", "edu", "gov", "info", "biz", "name", "eu", "it", "de", "fr", "es", "pt", "uk", "us", "ch", "at", "be", "nl", "lu", "ie", "se", "no", "dk", "fi", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "hr", "si", "mt", "li", "mc", "sm", "va", "ad", "br", "ar", "mx", "cl", "co", "pe", "uy", "ve", "ec", "ca", "au", "nz", "in", "jp", "cn", "kr", "za", "io", "me", "tv", "cc", "app", "dev", "cloud", "online", "shop", "store", "email", "tech", "site", "int", "mil", "cat", "gal", "eus", "re", "asia"]
)  # fmt: skip
"""Top-level domains in common use; others are read too, with less confidence."""

SECOND_LEVEL: Mapping[str, frozenset[str]] = {
    "co": frozenset(["uk", "nz", "za", "jp", "kr", "in", "il"]),
    "com": frozenset(["br", "ar", "mx", "au", "pt", "pe", "tr", "uy"]),
    "org": frozenset(["uk", "br", "mx"]),
    "ac": frozenset(["uk", "at"]),
}
"""Endings of two labels whose dot is often left out: `co uk`."""


@dataclass(frozen=True, slots=True)
class EmailLexicon:
    """One language's words for addresses; phrases are tuples of folded words, `before` words as written in lower case.

    A sign that is letters (`www`) is a word of the address; `marks` are those that stand for themselves in the text.
    """

    signs: Mapping[tuple[str, ...], str]
    remarks: frozenset[tuple[str, ...]]
    before: frozenset[str]
    writes: frozenset[str]
    hints: frozenset[tuple[str, ...]]
    nouns: frozenset[str]
    providers: Mapping[str, str]
    longest: int
    marks: frozenset[str] = frozenset("@._-+")


@lru_cache(maxsize=16)
def email_lexicon(language: str) -> EmailLexicon:
    """The lexicon of a language; English where the language is not served."""
    known = language if language in SIGNS else "en"
    signs = {tuple(phrase.replace("'", " ").split()): sign for phrase, sign in {**_EVERYWHERE, **SIGNS[known]}.items()}
    remarks = frozenset(tuple(phrase.split()) for phrase in REMARKS[known].split("|"))
    return EmailLexicon(
        signs=signs,
        remarks=remarks,
        before=frozenset(piece for word in BEFORE[known].split() for piece in (word, *word.split("'")) if piece),
        writes=frozenset(piece for word in WRITES[known].split() for piece in re.split("['-]", word)),
        hints=frozenset(tuple(phrase.split()) for phrase in HINTS[known].split("|")),
        nouns=frozenset(NOUNS[known].split()),
        providers={**PROVIDERS[""], **PROVIDERS[known]} if known != "en" else PROVIDERS[""],
        longest=max(len(phrase) for phrase in (*signs, *remarks)),
    )
