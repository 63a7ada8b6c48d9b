"""Differences between two bodies of a document, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.diff import Change, diff
from omnia.dialogue.merge import ABSENT
from omnia.dialogue.picking import Place
from omnia.documents.conflicts import side_in_words
from omnia.documents.places import Body, at_address, steps_in_words
from omnia.documents.wording import value_in_words
from omnia.documents.words import Piece, word_pieces

MAX_SHOWN = 300
"""Differences that a page lists; who compares more has two different documents."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference; a side is None where there is nothing."""

    label: str
    before: str | None
    after: str | None
    sign: str = "~"
    operation: str = ""
    steps: tuple[str, ...] = ()
    """The names of what leads to the place, from the outside in."""

    @property
    def words(self) -> tuple[Sequence[Piece], Sequence[Piece]] | None:
        """Both sides word by word; None where one side is missing."""
        return None if self.before is None or self.after is None else word_pieces(self.before, self.after)


@dataclass(slots=True)
class Branch:
    """A place of a document with what changed in it: itself, and the places inside."""

    name: str
    changes: list[ShownChange] = field(default_factory=list)
    inside: list["Branch"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many changes there are in it."""
        return len(self.changes) + sum(branch.count for branch in self.inside)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two bodies; `more` of them are not listed."""

    changes: list[ShownChange]
    more: int

    @property
    def count(self) -> int:
        """How many differences there are."""
        return len(self.changes) + self.more

    @property
    def tree(self) -> list[Branch]:
        """The differences by place, as the document holds them."""
        root = Branch("")
        for change in self.changes:
            _put(root, change, change.steps or (change.label,))
        for branch in root.inside:
            _shorten(branch)
        return root.inside


def _put(branch: Branch, change: ShownChange, steps: Sequence[str]) -> None:
    if not steps:
        branch.changes.append(change)
        return
    inner = next((held for held in branch.inside if held.name == steps[0]), None)
    if inner is None:
        inner = Branch(steps[0])
        branch.inside.append(inner)
    _put(inner, change, steps[1:])


def _shorten(branch: Branch) -> None:
    """What holds one thing alone is shown with it in one line."""
    while len(branch.inside) == 1 and not branch.changes:
        only = branch.inside[0]
        branch.name = f"{branch.name} › {only.name}"
        branch.changes, branch.inside = only.changes, only.inside
    for inner in branch.inside:
        _shorten(inner)


def compare(old: Any, new: Any) -> Comparison:
    """What leads from one body to another."""
    found = diff(old, new)
    return Comparison([_shown(change, old, new) for change in found[:MAX_SHOWN]], max(0, len(found) - MAX_SHOWN))


def _shown(change: Change, old: Any, new: Any) -> ShownChange:
    operations = {
        "added": ("+", _("added")),
        "removed": ("−", _("removed")),
        "changed": ("~", _("changed")),
        "moved": ("↕", _("moved")),
    }
    sign, operation = operations[change.operation]
    steps = steps_in_words(old if change.operation == "removed" else new, change.path)
    before, after = value_in_words(change.before), value_in_words(change.after)
    if change.operation == "moved":
        before, after = (_("Place %(number)s") % {"number": place + 1} for place in (change.before, change.after))
    return ShownChange(" › ".join(steps) or _("The document"), before, after, sign, operation, tuple(steps))


def compare_place(place: Place, base: Body, edited: Body) -> ShownChange:
    """One place that a person may choose, between the two documents that it was found in."""
    label = at_address(place.address, edited, base)
    if place.is_order:
        label = _("%(place)s, order") % {"place": label}
    signs = {(True, False): "+", (False, True): "−"}
    sign = signs.get((place.before is ABSENT, place.after is ABSENT), "~")
    return ShownChange(label, side_in_words(place.before), side_in_words(place.after), sign)
