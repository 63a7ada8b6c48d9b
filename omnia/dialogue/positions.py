"""Where the nodes of a flow stand on the canvas: kept with the document, and no part of what it means.

The field `layout` maps ids of nodes to whole numbers `[x, y]`. Hash, difference, class and merge look at documents without it.
"""

from collections.abc import Mapping
from typing import Any

FIELD = "layout"

MOST = 20_000
"""The farthest place from the corner that a node is put at."""

MAX_PLACED = 1_000
"""Positions that one document keeps, those of nodes included that are gone for now."""


def meaning(body: Any) -> Any:
    """A document without positions; anything but a flow is returned as it is."""
    if isinstance(body, Mapping) and FIELD in body and "start" in body:
        return {name: value for name, value in body.items() if name != FIELD}
    return body


def layout_of(body: Any) -> dict[str, Any]:
    """The positions in a document, by the id of the node; none in what has none."""
    held = body.get(FIELD) if isinstance(body, Mapping) else None
    return dict(held) if isinstance(held, Mapping) else {}


def placed(body: Mapping[str, Any], layout: Mapping[str, Any] | None) -> dict[str, Any]:
    """A document with these positions, in place of those that it has."""
    told = meaning(dict(body))
    return {**told, FIELD: dict(layout)} if layout else told


def is_position(value: Any) -> bool:
    """Whether a value is a place on the canvas."""
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= MOST for each in value)
    )
