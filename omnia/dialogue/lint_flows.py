"""The rules of a flow: its rows, its ways, the templates that it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from omnia.dialogue.addresses import escaped
from omnia.dialogue.cycles import on_cycles
from omnia.dialogue.lint_names import acquired_units, flow_names
from omnia.dialogue.lint_nodes import lint_template_rules
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
from omnia.dialogue.lint_shape import misfits
from omnia.dialogue.locale_names import locale_name
from omnia.dialogue.positions import FIELD, MAX_PLACED, MOST, is_position
from omnia.dialogue.template import Template

MAX_FLOW_NODES = 200
MAX_ROWS = 50
MAX_VISITS = 50
LISTENING = frozenset(("acquire", "webhook"))
"""Rows at which a conversation stops for an answer."""
ENDING = frozenset(("transfer", "close"))


class Looked(NamedTuple):
    """What was found of a template that flows run."""

    problem: str | None
    """What keeps it from being run: a constant, in which `told` is filled in."""
    has_shape: bool
    told: Mapping[str, Any] = MappingProxyType({})


def lint_flow_rules(
    report: Report, body: Mapping[str, Any], templates: Mapping[str, Any], looked: dict[str, Looked] | None = None
) -> None:
    """Check a flow that has its shape; `looked` takes and gives what was found of the templates for other flows."""
    nodes = body["nodes"]
    _check_layout(report, body.get("layout", {}))
    check_key(report, "/key", body["key"], "flow")
    check_ids(report, body)
    check_texts(report, "/label", body["label"], None, "name")
    check_unique(report, "/nodes", nodes, "key", "nodes")
    check_between(report, "/max_visits", body.get("max_visits", 5), (1, MAX_VISITS), "The number of visits of a node")
    if not _has_size(report, nodes):
        return
    acquired = _check_acquired(report, nodes)
    used = _check_templates(report, nodes, templates, {} if looked is None else looked)
    known = flow_names(body, acquired, used)
    for place, node in enumerate(nodes):
        _check_flow_node(report, f"/nodes/{place}", node, {item["key"] for item in nodes}, known)
    _check_graph(report, body)
    unread = {name for name, key in acquired.items() if key not in used}
    check_tests(report, body.get("tests", ()), frozenset({*unread, *(name for name, _ in acquired_units(acquired, used))}))


def _check_layout(report: Report, layout: Mapping[str, Any]) -> None:
    """Positions are places of the canvas, and not many more than there are nodes."""
    if len(layout) > MAX_PLACED:
        report.error(f"/{FIELD}", "size", "A flow keeps at most %(most)s positions. Take some away.", most=MAX_PLACED)
    for name, place in layout.items():
        if not is_position(place):
            report.error(f"/{FIELD}/{escaped(name)}", "range", "A position is two whole numbers from 0 to %(most)s.", most=MOST)
            return


def _has_size(report: Report, nodes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a flow has few enough nodes and rows to be looked at row by row."""
    if len(nodes) > MAX_FLOW_NODES:
        report.error("/nodes", "size", "A flow has at most %(most)s nodes. Split it.", most=MAX_FLOW_NODES)
        return False
    long = [place for place, node in enumerate(nodes) if len(node.get("rows", ())) > MAX_ROWS]
    for place in long:
        report.error(f"/nodes/{place}/rows", "size", "A node has at most %(most)s rows. Split it.", most=MAX_ROWS)
    return not long


def _acquire_rows(nodes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, node in enumerate(nodes):
        for place, row in enumerate(node.get("rows", ())):
            if row["type"] == "acquire":
                yield f"/nodes/{number}/rows/{place}", row


def _check_acquired(report: Report, nodes: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The name of each datum that rows acquire, with its template: one name is one datum."""
    found: dict[str, str] = {}
    for path, row in _acquire_rows(nodes):
        name = row.get("name") or row["template"]
        if row.get("name"):
            check_key(report, f"{path}/name", name, "datum")
        if found.setdefault(name, row["template"]) != row["template"]:
            sentence = "“%(name)s” is acquired by the template “%(template)s” already. Give this row a name of its own."
            report.error(f"{path}/name", "duplicate", sentence, name=name[:80], template=found[name][:80])
    return found


def _check_templates(
    report: Report, nodes: Sequence[Mapping[str, Any]], templates: Mapping[str, Any], looked: dict[str, Looked]
) -> dict[str, Any]:
    """The templates that are run and have their shape; those that are missing or cannot be spoken are named at their rows."""
    used: dict[str, Any] = {}
    for path, row in _acquire_rows(nodes):
        key = row["template"]
        if key not in looked:
            looked[key] = _look_at(report, key, templates)
        if looked[key].has_shape:
            used[key] = templates[key]
        if problem := looked[key].problem:
            report.error(f"{path}/template", "reference", problem, **looked[key].told)
    return used


def _look_at(report: Report, key: str, templates: Mapping[str, Any]) -> Looked:
    told = {"key": key[:80]}
    if key not in templates:
        return Looked("There is no template “%(key)s” in this project. Choose another.", has_shape=False, told=told)
    if any(misfits(templates[key], Template)):
        return Looked("The template “%(key)s” does not have its shape. Mend it first.", has_shape=False, told=told)
    missing = _missing_texts(report, templates[key])
    if not missing:
        return Looked(None, has_shape=True)
    locales = ", ".join(locale_name(locale) for locale in dict.fromkeys(missing))
    sentence = "The template “%(key)s” lacks texts in %(locales)s (missing at %(places)s places). Write them first."
    return Looked(sentence, has_shape=True, told={**told, "locales": locales, "places": len(missing)})


def _missing_texts(report: Report, template: Mapping[str, Any]) -> list[str]:
    """The locales of the flow that texts of a template, which has its shape, are missing in: one for each place."""
    inner = Report(report.locales, report.default_locale)
    lint_template_rules(inner, template)
    return [finding.locale for finding in inner.findings if finding.code == "text_missing"]


def _check_flow_node(report: Report, path: str, node: Mapping[str, Any], keys: set[str], known: frozenset[str]) -> None:
    check_key(report, f"{path}/key", node["key"], "node")
    check_texts(report, f"{path}/label", node["label"], None, "name")
    rows = node.get("rows", ())
    ended = False
    for place, row in enumerate(rows):
        where = f"{path}/rows/{place}"
        if ended:
            report.warn(where, "unreachable", "This row comes after one that ends the conversation, so it never runs.")
        ended = ended or row["type"] in ENDING
        _check_row(report, where, row, known)
    _check_edges(report, path, node.get("edges", ()), keys)


def _check_row(report: Report, path: str, row: Mapping[str, Any], known: frozenset[str]) -> None:
    kind = row["type"]
    if kind == "say" or row.get("text"):
        check_texts(report, f"{path}/text", row.get("text", {}), known)
    elif kind == "assign":
        check_assignment(report, path, row)
    elif kind in ("webhook", "request"):
        check_request(report, path, row, known)


def _check_edges(report: Report, path: str, edges: Sequence[Mapping[str, Any]], keys: set[str]) -> None:
    open_ways = [place for place, edge in enumerate(edges) if edge.get("otherwise") or not edge.get("when")]
    for place, edge in enumerate(edges):
        where = f"{path}/edges/{place}"
        if edge.get("to") and edge["to"] not in keys:
            report.error(f"{where}/to", "reference", "There is no node “%(key)s” to go to.", key=edge["to"])
        if edge.get("otherwise") and edge.get("when"):
            report.error(f"{where}/when", "edge", "“Otherwise” has no condition. Take one of the two away.")
        elif not edge.get("otherwise") and not edge.get("when"):
            report.error(f"{where}/when", "edge", "Say when this way is taken, or mark it as the one otherwise taken.")
        check_condition(report, f"{where}/when", edge.get("when", ""))
    if len(open_ways) > 1:
        report.error(f"{path}/edges/{open_ways[1]}", "edge", "Two ways out have no condition: the second is never taken.")
    elif open_ways and open_ways[0] != len(edges) - 1:
        report.warn(f"{path}/edges/{open_ways[0]}", "edge", "“Otherwise” is tried last wherever it stands. Move it to the end.")


def _check_graph(report: Report, body: Mapping[str, Any]) -> None:
    """Every node can be reached, every way ends, and none goes round without ever listening."""
    nodes = {node["key"]: node for node in body["nodes"]}
    if body["start"] not in nodes:
        report.error("/start", "reference", "There is no node “%(key)s” to start at.", key=body["start"])
        return
    ways = {key: [edge.get("to", "") for edge in node.get("edges", ()) if edge.get("to") in nodes] for key, node in nodes.items()}
    reached = _reached([body["start"]], ways)
    for place, node in enumerate(body["nodes"]):
        if node["key"] not in reached:
            report.warn(
                f"/nodes/{place}", "unreachable", "No way leads to “%(key)s”. Connect it, or take it away.", key=node["key"]
            )
    ends = [key for key, node in nodes.items() if _can_end(node)]
    back: dict[str, list[str]] = {key: [] for key in nodes}
    for key, targets in ways.items():
        for target in targets:
            back[target].append(key)
    finishing = _reached(ends, back)
    quiet = {key for key, node in nodes.items() if not _listens(node)}
    silent = {key: [to for to in ways[key] if to in quiet] for key in nodes if key in quiet}
    restless = on_cycles(silent)
    for place, node in enumerate(body["nodes"]):
        key = node["key"]
        if key in reached and key not in finishing:
            report.error(
                f"/nodes/{place}/edges", "endless", "From “%(key)s” no way ends the conversation. Add one that does.", key=key
            )
        elif key in restless:
            report.error(f"/nodes/{place}/edges", "endless", "“%(key)s” comes round to itself without ever listening.", key=key)


def _can_end(node: Mapping[str, Any]) -> bool:
    """Whether the conversation may end in a node: a row ends it, an exit leads out, or no condition may hold."""
    edges = node.get("edges", ())
    return (
        any(row["type"] in ENDING for row in node.get("rows", ()))
        or any(not edge.get("to") for edge in edges)
        or not any(edge.get("otherwise") for edge in edges)
    )


def _listens(node: Mapping[str, Any]) -> bool:
    return any(row["type"] in LISTENING or row.get("wait") for row in node.get("rows", ()))


def _reached(start: Sequence[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(start)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(ways.get(key, ()))
    return found
