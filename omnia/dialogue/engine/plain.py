"""Values from outside, and values of expressions, as JSON that a conversation may keep."""

from __future__ import annotations

from typing import Any

from omnia.dialogue.expressions import Budget, OverBudgetError

MAX_TEXT = 2_000
"""Characters of one message, whatever a placeholder holds, and of one text in a value."""

MAX_ITEMS = 100
"""Items of one list or object in a value."""

MAX_DEPTH = 32
"""Lists and objects inside each other, as in the body of a request."""

MAX_VALUE = 16_384
"""About the bytes of JSON that one variable may take: as many as a host may send."""

MAX_VARIABLES = 65_536
"""About the bytes of JSON that all variables of a conversation may take."""

SMALL_VALUE = 512
"""About the bytes below which a value is kept without looking at all the others."""

BYTES_AN_ITEM = 4
"""What an item takes beside its text or its own items."""


def plain(value: Any) -> Any:
    """A value as JSON; what is no JSON becomes its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value[:MAX_TEXT] if isinstance(value, str) else value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in list(value.items())[:MAX_ITEMS]}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value[:MAX_ITEMS]]
    return str(value)[:MAX_TEXT]


def keepable(value: Any, variables: dict[str, Any], budget: Budget) -> Any:
    """A value as JSON that fits beside the other variables; raises `OverBudgetError` for one that is too large or too deep."""
    size = _size(value, MAX_VALUE, budget, 0)
    if size > SMALL_VALUE and size + _size(variables, MAX_VARIABLES, budget, 0) > MAX_VARIABLES:
        raise OverBudgetError("The variables of the conversation would become too large.")
    return plain(value)


def _size(value: Any, limit: int, budget: Budget, depth: int) -> int:
    """About the bytes that a value takes as JSON, texts cut off; each item looked at costs a step of the turn's budget."""
    budget.left -= 1
    size = BYTES_AN_ITEM
    if isinstance(value, str):
        size += min(len(value), MAX_TEXT)
    elif isinstance(value, dict | list | tuple):
        items = value.items() if isinstance(value, dict) else ((0, item) for item in value)
        for key, item in items:
            size += _size(item, limit - size, budget, depth + 1) + len(str(key)[:MAX_TEXT])
            if size > limit or budget.left < 0:
                break
    if size > limit or budget.left < 0 or depth > MAX_DEPTH:
        raise OverBudgetError("A value is too large to be kept.")
    return size
