"""The texts of a document, each with its place, to be searched and replaced."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from omnia.dialogue import addresses
from omnia.dialogue.edits import Set
from omnia.documents.places import TEXTS

Body = Mapping[str, Any]
Steps = tuple[str, ...]

UNTOLD = frozenset(("tests",))
"""What no person reads, and most of a document."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a document in one language; a list of texts, such as synonyms, has a line for each."""

    pointer_steps: Steps
    address_steps: Steps
    value: str | tuple[str, ...]

    @property
    def locale(self) -> str:
        """The language that it is written in."""
        return self.pointer_steps[-1]

    @property
    def pointer(self) -> str:
        """Where it is now, as a JSON pointer: written out only for what is shown, since a search may find thousands."""
        return addresses.written(self.pointer_steps)

    @property
    def address(self) -> str:
        """Where it stays, whatever moves."""
        return addresses.written(self.address_steps)

    @property
    def shown(self) -> str:
        """The text as people read it."""
        return self.value if isinstance(self.value, str) else "\n".join(self.value)


@dataclass(frozen=True, slots=True)
class Rewording:
    """What becomes of the texts of one document, and the version in which they were seen."""

    document: Literal["template", "flow"]
    key: str
    base_version: int
    edits: Sequence[Set]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A document that was changed, by its versions before and after."""

    document: Literal["template", "flow"]
    key: str
    before: int
    after: int


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
    return (_text(*found) for found in _walk(_told(body), (), ()))


def search(body: Body, wanted: Wanted) -> Iterator[Text]:
    """The texts that hold what is looked for; the others are passed by without their places being written out."""
    locale, pattern = wanted.locale, _pattern(wanted)
    for pointer, address, held in _walk(_told(body), (), ()):
        shown = held if isinstance(held, str) else "\n".join(held)
        if locale in ("", pointer[-1]) and any(found["name"] is None for found in pattern.finditer(shown)):
            yield _text(pointer, address, held)


Walked = tuple[Steps, Steps, str | list[str]]
"""A text with the steps of its pointer and of its address."""


def _text(pointer: Steps, address: Steps, held: str | list[str]) -> Text:
    return Text(pointer, address, held if isinstance(held, str) else tuple(held))


def _told(body: Body) -> Body:
    return {name: held for name, held in body.items() if name not in UNTOLD}


def _walk(value: Any, pointer: Steps, address: Steps) -> Iterator[Walked]:
    """The texts below a place; their steps grow with the way, since to work each out from the top would be most of a search."""
    # Bodies are JSON, so that their types are asked for by name: by protocol it takes as long again.
    if isinstance(value, dict):
        for name, held in value.items():
            if not isinstance(held, dict | list):
                continue
            if name in TEXTS and isinstance(held, dict):
                yield from _languages(held, (*pointer, name), (*address, name))
            else:
                yield from _walk(held, (*pointer, name), (*address, name))
    elif isinstance(value, list) and any(isinstance(held, dict | list) for held in value):
        has_names = addresses.identities(value) is not None
        for place, held in enumerate(value):
            if isinstance(held, dict | list):
                step = (addresses.identity(held) if has_names else None) or str(place)
                yield from _walk(held, (*pointer, str(place)), (*address, step))


def _languages(texts: dict[str, Any], pointer: Steps, address: Steps) -> Iterator[Walked]:
    for locale, held in texts.items():
        if held and (isinstance(held, str) or (isinstance(held, list) and all(isinstance(line, str) for line in held))):
            yield (*pointer, locale), (*address, locale), held
