"""From the compact form in which the seed catalogue is written to full documents (docs/reference/catalogue_files.md).

What can be derived (ids, defaults, the wrapping of a text into an action) is left out of the files and put back here. A
derived id depends on the place alone, so that reading the same file twice gives the same document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from omnia.dialogue.template import SCHEMA, DocumentError, parse_flow, parse_template

Body = dict[str, Any]

CATEGORIES = ("complete", "partial", "noisy", "negative")
ROW_TEXTS = ("say", "close")
ROW_NAMES = {"acquire": "template", "assign": "variable", "webhook": "name", "request": "name", "transfer": "to"}
"""Rows that are written by their type alone, and the field that the type's own value stands for."""

_TEST_FIELDS = frozenset({"id", "value", "expect", "channel", "outcome", "reference_time"})


class CatalogueFileError(Exception):
    """A catalogue file that cannot be read; the sentence names the file and the place."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(f"{file}, at {place}: {problem}" if place else f"{file}: {problem}")


class _BadPlace(Exception):  # noqa: N818  # carries a place up to where the file's name is known
    def __init__(self, place: str, problem: str) -> None:
        super().__init__(problem)
        self.place, self.problem = place, problem


def expand_template(body: Any, file: str) -> Body:
    """The full document of a compact template. Raises `CatalogueFileError`."""
    return _expand(body, file, _template, parse_template)


def expand_flow(body: Any, file: str) -> Body:
    """The full document of a compact flow. Raises `CatalogueFileError`."""
    return _expand(body, file, _flow, parse_flow)


def _expand(body: Any, file: str, expand: Callable[[Body], Body], parse: Callable[[Body], object]) -> Body:
    try:
        document = expand(_mapping(body, ""))
        parse(document)
    except _BadPlace as error:
        raise CatalogueFileError(file, error.place, error.problem) from error
    except DocumentError as error:
        raise CatalogueFileError(file, error.path.removeprefix("$").removeprefix("."), f"{error}.") from error
    return document


# --- shapes --------------------------------------------------------------------------------------------------------


def _mapping(value: Any, place: str) -> Body:
    if not isinstance(value, dict):
        raise _BadPlace(place, "Expected named fields here.")
    for key in value:
        if not isinstance(key, str):
            raise _BadPlace(place, f"The name “{key}” is read as {type(key).__name__}, not as text; write it in quotes.")
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise _BadPlace(place, "Expected a list here.")
    return value


def _texts(value: Any, place: str) -> Body:
    texts = _mapping(value, place)
    for locale, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise _BadPlace(f"{place}.{locale}", "Expected a text here.")
    return texts


def _items(owner: Mapping[str, Any], field: str, place: str) -> list[tuple[int, str, Body]]:
    """The entries of a list of named fields, each with its number from 1 and its place."""
    at = f"{place}.{field}" if place else field
    found = []
    for number, item in enumerate(_list(owner.get(field, []), at), 1):
        here = f"{at}[{number - 1}]"
        found.append((number, here, _mapping(item, here)))
    return found


# --- templates -----------------------------------------------------------------------------------------------------


def _template(body: Body) -> Body:
    document: Body = {"schema": SCHEMA, "scope": "universal", **body}
    document["nodes"] = [_node(node, "", at) for _, at, node in _items(body, "nodes", "")]
    if not document["nodes"]:
        raise _BadPlace("nodes", "A template needs at least one node.")
    for step in ("introduction", "success"):
        if step in body:
            document[step] = _escalations(body[step], step, step)
    if "tests" in body:
        document["tests"] = _tests(body["tests"], document["nodes"][0]["key"])
    return document


def _node(node: Body, prefix: str, place: str) -> Body:
    if not isinstance(node.get("key"), str):
        raise _BadPlace(place, "A node needs a key.")
    path = prefix + node["key"]
    full: Body = {"id": path, **node}
    name = full["id"]
    if "parts" in node:
        full["parts"] = [_node(part, f"{path}.", at) for _, at, part in _items(node, "parts", place)]
    if "constraints" in node:
        full["constraints"] = [{"id": f"{name}.{rule.get('key')}", **rule} for _, _, rule in _items(node, "constraints", place)]
    if "contract" in node:
        full["contract"] = _contract(_mapping(node["contract"], f"{place}.contract"), name, f"{place}.contract")
    if "steps" in node:
        at = f"{place}.steps"
        steps = _mapping(node["steps"], at)
        full["steps"] = {step: _escalations(entries, f"{name}.{step}", f"{at}.{step}") for step, entries in steps.items()}
    return full


def _contract(contract: Body, name: str, place: str) -> Body:
    engines = []
    for number, at, engine in _items(contract, "engines", place):
        full = {"id": f"{name}.engine.{number}", **engine}
        if "entries" in engine:
            full["entries"] = [{"id": entry.get("value"), **entry} for _, _, entry in _items(engine, "entries", at)]
        engines.append(full)
    return {**contract, "engines": engines}


def _escalations(entries: Any, prefix: str, place: str) -> list[Body]:
    """The reactions of a step: an entry is the texts of one, or a whole escalation with its actions."""
    found = []
    for number, entry in enumerate(_list(entries, place), 1):
        at, name = f"{place}[{number - 1}]", f"{prefix}.{number}"
        fields = _mapping(entry, at)
        if "actions" in fields:
            found.append({"id": name, **fields})
        else:
            found.append({"id": name, "actions": [{"id": f"{name}.say", "type": "say", "text": _texts(fields, at)}]})
    return found


# --- tests ---------------------------------------------------------------------------------------------------------


def _tests(tests: Any, main: str) -> list[Body]:
    """The tests of a template, written by locale; a list is the full form already."""
    if isinstance(tests, list):
        return tests
    found = []
    for locale, entries in _mapping(tests, "tests").items():
        counts: Counter[str] = Counter()
        for _, at, entry in _items({locale: entries}, locale, "tests"):
            category = _category(entry, at)
            counts[category] += 1
            found.append(_test(entry, category, f"{locale}.{category}.{counts[category]}", main, at) | {"locale": locale})
    return found


def _category(entry: Body, place: str) -> str:
    named = [category for category in CATEGORIES if category in entry]
    if len(named) != 1:
        raise _BadPlace(place, f"A test names exactly one of {', '.join(CATEGORIES)}.")
    if unknown := sorted(entry.keys() - _TEST_FIELDS - set(named)):
        raise _BadPlace(place, f"A test has no field “{unknown[0]}”.")
    return named[0]


def _test(entry: Body, category: str, name: str, main: str, place: str) -> Body:
    said = entry[category]
    full: Body = {"id": entry.get("id", name), "category": category}
    full.update((field, entry[field]) for field in ("channel", "outcome", "reference_time") if field in entry)
    if isinstance(said, list):
        full["turns"] = [_turn(turn, f"{place}.{category}[{index}]") for index, turn in enumerate(said)]
    elif isinstance(said, str):
        full["utterance"] = said
    else:
        raise _BadPlace(f"{place}.{category}", "Expected what is said: a text in quotes, or a list of turns.")
    full["expect"] = _expected(entry, category, main, place)
    return full


def _expected(entry: Body, category: str, main: str, place: str) -> Body:
    if "expect" in entry:
        return _mapping(entry["expect"], f"{place}.expect")
    if category == "negative":
        if "value" in entry:
            raise _BadPlace(place, "A negative test finds nothing, so it has no value.")
        return {main: None}
    if "value" not in entry:
        raise _BadPlace(place, "A test needs the value that must be found.")
    return {main: entry["value"]}


def _turn(turn: Any, place: str) -> Body:
    """One thing that the person does: a text is said, null is silence, anything else is written out."""
    if turn is None:
        return {"silence": True}
    return {"say": turn} if isinstance(turn, str) else _mapping(turn, place)


# --- flows ---------------------------------------------------------------------------------------------------------


def _flow(body: Body) -> Body:
    nodes = [_flow_node(node, at) for _, at, node in _items(body, "nodes", "")]
    if not nodes:
        raise _BadPlace("nodes", "A flow needs at least one node.")
    document: Body = {"schema": SCHEMA, "scope": "universal", "start": nodes[0]["key"], **body, "nodes": nodes}
    if "tests" in body:
        document["tests"] = _flow_tests(body["tests"])
    return document


def _flow_node(node: Body, place: str) -> Body:
    if not isinstance(node.get("key"), str):
        raise _BadPlace(place, "A node needs a key.")
    full: Body = {"id": node["key"], **node}
    counts: Counter[str] = Counter()
    rows = [_row(row, at) for _, at, row in _items(node, "rows", place)]
    for row in rows:
        counts[row["type"]] += 1
        name = (row.get("name") or row.get("template")) if row["type"] == "acquire" else counts[row["type"]]
        row.setdefault("id", f"{full['id']}.{row['type']}.{name}")
    full["rows"] = rows
    full["edges"] = [{"id": f"{full['id']}.edge.{number}", **edge} for number, _, edge in _items(node, "edges", place)]
    return full


def _row(row: Body, place: str) -> Body:
    """A row written by its type (`say: {…}`, `acquire: date`), or in full with a `type`."""
    if "type" in row:
        return dict(row)
    named = [kind for kind in (*ROW_TEXTS, *ROW_NAMES) if kind in row]
    if len(named) != 1:
        raise _BadPlace(place, f"A row names exactly one of {', '.join((*ROW_TEXTS, *ROW_NAMES))}.")
    kind = named[0]
    rest = {field: value for field, value in row.items() if field != kind}
    if kind in ROW_TEXTS:
        return {"type": kind, "text": _texts(row[kind] or {}, f"{place}.{kind}"), **rest}
    if not isinstance(row[kind], str):
        raise _BadPlace(f"{place}.{kind}", "Expected a name here.")
    return {"type": kind, ROW_NAMES[kind]: row[kind], **rest}


def _flow_tests(tests: Any) -> list[Body]:
    """The tests of a flow, written by locale; a list is the full form already."""
    if isinstance(tests, list):
        return tests
    found = []
    for locale in _mapping(tests, "tests"):
        for number, at, entry in _items(tests, locale, "tests"):
            turns = _list(entry.get("turns"), f"{at}.turns")
            script = [_turn(turn, f"{at}.turns[{index}]") for index, turn in enumerate(turns)]
            found.append({"id": f"{locale}.{number}", "locale": locale, **entry, "turns": script})
    return found
