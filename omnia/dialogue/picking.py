"""Some of the places in which a document was changed, without the others: what a person shows of their work, and no more.

A place has an address (`omnia.dialogue.addresses`) and is the smallest part that can be taken by itself: a text, a field, an item
of a list, or what has no parts that can be told apart. The address of a list whose items have identities stands for their order.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from omnia.dialogue import addresses
from omnia.dialogue.addresses import Path
from omnia.dialogue.merge import ABSENT, is_same


class Place(msgspec.Struct, frozen=True):
    """One place that differs; a side that is not there is ABSENT. Of an order the sides are the identities of the items."""

    address: str
    before: Any
    after: Any
    is_order: bool = False


def changed_places(base: Any, edited: Any) -> Iterator[Place]:
    """The places that lead from one JSON document to another, in the order of the document; none where they are equal."""
    return _places(base, edited, ())


def picked(base: Any, edited: Any, chosen: Collection[str]) -> Any:
    """The base with the chosen places as they were edited; the result shares parts with both.

    All places make the edited document, none the base. Addresses that name no changed place do nothing.
    """
    return _picked(base, edited, (), frozenset(chosen))


def _places(base: Any, edited: Any, path: Path) -> Iterator[Place]:
    if is_same(base, edited):
        return
    if _have_fields(base, edited):
        for name in dict.fromkeys([*base, *edited]):
            yield from _places(base.get(name, ABSENT), edited.get(name, ABSENT), (*path, name))
    elif (pair := _items(base, edited)) is not None:
        before, after = pair
        for name in dict.fromkeys([*before, *after]):
            yield from _places(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name))
        old, new = _shared_orders(before, after)
        if old != new:
            yield Place(addresses.written(path), old, new, is_order=True)
    else:
        yield Place(addresses.written(path), base, edited)


def _picked(base: Any, edited: Any, path: Path, chosen: frozenset[str]) -> Any:
    if is_same(base, edited):
        return base
    if _have_fields(base, edited):
        found = {
            name: _picked(base.get(name, ABSENT), edited.get(name, ABSENT), (*path, name), chosen)
            for name in _names(base, edited)
        }
        return {name: value for name, value in found.items() if value is not ABSENT}
    pair = _items(base, edited)
    if pair is None:
        return edited if addresses.written(path) in chosen else base
    before, after = pair
    items = {name: _picked(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name), chosen) for name in _names(*pair)}
    kept = {name: item for name, item in items.items() if item is not ABSENT}
    orders = ([*after], [*before]) if addresses.written(path) in chosen else ([*before], [*after])
    return [kept[name] for name in _woven(*orders, kept)]


def _names(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, None]:
    return dict.fromkeys([*one, *other])


def _have_fields(base: Any, edited: Any) -> bool:
    """Whether both are objects of one type, so that their fields are places of their own."""
    return isinstance(base, Mapping) and isinstance(edited, Mapping) and base.get("type") == edited.get("type")


def _items(base: Any, edited: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The items of two lists by identity; None if they are no lists, or their items cannot be told apart."""
    if not (isinstance(base, list) and isinstance(edited, list)):
        return None
    old, new = addresses.identities(base), addresses.identities(edited)
    if old is None or new is None:
        return None
    return {name: base[place] for name, place in old.items()}, {name: edited[place] for name, place in new.items()}


def _shared_orders(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    return [name for name in before if name in after], [name for name in after if name in before]


def _woven(order: Sequence[str], other: Sequence[str], kept: Collection[str]) -> list[str]:
    """The kept items in one order; those that only the other has stand after what they follow there."""
    found = [name for name in order if name in kept]
    held, place = set(found), 0
    for name in other:
        if name in held:
            place = found.index(name) + 1
        elif name in kept:
            found.insert(place, name)
            place += 1
    return found
