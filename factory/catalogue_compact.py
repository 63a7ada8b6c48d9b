"""From full documents back to the compact form of the catalogue files: what reading would put back is left out.

What cannot be written compactly stays as it is: reading takes the full form, too. Docs: docs/reference/catalogue_files.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from factory.catalogue_format import CATEGORIES, ROW_NAMES, ROW_TEXTS, Body, expand_flow, expand_template
from omnia.dialogue.template import SCHEMA

_TEST_FIELDS = frozenset({"id", "locale", "category", "utterance", "turns", "expect", "channel", "outcome", "reference_time"})


def compact(document: str, body: Body) -> Body:
    """The compact form of a template or flow; the full one if the compact one would be read as something else."""
    written = _template(body) if document == "template" else _flow(body)
    return written if normal(document, written) == normal(document, body) else body


def normal(document: str, body: Body) -> Body:
    """What reading a file makes of a body, compact or full: every derived field is there."""
    expand = expand_template if document == "template" else expand_flow
    return expand(body, body["key"])


def _without(owner: Mapping[str, Any], **derived: Any) -> Body:
    """The fields without those that have the value that would be derived."""
    return {name: held for name, held in owner.items() if not (name in derived and held == derived[name])}


# --- templates -----------------------------------------------------------------------------------------------------


def _template(body: Body) -> Body:
    document = _without(body, schema=SCHEMA, scope="universal")
    document["nodes"] = [_node(node, "") for node in body["nodes"]]
    for step in ("introduction", "success"):
        if step in body:
            document[step] = _escalations(body[step], step)
    if body.get("tests"):
        document["tests"] = _tests(body["tests"], body["nodes"][0]["key"])
    return document


def _node(node: Body, prefix: str) -> Body:
    path = prefix + node["key"]
    short, name = _without(node, id=path), node.get("id", path)
    if "parts" in node:
        short["parts"] = [_node(part, f"{path}.") for part in node["parts"]]
    if "constraints" in node:
        short["constraints"] = [_without(rule, id=f"{name}.{rule.get('key')}") for rule in node["constraints"]]
    if "contract" in node:
        short["contract"] = _contract(node["contract"], name)
    if "steps" in node:
        short["steps"] = {step: _escalations(levels, f"{name}.{step}") for step, levels in node["steps"].items()}
    return short


def _contract(contract: Body, name: str) -> Body:
    if "engines" not in contract:
        return contract
    engines = []
    for number, engine in enumerate(contract["engines"], 1):
        short = _without(engine, id=f"{name}.engine.{number}")
        if "entries" in engine:
            short["entries"] = [_without(entry, id=entry.get("value")) for entry in engine["entries"]]
        engines.append(short)
    return {**contract, "engines": engines}


def _escalations(levels: Sequence[Body], prefix: str) -> list[Body]:
    found = []
    for number, level in enumerate(levels, 1):
        name = f"{prefix}.{number}"
        said = level.get("actions", [{}])[0].get("text") if level.get("actions") else None
        spoken = {"id": name, "actions": [{"id": f"{name}.say", "type": "say", "text": said}]}
        found.append(dict(said) if said and level == spoken and _are_texts(said) else _without(level, id=name))
    return found


def _are_texts(texts: Any) -> bool:
    """Whether texts stand for an escalation: each is written, and none is called like a field of one."""
    return isinstance(texts, dict) and "actions" not in texts and all(isinstance(t, str) and t.strip() for t in texts.values())


# --- tests ---------------------------------------------------------------------------------------------------------


def _tests(tests: Sequence[Body], main: str) -> Any:
    """The tests by locale; the list as it is, if they do not stand together by locale or one says more."""
    if not _are_grouped(tests) or any(test.keys() - _TEST_FIELDS or test.get("category") not in CATEGORIES for test in tests):
        return tests
    found: dict[str, list[Body]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for test in tests:
        place = (test["locale"], test["category"])
        counts[place] += 1
        found.setdefault(test["locale"], []).append(_test(test, f"{place[0]}.{place[1]}.{counts[place]}", main))
    return found


def _are_grouped(tests: Sequence[Body]) -> bool:
    locales = [test.get("locale") for test in tests]
    switches = sum(one != other for one, other in pairwise(locales))
    return None not in locales and switches == len(set(locales)) - 1


def _test(test: Body, name: str, main: str) -> Body:
    said = test["utterance"] if "utterance" in test else [_turn(turn) for turn in test.get("turns", ())]
    short: Body = {test["category"]: said}
    if test.get("id") != name:
        short["id"] = test.get("id")
    expected = test.get("expect", {})
    if expected.keys() == {main}:
        if test["category"] != "negative" or expected[main] is not None:
            short["value"] = expected[main]
    else:
        short["expect"] = expected
    return short | {field: test[field] for field in ("channel", "outcome", "reference_time") if field in test}


def _turn(turn: Any) -> Any:
    if turn == {"silence": True}:
        return None
    return turn["say"] if isinstance(turn, dict) and turn.keys() == {"say"} and isinstance(turn["say"], str) else turn


# --- flows ---------------------------------------------------------------------------------------------------------


def _flow(body: Body) -> Body:
    document = _without(body, schema=SCHEMA, scope="universal", start=body["nodes"][0]["key"])
    document["nodes"] = [_flow_node(node) for node in body["nodes"]]
    tests = body.get("tests")
    if tests and _are_grouped(tests):
        document["tests"] = _flow_tests(tests)
    return document


def _flow_node(node: Body) -> Body:
    short, name = _without(node, id=node["key"], rows=[], edges=[]), node.get("id", node["key"])
    counts: Counter[str] = Counter()
    rows = []
    for row in node.get("rows", ()):
        counts[row["type"]] += 1
        last = (row.get("name") or row.get("template")) if row["type"] == "acquire" else counts[row["type"]]
        rows.append(_row(_without(row, id=f"{name}.{row['type']}.{last}")))
    edges = [_without(edge, id=f"{name}.edge.{number}") for number, edge in enumerate(node.get("edges", ()), 1)]
    return short | ({"rows": rows} if rows else {}) | ({"edges": edges} if edges else {})


def _row(row: Body) -> Body:
    """A row by its type, where the type's own value can stand for it."""
    kind = row["type"]
    field = "text" if kind in ROW_TEXTS else ROW_NAMES.get(kind, "")
    held = row.get(field)
    is_short = _are_texts(held) if field == "text" else isinstance(held, str)
    if not is_short or kind in row:
        return row
    return {kind: held, **{name: value for name, value in row.items() if name not in ("type", field)}}


def _flow_tests(tests: Sequence[Body]) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for test in tests:
        listed = found.setdefault(test["locale"], [])
        short = _without(test, id=f"{test['locale']}.{len(listed) + 1}", locale=test["locale"])
        listed.append(short | {"turns": [_turn(turn) for turn in test.get("turns", ())]})
    return found
