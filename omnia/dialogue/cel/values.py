"""Values as CEL has them: typed numbers, equality and order across numbers, arithmetic that never wraps around.

Texts, lists and maps are Python's. A whole number of the type `uint` is a `Uint`. Values of a scope are JSON.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from omnia.dialogue.cel.errors import EvaluationError

INT_MIN, INT_MAX, UINT_MAX = -(2**63), 2**63 - 1, 2**64 - 1


class Uint(int):
    """A whole number of CEL's type `uint`."""


class TypeName(str):
    """What `type(value)` answers."""

    __slots__ = ()


TYPE_NAMES: dict[type, str] = {
    bool: "bool", int: "int", Uint: "uint", float: "double", str: "string", bytes: "bytes", type(None): "null_type",
    list: "list", tuple: "list", dict: "map", datetime: "google.protobuf.Timestamp", timedelta: "google.protobuf.Duration",
    TypeName: "type",
}  # fmt: skip

SEQUENCES = (list, tuple)
NUMBERS = frozenset((int, Uint, float))
ORDERED = frozenset((bool, str, bytes, datetime, timedelta))


def type_name(value: Any) -> TypeName:
    """CEL's name of a value's type."""
    return TypeName(TYPE_NAMES.get(type(value), "dyn"))


def no_overload(operation: str, *operands: Any) -> EvaluationError:
    """The error of types that an operation is not defined for."""
    return EvaluationError(f"{operation} is not defined for {' and '.join(type_name(item) for item in operands)}")


def in_range(value: int, is_unsigned: bool = False) -> int:
    """A whole number that fits its type; raises `EvaluationError`."""
    low, high = (0, UINT_MAX) if is_unsigned else (INT_MIN, INT_MAX)
    if not low <= value <= high:
        raise EvaluationError("a whole number is out of range")
    return Uint(value) if is_unsigned else value


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    """`left operator right` for numbers, texts, moments and durations; lists are joined elsewhere, for they cost."""
    kind = type(left)
    if kind is type(right):
        if kind is int or kind is Uint:
            return _whole(operator, left, right, kind is Uint)
        if kind is float:
            return _double(operator, left, right)
        if operator == "+" and kind in (str, bytes, timedelta):
            return _moment(lambda: left + right) if kind is timedelta else left + right
        if operator == "-" and kind in (datetime, timedelta):
            return _moment(lambda: left - right)
    elif kind is datetime and type(right) is timedelta and operator in "+-":
        return _moment(lambda: left + right if operator == "+" else left - right)
    raise no_overload(f"“{operator}”", left, right)


def _whole(operator: str, left: int, right: int, is_unsigned: bool) -> int:
    in_range(left, is_unsigned)
    in_range(right, is_unsigned)
    if operator == "+":
        return in_range(int(left) + int(right), is_unsigned)
    if operator == "-":
        return in_range(int(left) - int(right), is_unsigned)
    if operator == "*":
        return in_range(int(left) * int(right), is_unsigned)
    if right == 0:
        raise EvaluationError("division by zero")
    # CEL rounds towards zero; the rest has the sign of the left side.
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    in_range(quotient, is_unsigned)
    return in_range(quotient if operator == "/" else int(left) - int(right) * quotient, is_unsigned)


def _double(operator: str, left: float, right: float) -> float:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "%":
        raise no_overload("“%”", left, right)
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _moment(compute: Any) -> Any:
    try:
        return compute()
    except OverflowError as error:
        raise EvaluationError("a moment or a duration is out of range") from error


def negated(value: Any) -> Any:
    """`-value`."""
    if type(value) is int:
        return in_range(-in_range(value))
    if type(value) is float:
        return -value
    raise no_overload("“-”", value)


def compared(operator: str, left: Any, right: Any) -> bool:
    """`left operator right` for an order; raises `EvaluationError` where there is none."""
    first, second = type(left), type(right)
    if not ((first is second and first in ORDERED) or (first in NUMBERS and second in NUMBERS)):
        raise no_overload(f"“{operator}”", left, right)
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    return bool(left > right if operator == ">" else left >= right)


def map_key(key: Any) -> Any:
    """A value as the key of a map: a text or a whole number. Raises `EvaluationError`."""
    if type(key) not in (str, int, Uint):
        raise EvaluationError(f"a value of type {type_name(key)} is no key of a map")
    return key


def text_of_double(value: float) -> str:
    """A double in digits, without an exponent, as CEL's `string` writes it."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    written = repr(value)
    if "e" in written:
        written = format(Decimal(written), "f")
    return written.removesuffix(".0")
