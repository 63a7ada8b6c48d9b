"""Where something is in a document, in a way that outlasts a change of order.

An address is a JSON pointer (RFC 6901) in which an item of a list is named by its identity instead of its place: `@` and the
item's `id`, or `=` and the text itself where a list holds texts. `/nodes/@n_date/steps/no_match/@l2/actions/@a1/text/it`
"""

from collections.abc import Mapping, Sequence
from typing import Any

BY_ID = "@"
BY_TEXT = "="

Step = str
Path = tuple[Step, ...]


class AddressError(ValueError):
    """An address that leads nowhere in the document; the sentence says how far it went."""


def parse(address: str) -> Path:
    """The steps of an address, unescaped; the empty address names the whole document. Raises `AddressError`."""
    if not address:
        return ()
    if not address.startswith("/"):
        raise AddressError(f"“{address}” is no address: it must begin with a slash.")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in address[1:].split("/"))


def written(path: Path) -> str:
    """Steps as an address."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)


def identity(item: Any) -> Step | None:
    """What an item of a list is named by in an address, or None if it has nothing of its own."""
    if isinstance(item, str):
        return BY_TEXT + item
    name = item.get("id") if isinstance(item, Mapping) else None
    return BY_ID + name if isinstance(name, str) and name else None


def identities(items: Sequence[Any]) -> dict[Step, int] | None:
    """The place of each item by its identity; None where an item has none, or two share one: then only places tell them apart."""
    found = {name: place for place, item in enumerate(items) if (name := identity(item)) is not None}
    return found if len(found) == len(items) else None


def step_to(items: Sequence[Any], place: int) -> Step:
    """How an address names the item at a place: by its identity, or by the place itself where that does not tell."""
    named = identities(items)
    name = identity(items[place])
    return name if named is not None and name is not None else str(place)


def place_of(items: Sequence[Any], step: Step) -> int | None:
    """The place of the item that a step names; None if it is not there."""
    named = identities(items)
    if named is not None:
        return named.get(step)
    return int(step) if step.isdecimal() and int(step) < len(items) else None


def from_pointer(document: Any, pointer: str) -> str:
    """The address of what a JSON pointer names; raises `AddressError` if that is nothing."""
    found: list[Step] = []
    value = document
    for step in parse(pointer):
        if isinstance(value, list):
            if not step.isdecimal() or int(step) >= len(value):
                raise AddressError(f"“{pointer}” leads to an item that does not exist.")
            found.append(step_to(value, int(step)))
        else:
            found.append(step)
        value = _child(value, found[-1], pointer)
    return written(tuple(found))


def to_pointer(document: Any, address: str) -> str | None:
    """The JSON pointer of an address in a document that may have changed since; None if what it names is gone."""
    found: list[Step] = []
    value = document
    for step in parse(address):
        if isinstance(value, list):
            place = place_of(value, step)
            if place is None:
                return None
            found.append(str(place))
            value = value[place]
        elif isinstance(value, Mapping) and step in value:
            found.append(step)
            value = value[step]
        else:
            return None
    return written(tuple(found))


def get(document: Any, address: str) -> Any:
    """The value at an address; raises `AddressError` if there is none."""
    value = document
    for step in parse(address):
        value = _child(value, step, address)
    return value


def _child(value: Any, step: Step, address: str) -> Any:
    if isinstance(value, Mapping) and step in value:
        return value[step]
    place = place_of(value, step) if isinstance(value, list) else None
    if place is None:
        raise AddressError(f"“{address}” leads nowhere: there is no “{step}”.")
    return value[place]
