"""The vocabulary in which an editor builds documents: things added, moved, duplicated and removed.

Each change is a list of edits (`omnia.dialogue.edits`), so that it is undone and merged by their laws. What a list may hold is
told by its name, so that one function serves levels, actions, rules, options, data, parts, rows, exits and all the rest.
"""

import copy
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnia.dialogue import addresses, beginnings
from omnia.dialogue.addresses import AddressError
from omnia.dialogue.beginnings import Item, UnknownKindError, free_key, fresh_id
from omnia.dialogue.edits import FIRST, Edit, EditError, Insert, Move, Remove, Set
from omnia.dialogue.extraction.registry import GROUP
from omnia.dialogue.levels import level_added
from omnia.dialogue.positions import FIELD as LAYOUT
from omnia.dialogue.positions import layout_of

Body = Mapping[str, Any]

LADDERS = frozenset(("introduction", "success"))
"""Lists of a template that hold levels as the steps of its nodes do."""

NUMBERED = frozenset(("inputs", "turns"))
"""Lists whose items have no id: only their place tells them apart, and they are changed as a whole."""

MAX_PASTED = 500


@dataclass(frozen=True, slots=True)
class Built:
    """Edits that make one change, and the address of what they bring; empty if they bring nothing."""

    edits: tuple[Edit, ...]
    place: str = ""


def list_name(address: str) -> str:
    """What the list at an address holds: `levels`, or what the document calls it."""
    steps = addresses.parse(address)
    is_ladder = (len(steps) > 1 and steps[-2] == "steps") or (len(steps) == 1 and steps[0] in LADDERS)
    return "levels" if is_ladder else steps[-1] if steps else ""


def list_of(address: str) -> str:
    """The address of the list that holds the item at an address."""
    return addresses.written(addresses.parse(address)[:-1])


def items_at(document: Body, address: str) -> list[Any]:
    """The items of a list; none where there is no list yet."""
    try:
        held = addresses.get(document, address)
    except AddressError:
        return []
    return held if isinstance(held, list) else []


def added(
    document: Body, address: str, kind: str = "", *, label: Mapping[str, str] | None = None, locales: Collection[str] = ()
) -> Built:
    """One thing more at the end of a list.

    Args:
        document: What is built.
        address: The list, which need not be there yet.
        kind: What the thing does or is, where the list holds several sorts.
        label: What people call it, by language; for data, parts, nodes of flows and options.
        locales: The languages that usual words are written in.

    Raises `EditError` if nothing of the kind can be there.
    """
    try:
        return _added(document, address, kind, label or {}, locales)
    except UnknownKindError as error:
        raise EditError(str(error)) from error


def _added(document: Body, address: str, kind: str, label: Mapping[str, str], locales: Collection[str]) -> Built:
    name, held = list_name(address), items_at(document, address)
    if name == "levels":
        edit = level_added(document, address)
        return Built((edit,), addresses.join(edit.address, addresses.step_to([edit.item], 0)))
    if name in NUMBERED:
        item = beginnings.turn(kind) if name == "turns" else {}
        return Built((Set(address, [*held, item]),), addresses.join(address, len(held)))
    if name == "constraints":
        return _rule_added(address, kind, held, locales)
    return _inserted(address, _item(document, address, name, kind, held, label, locales), held)


def _item(
    document: Body, address: str, name: str, kind: str, held: Sequence[Item], label: Mapping[str, str], locales: Collection[str]
) -> Item:
    """The new item of a list."""
    if name in ("actions", "rows", "engines"):
        return {"actions": beginnings.action, "rows": beginnings.row, "engines": beginnings.engine}[name](kind)
    if name == "edges":
        return beginnings.way_out(kind)
    if name == "tests":
        return beginnings.test(kind, next(iter(locales), ""))
    named = next(iter(label.values()), "")
    if name == "entries":
        return beginnings.option(free_key(named or "option", keys_of(held, "value")), label)
    if name == "nodes" and "start" in document:
        return beginnings.flow_node(free_key(named or "node", keys_of(held)), label)
    if name == "nodes":
        return beginnings.node(kind, free_key(named or kind, keys_of(held)), label, locales)
    if name == "parts":
        return _part(document, address, kind, held, label, locales)
    raise EditError(f"Nothing can be added at “{address}”.")


def _part(
    document: Body, address: str, kind: str, held: Sequence[Item], label: Mapping[str, str], locales: Collection[str]
) -> Item:
    """A part of a datum, called as its kind calls its parts; or a datum of a group."""
    owner = addresses.get(document, list_of(address))
    if owner.get("kind") == GROUP:
        return beginnings.node(kind, free_key(next(iter(label.values()), kind), keys_of(held)), label, locales)
    return beginnings.part(beginnings.PART_KINDS.get(kind, kind), free_key(kind, keys_of(held)), label)


def _rule_added(address: str, kind: str, held: Sequence[Item], locales: Collection[str]) -> Built:
    """A rule, and what is said when it is broken."""
    key = free_key(kind, keys_of(held))
    built = _inserted(address, beginnings.constraint(kind, key), held)
    if kind == "required":
        return built
    step = f"invalid:{key}"
    ladder = addresses.join(list_of(address), "steps", step)
    return Built((*built.edits, Insert(ladder, beginnings.usual_level(step, 1, locales))), built.place)


def _inserted(address: str, item: Item, held: Sequence[Any], place: int | None = None) -> Built:
    """An item put into a list, at its end or behind the item at `place`."""
    after = len(held) - 1 if place is None else place
    edit = Insert(address, item, addresses.step_to(held, after) if held else FIRST)
    return Built((edit,), addresses.join(address, addresses.step_to([item], 0)))


def keys_of(items: Sequence[Any], field: str = "key") -> set[str]:
    """The keys that items of a list have."""
    return {str(item.get(field, "")) for item in items if isinstance(item, Mapping)}


def removed(document: Body, address: str) -> Built:
    """An item out of its list; with a rule goes what is said when it is broken."""
    where, held, place = _found(document, address)
    if list_name(where) in NUMBERED:
        return Built((Set(where, held[:place] + held[place + 1 :]),))
    edits: list[Edit] = [Remove(address)]
    if list_name(where) == "constraints":
        step = addresses.join(list_of(where), "steps", f"invalid:{held[place].get('key')}")
        edits += [Set(step, None)] if items_at(document, step) else []
    if where == "/nodes" and held[place].get("id") in layout_of(document):
        edits.append(Set(addresses.join(f"/{LAYOUT}", held[place]["id"]), None))
    return Built(tuple(edits))


def moved(document: Body, address: str, by: int) -> Built | None:
    """An item so many places further down its list (up, if negative); None if it stands at that end already."""
    where, held, place = _found(document, address)
    target = place + by
    if not 0 <= target < len(held):
        return None
    if list_name(where) in NUMBERED:
        others = held[:place] + held[place + 1 :]
        return Built((Set(where, [*others[:target], held[place], *others[target:]]),), addresses.join(where, target))
    others = [each for number, each in enumerate(held) if number != place]
    return Built((Move(address, addresses.step_to(others, target - 1) if target else FIRST),), address)


def duplicated(document: Body, address: str) -> Built:
    """A copy of an item behind it, with ids and a key of its own; what it says of itself by its key follows the key."""
    where, held, place = _found(document, address)
    name = list_name(where)
    if name in NUMBERED:
        again = [*held[: place + 1], copy.deepcopy(held[place]), *held[place + 1 :]]
        return Built((Set(where, again),), addresses.join(where, place + 1))
    item = with_fresh_ids(held[place], name)
    if name == "constraints":
        return _rule_duplicated(document, where, item, held, place)
    if name in ("nodes", "parts"):
        item = _under_own_key(item, held)
    elif name == "entries":
        item["value"] = free_key(str(item.get("value", "")), keys_of(held, "value"))
    return _inserted(where, item, held, place)


def _rule_duplicated(document: Body, where: str, item: Item, held: Sequence[Item], place: int) -> Built:
    """A copied rule under a key of its own, with what is said when it is broken."""
    key, steps = free_key(str(item["key"]), keys_of(held)), addresses.join(list_of(where), "steps")
    built = _inserted(where, {**item, "key": key}, held, place)
    said = items_at(document, addresses.join(steps, f"invalid:{item['key']}"))
    levels = [with_fresh_ids(each, "levels") for each in said]
    afters = [FIRST, *(f"{addresses.BY_ID}{each['id']}" for each in levels)]
    ladder = addresses.join(steps, f"invalid:{key}")
    inserts = (Insert(ladder, each, after) for each, after in zip(levels, afters, strict=False))
    return Built((*built.edits, *inserts), built.place)


def _found(document: Body, address: str) -> tuple[str, list[Any], int]:
    """The address of the list that holds an item, the list, and the item's place; raises `EditError`."""
    where = list_of(address)
    held = items_at(document, where)
    place = addresses.place_of(held, addresses.parse(address)[-1]) if address else None
    if place is None:
        raise EditError(f"“{address}” is no item of a list, or is gone.")
    return where, held, place


def with_fresh_ids(item: Any, name: str) -> Any:
    """A copy of an item of the list called `name`, in which no id is one of the original's."""
    if isinstance(item, list):
        return [with_fresh_ids(each, name) for each in item]
    if not isinstance(item, Mapping):
        return item
    fresh = {field: with_fresh_ids(value, field) for field, value in item.items()}
    return {**fresh, "id": fresh_id(name)} if isinstance(item.get("id"), str) else fresh


def _under_own_key(item: Item, held: Sequence[Item]) -> Item:
    """A copied datum or node under a key that is free; placeholders that named the original name it."""
    before, key = str(item["key"]), free_key(str(item["key"]), keys_of(held))
    number = key.rpartition("_")[2]
    label = {locale: f"{text} {number}" for locale, text in item.get("label", {}).items()}
    told = _renamed(item, re.compile(r"\{" + re.escape(before) + r"(?=[}.])"), "{" + key)
    return {**told, "key": key, "label": label}


def _renamed(value: Any, pattern: re.Pattern[str], words: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(words, value)
    if isinstance(value, list):
        return [_renamed(each, pattern, words) for each in value]
    if isinstance(value, Mapping):
        return {name: _renamed(each, pattern, words) for name, each in value.items()}
    return value


def pasted(document: Body, address: str, text: str, locale: str) -> Built:
    """Options out of a list that was pasted: one a line, its name first, other ways to say it behind `;`, `,` or a tab.

    Raises `EditError` if there is nothing in it, or more than a closed list holds.
    """
    held = items_at(document, address)
    rows = [[cell.strip().strip('"') for cell in re.split(r"[;,\t]", line)] for line in text.splitlines()]
    named = [[cell for cell in cells if cell] for cells in rows if cells and cells[0]]
    if not named:
        raise EditError("There is no option in this list. Write one a line.")
    if len(named) + len(held) > MAX_PASTED:
        raise EditError(f"A closed list holds at most {MAX_PASTED} options. Shorten it.")
    taken = keys_of(held, "value")
    edits: list[Edit] = []
    after = addresses.step_to(held, len(held) - 1) if held else FIRST
    for name, *synonyms in named:
        value = free_key(name, taken)
        taken.add(value)
        item = beginnings.option(value, {locale: name}, {locale: synonyms})
        edits.append(Insert(address, item, after))
        after = addresses.step_to([item], 0)
    return Built(tuple(edits), addresses.join(address, after))
