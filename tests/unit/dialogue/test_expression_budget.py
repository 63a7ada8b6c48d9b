"""The work of expressions is counted and bounded, whatever is published and whatever the host sends."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.cel.budget import EVALUATION_STEPS, TURN_STEPS
from omnia.dialogue.expressions import ROOTS, Budget, Expression, ExpressionError, OverBudgetError, check_expression
from omnia.dialogue.lint import lint_template
from omnia.dialogue.patterns import MAX_PROGRAM, check_pattern, compile_pattern
from tests.unit.dialogue.talking import acquire, date_node, flow, node, talk, template


def scope_of(items: int, characters: int, of_item: int) -> dict[str, object]:
    """A scope whose lists have so many items, and whose texts so many characters."""
    variables = {
        "l": list(range(items)), "s": "a" * characters, "t": ["a" * of_item] * (items * 4 // 5),
        "d": [[[[["x"]]]]] * (items // 5), "m": {str(number): number for number in range(items)},
    }  # fmt: skip
    return {
        "variables": variables, "value": "a" * min(characters, 4_000), "data": {"name": {"first": "Ann"}}, "parts": {},
        "answer": None, "today": "2026-01-15", "channel": "voice", "locale": "en", "region": "GB", "attempts": 0,
    }  # fmt: skip


LARGE = scope_of(500, 16_000, 30)
USUAL = scope_of(100, 100, 32)

BOMBS = [
    "size(variables.l.map(i, variables.l + variables.l)) > 0",
    "variables.l.all(i, variables.l.all(j, i + j >= 0))",
    "variables.l.all(i, variables.l.all(j, variables.l.all(k, true)))",
    "variables.l.exists(i, i in variables.l.map(j, j + 1000))",
    "size(variables.l.map(i, variables.s + variables.s)) > 0",
    "variables.l.all(i, variables == variables)",
    "variables.l.all(i, max(variables.l) > 0)",
    "variables.l.all(i, variables.s == variables.s + '')",
    "variables.l.all(i, age(today) == 0)",
]


@pytest.mark.parametrize("source", BOMBS)
def test_bomb_is_refused_when_published_with_its_place_and_stopped_where_it_was_released_before(source):
    found = lint_template(template(date_node(condition=source)), locales=["en"])
    problem = next(item for item in found if item.path.endswith("/condition"))
    assert problem.severity == "error"
    assert "variables.l" in problem.message
    budget = Budget()
    with pytest.raises(OverBudgetError, match="over its budget"):
        Expression(source).evaluate(LARGE, budget)
    assert budget.over == [source]
    assert TURN_STEPS - EVALUATION_STEPS <= budget.left < TURN_STEPS


@pytest.mark.parametrize(
    "source",
    [
        "variables.l.exists(x, x == 499)",
        "variables.t.all(x, x.startsWith('a') && size(x) > 9)",
        "size(variables.l.filter(x, x > 250)) == 249",
        "variables.m.exists(key, variables.m[key] == 499)",
        "[1, 2, 3].all(x, x in [1, 2, 3])",
        "[1, 2].map(x, [3, 4].map(y, x * y))[1][1] == 8",
        "variables.s.contains('aaa') && value.matches('^a+$')",
    ],
)
def test_condition_that_runs_once_over_what_a_host_sent_is_published_and_has_its_value(source):
    assert check_expression(source) is None
    assert Expression(source).evaluate(LARGE, Budget()) is True


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("value.matches(variables.s)", "written in the expression"),
        ("value.matches('(a')", "not valid RE2"),
        ("value.matches('((a?){30}){30}b')", "instructions"),
        ("contains(value, 'a')", "Write text.contains(part)"),
        ("size(1, 2) > 0", "Write size(value)"),
    ],
)
def test_call_that_can_have_no_value_is_refused_when_published_and_has_none_when_run(source, words):
    assert words in (check_expression(source) or "")
    assert not Expression(source).truth(LARGE)


def test_pattern_that_unfolds_to_much_is_refused_and_matches_no_long_text():
    pattern = "((a?){30}){30}b"
    assert f"{MAX_PROGRAM} are allowed" in (check_pattern(pattern) or "")
    assert compile_pattern(pattern).search("a" * 20 + "b") is not None
    assert compile_pattern(pattern).search("a" * 4_000 + "b") is None


FIELDS = ["variables.l", "variables.s", "variables.t", "variables.d", "variables.m", "data.name.first"]
NAMES = st.sampled_from([*ROOTS, "x", *FIELDS])
CONSTANTS = st.sampled_from(
    ["1", "0", "-1", "2.5", "7u", "true", "null", "'a'", "'aaaaaaaa'", "[]", "{}", "[1, 'a']", "{'a': 1}"]
)
FUNCTIONS = ["size", "int", "double", "string", "bool", "type", "duration", "timestamp", "min", "max", "abs", "age"]


def _grown(inner):
    two, three = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    macros = st.sampled_from(["all", "exists", "exists_one", "map", "filter"])
    operators = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in"])
    functions = st.sampled_from(FUNCTIONS)
    methods = st.sampled_from(["contains", "startsWith", "endsWith"])
    patterns = st.sampled_from(["(a+)+$", "((a?){20}){20}b", "(.*a){20}", "(a{0,50}){0,10}b", "\\\\pL+"])
    return st.one_of(
        st.tuples(inner, macros, inner).map(lambda each: f"{each[0]}.{each[1]}(x, {each[2]})"),
        st.tuples(two, operators).map(lambda each: f"({each[0][0]} {each[1]} {each[0][1]})"),
        st.tuples(functions, inner).map(lambda each: f"{each[0]}({each[1]})"),
        st.tuples(two, methods).map(lambda each: f"{each[0][0]}.{each[1]}({each[0][1]})"),
        st.tuples(inner, patterns).map(lambda each: f"{each[0]}.matches('{each[1]}')"),
        three.map(lambda each: f"({each[0]} ? {each[1]} : {each[2]})"),
        two.map(lambda each: f"[{each[0]}, {each[1]}]"),
        two.map(lambda each: f"{each[0]}[{each[1]}]"),
    )


HOSTILE = st.recursive(st.one_of(NAMES, CONSTANTS), _grown, max_leaves=14)
LONG_TEXTS = st.integers(1, 4_000).map(lambda times: "a" * times)
HOST_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | LONG_TEXTS,
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=4), inner, max_size=6) | inner.map(lambda one: [one] * 300)
    ),
    max_leaves=8,
)


@given(HOSTILE, HOST_DATA)
def test_whatever_is_written_and_sent_no_evaluation_counts_more_than_it_may_and_none_raises_anything_else(source, sent):
    try:
        expression = Expression(source)
    except ExpressionError:
        assert check_expression(source) is not None
        return
    budget = Budget()
    for scope in (LARGE, {**LARGE, "variables": {"l": sent, "s": sent, "t": [sent], "d": sent, "m": {"a": sent}}, "value": sent}):
        before = budget.left
        with contextlib.suppress(ExpressionError):
            expression.evaluate(scope, budget)
        assert before - EVALUATION_STEPS <= budget.left <= before


@given(HOSTILE)
def test_what_publishing_accepts_stays_within_its_budget_with_data_of_the_usual_size(source):
    if check_expression(source) is None:
        budget = Budget()
        Expression(source).truth(USUAL, budget)
        assert budget.over == []


def test_turn_with_many_bombs_has_one_budget_and_the_conversation_goes_on():
    conditions = [f"variables.l.exists(i, variables.l.exists(j, i + j < -{place}))" for place in range(1, 13)]
    nodes = [node(f"n{place}", "number", condition=source) for place, source in enumerate(conditions)]
    many = template(*nodes, date_node(), key="many")
    spoken = talk(flow([acquire("many")]), many, l=list(range(500)))
    assert spoken.answer.status == "listening"
    assert spoken.focus == ("date", "asking")
    assert 1 <= len(spoken.answer.over_budget) <= 5
    assert set(spoken.answer.over_budget) <= set(conditions)


def test_variable_that_grows_by_itself_is_stopped_and_becomes_null():
    doubling = "[variables.x, variables.x, variables.x, variables.x, variables.x, variables.x, variables.x, variables.x]"
    rows = [{"id": f"r{place}", "type": "assign", "variable": "x", "value": doubling} for place in range(8)]
    spoken = talk(flow([*rows[:3], acquire("date")]), template(date_node()), x="a" * 100)
    assert spoken.state["variables"]["x"] is None
    assert spoken.answer.over_budget == (doubling,)


def test_variables_that_grow_together_are_stopped_at_their_common_bound():
    rows = [{"id": f"r{place}", "type": "assign", "variable": f"v{place}", "value": "variables.x"} for place in range(12)]
    spoken = talk(flow([*rows, acquire("date")]), template(date_node()), x=["a" * 1_000] * 9)
    kept = [name for name, value in spoken.state["variables"].items() if value is not None]
    assert len(kept) == 7
    assert spoken.answer.over_budget == ("variables.x",)


def test_value_that_nests_deeper_each_turn_is_stopped():
    row = {"id": "r", "type": "assign", "variable": "x", "value": "[[[[[[[[[[[[variables.x]]]]]]]]]]]]"}
    rows = [{**row, "id": f"r{place}"} for place in range(3)]
    spoken = talk(flow([*rows, acquire("date")]), template(date_node()), x=1)
    assert spoken.state["variables"]["x"] is None
