"""What a posted sheet changes: only what the person touched, also when someone else saved the draft meanwhile."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from factory.admin.sheet import TEXT_PREFIX, Body, Field, Sheet
from omnia.dialogue import addresses
from omnia.dialogue.edits import Remove, Set, applied
from omnia.dialogue.levels import address_of, level_added

STEP_PREFIX = "step:"
"""What the name of a select begins with that adds a step to a node."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted sheet, set against a draft."""

    edits: list[Set] = field(default_factory=list)
    """What the person changed."""
    both: dict[str, str] = field(default_factory=dict)
    """Address to the draft's text, where someone else changed it too."""
    homeless: list[str] = field(default_factory=list)
    """Changed texts whose place is gone from the draft."""


def digest(text: str) -> str:
    """A short name of a text, to tell whether it was touched."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()[:12]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def digests(shown: Sheet) -> str:
    """What the inputs of a sheet held when they were shown, as JSON for a hidden input."""
    return json.dumps({held.address: digest(held.value) for held in shown.fields()}, separators=(",", ":"), ensure_ascii=False)


def read(shown: Sheet, data: QueryDict) -> Posted:
    """What a posted form changes in the document that `shown` is the sheet of.

    Inputs that the sheet does not have are ignored, so that a form cannot reach other places of the document.
    """
    was, found = _digests(data.get("was", "")), Posted()
    fields = {held.address: held for held in shown.fields()}
    for name in data:
        if not name.startswith(TEXT_PREFIX):
            continue
        address, text = name.removeprefix(TEXT_PREFIX), _plain(str(data[name]))
        if was.get(address) == digest(text):
            continue
        held = fields.get(address)
        if held is None:
            if address in was and text:
                found.homeless.append(text)
        elif text != _plain(held.value):
            found.edits.append(Set(address, _value(held, text)))
            if address in was and was[address] != digest(held.value):
                found.both[address] = held.value
    return found


def touched(data: QueryDict) -> dict[str, str]:
    """The texts of a posted form that are others than were shown, as a form of their own that `read` understands."""
    was = _digests(data.get("was", ""))
    texts = {name.removeprefix(TEXT_PREFIX): str(data[name]) for name in data if name.startswith(TEXT_PREFIX)}
    changed = {address: text for address, text in texts.items() if was.get(address) != digest(text)}
    shown = {address: was[address] for address in changed if address in was}
    return {**{TEXT_PREFIX + address: text for address, text in changed.items()}, "was": json.dumps(shown)}


def _digests(text: str) -> dict[str, str]:
    try:
        held = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in held.items()} if isinstance(held, dict) else {}


def _value(held: Field, text: str) -> Any:
    if held.control != "list":
        return text
    items = dict.fromkeys(item.strip() for item in text.replace("\n", ",").split(","))
    return [item.upper() if held.address == "/countries" else item for item in items if item]


@dataclass(frozen=True, slots=True)
class Reshaping:
    """Levels and steps that are to come and go."""

    removed: Sequence[str]
    added_level: str
    added_steps: Sequence[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added_level or self.added_steps)


def reshaping(shown: Sheet, data: QueryDict) -> Reshaping:
    """What a posted form says of the levels and steps that the sheet has, or could have; anything else is ignored."""
    tables = [table for part in shown.parts for table in part.tables]
    removable = {level.removable for table in tables for level in table.levels} - {""}
    removed = [address for address in dict.fromkeys(data.getlist("remove")) if address in removable]
    wanted = data.get("add_level", "")
    added = wanted if wanted in {table.addable for table in tables} else ""
    chosen = [(part.address, data.get(STEP_PREFIX + part.address, "")) for part in shown.parts]
    addable = {(part.address, step) for part in shown.parts for step, _name in part.addable}
    return Reshaping(removed, added, [choice for choice in chosen if choice in addable])


def reshape(body: Body, wanted: Reshaping) -> tuple[Body, str]:
    """The document with levels and steps added and taken away, and the pointer of what is new; a step without levels goes."""
    result, fresh = body, ""
    steps = [addresses.join(node, "steps", step) for node, step in wanted.added_steps]
    for removed in wanted.removed:
        result = applied(result, [Remove(removed)])
    for ladder in (*([wanted.added_level] if wanted.added_level else []), *steps):
        edit = level_added(result, ladder)
        result, fresh = applied(result, [edit]), address_of(edit)
    return result, addresses.to_pointer(result, fresh) or ""
