"""Places of a document in words: `Date › No match › level 2 › Italiano`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from omnia.dialogue import addresses
from omnia.documents.wording import language_name, step_name, text_of

Body = Mapping[str, Any]
HIDDEN = frozenset((
    "nodes", "parts", "steps", "actions", "text", "params", "engines", "rows", "edges", "constraints", "tests",
))  # fmt: skip
"""Levels of a document that say nothing to a person who looks for a place."""

TEXTS = frozenset(("text", "label", "description", "synonyms"))
"""What holds a text for each language."""

NAMES = {
    "label": gettext_lazy("Name"),
    "description": gettext_lazy("Description"),
    "synonyms": gettext_lazy("Synonyms"),
    "scope": gettext_lazy("Scope"),
    "industry": gettext_lazy("Industry"),
    "countries": gettext_lazy("Countries"),
    "tags": gettext_lazy("Tags"),
    "icon": gettext_lazy("Icon"),
    "contract": gettext_lazy("Recognition"),
    "confirm": gettext_lazy("Confirmation policy"),
    "introduction": gettext_lazy("Introduction"),
    "success": gettext_lazy("Success"),
}


def in_words(body: Body, pointer: str) -> str:
    """The name of the place at a JSON pointer; empty for the whole document."""
    return " › ".join(steps_in_words(body, pointer))


def steps_in_words(body: Body, pointer: str) -> list[str]:
    """The names of what a JSON pointer leads through, from the outside in."""
    names: list[str] = []
    value: Any = body
    node: Mapping[str, Any] | None = None
    trail: list[str] = []
    for step in addresses.parse(pointer) if pointer.startswith("/") else ():
        holder, value = value, addresses.value_at(value, addresses.join("", step))
        node = node_at(value, trail, node) if isinstance(holder, list) else node
        name = step_in_words(holder, step, value, trail, node)
        trail.append(step)
        names += [name] if name else []
    return names


def at_address(address: str, *bodies: Body) -> str:
    """The name of the place at an address, in the first of the documents that has it, or what is nearest around it."""
    steps = addresses.parse(address)
    for depth in range(len(steps), 0, -1):
        for body in bodies:
            pointer = addresses.to_pointer(body, addresses.written(steps[:depth]))
            if pointer is not None:
                return in_words(body, addresses.join(pointer, *steps[depth:]))
    return _("The whole document")


def node_at(item: Any, trail: Sequence[str], node: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The node around an item of a list: itself, or the one that was around the list."""
    return item if trail[-1] in ("nodes", "parts") and isinstance(item, Mapping) else node


def step_in_words(holder: Any, step: str, value: Any, trail: Sequence[str], node: Mapping[str, Any] | None) -> str:
    """What one step of a pointer is called; nothing if it says nothing.

    Args:
        holder: what the step leads into.
        step: the step.
        value: what it leads to.
        trail: the steps before it.
        node: the node around it.
    """
    return _item(value, step, trail) if isinstance(holder, list) else _field(step, trail, node)


def _field(step: str, trail: Sequence[str], node: Mapping[str, Any] | None) -> str:
    """What the field of an object is called; nothing if it says nothing."""
    parent = trail[-1] if trail else ""
    if parent == "steps":
        return step_name(step, node)
    if parent in TEXTS:
        return language_name(step)
    return "" if step in HIDDEN else str(NAMES.get(step, step))


def _item(value: Any, step: str, trail: Sequence[str]) -> str:
    """What an item of a list is called: by its name or key, else by its number."""
    parent, number = trail[-1], int(step) + 1 if step.isdecimal() and len(step) < 10 else 0
    held = value if isinstance(value, Mapping) else {}
    if parent in {"nodes", "parts"}:
        return text_of(held.get("label"), str(held.get("key", step)))
    if parent == "actions":
        return ""
    if parent == "tests":
        return _("test “%(name)s”") % {"name": held.get("id", step)}
    if parent == "constraints":
        return _("rule “%(name)s”") % {"name": held.get("key", step)}
    words = {"rows": _("row %(number)s"), "edges": _("exit %(number)s")}
    in_ladder = (len(trail) > 1 and trail[-2] == "steps") or trail[0] in {"introduction", "success"}
    return words.get(parent, _("level %(number)s") if in_ladder else "%(number)s") % {"number": number}
