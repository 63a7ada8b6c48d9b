"""Carrying a person's edits over to a document that someone else changed meanwhile."""

from collections.abc import Mapping
from typing import Any

from tenants.studio import pointers

Body = dict[str, Any]
IDENTITIES = ("id", "key")
"""What names an item of a list apart from its position, in this order."""


def relocated(pointer: str, base: Body, current: Body) -> str | None:
    """Where the place that `pointer` names in `base` is in `current`, or None if it is gone.

    Items of lists are found again by their id, so a level or row that moved up or down is still the same one.
    """
    steps: list[str] = []
    old: Any = base
    new: Any = current
    for token in pointers.tokens(pointer):
        if isinstance(old, list):
            old = old[int(token)] if token.isdecimal() and int(token) < len(old) else None
            place = _position(old, new) if isinstance(new, list) else None
            if place is None:
                return None
            new = new[place]
            steps.append(str(place))
            continue
        old = old.get(token) if isinstance(old, dict) else None
        new = new.get(token) if isinstance(new, dict) else None
        steps.append(token)
    try:
        found = pointers.join("", *steps)
        pointers.replaced(current, {found: None})
    except pointers.PointerError:
        return None
    return found


def _position(item: Any, items: list[Any]) -> int | None:
    """The place in `items` of the item with the identity of `item`."""
    if not isinstance(item, dict):
        return None
    name = next((name for name in IDENTITIES if name in item), None)
    if name is None:
        return None
    return next((place for place, other in enumerate(items) if isinstance(other, dict) and other.get(name) == item[name]), None)


def replayed(base: Body, current: Body, edits: Mapping[str, Any]) -> tuple[Body, dict[str, Any]]:
    """`current` with the edits that were made to `base`, and those edits whose place is gone.

    Returns:
        The merged body, and the lost edits by their pointer into `base`.
    """
    moved: dict[str, Any] = {}
    lost: dict[str, Any] = {}
    for pointer, value in edits.items():
        place = relocated(pointer, base, current)
        if place is None:
            lost[pointer] = value
        else:
            moved[place] = value
    merged: Body = pointers.replaced(current, moved)
    return merged, lost
