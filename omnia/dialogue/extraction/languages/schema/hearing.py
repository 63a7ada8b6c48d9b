"""What is said between the words that count, and what is misheard: the shape of what a language tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disfluencies:
    """Phrases of a language, separated by `|`."""

    sounds: str
    """Never a word."""
    phrases: str
    """Said for time; nobody answers with them."""
    markers: str
    """Single words said for time, which may also be names: they count only where no name is asked."""
    corrections: str
    """What was said before is taken back."""
    denial: str
    """The plain word for no, which takes back what was said only between two answers."""


@dataclass(frozen=True, slots=True)
class Contrasts:
    """Words around what is denied and what is meant, separated by `|`.

    `before` and `but`: `not X but Y`; `after`: `Y and not X`; `apart`: the same only after a comma, `Y, not X`; `apart_names`: also
    that, where a name is asked, and a plain no is no answer.
    """

    before: str
    but: str
    after: str
    apart: str = ""
    apart_names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionWords:
    """Characters that are taken for each other by ear."""

    by_ear: tuple[str, ...]
    """Sets of which any character may have been said where another was heard; a character may stand in several."""
    tens: tuple[tuple[str, str], ...] = ()
    """Numbers said as one word that are heard as another: `fifteen`, `fifty`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What is said between the words that count, and what is misheard: all that a language says of it."""

    presence: str
    """Said to find out whether anybody listens; nobody answers a question with it."""
    disfluencies: Disfluencies
    contrasts: Contrasts
    confusions: ConfusionWords
    courtesies: str = ""
    """Said before or after an answer; read whatever is spoken, since people borrow them."""
    transcriber_tags: frozenset[str] = frozenset()
    """A word of these makes a remark in brackets one of the transcriber: `(upbeat music)`; folded, and read whatever is spoken."""
    inventions: frozenset[str] = frozenset()
    """Sentences that recognisers of speech invent over silence: they end the films that these learned from. Folded, and read whatever is spoken."""
