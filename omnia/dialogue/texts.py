"""Texts of a document: the locale fall-back chain, and placeholders in braces."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its placeholders found: plain pieces at even places, names at odd ones."""

    pieces: tuple[str, ...]

    def fill(self, value_of: Callable[[str], str]) -> str:
        """The text with each name replaced by its value."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return "".join(value_of(piece) if place % 2 else piece for place, piece in enumerate(self.pieces))

    @property
    def names(self) -> tuple[str, ...]:
        """The placeholders' names."""
        return self.pieces[1::2]


def parse_text(source: str) -> Text:
    """Find the placeholders of a text."""
    return Text(tuple(PLACEHOLDER.split(source)))


def locale_chain(locale: str, default_locale: str) -> tuple[str, ...]:
    """Where a text is looked for: it-CH, it, then the default locale and its bare language."""
    chain = [locale, locale.split("-", maxsplit=1)[0], default_locale, default_locale.split("-", maxsplit=1)[0]]
    return tuple(dict.fromkeys(chain))


def text_for(texts: Mapping[str, str], locale: str, default_locale: str) -> str | None:
    """The text for a locale by the fall-back chain, or None if there is none."""
    return next((texts[name] for name in locale_chain(locale, default_locale) if texts.get(name)), None)
