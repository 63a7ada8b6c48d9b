"""The tree of an expression. Every node knows which characters of the source it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Macro = Literal["all", "exists", "exists_one", "map", "filter"]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression, from one character of the source to another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number, a text, bytes, true, false or null."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name of the scope, or the item of the run that it stands in."""

    name: str


@dataclass(frozen=True, slots=True)
class Select(Node):
    """`operand.field`, or `has(operand.field)`."""

    operand: Node
    field: str
    is_test: bool


@dataclass(frozen=True, slots=True)
class Index(Node):
    """`operand[index]`."""

    operand: Node
    index: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function, called on something or not."""

    name: str
    target: Node | None
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """`!` or `-` before an operand."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """An operator between two operands."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """`condition ? yes : no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapOf(Node):
    """`{key: value}`."""

    entries: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Run(Node):
    """A macro that runs over a list or a map's keys: `source.macro(item, body)`; `condition` is the first of map's two bodies."""

    macro: Macro
    source: Node
    item: str
    condition: Node | None
    body: Node


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below one."""
    below = _CHILDREN.get(type(node))
    return below(node) if below else ()


_CHILDREN: dict[type, Callable[[Any], tuple[Node, ...]]] = {
    Select: lambda node: (node.operand,),
    Unary: lambda node: (node.operand,),
    Index: lambda node: (node.operand, node.index),
    Call: lambda node: (*((node.target,) if node.target else ()), *node.arguments),
    Binary: lambda node: (node.left, node.right),
    Conditional: lambda node: (node.condition, node.yes, node.no),
    ListOf: lambda node: node.items,
    MapOf: lambda node: tuple(part for entry in node.entries for part in entry),
    Run: lambda node: (node.source, *((node.condition,) if node.condition else ()), node.body),
}


def free_names(node: Node, bound: frozenset[str] = frozenset()) -> list[Name]:
    """The names that an expression takes from its scope, in order of their places; items of runs are none."""
    if isinstance(node, Name):
        return [] if node.name in bound else [node]
    if isinstance(node, Run):
        inner = bound | {node.item}
        below = free_names(node.source, bound)
        return [*below, *(name for part in (node.condition, node.body) if part for name in free_names(part, inner))]
    return [name for part in children(node) for name in free_names(part, bound)]


def calls(node: Node) -> list[Call]:
    """Every call of a function in an expression."""
    below = [call for part in children(node) for call in calls(part)]
    return [node, *below] if isinstance(node, Call) else below
