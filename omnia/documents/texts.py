"""The texts of a document, each with its place, to be searched and replaced."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.addresses import join
from omnia.documents.places import TEXTS

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a document in one language; a list of texts, such as synonyms, has a line for each."""

    pointer: str
    address: str
    locale: str
    value: str | tuple[str, ...]

    @property
    def shown(self) -> str:
        """The text as people read it."""
        return self.value if isinstance(self.value, str) else "\n".join(self.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    words: str
    locale: str = ""
    """The language that is looked through; all, if it is empty."""
    same_case: bool = False
    whole_words: bool = False

    def found_in(self, text: str) -> list[re.Match[str]]:
        """What fits in a text."""
        return [found for found in _pattern(self).finditer(text) if found["name"] is None]

    def is_in(self, text: Text) -> bool:
        """Whether a text holds it."""
        return self.locale in ("", text.locale) and bool(self.found_in(text.shown))

    def replaced(self, text: Text, by: str) -> str | list[str]:
        """The value of a text with each place that fits written anew; lines that became empty or double are left out.

        Where capitals do not count, what stands for a word with one gets one.
        """

        def write(found: re.Match[str]) -> str:
            if found["name"] is not None:
                return found.group()
            is_capital = not self.same_case and found.group()[:1].isupper()
            return by[:1].upper() + by[1:] if is_capital else by

        if isinstance(text.value, str):
            return _pattern(self).sub(write, text.value)
        lines = (_pattern(self).sub(write, line).strip() for line in text.value)
        return [line for line in dict.fromkeys(lines) if line]


@lru_cache(maxsize=16)
def _pattern(wanted: Wanted) -> re.Pattern[str]:
    """What fits, and names in braces; the words are taken as they are written. A page asks for it once for each of its texts."""
    source = re.escape(wanted.words)
    if wanted.whole_words:
        source = rf"(?<!\w){source}(?!\w)"
    # A name in braces stands for a value: written anew it would stand for none. Who looks for braces means names, too.
    name = r"\{[^{}]*\}" if "{" not in wanted.words and "}" not in wanted.words else r"(?!)"
    return re.compile(f"(?P<name>{name})|{source}", re.NOFLAG if wanted.same_case else re.IGNORECASE)


def texts_of(body: Body) -> Iterator[Text]:
    """All texts for people, in the order of the document."""
    yield from _walk(body, "", "")


def _walk(value: Any, pointer: str, address: str) -> Iterator[Text]:
    """The texts below a place; its address grows with the way, since to work each out from the top would be most of a search."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            if not isinstance(held, Mapping | list):
                continue
            here, named = join(pointer, name), join(address, name)
            if name in TEXTS and isinstance(held, Mapping):
                yield from _languages(held, here, named)
            else:
                yield from _walk(held, here, named)
    elif isinstance(value, list):
        has_names = addresses.identities(value) is not None
        for place, held in enumerate(value):
            if isinstance(held, Mapping | list):
                step = (addresses.identity(held) if has_names else None) or str(place)
                yield from _walk(held, join(pointer, place), join(address, step))


def _languages(texts: Mapping[str, Any], pointer: str, address: str) -> Iterator[Text]:
    for locale, held in texts.items():
        if isinstance(held, str) and held:
            yield Text(join(pointer, locale), join(address, locale), locale, held)
        elif isinstance(held, list) and all(isinstance(line, str) for line in held) and held:
            yield Text(join(pointer, locale), join(address, locale), locale, tuple(held))
