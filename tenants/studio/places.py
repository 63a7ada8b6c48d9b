"""From a JSON pointer into a document to the page where people mend that place, and to its name in words."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from omnia.dialogue import addresses
from tenants.studio import flow_form
from tenants.studio.document_form import nodes_with_pointers, step_label
from tenants.studio.fields import element_id
from tenants.studio.wording import LOCALE_NAMES, text_in

WRAPPERS = frozenset({"nodes", "parts", "steps", "actions", "text", "params"})
"""Levels of a document that say nothing to a person who looks for a place."""


def section_of(body: dict[str, Any], pointer: str) -> str:
    """The editor's section that shows `pointer`, as `document_form.outline` names it."""
    for group in ("introduction", "success"):
        if pointer.startswith(f"/{group}"):
            return f"group:{group}"
    best = "about"
    for path, place, _node in nodes_with_pointers(body):
        if pointer == place or pointer.startswith(place + "/"):
            rest = pointer.removeprefix(place).split("/")
            best = f"{path}:step:{rest[2]}" if len(rest) > 2 and rest[1] == "steps" else f"{path}:settings"
    return best


def section_url(project_id: str, document: str, key: str, body: dict[str, Any], pointer: str) -> str:
    """The address of the editor, opened where `pointer` is, with the cursor in its field if it has one."""
    if pointer.startswith("/tests"):
        return reverse(f"studio:{document}-source", args=[project_id, key])
    section = flow_form.section_at(body, pointer) if document == "flow" else section_of(body, pointer)
    address = reverse(f"studio:{document}", args=[project_id, key]) + "?" + urlencode({"section": section})
    return f"{address}#{element_id(pointer)}" if pointer else address


def words(body: dict[str, Any], pointer: str) -> str:
    """The name of a place for people: `Date › No match › level 2 › Italiano`; empty for the whole document."""
    if not pointer.startswith("/"):
        return ""
    names: list[str] = []
    value: Any = body
    trail: list[str] = []
    for token in addresses.parse(pointer):
        holder, value = value, _inside(value, token)
        name = _name(holder, value, token, trail)
        trail.append(token)
        if name:
            names.append(name)
    return " › ".join(names)


def at_address(address: str, *bodies: dict[str, Any]) -> str:
    """The name of the place at an address, in the first of the documents that has it, or what is nearest around it."""
    steps = addresses.parse(address)
    for depth in range(len(steps), 0, -1):
        for body in bodies:
            pointer = addresses.to_pointer(body, addresses.written(steps[:depth]))
            if pointer is not None:
                return words(body, addresses.join(pointer, *steps[depth:]))
    return _("The whole document")


def _inside(value: Any, token: str) -> Any:
    if isinstance(value, list):
        return value[int(token)] if token.isdecimal() and int(token) < len(value) else None
    return value.get(token) if isinstance(value, dict) else None


def _name(holder: Any, value: Any, token: str, trail: list[str]) -> str:
    """What one step of a pointer says; empty if it says nothing."""
    parent = trail[-1] if trail else ""
    if isinstance(holder, list):
        return _item_name(value, token, trail)
    if parent == "steps":
        return step_label(token)
    if token in WRAPPERS or token in {"rows", "edges", "constraints", "tests"}:
        return ""
    return LOCALE_NAMES.get(token, {"label": _("Name"), "description": _("Description")}.get(token, token))


def _item_name(value: Any, token: str, trail: list[str]) -> str:
    parent, number = trail[-1], int(token) + 1 if token.isdecimal() else 0
    if parent in {"nodes", "parts"} and isinstance(value, Mapping):
        return text_in(value.get("label") or {}, get_language() or "en", str(value.get("key", token)))
    if parent == "actions":
        return ""
    if parent == "tests" and isinstance(value, Mapping):
        return _("test “%(name)s”") % {"name": value.get("id", token)}
    if parent == "constraints" and isinstance(value, Mapping):
        return _("rule “%(name)s”") % {"name": value.get("key", token)}
    words_for = {"rows": _("row %(number)s"), "edges": _("exit %(number)s")}
    in_ladder = (len(trail) > 1 and trail[-2] == "steps") or trail[0] in {"introduction", "success"}
    return words_for.get(parent, _("level %(number)s") if in_ladder else "%(number)s") % {"number": number}
