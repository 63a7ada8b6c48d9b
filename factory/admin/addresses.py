"""Addresses in a document that survive a change of order: JSON pointers with the ids of items instead of their places."""

import copy
from collections.abc import Mapping
from typing import Any

from omnia.dialogue.diff import escaped

BY_ID = "@"
"""What a step that names an item by its id begins with."""


def steps(pointer: str) -> list[str]:
    """The steps of a pointer or an address, unescaped."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def join(pointer: str, *more: str | int) -> str:
    """A pointer, deeper by `more`."""
    return pointer + "".join(f"/{escaped(str(step))}" for step in more)


def is_place(items: list[Any], step: str) -> bool:
    """Whether a step of a pointer, which a form may have sent, is the place of one of the items."""
    return step.isdecimal() and len(step) < 10 and int(step) < len(items)


def get(body: Any, pointer: str) -> Any:
    """The value at a pointer, or None where there is none."""
    value = body
    for step in steps(pointer):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and is_place(value, step):
            value = value[int(step)]
        else:
            return None
    return value


def address(body: Any, pointer: str) -> str:
    """The address of what a pointer names; items whose id is not theirs alone keep their place."""
    found, value = "", body
    for step in steps(pointer):
        name = step
        if isinstance(value, list) and is_place(value, step):
            held = value[int(step)]
            identity = held.get("id") if isinstance(held, Mapping) else None
            if isinstance(identity, str) and _places(value, identity) == [int(step)]:
                name = BY_ID + identity
            value = held
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
        found = join(found, name)
    return found


def locate(body: Any, found: str) -> str | None:
    """The pointer of an address in a document that may have changed; None if an item on the way is gone."""
    pointer, value = "", body
    for step in steps(found):
        place = step
        if isinstance(value, list):
            if step.startswith(BY_ID):
                places = _places(value, step[1:])
                if len(places) != 1:
                    return None
                place = str(places[0])
            if not is_place(value, place):
                return None
            value = value[int(place)]
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
        pointer = join(pointer, place)
    return pointer


def _places(items: list[Any], identity: str) -> list[int]:
    return [place for place, item in enumerate(items) if isinstance(item, Mapping) and item.get("id") == identity]


def edited(body: dict[str, Any], edits: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a document with the value at each pointer replaced; an empty value takes the field away.

    Objects that are missing on the way are made.
    """
    result = copy.deepcopy(body)
    for pointer, value in edits.items():
        _set(result, steps(pointer), value)
    return result


def _set(holder: Any, path: list[str], value: Any) -> None:
    step, *rest = path
    if isinstance(holder, list):
        if not rest:
            holder[int(step)] = value
        else:
            _set(holder[int(step)], rest, value)
        return
    if rest:
        _set(holder.setdefault(step, {}), rest, value)
    elif value in ("", [], {}, None):
        holder.pop(step, None)
    else:
        holder[step] = value
