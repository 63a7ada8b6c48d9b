"""`Not X but Y`, `Y, not X`: which half of an answer is meant, in every kind.

Both halves have to hold a value: `not sure, but the fifth` contrasts nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.languages import pack
from omnia.dialogue.extraction.text.phrases import known

MAX_LENGTH = 300
"""Characters of a longest answer that contrasts; who says more tells a story."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contrast:
    """The half that is denied, and the one that is meant."""

    denied: Span
    meant: Span


@lru_cache(maxsize=32)
def _patterns(language: str, *, named: bool) -> tuple[re.Pattern[str], ...]:
    words = pack(language).hearing.contrasts
    apart = "|".join(filter(None, (words.apart, words.apart_names if named else "")))
    after = rf"(?:,\s*|\s+)(?:{words.after})" + (rf"|,\s*(?:{apart})" if apart else "")
    return (
        re.compile(rf"(?<![\w'])(?:{words.before})\s+(?P<denied>\S.*?)[\s,;]+(?:{words.but})\s+(?P<meant>\S.*)", re.DOTALL),
        re.compile(rf"^(?P<meant>.*[^\s,])(?:{after})\s+(?P<denied>\S.*)$", re.DOTALL),
    )


@lru_cache(maxsize=8)
def _signs(language: str) -> tuple[str, ...]:
    """The words one of which stands in every contrast: looked for first, since nearly all answers hold none."""
    words = pack(language).hearing.contrasts
    phrases = "|".join(filter(None, (words.before, words.after, words.apart, words.apart_names))).split("|")
    return tuple(phrase for phrase in phrases if not any(other != phrase and other in phrase for other in phrases))


def contrasts(plain: str, language: str, *, named: bool) -> list[Contrast]:
    """The ways to cut a folded text into what is denied and what is meant.

    Args:
        plain: The folded text.
        language: What is spoken.
        named: Whether a name is asked, which no plain no is a part of.
    """
    if len(plain) > MAX_LENGTH or not any(word in plain for word in _signs(known(language))):
        return []
    found = (pattern.search(plain) for pattern in _patterns(known(language), named=named))
    return [Contrast(match.span("denied"), match.span("meant")) for match in found if match]
