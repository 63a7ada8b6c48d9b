"""What a new document begins as: the least that has the shape, or a copy of another."""

import copy
from typing import Any

from factory.actions import Kind

Body = dict[str, Any]
LEVELS = {"start": 1, "no_match": 3, "no_input": 2}
"""How many texts of each step a new template asks for: what the catalogue's own templates have at least."""


def empty_template(key: str, name: str, kind: str) -> Body:
    """A template of one datum in English, whose texts are still to be written."""
    steps = {step: [_level(f"{key}.{step}.{number}") for number in range(1, count + 1)] for step, count in LEVELS.items()}
    node = {"id": key, "key": key, "kind": kind, "label": {"en": name}, "steps": steps}
    return {"schema": 1, "key": key, "label": {"en": name}, "scope": "universal", "nodes": [node]}


def _level(identity: str) -> Body:
    return {"id": identity, "actions": [{"id": f"{identity}.say", "type": "say", "text": {"en": ""}}]}


def empty_flow(key: str, name: str) -> Body:
    """A flow of one node that greets and closes, whose greeting is still to be written."""
    rows = [{"id": "start.say.1", "type": "say", "text": {"en": ""}}, {"id": "start.close", "type": "close"}]
    node = {"id": "start", "key": "start", "label": {"en": name}, "rows": rows}
    return {"schema": 1, "key": key, "label": {"en": name}, "scope": "universal", "start": "start", "nodes": [node]}


def copied(source: Body, key: str, name: str) -> Body:
    """A copy under another key and English name; the rest, tests included, is the source's."""
    body = copy.deepcopy(source)
    body["key"] = key
    body["label"] = {**body.get("label", {}), "en": name}
    return body


def skeleton(document: Kind, key: str, name: str, kind: str) -> Body:
    """The least document of its kind."""
    return empty_template(key, name, kind) if document == "template" else empty_flow(key, name)
