"""Web addresses as they are said: the signs that e-mail addresses do not have, and the words before an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.emails import EmailLexicon, email_lexicon
from omnia.dialogue.extraction.languages.shared.urls import EVERYWHERE


def _phrases(signs: Mapping[str, str]) -> Iterable[tuple[tuple[str, ...], str]]:
    for sign, phrases in signs.items():
        for phrase in phrases.split("|"):
            yield tuple(phrase.replace("'", " ").replace("-", " ").split()), sign


@lru_cache(maxsize=16)
def url_lexicon(language: str) -> EmailLexicon:
    """The lexicon of e-mail addresses with the signs and words of web addresses; English where the language is not served."""
    words = pack(language).characters.urls
    base = email_lexicon(language)
    signs = {**base.signs, **dict(_phrases(EVERYWHERE)), **dict(_phrases(words.signs))}
    return replace(
        base,
        signs=signs,
        before=base.before | frozenset(words.before.split()),
        longest=max(base.longest, *map(len, signs)),
        marks=base.marks | frozenset("/:?=&#~%"),
    )
