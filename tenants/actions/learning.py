"""What was said and not understood, turned into a test or a synonym of the draft; each is one version, and undone as one."""

import copy
import json
from typing import Any

import orjson

from omnia.dialogue.template import parse_template, walk_nodes
from omnia.documents.versions import Saved
from omnia.infra.audit import Actor
from omnia.infra.crypto import new_id
from tenants.actions.editing import EditingError, save_template
from tenants.control.models import Project
from tenants.selectors import Missing, draft

FIELDS = {
    "date": "iso",
    "date_of_birth": "iso",
    "time": "iso",
    "date_time": "iso",
    "duration": "iso",
    "card_expiry": "iso",
    "phone": "e164",
    "mobile": "e164",
    "amount": "amount",
}
"""The field by which a value of several fields is told in a test."""

NUMBERS = frozenset(
    ("number", "integer", "percentage", "rating", "contract_power", "meter_reading", "day", "month", "year", "hour", "minute")
)
"""Kinds whose value is a number; the digits of all others, a postal code's too, are text."""

MAX_WORDS = 500


def keep_test(actor: Actor, project: Project, key: str, *, node: str, locale: str, words: str, expected: str) -> Saved:
    """Keep words as a test of a template's draft.

    Args:
        actor: who keeps it.
        project: whose draft.
        key: the template.
        node: the datum that the words are about.
        locale: the language of the words.
        words: what was said.
        expected: what must be understood, as it is written; nothing may be understood where it is empty.

    Raises:
        EditingError, Forbidden, Absent: see `editing.save_document`.
    """
    body, version = _draft(project, key)
    asked = _node(body, node)
    test: dict[str, Any] = {"id": f"heard_{new_id(8)}", "locale": locale, "utterance": _checked(words)}
    test |= {
        "category": "noisy" if expected.strip() else "negative",
        "expect": {node: _value(asked["kind"], expected.strip())},
    }
    if any(each.get("locale") == locale and each.get("utterance") == test["utterance"] for each in body.get("tests", [])):
        raise EditingError("These words are a test of this template already.")
    body.setdefault("tests", []).append(test)
    return save_template(actor, project, key, body, base_version=version, message=f"Test from a conversation: {words[:80]}")


def add_synonym(actor: Actor, project: Project, key: str, *, node: str, locale: str, words: str, option: str) -> Saved:
    """Add words to the synonyms of an option of a closed list; raises as `keep_test` does."""
    body, version = _draft(project, key)
    entry = next((each for each in options(_node(body, node)) if each["value"] == option), None)
    if entry is None:
        raise EditingError("This option is not in the draft's list any more.")
    held = entry.setdefault("synonyms", {}).setdefault(locale, [])
    if _checked(words).casefold() in {each.casefold() for each in held}:
        raise EditingError("These words are a synonym of this option already.")
    held.append(words.strip())
    return save_template(actor, project, key, body, base_version=version, message=f"Synonym from a conversation: {words[:80]}")


def options(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a node's closed list, or none."""
    engines = (node.get("contract") or {}).get("engines", [])
    return [entry for engine in engines if engine.get("type") == "lexicon" for entry in engine["entries"]]


def node_at(body: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The node of a template that a unit's path names, or None if there is none any more."""
    places = {".".join(place): node.key for place, node in walk_nodes(parse_template(body))}
    nodes, found = body["nodes"], None
    for key in path.split(".") if path in places else ():
        found = next(node for node in nodes if node["key"] == key)
        nodes = found.get("parts", [])
    return found


def _draft(project: Project, key: str) -> tuple[dict[str, Any], int]:
    try:
        found = draft(project, "template", key)
    except Missing as error:
        raise EditingError(f"This project has no template “{key}” any more.") from error
    return copy.deepcopy(dict(found.body)), found.version


def _node(body: dict[str, Any], path: str) -> dict[str, Any]:
    node = node_at(body, path)
    if node is None:
        raise EditingError("The draft does not ask for this datum any more.")
    return node


def _checked(words: str) -> str:
    found = words.strip()
    if not 0 < len(found) <= MAX_WORDS:
        raise EditingError(f"The words of a test or a synonym have 1 to {MAX_WORDS} characters.")
    return found


def _value(kind: str, expected: str) -> Any:
    """A value as a test has it, from how a person writes it: objects and lists as JSON, numbers for kinds of numbers, or text."""
    if not expected:
        return None
    try:
        found = json.loads(expected, parse_constant=_no_number)
        orjson.dumps(found)
    except ValueError:
        found = expected
    if isinstance(found, dict | list) or (kind in NUMBERS and isinstance(found, int | float)) or isinstance(found, bool):
        return found
    return {FIELDS[kind]: expected} if kind in FIELDS else expected


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no value of JSON.")
