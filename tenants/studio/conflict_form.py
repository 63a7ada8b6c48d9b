"""The conflicts of a merge as a form: both sides shown at the place, and what a person decided read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.diff import Change
from omnia.dialogue.merge import ABSENT, Choice, Conflict, Decision
from tenants.studio.comparing import shown_changes
from tenants.studio.places import at_address
from tenants.updates import Merge

CHOICES: dict[str, Choice] = {"ours": "ours", "theirs": "theirs", "edited": "edited"}
MAX_CONFLICTS = 500
"""Conflicts that a form may decide: more than a document has places that people look at one by one."""


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One conflict of the page; a side is None where there is nothing. `choice` is what was chosen already."""

    number: int
    address: str
    place: str
    kind: str
    base: str | None
    ours: str | None
    theirs: str | None
    can_edit: bool
    choice: str
    edited: str


def shown_conflicts(merge: Merge, posted: Mapping[str, str]) -> list[ShownConflict]:
    """The conflicts of a merge that nothing was decided in, with what a person chose so far."""
    chosen = decisions_from(posted)
    return [_shown(number, conflict, merge, chosen) for number, conflict in enumerate(merge.conflicts)]


def _shown(number: int, conflict: Conflict, merge: Merge, chosen: Mapping[str, Decision]) -> ShownConflict:
    decision = chosen.get(conflict.address)
    edited = decision.value if decision is not None and isinstance(decision.value, str) else None
    fallback = conflict.ours if isinstance(conflict.ours, str) else ""
    return ShownConflict(
        number=number,
        address=conflict.address,
        place=at_address(conflict.address, merge.ours, merge.theirs, merge.base),
        kind=conflict.kind,
        base=_text(conflict.base),
        ours=_text(conflict.ours),
        theirs=_text(conflict.theirs),
        can_edit=isinstance(conflict.ours, str) and isinstance(conflict.theirs, str),
        choice=decision.choice if decision is not None else "",
        edited=fallback if edited is None else edited,
    )


def _text(value: Any) -> str | None:
    if value is ABSENT:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(item.removeprefix(addresses.BY_ID).removeprefix(addresses.BY_TEXT) for item in value)
    (change,) = shown_changes([Change("", "added", None, value, "")])
    return change.after


def decisions_from(posted: Mapping[str, str]) -> dict[str, Decision]:
    """What a form decided, by address; what it left open is not in it."""
    found = {}
    for number in range(MAX_CONFLICTS):
        address = posted.get(f"address-{number}")
        choice = CHOICES.get(posted.get(f"choice-{number}", ""))
        if address is None:
            break
        if choice is not None:
            value = posted.get(f"edited-{number}", "") if choice == "edited" else ABSENT
            found[address] = Decision(choice, value if choice == "edited" else ABSENT)
    return found
