"""Lists of a document as an editor shows them: their items with fields and, in turn, lists of their own; what may be added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue import addresses, building
from omnia.workbench.fields import Field, Shown, is_within

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `name` is what buttons call it, such as `level 2`."""

    number: int
    name: str
    title: str
    pointer: str
    address: str
    fields: Sequence[Field] = ()
    groups: Sequence["Group"] = ()
    icon: str = ""
    detail: str = ""
    problems: Sequence[str] = ()
    section: str = ""
    """The section where the item is edited, if it is not here."""
    template: str = ""
    """The key of the template that it runs."""
    is_first: bool = False
    is_last: bool = False
    is_kept: bool = False
    """Whether it may not be taken away, since the list would be worth nothing without it."""
    is_locked: bool = False
    """Whether the catalogue alone decides on it."""

    @property
    def element_id(self) -> str:
        """The id of its element in the page."""
        return item_id(self.pointer)

    @property
    def all_fields(self) -> list[Field]:
        """Its fields and those of its lists."""
        return [*self.fields, *(held for group in self.groups for held in group.all_fields)]


@dataclass(frozen=True, slots=True)
class Group:
    """One list: what it holds, and what may be added to it."""

    name: str
    """What it holds, as `building.list_name` says."""
    title: str
    pointer: str
    address: str
    items: Sequence[Item] = ()
    kinds: Choices = ()
    """The sorts of things that may be added, if there are several."""
    add: str = ""
    """What the button says that adds; without it, nothing can be added."""
    lead: str = ""
    empty: str = ""
    is_named: bool = False
    """Whether a new thing is asked for its name."""
    can_paste: bool = False
    is_locked: bool = False
    """Whether the catalogue alone decides on what it holds, and in which order."""

    @property
    def element_id(self) -> str:
        """What the ids of its own inputs begin with."""
        return "g" + self.pointer.replace("/", "-").replace(":", "_")

    @property
    def all_fields(self) -> list[Field]:
        """The fields of its items."""
        return [held for item in self.items for held in item.all_fields]

    def shows(self, pointer: str) -> bool:
        """Whether one of the items shows what is wrong at a place."""
        return any(is_within(pointer, item.pointer) for item in self.items if not item.section)

    def walk(self) -> Iterator["Group"]:
        """The list itself and those of its items."""
        yield self
        for item in self.items:
            for group in item.groups:
                yield from group.walk()


def item_id(pointer: str) -> str:
    """The id of the element that shows the item at a pointer."""
    return "i" + pointer.replace("/", "-").replace(":", "_")


def group_of(shown: Shown, pointer: str, title: str, items: Sequence[Item], *, least: int = 0, **more: Any) -> Group:
    """A list with its items placed in it; of `least` items none may be taken away."""
    address = addresses.from_pointer(shown.body, pointer)
    placed = [
        replace(item, is_first=number == 0, is_last=number == len(items) - 1, is_kept=len(items) <= least)
        for number, item in enumerate(items)
    ]
    return Group(building.list_name(address), title, pointer, address, placed, **more)


def item_of(shown: Shown, pointer: str, number: int, name: str, title: str, fields: Sequence[Field] = (), **more: Any) -> Item:
    """An item with what is wrong with it and no field shows."""
    inner = [held for group in more.get("groups", ()) for held in group.items]
    more.setdefault("problems", shown.beside(pointer, [*(held.pointer for held in fields)], [held.pointer for held in inner]))
    return Item(number, name, title, pointer, addresses.from_pointer(shown.body, pointer), fields, **more)


def numbered(name: str, number: int) -> str:
    """What the buttons of an item call it."""
    words = {
        "levels": _("level %(number)s"),
        "constraints": _("rule %(number)s"),
        "engines": _("recogniser %(number)s"),
        "entries": _("option %(number)s"),
        "inputs": _("attempt %(number)s"),
        "parts": _("part %(number)s"),
        "nodes": _("datum %(number)s"),
        "rows": _("row %(number)s"),
        "edges": _("exit %(number)s"),
        "turns": _("turn %(number)s"),
    }
    return words.get(name, "%(number)s") % {"number": number}
