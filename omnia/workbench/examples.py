"""Examples of what a conversation knows, for conditions: from the tests of the templates, else one of each kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from omnia.dialogue.expressions import Expression, ExpressionError
from omnia.dialogue.extraction.regions import likely_regions
from omnia.dialogue.extraction.registry import KINDS, value_parts
from omnia.dialogue.extraction.values import Context
from omnia.dialogue.lint_names import Named, acquired_units, units_of
from omnia.dialogue.references import acquired_names
from omnia.workbench.mocking import value_in

Body = Mapping[str, Any]
Scope = dict[str, Any]

DATE = {"iso": "1980-05-12", "day": 12, "month": 5, "year": 1980}
TIME = {"iso": "17:30", "hour": 17, "minute": 30}

OF_KIND: Mapping[str, Any] = {
    "yes_no": True, "number": 12, "integer": 12, "percentage": 22, "rating": 8, "day": 12, "month": 5, "year": 1980,
    "date": DATE, "date_of_birth": DATE, "time": TIME, "hour": 17, "minute": 30,
    "date_time": {"iso": "1980-05-12T17:30", "date": DATE, "time": TIME}, "date_range": {"start": DATE, "end": DATE},
    "duration": {"iso": "PT2H30M", "unit": "hour", "amount": 2.5, "seconds": 9000},
    "card_expiry": {"iso": "2027-05", "month": 5, "year": 2027}, "amount": {"amount": "12.50", "currency": "EUR"},
    "full_name": {"first": "Anna", "last": "Rossi"}, "first_name": "Anna", "last_name": "Rossi", "email": "anna@example.com",
    "phone": {"e164": "+390212345678", "national": "02 1234 5678", "region": "IT"},
    "mobile": {"e164": "+393331234567", "national": "333 123 4567", "region": "IT"},
    "address": {"street": "Via Roma", "number": "12", "postal_code": "20121", "city": "Milano"},
    "country": "IT", "nationality": "IT", "language": "it", "meter_reading": 12345, "contract_power": 4.5,
}  # fmt: skip
"""A value of each kind that is more than a text (docs/reference/values.md)."""

ANY_TEXT = "text"

_ITEM = re.compile(r"\[\s*\d")
_STEP = re.compile(r"(\w+)|\[([^\]]*)\]")


def units(document: str, body: Body, templates: Mapping[str, Body]) -> list[Named]:
    """The data that a condition of the document may name, by the names that they have in it."""
    if document == "flow":
        return acquired_units(acquired_names(body), templates)
    return list(units_of(body.get("nodes", ())))


def values_of(document: str, body: Body, templates: Mapping[str, Body], locale: str) -> dict[str, Any]:
    """An example of each datum that a condition of the document may name."""
    if document != "flow":
        return {path: _of_unit(path, node, body, locale) for path, node in units_of(body.get("nodes", ()))}
    found: dict[str, Any] = {}
    for name, key in acquired_names(body).items():
        held = values_of("template", templates.get(key, {}), {}, locale)
        if len(held) > 1:
            found |= {f"{name}.{path}": value for path, value in held.items()}
        else:
            found[name] = next(iter(held.values()), None)
    return found


def _of_unit(path: str, node: Body, body: Body, locale: str) -> Any:
    """What the tests of the template expect of a datum, those in the language first."""
    tests = [test for test in body.get("tests", ()) if test.get("category", "complete") == "complete"]
    key = path.rpartition(".")[2]
    for test in sorted(tests, key=lambda test: test.get("locale") != locale):
        expected = test.get("expect") or {}
        value = expected.get(path, expected.get(key))
        if value is not None:
            return value
    return of_kind(node)


def of_kind(node: Body) -> Any:
    """An example of a kind; of a choice, its first option."""
    kind = str(node.get("kind", ""))
    options = [
        option.get("value") for engine in node.get("contract", {}).get("engines", ()) for option in engine.get("entries", ())
    ]
    if kind in ("choice", "multi_choice") and options:
        return options[0] if kind == "choice" else options[:1]
    if kind in OF_KIND:
        return OF_KIND[kind]
    parts = KINDS[kind].parts if kind in KINDS else ()
    return dict.fromkeys(parts, ANY_TEXT) if parts else ANY_TEXT


def scope(document: str, body: Body, templates: Mapping[str, Body], locale: str, datum: str, now: datetime) -> Scope:
    """What a condition may look at, filled with examples; `datum` is the path of the one that it is about, or nothing."""
    values = values_of(document, body, templates, locale)
    value, kind = _at(body, values, datum) if datum else (None, "")
    short = {path.rpartition(".")[2]: held for path, held in values.items()} if document != "flow" else {}
    made: Scope = {
        "value": value, "parts": value_parts(kind, value), "data": {**short, **values}, "variables": {}, "channel": "voice",
        "locale": locale, "region": likely_regions(Context(locale, now))[0], "today": now.date().isoformat(), "attempts": 0,
        "answer": None,
    }  # fmt: skip
    for variable, source in assignments(body):
        try:
            made["variables"][variable] = Expression(source).evaluate(made)
        except ExpressionError:
            continue
    return made


def with_value(held: Scope, name: str, text: str) -> Scope:
    """What a condition may look at, with another value at a name such as `data.age`: JSON, else a text; nothing takes it away."""
    steps = [dotted or quoted.strip("\"'") for dotted, quoted in _STEP.findall(name)]
    placed: Scope = _placed(held, steps, text.strip())
    # A name of the scope is always there; what is in it may not be.
    return {**dict.fromkeys(held), **placed}


def is_changeable(name: str) -> bool:
    """Whether a value of one's own may stand at a name: an item of a list has no name that stays."""
    return not _ITEM.search(name)


def _placed(holder: Any, steps: Sequence[str], text: str) -> Any:
    first, *rest = steps
    made = dict(holder) if isinstance(holder, Mapping) else {}
    if rest:
        made[first] = _placed(made.get(first), rest, text)
    elif text:
        made[first] = value_in(text)
    else:
        made.pop(first, None)
    return made


def _at(body: Body, values: Mapping[str, Any], datum: str) -> tuple[Any, str]:
    """The example of a datum or of a part of one, and its kind."""
    nodes: Sequence[Body] = body.get("nodes", ())
    node: Body = {}
    value: Any = None
    for depth, key in enumerate(datum.split("."), 1):
        node = next((each for each in nodes if each.get("key") == key), {})
        path = ".".join(datum.split(".")[:depth])
        inner = value.get(key) if isinstance(value, Mapping) else None
        value, nodes = values.get(path, inner), node.get("parts", ())
    return (of_kind(node) if value is None else value), str(node.get("kind", ""))


def assignments(items: Any) -> Iterator[tuple[str, str]]:
    """The variables that a document sets, each with the expression that sets it; one from a host's answer has no value here."""
    if isinstance(items, Mapping):
        if items.get("type") == "assign" and items.get("variable"):
            yield str(items["variable"]), str(items.get("value", ""))
        held: Sequence[Any] = list(items.values())
    else:
        held = items if isinstance(items, list) else []
    for item in held:
        if isinstance(item, Mapping | list):
            yield from assignments(item)
