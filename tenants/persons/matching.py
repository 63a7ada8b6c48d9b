"""Whether a text holds a value that a person gave: however it is spaced, in capitals or not, with accents or without."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

FEWEST, MOST = 3, 200
"""Letters and digits that a value must have, and signs that it may have."""

FEWEST_IN_PIECES = 5
"""Letters and digits from which on a value with digits may have other signs between them: `333 12-34`."""

BETWEEN = r"[\W_]{0,3}"
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"
"""A value stands alone: “Ann” is not in “Hannah”."""

OWN_DIGITS = 9
"""Last digits of a telephone number that tell it from others whether its country is said or not."""

MAX_DEPTH = 40


class ValueRefusedError(ValueError):
    """A value that cannot be looked for; the sentence says why."""


class Wanted:
    """A value that is looked for."""

    def __init__(self, value: str) -> None:
        """Take a value; raises `ValueRefusedError`."""
        folded = fold(value.strip())
        signs = [sign for sign in folded if sign.isalnum()]
        if len(signs) < FEWEST or len(value) > MOST:
            raise ValueRefusedError(f"Look for {FEWEST} letters or digits at least, and {MOST} signs at most.")
        self._pattern = _pattern(folded, signs)

    def is_in(self, text: str) -> bool:
        """Whether a text holds it."""
        return self._pattern.search(fold(text)) is not None


def _pattern(folded: str, signs: list[str]) -> re.Pattern[str]:
    if len(signs) < FEWEST_IN_PIECES or not any(sign.isdigit() for sign in signs):
        return re.compile(BEFORE + r"\s+".join(re.escape(word) for word in folded.split()) + AFTER)
    national = _digits_of_a_number_abroad(folded, signs)
    if national:
        return re.compile(BETWEEN.join(national) + AFTER)
    return re.compile(BEFORE + BETWEEN.join(re.escape(sign) for sign in signs) + AFTER)


def _digits_of_a_number_abroad(folded: str, signs: list[str]) -> list[str]:
    """The last digits of a telephone number with the code of its country; none for what is no such number."""
    is_number = folded.startswith(("+", "00")) and all(sign.isdigit() for sign in signs) and len(signs) > OWN_DIGITS
    return signs[-OWN_DIGITS:] if is_number else []


def fold(text: str) -> str:
    """A text without capitals, accents and other forms of the same signs."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def texts_in(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text and number within a value; bytes are read as JSON, as a running conversation has them."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, bytes):
        yield from texts_in(_read(value), depth + 1)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item, depth + 1)


def _read(content: bytes) -> Any:
    try:
        return orjson.loads(content) if content else None
    except orjson.JSONDecodeError:
        return None
