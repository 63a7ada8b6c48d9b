"""JSON pointers (RFC 6901): reading and writing one place of a document."""

import copy
from collections.abc import Mapping
from typing import Any


class PointerError(ValueError):
    """A pointer that leads nowhere in the document."""


def tokens(pointer: str) -> list[str]:
    """The steps of a pointer, unescaped; the empty pointer names the whole document."""
    if pointer == "":
        return []
    if not pointer.startswith("/"):
        raise PointerError(f"“{pointer}” is not a JSON pointer: it must start with a slash.")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def join(pointer: str, *steps: str | int) -> str:
    """A pointer, deeper by `steps`."""
    return pointer + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _index(holder: list[Any], token: str, pointer: str) -> int:
    if not token.isdecimal() or int(token) >= len(holder):
        raise PointerError(f"“{pointer}” leads to an item that does not exist.")
    return int(token)


def get(document: Any, pointer: str) -> Any:
    """The value at `pointer`; raises `PointerError` if there is none."""
    value = document
    for token in tokens(pointer):
        if isinstance(value, list):
            value = value[_index(value, token, pointer)]
        elif isinstance(value, dict) and token in value:
            value = value[token]
        else:
            raise PointerError(f"“{pointer}” leads to a field that does not exist.")
    return value


def replaced(document: Any, edits: Mapping[str, Any]) -> Any:
    """A deep copy of `document` with the value at each pointer replaced.

    Objects that are missing on the way are made; items of lists are not. Raises `PointerError`.
    """
    result = copy.deepcopy(document)
    for pointer, value in edits.items():
        *path, last = tokens(pointer)
        holder = result
        for token in path:
            if isinstance(holder, dict):
                holder = holder.setdefault(token, {})
            elif isinstance(holder, list):
                holder = holder[_index(holder, token, pointer)]
            else:
                raise PointerError(f"“{pointer}” leads into a plain value.")
        if isinstance(holder, list):
            holder[_index(holder, last, pointer)] = value
        elif isinstance(holder, dict):
            holder[last] = value
        else:
            raise PointerError(f"“{pointer}” leads into a plain value.")
    return result
