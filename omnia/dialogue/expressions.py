"""Customers' conditions, in CEL (Common Expression Language), with bounds on size, nesting and work."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from omnia.dialogue.cel.budget import EVALUATION_STEPS, Budget, Frame
from omnia.dialogue.cel.cost import cost_problem
from omnia.dialogue.cel.errors import EvaluationError, ExpressionError, OverBudgetError
from omnia.dialogue.cel.evaluator import Evaluate, compiled, constant_pattern, steps_of
from omnia.dialogue.cel.functions import MATCHES, STANDARD
from omnia.dialogue.cel.parser import MAX_DEPTH, MAX_SOURCE, parse
from omnia.dialogue.cel.syntax import Call, Constant, Index, ListOf, MapOf, Name, Node, Select, calls, children, free_names
from omnia.dialogue.checks.functions import OWN
from omnia.dialogue.patterns import pattern_problem

ROOTS = ("value", "parts", "data", "variables", "channel", "locale", "region", "today", "attempts", "answer")
"""The names that an expression may use."""


class _Program(NamedTuple):
    """What is kept of an expression: its tree, the function that evaluates it, the least steps of that, the names it needs."""

    tree: Node
    evaluate: Evaluate
    steps: int
    names: frozenset[str]


@lru_cache(maxsize=4096)
def _program(source: str) -> _Program:
    tree = parse(source)
    found = calls(tree)
    _refuse_unknown_functions(found)
    _refuse_wrong_arguments(found)
    free = free_names(tree)
    _refuse_unknown_names(free)
    names = {each.name for each in free}
    # The product's own functions look at the day.
    needed = {*names, "today"} if any(call.name in OWN for call in found) else names
    return _Program(tree, compiled(tree), steps_of(tree), frozenset(needed))


def _refuse_unknown_functions(found: list[Call]) -> None:
    known = {*STANDARD, *OWN, "matches"}
    unknown = next((call for call in found if call.name not in known), None)
    if unknown is not None:
        sentence = "The expression calls “%(function)s”, which does not exist."
        raise ExpressionError(sentence, (unknown.start, unknown.end), function=unknown.name)


def _refuse_wrong_arguments(found: list[Call]) -> None:
    """The product's own functions get what they take, and as many as they take."""
    for call in found:
        if call.name not in OWN:
            continue
        wrong = call.target is not None or len(call.arguments) != len(OWN[call.name].arguments)
        if wrong or any(_is_no_datum(item) for item in call.arguments):
            raise ExpressionError(
                WRONG_DATUM, (call.start, call.end), function=call.name, written=OWN[call.name].written(call.name)
            )


def _is_no_datum(node: Node) -> bool:
    return isinstance(node, ListOf | MapOf) or (isinstance(node, Constant) and not isinstance(node.value, str))


def _refuse_unknown_names(names: list[Name]) -> None:
    unknown = next((each for each in names if each.name not in ROOTS), None)
    if unknown is not None:
        sentence = "The expression names “%(name)s”, which does not exist. It may use: %(roots)s."
        raise ExpressionError(sentence, (unknown.start, unknown.end), name=unknown.name, roots=", ".join(ROOTS))


WRONG_DATUM = "The expression calls “%(function)s” wrongly. Write %(written)s, each a datum, a part of one or a text."


def check_expression(source: str) -> str | None:
    """A sentence on what is wrong with an expression, or None; stricter than running it, which released ones must survive."""
    problem = expression_problem(source)
    return str(problem) if problem is not None else None


def expression_problem(source: str) -> ExpressionError | None:
    """What is wrong with an expression, with its place, or None."""
    try:
        tree = _program(source).tree
    except ExpressionError as error:
        return error
    problems = (_call_problem(call) for call in calls(tree))
    return next((problem for problem in problems if problem), None) or cost_problem(source, tree)


def _call_problem(call: Call) -> ExpressionError | None:
    """What is wrong with a call that can never have a value, or None."""
    if call.name in OWN:
        return None
    function, span = STANDARD.get(call.name, MATCHES), (call.start, call.end)
    given = len(call.arguments) + (call.target is not None)
    allowed = function.is_method if call.target is not None else function.is_plain
    if not allowed or not function.fewest <= given <= function.most:
        told = {"function": call.name, "written": function.written}
        return ExpressionError("The expression calls “%(function)s” wrongly. Write %(written)s.", span, **told)
    if call.name != "matches":
        return None
    pattern = constant_pattern(call)
    if pattern is None:
        return ExpressionError("The pattern of “matches” has to be written in the expression, between quotation marks.", span)
    problem = pattern_problem(pattern)
    return ExpressionError(problem.sentence, span, **problem.told) if problem else None


def named_in(source: str) -> list[str]:
    """What an expression looks at: each name of its scope with the fields that follow it; raises `ExpressionError`."""
    tree = _program(source).tree
    free = {each.start for each in free_names(tree)}
    return list(dict.fromkeys(_looked_at(source, tree, free)))


def _looked_at(source: str, node: Node, free: set[int]) -> Iterator[str]:
    inner = node
    while isinstance(inner, Select) or (isinstance(inner, Index) and isinstance(inner.index, Constant)):
        inner = inner.operand
    if isinstance(inner, Name):
        if inner.start in free:
            yield _written(source, node)
        return
    for part in children(node):
        yield from _looked_at(source, part, free)


def _written(source: str, node: Node) -> str:
    """How a name with its fields is written, also one whose presence alone is asked for."""
    if isinstance(node, Select) and node.is_test:
        return f"{source[node.operand.start : node.operand.end]}.{node.field}"
    return source[node.start : node.end]


class Expression:
    """A compiled expression. `names` are those that it takes from its scope."""

    __slots__ = ("_evaluate", "_steps", "names", "source")

    def __init__(self, source: str) -> None:
        """Compile; raises `ExpressionError`."""
        self.source = source
        _tree, self._evaluate, self._steps, self.names = _program(source)

    def evaluate(self, scope: Mapping[str, Any], budget: Budget | None = None) -> Any:
        """The value in a scope.

        Args:
            scope: JSON by name.
            budget: What the turn's evaluations may still do; an evaluation alone has one of its own.

        Raises:
            OverBudgetError: it takes more work than it may; the budget notes the expression.
            ExpressionError: it has no value here: unknown fields, wrong types and the like.
        """
        allowed = EVALUATION_STEPS if budget is None else min(EVALUATION_STEPS, budget.left)
        frame = Frame(dict(scope), allowed)
        try:
            frame.spend(self._steps)
            return self._evaluate(frame)
        except OverBudgetError as error:
            if budget is not None:
                budget.note(self.source)
            raise OverBudgetError(f"The expression “{self.source}” is over its budget: {error}.") from error
        except (EvaluationError, RecursionError) as error:
            reason = str(error).rstrip(".")[:200]
            raise ExpressionError(f"The expression “{self.source}” has no value here: {reason}.") from error
        finally:
            if budget is not None:
                budget.left -= allowed - max(frame.left, 0)

    def truth(self, scope: Mapping[str, Any], budget: Budget | None = None) -> bool:
        """Whether the expression is true; one without a value here (a field not said yet, over its budget) counts as false."""
        try:
            return self.evaluate(scope, budget) is True
        except ExpressionError:
            return False


__all__ = [
    "MAX_DEPTH",
    "MAX_SOURCE",
    "Budget",
    "Expression",
    "ExpressionError",
    "OverBudgetError",
    "check_expression",
    "expression_problem",
    "named_in",
]
