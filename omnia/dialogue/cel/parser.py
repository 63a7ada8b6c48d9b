"""From the text of an expression to its tree."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from omnia.dialogue.cel.errors import ExpressionError, Span
from omnia.dialogue.cel.syntax import (
    Binary,
    Call,
    Conditional,
    Constant,
    Index,
    ListOf,
    Macro,
    MapOf,
    Name,
    Node,
    Run,
    Select,
    Unary,
)
from omnia.dialogue.cel.values import INT_MAX, UINT_MAX, Uint

MAX_SOURCE = 500
"""Characters of an expression."""

MAX_DEPTH = 16
"""Brackets, conditions and signs inside each other."""

LEVELS = (("||",), ("&&",), ("==", "!=", "<", "<=", ">", ">=", "in"), ("+", "-"), ("*", "/", "%"))
"""Operators between two operands, those that bind least first."""

MACROS: dict[str, Macro] = {
    "all": "all", "exists": "exists", "exists_one": "exists_one", "existsOne": "exists_one", "map": "map", "filter": "filter",
}  # fmt: skip

WORDS = {"true": True, "false": False, "null": None}

RESERVED = frozenset((
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
))  # fmt: skip
"""Words that CEL keeps for itself."""

TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n\f]+|//[^\n]*)
    |(?P<text>(?:[bB]?[rR]|[bB])?(?:
        \"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'))
    |(?P<double>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)(?![\w])
    |(?P<whole>(?:0x[0-9a-fA-F]+|\d+)[uU]?)(?![\w])
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<mark>\|\||&&|==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)

ESCAPE = re.compile(r"\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.))", re.DOTALL)
SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", **{mark: mark for mark in "\\'\"`?"}}


class Token(NamedTuple):
    """A word, mark, number or text of the source."""

    kind: str
    text: str
    start: int
    end: int


def parse(source: str) -> Node:
    """The tree of an expression; raises `ExpressionError`."""
    if not source.strip():
        raise ExpressionError("The expression is empty.")
    if len(source) > MAX_SOURCE:
        told = {"length": len(source), "most": MAX_SOURCE}
        raise ExpressionError(
            "The expression has %(length)s characters; %(most)s are allowed.", (MAX_SOURCE, len(source)), **told
        )
    return _Parser(source).whole()


def _tokens(source: str) -> list[Token]:
    found, place = [], 0
    while place < len(source):
        match = TOKEN.match(source, place)
        if match is None:
            told = {"character": source[place], "place": place + 1}
            raise _invalid("the character “%(character)s” at place %(place)s means nothing", (place, place + 1), **told)
        if match.lastgroup != "blank":
            found.append(Token(str(match.lastgroup), match[0], place, match.end()))
        place = match.end()
    return [*found, Token("end", "", place, place)]


def _invalid(what: str, span: Span | None = None, **told: Any) -> ExpressionError:
    return ExpressionError(f"The expression is not valid CEL: {what}.", span, **told)


class _Parser:
    """Reads tokens from the first to the last; every method leaves `place` behind what it read."""

    def __init__(self, source: str) -> None:
        self.tokens, self.place, self.depth = _tokens(source), 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        found = self.expression()
        if self.token.kind != "end":
            raise self.refused()
        return found

    def refused(self) -> ExpressionError:
        token = self.token
        if token.kind == "end":
            return _invalid("it ends too early", (token.start, token.end))
        told = {"word": token.text[:40], "place": token.start + 1}
        return _invalid("“%(word)s” at place %(place)s is not expected", (token.start, token.end), **told)

    def take(self, text: str) -> bool:
        if self.token.text != text or self.token.kind not in ("mark", "word"):
            return False
        self.place += 1
        return True

    def expect(self, text: str) -> int:
        if not self.take(text):
            raise self.refused()
        return self.tokens[self.place - 1].end

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH + 1:
            span = (self.token.start, self.token.end)
            raise ExpressionError("The expression nests more than %(most)s brackets.", span, most=MAX_DEPTH)
        condition = self.binary(0)
        if self.take("?"):
            yes = self.binary(0)
            self.expect(":")
            no = self.expression()
            condition = Conditional(condition.start, no.end, condition, yes, no)
        self.depth -= 1
        return condition

    def binary(self, level: int) -> Node:
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.token.kind in ("mark", "word") and self.token.text in LEVELS[level]:
            operator = self.token.text
            self.place += 1
            right = self.binary(level + 1)
            left = Binary(left.start, right.end, operator, left, right)
        return left

    def unary(self) -> Node:
        start, sign = self.token.start, self.token.text if self.token.kind == "mark" else ""
        if sign not in ("!", "-"):
            return self.member()
        times = 0
        while self.take(sign):
            times += 1
        if sign == "-" and times % 2 and self.token.kind == "whole" and not self.token.text.endswith(("u", "U")):
            # The lowest whole number has no positive counterpart, so sign and digits are read together.
            return self.member(start, "-")
        if self.token.text in ("!", "-") and self.token.kind == "mark":
            raise self.refused()
        operand = self.member()
        # An even number of signs is two: what it stands before must still be of the right type.
        for _time in range(2 - times % 2):
            operand = Unary(start, operand.end, sign, operand)
        return operand

    def member(self, start: int = -1, sign: str = "") -> Node:
        found = self.primary(start, sign)
        while True:
            if self.take("."):
                found = self.selected(found)
            elif self.take("["):
                index = self.expression()
                found = Index(found.start, self.expect("]"), found, index)
            else:
                return found

    def selected(self, operand: Node) -> Node:
        token = self.token
        if token.kind != "word" or token.text in WORDS or token.text == "in":
            raise self.refused()
        self.place += 1
        if not self.take("("):
            return Select(operand.start, token.end, operand, token.text, is_test=False)
        arguments, end = self.listed(")")
        if token.text in MACROS and len(arguments) in ((2, 3) if token.text == "map" else (2,)):
            return self.run(MACROS[token.text], operand, arguments, end)
        return Call(operand.start, end, token.text, operand, arguments)

    def run(self, macro: Macro, source: Node, arguments: tuple[Node, ...], end: int) -> Node:
        item, *bodies = arguments
        if not isinstance(item, Name):
            raise _invalid("the first argument of “%(macro)s” is the name of an item", (item.start, item.end), macro=macro)
        return Run(source.start, end, macro, source, item.name, bodies[0] if len(bodies) == 2 else None, bodies[-1])

    def primary(self, start: int, sign: str) -> Node:
        token = self.token
        self.place += 1
        start = token.start if start < 0 else start
        if token.kind == "text":
            return Constant(start, token.end, _text_of(token.text))
        if token.kind in ("double", "whole"):
            return Constant(start, token.end, _number_of(sign + token.text, token.kind))
        if token.kind == "word":
            return self.named(token)
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        if token.text == "[":
            items, end = self.listed("]")
            return ListOf(start, end, items)
        if token.text == "{":
            return self.map_of(start)
        self.place -= 1
        raise self.refused()

    def named(self, token: Token) -> Node:
        if token.text in WORDS:
            return Constant(token.start, token.end, WORDS[token.text])
        if token.text in RESERVED:
            raise _invalid("“%(word)s” is a reserved word", (token.start, token.end), word=token.text)
        if not self.take("("):
            return Name(token.start, token.end, token.text)
        arguments, end = self.listed(")")
        if token.text != "has":
            return Call(token.start, end, token.text, None, arguments)
        if len(arguments) != 1 or not isinstance(arguments[0], Select):
            raise _invalid("“has” takes one field, as in has(data.name)", (token.start, end))
        return Select(token.start, end, arguments[0].operand, arguments[0].field, is_test=True)

    def listed(self, close: str) -> tuple[tuple[Node, ...], int]:
        items: list[Node] = []
        while not self.take(close):
            if items:
                self.expect(",")
                if close != ")" and self.take(close):
                    break
            items.append(self.expression())
        return tuple(items), self.tokens[self.place - 1].end

    def map_of(self, start: int) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not self.take("}"):
            if entries:
                self.expect(",")
                if self.take("}"):
                    break
            key = self.expression()
            self.expect(":")
            entries.append((key, self.expression()))
        return MapOf(start, self.tokens[self.place - 1].end, tuple(entries))


def _number_of(text: str, kind: str) -> int | float:
    if kind == "double":
        value = float(text)
        if math.isinf(value):
            raise _invalid("the number %(number)s is out of range", number=text[:40])
        return value
    is_unsigned = text[-1] in "uU"
    whole = int(text.rstrip("uU"), 16 if "x" in text else 10)
    if not -INT_MAX - 1 <= whole <= (UINT_MAX if is_unsigned else INT_MAX):
        raise _invalid("the number %(number)s is out of range", number=text[:40])
    return Uint(whole) if is_unsigned else whole


def _text_of(token: str) -> str | bytes:
    """What a text in quotation marks says."""
    prefix = token[: re.search("['\"]", token).start()].lower()  # type: ignore[union-attr]  # a text has quotation marks
    quoted = token[len(prefix) :]
    marks = 3 if quoted[:3] in ('"""', "'''") and len(quoted) >= 6 else 1
    inner = quoted[marks:-marks]
    if "b" in prefix:
        return inner.encode() if "r" in prefix else _bytes_of(inner)
    return inner if "r" in prefix else ESCAPE.sub(_character, inner)


def _character(match: re.Match[str]) -> str:
    code = next((int(match[group], 8 if group == 4 else 16) for group in (1, 2, 3, 4) if match[group]), None)
    if code is None:
        if match[5] not in SIMPLE:
            raise _invalid("a text holds \\%(character)s; write \\\\ for a backslash", character=match[5])
        return SIMPLE[match[5]]
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise _invalid("a text holds %(code)s, which is no character", code=match[0])
    return chr(code)


def _bytes_of(inner: str) -> bytes:
    found, place = bytearray(), 0
    for match in ESCAPE.finditer(inner):
        if match[2] or match[3]:
            raise _invalid("bytes hold %(code)s, which is a character", code=match[0])
        character = _character(match)
        found += inner[place : match.start()].encode()
        found += bytes((ord(character),))
        place = match.end()
    return bytes(found + inner[place:].encode())
