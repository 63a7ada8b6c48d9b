"""What an expression may cost, estimated before anybody has said anything, as cel-go does for Kubernetes.

Sizes that nobody knows are assumed: first usual ones, then ten times those. An expression whose cost grows faster than its data
has no bound worth the name; one that is over its budget with usual data would fail in front of callers. Both are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from omnia.dialogue.cel.budget import (
    BYTES_A_STEP,
    COMPARISONS_A_STEP,
    CONVERSION_STEPS,
    EVALUATION_STEPS,
    ITEMS_A_STEP,
    MATCHING_A_STEP,
    OWN_FUNCTION_STEPS,
)
from omnia.dialogue.cel.errors import ExpressionError
from omnia.dialogue.cel.evaluator import constant_pattern
from omnia.dialogue.cel.syntax import Binary, Call, Conditional, Constant, ListOf, MapOf, Name, Node, Run, children
from omnia.dialogue.checks.functions import OWN
from omnia.dialogue.patterns import PatternError, compile_pattern

USUAL_SIZE = 100
"""Items of a list, characters of a text, that nobody knows beforehand."""

ITEM_SIZE = 32
"""Characters, or items, of one item of a list: all of them share the bytes that the list may have."""

PART_SIZE = 64
"""Characters of a text that is looked for in another."""

GROWTH = 10
"""How much larger the second data are."""

GROWTH_ALLOWED = 20
"""How much dearer an expression may become with them; what grows in proportion becomes ten times as dear."""

FIXED_ENOUGH = 500
"""Steps that are too few to ask how they grow."""

UNBOUNDED = (
    "The work of “%(part)s” has no bound: for each item it does work that grows with the data again. "
    "Look at the item alone there, or at fewer data."
)
DEAR = (
    "“%(part)s” takes about %(steps)s steps of work where a list has %(items)s items; %(most)s are allowed. "
    "Look at fewer data, or make it simpler."
)

CONVERSIONS = frozenset(("int", "uint", "double", "string", "duration", "timestamp"))
"""Functions that read or write a number, a moment or a duration."""

EQUALITIES = frozenset(("==", "!=", "<", "<=", ">", ">="))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Steps of a node with all below it, and the size of its value: items, or characters."""

    steps: int
    size: int


@dataclass(slots=True)
class _Estimator:
    unknown: int
    runs: list[tuple[int, Run]] = field(default_factory=list)
    """Steps of each run, with it."""

    def of(self, node: Node, items: frozenset[str] = frozenset()) -> Estimate:
        """The estimate of a node; `items` are the names of the runs that it stands in."""
        if isinstance(node, Run):
            return self.run(node, items)
        below = [self.of(part, items) for part in children(node)]
        steps = 1 + sum(each.steps for each in below)
        sizes = [each.size for each in below]
        return Estimate(steps + self.own_steps(node, sizes), self.size(node, sizes, items))

    def run(self, node: Run, items: frozenset[str]) -> Estimate:
        source, inner = self.of(node.source, items), items | {node.item}
        body = self.of(node.body, inner)
        condition = self.of(node.condition, inner).steps if node.condition else 0
        steps = 1 + source.steps + source.size * (2 + condition + body.steps)
        self.runs.append((steps, node))
        return Estimate(steps, source.size)

    def own_steps(self, node: Node, sizes: list[int]) -> int:
        if isinstance(node, Binary):
            if node.operator == "+":
                return sum(sizes) // ITEMS_A_STEP
            if node.operator == "in":
                return 4 * sizes[1]
            return min(sizes) // BYTES_A_STEP if node.operator in EQUALITIES else 0
        return self.call_steps(node, sizes) if isinstance(node, Call) else 0

    def call_steps(self, node: Call, sizes: list[int]) -> int:
        if node.name in OWN:
            return OWN_FUNCTION_STEPS
        if node.name == "matches":
            return 1 + (sizes[0] if sizes else 0) * _pattern_size(node) // MATCHING_A_STEP
        if node.name == "contains" and len(sizes) == 2:
            return sizes[0] * min(*sizes, PART_SIZE) // COMPARISONS_A_STEP
        if node.name in ("min", "max") and len(sizes) == 1:
            return 2 * sizes[0]
        fixed = CONVERSION_STEPS if node.name in CONVERSIONS else 0
        return fixed + sum(sizes[:1]) // BYTES_A_STEP

    def size(self, node: Node, sizes: list[int], items: frozenset[str]) -> int:
        if isinstance(node, Constant):
            return len(node.value) if isinstance(node.value, str | bytes) else 1
        if isinstance(node, Name):
            return ITEM_SIZE if node.name in items else self.unknown
        if isinstance(node, ListOf | MapOf):
            return len(children(node))
        if isinstance(node, Binary):
            return sum(sizes) if node.operator == "+" else 1
        if isinstance(node, Conditional):
            return max(sizes[1:])
        if isinstance(node, Call):
            return sizes[0] if node.name in ("string", "bytes", "dyn", "min", "max") and sizes else 1
        # A field, or an item by its place, is as large as what it is taken from.
        return max(sizes, default=1)


def _pattern_size(node: Call) -> int:
    try:
        return compile_pattern(constant_pattern(node) or "").size
    except PatternError:
        return 1


def cost_problem(source: str, tree: Node) -> ExpressionError | None:
    """What is wrong with an expression whose work has no bound, or more work than one may take; None for any other."""
    usual, large = _Estimator(USUAL_SIZE), _Estimator(USUAL_SIZE * GROWTH)
    expected, grown = usual.of(tree).steps, large.of(tree).steps
    if expected <= EVALUATION_STEPS and (grown <= FIXED_ENOUGH or grown <= GROWTH_ALLOWED * expected):
        return None
    part = max(usual.runs, key=lambda each: each[0], default=(0, tree))[1]
    words, span = source[part.start : part.end], (part.start, part.end)
    if grown > GROWTH_ALLOWED * expected:
        return ExpressionError(UNBOUNDED, span, part=words)
    return ExpressionError(DEAR, span, part=words, steps=expected, items=USUAL_SIZE, most=EVALUATION_STEPS)
