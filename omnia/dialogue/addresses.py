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


def escaped(step: Step) -> str:
    """A step as it is written in an address or a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def written(path: Path) -> str:
    """Steps as an address."""
    return "".join("/" + escaped(step) for step in path)


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
    return int(step) if _is_place(items, step) else None


def _is_place(items: Sequence[Any], step: Step) -> bool:
    return step.isdecimal() and len(step) < 10 and int(step) < len(items)


def join(address: str, *steps: str | int) -> str:
    """An address or a JSON pointer, deeper by `steps`."""
    return address + written(tuple(str(step) for step in steps))


def is_item(step: Step) -> bool:
    """Whether a step can only name an item of a list; where there is no list, what it names is gone."""
    return step.startswith((BY_ID, BY_TEXT)) or step.isdecimal()


def from_pointer(document: Any, pointer: str) -> str:
    """The address of what a JSON pointer names, or of the field that could be there.

    Raises `AddressError` if an item on the way does not exist, or the pointer leads into a plain value.
    """
    found: list[Step] = []
    value = document
    for step in parse(pointer):
        if isinstance(value, list):
            if not _is_place(value, step):
                raise AddressError(f"“{pointer}” leads to an item that does not exist.")
            found.append(step_to(value, int(step)))
            value = value[int(step)]
        elif value is None or isinstance(value, Mapping):
            found.append(step)
            value = value.get(step) if value is not None else None
        else:
            raise AddressError(f"“{pointer}” leads into a plain value.")
    return written(tuple(found))


def value_at(document: Any, pointer: str) -> Any:
    """The value at a JSON pointer, whoever sent it; None where there is none."""
    value = document
    for step in parse(pointer) if pointer.startswith("/") else ():
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and _is_place(value, step):
            value = value[int(step)]
        else:
            return None
    return value


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
