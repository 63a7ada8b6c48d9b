"""Findings at the place that they are about, and a summary that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factory.admin.sheet import Body, Level, Part, Sheet, Table, element_id
from omnia.dialogue.lint import Finding
from omnia.documents.places import in_words


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
        placed.append(Placed(finding, in_words(body, finding.path) or _("The document"), anchor, finding.path))
    return placed


def _around(pointer: str) -> list[str]:
    """The pointer and those of everything around it, nearest first."""
    found = [pointer]
    while pointer:
        pointer = pointer.rsplit("/", 1)[0]
        found.append(pointer)
    return found
