"""The conflicts of a merge as people decide them: both sides at the place, one's own in an input, so nothing typed is lost.

Three pages use it: the staff's editor, the studio's, and that of updates.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnia.dialogue import addresses
from omnia.dialogue.merge import ABSENT, Conflict, Decision
from omnia.documents.places import Body, at_address
from omnia.documents.wording import value_in_words

CHOICE_PREFIX = "choice:"
TEXT_PREFIX = "at:"
"""What the name of an editor's input begins with that holds the value at an address."""

ANEW_PREFIX = "text:"
"""What the name of an input begins with in which one's own side of a conflict is written anew, where no editor's input is."""

NUMBER_PREFIX = "number:"
"""The same of a side that is a number."""

NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,15})?")


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One conflict; a side is None where there is nothing. `mine` is what was typed, until it is saved."""

    address: str
    place: str
    kind: str
    base: str | None
    mine: str | None
    theirs: str | None
    can_edit: bool
    is_number: bool
    takes_theirs: bool

    @property
    def name(self) -> str:
        """The name of the choice in the form."""
        return CHOICE_PREFIX + self.address

    @property
    def text_name(self) -> str:
        """The name of the input with one's own text, where the page has no other for it."""
        return (NUMBER_PREFIX if self.is_number else ANEW_PREFIX) + self.address


def shown_conflicts(conflicts: Sequence[Conflict], posted: Mapping[str, str], *bodies: Body) -> list[ShownConflict]:
    """The conflicts with what a person chose and typed so far; the bodies are those that have the places."""
    return [_shown(conflict, posted, bodies) for conflict in conflicts]


def _shown(conflict: Conflict, posted: Mapping[str, str], bodies: Sequence[Body]) -> ShownConflict:
    is_number = _is_number(conflict.ours) and _is_number(conflict.theirs)
    can_edit = is_number or (isinstance(conflict.ours, str) and isinstance(conflict.theirs, str))
    typed = posted.get((NUMBER_PREFIX if is_number else ANEW_PREFIX) + conflict.address) if can_edit else None
    return ShownConflict(
        address=conflict.address,
        place=at_address(conflict.address, *bodies),
        kind=conflict.kind,
        base=side_in_words(conflict.base),
        mine=side_in_words(conflict.ours) if typed is None else typed,
        theirs=side_in_words(conflict.theirs),
        can_edit=can_edit,
        is_number=is_number,
        takes_theirs=posted.get(CHOICE_PREFIX + conflict.address) == "theirs",
    )


def side_in_words(value: Any) -> str | None:
    """One side of a place as pages show it; None where there is nothing, of an order the names of the items."""
    if value is ABSENT:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(item.removeprefix(addresses.BY_ID).removeprefix(addresses.BY_TEXT) for item in value)
    return value_in_words(value)


def decisions_from(posted: Mapping[str, str]) -> dict[str, Decision]:
    """What a form decided, by address; what it left open is not in it."""
    found = {}
    for name, choice in posted.items():
        address = name.removeprefix(CHOICE_PREFIX)
        if address == name or choice not in ("ours", "theirs"):
            continue
        typed = _typed(posted, address)
        if choice == "theirs" or typed is None:
            found[address] = Decision("theirs" if choice == "theirs" else "ours")
        else:
            found[address] = Decision("edited", ABSENT if typed == "" else typed)
    return found


def _typed(posted: Mapping[str, str], address: str) -> str | float | None:
    """One's own side as it was written anew; None if there was no input for it."""
    if (number := posted.get(NUMBER_PREFIX + address)) is not None:
        return as_number(plain(number))
    text = posted.get(ANEW_PREFIX + address)
    return plain(text) if text is not None else None


def _is_number(side: Any) -> bool:
    return isinstance(side, int | float) and not isinstance(side, bool)


def as_number(text: str) -> float | str:
    """A posted number, whole where it is written so; a text that is none stays a text, which the document's check then names."""
    if NUMBER.fullmatch(text) is None:
        return text
    return int(text) if text.lstrip("-").isdigit() else float(text.replace(",", "."))


def plain(text: str) -> str:
    """A posted text as it is stored."""
    return text.replace("\r\n", "\n").strip()
