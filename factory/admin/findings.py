"""Findings at the place that they are about, and a summary that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factory.admin.sheet import Body, Level, Part, Sheet, Table, element_id
from factory.admin.wording import language_name, row_name, step_name
from omnia.dialogue.addresses import join, parse, value_at
from omnia.dialogue.lint import Finding

HIDDEN = frozenset(("nodes", "parts", "steps", "actions", "text", "rows", "params", "edges", "engines"))
"""Levels of a pointer that say nothing to people."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the words for its place and the element that shows it; without one, it is seen in the JSON."""

    finding: Finding
    where: str
    anchor: str
    pointer: str


def place(shown: Sheet, body: Body, findings: Sequence[Finding]) -> list[Placed]:
    """Put each finding at the nearest thing that the sheet shows; returns all of them with where they went."""
    holders: dict[str, Part | Table | Level] = {}
    for part in shown.parts:
        holders[part.pointer] = part
        for table in part.tables:
            holders[table.pointer] = table
            holders.update({level.pointer: level for level in table.levels})
    fields = {held.pointer: held for held in shown.fields()}
    placed = []
    for finding in findings:
        anchor = ""
        for pointer in _around(finding.path):
            holder = fields.get(pointer) or holders.get(pointer)
            if holder is not None and pointer:
                holder.findings.append(finding)
                anchor = element_id(pointer)
                break
        placed.append(Placed(finding, in_words(body, finding.path), anchor, finding.path))
    return placed


def _around(pointer: str) -> list[str]:
    """The pointer and those of everything around it, nearest first."""
    found = [pointer]
    while pointer:
        pointer = pointer.rsplit("/", 1)[0]
        found.append(pointer)
    return found


def in_words(body: Body, pointer: str) -> str:
    """A pointer as a person would say it: `date › day › No match 2 › Italiano`."""
    words: list[str] = []
    walked, node = "", None
    for step in parse(pointer) if pointer.startswith("/") else ():
        before = walked.rsplit("/", 1)[-1]
        walked = join(walked, step)
        held = value_at(body, walked)
        if step.isdecimal():
            _add_item(words, held, int(step), before)
            node = held if before in ("nodes", "parts") else node
        elif before == "steps":
            words.append(step_name(step, node))
        elif before in ("text", "label", "description", "synonyms"):
            words.append(language_name(step))
        elif step not in HIDDEN:
            words.append(_name(step))
    return " › ".join(words) or _("The document")


def _add_item(words: list[str], held: object, place: int, before: str) -> None:
    """What an item of a list is called: its key, else its number after the name of the list."""
    key = held.get("key") if isinstance(held, dict) else None
    if isinstance(key, str) and key:
        words.append(key)
    elif before == "actions":
        kind = held.get("type") if isinstance(held, dict) else None
        if kind and kind != "say":
            words.append(row_name(kind))
    elif before == "rows":
        words.append(_("Row %(number)d") % {"number": place + 1})
    elif words:
        words[-1] = f"{words[-1]} {place + 1}"


def _name(step: str) -> str:
    names = {
        "label": _("Name"),
        "description": _("Description"),
        "synonyms": _("Synonyms"),
        "scope": _("Scope"),
        "industry": _("Industry"),
        "countries": _("Countries"),
        "tags": _("Tags"),
        "icon": _("Icon"),
        "tests": _("Tests"),
        "constraints": _("Rules"),
        "contract": _("Recognition"),
        "confirm": _("Confirmation policy"),
        "introduction": _("Introduction"),
        "success": _("Success"),
    }
    return names.get(step, step)
