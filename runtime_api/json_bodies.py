"""Reading a body: JSON as RFC 8259 has it, announced as such, and no key twice in one object."""

import json
import re
from typing import Any

import orjson

from omnia.infra.problems import Problem
from runtime_api.patterns import MAX_DEPTH

MEDIA_TYPE = re.compile(r'application/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?', re.IGNORECASE)

# A string that never ends runs to the end of the body: possessive, so that the scan stays linear whatever is sent.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def read_json(body: bytes, content_type: str) -> Any:
    """What a body says; raises the problems `unsupported-media-type` and `invalid-request`."""
    if MEDIA_TYPE.fullmatch(content_type) is None:
        raise Problem("unsupported-media-type", "Send the body as JSON, with the header “Content-Type: application/json”.")
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem("invalid-request", "The body is not JSON in UTF-8.") from error
    if body.count(b":") > 1:
        _DECODER.decode(body.decode())
    return read


def depth_of(body: bytes) -> int:
    """How deep a JSON text is nested, whether or not it is well-formed; brackets inside strings do not count."""
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for match in _TOKENS.finditer(body):
        token = match.group()
        if token in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif token in (b"}", b"]"):
            depth -= 1
    return deepest


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> None:
    """Raise for an object in which a key stands twice: which of the two is meant, nobody knows (RFC 8259, section 4)."""
    if len({name for name, _value in pairs}) == len(pairs):
        return
    names = [name for name, _value in pairs]
    repeated = next(name for name in names if names.count(name) > 1)
    raise Problem("invalid-request", f"The key “{repeated[:80]}” stands twice in one object.")


def _unread(_number: str) -> None:
    """Numbers have been read already, and only the keys are of interest now."""


_DECODER = json.JSONDecoder(
    object_pairs_hook=_refuse_repeated_keys, parse_int=_unread, parse_float=_unread, parse_constant=_unread
)
