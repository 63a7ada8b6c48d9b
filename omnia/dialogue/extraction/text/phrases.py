"""Finds the phrases of a lexicon in folded text, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from omnia.dialogue.extraction.languages import LANGUAGES
from omnia.dialogue.extraction.text.tokens import prepare


def known(language: str) -> str:
    """The language itself, or English where it is not served."""
    return language if language in LANGUAGES else "en"


@lru_cache(maxsize=512)
def words_of(text: str) -> str:
    """The words of a text, folded, one space between and around them: what phrases are searched in.

    Kept, since an utterance is searched for several sorts of phrases one after the other.
    """
    _, tokens = prepare(text)
    return " " + " ".join(token.text for token in tokens if token.is_word or token.is_digits) + " "


@lru_cache(maxsize=256)
def phrase_pattern(phrases: str) -> re.Pattern[str]:
    """A pattern for `"phrase|phrase"` over `words_of`; the longest phrase wins."""
    return re.compile(rf"(?<= ){alternation(phrases.split('|'))}(?= )")


def alternation(phrases: Iterable[str], blank: str = " ") -> str:
    """A pattern for any of the phrases, the longest first; `blank` stands for the spaces between their words.

    It is written by the phrases' beginnings: at a place in a text those that begin otherwise are passed over together.
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        branch = tree
        for character in phrase:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return f"(?:{_written(tree, blank)})"


def _written(tree: dict[str, Any], blank: str) -> str:
    """What may follow a beginning; that nothing does comes last."""
    branches = [(blank if each == " " else re.escape(each)) + _written(after, blank) for each, after in tree.items() if each]
    if "" in tree:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
