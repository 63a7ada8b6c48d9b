"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")

MAX_TOKENS = 1_500
"""Words and signs of a text that is compared word by word; of a longer one all counts as changed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_own` where the other text lacks it."""

    text: str
    is_own: bool = False


def word_pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces: what they share, and what each has for itself."""
    one, other = TOKENS.findall(before), TOKENS.findall(after)
    if max(len(one), len(other)) > MAX_TOKENS:
        return (Piece(before, is_own=True),), (Piece(after, is_own=True),)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return (
        tuple(_pieces(one, [(kind != "equal", start, end) for kind, start, end, _from, _to in steps])),
        tuple(_pieces(other, [(kind != "equal", start, end) for kind, _from, _to, start, end in steps])),
    )


def _pieces(tokens: Sequence[str], parts: Sequence[tuple[bool, int, int]]) -> Iterator[Piece]:
    for is_own, start, end in parts:
        if end > start:
            yield Piece("".join(tokens[start:end]), is_own)
