"""What expressions mean: as the reference library for CEL in Rust reads them, on all that conditions are made of."""

import math
from typing import Any

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.cel.budget import Frame
from omnia.dialogue.cel.evaluator import compiled
from omnia.dialogue.cel.parser import parse
from omnia.dialogue.expressions import Expression, ExpressionError

SCOPE = {
    "value": {"iso": "2026-01-02", "year": 2026, "amount": "12.50"},
    "parts": {"day": 12, "month": None},
    "data": {
        "name": {"first": "Ann"}, "list": [1, 2, 3], "mixed": [1, "a", None, True, 2.5], "empty": [], "yes": True, "rate": 2.5,
    },
    "variables": {"vip": True, "n": -7, "none": None, "text": "abc"},
    "channel": "voice", "locale": "en", "region": "IT", "today": "2026-01-15", "attempts": 2, "answer": None,
}  # fmt: skip

NO_VALUE = "no value"


def reference(source: str) -> Any:
    try:
        return cel.compile(source).execute(dict(SCOPE))
    except Exception:  # noqa: BLE001  # the library raises many kinds; here all mean the same
        return NO_VALUE


def ours(source: str) -> Any:
    try:
        return compiled(parse(source))(Frame(dict(SCOPE), 100_000))
    except ExpressionError:
        return NO_VALUE


def same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same(*pair) for pair in zip(left, right, strict=True))
    return isinstance(left, float) == isinstance(right, float) and bool(left == right)


CONSTANTS = ["0", "1", "-1", "3", "2.5", "-0.5", "true", "false", "null", "'a'", "'abc'", "''", "'2026-01-15'", "'12'", "[]"]
LARGER = ["[1, 2]", "['a']", "[1, 'a', null]", "{'a': 1}", "9223372036854775807", "has(value.iso)", "has(value.none)"]
TESTS = ["has(data.absent)", "has(data.absent.more)", "has(variables.none)"]
NAMES = [
    "value", "value.iso", "value.year", "value.amount", "value.none", "parts.day", "parts.month", "data.name", "data.name.first",
    "data.list", "data.mixed", "data.empty", "data.yes", "data.rate", "data.absent", "variables.n", "variables.none",
    "variables.text", "today", "attempts", "answer", "channel", "answer.code", "x",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"]
METHODS = ["contains", "startsWith", "endsWith"]
MACROS = ["all", "exists", "exists_one", "map", "filter"]
FUNCTIONS = ["size", "int", "double", "type", "dyn"]


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(two, st.sampled_from(OPERATORS)).map(lambda each: f"({each[0][0]} {each[1]} {each[0][1]})"),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(lambda each: f"{each[0]}({each[1]})"),
        st.tuples(two, st.sampled_from(METHODS)).map(lambda e: f"{e[0][0]}.{e[1]}({e[0][1]})"),
        st.tuples(two, st.sampled_from(MACROS)).map(lambda each: f"{each[0][0]}.{each[1]}(x, {each[0][1]})"),
        st.tuples(inner, st.sampled_from(["^a", "[0-9]+$", "(?i)AB", "^$"])).map(lambda each: f"{each[0]}.matches('{each[1]}')"),
        st.tuples(inner, inner, inner).map(lambda each: f"({each[0]} ? {each[1]} : {each[2]})"),
        two.map(lambda each: f"{each[0]}[{each[1]}]"),
        # The reference takes `-` before true and false, and loses signs that meet: neither is CEL.
        two.map(lambda each: f"(!({each[0]} == {each[1]}))"),
    )


EXPRESSIONS = st.recursive(st.sampled_from([*CONSTANTS, *LARGER, *TESTS, *NAMES]), _grown, max_leaves=8)


@given(EXPRESSIONS)
def test_expression_has_the_value_that_the_reference_library_gives_it(source):
    if len(source) <= 500:
        assert same(ours(source), reference(source)), (source, ours(source), reference(source))


@pytest.mark.parametrize(
    "source",
    [
        "data.yes == true",
        "value.iso > today",
        'region == "IT"',
        "double(value.year) == double(int(value.year))",
        "double(value.amount) > 0.0",
        "value.iso <= today",
        "timestamp(value.iso + 'T00:00:00Z') >= timestamp(today + 'T00:00:00Z') - duration('9504h')",
        "timestamp('2026-01-02T03:04:05.678+05:00').getHours() + duration('90m').getMinutes()",
        "timestamp('2026-01-02T00:00:00Z').getDayOfWeek() == 5 && timestamp('2026-01-02T00:00:00Z').getMonth() == 0",
        "'\\u00e9' == 'é' && r'\\d' == '\\\\d' && b'\\xff' == b'\\377'",
        "1 + 2 * 3 - 4 / 2 % 3 == 5 && -7 / 2 == -3 && -7 % 3 == -1",
        "0x1F == 31 && 1e3 == 1000.0 && 5u + 2u == 7u",
        "string(5.0) + string(12) + string(1e20)",
    ],
)
def test_expression_of_the_catalogue_and_corner_of_the_language_has_the_value_of_the_reference_library(source):
    assert reference(source) != NO_VALUE
    assert same(ours(source), reference(source))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        # Where the reference differs from the language's specification, ours keeps to the specification.
        ("size('é😀')", 2),
        ("9007199254740993 == 9007199254740992.0", False),
        ("string(duration('-90m'))", "-1h30m0s"),
        # What could be published and never had a value.
        ("min(3, attempts)", 2),
        ("max([1, 5, 3])", 5),
        ("abs(variables.n)", 7),
        ("bool('true')", True),
    ],
)
def test_expression_that_the_reference_library_reads_otherwise_has_the_value_of_the_specification(source, value):
    assert Expression(source).evaluate(SCOPE) == value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0 == 0", "division by zero"),
        ("9223372036854775807 + 1 > 0", "out of range"),
        ("-9223372036854775807 - 2 < 0", "out of range"),
        ("data.absent == 1", "there is no “absent”"),
        ("parts.month.name == 1", "has no fields"),
        ("'a' < 1", "is not defined for string and int"),
        ("[1][-1] == 1", "no such item"),
        ("timestamp('2026-02-30T00:00:00Z') == today", "no such day"),
        ("data.list.all(x, x)", "neither true nor false"),
    ],
)
def test_expression_without_a_value_says_why(source, words):
    with pytest.raises(ExpressionError, match=words):
        Expression(source).evaluate(SCOPE)


def test_side_without_a_value_does_not_matter_where_the_other_side_decides():
    assert Expression("data.absent == 1 || true").evaluate(SCOPE) is True
    assert Expression("data.absent == 1 && false").evaluate(SCOPE) is False
    with pytest.raises(ExpressionError):
        Expression("data.absent == 1 || false").evaluate(SCOPE)


def test_item_of_a_run_hides_a_name_only_while_it_lasts():
    assert Expression("data.list.all(value, value > 0) && value.year == 2026").evaluate(SCOPE) is True


def test_evaluation_changes_nothing_of_what_it_looks_at():
    before = repr(SCOPE)
    assert Expression("(data.list + [4]).map(x, x * 2)").evaluate(SCOPE) == [2, 4, 6, 8]
    assert repr(SCOPE) == before
