"""JSON as a text, before it is read: how deep it is, and whether an object has a key twice."""

import json
import re
from itertools import accumulate
from typing import Any

# A string that never ends runs to the end of the text: possessive, so that the scan stays linear whatever is sent.
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)

_OPENING, _CLOSING = b"[{", b"]}"
_OTHERS = bytes(set(range(256)) - set(_OPENING + _CLOSING))
_STEPS = tuple((byte in _OPENING) - (byte in _CLOSING) for byte in range(256))
_BEGINNING, _AT_ONCE = 1 << 14, 1 << 12
"""Bytes of a text, and brackets, that are counted before it is looked whether they are too deep already."""


class RepeatedKeyError(ValueError):
    """An object in which a key stands twice: which of the two is meant, nobody knows (RFC 8259, section 4)."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The key “{key[:80]}” stands twice in one object.")


def depth_of(text: bytes, *, at_most: int) -> int:
    """How deep a JSON text is nested, well-formed or not, 0 where it has too few brackets to be over `at_most`.

    Brackets inside strings do not count. A text that is over it is not read to its end: the answer is then some depth over it.
    """
    if text.count(b"{") + text.count(b"[") <= at_most:
        return 0
    # The beginning alone first: what is nested on purpose mostly shows it there.
    found = _deepest(text[:_BEGINNING], at_most)
    return _deepest(text, at_most) if found <= at_most and len(text) > _BEGINNING else found


def _deepest(text: bytes, at_most: int) -> int:
    brackets = _STRINGS.sub(b"", text).translate(None, _OTHERS)
    depth = deepest = 0
    for start in range(0, len(brackets), _AT_ONCE):
        depths = list(accumulate(map(_STEPS.__getitem__, brackets[start : start + _AT_ONCE]), initial=depth))
        depth, deepest = depths[-1], max(deepest, *depths)
        if deepest > at_most:
            break
    return deepest


def refuse_repeated_keys(text: bytes, read: Any) -> None:
    """Raise `RepeatedKeyError` if an object of a well-formed text has a key twice; `read` is what the text says.

    Each key that was written brings a colon: where there are no more colons than keys were kept, none was written twice.
    """
    if isinstance(read, dict) and text.count(b":") == len(read):
        return
    if b":" in text:
        _DECODER.decode(text.decode())


def _look_at(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _value in pairs}) == len(pairs):
        return
    names = [name for name, _value in pairs]
    raise RepeatedKeyError(next(name for name in names if names.count(name) > 1))


def _unread(_number: str) -> None:
    """Numbers are read elsewhere, and only the keys are of interest here."""


_DECODER = json.JSONDecoder(object_pairs_hook=_look_at, parse_int=_unread, parse_float=_unread, parse_constant=_unread)
