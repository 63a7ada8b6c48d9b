"""The names that a document gives to data: what placeholders may speak, and what tests may expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from omnia.dialogue.extraction.registry import GROUP, KINDS

Node = Mapping[str, Any]
Named = tuple[str, Node]

CHOICES = frozenset(("one", "other"))
"""What a placeholder may name besides, where words can mean two things."""


def units_of(nodes: Sequence[Node], prefix: str = "") -> Iterator[Named]:
    """The data that are asked for, by the names that values carry: main nodes, and members of groups by their path."""
    for node in nodes:
        path = prefix + node["key"]
        if node["kind"] == GROUP:
            yield from units_of(node.get("parts", ()), path + ".")
        else:
            yield path, node


def acquired_units(acquired: Mapping[str, str], templates: Mapping[str, Any]) -> list[Named]:
    """The data of a flow: the row's name, with the datum's own where its template has several."""
    found: list[Named] = []
    for name, key in acquired.items():
        units = list(units_of(templates[key]["nodes"])) if key in templates else []
        found += [(f"{name}.{path}", node) for path, node in units] if len(units) > 1 else [(name, node) for _, node in units]
    return found


def spoken_names(units: Sequence[Named]) -> set[str]:
    """What a placeholder may name: a datum by its path or last name, and each of its parts."""
    found: set[str] = set()
    for path, node in units:
        known = KINDS.get(node["kind"])
        parts = {*(known.parts if known else ()), *(part["key"] for part in node.get("parts", ()))}
        for name in (path, path.rpartition(".")[2]):
            found |= {name, *(f"{name}.{part}" for part in parts)}
    return found


def assigned_variables(items: Any) -> set[str]:
    """The variables that actions or rows anywhere in a document set."""
    found: set[str] = set()
    if isinstance(items, Mapping):
        if items.get("type") == "assign" and isinstance(items.get("variable"), str):
            found.add(items["variable"])
        if isinstance(items.get("mapping"), Mapping):
            found.update(str(name) for name in items["mapping"])
        for value in items.values():
            found |= assigned_variables(value)
    elif isinstance(items, list):
        for value in items:
            found |= assigned_variables(value)
    return found


def template_names(body: Mapping[str, Any]) -> frozenset[str]:
    """What the placeholders of a template may name."""
    return frozenset({"input", *assigned_variables(body), *spoken_names(list(units_of(body["nodes"])))})


def flow_names(body: Mapping[str, Any], acquired: Mapping[str, str], templates: Mapping[str, Any]) -> frozenset[str]:
    """What the placeholders of a flow may name, which asks for `acquired`: templates by the names that it knows them by."""
    return frozenset({"input", *assigned_variables(body["nodes"]), *acquired, *spoken_names(acquired_units(acquired, templates))})
