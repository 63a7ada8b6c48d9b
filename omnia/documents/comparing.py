"""Differences between two bodies of a document, as pages show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from omnia.dialogue.diff import Change, diff
from omnia.documents.places import in_words
from omnia.documents.wording import value_in_words

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


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two bodies; `more` of them are not listed."""

    changes: list[ShownChange]
    more: int

    @property
    def count(self) -> int:
        """How many differences there are."""
        return len(self.changes) + self.more


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
    label = in_words(old if change.operation == "removed" else new, change.path) or _("The document")
    before, after = value_in_words(change.before), value_in_words(change.after)
    if change.operation == "moved":
        before, after = (_("Place %(number)s") % {"number": place + 1} for place in (change.before, change.after))
    return ShownChange(label, before, after, sign, operation)
