"""The legal forms at the end of a company's name, typed, spelled by letters or said in words (`ge em be ha und co ka ge`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.languages.compiled.everywhere import shared_words
from omnia.dialogue.extraction.languages.shared.companies import ABROAD
from omnia.dialogue.extraction.text.tokens import Token

MAX_LETTERS = 6
SHORT = 2
"""Letters of a legal form that counts at the very end only."""


@dataclass(frozen=True, slots=True)
class LegalForm:
    """Where a legal form stands among the words of a name, and how it is written; an empty one stands after the last word."""

    first: int
    after: int
    written: str


def legal_form(words: Sequence[Token], language: str, given: Sequence[str]) -> LegalForm:
    """The first legal form of a name. `given`: the words as they were given, which tells `SPA` from `spa`."""
    for first in range(1, len(words)):
        written, after = _chain(words, first, language)
        if written and (after == len(words) or _is_sure(words[first:after], given[first:after])):
            return LegalForm(first, after, written)
    return LegalForm(len(words), len(words), "")


def _is_sure(words: Sequence[Token], given: Sequence[str]) -> bool:
    """Whether a form that ends nothing is one: several letters said or dotted, capitals, or a word that is nothing else."""
    if sum(len(word.text) for word in words) <= SHORT:
        return False
    return len(words) > 1 or given[0].isupper() or words[0].text not in shared_words().forms_also_words


def _chain(words: Sequence[Token], place: int, language: str) -> tuple[str, int]:
    """The forms that follow one another from a place on: `GmbH & Co. KG`."""
    found: list[str] = []
    while place < len(words):
        written, after = _by_words(words, place, language) or _by_letters(words, place, language) or ("", place)
        if not written:
            break
        found.append(written)
        place = after
    return " ".join(found), place


def _by_words(words: Sequence[Token], place: int, language: str) -> tuple[str, int] | None:
    for phrase, written in _phrases(language).items():
        after = place + len(phrase)
        if tuple(word.text for word in words[place:after]) == phrase:
            return written, after
    return None


@lru_cache(maxsize=16)
def _phrases(language: str) -> Mapping[tuple[str, ...], str]:
    """The forms said in words, the longest first."""
    said = {tuple(phrase.split()): written for phrase, written in pack(language).people.companies.legal_words.items()}
    return dict(sorted(said.items(), key=lambda item: -len(item[0])))


def _by_letters(words: Sequence[Token], place: int, language: str) -> tuple[str, int] | None:
    """The form whose letters are written together or one by one, the longest that fits."""
    known = {**ABROAD, **pack(language).people.companies.acronyms}
    best = (known[words[place].text], place + 1) if words[place].text in known else None
    letters = ""
    while place < len(words) and len(letters) < MAX_LETTERS:
        letter = _letter(words[place].text, language)
        if not letter:
            break
        letters += letter
        place += 1
        if len(letters) > 1 and letters in known:
            best = known[letters], place
    return best


def _letter(word: str, language: str) -> str:
    return word if len(word) == 1 and word.isalpha() else pack(language).characters.spelling.names.get(word, "")
