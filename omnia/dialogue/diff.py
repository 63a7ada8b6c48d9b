"""What differs between two documents: leaf by leaf, items of lists matched by their ids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Literal

import msgspec

from omnia.dialogue.addresses import identities, join
from omnia.dialogue.positions import meaning

MAX_CHANGES = 5_000
"""Changes that are listed; two documents with more are two different documents."""

WRAPPERS = frozenset(("nodes", "parts", "steps", "actions", "constraints", "rows", "edges", "engines", "contract", "params"))
"""Levels of the document that say nothing to a person reading where a change is."""


class Change(msgspec.Struct, frozen=True):
    """One difference.

    `path` is a JSON pointer into the new document, or into the old one for what was removed. For what was moved, `before` and
    `after` are places in the list, from 0. `label` names the place for people: `date › no_match 2 › text › it`.
    """

    path: str
    operation: Literal["added", "removed", "changed", "moved"]
    before: Any
    after: Any
    label: str


def diff(old: Any, new: Any) -> list[Change]:
    """The changes that lead from one JSON document to another, in the order of the document; none where they are equal.

    Where the nodes of a flow stand is no difference.
    """
    return list(islice(changes_between(old, new), MAX_CHANGES))


def changes_between(old: Any, new: Any) -> Iterator[Change]:
    """All of those changes, however many."""
    return _compare(meaning(old), meaning(new), "", ())


def _compare(old: Any, new: Any, path: str, names: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_objects(old, new, path, names)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compare_lists(old, new, path, names)
    elif not _same(old, new):
        yield Change(path, "changed", old, new, _label(names))


def _same(old: Any, new: Any) -> bool:
    """Equality of JSON, where true is not 1."""
    return isinstance(old, bool) == isinstance(new, bool) and old == new


def _compare_objects(old: Mapping[str, Any], new: Mapping[str, Any], path: str, names: tuple[str, ...]) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        where, called = join(path, key), (*names, key)
        if key not in new:
            yield Change(where, "removed", old[key], None, _label(called))
        elif key not in old:
            yield Change(where, "added", None, new[key], _label(called))
        else:
            yield from _compare(old[key], new[key], where, called)


def _compare_lists(old: list[Any], new: list[Any], path: str, names: tuple[str, ...]) -> Iterator[Change]:
    before, after = identities(old), identities(new)
    if before is None or after is None:
        yield from _compare_by_place(old, new, path, names)
        return
    for identity, place in before.items():
        if identity not in after:
            yield Change(f"{path}/{place}", "removed", old[place], None, _label((*names, _name(old[place], place))))
    kept = [identity for identity in after if identity in before]
    moved = _moved(kept, [identity for identity in before if identity in after])
    for identity, place in after.items():
        where, called = f"{path}/{place}", (*names, _name(new[place], place))
        if identity not in before:
            yield Change(where, "added", None, new[place], _label(called))
            continue
        if identity in moved:
            yield Change(where, "moved", before[identity], place, _label(called))
        yield from _compare(old[before[identity]], new[place], where, called)


def _moved(now: list[str], before: list[str]) -> set[str]:
    """The fewest items whose moving explains the new order: all but a longest run that kept its order (patience sorting)."""
    places = {identity: place for place, identity in enumerate(before)}
    ends: list[str] = []
    previous: dict[str, str | None] = {}
    for identity in now:
        position = bisect_left([places[end] for end in ends], places[identity])
        previous[identity] = ends[position - 1] if position else None
        ends[position : position + 1] = [identity]
    stayed: set[str] = set()
    step = ends[-1] if ends else None
    while step is not None:
        stayed.add(step)
        step = previous[step]
    return set(now) - stayed


def _compare_by_place(old: list[Any], new: list[Any], path: str, names: tuple[str, ...]) -> Iterator[Change]:
    for place in range(max(len(old), len(new))):
        where, called = f"{path}/{place}", (*names, str(place + 1))
        if place >= len(new):
            yield Change(where, "removed", old[place], None, _label(called))
        elif place >= len(old):
            yield Change(where, "added", None, new[place], _label(called))
        else:
            yield from _compare(old[place], new[place], where, called)


def _name(item: Any, place: int) -> str:
    """What an item of a list is called: by its key, else by its place, counted as people count."""
    key = item.get("key") if isinstance(item, Mapping) else None
    return key if isinstance(key, str) and key else str(place + 1)


def _label(names: tuple[str, ...]) -> str:
    """The place in words; a number belongs to the name before it."""
    shown: list[str] = []
    for name in names:
        if name in WRAPPERS:
            continue
        if name.isdecimal() and shown and not shown[-1][-1:].isdecimal():
            shown[-1] = f"{shown[-1]} {name}"
        elif not name.isdecimal():
            shown.append(name)
    return " › ".join(shown)
