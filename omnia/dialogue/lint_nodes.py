"""The rules of a template: its nodes, their steps, what they recognise and what they demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omnia.dialogue.compile import FALLBACKS
from omnia.dialogue.diff import escaped
from omnia.dialogue.extraction.registry import CHECKS, GROUP, KINDS
from omnia.dialogue.lint_report import (
    Report,
    assigned_variables,
    check_condition,
    check_ids,
    check_key,
    check_request,
    check_tests,
    check_texts,
    check_timeout,
    check_unique,
)
from omnia.dialogue.patterns import PatternError, check_pattern, compile_pattern
from omnia.dialogue.template import MAX_DEPTH, TERMINAL_ACTIONS

Node = Mapping[str, Any]

MAX_NODES = 40
MAX_LEVELS = 20
MAX_TESTS = 500
MAX_ENTRIES = 500
STEPS = frozenset((*FALLBACKS, "confirmation", "success"))
GOOD_LEVELS = {"no_match": 2, "no_input": 1}
"""Reactions that a person who is not understood should be given at least."""

NEEDED_PARAMS = {
    "pattern": "pattern",
    "one_of": "values",
    "format": "format",
    "checksum": "algorithm",
    "expression": "expression",
}
BOUNDED = ("range", "length", "age_range")


def lint_template_rules(report: Report, body: Mapping[str, Any]) -> None:
    """Check a template that has its shape."""
    check_key(report, "", body["key"], "template")
    check_ids(report, body)
    check_texts(report, "/label", body["label"], None, "name")
    nodes = body["nodes"]
    if not nodes:
        report.error("/nodes", "nodes", "The template acquires nothing. Add a node.")
    if body.get("scope") == "industry" and not body.get("industry"):
        report.error("/industry", "industry", "A template for an industry says which one.")
    known = frozenset({"input", *assigned_variables(body), *_names(nodes)})
    check_unique(report, "/nodes", nodes, "key", "nodes")
    for place, node in enumerate(nodes):
        _check_node(report, f"/nodes/{place}", node, (), known)
    if sum(1 for _ in _walk(nodes)) > MAX_NODES:
        report.error("/nodes", "size", f"The template has more than {MAX_NODES} nodes. Split it.")
    for name in ("introduction", "success"):
        _check_ladder(report, f"/{name}", body.get(name, ()), known)
    if len(body.get("tests", ())) > MAX_TESTS:
        report.error("/tests", "size", f"The template has more than {MAX_TESTS} tests. Keep the telling ones.")
    check_tests(report, body.get("tests", ()), _unit_names(nodes))


def _walk(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_walk(node.get("parts", ())))]


def _names(nodes: Sequence[Node], prefix: str = "") -> set[str]:
    """What a placeholder may name: nodes, and parts with and without the nodes above them."""
    found: set[str] = set()
    for node in nodes:
        path = prefix + node["key"]
        found |= {path, node["key"]}
        found |= {f"{node['key']}.{part['key']}" for part in node.get("parts", ())}
        found |= _names(node.get("parts", ()), path + ".")
    return found


def _unit_names(nodes: Sequence[Node], prefix: str = "") -> frozenset[str]:
    """The names under which values are reported: nodes, and members of groups by their path."""
    found: set[str] = set()
    for node in nodes:
        path = prefix + node["key"]
        found |= _unit_names(node.get("parts", ()), path + ".") if node["kind"] == GROUP else {path}
    return frozenset(found)


def _check_node(report: Report, path: str, node: Node, above: tuple[Node, ...], known: frozenset[str]) -> None:
    check_key(report, path, node["key"], "node")
    check_texts(report, f"{path}/label", node["label"], None, "name")
    check_condition(report, f"{path}/condition", node.get("condition", ""))
    if len(above) >= MAX_DEPTH:
        report.error(path, "depth", f"Nodes nest at most {MAX_DEPTH} levels. Make this one a node of its own.")
        return
    _check_kind(report, path, node)
    _check_contract(report, path, node)
    _check_constraints(report, path, node)
    _check_confirm(report, path, node)
    _check_steps(report, path, node, above, known)
    _check_inputs(report, path, node)
    parts = node.get("parts", ())
    check_unique(report, f"{path}/parts", parts, "key", "parts")
    for place, part in enumerate(parts):
        _check_node(report, f"{path}/parts/{place}", part, (*above, node), known)


def _check_kind(report: Report, path: str, node: Node) -> None:
    kind = node["kind"]
    if kind not in KINDS:
        report.error(f"{path}/kind", "kind", f"There is no kind “{kind[:80]}”. Choose one of: {', '.join(sorted(KINDS))}.")
        return
    if kind == GROUP and not node.get("parts"):
        report.error(f"{path}/parts", "parts", "A group holds other data. Give it parts, or another kind.")
    allowed = KINDS[kind].parts
    for place, part in enumerate(node.get("parts", ())):
        if allowed and part["key"] not in allowed:
            message = f"A {kind} has no part “{part['key']}”. Its parts are: {', '.join(allowed)}."
            report.error(f"{path}/parts/{place}/key", "parts", message)


def _check_contract(report: Report, path: str, node: Node) -> None:
    contract = node.get("contract") or {}
    parts = {part["key"] for part in node.get("parts", ())}
    for place, engine in enumerate(contract.get("engines", ())):
        where = f"{path}/contract/engines/{place}"
        if engine["type"] == "rule" and (engine["recogniser"] not in KINDS or engine["recogniser"] == GROUP):
            report.error(f"{where}/recogniser", "recogniser", f"There is no recogniser “{engine['recogniser'][:80]}”.")
        elif engine["type"] == "pattern":
            _check_pattern_engine(report, where, engine["pattern"], parts)
        elif engine["type"] == "lexicon":
            _check_entries(report, where, engine["entries"])
        elif engine["type"] == "webhook":
            if not engine["url"].startswith("https://"):
                report.error(f"{where}/url", "url", "An outside recogniser needs an address that starts with https://.")
            check_timeout(report, where, engine)
    ambiguity = contract.get("ambiguity") or {}
    for place, name in enumerate(ambiguity.get("parts", ())):
        if name not in parts:
            report.error(f"{path}/contract/ambiguity/parts/{place}", "parts", f"This node has no part “{name}”.")


def _check_pattern_engine(report: Report, path: str, pattern: str, parts: set[str]) -> None:
    try:
        groups = compile_pattern(pattern).groupindex
    except PatternError as error:
        report.error(f"{path}/pattern", "pattern", str(error))
        return
    for name in sorted(groups.keys() - parts - {"value"}):
        report.error(
            f"{path}/pattern", "pattern", f"The group “{name}” names no part of this node. Name it “value” or after a part."
        )


def _check_entries(report: Report, path: str, entries: Sequence[Mapping[str, Any]]) -> None:
    check_unique(report, f"{path}/entries", entries, "value", "options")
    if not entries:
        report.error(f"{path}/entries", "entries", "A closed list needs options.")
    if len(entries) > MAX_ENTRIES:
        report.error(f"{path}/entries", "size", f"A closed list holds at most {MAX_ENTRIES} options.")
    for place, entry in enumerate(entries):
        check_texts(report, f"{path}/entries/{place}/label", entry["label"], None, "name of the option")


def _check_constraints(report: Report, path: str, node: Node) -> None:
    constraints = node.get("constraints", ())
    check_unique(report, f"{path}/constraints", constraints, "key", "constraints")
    parts = {part["key"] for part in node.get("parts", ())}
    for place, rule in enumerate(constraints):
        where = f"{path}/constraints/{place}"
        check_key(report, where, rule["key"], "constraint")
        _check_params(report, where, rule["type"], rule.get("params", {}))
        for number, name in enumerate(rule.get("blames", ())):
            if name.rpartition(".")[2] not in parts and name != node["key"]:
                report.error(f"{where}/blames/{number}", "blames", f"This node has no part “{name}” that could be blamed.")


def _check_params(report: Report, path: str, kind: str, params: Mapping[str, Any]) -> None:
    name = NEEDED_PARAMS.get(kind)
    if name is not None and not params.get(name):
        report.error(f"{path}/params/{name}", "params", f"A constraint “{kind}” needs “{name}”.")
        return
    if kind == "pattern" and (problem := check_pattern(str(params["pattern"]))):
        report.error(f"{path}/params/pattern", "pattern", problem)
    elif kind == "expression":
        check_condition(report, f"{path}/params/expression", str(params["expression"]))
    elif kind == "checksum" and params["algorithm"] not in CHECKS:
        message = f"There is no check “{params['algorithm']}”. Choose one of: {', '.join(sorted(CHECKS))}."
        report.error(f"{path}/params/algorithm", "params", message)
    elif kind == "format" and params["format"] not in KINDS:
        report.error(f"{path}/params/format", "params", f"There is no format “{params['format']}”; it is the name of a kind.")
    elif kind == "one_of" and not isinstance(params["values"], list):
        report.error(f"{path}/params/values", "params", "The values are a list.")
    elif kind in BOUNDED:
        _check_bounds(report, path, params)


def _check_bounds(report: Report, path: str, params: Mapping[str, Any]) -> None:
    low, high = params.get("min"), params.get("max")
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int | float)):
            report.error(f"{path}/params/{name}", "params", f"“{name}” is a number.")
            return
    if low is None and high is None:
        report.error(f"{path}/params", "params", "Give a least (min) or a greatest value (max), or both.")
    elif low is not None and high is not None and low > high:
        report.error(f"{path}/params", "params", f"No value can be at least {low} and at most {high}. Swap them.")


def _check_confirm(report: Report, path: str, node: Node) -> None:
    confirm = node.get("confirm") or {}
    policy = confirm.get("policy", "never")
    if policy == "expression" and not confirm.get("when"):
        report.error(f"{path}/confirm/when", "confirm", "Say when the value is read back: a condition is missing.")
    check_condition(report, f"{path}/confirm/when", confirm.get("when", ""))
    if policy != "never" and not node.get("steps", {}).get("confirmation"):
        message = "The value is to be read back, and there is no text for it. Write the step “confirmation”, or confirm never."
        report.error(f"{path}/steps/confirmation", "step_missing", message)


def _check_steps(report: Report, path: str, node: Node, above: tuple[Node, ...], known: frozenset[str]) -> None:
    steps = node.get("steps", {})
    constraints = {rule["key"] for owner in (node, *above) for rule in owner.get("constraints", ())}
    constraints |= {rule["key"] for part in _walk(node.get("parts", ())) for rule in part.get("constraints", ())}
    is_unit = not above or above[-1]["kind"] == GROUP
    for step, ladder in steps.items():
        where = f"{path}/steps/{escaped(step)}"
        name, _, rule = step.partition(":")
        if step not in STEPS and (name != "invalid" or rule not in constraints):
            problem = f"no constraint “{rule}” here" if name == "invalid" and rule else f"no step “{step[:80]}”"
            report.error(where, "step", f"There is {problem}. The steps are: {', '.join(sorted(STEPS))}, invalid:<constraint>.")
        _check_ladder(report, where, ladder, known)
    if not is_unit or node["kind"] == GROUP:
        return
    if not steps.get("start"):
        report.error(f"{path}/steps/start", "step_missing", "The node never asks. Write the step “start”.")
    for step, least in GOOD_LEVELS.items():
        if len(steps.get(step, ())) < least:
            message = f"People who are not understood at once are lost here: write at least {least} reactions for “{step}”."
            report.warn(f"{path}/steps/{step}", "few_levels", message)
    for place, rule in enumerate(node.get("constraints", ())):
        if f"invalid:{rule['key']}" not in steps and "invalid" not in steps and rule["type"] != "required":
            message = f"Nothing tells the person that “{rule['key']}” is broken. Write the step “invalid:{rule['key']}”."
            report.warn(f"{path}/constraints/{place}", "step_missing", message)


def _check_ladder(report: Report, path: str, ladder: Sequence[Mapping[str, Any]], known: frozenset[str]) -> None:
    if len(ladder) > MAX_LEVELS:
        report.error(path, "size", f"A step has at most {MAX_LEVELS} reactions.")
    for place, level in enumerate(ladder):
        _check_actions(report, f"{path}/{place}", level["actions"], known)


def _check_actions(report: Report, path: str, actions: Sequence[Mapping[str, Any]], known: frozenset[str]) -> None:
    if not any(action["type"] == "say" or action["type"] in TERMINAL_ACTIONS for action in actions):
        report.error(f"{path}/actions", "silent", "Nothing is said here, and the conversation does not end either. Add a text.")
    ended = False
    for place, action in enumerate(actions):
        where = f"{path}/actions/{place}"
        if ended:
            report.warn(where, "unreachable", "This action comes after one that ends the conversation, so it never runs.")
        ended = ended or action["type"] in TERMINAL_ACTIONS
        if action["type"] == "say" or action.get("text"):
            check_texts(report, f"{where}/text", action.get("text", {}), known)
        elif action["type"] == "assign":
            check_key(report, where, action["variable"], "variable")
            check_condition(report, f"{where}/value", action["value"])
        elif action["type"] in ("webhook", "request"):
            check_request(report, where, action)


def _check_inputs(report: Report, path: str, node: Node) -> None:
    for place, inputs in enumerate(node.get("inputs", ())):
        where = f"{path}/inputs/{place}"
        if inputs.get("min_digits", 1) > inputs.get("max_digits", 32) or inputs.get("min_digits", 1) < 1:
            report.error(f"{where}/min_digits", "inputs", "The least number of keys is at least 1 and at most the greatest.")
        if not any(inputs.get(name, name != "dtmf") for name in ("voice", "text", "dtmf")):
            report.error(where, "inputs", "Nothing may be used to answer. Allow voice, text or keys.")
