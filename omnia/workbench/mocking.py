"""What a person writes as the answer of a service that is not called: a name and a value a line."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson


def pairs_in(text: str) -> Iterator[tuple[str, Any]]:
    """The names and values of lines such as `open = true`; a value that is no JSON is a text."""
    for line in text.splitlines():
        name, _equals, value = line.partition("=")
        if name.strip():
            yield name.strip(), value_in(value.strip())


def value_in(text: str) -> Any:
    """What a text is as JSON; what is no JSON is a text."""
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(text)
    return text
