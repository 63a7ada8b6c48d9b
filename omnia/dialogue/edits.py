"""The closed vocabulary of what an editor does to a document. Each edit names its place by an address and can be undone.

An edit that leaves a text, a list or an object empty takes the field away, unless the document's shape requires it: one edit has
one content hash, whoever makes it.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from omnia.dialogue import addresses
from omnia.dialogue.addresses import AddressError, Path
from omnia.dialogue.template import required_fields

EMPTY: tuple[Any, ...] = ("", [], {}, None)

REQUIRED = required_fields()
"""Fields that stay when they are emptied."""

FIRST = ""
"""What an item follows that is put at the beginning."""


class EditError(ValueError):
    """An edit that does not fit the document; the sentence says why."""


class Set(msgspec.Struct, frozen=True, tag="set"):
    """Give a field a value; an empty one takes the field away. Objects that are missing on the way are made."""

    address: str
    value: Any


class Insert(msgspec.Struct, frozen=True, tag="insert"):
    """Put an item with an identity of its own into the list at `address`, after the item that `after` names."""

    address: str
    item: Any
    after: str = FIRST


class Remove(msgspec.Struct, frozen=True, tag="remove"):
    """Take the item at `address` out of its list."""

    address: str


class Move(msgspec.Struct, frozen=True, tag="move"):
    """Put the item at `address` elsewhere in its list, after the item that `after` names."""

    address: str
    after: str = FIRST


Edit = Set | Insert | Remove | Move


def applied(document: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """A copy of a document with edits made to it, in order; raises `EditError` at the first that does not fit."""
    return applied_with_undo(document, edits)[0]


def applied_with_undo(document: Mapping[str, Any], edits: Iterable[Edit]) -> tuple[dict[str, Any], list[Edit]]:
    """Like `applied`, with the edits that lead back from the result to the document."""
    result = copy.deepcopy(dict(document))
    undo: list[Edit] = []
    for edit in edits:
        undo.insert(0, _APPLY[type(edit)](result, edit))
    return result, undo


def replayed(document: Mapping[str, Any], edits: Iterable[Set]) -> tuple[dict[str, Any], list[Set]]:
    """A copy of a document that changed since, with the edits that still have a place in it; and those that have none."""
    result = copy.deepcopy(dict(document))
    lost = []
    for edit in edits:
        try:
            _set(result, edit)
        except EditError:
            lost.append(edit)
    return result, lost


def _set(document: dict[str, Any], edit: Set) -> Edit:
    *way, name = _steps(edit.address)
    holder, made = _opened(document, tuple(way), edit.address)
    before = holder.get(name)
    if edit.value in EMPTY:
        holder.pop(name, None)
        _drop_emptied(document, tuple(way))
    else:
        holder[name] = copy.deepcopy(edit.value)
    # Undone, what was made on the way goes too.
    return Set(addresses.written(made), None) if made else Set(edit.address, before)


def _opened(document: dict[str, Any], way: Path, address: str) -> tuple[dict[str, Any], Path]:
    """The object at the end of the way, and the outermost one that had to be made for it; items of lists are never made."""
    holder: Any = document
    made: Path = ()
    for depth, step in enumerate(way, 1):
        if isinstance(holder, dict) and step not in holder:
            if any(addresses.is_item(later) for later in way[depth - 1 :]):
                raise EditError(f"“{address}” leads nowhere: “{step}” is gone.")
            holder[step] = {}
            made = made or way[:depth]
        holder = _entered(holder, step, address)
    if not isinstance(holder, dict):
        raise EditError(f"“{address}” names no field: items of lists are inserted, removed or moved.")
    return holder, made


def _drop_emptied(document: dict[str, Any], way: Path) -> None:
    """Take away what holds nothing any more, from the innermost outwards; items of lists and required fields stay."""
    while way:
        *outer, name = way
        if name in REQUIRED:
            return
        holder = addresses.get(document, addresses.written(tuple(outer)))
        if not isinstance(holder, dict) or holder.get(name) not in EMPTY:
            return
        del holder[name]
        way = tuple(outer)


def _insert(document: dict[str, Any], edit: Insert) -> Edit:
    name = addresses.identity(edit.item)
    if name is None:
        raise EditError("An item that is inserted needs an id.")
    *way, field = _steps(edit.address)
    holder, _made = _opened(document, tuple(way), edit.address)
    if not isinstance(holder.get(field, []), list):
        raise EditError(f"“{edit.address}” is no list.")
    items = holder.setdefault(field, [])
    if addresses.place_of(items, name) is not None:
        raise EditError(f"“{edit.address}” holds “{name}” already.")
    items.insert(_place_after(items, edit.after, edit.address), copy.deepcopy(edit.item))
    return Remove(f"{edit.address}{addresses.written((name,))}")


def _remove(document: dict[str, Any], edit: Remove) -> Edit:
    items, place, field = _item(document, edit.address)
    after = addresses.step_to(items, place - 1) if place else FIRST
    item = items.pop(place)
    if not items:
        _drop_emptied(document, _steps(field))
    return Insert(field, item, after)


def _move(document: dict[str, Any], edit: Move) -> Edit:
    items, place, _field = _item(document, edit.address)
    before = addresses.step_to(items, place - 1) if place else FIRST
    item = items.pop(place)
    try:
        items.insert(_place_after(items, edit.after, edit.address), item)
    except EditError:
        items.insert(place, item)
        raise
    return Move(edit.address, before)


_APPLY: dict[type, Any] = {Set: _set, Insert: _insert, Remove: _remove, Move: _move}


def _steps(address: str) -> Path:
    steps = addresses.parse(address)
    if not steps:
        raise EditError("The whole document cannot be edited at once.")
    return steps


def _entered(holder: Any, step: str, address: str) -> Any:
    try:
        return addresses.get(holder, addresses.written((step,)))
    except AddressError as error:
        raise EditError(f"“{address}” leads nowhere: “{step}” is gone.") from error


def _item(document: dict[str, Any], address: str) -> tuple[list[Any], int, str]:
    """The list that holds an item, the item's place, and the list's address."""
    *way, name = _steps(address)
    field = addresses.written(tuple(way))
    holder: Any = document
    for step in way:
        holder = _entered(holder, step, address)
    place = addresses.place_of(holder, name) if isinstance(holder, list) else None
    if place is None:
        raise EditError(f"“{address}” is no item of a list, or is gone.")
    return holder, place, field


def _place_after(items: list[Any], after: str, address: str) -> int:
    if after == FIRST:
        return 0
    place = addresses.place_of(items, after)
    if place is None:
        raise EditError(f"“{address}” cannot follow “{after}”, which is gone.")
    return place + 1
