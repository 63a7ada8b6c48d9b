"""From the tree of an expression to a function that evaluates it in a frame, step by counted step.

What a node costs whatever its operands is known beforehand and spent at once, for the whole expression and for each item of a
run. What depends on the operands' sizes is spent before it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import add, mul, sub
from typing import Any

from omnia.dialogue.cel import values
from omnia.dialogue.cel.budget import (
    BYTES_A_STEP,
    ITEMS_A_STEP,
    MATCHING_A_STEP,
    OWN_FUNCTION_STEPS,
    Frame,
)
from omnia.dialogue.cel.errors import EvaluationError
from omnia.dialogue.cel.functions import STANDARD
from omnia.dialogue.cel.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Index,
    ListOf,
    MapOf,
    Name,
    Node,
    Run,
    Select,
    Unary,
    children,
)
from omnia.dialogue.checks.functions import OWN
from omnia.dialogue.patterns import PatternError, compile_pattern

Evaluate = Callable[[Frame], Any]

SCALARS = frozenset((bool, int, float, bytes, type(None), values.TypeName))
"""Types whose equality costs nothing to speak of."""


def steps_of(node: Node) -> int:
    """What a node costs with all below it, bodies of runs aside."""
    if isinstance(node, Run):
        return 1 + steps_of(node.source)
    return 1 + sum(steps_of(part) for part in children(node))


def compiled(node: Node) -> Evaluate:
    """The function that evaluates a node; whoever calls it has spent `steps_of` the node."""
    return _COMPILERS[type(node)](node)


def _constant(node: Constant) -> Evaluate:
    value = node.value
    return lambda _frame: value


def _name(node: Name) -> Evaluate:
    name = node.name

    def read(frame: Frame) -> Any:
        try:
            return frame.names[name]
        except KeyError:
            raise EvaluationError(f"“{name}” is not known") from None

    return read


def _select(node: Select) -> Evaluate:
    operand, field, is_test = compiled(node.operand), node.field, node.is_test

    def read(frame: Frame) -> Any:
        held = operand(frame)
        if type(held) is not dict:
            raise EvaluationError(f"a value of type {values.type_name(held)} has no fields")
        if is_test:
            return field in held
        try:
            return held[field]
        except KeyError:
            raise EvaluationError(f"there is no “{field}”") from None

    return read


def _index(node: Index) -> Evaluate:
    operand, index = compiled(node.operand), compiled(node.index)

    def read(frame: Frame) -> Any:
        held, key = operand(frame), index(frame)
        if type(held) is dict:
            try:
                return held[values.map_key(key)]
            except KeyError:
                raise EvaluationError("there is no such key") from None
        if type(held) not in values.SEQUENCES or type(key) not in (int, values.Uint):
            raise values.no_overload("[]", held, key)
        if not 0 <= key < len(held):
            raise EvaluationError(f"a list of {len(held)} has no such item")
        return held[key]

    return read


def _unary(node: Unary) -> Evaluate:
    operand = compiled(node.operand)
    if node.operator == "-":
        return lambda frame: values.negated(operand(frame))

    return lambda frame: not _truth(operand(frame))


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise EvaluationError(f"a value of type {values.type_name(value)} is neither true nor false")


def _conditional(node: Conditional) -> Evaluate:
    condition, yes, no = compiled(node.condition), compiled(node.yes), compiled(node.no)
    return lambda frame: yes(frame) if _truth(condition(frame)) else no(frame)


def _binary(node: Binary) -> Evaluate:
    left, right, operator = compiled(node.left), compiled(node.right), node.operator
    if operator in ("&&", "||"):
        return _connective(left, right, decisive=operator == "||")
    if operator == "==":
        return lambda frame: equal(frame, left(frame), right(frame))
    if operator == "!=":
        return lambda frame: not equal(frame, left(frame), right(frame))
    if operator == "in":
        return lambda frame: _is_in(frame, left(frame), right(frame))
    if operator in ("<", "<=", ">", ">="):
        return lambda frame: _compare(frame, operator, left(frame), right(frame))
    if operator in _SMALL:
        return _quick(left, right, operator)
    return lambda frame: values.arithmetic(operator, left(frame), right(frame))


def _quick(left: Evaluate, right: Evaluate, operator: str) -> Evaluate:
    """Sums, differences and products: of small whole numbers at once, of anything else by the rules."""
    compute = _SMALL[operator]

    def work(frame: Frame) -> Any:
        first, second = left(frame), right(frame)
        if type(first) is int and type(second) is int and -SMALL < first < SMALL and -SMALL < second < SMALL:
            return compute(first, second)
        return _add(frame, first, second) if operator == "+" else values.arithmetic(operator, first, second)

    return work


SMALL = 2**31
"""Below it no sum, difference or product is out of range."""

_SMALL: dict[str, Callable[[int, int], int]] = {"+": add, "-": sub, "*": mul}


def _connective(left: Evaluate, right: Evaluate, *, decisive: bool) -> Evaluate:
    """`||` (true decides) or `&&` (false decides): a side without a value does not matter where the other decides."""

    def decide(frame: Frame) -> Any:
        try:
            first = left(frame)
        except EvaluationError:
            if right(frame) is not decisive:
                raise
            return decisive
        if first is decisive or (second := right(frame)) is decisive:
            return decisive
        if type(first) is bool and type(second) is bool:
            return not decisive
        raise values.no_overload("“||”" if decisive else "“&&”", first, second)

    return decide


def equal(frame: Frame, left: Any, right: Any) -> bool:
    """Whether two values are the same; whole numbers and doubles are compared by what they are worth."""
    kind, other = type(left), type(right)
    if kind is str and other is str:
        if len(left) == len(right):
            frame.spend(len(left) // BYTES_A_STEP)
        return bool(left == right)
    if kind in SCALARS and kind is other:
        return bool(left == right)
    if kind in values.NUMBERS and other in values.NUMBERS:
        return bool(left == right)
    if kind in values.SEQUENCES and other in values.SEQUENCES:
        frame.spend(1)
        return len(left) == len(right) and all(_equal_items(frame, *pair) for pair in zip(left, right, strict=True))
    if kind is dict and other is dict:
        frame.spend(1)
        return len(left) == len(right) and all(key in right and _equal_items(frame, left[key], right[key]) for key in left)
    return bool(kind is other and left == right)


def _equal_items(frame: Frame, left: Any, right: Any) -> bool:
    frame.spend(4)
    return equal(frame, left, right)


def _is_in(frame: Frame, item: Any, held: Any) -> bool:
    if type(held) is dict:
        return values.map_key(item) in held
    if type(held) not in values.SEQUENCES:
        raise values.no_overload("“in”", item, held)
    return any(_equal_items(frame, item, each) for each in held)


def _compare(frame: Frame, operator: str, left: Any, right: Any) -> bool:
    if type(left) is str and type(right) is str:
        frame.spend(min(len(left), len(right)) // BYTES_A_STEP)
    return values.compared(operator, left, right)


def _add(frame: Frame, left: Any, right: Any) -> Any:
    if type(left) in (str, bytes) and type(left) is type(right):
        frame.spend((len(left) + len(right)) // BYTES_A_STEP)
    elif type(left) in values.SEQUENCES and type(right) in values.SEQUENCES:
        frame.spend((len(left) + len(right)) // ITEMS_A_STEP)
        return [*left, *right]
    return values.arithmetic("+", left, right)


def _list_of(node: ListOf) -> Evaluate:
    items = [compiled(item) for item in node.items]
    return lambda frame: [item(frame) for item in items]


def _map_of(node: MapOf) -> Evaluate:
    entries = [(compiled(key), compiled(value)) for key, value in node.entries]
    return lambda frame: {values.map_key(key(frame)): value(frame) for key, value in entries}


def _call(node: Call) -> Evaluate:
    if node.name == "matches":
        return _matches(node)
    parts = ([node.target] if node.target else []) + list(node.arguments)
    given = [compiled(part) for part in parts]
    if node.name in OWN:
        return _own(node, given)
    known = STANDARD.get(node.name)
    fits = known is not None and known.fewest <= len(given) <= known.most
    if known is None or not fits or not (known.is_method if node.target else known.is_plain):
        return _failing(f"“{node.name}” is not defined so")
    compute = known.compute
    if len(given) == 1:
        only = given[0]
        return lambda frame: compute(frame, only(frame))
    return lambda frame: compute(frame, *(part(frame) for part in given))


def _own(node: Call, given: list[Evaluate]) -> Evaluate:
    function = OWN[node.name]
    if node.target is not None or len(given) != len(function.arguments):
        return _failing(f"“{node.name}” is not defined so")

    def call(frame: Frame) -> Any:
        frame.spend(OWN_FUNCTION_STEPS)
        return function.bound(str(frame.names.get("today", "")))(*(part(frame) for part in given))

    return call


def _matches(node: Call) -> Evaluate:
    pattern = constant_pattern(node)
    if node.target is None or pattern is None:
        return _failing("“matches” takes a pattern that is written in the expression")
    try:
        found = compile_pattern(pattern)
    except PatternError as error:
        return _failing(str(error))
    text, size = compiled(node.target), found.size

    def search(frame: Frame) -> bool:
        looked_at = text(frame)
        if type(looked_at) is not str:
            raise values.no_overload("matches", looked_at)
        frame.spend(1 + len(looked_at) * size // MATCHING_A_STEP)
        return found.search(looked_at) is not None

    return search


def constant_pattern(node: Call) -> str | None:
    """The pattern of a call of `matches`, if it is written in the expression."""
    if len(node.arguments) != 1 or not isinstance(node.arguments[0], Constant):
        return None
    value = node.arguments[0].value
    return value if isinstance(value, str) else None


def _failing(sentence: str) -> Evaluate:
    def fail(_frame: Frame) -> Any:
        raise EvaluationError(sentence)

    return fail


def _run(node: Run) -> Evaluate:
    source, name, body = compiled(node.source), node.item, compiled(node.body)
    condition = compiled(node.condition) if node.condition else None
    each = 2 + steps_of(node.body) + (steps_of(node.condition) if node.condition else 0)
    play = _PLAYS[node.macro]

    def run(frame: Frame) -> Any:
        held = source(frame)
        if type(held) is not dict and type(held) not in values.SEQUENCES:
            raise EvaluationError(f"a value of type {values.type_name(held)} has no items")
        names = frame.names
        # The item hides a name of the scope while the run lasts, and no longer.
        frame.names = inner = dict(names)

        def bodies() -> Any:
            for item in held:
                frame.spend(each)
                inner[name] = item
                if condition is None or _truth(condition(frame)):
                    yield item, body(frame)

        try:
            return play(bodies())
        finally:
            frame.names = names

    return run


def _one(bodies: Any) -> bool:
    found = 0
    for _item, value in bodies:
        found += _truth(value)
    return found == 1


_PLAYS: dict[str, Callable[[Any], Any]] = {
    "all": lambda bodies: all(_truth(value) for _item, value in bodies),
    "exists": lambda bodies: any(_truth(value) for _item, value in bodies),
    "exists_one": _one,
    "map": lambda bodies: [value for _item, value in bodies],
    "filter": lambda bodies: [item for item, value in bodies if _truth(value)],
}

_COMPILERS: dict[type, Callable[[Any], Evaluate]] = {
    Constant: _constant, Name: _name, Select: _select, Index: _index, Unary: _unary, Binary: _binary, Conditional: _conditional,
    ListOf: _list_of, MapOf: _map_of, Call: _call, Run: _run,
}  # fmt: skip
