"""The rules on how a node recognises its value and what the value must satisfy: kind, contract, constraints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from omnia.dialogue.extraction.registry import CHECKS, GROUP, KINDS
from omnia.dialogue.extraction.time.durations import UNITS
from omnia.dialogue.lint_report import (
    Report,
    check_condition,
    check_key,
    check_required,
    check_texts,
    check_timeout,
    check_unique,
    check_url,
)
from omnia.dialogue.patterns import compile_pattern, pattern_problem

Node = Mapping[str, Any]

MAX_ENTRIES = 500

PARAMS: Mapping[str, tuple[str, ...]] = {
    "required": (),
    "range": ("min", "max"),
    "length": ("min", "max"),
    "age_range": ("min", "max"),
    "pattern": ("pattern",),
    "one_of": ("values",),
    "format": ("format",),
    "checksum": ("algorithm",),
    "date_past": ("include_today",),
    "date_future": ("include_today",),
    "date_valid": (),
    "expression": ("expression",),
}
"""The parameters of each type of constraint."""

CHOOSING = ("choice", "multi_choice")
"""Kinds that need a closed list of options."""

HALVED = ("date_range", "date_time", "card_expiry")
"""Kinds of which people say half; without parts the other half would never be asked for."""

BOUNDED = ("range", "length", "age_range")
TEXT_PARAMS = ("pattern", "format", "algorithm", "expression")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100


def _is_least(value: Any) -> bool:
    return _is_count(value) or (value == 0 and not isinstance(value, bool))


def _is_bias(value: Any) -> bool:
    return value in ("past", "future", "nearest")


def _is_unit(value: Any) -> bool:
    return value in UNITS


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_countries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and len(item) == 2 for item in value)


OPTIONS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "bias": (_is_bias, "past, future or nearest"),
    "countries": (_is_countries, "a list of countries such as IT"),
    "currency": (_is_text, "a currency such as EUR"),
    "day_first": (_is_flag, "true or false"),
    "entries": (_is_list, "a list of options"),
    "fuzzy": (_is_flag, "true or false"),
    "maximum": (_is_count, "a whole number from 1 to 100"),
    "minimum": (_is_least, "a whole number from 0 to 100"),
    "mobile": (_is_flag, "true or false"),
    "partial": (_is_flag, "true or false"),
    "possible": (_is_flag, "true or false"),
    "region": (_is_text, "a country such as IT"),
    "unit": (_is_unit, f"one of {', '.join(UNITS)}"),
}
"""The options that recognisers read, with what each may be."""


def check_kind(report: Report, path: str, node: Node) -> None:
    """The kind exists and the parts are parts of it."""
    kind = node["kind"]
    if kind not in KINDS:
        sentence = "There is no kind “%(kind)s”. Choose one of: %(kinds)s."
        report.error(f"{path}/kind", "kind", sentence, kind=kind[:80], kinds=", ".join(sorted(KINDS)))
        return
    if kind == GROUP and not node.get("parts"):
        report.error(f"{path}/parts", "parts", "A group holds other data. Give it parts, or another kind.")
    if kind in HALVED and not node.get("parts"):
        sentence = "A %(kind)s may be half said. Give it the parts %(parts)s, so that the other half is asked for."
        report.warn(f"{path}/parts", "parts", sentence, kind=kind, parts=", ".join(KINDS[kind].parts))
    allowed = KINDS[kind].parts
    for place, part in enumerate(node.get("parts", ())):
        if allowed and part["key"] not in allowed:
            sentence = "A %(kind)s has no part “%(part)s”. Its parts are: %(parts)s."
            report.error(
                f"{path}/parts/{place}/key", "parts", sentence, kind=kind, part=part["key"][:80], parts=", ".join(allowed)
            )


def check_contract(report: Report, path: str, node: Node) -> None:
    """Every engine can do its work, and ambiguity is between parts that exist."""
    contract = node.get("contract") or {}
    parts = {part["key"] for part in node.get("parts", ())}
    for place, engine in enumerate(contract.get("engines", ())):
        _check_engine(report, f"{path}/contract/engines/{place}", engine, parts)
    _check_ambiguity(report, f"{path}/contract/ambiguity", contract.get("ambiguity") or {}, parts)
    engines = contract.get("engines", ())
    chooses = node["kind"] in CHOOSING or any(engine.get("recogniser") in CHOOSING for engine in engines)
    if chooses and not any(_offers(engine) for engine in engines):
        sentence = "Nothing can be chosen: the contract has no closed list. Add a lexicon with the options."
        report.error(f"{path}/contract", "entries", sentence)


def _offers(engine: Mapping[str, Any]) -> bool:
    """Whether an engine can find an option at all."""
    return engine["type"] != "rule" or engine["recogniser"] not in CHOOSING or bool(engine.get("options", {}).get("entries"))


def _check_engine(report: Report, path: str, engine: Mapping[str, Any], parts: set[str]) -> None:
    kind = engine["type"]
    if kind == "rule":
        name = engine["recogniser"]
        if name not in KINDS or name == GROUP:
            sentence = "There is no recogniser “%(name)s”. It is the name of a kind."
            report.error(f"{path}/recogniser", "recogniser", sentence, name=name[:80])
        _check_options(report, f"{path}/options", engine.get("options", {}))
    elif kind == "pattern":
        _check_pattern_engine(report, path, engine["pattern"], parts)
    elif kind == "lexicon":
        _check_entries(report, path, engine["entries"])
    else:
        check_url(report, path, engine["url"], "An outside recogniser")
        check_timeout(report, path, engine)


def _check_options(report: Report, path: str, options: Mapping[str, Any]) -> None:
    for name, value in options.items():
        if name not in OPTIONS:
            sentence = "No recogniser reads the option “%(name)s”. The options are: %(options)s."
            report.error(path, "options", sentence, name=name[:80], options=", ".join(OPTIONS))
            continue
        fits, wanted = OPTIONS[name]
        if not fits(value):
            report.error(f"{path}/{name}", "options", "The option “%(name)s” is %(what)s.", name=name, what=wanted)
    entries = options.get("entries")
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("value"), str):
            report.error(f"{path}/entries/{place}", "options", "An option is an object with a “value” that is a text.")


def _check_pattern_engine(report: Report, path: str, pattern: str, parts: set[str]) -> None:
    if problem := pattern_problem(pattern):
        report.error(f"{path}/pattern", "pattern", problem.sentence, **problem.told)
        return
    for name in sorted(compile_pattern(pattern).groupindex.keys() - parts - {"value"}):
        sentence = "The group “%(name)s” names no part of this node. Name it “value” or after a part."
        report.error(f"{path}/pattern", "pattern", sentence, name=name)


def _check_entries(report: Report, path: str, entries: Sequence[Mapping[str, Any]]) -> None:
    check_unique(report, f"{path}/entries", entries, "value", "options")
    check_unique(report, f"{path}/entries", entries, "id", "options")
    if not entries:
        report.error(f"{path}/entries", "entries", "A closed list needs options. Add at least one.")
    if len(entries) > MAX_ENTRIES:
        report.error(f"{path}/entries", "size", "A closed list holds at most %(most)s options. Shorten it.", most=MAX_ENTRIES)
    for place, entry in enumerate(entries):
        check_required(report, f"{path}/entries/{place}/value", entry["value"], "The option has no value. Write it.")
        check_texts(report, f"{path}/entries/{place}/label", entry["label"], None, "name of the option")


def _check_ambiguity(report: Report, path: str, ambiguity: Mapping[str, Any], parts: set[str]) -> None:
    for place, name in enumerate(ambiguity.get("parts", ())):
        if name not in parts:
            report.error(f"{path}/parts/{place}", "parts", "This node has no part “%(name)s”. Take it away.", name=name[:80])
    if ambiguity.get("minimum", 1) > ambiguity.get("maximum", 12):
        report.error(f"{path}/minimum", "params", "The least ambiguous value is above the greatest. Swap them.")


def check_constraints(report: Report, path: str, node: Node) -> None:
    """Every constraint has a key of its own, the parameters of its type, and blames what exists."""
    constraints = node.get("constraints", ())
    check_unique(report, f"{path}/constraints", constraints, "key", "constraints")
    parts = {part["key"] for part in node.get("parts", ())}
    for place, rule in enumerate(constraints):
        where = f"{path}/constraints/{place}"
        check_key(report, f"{where}/key", rule["key"], "constraint")
        _check_params(report, where, rule["type"], rule.get("params", {}))
        for number, name in enumerate(rule.get("blames", ())):
            if name.rpartition(".")[2] not in parts and name != node["key"]:
                sentence = "This node has no part “%(name)s” that could be blamed. Take it away."
                report.error(f"{where}/blames/{number}", "blames", sentence, name=name[:80])


def _check_params(report: Report, path: str, kind: str, params: Mapping[str, Any]) -> None:
    """The parameters that the type knows, each of its own type."""
    allowed = PARAMS[kind]
    for name in params:
        if name not in allowed:
            sentence = "A constraint “%(kind)s” has no parameter “%(name)s”. It has none."
            if allowed:
                sentence = "A constraint “%(kind)s” has no parameter “%(name)s”. It may have: %(known)s."
            report.error(f"{path}/params", "params", sentence, kind=kind, name=name[:80], known=", ".join(allowed))
    if kind in BOUNDED:
        _check_bounds(report, f"{path}/params", params)
    elif "include_today" in params and not isinstance(params["include_today"], bool):
        report.error(f"{path}/params/include_today", "params", "“include_today” is true or false.")
    elif kind == "one_of":
        _check_values(report, f"{path}/params/values", params.get("values"))
    elif allowed and allowed[0] in TEXT_PARAMS:
        _check_text_param(report, f"{path}/params/{allowed[0]}", kind, allowed[0], params.get(allowed[0]))


def _check_text_param(report: Report, path: str, kind: str, name: str, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        report.error(path, "params", "A constraint “%(kind)s” needs “%(name)s”, a text. Write it.", kind=kind, name=name)
    elif name == "pattern" and (problem := pattern_problem(value)):
        report.error(path, "pattern", problem.sentence, **problem.told)
    elif name == "expression":
        check_condition(report, path, value)
    elif name == "algorithm" and value not in CHECKS:
        sentence = "There is no check “%(name)s”. Choose one of: %(checks)s."
        report.error(path, "params", sentence, name=value[:80], checks=", ".join(sorted(CHECKS)))
    elif name == "format" and (value not in KINDS or value == GROUP):
        sentence = "There is no format “%(name)s”. It is the name of a kind: %(kinds)s."
        report.error(path, "params", sentence, name=value[:80], kinds=", ".join(sorted(KINDS.keys() - {GROUP})))


def _check_values(report: Report, path: str, values: Any) -> None:
    if not isinstance(values, list) or not values:
        report.error(path, "params", "A constraint “one_of” needs “values”, a list of what is allowed.")
    elif any(isinstance(value, dict | list) or value is None for value in values):
        report.error(path, "params", "The values allowed are texts, numbers, true or false.")


def _check_bounds(report: Report, path: str, params: Mapping[str, Any]) -> None:
    low, high = params.get("min"), params.get("max")
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int | float)):
            report.error(f"{path}/{name}", "params", "“%(name)s” is a number.", name=name)
            return
    if low is None and high is None:
        report.error(path, "params", "Give a least (min) or a greatest value (max), or both.")
    elif low is not None and high is not None and low > high:
        report.error(path, "params", "No value can be at least %(low)s and at most %(high)s. Swap them.", low=low, high=high)
