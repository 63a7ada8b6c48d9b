"""Reading a body: JSON as RFC 8259 has it, announced as such, and no key twice in one object."""

import re
from typing import Any

import orjson

from omnia.infra import json_text
from omnia.infra.json_text import RepeatedKeyError, refuse_repeated_keys
from omnia.infra.problems import Problem
from runtime_api.patterns import MAX_DEPTH

MEDIA_TYPE = re.compile(r'application/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?', re.IGNORECASE)


def read_json(body: bytes, content_type: str) -> Any:
    """What a body says; raises the problems `unsupported-media-type` and `invalid-request`."""
    if MEDIA_TYPE.fullmatch(content_type) is None:
        raise Problem("unsupported-media-type", "Send the body as JSON, with the header “Content-Type: application/json”.")
    try:
        read = orjson.loads(body)
        refuse_repeated_keys(body, read)
    except orjson.JSONDecodeError as error:
        raise Problem("invalid-request", "The body is not JSON in UTF-8.") from error
    except RepeatedKeyError as error:
        raise Problem("invalid-request", str(error)) from error
    return read


def depth_of(body: bytes) -> int:
    """How deep a JSON text is nested, whether or not it is well-formed; brackets inside strings do not count."""
    return json_text.depth_of(body, at_most=MAX_DEPTH)
