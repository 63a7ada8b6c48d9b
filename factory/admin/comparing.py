"""Differences between two bodies of a document, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from factory.admin.findings import in_words
from factory.admin.sheet import Body
from factory.admin.wording import language_name
from omnia.dialogue.diff import diff

MAX_SHOWN = 300
"""Differences that a page lists; who compares more has two different documents."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference; a side is None where there is nothing."""

    label: str
    sign: str
    operation: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two bodies; `more` of them are not listed."""

    changes: list[ShownChange]
    more: int

    @property
    def count(self) -> int:
        """How many differences there are."""
        return len(self.changes) + self.more


def compare(old: Body, new: Body) -> Comparison:
    """What leads from one body to another."""
    operations = {
        "added": ("+", _("added")),
        "removed": ("−", _("removed")),
        "changed": ("~", _("changed")),
        "moved": ("↕", _("moved")),
    }
    found = diff(old, new)
    shown = []
    for change in found[:MAX_SHOWN]:
        sign, operation = operations[change.operation]
        label = in_words(old if change.operation == "removed" else new, change.path)
        before, after = _text(change.before), _text(change.after)
        if change.operation == "moved":
            before, after = (_("Place %(number)d") % {"number": place + 1} for place in (change.before, change.after))
        shown.append(ShownChange(label, sign, operation, before, after))
    return Comparison(shown, len(found) - len(shown))


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping | list):
        return "\n".join(_lines(value, ())) or _("(empty)")
    return str(value)


def _lines(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """What an object or list holds, a line for each value; the ids of its parts say nothing to people."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            if name not in ("id", "type"):
                yield from _lines(held, (*path, str(name)))
    elif isinstance(value, list):
        for number, held in enumerate(value, start=1):
            yield from _lines(held, (*path, str(number)) if len(value) > 1 else path)
    else:
        names = [language_name(name) for name in path if name not in ("actions", "text")]
        told = _text(value)
        yield f"{' › '.join(names)}: {_('nothing') if told in (None, '') else told}"
