"""E-mail addresses as they are said: the names of the signs, the words before an address, and well-known providers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.shared.emails import EVERYWHERE, PROVIDERS


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
    words = pack(language).characters.emails
    signs = {tuple(phrase.replace("'", " ").split()): sign for phrase, sign in {**EVERYWHERE, **words.signs}.items()}
    remarks = frozenset(tuple(phrase.split()) for phrase in words.remarks.split("|"))
    return EmailLexicon(
        signs=signs,
        remarks=remarks,
        before=frozenset(piece for word in words.before.split() for piece in (word, *word.split("'")) if piece),
        writes=frozenset(piece for word in words.writes.split() for piece in re.split("['-]", word)),
        hints=frozenset(tuple(phrase.split()) for phrase in words.hints.split("|")),
        nouns=frozenset(words.nouns.split()),
        providers={**PROVIDERS, **words.providers},
        longest=max(len(phrase) for phrase in (*signs, *remarks)),
    )
