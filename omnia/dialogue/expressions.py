"""Customers' conditions, in CEL (Common Expression Language), with bounds on size, nesting and work."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import cel

from omnia.dialogue.checks.functions import OWN

MAX_SOURCE = 500
"""Characters of an expression."""

MAX_DEPTH = 16
"""Brackets inside brackets."""

MACRO_WORDS = re.compile(r"\b(?:map|filter|all|exists|exists_one|existsOne|reduce|sortBy|transform\w*)\b")
"""Macros that run over a list. One is allowed: nested ones multiply (three over 200 items took minutes when measured)."""

ITEM_NAMES = re.compile(r"\b(?:map|filter|all|exists|exists_one|existsOne)\s*\(\s*([A-Za-z_]\w*)\s*,")
"""What a macro calls the item that it looks at: `data.list.exists(item, …)`."""

ROOTS = ("value", "parts", "data", "variables", "channel", "locale", "region", "today", "attempts", "answer")
"""The names that an expression may use."""


FUNCTIONS = frozenset((
    "size", "contains", "startsWith", "endsWith", "matches", "has", "int", "uint", "double", "string", "bool",
    "bytes", "type", "dyn", "duration", "timestamp", "getFullYear", "getMonth", "getDate", "getDayOfMonth",
    "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds", "min", "max", "abs",
))  # fmt: skip
"""The functions that an expression may call (CEL specification, "Standard Definitions").

Operators have names with marks, and macros that are used as they should be are no functions any more."""


CALL = re.compile(rf"(\.\s*)?\b({'|'.join(OWN)})\s*\(")
"""A call of one of the product's own functions, with the dot before it where it is called on something."""

LITERAL = re.compile(r"-?\d[\w.+-]*|true|false|null|[\[{].*", re.DOTALL)
"""An argument that is no text and no datum."""


class ExpressionError(ValueError):
    """An expression that cannot be compiled or evaluated; the sentence says why."""


@lru_cache(maxsize=4096)
def _program(source: str) -> Any:
    if not source.strip():
        raise ExpressionError("The expression is empty.")
    if len(source) > MAX_SOURCE:
        raise ExpressionError(f"The expression has {len(source)} characters; {MAX_SOURCE} are allowed.")
    if _depth(source) > MAX_DEPTH:
        raise ExpressionError(f"The expression nests more than {MAX_DEPTH} brackets.")
    try:
        program = cel.compile(source)
        used = program.references()
    except Exception as error:  # the extension raises many kinds; to a designer all mean: not valid
        raise ExpressionError(f"The expression is not valid CEL: {_first_line(error)}") from error
    # Words are counted, wherever they stand: that refuses a little too much and lets nothing through.
    macros = len(MACRO_WORDS.findall(source))
    if macros > 1:
        raise ExpressionError("The expression runs over lists more than once. Use one of map, filter, all or exists.")
    _refuse_unknown_functions(used["functions"])
    _refuse_wrong_arguments(source)
    _refuse_unknown_names([name for name in used["variables"] if name not in ITEM_NAMES.findall(source)])
    return program


def _refuse_unknown_functions(names: list[str]) -> None:
    unknown = [name for name in names if name.strip("_").isidentifier() and name not in FUNCTIONS and name not in OWN]
    if unknown:
        raise ExpressionError(f"The expression calls “{unknown[0]}”, which does not exist.")


def _refuse_wrong_arguments(source: str) -> None:
    """The product's own functions get what they take, and as many as they take."""
    plain = _TEXT.sub(lambda text: f'"{"x" * (len(text[0]) - 2)}"', source)
    for call in CALL.finditer(plain):
        name = call[2]
        wanted = f"{name}({', '.join(OWN[name].arguments)})"
        given = _arguments(plain, call.end())
        if call[1] or len(given) != len(OWN[name].arguments) or any(LITERAL.fullmatch(item) for item in given):
            raise ExpressionError(
                f"The expression calls “{name}” wrongly. Write {wanted}, each a datum, a part of one or a text."
            )


_TEXT = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'""")


def _arguments(source: str, start: int) -> list[str]:
    """The arguments of a call whose bracket was opened just before `start`."""
    given, depth, begin = [], 0, start
    for place in range(start, len(source)):
        if source[place] in ")]}" and depth == 0:
            given.append(source[begin:place].strip())
            break
        if source[place] == "," and depth == 0:
            given.append(source[begin:place].strip())
            begin = place + 1
        depth += (source[place] in "([{") - (source[place] in ")]}")
    return [] if given == [""] else given


def _refuse_unknown_names(names: list[str]) -> None:
    unknown = [name for name in names if name.split(".")[0] not in ROOTS and not name.startswith("@")]
    if unknown:
        raise ExpressionError(f"The expression names “{unknown[0]}”, which does not exist. It may use: {', '.join(ROOTS)}.")


def _depth(source: str) -> int:
    deepest = depth = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__)[:200].rstrip(".") + "."


def check_expression(source: str) -> str | None:
    """A sentence on what is wrong with an expression, or None."""
    try:
        _program(source)
    except ExpressionError as error:
        return str(error)
    return None


class Expression:
    """A compiled expression."""

    __slots__ = ("_compiled", "_own", "source")

    def __init__(self, source: str) -> None:
        """Compile; raises `ExpressionError`."""
        self.source = source
        self._compiled = _program(source)
        self._own = sorted({call[2] for call in CALL.finditer(source)})

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        """The value in a scope; raises `ExpressionError` on unknown fields, wrong types and the like."""
        try:
            return self._compiled.execute(self._environment(scope))
        except Exception as error:  # as above: whatever went wrong, the caller gets one kind
            raise ExpressionError(f"The expression “{self.source}” has no value here: {_first_line(error)}") from error

    def _environment(self, scope: Mapping[str, Any]) -> Any:
        """The scope, with the product's own functions that the expression calls, as of the scope's day."""
        if not self._own:
            return dict(scope)
        today = str(scope.get("today", ""))
        return cel.Context(dict(scope), {name: OWN[name].bound(today) for name in self._own})

    def truth(self, scope: Mapping[str, Any]) -> bool:
        """Whether the expression is true; one without a value here (a field not said yet) counts as false."""
        try:
            return self.evaluate(scope) is True
        except ExpressionError:
            return False
