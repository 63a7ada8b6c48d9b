"""The rules of a template: its nodes, their steps, what they recognise and what they demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omnia.dialogue.addresses import escaped
from omnia.dialogue.compile import FALLBACKS
from omnia.dialogue.extraction.people.same_sounding import NAMES
from omnia.dialogue.extraction.registry import GROUP
from omnia.dialogue.lint_contract import check_constraints, check_contract, check_kind
from omnia.dialogue.lint_names import CHOICES, template_names, units_of
from omnia.dialogue.lint_report import (
    Report,
    check_assignment,
    check_between,
    check_condition,
    check_ids,
    check_key,
    check_request,
    check_tests,
    check_texts,
    check_unique,
)
from omnia.dialogue.speech import is_format
from omnia.dialogue.template import MAX_DEPTH, TERMINAL_ACTIONS

Node = Mapping[str, Any]

MAX_NODES = 80
MAX_LEVELS = 20
STEPS = frozenset((*FALLBACKS, "ambiguous", "confirmation", "declined", "spelling", "success", "unavailable"))

GOOD_LEVELS = {"no_match": 2, "no_input": 1}
"""Reactions that a person who is not understood should be given at least."""

KEYPAD = "0123456789*#"
WAITS = {"no_input_timeout": (0.1, 60.0), "end_of_speech_timeout": (0.1, 10.0), "inter_digit_timeout": (0.1, 30.0)}
"""Seconds that a question may wait for an answer, for the end of one, and for the next key."""


def lint_template_rules(report: Report, body: Mapping[str, Any]) -> None:
    """Check a template that has its shape."""
    check_key(report, "/key", body["key"], "template")
    check_ids(report, body)
    check_texts(report, "/label", body["label"], None, "name")
    nodes = body["nodes"]
    if not nodes:
        report.error("/nodes", "nodes", "The template acquires nothing. Add a node.")
    if body.get("scope") == "industry" and not body.get("industry"):
        report.error("/industry", "industry", "A template for an industry says which one. Write its key.")
    units = list(units_of(nodes))
    known = template_names(body)
    check_unique(report, "/nodes", nodes, "key", "nodes")
    for place, node in enumerate(nodes):
        _check_node(report, f"/nodes/{place}", node, (), known)
    if len(_walk(nodes)) > MAX_NODES:
        report.error("/nodes", "size", "The template has more than %(most)s nodes. Split it.", most=MAX_NODES)
    for name in ("introduction", "success"):
        _check_ladder(report, f"/{name}", body.get(name, ()), known)
    check_tests(report, body.get("tests", ()), frozenset(path for path, _ in units))


def _walk(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_walk(node.get("parts", ())))]


def _check_node(report: Report, path: str, node: Node, above: tuple[Node, ...], known: frozenset[str]) -> None:
    check_key(report, f"{path}/key", node["key"], "node")
    check_texts(report, f"{path}/label", node["label"], None, "name")
    check_condition(report, f"{path}/condition", node.get("condition", ""))
    if len(above) >= MAX_DEPTH:
        report.error(path, "depth", "Nodes nest at most %(most)s levels. Make this one a node of its own.", most=MAX_DEPTH)
        return
    check_kind(report, path, node)
    check_contract(report, path, node)
    check_constraints(report, path, node)
    _check_steps(report, path, node, above, known)
    _check_limits(report, path, node, above)
    _check_inputs(report, path, node)
    _check_formats(report, path, node)
    if _is_part(above):
        _check_part(report, path, node)
    elif node["kind"] == GROUP:
        _check_unused(report, path, node, ("confirm",), "A group is never read back as a whole: its members are.")
    else:
        _check_confirm(report, path, node)
        _check_reactions(report, path, node)
    parts = node.get("parts", ())
    check_unique(report, f"{path}/parts", parts, "key", "parts")
    for place, part in enumerate(parts):
        _check_node(report, f"{path}/parts/{place}", part, (*above, node), known)


def _is_part(above: tuple[Node, ...]) -> bool:
    """Whether a node is a piece of the datum above it; members of a group are data of their own."""
    return bool(above) and above[-1]["kind"] != GROUP


def _check_part(report: Report, path: str, node: Node) -> None:
    """A part is asked and checked; only its main node is read back, and only a group's members may have parts again."""
    if node.get("parts") or node["kind"] == GROUP:
        sentence = "A part of a datum has no parts of its own: they would never be asked. Make the node above it a group."
        report.error(f"{path}/parts", "depth", sentence)
    sentence = "This counts for a whole datum only, not for a part of one. Take it away."
    _check_unused(report, path, node, ("confirm", "condition"), sentence)


def _check_unused(report: Report, path: str, node: Node, fields: Sequence[str], sentence: str) -> None:
    for name in fields:
        given = node.get(name)
        if given and (name != "confirm" or given.get("policy", "never") != "never"):
            report.warn(f"{path}/{name}", "unused", sentence)


def _check_confirm(report: Report, path: str, node: Node) -> None:
    confirm = node.get("confirm") or {}
    policy = confirm.get("policy", "never")
    if policy == "expression" and not confirm.get("when"):
        report.error(f"{path}/confirm/when", "confirm", "Say when the value is read back: a condition is missing.")
    elif policy != "expression" and confirm.get("when"):
        sentence = "The condition counts only where the policy is “expression”; here it is “%(policy)s”."
        report.warn(f"{path}/confirm/when", "unused", sentence, policy=policy)
    check_condition(report, f"{path}/confirm/when", confirm.get("when", ""))
    check_between(report, f"{path}/confirm/threshold", confirm.get("threshold", 0.8), (0, 1), "The threshold")
    check_between(report, f"{path}/confirm/reject_below", confirm.get("reject_below", 0), (0, 1), "The limit")
    if confirm.get("reject_below", 0) > confirm.get("threshold", 0.8) and policy == "below_confidence":
        sentence = "Nothing is ever read back: what is less sure than the threshold is asked again before. Take a lower limit."
        report.warn(f"{path}/confirm/reject_below", "unused", sentence)
    _check_spelling(report, path, node, confirm)
    if policy != "never" and not node.get("steps", {}).get("confirmation"):
        sentence = "The value is to be read back, and there is no text for it. Write the step “confirmation”, or confirm never."
        report.error(f"{path}/steps/confirmation", "step_missing", sentence)


def _check_spelling(report: Report, path: str, node: Node, confirm: Mapping[str, Any]) -> None:
    """The spelling is asked of names alone, in the words of a step of the whole or of its parts."""
    owners = (node, *node.get("parts", ()))
    has_step = any(owner.get("steps", {}).get("spelling") for owner in owners)
    wanted = confirm.get("spelling", "never") != "never"
    if wanted and node["kind"] not in NAMES:
        sentence = "Only names are spelled: choose “never”, or make this a first name, a last name or a full name."
        report.warn(f"{path}/confirm/spelling", "unused", sentence)
    elif wanted and not has_step:
        sentence = "The spelling is to be asked, and there is no text for it. Write the step “spelling”, or choose “never”."
        report.error(f"{path}/steps/spelling", "step_missing", sentence)
    elif has_step and not wanted:
        sentence = "This is never asked: the spelling of same-sounding names is off. Switch it on, or take the step away."
        report.warn(f"{path}/steps/spelling", "unused", sentence)


def _constraints_near(node: Node, above: tuple[Node, ...]) -> set[str]:
    """The constraints whose steps may stand at a node: its own, those above it and those of its parts."""
    owners = (node, *above, *_walk(node.get("parts", ())))
    return {rule["key"] for owner in owners for rule in owner.get("constraints", ())}


def _check_step(report: Report, path: str, step: str, constraints: set[str]) -> None:
    """A step is one that there is."""
    name, _, rule = step.partition(":")
    if step in STEPS or (name == "invalid" and rule in constraints):
        return
    if name == "invalid" and rule:
        sentence = "There is no constraint “%(name)s” here. The steps are: %(steps)s, invalid:<constraint>."
    else:
        sentence = "There is no step “%(name)s”. The steps are: %(steps)s, invalid:<constraint>."
    named = rule if name == "invalid" and rule else step
    report.error(path, "step", sentence, name=named[:80], steps=", ".join(sorted(STEPS)))


def _check_steps(report: Report, path: str, node: Node, above: tuple[Node, ...], known: frozenset[str]) -> None:
    constraints = _constraints_near(node, above)
    for step, ladder in node.get("steps", {}).items():
        where = f"{path}/steps/{escaped(step)}"
        _check_step(report, where, step, constraints)
        _check_ladder(report, where, ladder, known | CHOICES if step == "ambiguous" else known)


def _check_reactions(report: Report, path: str, node: Node) -> None:
    """A datum asks, helps who is not understood, and says what is wrong with a value."""
    steps = node.get("steps", {})
    if not steps.get("start"):
        report.error(f"{path}/steps/start", "step_missing", "The node never asks. Write the step “start”.")
    for step, least in GOOD_LEVELS.items():
        if len(steps.get(step, ())) < least:
            sentence = "People who are not understood at once are lost here: write at least %(least)s reactions for “%(step)s”."
            report.warn(f"{path}/steps/{step}", "few_levels", sentence, least=least, step=step)
    _check_invalid(report, path, node, steps)
    _check_ambiguous(report, path, node, steps)
    for place, part in enumerate(node.get("parts", ())):
        _check_invalid(report, f"{path}/parts/{place}", part, {**steps, **part.get("steps", {})})


def _check_ambiguous(report: Report, path: str, node: Node, steps: Mapping[str, Any]) -> None:
    """Which of two readings was meant is asked only where the contract says so, and the question names both."""
    ambiguity = (node.get("contract") or {}).get("ambiguity")
    if steps.get("ambiguous") and (ambiguity or {"policy": "first"}).get("policy", "ask") != "ask":
        sentence = (
            "This is never asked: the contract has no ambiguity with the policy “ask”. Add it there, or take the step away."
        )
        report.warn(f"{path}/steps/ambiguous", "unused", sentence)


def _check_invalid(report: Report, path: str, node: Node, steps: Mapping[str, Any]) -> None:
    """Each constraint that may stop a value has a text that says so."""
    for place, rule in enumerate(node.get("constraints", ())):
        silent = rule["type"] == "required" or rule.get("severity") == "warning"
        if not silent and not steps.get(f"invalid:{rule['key']}") and not steps.get("invalid"):
            key = rule["key"][:80]
            sentence = "Nothing tells the person that “%(key)s” is broken. Write the step “invalid:%(key)s”."
            report.warn(f"{path}/constraints/{place}", "step_missing", sentence, key=key)


def _check_limits(report: Report, path: str, node: Node, above: tuple[Node, ...]) -> None:
    constraints = _constraints_near(node, above)
    for step, limit in node.get("limits", {}).items():
        where = f"{path}/limits/{escaped(step)}"
        _check_step(report, where, step, constraints)
        check_between(report, where, limit, (0, MAX_LEVELS), "The limit")


def _check_ladder(report: Report, path: str, ladder: Sequence[Mapping[str, Any]], known: frozenset[str]) -> None:
    if len(ladder) > MAX_LEVELS:
        report.error(path, "size", "A step has at most %(most)s reactions.", most=MAX_LEVELS)
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
            check_assignment(report, where, action)
        elif action["type"] in ("webhook", "request"):
            check_request(report, where, action, known)


def _check_inputs(report: Report, path: str, node: Node) -> None:
    for place, inputs in enumerate(node.get("inputs", ())):
        where = f"{path}/inputs/{place}"
        low, high = inputs.get("min_digits", 1), inputs.get("max_digits", 32)
        if low > high or low < 1:
            report.error(f"{where}/min_digits", "inputs", "The least number of keys is at least 1 and at most the greatest.")
        check_between(report, f"{where}/max_digits", high, (1, 64), "The greatest number of keys")
        end_key = inputs.get("end_key", "#")
        if end_key not in ("", *KEYPAD):
            report.error(f"{where}/end_key", "inputs", "The key that ends an entry is one of %(keys)s, or none.", keys=KEYPAD)
        if not any(inputs.get(name, name != "dtmf") for name in ("voice", "text", "dtmf")):
            report.error(where, "inputs", "Nothing may be used to answer. Allow voice, text or keys.")
        for name, bounds in WAITS.items():
            check_between(report, f"{where}/{name}", inputs.get(name, 1.0), bounds, "The time-out", " seconds")


def _check_formats(report: Report, path: str, node: Node) -> None:
    for locale, pattern in node.get("format", {}).items():
        if pattern and not is_format(node["kind"], pattern, locale):
            sentence = "Values cannot be written in this form. Use a CLDR pattern such as “d MMMM y”, or leave it empty."
            report.error(f"{path}/format/{escaped(locale)}", "format", sentence)
