"""What a posted sheet changes: only what the person touched, in the version that it was filled with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from factory.actions import Kind
from factory.admin.sheet import Body, Field, Sheet, sheet
from omnia.dialogue import addresses
from omnia.dialogue.edits import Remove, Set, applied
from omnia.dialogue.levels import address_of, level_added
from omnia.documents.conflicts import TEXT_PREFIX, plain
from omnia.documents.merging import Work, edits_apart
from omnia.documents.versions import VersionedDocument

STEP_PREFIX = "step:"
"""What the name of a select begins with that adds a step to a node."""


def read(shown: Sheet, data: QueryDict) -> list[Set]:
    """What a posted form changes in the document that `shown` is the sheet of.

    Inputs that the sheet does not have are ignored, so that a form cannot reach other places of the document.
    """
    found = []
    for held in shown.fields():
        text = plain(str(data.get(held.name, held.value)))
        if text != plain(held.value):
            found.append(Set(held.address, _value(held, text)))
    return found


def work(document: Kind, versions: VersionedDocument, data: QueryDict) -> Work:
    """What a posted form makes of the version that it was filled with; of one that is not there, of the draft as it is."""
    base_version, base = _version(versions, data.get("revision", ""))
    seen_version, seen = _version(versions, data.get("seen", "")) if data.get("seen") else (base_version, base)
    shown = sheet(document, seen)
    in_seen = {held.address for held in shown.fields()}
    edits, later = edits_apart(read(sheet(document, base), data), read(shown, data), in_seen)
    return Work(base_version, base, applied(base, edits), seen_version, seen, later)


def _version(versions: VersionedDocument, posted: str) -> tuple[int, Body]:
    number = revision_of(posted)
    try:
        return number, versions.body(number)
    except LookupError:
        return number, versions.head().body


def touched(work: Work, document: Kind, data: QueryDict) -> dict[str, str]:
    """What is to be remembered of a form until it is saved: the texts that were changed, and in which versions."""
    edits = [*read(sheet(document, work.base), data), *read(sheet(document, work.seen), data)]
    return {
        "revision": str(work.base_version),
        "seen": str(work.seen_version),
        **{TEXT_PREFIX + edit.address: str(data[TEXT_PREFIX + edit.address]) for edit in edits},
    }


def revision_of(text: str) -> int:
    """The revision that a form was shown with; 0, which is no draft's, if it is unreadable."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


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
