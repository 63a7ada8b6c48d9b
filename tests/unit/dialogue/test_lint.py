"""What speaks against a template or a flow: every rule with its place, and nothing that is right."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.extraction.registry import kind_info
from omnia.dialogue.lint import lint_flow, lint_template
from omnia.dialogue.lint_flows import MAX_FLOW_NODES, MAX_ROWS
from tests.unit.dialogue.talking import acquire, date_node, flow, node, part, say, step, template

LOCALES = ("en",)
GOOD = template(
    date_node(confirm={"policy": "always"}, constraints=[{"key": "past", "type": "date_past"}]),
    tests=[{"id": "t", "locale": "en", "utterance": "12 May 1980", "expect": {"date": {"iso": "1980-05-12"}}}],
)
NUMBER = template(node("number", "number"))
CLOSE = {"id": "bye", "type": "close", "text": {"en": "Bye."}}
ENGINE = "/nodes/0/contract/engines/0"
ACTION = "/nodes/0/steps/start/0/actions/0"
TEXT = f"{ACTION}/text/en"
CALL = {"id": "c", "type": "webhook", "name": "look_up", "url": "https://example.org/x"}
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
        ("/schema", 2, "/schema", "shape"),
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
        ("/nodes/0/inputs", [{"end_key": "ab"}], "/nodes/0/inputs/0/end_key", "inputs"),
        ("/nodes/0/inputs", [{"max_digits": 1000}], "/nodes/0/inputs/0/max_digits", "bounds"),
        ("/nodes/0/inputs", [{"no_input_timeout": 0}], "/nodes/0/inputs/0/no_input_timeout", "bounds"),
        ("/nodes/0/limits", {"no_match": -1}, "/nodes/0/limits/no_match", "bounds"),
        ("/nodes/0/limits", {"silly": 1}, "/nodes/0/limits/silly", "step"),
        ("/nodes/0/format", {"en": "QQQQQQQ"}, "/nodes/0/format/en", "format"),
        ("/nodes/0/confirm/threshold", 7, "/nodes/0/confirm/threshold", "bounds"),
        ("/nodes/0/parts/0/parts", [part("day", "day")], "/nodes/0/parts/0/parts", "depth"),
        ("/nodes/0/parts/0/kind", "group", "/nodes/0/parts/0/parts", "depth"),
        (f"{ENGINE}/recogniser", "choice", "/nodes/0/contract", "entries"),
        (f"{ENGINE}/options", {"minimum": "x"}, f"{ENGINE}/options/minimum", "options"),
        (f"{ENGINE}/options", {"secret": 1}, f"{ENGINE}/options", "options"),
        (f"{ENGINE}/options", {"unit": "furlong"}, f"{ENGINE}/options/unit", "options"),
        (ENGINE, {"id": "w", "type": "webhook", "url": "https://a:b@x"}, f"{ENGINE}/url", "url"),
        (ENGINE, {"id": "w", "type": "webhook", "url": "https://"}, f"{ENGINE}/url", "url"),
        (ENGINE, {"id": "w", "type": "webhook", "url": "https://x", "timeout": 60}, f"{ENGINE}/timeout", "bounds"),
        ("/nodes/0/contract/ambiguity", {"minimum": 9, "maximum": 2}, "/nodes/0/contract/ambiguity/minimum", "params"),
        (ACTION, {"id": "a", "type": "assign", "variable": "x", "value": ""}, f"{ACTION}/value", "expression"),
        (ACTION, CALL | {"mapping": {"x": ""}}, f"{ACTION}/mapping/x", "expression"),
        (ACTION, CALL | {"mapping": {"A b": "1"}}, f"{ACTION}/mapping/A b", "key"),
        (ACTION, CALL | {"body": {"id": "{date.week}"}}, f"{ACTION}/body/id", "placeholder"),
        (ACTION, CALL | {"name": ""}, f"{ACTION}/name", "empty"),
        (ACTION, CALL | {"timeout": 0.01}, f"{ACTION}/timeout", "bounds"),
        ("/tests/0/expect", {"time": None}, "/tests/0/expect/time", "test"),
        ("/tests/0/outcome", "great", "/tests/0/outcome", "test"),
        ("/tests/0/reference_time", "noon", "/tests/0/reference_time", "test"),
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
        ({"format": ["x"]}, "format", "/params/format"),
        ({"algorithm": {"a": 1}}, "checksum", "/params/algorithm"),
        ({"pattern": 5}, "pattern", "/params/pattern"),
        ({"values": [[1]]}, "one_of", "/params/values"),
        ({"values": "ab"}, "one_of", "/params/values"),
        ({"include_today": "yes"}, "date_past", "/params/include_today"),
        ({"min": 1, "maximum": 2}, "range", "/params"),
    ],
)
def test_wrong_parameter_of_a_constraint_is_named(params, kind, where):
    body = changed("/nodes/0/constraints/0", {"id": "c", "key": "past", "type": kind, "params": params})
    assert any(path == f"/nodes/0/constraints/0{where}" for path, _ in errors(body))


def test_every_place_that_has_not_the_shape_is_named_at_once():
    body = changed(f"{ACTION}/text/it", 5)
    body["nodes"][0]["steps"]["no_match"][0]["actions"][0] |= {"txt": "x"}
    body["nodes"][0]["parts"][1]["required"] = "yes"
    body["nodes"][0]["confirm"] = {"policy": "sometimes"}
    body["nodes"][0]["contract"]["engines"][0]["type"] = "magic"
    del body["nodes"][0]["kind"]
    assert errors(body) == {
        ("/nodes/0", "shape"),
        (f"{ACTION}/text/it", "shape"),
        ("/nodes/0/steps/no_match/0/actions/0/txt", "shape"),
        ("/nodes/0/parts/1/required", "shape"),
        ("/nodes/0/confirm/policy", "shape"),
        (f"{ENGINE}/type", "shape"),
    }


def test_indonesian_texts_and_the_names_of_requests_are_no_ids():
    body = changed("/label", {"en": "Date", "id": "Tanggal"})
    body["nodes"][0]["label"]["id"] = "Tanggal"
    for place in (0, 1):
        call = CALL | {"id": f"call{place}", "body": {"id": "{date}"}}
        body["nodes"][0]["steps"]["no_match"][place]["actions"].append(call)
    assert findings(body) == []


def test_placeholder_of_a_part_that_is_spoken_as_nothing_is_told():
    assert (TEXT, "placeholder") in warnings(changed(TEXT, "On the {day}?"))
    assert (TEXT, "placeholder") not in warnings(changed(TEXT, "On the {date.day}?"))


def test_members_of_a_group_are_named_by_their_path():
    body = template(node("me", "group", parts=[node("number", "number"), node("phone", "phone")], levels={"confirmation": 0}))
    body["nodes"][0]["steps"] = {}
    body["nodes"][0]["parts"][0]["steps"]["start"] = step("x", "start", "{me.phone} {phone.national} {number}?")
    body["tests"] = [{"id": "t", "locale": "en", "utterance": "5", "expect": {"me.number": 5}}]
    assert {row.path for row in findings(body)} == {"/nodes/0/parts/0/steps/start/0/actions/0/text/en"}


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
    assert {row.code for row in found} == {"name_falls_back", "text_falls_back"}
    assert {(row.locale, row.fallback) for row in found} == {("it", "en")}
    assert all("missing in Italian; English is used" in row.message for row in found)


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
        (changed("/max_visits", 99, GOOD_FLOW), "/max_visits", "bounds"),
        (flow([acquire("date"), CLOSE]), "/nodes/0/rows/0/template", "reference"),
        (flow([CLOSE], edges=[{"id": "e", "to": "nowhere", "otherwise": True}]), "/nodes/0/edges/0/to", "reference"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[ELSE, ELSE | {"id": "2"}]), "/nodes/0/edges/1", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[WHEN]), "/nodes/0/edges/0/when", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[ELSE | {"when": "true"}]), "/nodes/0/edges/0/when", "edge"),
        (flow([say("x")], other(rows=[CLOSE]), edges=[WHEN | {"when": "(("}, ELSE]), "/nodes/0/edges/0/when", "expression"),
        (flow([say("x")], edges=[ELSE | {"to": "main"}]), "/nodes/0/edges", "endless"),
        (flow([acquire("number")], edges=[ELSE | {"to": "main"}]), "/nodes/0/edges", "endless"),
        (flow([{"id": "w", "type": "webhook", "name": "x", "url": "ftp://x"}, CLOSE]), "/nodes/0/rows/0/url", "url"),
        (flow([{"id": "a", "type": "assign", "variable": "x y", "value": "1"}, CLOSE]), "/nodes/0/rows/0/variable", "key"),
    ],
)  # fmt: skip
def test_broken_rule_of_a_flow_is_named_with_its_place(body, where, code):
    assert (where, code) in flow_errors(body)


def test_flow_of_too_many_nodes_or_rows_is_not_looked_at_any_further():
    many = [other(f"n{number}") for number in range(MAX_FLOW_NODES)]
    assert flow_errors(flow([acquire("nowhere")], *many)) == {("/nodes", "size")}
    rows = [acquire("nowhere", f"a{number}") for number in range(MAX_ROWS + 1)]
    assert flow_errors(flow(rows)) == {("/nodes/0/rows", "size")}


def test_node_that_no_way_leads_to_is_advice():
    found = lint_flow(flow([CLOSE], other(rows=[CLOSE | {"id": "c2"}])), locales=LOCALES, templates={})
    assert [(row.path, row.code, row.severity) for row in found] == [("/nodes/1", "unreachable", "warning")]


def test_one_name_is_one_datum():
    body = flow([acquire("number"), acquire("date", "number"), CLOSE])
    assert ("/nodes/0/rows/1/name", "duplicate") in flow_errors(body, {"number": NUMBER, "date": GOOD})


def test_template_that_cannot_be_spoken_in_a_locale_of_the_flow_is_named_at_its_row():
    body = changed("/nodes/0/rows", [acquire("number"), CLOSE], flow([CLOSE]))
    body = json.loads(json.dumps(body).replace('"en"', '"it"'))
    found = lint_flow(body, locales=["it"], templates={"number": NUMBER})
    assert [(row.path, row.code) for row in found] == [("/nodes/0/rows/0/template", "reference")]
    assert "it" in found[0].message
    assert lint_flow(GOOD_FLOW, locales=["en"], templates={"number": {"nodes": 5}})[0].path == "/nodes/0/rows/1/template"


def test_flow_knows_the_data_that_its_templates_acquire_by_their_names():
    both = template(node("number", "number"), date_node(), key="both")
    body = flow([acquire("both", "all"), say("{all.number} {all.date.year} {number}."), CLOSE])
    body["tests"] = [{"id": "t", "locale": "en", "turns": [{"say": "5"}], "expect": {"all.number": 5}}]
    assert lint_flow(body, locales=LOCALES, templates={"both": both}) == []
    body["nodes"][0]["rows"][1]["text"]["en"] = "{all.email}"
    assert ("/nodes/0/rows/1/text/en", "placeholder") in flow_errors(body, {"both": both})


NAMES = st.text(max_size=10) | st.sampled_from(["nodes", "key", "steps", "type", "id", "parts", "text"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
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
    "/nodes/0/constraints/0",
    ENGINE,
    f"{ENGINE}/options",
    ACTION,
    "/nodes/0/format",
    "/nodes/0/inputs",
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
    assert errors(changed("/nodes/0/examples", deep)) == {("", "shape")}
    assert errors(changed("/nodes/0/examples", {"en": ["x" * 1000] * 600})) == {("", "shape")}


@pytest.mark.parametrize("kind", ["date_range", "date_time", "card_expiry"])
def test_a_kind_that_may_be_half_said_wants_its_parts(kind):
    assert ("/nodes/0/parts", "parts") in warnings(template(node("datum", kind)))
    halves = [part("datum", key, "date") for key in kind_info(kind).parts]
    assert ("/nodes/0/parts", "parts") not in warnings(template(node("datum", kind, parts=halves)))


def test_template_of_sixty_nodes_is_fine_and_one_of_more_than_eighty_is_refused():
    nodes = [node(f"n{number}", "number") for number in range(81)]
    assert ("/nodes", "size") not in errors(template(*nodes[:60]))
    assert ("/nodes", "size") in errors(template(*nodes))
