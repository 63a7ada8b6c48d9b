"""Customers' expressions and patterns: what they may see, and the bounds that keep hostile ones harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.canonical import canonical_bytes, content_hash
from omnia.dialogue.expressions import MAX_DEPTH, MAX_SOURCE, Expression, ExpressionError, check_expression
from omnia.dialogue.patterns import MAX_PATTERN, PatternError, check_pattern, compile_pattern

SCOPE = {
    "value": 30, "parts": {"day": 12}, "data": {"name": {"first": "Ann"}}, "variables": {"vip": True}, "channel": "voice",
    "locale": "en", "today": "2026-01-15", "attempts": 2, "answer": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "value > 18",
        "parts.day == 12",
        "data.name.first == 'Ann'",
        "variables.vip",
        "channel == 'voice' && attempts < 3",
        "'2026-01-01' < today",
        "[1, 2, 3].exists(x, x == 2)",
        "[parts.day].all( item , item > value - 20)",
    ],
)
def test_expression_sees_the_conversation(source):
    assert Expression(source).truth(SCOPE)


@pytest.mark.parametrize("source", ["data.age > 18", "value.year == 2026", "parts.week == 1"])
def test_expression_over_what_was_not_said_is_false(source):
    assert not Expression(source).truth(SCOPE)
    with pytest.raises(ExpressionError):
        Expression(source).evaluate(SCOPE)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("value +", "not valid CEL"),
        ("secret == 1", "names “secret”"),
        ("__import__('os')", "calls “__import__”"),
        ("secret.exists(x, x == 1)", "names “secret”"),
        ("[1].exists(x, x == secret)", "names “secret”"),
        ("min(secret, 1) == 1", "names “secret”"),
        ("exists(1)", "calls “exists”"),
        ("(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1), "nests more than"),
        ("1+" * MAX_SOURCE + "1", "are allowed"),
    ],
)
def test_expression_that_is_wrong_or_hostile_is_refused_in_a_sentence(source, words):
    problem = check_expression(source)
    assert problem is not None
    assert problem.endswith(".")
    with pytest.raises(ExpressionError, match=words):
        Expression(source)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(source):
    problem = check_expression(source)
    if problem is None:
        assert Expression(source).truth(SCOPE) in (True, False)


@pytest.mark.parametrize("hostile", ["(a+)+$", "(a|aa)+$", "(.*a){20}", "(x+x+)+y"])
def test_catastrophic_pattern_takes_linear_time(hostile):
    assert check_pattern(hostile) is None
    # A backtracking engine would need longer than the universe is old for this one.
    assert compile_pattern(hostile).fullmatch("a" * 4000 + "!") is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?P<x", "not valid RE2"),
        ("a" * (MAX_PATTERN + 1), "are allowed"),
        (r"(a)\1", "not valid RE2"),
        ("(?=a)", "not valid RE2"),
        ("\ud800", "half a character"),
    ],
)
def test_pattern_that_cannot_be_used_is_refused_in_a_sentence(pattern, words):
    assert words in (check_pattern(pattern) or "")
    with pytest.raises(PatternError):
        compile_pattern(pattern)


def test_pattern_that_would_take_too_much_memory_is_refused():
    assert check_pattern("((((a{100}){100}){100}){100})") is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
)


@given(st.dictionaries(st.text(max_size=6), JSON, max_size=5))
def test_canonical_form_does_not_depend_on_the_order_of_keys(body):
    turned = dict(reversed(list(body.items())))
    assert canonical_bytes(body) == canonical_bytes(turned)
    assert content_hash(body) == content_hash(turned)


def test_canonical_form_joins_letters_and_accents():
    assert content_hash({"a": "e\u0301"}) == content_hash({"a": "é"})
    assert content_hash({"a": 1}) != content_hash({"a": 2})
