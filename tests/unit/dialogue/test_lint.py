"""What speaks against a template or a flow: every rule with its place, and nothing that is right."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.lint import lint_flow, lint_template
from tests.unit.dialogue.talking import acquire, date_node, flow, node, say, step, template

LOCALES = ("en",)
GOOD = template(
    date_node(confirm={"policy": "always"}, constraints=[{"key": "past", "type": "date_past"}]),
    tests=[{"id": "t", "locale": "en", "utterance": "12 May 1980", "expect": {"date": {"iso": "1980-05-12"}}}],
)
NUMBER = template(node("number", "number"))
CLOSE = {"id": "bye", "type": "close", "text": {"en": "Bye."}}
ENGINE = "/nodes/0/contract/engines/0"
TEXT = "/nodes/0/steps/start/0/actions/0/text/en"
GOOD_FLOW = flow([say("Hello."), acquire("number"), CLOSE])


def findings(body, **options):
    return lint_template(body, locales=options.get("locales", LOCALES))


def errors(body, **options):
    return {(row.path, row.code) for row in findings(body, **options) if row.severity == "error"}


def warnings(body):
    return {(row.path, row.code) for row in findings(body) if row.severity == "warning"}


def changed(path, value, body=GOOD):
    """The document with the value at a JSON pointer replaced."""
    document = copy.deepcopy(body)
    *above, last = path.strip("/").split("/")
    place = document
    for token in above:
        place = place[int(token)] if isinstance(place, list) else place.setdefault(token, {})
    place[int(last) if isinstance(place, list) else last] = value
    return document


def test_good_template_and_flow_nothing_is_found():
    assert findings(GOOD) == []
    assert lint_flow(GOOD_FLOW, locales=LOCALES, templates={"number": NUMBER}) == []


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("/key", "Two words", "/key", "key"),
        ("/schema", 2, "/schema", "schema"),
        ("/nodes", [], "/nodes", "nodes"),
        ("/nodes/0/kind", "datum", "/nodes/0/kind", "kind"),
        ("/nodes/0/parts/0/key", "week", "/nodes/0/parts/0/key", "parts"),
        ("/nodes/0/parts/1/key", "day", "/nodes/0/parts/1/key", "duplicate"),
        ("/nodes/0/parts/1/id", "date.day", "/nodes/0/parts/1/id", "duplicate"),
        ("/nodes/0/steps/start", [], "/nodes/0/steps/start", "step_missing"),
        ("/nodes/0/steps/confirmation", [], "/nodes/0/steps/confirmation", "step_missing"),
        ("/nodes/0/steps/silly", [], "/nodes/0/steps/silly", "step"),
        ("/nodes/0/steps/invalid:never", [], "/nodes/0/steps/invalid:never", "step"),
        ("/nodes/0/steps/start/0/actions", [], "/nodes/0/steps/start/0/actions", "silent"),
        ("/nodes/0/steps/start/0/actions/0/text", {"fr": "Quand ?"}, TEXT, "text_missing"),
        (TEXT, "x" * 1001, TEXT, "text_long"),
        (TEXT, "{date.week}?", TEXT, "placeholder"),
        (TEXT, "{Date}?", TEXT, "placeholder"),
        ("/nodes/0/condition", "data.", "/nodes/0/condition", "expression"),
        ("/nodes/0/condition", "nowhere == 1", "/nodes/0/condition", "expression"),
        (f"{ENGINE}/recogniser", "telepathy", f"{ENGINE}/recogniser", "recogniser"),
        (ENGINE, {"id": "p", "type": "pattern", "pattern": "(?P<day"}, f"{ENGINE}/pattern", "pattern"),
        (ENGINE, {"id": "p", "type": "pattern", "pattern": "(?P<week>.)"}, f"{ENGINE}/pattern", "pattern"),
        (ENGINE, {"id": "l", "type": "lexicon", "entries": []}, f"{ENGINE}/entries", "entries"),
        (ENGINE, {"id": "w", "type": "webhook", "url": "http://x"}, f"{ENGINE}/url", "url"),
        ("/nodes/0/constraints/0/blames", ["week"], "/nodes/0/constraints/0/blames/0", "blames"),
        ("/nodes/0/constraints/0/type", "pattern", "/nodes/0/constraints/0/params/pattern", "params"),
        ("/nodes/0/constraints/0/type", "range", "/nodes/0/constraints/0/params", "params"),
        ("/nodes/0/confirm", {"policy": "expression"}, "/nodes/0/confirm/when", "confirm"),
        ("/nodes/0/inputs", [{"min_digits": 9, "max_digits": 8}], "/nodes/0/inputs/0/min_digits", "inputs"),
        ("/nodes/0/inputs", [{"voice": False, "text": False}], "/nodes/0/inputs/0", "inputs"),
        ("/tests/0/expect", {"time": None}, "/tests/0/expect/time", "test"),
        ("/tests/0/turns", [{"say": "x"}], "/tests/0", "test"),
    ],
)  # fmt: skip
def test_broken_rule_is_named_with_its_place(path, value, where, code):
    assert (where, code) in errors(changed(path, value))


@pytest.mark.parametrize(
    ("params", "kind", "where"),
    [
        ({"min": 5, "max": 2}, "range", "/params"),
        ({"min": "five"}, "length", "/params/min"),
        ({"algorithm": "luck"}, "checksum", "/params/algorithm"),
        ({"format": "poem"}, "format", "/params/format"),
        ({"pattern": "a" * 600}, "pattern", "/params/pattern"),
        ({"expression": "value >"}, "expression", "/params/expression"),
    ],
)
def test_wrong_parameter_of_a_constraint_is_named(params, kind, where):
    body = changed("/nodes/0/constraints/0", {"id": "c", "key": "past", "type": kind, "params": params})
    assert any(path == f"/nodes/0/constraints/0{where}" for path, _ in errors(body))


def test_catastrophic_pattern_is_harmless_and_accepted():
    engine = {"id": "p", "type": "pattern", "pattern": "(a+)+$"}
    assert errors(changed(ENGINE, engine)) == set()


def test_all_findings_come_at_once():
    body = changed("/key", "Bad Key")
    body["nodes"][0]["kind"] = "datum"
    body["nodes"][0]["condition"] = "((("
    assert {"/key", "/nodes/0/kind", "/nodes/0/condition"} <= {path for path, _ in errors(body)}


def test_text_missing_in_a_locale_that_falls_back_is_advice_only():
    found = lint_template(GOOD, locales=("en", "it"), default_locale="en")
    assert {row.severity for row in found} == {"warning"}
    assert {row.code for row in found} == {"text_falls_back"}


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("/nodes/0/steps/no_match", step("date", "no_match", "Again?"), "/nodes/0/steps/no_match", "few_levels"),
        ("/nodes/0/steps/no_input", [], "/nodes/0/steps/no_input", "few_levels"),
        ("/nodes/0/constraints/0/key", "before", "/nodes/0/constraints/0", "step_missing"),
        (
            TEXT,
            "{caller}, when?",
            TEXT,
            "placeholder",
        ),
    ],
)
def test_what_could_be_better_is_advice(path, value, where, code):
    assert (where, code) in warnings(changed(path, value))


def test_action_after_the_end_is_advice():
    ladder = [{"id": "e", "actions": [{"id": "a", "type": "end"}, {"id": "b", "type": "say", "text": {"en": "Late."}}]}]
    assert ("/nodes/0/steps/help/0/actions/1", "unreachable") in warnings(changed("/nodes/0/steps/help", ladder))


def flow_errors(body, templates=None):
    found = lint_flow(body, locales=LOCALES, templates={"number": NUMBER} if templates is None else templates)
    return {(row.path, row.code) for row in found if row.severity == "error"}


def other(key="other", rows=(), edges=()):
    return {"id": key, "key": key, "label": {"en": key}, "rows": list(rows), "edges": list(edges)}


WHEN = {"id": "e", "to": "other"}
ELSE = {"id": "else", "to": "other", "otherwise": True}


@pytest.mark.parametrize(
    ("body", "where", "code"),
    [
        (changed("/start", "nowhere", GOOD_FLOW), "/start", "reference"),
        (changed("/max_visits", 99, GOOD_FLOW), "/max_visits", "size"),
        (flow([acquire("date"), CLOSE]), "/nodes/0/rows/0/template", "reference"),
        (flow([CLOSE], edges=[{"id": "e", "to": "nowhere", "otherwise": True}]), "/nodes/0/edges/0/to", "reference"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[ELSE, ELSE | {"id": "2"}]), "/nodes/0/edges/1", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[WHEN]), "/nodes/0/edges/0/when", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[ELSE | {"when": "true"}]), "/nodes/0/edges/0/when", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[WHEN | {"when": "(("}, ELSE]), "/nodes/0/edges/0/when", "expression"),
        (flow([say("x")], edges=[ELSE | {"to": "main"}]), "/nodes/0/edges", "endless"),
        (flow([acquire("number")], edges=[ELSE | {"to": "main"}]), "/nodes/0/edges", "endless"),
        (flow([{"id": "w", "type": "webhook", "name": "x", "url": "ftp://x"}, CLOSE]), "/nodes/0/rows/0/url", "url"),
        (flow([{"id": "a", "type": "assign", "variable": "x y", "value": "1"}, CLOSE]), "/nodes/0/rows/0/key", "key"),
    ],
)  # fmt: skip
def test_broken_rule_of_a_flow_is_named_with_its_place(body, where, code):
    assert (where, code) in flow_errors(body)


def test_node_that_no_way_leads_to_is_advice():
    found = lint_flow(flow([CLOSE], other(rows=[CLOSE | {"id": "c2"}])), locales=LOCALES, templates={})
    assert [(row.path, row.code, row.severity) for row in found] == [("/nodes/1", "unreachable", "warning")]


NAMES = st.text(max_size=10) | st.sampled_from(["nodes", "key", "steps"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10) | st.sampled_from(["nodes", "key", "steps"]), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_answered_with_findings(body):
    for found in (lint_template(body, locales=LOCALES), lint_flow(body, locales=LOCALES, templates={"x": body})):
        assert any(row.severity == "error" for row in found)


POINTERS = [
    "/key",
    "/nodes",
    "/nodes/0/kind",
    "/nodes/0/steps",
    "/nodes/0/parts",
    "/nodes/0/constraints/0/params",
    "/nodes/0/contract",
    "/tests",
]


@given(st.sampled_from(POINTERS), JSON)
def test_any_value_anywhere_never_raises(pointer, value):
    json.dumps([row.message for row in findings(changed(pointer, value))])


def test_document_of_hostile_depth_and_size_is_refused_in_a_sentence():
    deep = []
    for _ in range(5000):
        deep = [deep]
    assert errors(changed("/nodes/0/examples", deep)) == {("", "size")}
    assert errors(changed("/nodes/0/examples", {"en": ["x" * 1000] * 600})) == {("", "size")}
