"""Words that count whatever language is spoken, since people borrow them: each language tells its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from omnia.dialogue.extraction.languages import LANGUAGES, pack
from omnia.dialogue.extraction.languages.schema import Pack


def of_all_languages(words: Callable[[Pack], Iterable[str]]) -> frozenset[str]:
    """What the packs of all languages say together."""
    return frozenset(word for language in LANGUAGES for word in words(pack(language)))
