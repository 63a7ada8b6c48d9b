"""JSON as a text, before it is read: how deep it is, and whether an object has a key twice."""

import json
import re
from typing import Any

# A string that never ends runs to the end of the text: possessive, so that the scan stays linear whatever is sent.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class RepeatedKeyError(ValueError):
    """An object in which a key stands twice: which of the two is meant, nobody knows (RFC 8259, section 4)."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The key “{key[:80]}” stands twice in one object.")


def depth_of(text: bytes, *, at_most: int) -> int:
    """How deep a JSON text is nested, well-formed or not, 0 where it has too few brackets to be over `at_most`.

    Brackets inside strings do not count.
    """
    if text.count(b"{") + text.count(b"[") <= at_most:
        return 0
    depth = deepest = 0
    for match in _TOKENS.finditer(text):
        token = match.group()
        if token in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif token in (b"}", b"]"):
            depth -= 1
    return deepest


def refuse_repeated_keys(text: bytes) -> None:
    """Raise `RepeatedKeyError` if an object of a well-formed text has a key twice."""
    if text.count(b":") > 1:
        _DECODER.decode(text.decode())


def _look_at(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _value in pairs}) == len(pairs):
        return
    names = [name for name, _value in pairs]
    raise RepeatedKeyError(next(name for name in names if names.count(name) > 1))


def _unread(_number: str) -> None:
    """Numbers are read elsewhere, and only the keys are of interest here."""


_DECODER = json.JSONDecoder(object_pairs_hook=_look_at, parse_int=_unread, parse_float=_unread, parse_constant=_unread)
